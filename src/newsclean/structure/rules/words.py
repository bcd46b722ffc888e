"""Words that say what a line does to those around it: it introduces them, or is the heading of a notice."""

from __future__ import annotations

from functools import cache

from newsclean.structure.rules.fold import DATA


def expression(name: str) -> str:
    """The regular expression of that name in ``words.tsv``, for folded text.

    :raises KeyError: there is none.
    """
    return _expressions()[name]


@cache
def _expressions() -> dict[str, str]:
    rows = (DATA / "words.tsv").read_text("utf-8").splitlines()
    return dict(row.split("\t", 1) for row in rows if row[:1] not in ("", "#"))
