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
from collections.abc import Callable
from functools import cache
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
# The same for what is known of characters: about 7 MB.
_MOST_CHARACTERS = 30_000


def cost(text: str, after: str = "\n") -> float:
    """−ln P(text) in nats; 0 for the empty text.

    :param after: the character in front of the text.
    """
    return sum(map(pair_costs().__getitem__, zip(chain(after, text), text, strict=False)))


def per_character(text: str, after: str = "\n") -> list[float]:
    """−ln P of each character behind the one before it, in nats; as long as the text."""
    return list(map(pair_costs().__getitem__, zip(chain(after, text), text, strict=False)))


@cache
def pair_costs() -> dict[tuple[str, str], float]:
    """The table behind :func:`cost`, for searches: ``table[before, character]`` in nats.

    It answers every pair of characters (never ``KeyError``) and fills itself while it is used.
    Use ``table[...]`` only: ``get`` and ``in`` see nothing but what was asked before.
    """
    return _Pairs(_model())


def single(character: str) -> float:
    """−ln P(character | its class) in nats: how rare it is, whatever stands around it."""
    return _model().facts[character][2]


def class_of(character: str) -> str:
    """The name of the character's class, one of :data:`CLASSES`."""
    return CLASSES[_model().facts[character][0]]


class _Pairs(dict[tuple[str, str], float]):
    """Costs of pairs, −ln P(character | before), worked out when first asked for.

    Searches ask for thousands of pairs that no text had before, so nothing is called here that a
    dictionary can answer.
    """

    def __init__(self, model: _Model) -> None:
        super().__init__()
        self._model = model

    def __missing__(self, pair: tuple[str, str]) -> float:
        model = self._model
        before, character = pair
        left, first, _, _, end, backoff = model.facts[before]
        right, second, single, begin, _, _ = model.facts[character]
        value: float = model.transitions[left][right]
        if right == HAN and left == HAN:
            follows = single + backoff
            if first >= 0 and second >= 0:
                high = model.offsets[first + 1]
                at = bisect_left(model.seconds, second, model.offsets[first], high)
                if at < high and model.seconds[at] == second:
                    follows = model.seconds_cost[at] / SCALE
            value += follows
        elif right == HAN and second >= 0:
            value += begin
        else:
            # The end of a run may be likelier than the classes say, but nothing is certain.
            value = max((value + end if left == HAN else value) + single, 0.01)
        if len(self) >= _MOST_PAIRS:
            self.clear()
        self[pair] = value
        return value


# What is known of a character: the number of its class; its place among the Han characters with
# pairs, or -1; what it costs whatever stands around it; and, of those with pairs, what it costs at the
# beginning of a run of Han, what another costs behind it at the end of one, and what a Han character
# costs more behind it that none of its pairs has.
_Facts = tuple[int, int, float, float, float, float]


class _Characters(dict[str, _Facts]):
    """What is known of characters, worked out when first asked for."""

    def __init__(self, facts: Callable[[str], _Facts]) -> None:
        super().__init__()
        self._facts = facts

    def __missing__(self, character: str) -> _Facts:
        if len(self) >= _MOST_CHARACTERS:
            self.clear()
        self[character] = found = self._facts(character)
        return found


class _Model:
    """The tables as they lie in the file, searched by bisection."""

    def __init__(self, data: memoryview) -> None:
        blocks = iter(tables.split(data, LAYOUT))
        self._starts = tables.integers("I", next(blocks))
        self._classes = next(blocks)
        size = len(CLASSES)
        transitions = [value / SCALE for value in next(blocks)]
        self.transitions = [transitions[i : i + size] for i in range(0, size * size, size)]
        self._floors = [value / SCALE for value in next(blocks)]
        # What is known of a character is found by its place. The Han characters with pairs come first, so the
        # shorter tables end where the others go on. To search it takes 1 µs, a dictionary 1 ms to make.
        self._characters = str(next(blocks), "utf-32-le")
        self._singles = next(blocks)  # in steps of 1 / SCALE, like all costs
        self._begins, self._ends = next(blocks), next(blocks)
        self.offsets = tables.integers("I", next(blocks))
        self._size = len(self.offsets) - 1
        self._backoff = next(blocks)
        self.seconds = tables.integers("H", next(blocks))
        self.seconds_cost = next(blocks)
        self.facts = _Characters(self._facts)

    def _facts(self, character: str) -> _Facts:
        number = self._classes[bisect_right(self._starts, ord(character)) - 1]
        place = self._characters.find(character)
        if place < 0:
            return number, -1, self._floors[number], 0.0, 0.0, 0.0
        single = self._singles[place] / SCALE
        if place >= self._size:
            return number, -1, single, 0.0, 0.0, 0.0
        end = self._ends[place] / SCALE - END_OFFSET
        return number, place, single, self._begins[place] / SCALE, end, self._backoff[place] / SCALE


@cache
def _model() -> _Model:
    return _Model(tables.mapped("plausibility.bin"))
