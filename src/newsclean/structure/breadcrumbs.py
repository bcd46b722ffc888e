"""The breadcrumb with one crumb a line, among the lines over the article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newsclean.patterns import compiled
from newsclean.structure.notes import Note
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.words import expression


def breadcrumb(above: Sequence[Note], gone: set[int]) -> list[int]:
    """The numbers of the lines that are a breadcrumb.

    It begins with 首页 and ends with 正文, or signs (>) stand between the crumbs; a menu has neither.

    :param above: the lines over the article.
    :param gone: numbers of lines that are not the article.
    """
    homes = [
        i
        for i, note in enumerate(above)
        if note.number in gone and compiled(expression("home")).fullmatch(fold(note.text))
    ]
    texts = [note.text if note.number in gone or note.text[0] in _ARROWS else "" for note in above]
    for start, limit in pairwise([*homes, len(texts)]):
        end = start + 1
        while end < limit and _is_linked(texts[end - 1], texts[end]):
            end += 1
        if end == start + 1:
            end = next((i + 1 for i in range(end, min(limit, end + _CRUMBS)) if texts[i] == "正文"), 0)
        if end > start + 1 and all(0 < len(text) <= _CRUMB for text in texts[start:end]):
            return [note.number for note in above[start:end]]
    return []


def _is_linked(before: str, crumb: str) -> bool:
    """Whether a sign stands between two crumbs, or is one of them."""
    return bool(before and crumb) and (before[-1] in _ARROWS or crumb[0] in _ARROWS)


_ARROWS = ">＞›»〉→"
_CRUMBS = 5
_CRUMB = 14
