"""Quotation marks, brackets and full stops: which of them fit a line at a place.

A quotation that is open gets closed, one that is not open cannot be, and both happen further apart than
a model of three characters sees.
"""

from __future__ import annotations

from newsclean.repair.pinyin import thresholds

#: Opening → closing.
CLOSING = dict(zip("“‘《〈（【「『", "”’》〉）】」』", strict=True))
_OPENING = {closing: opening for opening, closing in CLOSING.items()}
_STOPS = "。！？"


def is_open(line: str, opening: str = "“") -> bool:
    """Whether a line has more opening marks of a kind than closing ones."""
    return line.count(opening) > line.count(CLOSING[opening])


class Marks:
    """The marks of a line up to the place where a torn stretch begins."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._open = {
            closing: max(0, line.count(opening) - line.count(closing)) for opening, closing in CLOSING.items()
        }

    def cost(self, character: str, read: str) -> float:
        """What a character costs beside what the model says of it, in nats.

        :param read: what was read of the stretch before the character.
        """
        if character in _OPENING:
            return -thresholds.CLOSES if self._is_open(character, read) else thresholds.MISFIT
        if character not in _STOPS and character != "“":
            return 0.0
        if not self._is_open("”", read):
            return 0.0
        if character == "“":
            return thresholds.MISFIT
        before, _, inside = (self._line + read).rpartition("“")
        costs = thresholds.QUOTED_WORDS if "\u4e00" <= before[-1:] <= "\u9fff" else thresholds.SHORT_QUOTATION
        return next((cost for length, cost in costs if len(inside) <= length), 0.0)

    def _is_open(self, closing: str, read: str) -> bool:
        opened = read.count(_OPENING[closing]) - read.count(closing)
        return self._open[closing] + opened > 0


def misfits(line: str, rest: str) -> int:
    """How many marks of a stretch and of what follows it do not fit what was read before.

    :param line: the line up to the stretch.
    :param rest: the stretch and what follows, up to the next damage or the end of the line.
    """
    found = 0
    for opening, closing in CLOSING.items():
        depth = max(0, line.count(opening) - line.count(closing))
        for mark in rest:
            if mark == opening:
                found += depth > 0 and opening == "“"
                depth += 1
            elif mark == closing:
                found += depth == 0
                depth = max(0, depth - 1)
            elif mark == "\n":
                found += depth > 0
                depth = 0
    return found
