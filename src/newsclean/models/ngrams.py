"""Character n-gram models of Simplified and of Traditional text: how likely text is, in nats a character.

A model has n-grams of up to five characters with back-off: −ln P of a character after up to four others. It
is made by ``python scripts/data.py build``; ``data/SOURCES.toml`` names what was counted. It knows nothing
rarer than what was seen several times, and of n-grams only what says much beyond shorter ones.

* :func:`simplified` is for Simplified text, and for Traditional text that was simplified character by
  character.
* :func:`traditional` is for Traditional text of any region: forms that only differ between regions or
  standards count as one (裡 and 裏, 著 and 着, 台 and 臺), so it does not choose between them.

All digits count as one character, and so do all letters of the Latin alphabet. A line end is a character;
what stands before it says nothing of what follows.

The file is one of :mod:`newsclean.models.tables`. Its first table is the vocabulary: groups of characters
that count as one, U+0000 between them; 0 is the unknown one, 1 the line end. Then for each length of n-grams,
in the order of their first characters: the number of the last character (two bytes; not for single ones), its
cost in steps of 1/12 nat, and, but for the longest, the cost of backing off after it, and where its
continuations begin (two tables).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache

from newsclean.models import tables

#: At the beginning of the file, with the version of its layout.
LAYOUT = b"newsclean n-grams 2\n"
#: Costs are stored as bytes in steps of 1/12 nat, up to 21 nats.
SCALE = 12
#: What backing off costs may be less than nothing: it is stored with this many nats on top.
BACKOFF_OFFSET = 6.0

_UNKNOWN = 0
# Contexts remembered at most: about 40 MB.
_MOST_CONTEXTS = 60_000

# A node that a context leads to, shortest context last: its continuations (level, begin, end) and the cost
# of backing off from it, in nats.
_Node = tuple[int, int, int, float]


class NgramModel:
    """A model, searched by bisection as it lies in the file."""

    def __init__(self, data: memoryview | bytes) -> None:
        """Read a model.

        :raises ValueError: the file is torn, altered or of another version.
        """
        following = tables.split(data, LAYOUT)[::-1]
        groups = str(following.pop(), "utf-16-le").split("\0")
        self._number = {character: number for number, group in enumerate(groups) for character in group}
        self._last: list[Sequence[int]] = [()]  # single characters are numbered, not searched
        self._costs = [following.pop()]
        self._weights: list[memoryview] = []
        self._offsets: list[tables.Offsets] = []
        while following:
            self._weights.append(following.pop())
            self._offsets.append(tables.Offsets(following.pop(), following.pop()))
            self._last.append(tables.integers("H", following.pop()))
            self._costs.append(following.pop())
        self.order = len(self._costs)
        self._contexts: dict[str, list[_Node]] = {}

    def cost(self, text: str, after: str = "\n") -> float:
        """−ln P(text) in nats; 0 for the empty text.

        :param after: the text in front of it; a line end by default, for the beginning of a paragraph.
        """
        return sum(self.per_character(text, after))

    def per_character(self, text: str, after: str = "\n") -> list[float]:
        """−ln P of each character after those before it, in nats; as long as the text."""
        # What characters() says of each, in one loop: this is where the time goes. The nodes of what is
        # before a character, each continued by it, are those of what is before the next one.
        number, lasts, costs, longest = self._number.get, self._last, self._costs, self.order - 1
        offsets, weights = self._offsets, self._weights
        nodes = self._nodes(after[-longest:])
        found: list[float] = []
        for character in text:
            own = number(character, _UNKNOWN)
            nats, cost = 0.0, costs[0][own]
            is_found = False
            following: list[_Node] = []
            for level, low, high, weight in nodes:
                last = lasts[level]
                at = bisect_left(last, own, low, high)
                if at < high and last[at] == own:
                    if not is_found:
                        is_found, cost = True, costs[level][at]
                    if level < longest:
                        begin, end = offsets[level].range(at)
                        following.append((level + 1, begin, end, weights[level][at] / SCALE - BACKOFF_OFFSET))
                elif not is_found:
                    nats += weight
            found.append(nats + cost / SCALE)
            if character == "\n":
                following.clear()  # what is before a line end says nothing of what is behind it
            begin, end = offsets[0].range(own)
            following.append((1, begin, end, weights[0][own] / SCALE - BACKOFF_OFFSET))
            nodes = following
        return found

    def choice(self, before: str, candidates: Iterable[str], after: str) -> list[float]:
        """What a text costs with each of some candidates in one place, in nats.

        Compare the costs with one another: the lowest is the likeliest, and the difference of two is the log
        odds between them. Only as much of ``before`` and ``after`` counts as the model sees: four characters.
        Candidates of different lengths can be compared, too: what they cost is −ln P.

        :param before: the text up to the place; from the last line end on at most.
        :param candidates: what may stand there, characters or words.
        :param after: the text behind it.
        """
        reach = self.order - 1
        before = before[-reach:] or "\n"
        after = after[:reach]
        return [self.cost(candidate + after, before) for candidate in candidates]

    def character(self, context: str, character: str) -> float:
        """−ln P of one character after a context, in nats."""
        return self.characters(context, character)[0]

    def characters(self, context: str, candidates: Sequence[str]) -> list[float]:
        """−ln P of each of some characters after one context, in nats."""
        nodes, number = self._nodes(context), self._number
        return [self._after(nodes, number.get(character, _UNKNOWN)) for character in candidates]

    def knows(self, character: str) -> bool:
        """Whether a character is told apart from rare ones."""
        return character in self._number

    def _after(self, nodes: list[_Node], number: int) -> float:
        nats = 0.0
        for level, low, high, weight in nodes:
            last = self._last[level]
            at = bisect_left(last, number, low, high)
            if at < high and last[at] == number:
                return nats + self._costs[level][at] / SCALE
            nats += weight
        return nats + self._costs[0][number] / SCALE

    def _nodes(self, context: str) -> list[_Node]:
        """The nodes of a context and of its ends, longest first."""
        nodes = self._contexts.get(context)
        if nodes is None:
            if len(self._contexts) >= _MOST_CONTEXTS:
                self._contexts.clear()
            self._contexts[context] = nodes = self._find(context)
        return nodes

    def _find(self, context: str) -> list[_Node]:
        context = context[1 - self.order :]
        line_end = context.rfind("\n")
        if line_end > 0:
            context = context[line_end:]
        numbers = [self._number.get(character, _UNKNOWN) for character in context]
        nodes = (self._node(numbers[begin:]) for begin in range(len(numbers)))
        return [node for node in nodes if node is not None]

    def _node(self, numbers: list[int]) -> _Node | None:
        at = numbers[0]
        low, high = self._offsets[0].range(at)
        for level, number in enumerate(numbers[1:], 1):
            last = self._last[level]
            at = bisect_left(last, number, low, high)
            if at == high or last[at] != number:
                return None
            low, high = self._offsets[level].range(at)
        level = len(numbers)
        return level, low, high, self._weights[level - 1][at] / SCALE - BACKOFF_OFFSET


@cache
def simplified() -> NgramModel:
    """The model of Simplified text, loaded when first asked for."""
    return NgramModel(tables.mapped("hans.ngrams"))


@cache
def traditional() -> NgramModel:
    """The model of Traditional text of any region, loaded when first asked for."""
    return NgramModel(tables.mapped("hant.ngrams"))
