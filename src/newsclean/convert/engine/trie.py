"""Which of many keys stands at each of many places of a text, for all places at a time, with NumPy.

The places that are still in question are followed through a trie whose edges lie in a hash table.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from newsclean.convert.engine.pairs import Array, codes_of

#: How many code points there are.
CODES = sys.maxunicode + 1

#: The number of no key.
NONE = -1


class Trie:
    """A node is a number above the code points; the first characters are their own nodes.

    :param keys: of two characters or more.
    :param numbers: what :meth:`longest` gives for each.
    """

    def __init__(self, keys: Sequence[str], numbers: Array) -> None:
        lengths = np.array([len(key) for key in keys], np.int64)
        codes = codes_of("".join(keys))
        starts = np.cumsum(lengths) - lengths
        nodes = codes[starts].astype(np.int64)
        left = np.arange(len(keys))
        levels, count, depth = [], 0, 1
        while len(left):
            edges, which = np.unique(_edges(nodes[left], codes[starts[left] + depth]), return_inverse=True)
            nodes[left] = which.reshape(-1) + (count + CODES)
            levels.append(edges)
            count += len(edges)
            depth += 1
            left = left[lengths[left] > depth]
        edges = np.concatenate([np.zeros(0, np.uint64), *levels])
        self._edges = _HashTable(edges)
        self._ends = np.full(count, NONE, np.int32)
        self._ends[nodes - CODES] = numbers
        self._inner = np.zeros(count, np.bool_)
        parents = (edges >> np.uint64(_BITS)).astype(np.int64) - CODES
        self._inner[parents[parents >= 0]] = True

    def longest(self, codes: Array, places: Array) -> tuple[Array, Array]:
        """The longest key at each place: its number, and its length; ``NONE`` and 0 where there is none.

        :param codes: end in a character that no key has.
        """
        best = np.full(len(places), NONE, np.int32)
        lengths = np.zeros(len(places), np.int64)
        index, nodes = None, codes.take(places)
        length = 1
        while len(places):
            edges = _edges(nodes, codes.take(places + length))
            there, nodes = self._edges.find(edges)
            length += 1
            index = there if index is None else index[there]
            places = places[there]
            ends = self._ends.take(nodes)
            ended = np.flatnonzero(ends != NONE)
            best[index[ended]] = ends[ended]
            lengths[index[ended]] = length
            more = np.flatnonzero(self._inner.take(nodes))
            index, places, nodes = index[more], places[more], nodes[more] + CODES
        return best, lengths


# Bits of a code point.
_BITS = 21


class _HashTable:
    """From numbers to their place in the order in which they were given; open addressing."""

    def __init__(self, keys: Array) -> None:
        bits = max(len(keys) * _ROOM, 2).bit_length()
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._keys = np.full(1 << bits, _EMPTY, np.uint64)
        self._values = np.zeros(1 << bits, np.int32)
        left = np.arange(len(keys))
        slots = self._slots(keys)
        while len(left):
            free = left[self._keys[slots[left]] == _EMPTY]
            self._keys[slots[free]] = keys[free]  # of several for one slot the last stays
            stored = self._keys[slots[left]] == keys[left]
            self._values[slots[left[stored]]] = left[stored]
            left = left[~stored]
            slots[left] = (slots[left] + 1) & self._mask

    def find(self, keys: Array) -> tuple[Array, Array]:
        """Which of these keys it has, and their places."""
        slots = self._slots(keys)
        there = self._keys.take(slots)
        hits = there == keys
        left = np.flatnonzero(~hits & (there != _EMPTY))
        while len(left):
            slots[left] = on = (slots[left] + 1) & self._mask
            there = self._keys.take(on)
            hits[left] = there == keys[left]
            left = left[~hits[left] & (there != _EMPTY)]
        found = np.flatnonzero(hits)
        return found, self._values.take(slots[found])

    def _slots(self, keys: Array) -> Array:
        slots: Array = (keys * _FIBONACCI) >> self._shift
        return slots.view(np.int64)


# Slots for each key, at least.
_ROOM = 2
_EMPTY = np.uint64(2**64 - 1)
# 2**64 divided by the golden ratio spreads keys evenly (Knuth, The Art of Computer Programming 3, 6.4).
_FIBONACCI = np.uint64(0x9E3779B97F4A7C15)


def _edges(nodes: Array, codes: Array) -> Array:
    """Nodes and the characters that follow, as one number each."""
    result: Array = nodes.astype(np.uint64) << np.uint64(_BITS)
    result |= codes
    return result
