"""Where in the file something comes from that a later stage has named by its own text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsclean.edits import Edit
from newsclean.lines import Places


class Origins:
    """Translates offsets in a text that some stages have made to lines and columns of the first one's input.

    :param source: what the first stage was given.
    :param stages: the edits of each stage, in order.
    """

    def __init__(self, source: str, *stages: Sequence[Edit]) -> None:
        self._place = Places(source)
        self._stages = [_back(edits) for edits in reversed(stages) if edits]

    def __call__(self, offset: int) -> tuple[int, int]:
        for starts, rows in self._stages:
            at = bisect_right(starts, offset) - 1
            if at >= 0:
                end, before, shift = rows[at]
                # What an edit has written comes from where it begins.
                offset = before if offset < end else offset - shift
        return self._place(offset)


def _back(edits: Iterable[Edit]) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Of each edit where its result begins; and where that ends, whence it came, and the shift after it."""
    starts: list[int] = []
    rows: list[tuple[int, int, int]] = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        shift += len(edit.after) - len(edit.before)
        starts.append(start)
        rows.append((start + len(edit.after), edit.start, shift))
    return starts, rows
