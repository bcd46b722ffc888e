"""Apply a table to long text: all places of a piece at a time, with NumPy.

Each step works on the places that are still in question: those where two characters stand that begin a
differing phrase, then those where a phrase goes on. They are followed through a trie whose edges lie in a
hash table. Where another match may reach over such a place, that is decided one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from newsclean.alignment import Aligned, Growing, Joint
from newsclean.convert.engine.cutting import pieces
from newsclean.convert.engine.descriptions import OPERATORS
from newsclean.convert.engine.pairs import UTF32, Array, Pairs, codes_of
from newsclean.convert.engine.trie import CODES, Trie

# Characters in a piece: what is made of one stays in the processor's cache.
_PIECE = 1 << 18

# A piece is longer where it has no place to be cut. What is made of one takes 40 times its memory.
_LONGEST = 1 << 20

# Above the code points, in what a character becomes: it is replaced before all else; it needs more care than
# is taken here.
_ABNORMAL, _CARE = 1 << 24, 1 << 25

# Characters before a place that are looked at. What is undecided then is left to `_border`, which takes
# linear time for any text.
_BACK = 24

# Fewer places than this are faster one by one: a step for all takes as long as for 100.
_RARE = 100


class WithoutNumPy(Protocol):
    """A table that does the same without NumPy: :class:`~newsclean.convert.engine.rewriter.Rewriter`."""

    normalization: dict[int, str]
    characters: dict[int, str]

    @property
    def phrases(self) -> tuple[Sequence[str], Sequence[str]]:
        """The keys, those that differ first, and the values of these."""

    def matched(self, text: str, matches: None) -> Aligned:
        """A text rewritten."""

    def found(self, text: str) -> list[tuple[int, int, int]]:
        """The keys in a text."""


class Vectors:
    """What :class:`~newsclean.convert.engine.rewriter.Rewriter` does, for long text; takes 0.2 s to make.

    :param rewriter: does the same without NumPy, for pieces that need care.
    """

    def __init__(self, rewriter: WithoutNumPy) -> None:
        self._rewriter = rewriter
        self._normalization = rewriter.normalization
        self._normal = _mapping(rewriter.normalization)
        self._become = _mapping(rewriter.characters)
        self._become[list(rewriter.normalization)] |= _ABNORMAL
        # Description sequences, and keys of one character: they change the length of the text or are beyond
        # the basic plane.
        keys, values = rewriter.phrases
        self._become[OPERATORS] |= _CARE
        self._become[codes_of("".join([key for key in keys if len(key) == 1]))] |= _CARE
        keys = [key for key in keys if len(key) > 1]
        differing = [key for key in rewriter.phrases[0][: len(values)] if len(key) > 1]
        # A wrong hit costs time only.
        self._begins = _neighbours([key[:2] for key in differing])
        short = codes_of("".join([key for key in differing if len(key) == 2]))
        self._short = Pairs(short[::2], short[1::2], 20)
        three = codes_of("".join([key[:3] for key in differing if len(key) > 2]))
        self._long = Pairs(_mixed(three[::3], three[1::3]), three[2::3], 20)
        self._inside = _neighbours(keys)
        self._keys = keys
        self._longest = max(map(len, keys), default=1)
        self._trie = _Values(keys, dict(zip(rewriter.phrases[0], values, strict=False)))

    def __call__(self, text: str) -> Aligned:
        """The text rewritten."""
        done = Growing()
        for piece in pieces(text, _PIECE):
            done.take(piece, self._piece(piece))
        return done.aligned()

    def _piece(self, text: str) -> Aligned:
        if len(text) > _LONGEST:
            return self._rewriter.matched(text, None)
        codes = codes_of(text + _END + _END)
        result = self._become.take(codes[:-2])
        highest = int(result.max())
        if highest >= _CARE:
            return self._rewriter.matched(text, None)
        if highest >= _ABNORMAL:
            text = text.translate(self._normalization)
            codes = self._normal.take(codes)
            result = self._become.take(codes[:-2])
        places = self._places(codes)
        ends, lengths = self._trie.longest(codes, places)
        differing = np.flatnonzero(ends >= 0)
        places, ends, lengths = places[differing], ends[differing], lengths[differing]
        begin = self._begin(text, codes, places, lengths)
        return self._written(result, places[begin], ends[begin], lengths[begin])

    def _places(self, codes: Array) -> Array:
        """Where a differing phrase may begin."""
        places = np.flatnonzero(self._begins.among(codes[:-2], codes[1:-1]))
        first, second = codes.take(places), codes.take(places + 1)
        likely = self._short.among(first, second)
        likely |= self._long.among(_mixed(first, second), codes.take(places + 2))
        found: Array = places[likely]
        return found

    def _begin(self, text: str, codes: Array, places: Array, lengths: Array) -> Array:
        """At which of these places the longest match from the left begins anew.

        :param lengths: of the phrases there.
        """
        at = places.copy()  # back to where the text is cut for sure
        left = np.flatnonzero(at)
        for _ in range(_BACK):
            if len(left) < _RARE:
                break
            before = at[left] - 1
            left = left[self._inside.among(codes.take(before), codes.take(before + 1))]
            at[left] -= 1
            left = left[at[left] > 0]
        undecided = left
        on = np.zeros(len(places), np.bool_)  # and from there on again, match by match
        on[at < places] = True
        on[undecided] = False
        left = np.flatnonzero(on)
        while len(left) >= _RARE:
            at[left] += np.maximum(self._trie.longest(codes, at[left])[1], 1)
            left = left[at[left] < places[left]]
        result: Array = at == places
        known = 0
        for index in np.sort(np.concatenate([left, undecided])).tolist():
            place = int(places[index])
            begins = False
            if place >= known:
                known = self._border(text, known, place)
                begins = known == place
                if begins:
                    known += int(lengths[index])
            result[index] = begins
        return result

    def _border(self, text: str, known: int, place: int) -> int:
        """A place if the longest match from the left begins anew there, else where it next does.

        :param known: a place before it where it does; the time is in proportion to the distance.
        """
        at = place
        while at > known and text[at - 1 : at + 1] in self._pairs:
            at -= 1
        for start, end, _ in self._rewriter.found(text[at : place + self._longest]):
            if start + at >= place:
                break
            if end + at > place:
                return end + at
        return place

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """All pairs of characters inside of keys."""
        return frozenset([key[at : at + 2] for key in self._keys for at in range(len(key) - 1)])

    def _written(self, result: Array, places: Array, ends: Array, lengths: Array) -> Aligned:
        """The text with the phrases put in at their places.

        :param result: the characters of the text as they are outside of phrases; is changed.
        """
        trie = self._trie
        same = trie.same[ends]
        at, sizes = places[same], lengths[same]
        offsets = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        written = np.repeat(trie.starts[ends[same]], sizes) + offsets
        result[np.repeat(at, sizes) + offsets] = trie.text[written]
        text = str(result.data, UTF32, "surrogatepass")
        if same.all():
            return Aligned(text)
        pieces: list[str] = []
        joints: list[Joint] = []
        done = grown = 0
        for index in np.flatnonzero(~same).tolist():
            start, value = int(places[index]), trie.values[ends[index]]
            pieces += (text[done:start], value)
            done = start + int(lengths[index])
            joints.append((start, done, start + grown, start + grown + len(value)))
            grown += start + len(value) - done
        pieces.append(text[done:])
        return Aligned("".join(pieces), tuple(joints))


class _Values:
    """The values of the differing phrases, and the trie of all phrases."""

    def __init__(self, keys: Sequence[str], values: dict[str, str]) -> None:
        found = [values.get(key) for key in keys]
        # Numbers for the differing ones.
        numbers = np.full(len(keys), _PLAIN, np.int32)
        differing = [index for index, value in enumerate(found) if value is not None]
        numbers[differing] = np.arange(len(differing))
        self.values = [value for value in found if value is not None]
        self.text = codes_of("".join(self.values))
        sizes = np.array([len(value) for value in self.values], np.int64)
        self.starts = np.cumsum(sizes) - sizes
        self.same = sizes == np.array([len(keys[index]) for index in differing], np.int64)
        self.longest = Trie(keys, numbers).longest


# The number of a phrase that does not differ.
_PLAIN = -2

# Put behind a piece twice, so that each character has two behind it; no phrase holds it.
_END = "\n"


def _neighbours(keys: Sequence[str]) -> Pairs:
    """All pairs of characters that stand next to each other in keys."""
    codes = codes_of(_END.join(keys))
    pairs = np.flatnonzero((codes[:-1] != ord(_END)) & (codes[1:] != ord(_END)))
    return Pairs(codes[pairs], codes[pairs + 1], 20)


def _mixed(firsts: Array, seconds: Array) -> Array:
    """Two characters as one number."""
    mixed: Array = (firsts << np.uint32(11)) ^ seconds
    return mixed


def _mapping(characters: dict[int, str]) -> Array:
    """What each code point becomes."""
    result = np.arange(CODES, dtype=np.uint32)
    result[list(characters)] = codes_of("".join(characters.values()))
    return result
