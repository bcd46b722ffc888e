"""Words that say what a line is to the code: a list follows it, it ends like a caption, it names a time."""

from __future__ import annotations

from functools import cache

from newsclean.data_files import lines


def expression(name: str) -> str:
    """The regular expression of that name in ``words.tsv``, for folded text.

    :raises KeyError: there is none.
    """
    return _expressions()[name]


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of that name, between which bars stand in ``words.tsv``."""
    return tuple(_expressions()[name].split("|"))


@cache
def _expressions() -> dict[str, str]:
    return dict(row.split("\t", 1) for row in lines("rules", "words.tsv"))
