"""What is left of notations, and the warnings about it: one for each notation and reason."""

from __future__ import annotations

from collections.abc import Iterable

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
