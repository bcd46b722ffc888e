"""What a line says, as three numbers: weights of its pieces, learned from labelled pages.

A piece is a pair of characters, the beginning or the end of a line, or a whole short line, in the form
in which rules see it (:mod:`~newsclean.structure.rules.fold`) with all digits alike. Only pieces that
several families of sites use are in the model.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate, repeat
from operator import add, itemgetter
from typing import Any

#: Of longer lines only so much at each end is looked at: furniture shows there.
EDGE = 20
#: Lines up to this length are a piece of their own.
WHOLE = 12
#: The three sums of a line share one integer: so many bits each, kept positive by an offset. A line has
#: at most 42 pieces, each with a weight of at most 127.
BITS = 14
OFFSET = 1 << (BITS - 1)
_MASK = (1 << BITS) - 1
_ZERO = OFFSET | OFFSET << BITS | OFFSET << 2 * BITS
# Weights are stored in 32nds; a sum is told as a byte, 8 to one, 128 for nothing.
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

    :param packed: piece → its three weights (in 32nds) in one integer, :data:`BITS` apart: for
        standing in the article; for an article opening within the next lines; for one having closed
        within the last lines.
    """

    def __init__(self, packed: dict[str, int]) -> None:
        pairs = [piece for piece in packed if len(piece) == 2]
        self._pairs = dict(zip(_codes("".join(pairs))[0], map(packed.__getitem__, pairs), strict=True))
        self._others = {
            piece: weight
            for piece, weight in packed.items()
            if len(piece) != 2 or piece[0] in "^=" or piece[1] == "$"
        }
        #: What was measured of lines (:mod:`newsclean.structure.model.line`).
        self.remembered: dict[str, tuple[Any, ...]] = {}

    @property
    def packed(self) -> dict[str, int]:
        """All pieces with their weights."""
        text = array("I", self._pairs).tobytes().decode("utf-16-le", "surrogatepass")
        pairs = map(add, text[::2], text[1::2])
        return dict(zip(pairs, self._pairs.values(), strict=True)) | self._others

    def columns(self) -> tuple[bytes, bytes, dict[str, int]]:
        """All there is to know, in the form that :meth:`from_columns` takes."""
        return array("I", self._pairs).tobytes(), array("q", self._pairs.values()).tobytes(), self._others

    @classmethod
    def from_columns(cls, pairs: bytes, weights: bytes, others: dict[str, int]) -> Vocabulary:
        """A vocabulary as it was, in a fifth of the time."""
        made = cls({})
        made._pairs = dict(zip(memoryview(pairs).cast("I"), memoryview(weights).cast("q"), strict=True))
        made._others = others
        return made

    def scores(self, lines: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """The three sums of weights for each folded line, as bytes: 128 says nothing.

        In one pass over the text of all lines; the inner part of long ones is left out.
        """
        get, zeros = self._others.get, repeat(0)
        shown = [line if len(line) <= 2 * EDGE else line[:EDGE] + _BETWEEN + line[-EDGE:] for line in lines]
        text = _BETWEEN.join(shown)
        weights = [0] * (len(text) + 1)
        for step, codes in enumerate(_codes(text)):
            weights[step : step + 2 * len(codes) : 2] = map(self._pairs.get, codes, zeros)
        # What stands between two lines is in no piece.
        ends = list(accumulate(map(len, shown), _next))
        inner = map(sum, map(weights.__getitem__, map(slice, [0, *ends], ends)))
        heads = map(get, map("^".__add__, map(_HEAD, lines)), zeros)
        tails = map(get, map(add, map(_TAIL, lines), repeat("$")), zeros)
        wholes = [get("=" + line, 0) if len(line) <= WHOLE else 0 for line in lines]
        totals = [_ZERO + a + b + c + d for a, b, c, d in zip(inner, heads, tails, wholes, strict=False)]
        return (
            [_BYTES[total & _MASK] for total in totals],
            [_BYTES[total >> BITS & _MASK] for total in totals],
            [_BYTES[total >> 2 * BITS] for total in totals],
        )


def _codes(text: str) -> tuple[list[int], list[int]]:
    """Each pair of characters as a number, those at even places and those at odd ones."""
    data = text.encode("utf-16-le", "surrogatepass")  # two bytes a character
    size = len(data)
    even, odd = data[: size & ~3], data[2 : 2 + (size - 2 & ~3)]
    return memoryview(even).cast("I").tolist(), memoryview(odd).cast("I").tolist()


def pairs_in(text: str) -> frozenset[int]:
    """The pairs of neighbouring characters of a folded text, each as a number."""
    even, odd = _codes(text)
    even += odd
    return frozenset(even)


_HEAD, _TAIL = itemgetter(slice(2)), itemgetter(slice(-2, None))
# Stands in no piece: pieces are parts of lines.
_BETWEEN = "\n"


def _next(end: int, size: int) -> int:
    return end + 1 + size


# A sum of weights, kept positive by the offset, as a byte.
_LOW, _HIGH = OFFSET - _MOST * _STEP, OFFSET + (_MOST + 1) * _STEP
_BYTES = b"".join(
    [
        bytes([128 - _MOST]) * _LOW,
        *[bytes([128 + step]) * _STEP for step in range(-_MOST, _MOST + 1)],
        bytes([128 + _MOST]) * ((1 << BITS) - _HIGH),
    ]
)
