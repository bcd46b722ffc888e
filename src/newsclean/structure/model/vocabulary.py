"""What a line says, as three numbers: weights of its pieces, learned from labelled pages.

A piece is a pair of characters, the beginning or the end of a line, or a whole short line, in the form
in which rules see it (:mod:`~newsclean.structure.rules.fold`) with all digits alike. Only pieces that
several families of sites use are in the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, repeat
from operator import add, itemgetter
from typing import Any

#: Of longer lines only so much at each end is looked at: furniture shows there.
EDGE = 20
#: Lines up to this length are a piece of their own.
WHOLE = 12
#: The three sums of a line share one integer: so many bits each, kept positive by an offset.
BITS = 24
OFFSET = 1 << (BITS - 1)
_MASK = (1 << BITS) - 1
_ZERO = OFFSET | OFFSET << BITS | OFFSET << 2 * BITS
#: Weights are stored in 32nds; a sum is told as a byte, 8 to one, 128 for nothing.
SCALE = 32
_STEP = 4
_MOST = 127


def pieces(line: str) -> list[str]:
    """The pieces of a folded line whose digits are all ``0``."""
    size = len(line)
    if size > 2 * EDGE:
        head, tail = line[:EDGE], line[-EDGE:]
        found = [*map(add, head, head[1:]), *map(add, tail, tail[1:])]
    else:
        found = list(map(add, line, line[1:]))
    found.append("^" + line[:2])
    found.append(line[-2:] + "$")
    if size <= WHOLE:
        found.append("=" + line)
    return found


class Vocabulary:
    """Weights of pieces.

    :param packed: piece → its three weights (in 1/:data:`SCALE`) in one integer, :data:`BITS` apart: for
        standing in the article; for an article opening within the next lines; for one having closed
        within the last lines.
    """

    def __init__(self, packed: dict[str, int]) -> None:
        self.packed = packed
        #: What was measured of lines (:mod:`newsclean.structure.model.line`).
        self.remembered: dict[str, tuple[Any, ...]] = {}

    def scores(self, lines: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """The three sums of weights for each folded line, as bytes: 128 says nothing.

        In one pass over the text of all lines; the inner part of long ones is left out.
        """
        get, zeros = self.packed.get, repeat(0)
        shown = [line if len(line) <= 2 * EDGE else line[:EDGE] + _BETWEEN + line[-EDGE:] for line in lines]
        text = _BETWEEN.join(shown)
        weights = [0] * max(len(text) - 1, 0)
        for step in (0, 1):
            weights[step::2] = map(get, _PAIR.findall(text, step), zeros)
        stops = list(accumulate(map(len, shown), _next))
        # What stands between two lines is in no piece.
        inner = [
            sum(filter(None, weights[start:stop]))
            for start, stop in zip([0, *map((1).__add__, stops)], stops, strict=False)
        ]
        heads = map(get, map("^".__add__, map(_HEAD, lines)), zeros)
        tails = map(get, map(add, map(_TAIL, lines), repeat("$")), zeros)
        wholes = [get("=" + line, 0) if len(line) <= WHOLE else 0 for line in lines]
        totals = [_ZERO + sum(weights) for weights in zip(inner, heads, tails, wholes, strict=True)]
        return (
            [_byte((total & _MASK) - OFFSET) for total in totals],
            [_byte((total >> BITS & _MASK) - OFFSET) for total in totals],
            [_byte((total >> 2 * BITS) - OFFSET) for total in totals],
        )


def pairs_in(text: str) -> set[str]:
    """The pairs of neighbouring characters of a text."""
    return {*_PAIR.findall(text), *_PAIR.findall(text, 1)}


_PAIR = re.compile("(?s)..")
_HEAD, _TAIL = itemgetter(slice(2)), itemgetter(slice(-2, None))
# Stands in no piece: pieces are parts of lines.
_BETWEEN = "\n"


def _next(end: int, size: int) -> int:
    return end + 1 + size


def _byte(total: int) -> int:
    return 128 + max(-_MOST, min(_MOST, total // _STEP))
