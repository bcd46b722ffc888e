"""Readings that a program scattered over any characters of a text: ``大(dà)數據``, ``要(yào / yāo)``."""

from __future__ import annotations

import re

from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.characters import READING_LETTERS, read_as, read_as_toneless
from newsclean.repair.examples import mentions
from newsclean.repair.pinyin import thresholds
from newsclean.values import NamedTuple

_HAN = lazy("[\u4e00-\u9fff]")
_SYLLABLE = rf"[{READING_LETTERS}]{{1,6}}"
_NOTE = rf"\({_SYLLABLE}(?: ?/ ?{_SYLLABLE}){{0,4}}\)"
#: A character with its readings, which may stand given twice, and a blank behind them.
SCATTERED = lazy(
    rf"(?P<character>[\u4e00-\u9fff])(?P<notes>{_NOTE}(?:{_NOTE})?)(?P<blank> (?=[\u4e00-\u9fff]))?"
)
_SYLLABLES = lazy(_SYLLABLE)


class Scatter(NamedTuple):
    """What speaks for readings that a program put behind any characters of a text.

    :param annotations: how many readings in brackets stand behind a character that has them.
    :param characters: of how many different characters.
    :param others: how many pairs of brackets behind a Han character hold Latin letters else.
    :param everyday: the share of them behind characters that nobody needs a reading of.
    :param inside: the share with a Han character behind it, as in running text.
    :param side_by_side: the share whose next character is annotated, too: lessons and poems.
    :param first: where the first of them is.
    :param all_readings: how many annotations give more than one reading, between slashes.
    :param twice: how many stand given twice.
    :param blank: the share with a blank behind it.
    """

    annotations: int
    characters: int
    others: int
    everyday: float
    inside: float
    side_by_side: float
    first: int
    all_readings: int
    twice: int
    blank: float

    def __str__(self) -> str:
        """The evidence in one line, for reports."""
        return (
            f"{self.annotations} readings on {self.characters} characters, {self.everyday:.0%} of them "
            f"common ones, {self.inside:.0%} inside running text, {self.all_readings} with all readings, "
            f"{self.twice} given twice"
        )

    @property
    def injected(self) -> bool:
        """Whether a program wrote the readings: it gives all of a character, or writes them twice.

        No author does either in running text; notes on everyday characters here and there are no proof, as
        readers for learners have them.
        """
        twice = self.twice >= 3 and self.twice >= 0.5 * self.annotations
        return self.near and (self.all_readings >= 3 or twice)

    @property
    def near(self) -> bool:
        """Whether the readings are behind everyday characters inside running text, as a program sets them."""
        return (
            self.annotations >= 6
            and self.characters >= 5
            and self.annotations >= 9 * self.others
            and self.everyday >= 0.8
            and self.inside >= 0.7
            and self.side_by_side < 0.25
        )


def scatter(text: str) -> Scatter | None:
    """Count what readings behind any characters have in common; ``None`` if there are none."""
    matches = [match for match in SCATTERED.finditer(text) if is_reading(match)]
    if not matches or mentions("reading", text):  # then they are its author's
        return None
    brackets = len(_LATIN_NOTE.findall(text))
    size = len(matches)
    characters = {match["character"] for match in matches}
    starts = {match.start() for match in matches}
    return Scatter(
        annotations=size,
        characters=len(characters),
        others=max(0, brackets - sum(match["notes"].count("(") for match in matches)),
        everyday=sum(plausibility.single(match["character"]) < thresholds.EVERYDAY for match in matches)
        / size,
        inside=sum(bool(_HAN.match(text, match.end())) for match in matches) / size,
        side_by_side=sum(match.end() in starts for match in matches) / size,
        first=matches[0].start(),
        all_readings=sum("/" in match["notes"] for match in matches),
        twice=sum(match["notes"].count("(") == 2 for match in matches),
        blank=sum(match["blank"] is not None for match in matches) / size,
    )


_LATIN_NOTE = lazy(r"(?<=[\u4e00-\u9fff)])\([^()\n]*[a-zA-Z][^()\n]*\)")


def is_reading(match: re.Match[str]) -> bool:
    """Whether a match of :data:`SCATTERED` holds nothing but readings of its character."""
    return all(
        match["character"] in read_as(syllable) or match["character"] in read_as_toneless(syllable)
        for syllable in _SYLLABLES.findall(match["notes"])
    )
