"""The fold: how text looks to the rules, one code point for one code point.

Rules are written once, in Simplified Chinese, lower case and half-width signs. Text is folded to
that before it is compared, so they meet Traditional and full-width text too, and an offset in the
folded text is the offset in the text itself.
"""

from __future__ import annotations

import sys
from array import array
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent.parent.parent / "data" / "rules"

# Signs that pages use for one another: brackets, bars, the vertical forms of Taiwan's pages (︰),
# U+4E28, a Han character that mostly stands for a bar, arrows of breadcrumbs, full stops and
# semicolons. Targets are Latin-1: sets of those compile fast.
SIGNS = {
    "【〔［〖": "[",
    "】〕］〗": "]",
    "｜│丨┃︱∣": "|",
    "︰∶": ":",
    "〉›»→": ">",
    "。": ";",
    "、": ",",
    "•・‧": "·",
    "“”": '"',
    "—–－": "-",
    "…": ".",
    "\u3000\xa0\t\u2002\u2003\u2009": " ",
    "\u200b\u200e\u200f\ufeff\u2060": " ",
}


def fold_signs(pattern: str) -> str:
    """A pattern with its signs folded as those of the text are; letters and classes stay."""
    signs = {ord(sign): target for group, target in SIGNS.items() for sign in group if target != " "}
    return pattern.translate(signs)


@cache
def table() -> dict[int, int]:
    """Code point → the one it folds to, where that is another."""
    traditional, simplified = (DATA / "fold.txt").read_text("utf-8").split("\n")[-3:-1]
    fold = dict(zip(map(ord, traditional), map(ord, simplified), strict=True))
    fold.update(zip(range(0xFF01, 0xFF5F), range(0x21, 0x7F), strict=True))
    fold.update((code, code + 32) for code in range(ord("A"), ord("Z") + 1))
    fold.update((code, code - 0xFEE0 + 32) for code in range(ord("Ａ"), ord("Ｚ") + 1))
    for signs, sign in SIGNS.items():
        fold.update((ord(s), ord(sign)) for s in signs)
    return fold


@cache
def lookup() -> array[int]:
    """The fold as a table for ``str.translate``, of the basic plane: what is beyond it stays.

    An array takes two thirds of the time of a dictionary, and no object is made for each code point.
    """
    codes = bytearray(2 * 0x10000)
    low, high = (0, 1) if sys.byteorder == "little" else (1, 0)
    codes[low::2] = bytes(range(256)) * 256
    codes[high::2] = b"".join([bytes([row]) * 256 for row in range(256)])
    found = array("H", bytes(codes))
    for code, other in table().items():
        found[code] = other
    return found


def fold(text: str) -> str:
    """The text as the rules see it; as long as the text, place for place."""
    return _fold_line(text) if len(text) <= _LINE else text.translate(lookup())


@cache
def _folded_to() -> frozenset[str]:
    """What some other character folds to."""
    return frozenset(map(chr, table().values()))


def only_as_written(folded: str) -> set[str]:
    """The characters of a folded text that no other folds to: whatever folds to the text has them, too."""
    return set(folded) - _folded_to()


def fold_beginning(text: str) -> str:
    """The first :data:`BEGINNING` characters of a line, folded."""
    return fold(text)[:BEGINNING] if len(text) <= 2 * BEGINNING else fold(text[:BEGINNING])


#: How much of a line is looked up among what rules list: more than the longest beginning in use.
BEGINNING = 24


@lru_cache(maxsize=512)
def _fold_line(text: str) -> str:
    """A line as the rules see it: one that fits a rule is looked at by many."""
    return text.translate(lookup())


_LINE = 200
