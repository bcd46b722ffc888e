"""What a document writes between two characters: a line end, a blank, a sign, or nothing.

A line end or a blank that was eaten left no trace, and general text does not tell which it was. What the
document does elsewhere tells: behind marks, and between a Han character and a Latin letter or digit.
"""

from __future__ import annotations

import re
from collections import Counter

from newsclean.patterns import lazy

# Where a sentence ends, and where it goes on.
_LAST = "。！？!?；：:…”』」）)"
_BEHIND_LAST = lazy(f"[{_LAST}]([ \r\n])")
_BEHIND_COMMA = lazy("[，,、]([ \r\n])")
_NUMBER_ALONE = lazy(r"^\d{1,4}[ \t]*\r?$", re.MULTILINE)
# An ASCII sign where it is written twice, as in **Markdown**, and where it is not.
_TWICE = lazy(r"([!-/:-@\[-`{-~])\1")
_ONCE = lazy(r"(?:^|\s)([!-/:-@\[-`{-~])(?!\1)", re.MULTILINE)
_BEFORE_LATIN = lazy("[\u4e00-\u9fff]([ \r\n]?)[0-9A-Za-z]")


def ends_sentence(character: str) -> bool:
    """Whether a line may end with a character in running text."""
    return character in _LAST


class Gaps:
    """How often a document has each of them."""

    def __init__(self) -> None:
        self._behind_last: Counter[str] = Counter()
        self._behind_comma: Counter[str] = Counter()
        self._before_latin: Counter[str] = Counter()
        self._twice: Counter[str] = Counter()
        self._once: Counter[str] = Counter()
        #: How many lines are a number and nothing else: the headings of parts.
        self.numbers_alone = 0

    def learn(self, text: str) -> None:
        """Count what a text has."""
        self._behind_last.update(_BEHIND_LAST.findall(text))
        self._behind_comma.update(_BEHIND_COMMA.findall(text))
        self._before_latin.update(_BEFORE_LATIN.findall(text))
        self._twice.update(_TWICE.findall(text))
        self._once.update(_ONCE.findall(text))
        self.numbers_alone += len(_NUMBER_ALONE.findall(text))

    def line_ends(self, last: str) -> float:
        """How often a new line, and not a blank, is behind a character, if one of the two is."""
        counts = self._behind_comma if last in "，,、" else self._behind_last
        # As if nine such places had been seen before it, one of them a blank. One mark by itself has too few:
        # 。” before a line end is what is torn most.
        return (counts.total() - counts[" "] + 8) / (counts.total() + 9)

    def is_half(self, signs: str) -> bool:
        """Whether the first of two characters is a sign that the document writes twice and never alone."""
        sign = signs[:1]
        return signs != 2 * sign and self._twice[sign] > 1 and not self._once[sign]

    def before_latin(self, gap: str) -> float:
        """How often a gap is between a Han character and a Latin letter or digit behind it.

        :param gap: a blank, a line feed for any line end, or empty.
        """
        counts = self._before_latin
        seen = counts["\r"] + counts["\n"] if gap == "\n" else counts[gap]
        # As if one such place had been seen before it: one document in ten has blanks there.
        return (seen + (0.1 if gap else 0.8)) / (counts.total() + 1)
