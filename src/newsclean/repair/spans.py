"""Stretches of a text that are done with."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Spans:
    """First and last offsets of stretches that do not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._spans)

    def meet(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of them."""
        at = bisect_right(self._starts, start)
        if at and self._spans[at - 1][1] > start:
            return True
        return at < len(self._starts) and self._starts[at] < end
