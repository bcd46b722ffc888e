"""Pairs of characters that stand next to each other, looked for at all places of a text at a time."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

#: The encoding of an array of code points.
UTF32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"

# 2**32 divided by the golden ratio spreads keys evenly (Knuth, The Art of Computer Programming 3, 6.4).
_FIBONACCI = np.uint32(0x9E3779B1)


def codes_of(text: str) -> Array:
    """The code points of a text."""
    return np.frombuffer(text.encode(UTF32, "surrogatepass"), np.uint32)


class Pairs:
    """Pairs of characters: tells of all that are in it, and of a few others."""

    def __init__(self, firsts: Array, seconds: Array, bits: int) -> None:
        self._shift = np.uint32(32 - bits)
        self._filled = np.zeros(1 << bits, np.bool_)
        self._filled[self._slots(firsts, seconds)] = True

    def among(self, firsts: Array, seconds: Array) -> Array:
        """Whether it has these pairs; it says so of the share of others that its slots are filled with."""
        filled: Array = self._filled.take(self._slots(firsts, seconds))
        return filled

    def _slots(self, firsts: Array, seconds: Array) -> Array:
        slots: Array = firsts * _FIBONACCI
        slots += seconds
        slots *= _FIBONACCI
        slots >>= self._shift
        return slots
