"""The tables of names that reading pages goes by: ``data/web/*.txt``, a row ``KIND: names`` each."""

from __future__ import annotations

import os
from functools import cache

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "web")


@cache
def table(name: str) -> dict[str, str]:
    """The rows of a table: kind → what stands behind it."""
    with open(os.path.join(_FOLDER, f"{name}.txt"), encoding="utf-8") as file:
        return dict(line.rstrip("\n").split(": ", 1) for line in file if not line.startswith("#"))


@cache
def names(kind: str) -> frozenset[str]:
    """The names of a kind of elements."""
    return frozenset(table("elements")[kind].split())
