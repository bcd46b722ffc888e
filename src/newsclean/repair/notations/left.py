"""What is left of notations, and the warnings about it: one for each notation and reason."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from newsclean.lines import Places
from newsclean.notices import warned
from newsclean.values import NamedTuple

# Reasons, in the words of the warnings.
ADDRESS = "it is part of an address"
CODE = "it stands in code or data"
EXAMPLE = "the text speaks of such forms"
LIST = "it may be a list of such forms"
OTHER = "it stands in other text"
TORN = "a part of it cannot be decoded"


class Left(NamedTuple):
    """Chinese text in a notation that is left as it is.

    :param example: how 中 is written in it.
    :param start: offset in code points.
    :param end: offset behind it.
    """

    rule: str
    example: str
    reason: str
    start: int
    end: int


def warnings(text: str, left: Iterable[Left]) -> tuple[str, ...]:
    """A warning for each notation and reason, with the first place and how many there are."""
    kinds: dict[tuple[str, str, str], list[int]] = {}
    for rule, example, reason, start, _ in left:
        kinds.setdefault((rule, example, reason), []).append(start)
    if not kinds:
        return ()
    places = Places(text)
    found = []
    for (rule, example, reason), starts in sorted(kinds.items(), key=lambda kind: min(kind[1])):
        line, column = places(min(starts))
        often = f" at {len(starts)} places" if len(starts) > 1 else ""
        what = f"Chinese text written like {example} ({rule}) is left{often}, because {reason}"
        found.append(warned("notation", what, line, column))
    return tuple(found)


class Spans:
    """Stretches of a text that are done with, in order; they do not overlap."""

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
