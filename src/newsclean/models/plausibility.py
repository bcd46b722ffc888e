"""How plausible a text is: −ln P under a small model of characters, in nats.

The model is one of classes (Han, kana, Latin letters, digits, punctuation, private use …): the
class of a character depends on the class before it, the character on its class. Han characters,
in Simplified and Traditional, depend on the Han character before them. So running text of any
language is cheap, and what a wrong decoder writes is dear. It judges between readings of one
text; it does not say what text means.

Costs of a whole text and of its parts agree: ``cost(a + b) == cost(a) + cost(b, after=a[-1])``
up to rounding of floats. A text begins as if a line end stood before it.

The tables are made by ``scripts/build_plausibility.py``, which names the sources, and mapped on
first use.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain

from newsclean.models import tables

#: At the beginning of the file, with the version of its layout.
LAYOUT = b"newsclean plausibility 3\n"

#: Costs are stored as bytes in steps of 1/12 nat, up to 21 nats.
SCALE = 12

#: What a Han character adds where a run of Han ends may be less than nothing: it is stored with
#: this many nats on top.
END_OFFSET = 4

#: The classes of characters, in the order of their numbers.
CLASSES = (
    *("start", "han", "space", "control", "lower", "upper", "digit", "ascii-punctuation", "c1"),
    *("latin1-symbol", "latin1-upper", "latin1-lower", "latin-a-upper", "latin-a-lower"),
    *("latin-b-upper", "latin-b-lower", "ipa", "greek", "cyrillic-lower", "cyrillic-upper"),
    *("cyrillic-other", "hebrew", "arabic", "indic", "thai", "letter", "mark", "format", "dash"),
    *("open-quote", "close-quote", "symbol", "box", "emoji", "cjk-comma", "cjk-stop"),
    *("cjk-open", "cjk-close", "cjk-space", "cjk-symbol", "fullwidth", "fullwidth-symbol"),
    *("halfwidth", "hiragana", "katakana", "bopomofo", "enclosed", "jamo", "hangul", "hangul-rare"),
    *("radical", "han-a", "han-b", "han-compatibility", "private", "replacement", "unassigned"),
)
HAN = 1

# Pairs remembered at most: about 20 MB, more than a text of one topic needs.
_MOST_PAIRS = 150_000
# The same for the classes of characters: about 3 MB.
_MOST_CHARACTERS = 30_000


def cost(text: str, after: str = "\n") -> float:
    """−ln P(text) in nats; 0 for the empty text.

    :param after: the character in front of the text.
    """
    return sum(map(_pairs().__getitem__, zip(chain(after, text), text, strict=False)))


def per_character(text: str, after: str = "\n") -> list[float]:
    """−ln P of each character behind the one before it, in nats; as long as the text."""
    return list(map(_pairs().__getitem__, zip(chain(after, text), text, strict=False)))


def pair_costs() -> dict[tuple[str, str], float]:
    """The table behind :func:`cost`, for searches: ``table[before, character]`` in nats.

    It answers every pair of characters (never ``KeyError``) and fills itself while it is used.
    Use ``table[...]`` only: ``get`` and ``in`` see nothing but what was asked before.
    """
    return _pairs()


def single(character: str) -> float:
    """−ln P(character | its class) in nats: how rare it is, whatever stands around it."""
    return _model().single(character)


def class_of(character: str) -> str:
    """The name of the character's class, one of :data:`CLASSES`."""
    return CLASSES[_model().class_number(character)]


class _Pairs(dict[tuple[str, str], float]):
    """Costs of pairs, worked out when first asked for."""

    def __init__(self, model: _Model) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, pair: tuple[str, str]) -> float:
        if len(self) >= _MOST_PAIRS:
            self.clear()
        self[pair] = value = self._model.pair(*pair)
        return value


class _Classes(dict[str, int]):
    """The number of a character's class, worked out when first asked for."""

    def __init__(self, starts: Sequence[int], classes: memoryview) -> None:
        super().__init__()
        self._starts, self._classes = starts, classes

    def __missing__(self, character: str) -> int:
        if len(self) >= _MOST_CHARACTERS:
            self.clear()
        self[character] = number = self._classes[bisect_right(self._starts, ord(character)) - 1]
        return number


class _Model:
    """The tables as they lie in the file, searched by bisection."""

    def __init__(self, data: memoryview) -> None:
        blocks = iter(tables.split(data, LAYOUT))
        starts = tables.integers("I", next(blocks))
        self._class = _Classes(starts, next(blocks))
        size = len(CLASSES)
        transitions = [value / SCALE for value in next(blocks)]
        self._transitions = [transitions[i : i + size] for i in range(0, size * size, size)]
        self._floors = [value / SCALE for value in next(blocks)]
        characters = str(next(blocks), "utf-32-le")
        # One dictionary for all that is known of a character: its place. The Han characters with
        # pairs come first, so the shorter tables end where the others go on.
        self._place = dict(zip(characters, range(len(characters)), strict=True))
        self._singles = next(blocks)  # in steps of 1 / SCALE, like all costs
        self._begins, self._ends = next(blocks), next(blocks)
        self._offsets = tables.integers("I", next(blocks))
        self._size = len(self._offsets) - 1
        self._backoff = next(blocks)
        self._seconds = tables.integers("H", next(blocks))
        self._seconds_cost = next(blocks)

    def class_number(self, character: str) -> int:
        return self._class[character]

    def single(self, character: str) -> float:
        place = self._place.get(character)
        return self._floors[self.class_number(character)] if place is None else self._singles[place] / SCALE

    def pair(self, before: str, character: str) -> float:
        """−ln P(character | before)."""
        # The inner loop of every search: it calls nothing that a dictionary can answer.
        left, right = self._class[before], self._class[character]
        value = self._transitions[left][right]
        place = self._place.get(character)
        if left == HAN:
            first = self._place.get(before)
            if first is not None and first >= self._size:  # of Han characters those with pairs come first
                first = None
            if right == HAN:
                return value + self._follows(first, place, character)
            value += self._ends[first] / SCALE - END_OFFSET if first is not None else 0.0
        elif right == HAN and place is not None and place < self._size:
            return value + self._begins[place] / SCALE
        single = self._floors[right] if place is None else self._singles[place] / SCALE
        # The end of a run may be likelier than the classes say, but nothing is certain.
        return max(value + single, 0.01)

    def _follows(self, first: int | None, second: int | None, character: str) -> float:
        """−ln P(Han | Han before it), given that a Han character follows, by their places."""
        if first is None:
            return self.single(character)
        if second is not None and second < self._size:
            low, high = self._offsets[first], self._offsets[first + 1]
            at = bisect_left(self._seconds, second, low, high)
            if at < high and self._seconds[at] == second:
                return self._seconds_cost[at] / SCALE
        return self.single(character) + self._backoff[first] / SCALE


_loaded: list[tuple[_Model, _Pairs]] = []


def _load() -> tuple[_Model, _Pairs]:
    if not _loaded:
        model = _Model(tables.mapped("plausibility.bin"))
        _loaded.append((model, _Pairs(model)))
    return _loaded[0]


def _model() -> _Model:
    return _load()[0]


def _pairs() -> _Pairs:
    return _load()[1]
