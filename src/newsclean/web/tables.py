"""The tables of names that reading pages goes by: ``data/web/*.txt``, a row ``KIND: names`` each."""

from __future__ import annotations

from functools import cache

from newsclean import data_files


@cache
def table(name: str) -> dict[str, str]:
    """The rows of a table: kind → what stands behind it."""
    return dict(line.split(": ", 1) for line in data_files.lines("web", f"{name}.txt"))


@cache
def names(kind: str) -> frozenset[str]:
    """The names of a kind of elements."""
    return frozenset(table("elements")[kind].split())
