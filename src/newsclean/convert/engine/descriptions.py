"""Ideographic description sequences (``⿰氵发``): characters by their parts, which OpenCC leaves alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The code points of ideographic description characters.
OPERATORS = range(0x2FF0, 0x3000)

_TERNARY = "⿲⿳"
_UNARY = "⿾⿿"
# OpenCC's limits for a description sequence (UTF8Util.cpp).
_DEEPEST = 16
_LONGEST = 64


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """A text cut into its parts, each with whether it is a whole description sequence."""
    operator = re.compile("[⿰-⿿]")
    at = 0
    found = operator.search(text)
    while found is not None:
        start = found.start()
        end = _end(text, start)
        if end:
            if at < start:
                yield text[at:start], False
            yield text[start:end], True
            at = end
        found = operator.search(text, end or start + 1)
    if at < len(text):
        yield text[at:], False


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
        elif not _is_operand(ord(char)):
            return 0
        while wanted and wanted[-1] == 0:
            wanted.pop()
        if not wanted:
            return at + 1
    return 0


def _is_operand(code: int) -> bool:
    """Whether a character may be part of another, as OpenCC has it."""
    return any(first <= code <= last for first, last in _OPERANDS)


_OPERANDS = (
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x31C0, 0x31E3),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xE000, 0xF8FF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
