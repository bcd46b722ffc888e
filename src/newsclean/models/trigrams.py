"""Which character follows which two: what the pairs of the plausibility model leave out.

For the search in torn text only, where many readings fit and each is a few characters long: 產能過
goes on with 剩, and 過 alone does not. The tables hold Simplified text and its punctuation; they
are made by ``scripts/build_trigrams.py``, which names the sources, and mapped on first use.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from newsclean.models import plausibility, tables

#: At the beginning of the file, with the version of its layout.
LAYOUT = b"newsclean sequences 2\n"
#: Costs are stored as bytes in steps of 1/12 nat.
SCALE = 12
_REST_OFFSET = 4.0

_PLAIN = {ord(c): "0" for c in "0123456789０１２３４５６７８９"}
_PLAIN |= {ord(c) + i + wide: "a" for c in "Aa" for i in range(26) for wide in (0, 0xFEE0)}


def plain(text: str) -> str:
    """Text as the tables count it: one digit stands for all, and so does one letter."""
    return text.translate(_PLAIN)


class Sequences:
    """The tables, searched by bisection."""

    def __init__(self, data: memoryview) -> None:
        characters, contexts, bases, starts, rests, thirds, costs = tables.split(data, LAYOUT)
        self._place = {c: i for i, c in enumerate(str(characters, "utf-16-le"), 1)}
        self._contexts = tables.integers("I", contexts)
        self._offsets = tables.Offsets(bases, starts)
        self._rests = rests
        self._thirds = tables.integers("H", thirds)
        self._costs = costs
        self._pairs = plausibility.pair_costs()

    def cost(self, context: str, character: str) -> float:
        """−ln P of a character behind one or two others, in nats."""
        return self.costs(context, character)[0]

    def costs(self, context: str, candidates: str) -> list[float]:
        """−ln P of each of some characters behind the same one or two others, in nats."""
        ranges, backed_off = self._ranges(context)
        place, thirds, before = self._place, self._thirds, context[-1:] or "\n"
        found = []
        for character in candidates:
            third = place.get(character, 0)
            for low, high, nats in ranges if third else ():
                at = bisect_left(thirds, third, low, high)
                if at < high and thirds[at] == third:
                    found.append(nats + self._costs[at] / SCALE)
                    break
            else:
                found.append(backed_off + self._pairs[before, character])
        return found

    def _ranges(self, context: str) -> tuple[list[tuple[int, int, float]], float]:
        """Where the characters behind two others and behind the last one are, and what backing off costs.

        :returns: begin, end and what it costs to come there, longest context first; and what it costs to come
            to pairs of characters.
        """
        ranges, nats = [], 0.0
        last = self._place.get(context[-1:], 0)
        if last:
            before = self._place.get(context[-2:-1], 0) if len(context) > 1 else 0
            for key in (before << 16 | last, last) if before else (last,):
                at = bisect_left(self._contexts, key)
                if at < len(self._contexts) and self._contexts[at] == key:
                    ranges.append((*self._offsets.range(at), nats))
                    nats += self._rests[at] / SCALE - _REST_OFFSET
        return ranges, nats


@cache
def sequences() -> Sequences:
    """The tables, loaded when first asked for."""
    return Sequences(tables.mapped("trigrams.bin"))
