"""The tables of names that reading pages goes by: ``data/web/*.txt``, a row ``KIND: names`` each."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> dict[str, str]:
    """The rows of a table: kind → what stands behind it."""
    text = (files("newsclean") / "data" / "web" / f"{name}.txt").read_text("utf-8")
    return dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith("#"))


@cache
def names(kind: str) -> frozenset[str]:
    """The names of a kind of elements."""
    return frozenset(table("elements")[kind].split())
