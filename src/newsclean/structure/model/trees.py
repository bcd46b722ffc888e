"""Boosted trees over columns of bytes, for all lines of a document at once, in plain integers.

A column is one long integer, 16 bits a line. A condition (*column > threshold*) is one addition to it: bit 8
of a line's lane is set where the condition holds. A tree splits the set of all lines by ``&`` and ``^``, and
each set of lines counts a value for its lines; the sum of the sets times their values holds the scores of all
lines side by side. Sets that several trees make are made once. So a page costs as many operations as there
are different nodes, not nodes times lines, all of them in a few passes, and no library has to be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import repeat
from operator import add, and_, itemgetter, mul, xor
from struct import unpack
from typing import Any

from newsclean.values import NamedTuple

_LANE = 2  # bytes a line
_BIT = 8  # where the sign of a condition stands in a lane


#: Takes the numbers at some places of a list.
_Taker = Callable[[Sequence[int]], tuple[int, ...]]


def _taker(places: Sequence[int]) -> _Taker:
    """What takes the numbers at these places, in one call where it can."""
    if len(places) > 1:
        take: Any = itemgetter(*places)
        return take  # type: ignore[no-any-return]
    return lambda numbers: tuple([numbers[place] for place in places])


class _Round(NamedTuple):
    """Sets of lines that are made of those made before, by their places in the list of all sets.

    :param parents: of each set, the one that it is a part of; ``conditions``: what its lines meet.
    :param values: what each counts for its lines.
    :param wholes: of sets that are the rest of another, that one; ``parts``: what was taken from it.
    """

    parents: _Taker
    conditions: _Taker
    values: list[int]
    wholes: _Taker
    parts: _Taker


#: The fields of a round, by places.
_Rows = tuple[list[int], list[int], list[int], list[int], list[int]]
#: What :attr:`Trees.layout` says, in plain data.
Layout = tuple[list[int], list[int], list[int], list[int], int, list[_Rows]]


class Trees:
    """A sum of decision trees.

    :param conditions: feature and threshold of each condition that some tree asks.
    :param trees: each tree in pre-order: an index into ``conditions`` for a split, whose lines that do not
        meet the condition come first; for a leaf the complement (``~value``) of its value, not negative.
    :param offset: what to take from a line's sum, ``scale`` what to divide the rest by, to get log-odds.
    :param layout: how they are walked, if that is known: it takes twenty milliseconds to work out.
    """

    def __init__(
        self,
        conditions: Sequence[tuple[int, int]],
        trees: Sequence[Sequence[int]],
        offset: int,
        scale: float,
        layout: Layout | None = None,
    ) -> None:
        self.conditions = conditions
        self.trees = trees
        self.offset = offset
        self.scale = scale
        if layout is not None:
            self.layout = layout

    def score(self, columns: Sequence[bytes]) -> list[float]:
        """The log-odds of each line.

        :param columns: a column for each feature, all of one length.
        """
        size = len(columns[0])
        if size <= _BLOCK:
            return self._block(columns)
        found: list[float] = []
        for start in range(0, size, _BLOCK):
            found += self._block([column[start : start + _BLOCK] for column in columns])
        return found

    def _block(self, columns: Sequence[bytes]) -> list[float]:
        size = len(columns[0])
        features, thresholds, asked, constant, rounds = self._plan
        lane = bytearray(_LANE * size)
        lanes: list[int] = []
        for feature in features:
            lane[::_LANE] = columns[feature]
            lanes.append(int.from_bytes(lane, "little"))
        ones = int.from_bytes(b"\1\0" * size, "little")
        limits = list(map(mul, repeat(ones), thresholds))
        held = list(map(add, asked[0](lanes), asked[1](limits)))
        sets = [ones << _BIT]
        total = sets[0] * constant
        for parents, conditions, values, wholes, parts in rounds:
            met = list(map(and_, parents(sets), conditions(held)))
            sets += met
            total += sum(map(mul, met, values))
            sets += list(map(xor, wholes(sets), parts(sets)))
        sums = unpack(f"<{size}H", (total >> _BIT).to_bytes(_LANE * size, "little"))
        offset, scale = self.offset, self.scale
        return [(value - offset) / scale for value in sums]

    @cached_property
    def _plan(self) -> tuple[list[int], list[int], tuple[_Taker, _Taker], int, list[_Round]]:
        """The layout with takers in the place of their places."""
        features, thresholds, columns, limits, constant, rounds = self.layout
        return (
            features,
            thresholds,
            (_taker(columns), _taker(limits)),
            constant,
            [
                _Round(_taker(parents), _taker(conditions), values, _taker(wholes), _taker(parts))
                for parents, conditions, values, wholes, parts in rounds
            ],
        )

    @cached_property
    def layout(self) -> Layout:
        """Features, and what to add for each threshold; for each condition, indexes into both; what counts
        for all lines; the sets to be made, those that are made of others later than these.
        """
        features = sorted({feature for feature, _ in self.conditions})
        thresholds = sorted({threshold for _, threshold in self.conditions})
        places, limits = ({n: i for i, n in enumerate(row)} for row in (features, thresholds))
        sets = _Sets()
        for tree in self.trees:
            sets.add(tree)
        return (
            features,
            [255 - threshold for threshold in thresholds],
            [places[feature] for feature, _ in self.conditions],
            [limits[threshold] for _, threshold in self.conditions],
            *sets.rounds(),
        )


class _Sets:
    """The sets of lines that trees make, each once.

    A set is what meets a condition of another (0: all lines), or the rest of one: what does not.
    """

    def __init__(self) -> None:
        self._met: dict[tuple[int, int], int] = {}
        self._rows: list[tuple[int, int]] = [(-1, -1)]  # parent and condition; the part for a rest
        self._is_rest = [False]
        self._depth = [0]
        self._rests: dict[int, int] = {}  # set → what remains of its parent
        self._values = [0]

    def add(self, tree: Sequence[int]) -> None:
        """Add what a tree counts for its leaves.

        What a rest counts, its parent does, and less so the part that is taken from it: a rest that is a leaf
        need not be made.
        """
        # Each waiting end: the set that reaches it, or for a rest its parent and the part.
        waiting: list[tuple[int, int]] = [(0, 0)]
        for step in tree:
            parent, part = waiting.pop()
            if step < 0:
                self._count(parent, ~step)
                if part:
                    self._count(part, step + 1)
                continue
            own = self._rest(parent, part) if part else parent
            above = self._met.get((own, step))
            if above is None:
                above = self._met[own, step] = self._make((own, step), False, self._depth[own] + 1)
            waiting += ((above, 0), (own, above))

    def _rest(self, parent: int, part: int) -> int:
        rest = self._rests.get(part)
        if rest is None:
            rest = self._rests[part] = self._make((parent, part), True, self._depth[part])
        return rest

    def _make(self, row: tuple[int, int], is_rest: bool, depth: int) -> int:
        self._rows.append(row)
        self._is_rest.append(is_rest)
        self._depth.append(depth)
        self._values.append(0)
        return len(self._rows) - 1

    def _count(self, number: int, value: int) -> None:
        while self._is_rest[number]:
            parent, part = self._rows[number]
            self._values[part] -= value
            number = parent
        self._values[number] += value

    def rounds(self) -> tuple[int, list[_Rows]]:
        """What counts for all lines; the sets by how many conditions they are away from all lines."""
        order = sorted(range(len(self._rows)), key=lambda n: (self._depth[n], self._is_rest[n]))
        place = {n: i for i, n in enumerate(order)}
        rounds: list[_Rows] = []
        for depth in range(1, max(self._depth) + 1):
            made = [n for n in order if self._depth[n] == depth]
            met = [n for n in made if not self._is_rest[n]]
            rests = [self._rows[n] for n in made if self._is_rest[n]]
            rounds.append(
                (
                    [place[self._rows[n][0]] for n in met],
                    [self._rows[n][1] for n in met],
                    [self._values[n] for n in met],
                    [place[whole] for whole, _ in rests],
                    [place[part] for _, part in rests],
                )
            )
        return self._values[0], rounds


# Longer integers leave the processor's caches.
_BLOCK = 512
