"""A document as far as it was restored: what is before a place."""

from __future__ import annotations

from itertools import takewhile

from newsclean.edits import Edit
from newsclean.repair.pinyin.document_model import REACH, unfold
from newsclean.repair.pinyin.readings import Stretch

# How far back quotation marks are counted, in characters.
_LOOK_BACK = 2_000


class Restored:
    """The edits of a text so far, in order, and what the places that were left most likely were."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.edits: list[Edit] = []
        # What is behind a place that was left is judged by its likeliest reading.
        self._assumed: list[Edit] = []

    @property
    def left_up_to(self) -> int:
        """Where the last place ends that was left; 0 if there is none."""
        return self._assumed[-1].end if self._assumed else 0

    def assume(self, start: int, best: Stretch) -> None:
        """Remember what a place that is left most likely was."""
        before = self._text[start : best.end]
        self._assumed.append(Edit("repair", "", start, before, best.text + best.eaten))

    def before(self, at: int) -> str:
        """The last characters of the restored text before a place; a line end before the first."""
        found = ""
        for edit in self.edits[:-9:-1]:  # doubled readings follow one another, but not endlessly
            if len(found) >= REACH:
                break
            found = edit.after[-REACH:] + self._text[max(edit.end, at - REACH) : at] + found
            at = edit.start
        return ("\n" + self._text[max(0, at - REACH) : at] + found)[-REACH:]

    def line(self, at: int) -> str:
        """The restored line before a place, or as much of it as is looked back."""
        begin = max(self._text.rfind("\n", max(0, at - _LOOK_BACK), at) + 1, at - _LOOK_BACK)
        line, position = [], begin
        edits = list(takewhile(lambda edit: edit.start >= begin, reversed(self.edits)))
        edits += [edit for edit in self._assumed if begin <= edit.start and edit.end <= at]
        for edit in sorted(edits, key=lambda edit: edit.start):
            if edit.start < position:
                continue
            line += [self._text[position : edit.start], edit.after]
            position = edit.end
        line.append(self._text[position:at])
        return unfold("".join(line)).rpartition("\n")[2]
