"""Which lines may have been decoded wrongly: told by their characters, without a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from heapq import merge

from newsclean.lines import Places
from newsclean.repair.prefilter import ORDINARY_SIGNS, Ranges, any_in, is_rare, unusual, without_everyday

# What single-byte decoders leave: see telltale(), which begins with these.
_ODD = "\u0080-\u036f\u2010-\u203a\u2044\u20ac\u2116\u2122\u2190-\u25ff\ufb01\ufb02\uf8ff"
_TELLING: Ranges = (
    ("\x80", "\u0491"),
    ("\u2010", "\u25ff"),
    ("\uac00", "\uf8ff"),
    ("\ufb01", "\ufb02"),
    ("\uff61", "\uff9f"),
)
_GREEK, _CYRILLIC = "\u0370-\u03ff", "\u0400-\u045f\u0490\u0491"
# What clean text hardly has beside a Greek letter: accented ones, signs of money, boxes. Mathematics has
# raised digits, arrows and operators there.
_MIXED = "\xa1-\xaa\xac\xae\xaf\xb4-\xb6\xba\xbf-\xd6\xd8-\xf6\xf8-\u02ff\u2500-\u25ff"
# The same in front of a Cyrillic one.
_SIGNS = "\xa1-\xa6\xa8-\xaa\xac-\xaf\xb1-\xba\xbc-\xbf"
_SIGNS += "\u201a\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122\u2500-\u25ff"
# The bytes of these messages are gone for good: what is left is the decoder's own sign. Each of them
# has one of these characters, but for those of ordinary ones.
_BEYOND = frozenset("锟錕嚙쏙\ufffd")
_MOST_WARNINGS = 20
# What has no cure is reported if it has so many characters beside ASCII, and they cost so many nats each; and
# so many with ASCII.
_EVIDENT = ((8, 11.0), (4, 13.0))
_EVIDENT_LINE = 9.5
_ODD_BMP = re.compile("[\x80-\ufffc]+")

_BEYOND_BMP = "\U00010000-\U0001efff\U0001fb00-\U0010ffff"
_LINE_END = re.compile("[\r\n]")
# Good text has rare characters too, in names mostly; a wrong decoder leaves more than one. Of 2,399
# damaged texts of 8 characters 98.5% are restored if two must stand near one another, and 98.7% if one
# were enough. In a short line one is: with no more than so many characters on either side of it.
_NEAR = 5
_SHORT = 6


def suspicious_lines(
    text: str, strange: frozenset[str] | None = None, unlikely: frozenset[str] | None = None
) -> Iterator[tuple[int, str]]:
    """The lines that may be damaged, each with its offset.

    :param strange: the text's unusual characters, if they are known.
    :param unlikely: its lines without everyday characters, if they are known.
    """
    if strange is None:
        strange = unusual(text)
    found = _with_strange(text, strange)
    if unlikely is None:
        unlikely = without_everyday(text)
    if not unlikely:
        yield from found
        return
    last = -1
    for start, line in merge(found, _lines_of(text, unlikely)):
        if start > last:
            last = start
            yield start, line


def _lines_of(text: str, lines: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Lines wherever they stand in a text, each with its offset, without those that are empty."""
    start = 0
    for line in text.split("\n"):
        if line in lines:
            at = start
            for part in line.split("\r"):
                if part:
                    yield at, part
                at += len(part) + 1
        start += len(line) + 1


def _with_strange(text: str, strange: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The lines that may be damaged by their unusual characters, each with its offset."""
    rare = frozenset(filter(is_rare, strange))
    telling = frozenset(c for c in strange if any_in(c, _TELLING))
    if not rare and not telling:
        return
    ways = [f"[^\r\n]{{0,{_SHORT}}}(?![^\r\n])"]
    twice = None
    if rare:
        ways.append(f"[^\r\n]{{0,{_NEAR}}}?{_one_of(rare)}")
        twice = re.compile(_one_of(rare) + ways[-1])
    if telling:
        ways.append(f"(?<={_one_of(telling)})")
    # What every suspicious line has: a telling character, or a rare one near another or near the end.
    # The pattern begins with one set of characters, which is what makes a search fast.
    reason = re.compile(f"{_one_of(rare | telling)}(?:{'|'.join(reversed(ways))})")
    for start, line in _lines_with(reason, text):
        if (
            (telling and telltale().search(line))
            or (twice and twice.search(line))
            or not rare.isdisjoint(line[max(0, len(line) - _SHORT - 1) : _SHORT + 1])
        ):
            yield start, line


def _lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    """The lines in which a match begins, each with its offset."""
    at = 0  # where the last line ended
    while hit := pattern.search(text, at):
        start = max(at - 1, text.rfind("\n", at, hit.start()), text.rfind("\r", at, hit.start())) + 1
        end = _LINE_END.search(text, hit.start())
        at = end.start() if end else len(text)
        yield start, text[start:at]


def _one_of(characters: frozenset[str]) -> str:
    """One of some characters, as a part of a regular expression.

    Beyond U+FFFF, where everything but emoji is rare, one stands for all: what a set has there is
    compared one by one.
    """
    low = re.escape("".join(sorted(c for c in characters if c <= "\uffff")))
    beyond = any(c > "\uffff" for c in characters)
    return f"[{low}{_BEYOND_BMP if beyond else ''}]"


@cache
def telltale() -> re.Pattern[str]:
    """What single-byte decoders leave behind.

    The pattern begins with one set of characters, which is what makes the search fast: 20 ns a
    character as against 700 ns for the same alternatives side by side. No-break spaces in a row are
    no sign: they stand in front of lines and in tables.
    """
    blanks = "(?!(?<=\xa0)\xa0|.?\xa0\xa0)"
    return re.compile(
        f"[{_ODD}{_GREEK}{_CYRILLIC}\ue000-\uf8ff\uff61-\uff9f\uac00-\ud7a3](?:"
        "(?<=[\x80-\x9f\ue000-\uf8ff])"
        f"|(?<=[{_ODD}]){blanks}(?:[{_ODD}]{{3}}|[@-~{_ODD}](?:[{_ODD}][@-~{_ODD}]){{2}})"
        "|(?<=[à-ï])[\x80-\xbf\u0152-\u0178\u2013-\u203a\u20ac\u2122]{2}"
        "|(?<=[\u0370-\u045f])[\u0080-\u00bf\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122\u2190-\u25ff]"
        "|(?<=[\u0430-\u045f\u0491])[\u0400-\u042f]"
        # No word mixes scripts, or letters and signs; but markup may stand beside one (\\fIФАЙЛ\\fP).
        f"|(?<=[{_GREEK}])[{_MIXED}]|(?<=[{_MIXED}])[{_GREEK}]"
        f"|(?<=[{_CYRILLIC}])[A-Za-z\u2116][{_CYRILLIC}]|(?<=[{_SIGNS}][{_CYRILLIC}])"
        "|(?<=[\uff61-\uff9f])[\uff61-\uff9f]{5}"
        "|(?<=[\uac00-\ud7a3])[\u4e00-\u9fff]|(?<=[\u4e00-\u9fff][\uac00-\ud7a3])[\uac00-\ud7a3]"
        ")"
    )


def evident(line: str) -> bool:
    """Whether a line that has no cure is damaged all the same, by what its characters cost."""
    from newsclean.models import plausibility

    if plausibility.cost(line) < _EVIDENT_LINE * len(line):
        return False
    odd = "".join(_ODD_BMP.findall(line))
    cost = plausibility.cost(odd)
    return any(len(odd) >= size and cost > nats * len(odd) for size, nats in _EVIDENT)


def beyond(line: str) -> bool:
    """Whether a line may hold what is beyond repair."""
    return not _BEYOND.isdisjoint(line)


def left_damaged(text: str, starts: list[int]) -> Iterator[str]:
    """Warnings about lines that look damaged and are left, each at its first odd character."""
    places = Places(text) if starts else None
    for count, start in enumerate(starts):
        assert places
        odd = _ODD_BMP.search(text, start)
        line, column = places(odd.start() if odd else start)
        if count == _MOST_WARNINGS:
            yield f"line {line}, column {column}: more lines that look wrongly decoded follow"
            return
        yield f"line {line}, column {column}: looks like a wrong decoding that cannot be undone, and is left"


def beyond_repair(text: str, strange: frozenset[str] | None = None) -> Iterator[str]:
    """Warnings about damage whose content is lost.

    :param strange: the text's unusual characters, if they are known.
    """
    if strange is None:
        strange = unusual(text)
    if _BEYOND.isdisjoint(strange) and not any(message in text for message in ORDINARY_SIGNS):
        return
    pattern = re.compile(
        "[锟錕烫燙屯嚙啮占佔\ufffd]"
        "(?:(?<=[锟錕])斤拷|(?<=烫)烫烫|(?<=燙)燙燙|(?<=屯)屯屯|(?<=[嚙啮])踝[蕭萧]|(?<=[占佔])쏙옙|(?<=\ufffd))"
        "(?:[锟錕]斤拷|[烫燙]+|屯+|[嚙啮]踝[蕭萧]|[占佔]쏙옙|\ufffd+)*"
    )
    places: Places | None = None
    count = last = 0
    for match in pattern.finditer(text):
        places = places or Places(text)
        line, column = places(match.start())
        if line == last:  # one for each line
            continue
        if count == _MOST_WARNINGS:
            yield f"line {line}, column {column}: more text beyond repair follows"
            return
        yield f"line {line}, column {column}: text beyond repair: {match.group()[:6]}"
        count, last = count + 1, line
