"""Which of the characters that tell a text has, and how many: looked up once for all who ask.

Whether it has any is asked of the text with a class of characters, which takes 3 ns a character, and most
often one look tells that it has nothing of all that a text of its script lacks. How many it has is asked of
letters that one ``str.translate`` writes, one for each character by the groups that it is in, in 20 to 35 ns.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache, lru_cache
from zlib import crc32

from newsclean.convert import forms
from newsclean.convert.characters import DATA, FOREIGN_RANGES, hans, hant, leaning_characters, listed
from newsclean.convert.engine.descriptions import OPERATORS
from newsclean.patterns import compiled
from newsclean.stored import read, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

#: Groups of characters. ``HANS`` and ``HANT`` are of one script alone; ``ODD``: forms of no standard;
#: ``FORMS``, ``TAIWAN``, ``HONG_KONG``: see :mod:`newsclean.convert.forms`; ``FOREIGN``: kana and hangul;
#: an ``OPERATOR`` begins the description of a character;
#: ``LEANING``: what both scripts have, but Simplified far more often, by itself or in words.
HANS, HANT, ODD, KANJI, FOREIGN, NOT_JAPANESE, FORMS, TAIWAN, HONG_KONG, OPERATOR, LEANING = (
    1 << n for n in range(11)
)

_GROUPS = tuple(1 << n for n in range(11))

# What nearly every text of Simplified lacks, and of Traditional.
_USUALLY_LACKING = tuple(other | KANJI | FOREIGN | OPERATOR for other in (HANT, HANS))

# Characters of the basic plane are looked up in a list; what is beyond it is looked up first.
_BASIC = 1 << 16
_BEYOND = "[\U00010000-\U0010ffff]"


class Census:
    """The characters of a text by groups.

    :param whole: of a text that this one is a part of.
    """

    def __init__(self, text: str, whole: Census | None = None) -> None:
        self.text = text
        #: What else was found out about the text and is asked for again, by names of those who ask.
        self.known: dict[Any, Any] = {}
        self.whole = whole
        self._letters: bytes | None = None
        self._has: dict[int, bool] = {}

    def is_of(self, text: str) -> bool:
        """Whether this is the text that was looked at."""
        return text is self.text or text == self.text

    def has(self, group: int) -> bool:
        """Whether the text has any character of a group."""
        known = self._has.get(group)
        if known is None:
            known = self._has[group] = self._look_for(group)
        return known

    def _look_for(self, group: int) -> bool:
        if self._letters is not None:
            return self.count(group) > 0
        for more in _USUALLY_LACKING:
            if more & group == group != more and not self.has(more):
                return False
        return one_of(group).search(self.text) is not None

    def count(self, group: int) -> int:
        """How many characters of a group the text has."""
        if self._letters is None:
            self._letters = letters(self.text)
        return len(self._letters) - len(self._letters.translate(None, _letters_of(group)))

    def counts(self, group: int) -> Counter[str]:
        """How often the text has each character of a group; a group that is rare in text."""
        return Counter(one_of(group).findall(self.text)) if self.has(group) else Counter()

    def without(self, group: int, others: int) -> str:
        """The text with a line end in the place of each stretch that has characters of a group and none of
        other groups.
        """
        kept, at, is_there = [], 0, one_of(group).search
        for match in _none_of(others).finditer(self.text):
            if is_there(self.text, *match.span()):
                kept.append(self.text[at : match.start()])
                at = match.end()
        return "\n".join([*kept, self.text[at:]])


@cache
def one_of(group: int) -> re.Pattern[str]:
    """A character of a group."""
    return compiled(f"[{_class_of(group)}]")


@cache
def _none_of(group: int) -> re.Pattern[str]:
    """Characters that are not of a group."""
    return compiled(f"[^{_class_of(group)}]+")


def _class_of(group: int) -> str:
    """The characters of a group as they stand in a class, always in the same order."""
    return "".join([_listed(each) for each in _GROUPS if each & group])


def _listed(group: int) -> str:
    if group == FOREIGN:
        return "".join([f"{low}-{high}" for low, high in FOREIGN_RANGES])
    if group in _FILE_OF:
        return listed(_FILE_OF[group])
    return "".join(sorted(members(group)))


# The groups whose characters stand in a file, in order.
_FILE_OF = {HANS: "hans.txt", HANT: "hant.txt"}


def letters(text: str) -> bytes:
    """For each character of a text the letter of the groups that it is in."""
    return _remembered(text) if len(text) <= _LONGEST else _written(text)


@lru_cache(maxsize=4)
def _remembered(text: str) -> bytes:
    """The same of a text that is not long: one document is asked about at several places."""
    return _written(text)


_LONGEST = 1 << 16


def _written(text: str) -> bytes:
    table, beyond, _ = _tables()
    found = text.translate(table)
    if not found.isascii():
        # Characters beyond the basic plane are still what they were.
        import re

        found = re.sub(_BEYOND, lambda match: beyond.get(match[0], _NONE), found)
    return found.encode("ascii")


# The letter of what is in no group; the others follow it.
_NONE = " "


@cache
def _letters_of(group: int) -> bytes:
    """The letters of the characters of a group."""
    return "".join([letter for bits, letter in _tables()[2].items() if bits & group]).encode("ascii")


@cache
def _tables() -> tuple[list[int], dict[str, str], dict[int, str]]:
    """The letters of the characters of the basic plane; of those beyond; of the sets of groups."""
    identity = _identity()
    known: Any = read("census", identity)
    if known is None:
        known = _made()
        write("census", identity, known)
    basic, beyond, named = known
    return list(basic), beyond, named


# Change it with what decides the letters in the code: the groups and their order, and what is in each.
_VERSION = 3
_FILES = (
    "hans.txt",
    "hant.txt",
    "shinjitai.txt",
    "leaning.txt",
    "leaning-words.txt",
    "standards.txt",
    "kanji.txt",
)


def _identity() -> str:
    """What decides the tables."""
    parts = [f"census {_VERSION} {_GROUPS} {FOREIGN_RANGES}"]
    for name in _FILES:
        with open(os.path.join(DATA, name), "rb") as file:
            content = file.read()
        parts.append(f"{name} {len(content)} {crc32(content):08x}")
    return "\n".join(parts)


def _made() -> tuple[bytes, dict[str, str], dict[int, str]]:
    """The tables, made of the groups; the letters of the basic plane are ASCII."""
    bits, beyond = [0] * _BASIC, dict[str, int]()
    for low, high in FOREIGN_RANGES:
        bits[ord(low) : ord(high) + 1] = [FOREIGN] * (ord(high) + 1 - ord(low))
    for group in _GROUPS:
        for char in members(group) if group != FOREIGN else ():
            if ord(char) < _BASIC:
                bits[ord(char)] |= group
            else:
                beyond[char] = beyond.get(char, 0) | group
    known = [0, *sorted({*bits, *beyond.values()} - {0})]
    named = {each: chr(ord(_NONE) + number) for number, each in enumerate(known)}
    codes = {each: ord(letter) for each, letter in named.items()}
    return bytes(map(codes.__getitem__, bits)), {char: named[each] for char, each in beyond.items()}, named


@cache
def members(group: int) -> frozenset[str]:
    """The characters of a group."""
    if group == HANS:
        return hans()
    if group == HANT:
        return hant()
    if group == LEANING:
        return leaning_characters()
    if group == ODD:
        return forms.odd_forms()
    if group == KANJI:
        return frozenset(forms.kanji())
    if group == FOREIGN:
        return frozenset(chr(code) for low, high in FOREIGN_RANGES for code in range(ord(low), ord(high) + 1))
    if group == NOT_JAPANESE:
        return forms.not_japanese()
    if group == OPERATOR:
        return frozenset(map(chr, OPERATORS))
    if group == FORMS:
        return frozenset(forms.forms())
    return forms.changing(forms.TAIWAN if group == TAIWAN else forms.HONG_KONG)
