"""What is left of notations, and the warnings about it: one for each notation and reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.repair.reports import at_places
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

    :param start: offset in code points.
    :param end: offset behind it.
    """

    rule: str
    reason: str
    start: int
    end: int


def warnings(text: str, left: Iterable[Left], examples: dict[str, str]) -> Iterator[str]:
    """A warning for each notation and reason, with the first place and how many there are.

    :param examples: how 中 is written in each.
    """
    kinds: dict[tuple[str, str], list[int]] = {}
    for rule, reason, start, _ in left:
        kinds.setdefault((rule, reason), []).append(start)
    found = []
    for (rule, reason), starts in sorted(kinds.items(), key=lambda kind: min(kind[1])):
        often = f" at {len(starts)} places" if len(starts) > 1 else ""
        what = f"Chinese text written like {examples[rule]} ({rule}) is left{often}, because {reason}"
        found.append((min(starts), what))
    return at_places(text, "notation", found)
