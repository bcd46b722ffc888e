"""Warnings about places of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.lines import Places
from newsclean.notices import warned

_MOST_WARNINGS = 20


def at_places(text: str, kind: str, found: Iterable[tuple[int, str]], more: str = "") -> Iterator[str]:
    """Warnings of a kind, each at an offset of the text, in the order given.

    :param more: what is said at the next one behind 20 of them, in the place of all that follow.
    """
    places: Places | None = None
    for count, (offset, message) in enumerate(found):
        places = places or Places(text)
        if more and count == _MOST_WARNINGS:
            yield warned(kind, more, *places(offset))
            return
        yield warned(kind, message, *places(offset))
