"""The phrases of a table, and where the longest match from the left cuts a text.

Most phrases of OpenCC's tables say what their characters become one by one; they are there to shield them.
The phrases that say something else, the *differing* ones, are what has to be found in a text. The others
matter only next to those: where one of them swallows the beginning of a differing phrase, that one is
not matched.

To know what the text left of a place is cut into one need not begin with the text: no match spans two
characters that stand next to each other inside of no phrase, so the cutting can begin between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import ItemsView
from itertools import pairwise

from newsclean.convert.dictionaries import Table

# Between the phrases with the same first character, and between a phrase and its value: what no dictionary
# can hold, because there they do the same.
_ITEM = "\n"
_VALUE = "\t"

#: What :meth:`Phrases.packed` gives.
Packed = tuple[dict[str, str], dict[str, str], str, str]


class Phrases:
    """The phrases of a table, by their beginnings.

    They are kept as text by their first characters, and read when one of them is first asked for: a
    short text needs few. May be used from several threads.

    :param packed: for each first character the phrases without it, one a line, longest first; behind
        a differing one a tab and its value.
    :param inside: for each character those that follow it inside of some phrase.
    :param pairs: the first two characters of each differing phrase, one pair after the other.
    :param single: the characters that become more or less than one character.
    """

    def __init__(self, packed: dict[str, str], inside: dict[str, str], pairs: str, single: str) -> None:
        self._packed = packed
        self.inside = inside
        self.pairs = frozenset(map(str.__add__, pairs[::2], pairs[1::2]))
        self.single = single
        self._read: set[str] = set()
        self._values: dict[str, str | None] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    @classmethod
    def of(cls, table: Table, characters: dict[int, str]) -> Phrases:
        """The phrases of a table.

        :param characters: what characters become outside of phrases, by their code points.
        """
        packed: dict[str, list[str]] = defaultdict(list)
        inside: dict[str, set[str]] = defaultdict(set)
        pairs, single = set(), []
        for key in sorted(table, key=len, reverse=True):
            value = table[key]
            if key.translate(characters) != value:
                packed[key[0]].append(f"{key[1:]}{_VALUE}{value}")
                if len(key) > 1:
                    pairs.add(key[:2])
                else:
                    single.append(key)
            elif len(key) > 1:
                packed[key[0]].append(key[1:])
            for char, follower in pairwise(key):
                inside[char].add(follower)
        return cls(
            {first: _ITEM.join(items) for first, items in packed.items()},
            {char: "".join(sorted(followers)) for char, followers in inside.items()},
            "".join(sorted(pairs)),
            "".join(single),
        )

    def packed(self) -> Packed:
        """What makes the same again."""
        return self._packed, self.inside, "".join(sorted(self.pairs)), self.single

    def items(self) -> ItemsView[str, str | None]:
        """Every phrase with its value; ``None`` where that is what its characters become one by one."""
        for first in self._packed:
            self._load(first)
        return self._values.items()

    def longest(self, text: str, at: int) -> str:
        """The longest phrase that stands at a place of a text, or the character there."""
        pair = text[at : at + 2]
        lengths = self._lengths.get(pair)
        if lengths is None:
            if pair[0] in self._read or not self._load(pair[0]):
                return pair[0]
            lengths = self._lengths.get(pair, ())
        for length in lengths:
            piece = text[at : at + length]
            if piece in self._values:
                return piece
        return pair[0]

    def value(self, piece: str) -> str | None:
        """What a piece that :meth:`longest` gave becomes, if it is a differing phrase."""
        return self._values.get(piece)

    def border(self, text: str, known: int, place: int) -> int:
        """A place if the longest match from the left begins anew there, else where it next does.

        :param known: a place before it where it does; the time is in proportion to the distance.
        """
        inside, at = self.inside, place
        while at > known and text[at] in inside.get(text[at - 1], ""):
            at -= 1
        while at < place:
            at += len(self.longest(text, at))
        return at

    def _load(self, first: str) -> bool:
        """Read the phrases with a first character; whether there are any."""
        items = self._packed.get(first)
        if items is None:
            return False
        lengths: dict[str, list[int]] = {}
        for item in items.split(_ITEM):
            rest, differs, value = item.partition(_VALUE)
            self._values[first + rest] = value if differs else None
            those = lengths.setdefault(first + rest[:1], [])
            if not those or those[-1] != len(rest) + 1:
                those.append(len(rest) + 1)
        for pair, found in lengths.items():
            self._lengths[pair] = tuple(found)
        # Last: another thread sees all of it or reads it, too.
        self._read.add(first)
        return True
