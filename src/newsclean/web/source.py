"""The source of a page as text: what in it is markup, which repair and conversion leave alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from newsclean.edits import Edit
from newsclean.patterns import lazy

#: Scripts, styles, comments, and tags with their attributes. What is not closed goes on to the end.
MARKUP = (
    r"(?i:<script\b[\s\S]*?(?:</script\s*>|\Z)|<style\b[\s\S]*?(?:</style\s*>|\Z))"
    r"|<!--[\s\S]*?(?:-->|\Z)|<[/!?A-Za-z][^<>]*>"
)


_MARKUP = lazy(MARKUP)


def outside_markup(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits of a page's source that touch none of its markup."""
    spans = [match.span() for match in _MARKUP.finditer(text)]
    starts = [start for start, _ in spans]

    def touches(edit: Edit) -> bool:
        last = bisect_right(starts, max(edit.start, edit.start + len(edit.before) - 1)) - 1
        return last >= 0 and spans[last][1] > edit.start

    return tuple(edit for edit in edits if not touches(edit))
