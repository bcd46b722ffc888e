"""What a character is in a text about something: in a report on a typhoon 强台 is a grade of one."""

from __future__ import annotations

from functools import cache

from newsclean import data_files
from newsclean.convert.opencc.installed import usage_file
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


class Topic(NamedTuple):
    """The rows of ``topics.txt`` with one word and one form.

    :param word: what a text about it has.
    :param places: the characters that are meant.
    :param form: what is written for them.
    """

    word: str
    places: re.Pattern[str]
    form: str


def by_topic(text: str) -> list[tuple[int, Topic]]:
    """Where the topic of a Simplified text decides, in order."""
    found = [
        (match.start(), topic)
        for topic in _topics()
        if topic.word in text
        for match in topic.places.finditer(text)
    ]
    return sorted(dict(found).items())


@cache
def _topics() -> list[Topic]:
    import re

    from newsclean.patterns import compiled

    rows: dict[tuple[str, str, str], list[str]] = {}
    for line in data_files.lines(usage_file("topics")):
        word, places, form = line.split("\t")
        before, char, behind = re.split(r"\((\w)\)", places)
        rows.setdefault((word, char, form), []).append(f"(?<={before}{char}){behind}")
    # A pattern that begins with a certain character is looked for as fast as that.
    return [
        Topic(word, compiled(f"{char}(?:{'|'.join(places)})"), form)
        for (word, char, form), places in rows.items()
    ]
