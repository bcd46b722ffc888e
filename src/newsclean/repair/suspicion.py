"""Which lines may have been decoded wrongly: told by their characters, without a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsclean.lines import Places
from newsclean.repair.unusual import ORDINARY_SIGNS, Ranges, any_in, is_rare, unusual

# What single-byte decoders leave: see telltale(), which begins with these.
_ODD = "\u0080-\u036f\u2010-\u203a\u20ac\u2116\u2122\u2190-\u25ff\ufb01\ufb02\uf8ff"
_TELLING: Ranges = (
    ("\x80", "\u045f"),
    ("\u2010", "\u25ff"),
    ("\uac00", "\uf8ff"),
    ("\ufb01", "\ufb02"),
    ("\uff61", "\uff9f"),
)
# The bytes of these messages are gone for good: what is left is the decoder's own sign. Each of them
# has one of these characters, but for those of ordinary ones.
_BEYOND = frozenset("锟錕嚙쏙\ufffd")
_MOST_WARNINGS = 20

_BEYOND_BMP = "\U00010000-\U0001efff\U0001fb00-\U0010ffff"
_LINE_END = re.compile("[\r\n]")
# Good text has rare characters too, in names mostly; a wrong decoder leaves more than one. Of 2,399
# damaged texts of 8 characters 98.5% are restored if two must stand near one another, and 98.7% if one
# were enough. In a short line one is: with no more than so many characters on either side of it.
_NEAR = 5
_SHORT = 6


def suspicious_lines(text: str, strange: frozenset[str] | None = None) -> Iterator[tuple[int, str]]:
    """The lines that may be damaged, each with its offset.

    :param strange: the text's unusual characters, if they are known.
    """
    if strange is None:
        strange = unusual(text)
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
        f"[{_ODD}\u0370-\u045f\ue000-\uf8ff\uff61-\uff9f\uac00-\ud7a3](?:"
        "(?<=[\x80-\x9f\ue000-\uf8ff])"
        f"|(?<=[{_ODD}]){blanks}(?:[{_ODD}]{{3}}|[@-~{_ODD}](?:[{_ODD}][@-~{_ODD}]){{2}})"
        "|(?<=[à-ï])[\x80-\xbf\u0152-\u0178\u2013-\u203a\u20ac\u2122]{2}"
        "|(?<=[\u0370-\u045f])[\u0080-\u00bf\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122\u2190-\u25ff]"
        "|(?<=[\u0430-\u045f])[\u0400-\u042f]"
        "|(?<=[\uff61-\uff9f])[\uff61-\uff9f]{5}"
        "|(?<=[\uac00-\ud7a3])[\u4e00-\u9fff]|(?<=[\u4e00-\u9fff][\uac00-\ud7a3])[\uac00-\ud7a3]"
        ")"
    )


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
        "(?:(?<=[锟錕])斤拷|(?<=烫)烫烫|(?<=燙)燙燙|(?<=屯)屯屯|(?<=[嚙啮])踝[蕭萧]|(?<=[占佔])쏙옙|(?<=\ufffd)\ufffd{2})"
        "(?:[锟錕]斤拷|[烫燙]+|屯+|[嚙啮]踝[蕭萧]|[占佔]쏙옙|\ufffd+)*"
    )
    places: Places | None = None
    for count, match in enumerate(pattern.finditer(text)):
        places = places or Places(text)
        line, column = places(match.start())
        if count == _MOST_WARNINGS:
            yield f"line {line}, column {column}: more text beyond repair follows"
            return
        yield f"line {line}, column {column}: text beyond repair: {match.group()[:6]}"
