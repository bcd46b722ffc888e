"""Boosted trees over columns of bytes, for all lines of a document at once, in plain integers.

A condition (*column > threshold*) holds for some of the lines: they are the set lanes of one long integer,
16 bits a line. A tree splits the set of all lines by ``&`` and ``^``; a leaf multiplies its set by its value
and adds it to the sum, which holds the scores of all lines side by side. So a page of 160 lines costs as many
operations as there are nodes, not nodes times lines, and no library has to be imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from struct import unpack

_LANE = 2  # bytes a line


class Trees:
    """A sum of decision trees.

    :param conditions: feature and threshold of each condition that some tree asks.
    :param trees: each tree in pre-order: an index into ``conditions`` for a split, whose lines that do not
        meet the condition come first; for a leaf the complement (``~value``) of its value, not negative.
    :param offset: what to take from a line's sum, ``scale`` what to divide the rest by, to get log-odds.
    """

    def __init__(
        self,
        conditions: Sequence[tuple[int, int]],
        trees: Sequence[Sequence[int]],
        offset: int,
        scale: float,
    ) -> None:
        self.conditions = conditions
        self.trees = trees
        self.offset = offset
        self.scale = scale

    def score(self, columns: Sequence[bytes]) -> list[float]:
        """The log-odds of each line.

        :param columns: a column for each feature, all of one length.
        """
        size = len(columns[0])
        found: list[float] = []
        for start in range(0, size, _BLOCK):
            found += self._block([column[start : start + _BLOCK] for column in columns])
        return found

    def _block(self, columns: Sequence[bytes]) -> list[float]:
        size = len(columns[0])
        lanes: dict[int, bytearray] = {}
        sets: list[int] = []
        number = int.from_bytes
        for feature, threshold in self.conditions:
            lane = lanes.get(feature)
            if lane is None:
                lane = lanes[feature] = bytearray(_LANE * size)
                lane[::_LANE] = columns[feature]
            sets.append(number(lane.translate(_above(threshold)), "little"))
        all_lines = number(b"\1\0" * size, "little")
        total = 0
        for tree in self.trees:
            waiting = [all_lines]
            pop, push = waiting.pop, waiting.append
            for step in tree:
                lines = pop()
                if step < 0:
                    total += lines * ~step
                else:
                    above = lines & sets[step]
                    push(above)
                    push(lines ^ above)
        sums = unpack(f"<{size}H", total.to_bytes(_LANE * size, "little"))
        offset, scale = self.offset, self.scale
        return [(value - offset) / scale for value in sums]


# Longer integers leave the processor's caches.
_BLOCK = 512


@cache
def _above(threshold: int) -> bytes:
    """The table that turns bytes above a threshold into 1 and others into 0."""
    return bytes(threshold + 1) + b"\1" * (255 - threshold)
