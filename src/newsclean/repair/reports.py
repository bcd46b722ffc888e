"""Warnings about places of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.lines import Places
from newsclean.notices import warned

_MOST_WARNINGS = 20


def at_places(text: str, kind: str, found: Iterable[tuple[int, str]], more: str = "") -> Iterator[str]:
    """Warnings of a kind, each at an offset of the text, in the order given; 20 of them at the most.

    :param more: what is said at the next one.
    """
    places: Places | None = None
    for count, (offset, message) in enumerate(found):
        places = places or Places(text)
        yield warned(kind, message if count < _MOST_WARNINGS else more, *places(offset))
        if count == _MOST_WARNINGS:
            return
