"""Apply a table to text: in one pass by longest match from left to right.

Most characters become the same wherever they stand, so the text goes through a table of characters
(``str.translate``), and one pass of an automaton (Aho and Corasick's, by :mod:`daachorse`) finds the phrases.
Most phrases say what their characters become one by one; they are there to shield them. The few that say
something else, the *differing* ones, are put in at their places. Long text is rewritten by
:mod:`~newsclean.convert.engine.vectors`.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from itertools import accumulate, compress
from operator import itemgetter, not_

import daachorse

from newsclean.alignment import Aligned, Growing, Joint
from newsclean.convert.characters import found_by
from newsclean.convert.engine.cutting import pieces
from newsclean.convert.engine.descriptions import OPERATORS, parts
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.engine.vectors import Vectors
    from newsclean.convert.opencc.dictionaries import Table

#: A phrase in a text: where it begins and ends, and its number in the table.
Match = tuple[int, int, int]

# From so many characters on NumPy is faster: 35 ns a character instead of 130. To import it and to make a
# table's arrays takes 0.5 s once, as long as 4 million characters without.
LONG = 1_000_000

# Characters that are searched at a time: what is made of them stays in the processor's cache.
_PIECE = 1 << 15

# Characters of the basic plane are looked up in a list, which is twice as fast as a dictionary.
_BASIC = 1 << 16

_ITEM = "\n"  # behind each key: none can hold it
_NUMBER = itemgetter(2)


class Packed(NamedTuple):
    """What is stored of the keys that the automaton finds.

    :param keys: those that differ first, a line each; compressed, for only long text needs them.
    :param values: of the keys that differ, one behind the other.
    :param ends: where each of them ends, in four bytes.
    :param uneven: the numbers of those that change the length of the text.
    :param bounds: the first number of a noted key; of a character that asks for care; of a key that does not
        differ; of such a one that is not noted.
    :param automaton: of the keys that differ, then of each character that asks for care, then of the others.
    """

    keys: bytes
    values: str
    ends: bytes
    uneven: tuple[int, ...]
    bounds: tuple[int, int, int, int]
    automaton: bytes


class _Values(dict[int, str]):
    """The values of the keys that differ by their numbers, cut out when they are first asked for."""

    def __init__(self, values: str, ends: bytes) -> None:
        self._values, self._ends = values, memoryview(ends).cast("I")

    def __missing__(self, number: int) -> str:
        start = self._ends[number - 1] if number else 0
        found = self[number] = self._values[start : self._ends[number]]
        return found


class Phrases(NamedTuple):
    """The keys that the automaton finds.

    :param keys: the differing ones first.
    :param values: of the differing ones.
    """

    keys: Sequence[str]
    values: Sequence[str]


def _phrases(table: Table, keys: list[str], characters: dict[int, str]) -> tuple[list[str], list[str]]:
    """The keys that characters alone do not bring to their values, and the other phrases."""
    phrases = [key for key in keys if len(key) > 1 or ord(key) not in characters]
    differs = [key.translate(characters) != table[key] for key in phrases]
    return [*compress(phrases, differs)], [*compress(phrases, map(not_, differs))]


class Rewriter:
    """A compiled table, ready to rewrite text; make it with :meth:`build` or :meth:`load`.

    It may be called from several threads.

    :param normalization: what is replaced character by character before the table is applied.
    :param characters: what single characters of the basic plane become.
    :param packed: the other keys: see :class:`Packed`.
    :ivar differing: the numbers below this are those of differing phrases.
    """

    differing: int

    def __init__(self, normalization: dict[int, str], characters: dict[int, str], packed: Packed) -> None:
        self.normalization = normalization
        self.characters = characters
        self._packed = packed
        _, values, ends, uneven, bounds, automaton = packed
        self._uneven = frozenset(uneven)
        self._find = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(automaton).find
        self._become = list(range(_BASIC))
        for code, value in characters.items():
            self._become[code] = ord(value)
        self._values = _Values(values, ends)
        self._noted, self.differing, self._same, self._unnoted = bounds

    @classmethod
    def build(cls, table: Table, normalization: Table, noted: Set[str] = frozenset()) -> Rewriter:
        """Compile a table; takes 0.3 s for each 50,000 keys.

        :param table: no key is empty or holds a line end, nor does a value.
        :param normalization: characters replaced by others, one by one, before the table is applied.
        :param noted: keys that :meth:`is_noted` tells from the others.
        """
        from array import array

        characters = {
            ord(key): table[key]
            for key in sorted(table)
            if len(key) == 1 and key < "\U00010000" and len(table[key]) == 1
        }
        abnormal = {ord(key): value for key, value in normalization.items()}
        # What is replaced beforehand stands in no text any more.
        normal = [key for key in sorted(table) if abnormal.keys().isdisjoint(map(ord, key))]
        differing, same = _phrases(table, normal, characters)
        # The noted ones of both beside each other.
        differing.sort(key=noted.__contains__)
        same.sort(key=lambda key: key not in noted)
        care = [
            char
            for char in map(chr, sorted({*abnormal, *OPERATORS}))
            if char not in table or ord(char) in abnormal
        ]
        others = len(differing) + len(care)
        automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
            [*differing, *care, *same], daachorse.MATCH_KIND_LEFTMOST_LONGEST
        ).serialize()
        packed = Packed(
            zlib.compress(
                "".join([key + _ITEM for key in differing + same]).encode("utf-8", "surrogatepass")
            ),
            "".join([table[key] for key in differing]),
            array("I", accumulate([len(table[key]) for key in differing])).tobytes(),
            tuple(number for number, key in enumerate(differing) if len(key) != len(table[key])),
            (
                len(differing) - sum(map(noted.__contains__, differing)),
                len(differing),
                others,
                others + sum(map(noted.__contains__, same)),
            ),
            automaton,
        )
        return cls(abnormal, characters, packed)

    @classmethod
    def load(cls, compiled: bytes | memoryview) -> Rewriter:
        """Take over what :meth:`compiled` gave in the same release of Python; takes 3 to 6 ms.

        The bytes must be undamaged.
        """
        (abnormal, normal), (characters, become), *packed = marshal.loads(compiled)
        return cls(
            dict(zip(map(ord, abnormal), normal, strict=True)),
            dict(zip(map(ord, characters), become, strict=True)),
            Packed._make(packed),
        )

    def compiled(self) -> bytes:
        """The compiled table, for :meth:`load`."""
        return marshal.dumps((_unzipped(self.normalization), _unzipped(self.characters), *self._packed))

    @cached_property
    def phrases(self) -> Phrases:
        """The keys and values; only long text needs the keys."""
        keys = zlib.decompress(self._packed.keys).decode("utf-8", "surrogatepass").split(_ITEM)[:-1]
        return Phrases(keys, [self._values[number] for number in range(self.differing)])

    @cached_property
    def _vectors(self) -> Vectors:
        from newsclean.convert.engine.vectors import Vectors

        return Vectors(self)

    def __call__(self, text: str) -> str:
        """The text rewritten; any ``str`` will do, lone surrogates and an empty one included."""
        return self.aligned(text).text

    def aligned(self, text: str) -> Aligned:
        """The text rewritten, with where its length changed."""
        return self.matched(text, None) if len(text) < LONG else self._vectors(text)

    def matched(self, text: str, matches: list[Match] | None) -> Aligned:
        """The same, always without NumPy.

        :param matches: takes the phrases that were found, in order.
        """
        if len(text) <= _PIECE:
            return self._piece(text, matches)
        done = Growing()
        for piece in pieces(text, _PIECE):
            found: list[Match] | None = None if matches is None else []
            at = done.reached
            done.take(piece, self._piece(piece, found))
            if matches is not None and found:
                matches += [(start + at, end + at, number) for start, end, number in found]
        return done.aligned()

    def _piece(self, text: str, matches: list[Match] | None) -> Aligned:
        found, same = self.found(text), self._same
        few = [match for match in found if match[2] < same]
        if few and max(map(_NUMBER, few)) >= self.differing:
            return self._careful(text, matches)
        if matches is not None:
            matches += found
        return self._put(text, few)

    def _joints(self, differing: Sequence[Match]) -> Iterator[Joint]:
        """Where phrases change the length of a text in which they were found."""
        grown = 0
        for start, end, number in differing:
            if number in self._uneven:
                to = start + grown
                grown += len(self._values[number]) - (end - start)
                yield start, end, to, end + grown

    def _careful(self, text: str, matches: list[Match] | None) -> Aligned:
        """A text with characters that are replaced before all else, or with descriptions of characters."""
        if not self.normalization.keys().isdisjoint(map(ord, text)):
            text = "".join(
                [part if whole else part.translate(self.normalization) for part, whole in parts(text)]
            )
        done = Growing()
        for part, whole in parts(text):
            if whole:
                done.take(part, Aligned(part))
                continue
            at = done.reached
            found = [match for match in self.found(part) if not self.differing <= match[2] < self._same]
            if matches is not None:
                matches += [(start + at, end + at, number) for start, end, number in found]
            done.take(part, self._put(part, [match for match in found if match[2] < self.differing]))
        return done.aligned()

    def _put(self, text: str, differing: Sequence[Match]) -> Aligned:
        """A text with the differing phrases that were found in it in their places."""
        done = text.translate(self._become)
        if not differing:
            return Aligned(done)
        written: list[str] = []
        at = 0
        for start, end, number in differing:
            written += (done[at:start], self._values[number])
            at = end
        written.append(done[at:])
        return Aligned("".join(written), tuple(self._joints(differing)) if self._uneven else ())

    def is_noted(self, number: int) -> bool:
        """Whether a phrase that was found is one of those that were noted when the table was built."""
        return self._noted <= number < self._unnoted

    def found(self, text: str) -> list[Match]:
        """The keys by longest match from the left."""
        return found_by(self._find, text)


def _unzipped(characters: dict[int, str]) -> tuple[str, str]:
    """Keys and values of a table of characters."""
    return "".join(map(chr, characters)), "".join(characters.values())
