"""Apply a table to long text: all places of a piece at a time, with NumPy.

Each step works on the places that are still in question: those where two characters stand that begin a
differing phrase, then those where a phrase goes on. They are followed through a trie whose edges lie in a
hash table. Where another match may reach over such a place, :meth:`Phrases.border` decides, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from newsclean.convert.engine.descriptions import OPERATORS
from newsclean.convert.engine.pairs import UTF32, Array, Pairs, codes_of
from newsclean.convert.engine.phrases import Phrases
from newsclean.convert.engine.trie import CODES, Trie

# Characters in a piece: what is made of one stays in the processor's cache.
_PIECE = 1 << 18

# A piece is longer where it has no place to be cut. What is made of one takes 40 times its memory.
_LONGEST = 1 << 20

#: Where text may be cut: behind a character that no key of any of OpenCC's tables contains.
CUT = "\n\r 。！？；"

# Above the code points, in what a character becomes: it is replaced before all else; it needs more care than
# is taken here.
_ABNORMAL, _CARE = 1 << 24, 1 << 25

# Characters before a place that are looked at. What is undecided then is left to Phrases.border, which takes
# linear time for any text.
_BACK = 24

# Fewer places than this are faster one by one: a step for all takes as long as for 100.
_RARE = 100

# With fewer places to look at than this all are looked at one by one.
_SCARCE = 200


class Vectors:
    """What :class:`~newsclean.convert.engine.rewriter.Rewriter` does, for long text; takes 0.1 s to make.

    :param rewrite: does the same one by one, for pieces that need care.
    """

    def __init__(
        self,
        normalization: dict[int, str],
        characters: dict[int, str],
        phrases: Phrases,
        rewrite: Callable[[str], str],
    ) -> None:
        self._rewrite = rewrite
        self._phrases = phrases
        self._normalization = normalization
        self._normal = _mapping(normalization)
        self._become = _mapping(characters)
        self._become[list(normalization)] |= _ABNORMAL
        # Description sequences, and characters that change the length of the text on their own.
        self._become[OPERATORS] |= _CARE
        self._become[codes_of(phrases.single)] |= _CARE
        # A wrong hit costs time only.
        self._begins = _pairs(phrases.begins)
        differing = [key for key, value in phrases.items() if value is not None and len(key) > 1]
        short = codes_of("".join([key for key in differing if len(key) == 2]))
        self._short = Pairs(short[::2], short[1::2], 20)
        three = codes_of("".join([key[:3] for key in differing if len(key) > 2]))
        self._long = Pairs(_mixed(three[::3], three[1::3]), three[2::3], 20)
        self._inside = _pairs(phrases.inside)
        self._trie = _Values(phrases)

    def __call__(self, text: str) -> str:
        """The text rewritten."""
        return "".join([self._piece(piece) for piece in _pieces(text)])

    def _piece(self, text: str) -> str:
        if len(text) > _LONGEST:
            return self._rewrite(text)
        codes = codes_of(text + _END + _END)
        result = self._become.take(codes[:-2])
        highest = int(result.max())
        if highest >= _CARE:
            return self._rewrite(text)
        if highest >= _ABNORMAL:
            text = text.translate(self._normalization)
            codes = self._normal.take(codes)
            result = self._become.take(codes[:-2])
        places = self._places(codes)
        if len(places) < _SCARCE:
            return self._phrases.put(text, str(result.data, UTF32, "surrogatepass"), places.tolist())
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
                known = self._phrases.border(text, known, place)
                begins = known == place
                if begins:
                    known += int(lengths[index])
            result[index] = begins
        return result

    def _written(self, result: Array, places: Array, ends: Array, lengths: Array) -> str:
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
            return text
        pieces: list[str] = []
        done = 0
        for index in np.flatnonzero(~same).tolist():
            start = int(places[index])
            pieces += (text[done:start], trie.values[ends[index]])
            done = start + int(lengths[index])
        pieces.append(text[done:])
        return "".join(pieces)


class _Values:
    """The values of the differing phrases, and the trie of all phrases."""

    def __init__(self, phrases: Phrases) -> None:
        keys = [key for key, _ in phrases.items() if len(key) > 1]
        found = [phrases.value(key) for key in keys]
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


def _pairs(followers: dict[str, str]) -> Pairs:
    """Characters with those that follow them."""
    firsts = codes_of("".join([char * len(after) for char, after in followers.items()]))
    return Pairs(firsts, codes_of("".join(followers.values())), 20)


def _mixed(firsts: Array, seconds: Array) -> Array:
    """Two characters as one number."""
    mixed: Array = (firsts << np.uint32(11)) ^ seconds
    return mixed


def _mapping(characters: dict[int, str]) -> Array:
    """What each code point becomes."""
    result = np.arange(CODES, dtype=np.uint32)
    result[list(characters)] = codes_of("".join(characters.values()))
    return result


def _pieces(text: str) -> Iterator[str]:
    """The text cut where no match can be torn apart."""
    at = 0
    while len(text) - at > _PIECE:
        end = next((end for mark in CUT if (end := text.rfind(mark, at, at + _PIECE) + 1)), 0)
        if not end:
            ends = [found for mark in CUT if (found := text.find(mark, at + _PIECE)) >= 0]
            end = min(ends, default=len(text) - 1) + 1
        yield text[at:end]
        at = end
    if at < len(text):
        yield text[at:]
