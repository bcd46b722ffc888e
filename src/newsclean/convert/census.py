"""Which of the characters that tell a text has, and how many: looked up once for all who ask.

With NumPy that takes 2 to 5 ns a character; without it 80 to 170 ns.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache

from newsclean.convert import forms
from newsclean.convert.characters import FOREIGN_RANGES, SIGNS, hans, hant, leaning
from newsclean.convert.engine.descriptions import OPERATORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.convert.engine.pairs import Array

#: Groups of characters. ``HANS`` and ``HANT`` are of one script alone; ``ODD``: forms of no standard;
#: ``FORMS``, ``TAIWAN``, ``HONG_KONG``: see :mod:`newsclean.convert.forms`; ``FOREIGN``: kana and hangul;
#: without any ``SIGN`` nothing is protected; an ``OPERATOR`` begins the description of a character;
#: ``LEANING``: what both scripts have, but Simplified far more often.
HANS, HANT, ODD, KANJI, FOREIGN, NOT_JAPANESE, FORMS, TAIWAN, HONG_KONG, SIGN, OPERATOR, LEANING = (
    1 << n for n in range(12)
)

# Characters from which on it pays to import NumPy.
_LONG = 1 << 19

# Characters that NumPy looks up at a time: what is made of them stays in the processor's cache.
_PIECE = 1 << 17


def pays(text: str) -> bool:
    """Whether it pays to use NumPy for a text: where it is loaded already, or the text is long."""
    return "numpy" in sys.modules or len(text) >= _LONG


class Census:
    """The characters of a text by groups.

    :param whole: of a text that this one is a part of.
    """

    def __init__(self, text: str, whole: Census | None = None) -> None:
        self.text = text
        #: What else was found out about the text and is asked for again, by names of those who ask.
        self.known: dict[Any, Any] = {}
        self.whole = whole
        self._vectors = pays(text)
        self._characters: set[str] | Counter[str] = set()
        self._bits: Array | None = None
        self._present = -1

    def is_of(self, text: str) -> bool:
        """Whether this is the text that was looked at."""
        return text is self.text or text == self.text

    def has(self, group: int) -> bool:
        """Whether the text has any character of a group."""
        if self._vectors:
            if self.whole is not None:
                return self.whole.has(group) and any(_any(bits & group) for _, bits in self._pieces())
            if self._present < 0:
                self._present = 0
                for _, bits in self._pieces():
                    self._present |= int(_any(bits))
            return bool(self._present & group)
        if not self._characters:
            self._characters = set(self.text)
        if group == FOREIGN:
            # The group has 11,000 characters in two ranges.
            ordered = sorted(self._characters)
            return any(
                bisect_left(ordered, low) < bisect_right(ordered, high) for low, high in FOREIGN_RANGES
            )
        return not members(group).isdisjoint(self._characters)

    def count(self, group: int) -> int:
        """How many characters of a group the text has."""
        if self._vectors:
            return sum([_count(bits & group) for _, bits in self._pieces()])
        return self.counts(group).total()

    def counts(self, group: int) -> Counter[str]:
        """How often the text has each character of a group; a group that is rare in text."""
        if self._vectors:
            found: Counter[str] = Counter()
            for at, bits in self._pieces():
                places = (bits & group).nonzero()[0] + at
                found.update([self.text[place] for place in places.tolist()])
            return found
        if not isinstance(self._characters, Counter):
            self._characters = Counter(self.text)
        counts = self._characters
        # Not `&`, which walks through all members: for a record of 1 KB that was half of all time.
        return Counter({char: counts[char] for char in members(group).intersection(counts)})

    def _pieces(self) -> Iterator[tuple[int, Array]]:
        """The groups of each character, a piece at a time with its place."""
        if self._bits is not None:
            yield 0, self._bits
            return
        for at in range(0, len(self.text), _PIECE):
            bits = _bits(self.text[at : at + _PIECE])
            if len(bits) == len(self.text):
                self._bits = bits
            yield at, bits


@cache
def members(group: int) -> frozenset[str]:
    """The characters of a group."""
    if group == HANS:
        return hans()
    if group == HANT:
        return hant()
    if group == LEANING:
        return frozenset(char for char, weight in leaning().items() if weight > 0)
    if group == ODD:
        return forms.odd_forms()
    if group == KANJI:
        return frozenset(forms.kanji())
    if group == FOREIGN:
        return frozenset(chr(code) for low, high in FOREIGN_RANGES for code in range(ord(low), ord(high) + 1))
    if group == NOT_JAPANESE:
        return forms.not_japanese()
    if group == SIGN:
        return frozenset(SIGNS)
    if group == OPERATOR:
        return frozenset(map(chr, OPERATORS))
    if group == FORMS:
        return frozenset(forms.forms())
    return forms.changing(forms.TAIWAN if group == TAIWAN else forms.HONG_KONG)


@cache
def _table() -> Array:
    """The groups of each code point."""
    import numpy as np

    table = np.zeros(sys.maxunicode + 1, np.uint16)
    for group in (1 << n for n in range(12)):
        table[[*map(ord, members(group))]] |= group
    return table


def _bits(text: str) -> Array:
    """The groups of each character."""
    from newsclean.convert.engine.pairs import codes_of

    bits: Array = _table().take(codes_of(text))
    return bits


def _any(bits: Array) -> int:
    """The groups that are there at all."""
    import numpy as np

    return int(np.bitwise_or.reduce(bits))


def _count(bits: Array) -> int:
    """How many are not zero."""
    import numpy as np

    return int(np.count_nonzero(bits))
