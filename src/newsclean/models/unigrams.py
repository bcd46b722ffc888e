"""How a run of Han characters reads as words: the likeliest way to cut it, by how often words are written.

Sequences of two and three characters know little of longer words and nothing of where words end:
超市 is a word wherever it stands. The table holds Simplified words; it is made by
``scripts/build_unigrams.py``, which names the sources, lies in the file as it is used, and is read
on first use, for torn text only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path

from newsclean.models.plausibility import split_blocks

#: Version of the file's layout, at its beginning.
MAGIC = b"newsclean words 1\n"
#: Costs are stored as bytes in steps of 1/12 nat.
SCALE = 12
#: The longest words, in characters.
LONGEST = 7
# What a character costs that the table lacks: it holds all that are once in 10^8.
_UNKNOWN = 18.5


class Words:
    """Words and their costs: −ln of how often they are written, in nats."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC):
            raise ValueError("unigrams.bin does not fit this version of newsclean")
        characters, alone, tails, self._costs = split_blocks(data[len(MAGIC) :])
        self._tails = tails.decode().split("\n")
        self._alone = alone
        self._place = {c: i for i, c in enumerate(characters.decode())}
        sizes = [group.count(" ") + 1 if group else 0 for group in self._tails]
        self._offsets = [0, *accumulate(sizes)]
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
            tails = self._tails[place].split(" ")
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
    return Words((Path(__file__).parent.parent / "data" / "models" / "unigrams.bin").read_bytes())
