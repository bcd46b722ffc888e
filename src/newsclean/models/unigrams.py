"""How a run of Han characters reads as words: the likeliest way to cut it, by how often words are written.

Sequences of two and three characters know little of longer words and nothing of where words end:
超市 is a word wherever it stands. The table holds Simplified words; it is made by
``scripts/build_unigrams.py``, which names the sources, and mapped on first use, for torn text only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from newsclean.models import tables

#: At the beginning of the file, with the version of its layout.
LAYOUT = b"newsclean words 2\n"
#: Costs are stored as bytes in steps of 1/12 nat.
SCALE = 12
#: The longest words, in characters.
LONGEST = 7
# What a character costs that the table lacks: it holds all that are once in 10^8.
_UNKNOWN = 18.5


class Words:
    """Words and their costs: −ln of how often they are written, in nats."""

    def __init__(self, data: memoryview) -> None:
        characters, self._alone, begins, self._tails, offsets, self._costs = tables.split(data, LAYOUT)
        self._place = {c: i for i, c in enumerate(str(characters, "utf-8"))}
        self._begins, self._offsets = tables.integers("I", begins), tables.integers("I", offsets)
        self._groups: dict[str, dict[str, float]] = {}

    def _beginning_with(self, character: str) -> dict[str, float]:
        """The words that begin with a character, without it."""
        found = self._groups.get(character)
        if found is None:
            self._groups[character] = found = self._group(character)
        return found

    def _group(self, character: str) -> dict[str, float]:
        place = self._place.get(character)
        if place is None:
            return {"": _UNKNOWN}
        costs = self._costs[self._offsets[place] : self._offsets[place + 1]]
        found = {"": self._alone[place] / SCALE}
        if costs:
            tails = str(self._tails[self._begins[place] : self._begins[place + 1]], "utf-8").split(" ")
            found |= {tail: cost / SCALE for tail, cost in zip(tails, costs, strict=True)}
        return found

    def cost(self, run: str, own: Mapping[str, float] | None = None) -> float:
        """−ln P of the likeliest way to cut a run of Han characters into words, in nats.

        :param own: costs of further words.
        """
        size = len(run)
        best = [0.0] + [float("inf")] * size
        for i, character in enumerate(run):
            so_far, known = best[i], self._beginning_with(character)
            last = min(i + LONGEST, size) if len(known) > 1 or own else i + 1
            for j in range(i + 1, last + 1):
                cost = known.get(run[i + 1 : j])
                if own and (other := own.get(run[i:j])) is not None and (cost is None or other < cost):
                    cost = other
                if cost is not None and so_far + cost < best[j]:
                    best[j] = so_far + cost
        return best[size]


@cache
def words() -> Words:
    """The table, loaded when first asked for."""
    return Words(tables.mapped("unigrams.bin"))
