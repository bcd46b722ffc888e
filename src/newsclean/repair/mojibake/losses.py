"""Damage that was seen and left: what the warnings say about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from newsclean.edits import Edit
from newsclean.lines import Places
from newsclean.repair.prefilter import ORDINARY_SIGNS

# The bytes of these messages are gone for good: what is left is the decoder's own sign. Each of them
# has one of these characters, but for those of ordinary ones.
_BEYOND = frozenset("锟錕嚙쏙\ufffd")
_MOST_WARNINGS = 20
_SIGNS = re.compile(
    "[锟錕烫燙屯嚙啮占佔\ufffd]"
    "(?:(?<=[锟錕])斤拷|(?<=烫)烫烫|(?<=燙)燙燙|(?<=屯)屯屯|(?<=[嚙啮])踝[蕭萧]|(?<=[占佔])쏙옙|(?<=\ufffd))"
    "(?:[锟錕]斤拷|[烫燙]+|屯+|[嚙啮]踝[蕭萧]|[占佔]쏙옙|\ufffd+)*"
)
# Characters that an encoding lacks are written as ``?``: several between Han characters, after a mark that
# something must follow, or as a whole field. ``真的??`` is how people write.
_HAN = "\u3400-\u9fff"
_QUESTIONS = re.compile(
    f"\\?{{2,}}(?=[{_HAN}])(?<=[{_HAN}]\\?\\?)|(?<=[：（《“「『【、])\\?{{2,}}(?=[^\x00-\x7f]|\\s|\\Z)"
    f"|(?<=[{_HAN}])\\?{{2,}}(?=[，。、（）《》{_HAN}])"
)


def is_beyond(run: str) -> bool:
    """Whether a run may hold what is beyond repair."""
    return not _BEYOND.isdisjoint(run)


def left_damaged(text: str, found: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Warnings about what looks damaged and is left.

    :param found: offsets in the text, each with the rule of the pair that explains it, or nothing.
    """
    kinds = (
        (
            start,
            f"looks like a wrong decoding{f' ({rule})' if rule else ''} that cannot be undone, and is left",
        )
        for start, rule in found
    )
    return _at_places(text, kinds, "more text that looks wrongly decoded follows")


def doubtful(text: str, found: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Warnings about places that were read again and may lack bytes, each with the rule of the pair."""
    kinds = ((start, f"a character may lack a byte after {rule} was undone") for start, rule in found)
    return _at_places(text, kinds, "more characters may lack a byte")


def filled_in(text: str, edits: Iterable[Edit]) -> Iterator[str]:
    """Warnings about lost characters that were filled in: what was put where."""
    kinds = ((edit.start, f"lost characters were filled in ({edit.rule}): {edit.after}") for edit in edits)
    return _at_places(text, kinds, "more lost characters were filled in")


def _at_places(text: str, found: Iterable[tuple[int, str]], more: str) -> Iterator[str]:
    """Messages with their lines and columns, so many of them at the most."""
    places: Places | None = None
    for count, (start, message) in enumerate(found):
        places = places or Places(text)
        line, column = places(start)
        if count == _MOST_WARNINGS:
            yield f"line {line}, column {column}: {more}"
            return
        yield f"line {line}, column {column}: {message}"


def beyond_repair(text: str, strange: frozenset[str], edits: Sequence[Edit] = ()) -> Iterator[str]:
    """Warnings about damage whose content is lost, one for each line.

    :param strange: the text's unusual characters.
    :param edits: what is mended, in order, and so is not lost.
    """
    searches = []
    if not _BEYOND.isdisjoint(strange) or any(sign in text for sign in ORDINARY_SIGNS):
        searches.append(_SIGNS)
    if "??" in text:
        searches.append(_QUESTIONS)
    found = sorted((m.start(), m.group()) for search in searches for m in search.finditer(text))
    starts = [edit.start for edit in edits]

    def is_lost(at: int) -> bool:
        index = bisect_right(starts, at) - 1
        return index < 0 or at >= edits[index].end

    found = [(start, sign) for start, sign in found if is_lost(start)]
    yield from _at_places(text, _one_a_line(text, found), "more text beyond repair follows")


def _one_a_line(text: str, found: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The first sign of each line."""
    end = -1
    for start, sign in found:
        if start > end:
            end = text.find("\n", start) % (len(text) + 1)
            yield start, f"text beyond repair: {sign[:6]}"
