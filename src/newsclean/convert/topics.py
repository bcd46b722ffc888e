"""What a character is in a text about something: in a report on a typhoon 强台 is a grade of one."""

from __future__ import annotations

from functools import cache

from newsclean.convert.opencc.installed import topics_file
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


class Topic(NamedTuple):
    """A row of ``topics.txt``.

    :param word: what a text about it has.
    :param places: the first group of what this matches is a character that is meant.
    :param form: what is written for it.
    """

    word: str
    places: re.Pattern[str]
    form: str


def by_topic(text: str) -> list[tuple[int, Topic]]:
    """Where the topic of a Simplified text decides, in order."""
    rows = [row for word, of_word in _topics().items() if word in text for row in of_word]
    if not rows:
        return []
    return sorted({match.start(1): row for row in rows for match in row.places.finditer(text)}.items())


@cache
def _topics() -> dict[str, list[Topic]]:
    import re

    found: dict[str, list[Topic]] = {}
    with open(topics_file(), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                word, places, form = line.rstrip("\n").split("\t")
                found.setdefault(word, []).append(Topic(word, re.compile(places), form))
    return found
