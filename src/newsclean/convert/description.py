"""Ideographic description sequences: ``⿰氵发`` describes a character by its parts. OpenCC leaves them alone."""

from __future__ import annotations

import re
from collections.abc import Callable

_OPERATOR = re.compile("[\u2ff0-\u2fff]")
_TERNARY = "⿲⿳"
_UNARY = "⿾⿿"
# OpenCC's limits for a description sequence (UTF8Util.cpp).
_DEEPEST = 16
_LONGEST = 64
_OPERAND = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u31c0-\u31e3\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


def around(text: str, step: Callable[[str], str]) -> str:
    """Do a step to all of a text but its description sequences."""
    found = _OPERATOR.search(text)
    if found is None:
        return step(text)
    pieces: list[str] = []
    at = 0
    while found is not None:
        start = found.start()
        end = _end(text, start)
        if end:
            pieces += (step(text[at:start]), text[start:end])
            at = end
        found = _OPERATOR.search(text, end or start + 1)
    pieces.append(step(text[at:]))
    return "".join(pieces)


def _end(text: str, start: int) -> int:
    """Where the sequence that begins here ends; 0 if it is not a whole one."""
    wanted = [1]
    for at in range(start, min(len(text), start + _LONGEST)):
        char = text[at]
        wanted[-1] -= 1
        if "\u2ff0" <= char <= "\u2fff":
            wanted.append(3 if char in _TERNARY else 1 if char in _UNARY else 2)
            if len(wanted) > _DEEPEST + 1:
                return 0
        elif not _OPERAND.match(char):
            return 0
        while wanted and wanted[-1] == 0:
            wanted.pop()
        if not wanted:
            return at + 1
    return 0
