"""Columns of bytes side by side in one long integer, a lane of 16 bits a line.

What is worked out of a line and its neighbours is worked out of all lines at once: sums, the least and the
greatest of the next 2, 4, 8 or 16 lines take one or a few operations for each doubling.
"""

from __future__ import annotations

from collections.abc import Iterable

#: So many lanes stand before the first line and after the last: no window reaches farther.
PAD = 16
_LANE = 16


def spread(column: Iterable[int], missing: int = 0) -> int:
    """The lanes of a column, between lanes for lines that are missing."""
    edge = bytes([missing]) * PAD
    padded = edge + bytes(column) + edge
    lanes = bytearray(2 * len(padded))
    lanes[::2] = padded
    return int.from_bytes(lanes, "little")


def column(lanes: int, size: int, step: int = 0, halvings: int = 0) -> bytes:
    """The column of what stands in the lanes so many lines further on, halved so many times.

    :param size: the number of lines.
    """
    shown = lanes >> (_LANE * (PAD + step) + halvings)
    return shown.to_bytes(2 * (size + 3 * PAD), "little")[: 2 * size : 2]


def sums(lanes: int, doublings: int) -> list[int]:
    """For windows of 2, 4, 8 … lines, the sum of each line and those after it."""
    found = []
    for power in range(doublings):
        lanes += lanes >> (_LANE << power)
        found.append(lanes)
    return found


def least(lanes: int, doublings: int) -> int:
    """The least of each line and those after it, in a window of 2, 4, 8 … lines."""
    for power in range(doublings):
        other = lanes >> (_LANE << power)
        lanes ^= (lanes ^ other) & _not_less(lanes, other)
    return lanes


def greatest(lanes: int, doublings: int) -> int:
    """The greatest of each line and those after it, in a window of 2, 4, 8 … lines."""
    for power in range(doublings):
        other = lanes >> (_LANE << power)
        lanes = other ^ ((lanes ^ other) & _not_less(lanes, other))
    return lanes


def _not_less(lanes: int, others: int) -> int:
    """255 in each lane whose byte is not less than the other's."""
    sign = int.from_bytes(b"\0\1" * (lanes.bit_length() // _LANE + 1), "little")
    return (((lanes | sign) - others & sign) >> 8) * 255
