"""Runs: the parts of a text that may have been decoded wrongly, told by their characters, without a model.

A run is what lies between ASCII: characters beside ASCII with no more than a few letters or digits between
them, which wrong decoders leave of two-byte encodings. So what surrounds damage (a log line, a row of
a table, markup) neither hides it nor dilutes the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from newsclean.repair.prefilter import Ranges, any_in, is_rare, no_everyday

# What single-byte decoders leave: see telltale(), which begins with these.
_ODD = "\u0080-\u036f\u2010-\u203a\u2044\u20ac\u2116\u2122\u2190-\u25ff\ufb01\ufb02\uf8ff"
_TELLING: Ranges = (
    ("\x80", "\u06ff"),
    ("\u0e01", "\u0e5b"),
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
# Letters of Hebrew, Arabic and Thai, which no word has beside signs of money or quotation marks.
_EASTERN = "\u05d0-\u06ff\u0e01-\u0e5b"

# Second bytes of Big5, GBK and Shift-JIS are ASCII letters and the signs of their columns; digits are bytes
# of GB18030; ``?`` may be a lost byte. Quotation marks, commas and tabs separate fields.
_RUN = re.compile("[^\x00-\x7f](?:[0-9?@-~ ]{0,3}[^\x00-\x7f])*[?@-~]?")
# Where a program took signs apart (normal forms of Unicode) ASCII letters and digits are parts of them.
_APART = ("\u0300", "\u036f"), ("\u2044", "\u2044")
_RUN_APART = re.compile("[A-Za-z0-9 ]{0,2}[^\x00-\x7f](?:[0-9?@-~ .]{0,6}[^\x00-\x7f])*[0-9?@-~]{0,2}")
# A long run is looked at by clauses: damage in a good paragraph ends where a sentence goes on.
_LONG = 40
_CLAUSE = re.compile("[^，。！？；：、]*[，。！？；：、]*")
_LINE_END = re.compile("[\r\n]")
_BEYOND_BMP = "\U00010000-\U0001efff\U0001fb00-\U0010ffff"


def suspicious_runs(text: str, strange: frozenset[str], *, common: bool) -> Iterator[tuple[int, str]]:
    """The runs that may be damaged, each with its offset in code points, in order.

    :param strange: the text's unusual characters.
    :param common: whether runs of ordinary characters are looked for, too, that lack everyday ones.
    """
    rare = frozenset(filter(is_rare, strange))
    telling = frozenset(c for c in strange if any_in(c, _TELLING))
    ways = [_one_of(rare | telling)] if rare or telling else []
    if common:
        ways.append(no_everyday().pattern)
    if not ways:
        return

    def suspicious(run: str) -> bool:
        return bool(
            not rare.isdisjoint(run)
            or (telling and telltale().search(run))
            or (common and no_everyday().search(run))
        )

    pattern = _RUN_APART if any_in(telling, _APART) else _RUN
    for start, line in _lines_with(re.compile("|".join(ways)), text):
        for match in pattern.finditer(line):
            run = match.group()
            if suspicious(run):
                at = start + match.start()
                yield from ((at + begin, part) for begin, part in _parts(run, suspicious))


def _parts(run: str, suspicious: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """A run, or of a long one the clauses in a row that are suspicious, each with its offset."""
    if len(run) <= _LONG:
        yield 0, run
        return
    begin = end = -1
    for clause in _CLAUSE.finditer(run):
        if not suspicious(clause.group()):
            continue
        if end != clause.start():
            if end > 0:
                yield begin, run[begin:end]
            begin = clause.start()
        end = clause.end()
    if end > 0:
        yield begin, run[begin:end]
    else:  # what is suspicious reaches over the end of a clause
        yield 0, run


def all_runs(text: str) -> Iterator[tuple[int, str]]:
    """Every run of a text with its offset."""
    for run in _RUN.finditer(text):
        yield run.start(), run.group()


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
        f"[{_ODD}{_GREEK}{_CYRILLIC}{_EASTERN}\ue000-\uf8ff\uff61-\uff9f\uac00-\ud7a3](?:"
        "(?<=[\x80-\x9f\ue000-\uf8ff])"
        f"|(?<=[{_ODD}]){blanks}(?:[{_ODD}]{{3}}|[@-~{_ODD}](?:[{_ODD}][@-~{_ODD}]){{2}})"
        "|(?<=[à-ï])(?!\xa0[»:;!?])[\x80-\xbf\u0152-\u0178\u2013-\u203a\u20ac\u2122]{2}"
        "|(?<=[\u0370-\u045f])[\u0080-\u009f\xa1-\xaa\xac-\xba\xbc-\xbf\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122\u2190-\u25ff]"
        "|(?<=[\u0430-\u045f\u0491])[\u0400-\u042f]"
        # No word mixes scripts, or letters and signs; but markup may stand beside one (\\fIФАЙЛ\\fP).
        f"|(?<=[{_GREEK}])[{_MIXED}]|(?<=[{_MIXED}])[{_GREEK}]"
        f"|(?<=[{_CYRILLIC}])[A-Za-z\u2116][{_CYRILLIC}]|(?<=[{_SIGNS}][{_CYRILLIC}])"
        f"|(?<=[{_EASTERN}])[\xa2-\xa9\xac-\xb6\xb8-\xba\xbc-\xbf\u20ac\u2020-\u2022\u2122][{_EASTERN}{_SIGNS}]"
        # A letter that Thai has given up, and that GBK has in every comma and full stop.
        "|(?<=\u0e03)"
        # A vowel of Thai or a mark that no letter goes before, twice in a row.
        "|(?<=[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\xa2-\xbf]{2}"
        "|(?<=[\uff61-\uff9f])[\uff61-\uff9f]{5}"
        "|(?<=[\uac00-\ud7a3])[\u4e00-\u9fff]|(?<=[\u4e00-\u9fff][\uac00-\ud7a3])[\uac00-\ud7a3]"
        ")"
    )
