"""Words of the caller's in long text: found and taken out at all places at a time, with NumPy.

Of words that overlap the one counts that begins first, and of those that begin at one place the longest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from newsclean.convert.engine.pairs import UTF32, Array, Pairs, codes_of
from newsclean.convert.engine.trie import CODES, NONE, Trie
from newsclean.convert.stretches import Pair, Stretches

# Characters that are searched at a time: what is made of them stays in the processor's cache.
_PIECE = 1 << 17

# So many words are found faster one by one, at 1 ns a character each, than by pairs, at 4 to 5 ns for all.
_FEW = 3

# So few overlapping words are gone through one by one.
_RARE = 100

# With fewer than one word in so many characters strings are cut up faster than arrays.
_DENSE = 40

# Stands behind the text, so that each place has a next one: larger than any code point.
_END = np.array([(1 << 21) - 1], np.uint32)


class WordList:
    """Words, and what they become; none is empty or there twice."""

    def __init__(self, words: Sequence[Pair]) -> None:
        self.words = words
        self.changing = np.array([key != value for key, value in words], np.bool_)
        self.values = codes_of("".join([value for _, value in words]))
        self.value_lengths = np.array([len(value) for _, value in words], np.int64)
        keys = self._keys = [key for key, _ in words]
        self.lengths = np.array([len(key) for key in keys], np.int64)
        if len(keys) <= _FEW:
            return
        long = [number for number, key in enumerate(keys) if len(key) > 1]
        self._trie = Trie([keys[number] for number in long], np.array(long, np.int32))
        beginning = codes_of("".join([keys[number][:2] for number in long]))
        self._begin = Pairs(beginning[::2], beginning[1::2], 20)
        singles = sorted((ord(key), number) for number, key in enumerate(keys) if len(key) == 1)
        self._singles, self._single_numbers = np.array(singles, np.int32).reshape(-1, 2).T
        self._is_single = np.zeros(CODES, np.bool_)
        self._is_single[self._singles] = True

    def places(self, text: str) -> tuple[Array, Array, Array]:
        """All places where words begin, in order, with where the longest one ends and its number."""
        places, numbers = self._by_find(text) if len(self._keys) <= _FEW else self._by_pairs(codes_of(text))
        return places, places + self.lengths[numbers], numbers

    def stand_in(self, text: str) -> bool:
        """Whether any of the words stands anywhere in a text."""
        if len(self._keys) <= _FEW:
            return any(key in text for key in self._keys)
        return len(self.places(text)[0]) > 0

    def _by_find(self, text: str) -> tuple[Array, Array]:
        longest: dict[int, int] = {}
        for number in np.argsort(self.lengths).tolist():
            key = self._keys[number]
            at = text.find(key)
            while at >= 0:
                longest[at] = number
                at = text.find(key, at + 1)
        places = sorted(longest)
        return np.array(places, np.int64), np.array([longest[at] for at in places], np.int64)

    def _by_pairs(self, codes: Array) -> tuple[Array, Array]:
        codes = np.concatenate([codes, _END])
        pieces = [np.zeros(0, np.int64)]
        for at in range(0, len(codes) - 1, _PIECE):
            piece = codes[at : at + _PIECE + 1]
            likely = self._begin.among(piece[:-1], piece[1:])
            if len(self._singles):
                likely |= self._is_single.take(piece[:-1])
            pieces.append(likely.nonzero()[0] + at)
        places = np.concatenate(pieces)
        numbers = self._trie.longest(codes, places)[0]
        if len(self._singles):
            left = np.flatnonzero(numbers == NONE)
            left = left[self._is_single.take(codes[places[left]])]
            slots = np.searchsorted(self._singles, codes[places[left]])
            numbers[left] = self._single_numbers[slots]
        found = np.flatnonzero(numbers != NONE)
        return places[found], numbers[found]

    def take(self, text: str, mark: str, extra: Sequence[Pair] = ()) -> tuple[str, Taken]:
        """The text with a mark in the place of each word.

        :param extra: what stands for the marks that are in the text already, in their order.
        """
        places, ends, numbers = self.places(text)
        if not len(places):
            return text, Stretches(extra)
        chosen = first_of(places, ends)
        places, ends, numbers = places[chosen], ends[chosen], numbers[chosen]
        if len(places) * _DENSE < len(text):
            pieces = [
                text[end:at]
                for end, at in zip([0, *ends.tolist()], [*places.tolist(), len(text)], strict=True)
            ]
            return mark.join(pieces), self._among(numbers.tolist(), pieces, mark, extra)
        codes = codes_of(text)
        stays = np.ones(len(codes), np.bool_)
        stays[_each(places + 1, ends - places - 1)] = False
        left = codes[stays]
        left[places - (np.cumsum(ends - places - 1) - (ends - places - 1))] = ord(mark)
        if extra:
            marks = np.flatnonzero(codes == ord(mark))
            order = np.argsort(np.concatenate([places, marks]), kind="stable")
            numbers = np.concatenate([numbers, len(self.words) + np.arange(len(marks))])[order]
        return str(left.data, UTF32, "surrogatepass"), Matches(self, numbers, extra)

    def _among(self, numbers: list[int], pieces: list[str], mark: str, extra: Sequence[Pair]) -> Stretches:
        """Words and what was taken before, in order.

        :param pieces: what stands before, between and behind the words.
        """
        words = map(self.words.__getitem__, numbers)
        if not extra:
            return Stretches(words)
        before = iter(extra)
        taken = Stretches()
        for piece in pieces:
            taken += islice(before, piece.count(mark))
            taken += islice(words, 1)
        return taken


class Matches:
    """The words that were taken out of a text, in order, by their numbers.

    :param extra: others that were taken out before; their numbers come behind those of the words.
    """

    def __init__(self, words: WordList, numbers: Array, extra: Sequence[Pair]) -> None:
        self._words = words
        self._numbers = numbers
        self._extra = extra

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Pair]:
        known = [*self._words.words, *self._extra]
        return map(known.__getitem__, self._numbers.tolist())

    def change(self) -> bool:
        """Whether any of them becomes another."""
        changing = self._words.changing
        if self._extra:
            changing = np.concatenate([changing, [key != value for key, value in self._extra]])
        return bool(changing[self._numbers].any())

    @property
    def even(self) -> bool:
        """Whether what comes back is as long as what was taken out, in each place."""
        same = self._words.lengths == self._words.value_lengths
        if self._extra:
            same = np.concatenate([same, [len(before) == len(after) for before, after in self._extra]])
        return bool(same[self._numbers].all())

    def back(self, masked: str, mark: str) -> str:
        """The text with what each becomes in the place of its mark."""
        values, lengths = self._words.values, self._words.value_lengths
        if self._extra:
            values = np.concatenate([values, codes_of("".join([value for _, value in self._extra]))])
            lengths = np.concatenate([lengths, [len(value) for _, value in self._extra]])
        sizes = lengths[self._numbers]
        starts = (np.cumsum(lengths) - lengths)[self._numbers]
        pieces = []
        done = 0
        for begin in range(0, len(masked), _PIECE):
            codes = codes_of(masked[begin : begin + _PIECE])
            marks = codes == ord(mark)
            places = np.flatnonzero(marks)
            here = slice(done, done + len(places))
            done = here.stop
            grown = np.cumsum(sizes[here])
            result = np.empty(len(codes) - len(places) + int(sizes[here].sum()), np.uint32)
            stays = np.ones(len(result), np.bool_)
            at = _each(places - np.arange(len(places)) + grown - sizes[here], sizes[here])
            result[at] = values[_each(starts[here], sizes[here])]
            stays[at] = False
            result[stays] = codes[~marks]
            pieces.append(str(result.data, UTF32, "surrogatepass"))
        return "".join(pieces)


#: What was taken out, in either form.
Taken = Stretches | Matches


def first_of(places: Array, ends: Array) -> Array:
    """Which of stretches count, so that none overlap: from the left, each that begins behind the last one.

    :param places: where they begin, in order.
    """
    reach = np.maximum.accumulate(ends)
    chosen = np.ones(len(places), np.bool_)
    chosen[1:] = places[1:] >= reach[:-1]  # nothing before it reaches over these
    # From each of those to the next stretch behind it, until that is one of those.
    follower = np.searchsorted(places, ends)
    known = np.append(chosen, True)
    at = follower[chosen]
    at = at[~known[at]]
    while len(at) > _RARE:
        chosen[at] = True
        at = follower[at]
        at = at[~known[at]]
    left = at.tolist()
    while left:
        index = left.pop()
        chosen[index] = True
        index = int(follower[index])
        if not known[index]:
            left.append(index)
    return np.flatnonzero(chosen)


def _each(starts: Array, sizes: Array) -> Array:
    """All places of stretches: ``sizes[0]`` from ``starts[0]`` on, and so forth."""
    return np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(int(sizes.sum()))
