"""What a text speaks of: a text about escapes, wrong decodings, radicals or readings gives examples.

Words alone decide nothing: they are asked for only where a pass would change something, and each
pass has its own measure of how much of a text may be an example.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from newsclean.edits import Edit
from newsclean.lines import Places
from newsclean.patterns import compiled, lazy
from newsclean.repair.characters import simplify, table

# What a page says of its own encoding is no talk.
_DECLARATION = lazy(r"(?i:charset|coding)[ =:\"']{1,4}[\w.-]+")
_LINE_END = lazy("\r\n|\r|\n")
# How far off a word is heard in a long line, in characters; a paragraph has about so many.
_FAR = 300
# How many places a note names.
_MOST_PLACES = 10


def mentions(subject: str, text: str) -> list[int]:
    """Where a text has words of a subject, in either script, as offsets in order.

    :param subject: one of the data file's, such as ``escape``.
    """
    plain = simplify(text)  # one by one: the offsets stay
    for others in (_DECLARATION, _words(subject + "-")):
        if others.pattern:
            plain = others.sub(lambda match: " " * len(match.group()), plain)
    return [match.start() for match in _words(subject).finditer(plain)]


def near(text: str, places: list[int], start: int, end: int) -> bool:
    """Whether one of some places is in the same line as a stretch, or in one next to it.

    A blank line between them does not count, nor does a place farther than ``_FAR`` characters.
    """
    at = bisect_left(places, start)
    return any(
        place - end <= _FAR
        and start - place <= _FAR
        and len(_LINE_END.findall(text, min(place, end), max(place, start))) <= 2
        for place in places[max(0, at - 1) : at + 1]
    )


@cache
def _words(subject: str) -> re.Pattern[str]:
    """The words of a subject, as one expression; empty if there are none."""
    # An address has words that its text does not speak: …/a.html, ?json=1.
    words = [
        rf"(?<![\w./?&=-]){word}(?![A-Za-z0-9])" if word[0].isascii() and word[0].isalpha() else word
        for name, word in table("subjects.txt")
        if name == subject
    ]
    return compiled("|".join(words), re.IGNORECASE | re.ASCII)


def left(text: str, edits: Iterable[Edit], what: str, why: str = "as examples") -> str:
    """The note that something was left, and why, with its places."""
    places = Places(text)
    found = [places(edit.start) for edit in edits]
    named = ", ".join(f"{line}:{column}" for line, column in found[:_MOST_PLACES])
    more = " …" if len(found) > _MOST_PLACES else ""
    return f"{what} left {why}, at {named}{more}"
