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
from collections.abc import ItemsView, Iterable, Sequence
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.opencc.dictionaries import Table


# Between phrases and values, and between the phrases that do not differ and those that do: what no dictionary
# can hold, because there it does the same.
_ITEM = "\n"
_DIFFERING = "\t"

#: What :meth:`Phrases.packed` gives.
Packed = tuple[dict[str, bytes], dict[str, str], dict[str, str], str]


class Phrases:
    """The phrases of a table, by their first characters.

    They are kept as UTF-8, and read when one with that first character is first asked for: a short text
    needs few. May be used from several threads.

    :param packed: for each first character the phrases without it: those that do not differ, a tab, and
        by turns one that does and its value; a line each.
    :param inside: for each character those that follow it inside of some phrase.
    :param begins: for each character those that follow it where a differing phrase begins with it.
    :param single: the characters that become more or less than one character.
    """

    def __init__(
        self, packed: dict[str, bytes], inside: dict[str, str], begins: dict[str, str], single: str
    ) -> None:
        self._packed = packed
        self.inside = inside
        self.begins = begins
        self.single = single
        self._lengths: dict[str, Sequence[int]] = {}
        self._values: dict[str, str | None] = {}
        self._known: set[str] = set()

    @classmethod
    def of(cls, table: Table, characters: dict[int, str]) -> Phrases:
        """The phrases of a table.

        :param characters: what characters become outside of phrases, by their code points.
        """
        plain: dict[str, list[str]] = {}
        differing: dict[str, list[str]] = {}
        inside: dict[str, set[str]] = defaultdict(set)
        begins: dict[str, set[str]] = defaultdict(set)
        single = []
        for key, value in table.items():
            first = key[0]
            if key.translate(characters) != value:
                differing.setdefault(first, []).extend((key[1:], value))
                if len(key) > 1:
                    begins[first].add(key[1])
                else:
                    single.append(key)
            elif len(key) > 1:
                plain.setdefault(first, []).append(key[1:])
            for char, follower in pairwise(key):
                inside[char].add(follower)
        return cls(
            {
                first: _DIFFERING.join(
                    [_ITEM.join(items.get(first, ())) for items in (plain, differing)]
                ).encode("utf-8", "surrogatepass")
                for first in sorted({*plain, *differing})
            },
            {char: "".join(sorted(followers)) for char, followers in sorted(inside.items())},
            {char: "".join(sorted(followers)) for char, followers in sorted(begins.items())},
            "".join(sorted(single)),
        )

    def packed(self) -> Packed:
        """What makes the same again."""
        return self._packed, self.inside, self.begins, self.single

    def items(self) -> ItemsView[str, str | None]:
        """Every phrase with its value; ``None`` where that is what its characters become one by one."""
        for first in self._packed:
            if first not in self._known:
                self._read(first)
        return self._values.items()

    def longest(self, text: str, at: int) -> str:
        """The longest phrase that stands at a place of a text, or the character there."""
        pair = text[at : at + 2]
        lengths = self._lengths.get(pair)
        if lengths is None:
            first = text[at]
            if first in self._known or (
                pair[1:] not in self.inside.get(first, "") and first not in self.single
            ):
                return first
            self._read(first)
            lengths = self._lengths.get(pair, ())
        for length in lengths:
            piece = text[at : at + length]
            if piece in self._values:
                return piece
        return text[at]

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

    def covering(self, text: str, known: int, place: int) -> tuple[int, str]:
        """The phrase, or the character, that the longest match from the left takes at a place.

        :param known: a place at or before it where a match begins, as this gave it before.
        :returns: where that match begins, and it.
        """
        inside, at = self.inside, place
        while at > known and text[at] in inside.get(text[at - 1], ""):
            at -= 1
        while True:
            piece = self.longest(text, at)
            if at + len(piece) > place:
                return at, piece
            at += len(piece)

    def put(self, text: str, result: str, places: Iterable[int]) -> str:
        """A text rewritten: its characters one by one, with the differing phrases in their places.

        :param result: what the characters of the text become outside of phrases.
        :param places: in order, all where a differing phrase may stand.
        """
        pieces: list[str] = []
        known = done = 0  # up to where the text is cut for sure, and written
        for place in places:
            if place < known:
                continue
            piece = self.longest(text, place)
            value = self._values.get(piece)
            if value is None:
                continue
            known = self.border(text, known, place)
            if known == place:
                known += len(piece)
                pieces += (result[done:place], value)
                done = known
        pieces.append(result[done:])
        return "".join(pieces)

    def _read(self, first: str) -> None:
        """Read the phrases with a first character, and what lengths they have, the longest first."""
        plain, _, differing = (
            self._packed.get(first, b"").decode("utf-8", "surrogatepass").partition(_DIFFERING)
        )
        items = differing.split(_ITEM) if differing else []
        keys, values = [first + rest for rest in items[::2]], items[1::2]
        self._values.update(zip(keys, values, strict=True))
        if plain:
            others = [first + rest for rest in plain.split(_ITEM)]
            self._values.update(dict.fromkeys(others))
            keys += others
        lengths: dict[str, list[int]] = {}
        for pair, length in sorted(
            {*zip([key[:2] for key in keys], map(len, keys), strict=True)}, reverse=True
        ):
            lengths.setdefault(pair, []).append(length)
        self._lengths.update(lengths)
        # Last: another thread sees all of it or reads it, too.
        self._known.add(first)
