"""Runs: the parts of a text that may have been decoded wrongly, told by their characters, without a model.

A run is what lies between ASCII: characters beside ASCII with no more than a few letters or digits between
them, which wrong decoders leave of two-byte encodings. So what surrounds damage (a log line, a row of
a table, markup) neither hides it nor dilutes the evidence.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Callable, Iterator
from functools import cache, partial

from newsclean.patterns import compiled, lazy
from newsclean.repair.mojibake.sound import is_alone, is_list, without_sound
from newsclean.repair.prefilter import Ranges, any_in, no_everyday, rare_ones, those_in
from newsclean.values import NamedTuple

# What single-byte decoders leave: see telltale(), which begins with these.
_ODD = "\u0080-\u036f\u1e00-\u1e9f\u2010-\u203a\u2044\u20ac\u2116\u2122\u2190-\u25ff\ufb01\ufb02\uf8ff"
_TELLING: Ranges = (
    ("\x80", "\u06ff"),
    ("\u0e01", "\u0e5b"),
    ("\u1e00", "\u1e9f"),
    ("\u2010", "\u25ff"),
    ("\uac00", "\uf8ff"),
    ("\ufb01", "\ufb02"),
    ("\ufe70", "\ufefc"),
    ("\uff61", "\uff9f"),
)
#: Korean syllables.
HANGUL: Ranges = (("\uac00", "\ud7a3"),)
_GREEK, _CYRILLIC = "\u0370-\u03ff", "\u0400-\u045f\u0490\u0491"
# What clean text hardly has beside a Greek letter: accented ones, signs of money, boxes. Mathematics has
# raised digits, arrows and operators there.
_MIXED = "\xa1-\xaa\xac\xae\xaf\xb4-\xb6\xba\xbf-\xd6\xd8-\xf6\xf8-\u02ff\u2500-\u25ff"
# The same in front of a Cyrillic one.
_SIGNS = "\xa1-\xa6\xa8-\xaa\xac-\xaf\xb1-\xba\xbc-\xbf"
_SIGNS += "\u201a\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122\u2500-\u25ff"
# Letters of Hebrew, Arabic and Thai, which no word has beside signs of money or quotation marks.
_EASTERN = "\u05b0-\u06ff\u0e01-\u0e5b"

# Second bytes of Big5, GBK and Shift-JIS are ASCII letters and the signs of their columns; digits are bytes
# of GB18030; ``?`` may be a lost byte. Quotation marks, commas and tabs separate fields.
_RUN = lazy("[^\x00-\x7f]+(?:[0-9?@-~ ]{1,3}[^\x00-\x7f]+)*(?:[?]{2}|[?@-~])?")
# Where a program took signs apart (normal forms of Unicode) ASCII letters and digits are parts of them.
_APART = ("\u0300", "\u036f"), ("\u2044", "\u2044")
_RUN_APART = lazy(
    "(?:[A-Za-z0-9 ]{1,2}|[<=>](?=\u0338))?[^\x00-\x7f]"
    "(?:(?:[0-9?@-~ .]|[<=>](?=\u0338)){0,6}[^\x00-\x7f])*[0-9?@-~]{0,2}"
)
# Where a program made signs ASCII one may be the second or third byte of UTF-8.
_STRAIGHT = "(?:[\"'~^-]|\\.\\.\\.)"
_LEAD, _NEXT = "[\xe2-\xef]", "[\x80-\xbf\u0152-\u017e\u0192\u02c6-\u2122]"  # with CP1256's and others'
_INSIDE = f"(?<={_LEAD}){_STRAIGHT}(?={_NEXT})|(?<={_LEAD}{_NEXT}){_STRAIGHT}"
_RUN_STRAIGHT = lazy(f"[^\x00-\x7f](?:(?:[0-9?@-~ ]{{0,3}}|{_INSIDE})[^\x00-\x7f])*(?:{_INSIDE}|[?@-~])?")
_STRAIGHTENED = lazy(f"{_LEAD}(?:{_STRAIGHT}{_NEXT}|{_NEXT}{_STRAIGHT}{_LEAD})")


class Traits(NamedTuple):
    """What a program may have done to a document after it was damaged.

    :param normalised: it has parts of signs that normal forms of Unicode take apart.
    :param straightened: ASCII signs stand where UTF-8 has other bytes.
    :param lowered: none of its letters is a capital that CP1252 has for the bytes that UTF-8 goes on with.
    """

    normalised: bool = False
    straightened: bool = False
    lowered: bool = False


def traits(text: str, strange: frozenset[str]) -> Traits:
    """The traits of a document, by its unusual characters where that is enough."""
    straight = not strange.isdisjoint("äåæçèéï") and straightened(text)
    lowered = strange.isdisjoint("ŠŒŽŸ")
    return Traits(any_in(strange, _APART), straight, lowered)


def straightened(text: str) -> bool:
    """Whether an ASCII sign stands where UTF-8 that was read as CP1252 has another byte."""
    return _STRAIGHTENED.search(text) is not None


# U+0085 ends a line for some programs, which write it as they write line ends. It is the second byte of 全
# and the last one of 内. No line begins with a byte that goes on with a character; one may end inside a
# character, because it was cut.
_NEXT_LINE = lazy("(?<=[\xe3-\xe9\xef])\n(?=[\x80-\xbf](?![\x80-\xbf]))")
_NEXT_LINE_LAST = lazy("(?<=[\xe3-\xe9\xef][\x80-\xbf])\n(?![\x80-\xbf])")


def with_next_lines(text: str) -> str:
    """A text with U+0085 for line ends that were this before, inside UTF-8 that was read as Latin-1."""
    new, count = _NEXT_LINE.subn("\x85", text)
    return _NEXT_LINE_LAST.sub("\x85", new) if count and "\x85" not in text else new


# A long run is looked at by clauses: damage in a good paragraph ends where a sentence goes on.
_LONG = 40
_CLAUSE = lazy("[^，。！？；：、]*[，。！？；：、]*")
# Of a longer one the words are: dictionaries in one line of a program have blanks and bars between them,
# lists of names in a paragraph have wide blanks.
_VERY_LONG = 1_000
_BETWEEN_WORDS = "[ |\u3000]"
# A blank between two Han characters ends a word, and so do two in a row.
_WORD = lazy(
    f"(?:[^，。！？；：、 |\u3000]|(?<![\u3400-\u9fff |\u3000]){_BETWEEN_WORDS}(?!{_BETWEEN_WORDS})"
    f"|(?<!{_BETWEEN_WORDS}){_BETWEEN_WORDS}(?![\u3400-\u9fff |\u3000]))*"
    "[，。！？；：、 |\u3000]*"
)
_BEYOND_BMP = "\U00010000-\U0001efff\U0001fb00-\U0010ffff"
_BEYOND = lazy(f"[{_BEYOND_BMP}]")


def suspicious_runs(
    text: str, strange: frozenset[str], marks: Traits | None = None, *, common: bool
) -> Iterator[tuple[int, str]]:
    """The runs that may be damaged, each with its offset in code points, in order.

    :param strange: the text's unusual characters.
    :param marks: what a program may have done to the text afterwards.
    :param common: whether runs of ordinary characters are looked for, too, that lack everyday ones.
    """
    marks = marks or Traits()
    rare = rare_ones(strange)
    telling = those_in(strange, _TELLING)
    korean = any_in(strange, HANGUL)
    # Few lines have one of a few rare characters; tables have one of many in every line.
    by_lines = not telling and not common and len(rare) <= _FEW
    if not marks.normalised and not by_lines:
        text = without_sound(text, korean=korean)
        if len(rare) > _FEW:
            rare = rare.intersection(text)
    finders = _finders(rare, text)
    if telling:  # letters stand in every line of most languages, damage does not
        finders += [_searcher(pattern, text) for pattern in (near_telltale(), _near_short_signs())]
    lacking = no_everyday(text) if common else []
    finders += [_searcher(pattern, text) for pattern in lacking]
    if not finders:
        return
    shows: list[Callable[[str], object]] = [_holder(rare)]
    if telling:
        shows += (telltale().search, short_signs().fullmatch)
    shows += (pattern.search for pattern in lacking)
    suspicious = _any_of(shows)
    pattern = _pattern(marks)
    for start, found in _lines_with(finders, text):
        # Few lines have a rare character, and what is sound is so by its line.
        described = by_lines and ("⿰" in found or "⿱" in found)
        line = without_sound(found, korean=False) if described else found
        for match in pattern.finditer(line):
            run = match.group()
            if not suspicious(run) or (by_lines and is_alone(run)):
                continue
            for begin, part in _parts(run, suspicious) if len(run) > _LONG else ((0, run),):
                if not is_list(part):
                    yield start + match.start() + begin, part


def _any_of(shows: list[Callable[[str], object]]) -> Callable[[str], object]:
    """What says whether one of some checks shows something in a run."""
    if len(shows) == 1:
        return shows[0]

    def suspicious(run: str) -> bool:
        for show in shows:  # noqa: SIM110 - any() takes twice the time, and tables have a run in every line
            if show(run):
                return True
        return False

    return suspicious


def _holder(characters: frozenset[str]) -> Callable[[str], bool]:
    """What says whether a text has one of some characters."""
    if len(characters) == 1:
        (one,) = characters
        return lambda text: one in text
    if len(characters) > _FEW_HELD:
        return lambda text: not characters.isdisjoint(text)
    return lambda text: any(map(text.__contains__, characters))


# More are looked up for each character of a text: that takes as long as looking for so many.
_FEW_HELD = 4


def _parts(run: str, suspicious: Callable[[str], object]) -> Iterator[tuple[int, str]]:
    """Of a long run the clauses in a row that are suspicious, each with its offset; all of it if none is."""
    begin = end = -1
    at = 0
    for clause in (_CLAUSE if len(run) <= _VERY_LONG else _WORD).findall(run):
        start, at = at, at + len(clause)  # one ends where the next begins
        if not suspicious(clause):
            continue
        if end != start:
            if end > 0:
                yield begin, run[begin:end]
            begin = start
        end = at
    if end > 0:
        yield begin, run[begin:end]
    else:  # what is suspicious reaches over the end of a clause
        yield 0, run


def _pattern(marks: Traits) -> re.Pattern[str]:
    return _RUN_APART if marks.normalised else _RUN_STRAIGHT if marks.straightened else _RUN


def all_runs(text: str, marks: Traits) -> Iterator[tuple[int, str]]:
    """Every run of a text with its offset."""
    for run in _pattern(marks).finditer(text):
        yield run.start(), run.group()


# Looks for the next place from an offset on: the place, or -1.
_Finder = Callable[[int], int]

# So many characters are looked for one by one. An expression takes 0.5 ms to compile, for each document anew,
# and a document of 1 KB takes less.
_FEW = 64
# An expression takes 10 µs to compile for each character, and 5 ns to pass over one; to look up each of a
# line takes 30 ns. So in text of fewer characters than that for each one its lines are looked at.
_COMPILED = 400


def _finders(characters: frozenset[str], text: str) -> list[_Finder]:
    """What finds some characters in a text, or the line that has one."""
    if len(characters) <= _FEW:
        return [partial(text.find, character) for character in characters]
    if len(text) < _COMPILED * len(characters):
        return [_line_searcher(frozenset(filter(_is_looked_for, characters)), text)]
    return [_searcher(re.compile(_one_of(characters)), text)]


_LINE = lazy("[^\r\n]+")


def _line_searcher(characters: frozenset[str], text: str) -> _Finder:
    """What finds the beginning of the next line that has one of some characters, each once."""
    lines = _LINE.finditer(text)

    def find(_at: int) -> int:  # of the lines not gone through yet all begin behind it
        places = (line.start() for line in lines if not characters.isdisjoint(line.group()))
        return next(places, -1)

    return find


def _searcher(pattern: re.Pattern[str], text: str) -> _Finder:
    def find(at: int) -> int:
        hit = pattern.search(text, at)
        return hit.start() if hit else -1

    return find


def _lines_with(finders: list[_Finder], text: str) -> Iterator[tuple[int, str]]:
    """The lines in which something is found, each with its offset."""
    at = 0  # where the last line ended
    returns = "\r" in text
    places = sorted([(place, number) for number, find in enumerate(finders) if (place := find(0)) >= 0])
    while places:
        hit = places[0][0]
        start = max(at - 1, text.rfind("\n", at, hit), text.rfind("\r", at, hit) if returns else -1) + 1
        end = text.find("\n", hit)
        end = end if end >= 0 else len(text)
        other = text.find("\r", hit, end) if returns else -1
        at = other if other >= 0 else end
        yield start, text[start:at]
        # Only of those that stood in this line the next place is looked for.
        while places and places[0][0] < at:
            _, number = places.pop(0)
            place = finders[number](at)
            if place >= 0:
                insort(places, (place, number))


def _one_of(characters: frozenset[str]) -> str:
    """One of some characters, as a part of a regular expression.

    Beyond U+FFFF, where everything but emoji is rare, one stands for all: what a set has there is
    compared one by one.
    """
    low = re.escape("".join(sorted(c for c in characters if c <= "\uffff")))
    beyond = any(c > "\uffff" for c in characters)
    return f"[{low}{_BEYOND_BMP if beyond else ''}]"


def _is_looked_for(character: str) -> bool:
    """Whether a character is more than an emoji."""
    return character <= "\uffff" or _BEYOND.match(character) is not None


@cache
def remnant() -> re.Pattern[str]:
    """Two characters in a row that decoders of one byte leave of one that has lost a byte."""
    return compiled("[\xa1-\xff\u0391-\u045f\u2550-\u256c][\x80-\u045f\u2010-\u25ff]")


@cache
def near_telltale() -> re.Pattern[str]:
    """Where a text may have a telltale in a run: what ends a run is beyond its end here."""
    inside = telltale().pattern
    for outside, anywhere in ((_OUTSIDE, ""), (_OUTSIDE_FRENCH, ""), ("(?<=^", "(?<=")):
        inside = inside.replace(outside, anywhere)
    return compiled(inside)


# What must not follow, be it outside the run.
_OUTSIDE, _OUTSIDE_FRENCH = "(?![\u0e50-\u0e59 .])", "(?!\xa0[»:;!?]|(?<=[àéè])\xa0[—–])"


@cache
def short_signs() -> re.Pattern[str]:
    """Two to four characters of GBK or Big5 that a decoder of one byte made signs, letters among them."""
    return compiled(f"(?=.*[{_SIGN}])(?:[{_LETTER_OR_SIGN}][@-~{_LETTER_OR_SIGN}]){{2,4}}")


_SIGN = "\x80-\xbf\xd7\xf7\u2010-\u25ff\uff61-\uff9f"
_LETTER_OR_SIGN = f"{_ODD}{_CYRILLIC}{_GREEK}\uff61-\uff9f"


@cache
def _near_short_signs() -> re.Pattern[str]:
    """Where a text may have a run of short signs; a class first, by which the search passes over text."""
    return compiled(
        f"[{_LETTER_OR_SIGN}](?<![^\x00-\x7f].)(?<=(?=.{{0,7}}[{_SIGN}]).)[@-~{_LETTER_OR_SIGN}]"
        f"(?:[{_LETTER_OR_SIGN}][@-~{_LETTER_OR_SIGN}]){{1,3}}(?![^\x00-\x7f])"
    )


@cache
def telltale() -> re.Pattern[str]:
    """What single-byte decoders leave behind.

    The pattern begins with one set of characters, which is what makes the search fast: 20 ns a
    character as against 700 ns for the same alternatives side by side. No-break spaces in a row are
    no sign: they stand in front of lines and in tables.
    """
    blanks = "(?!(?<=\xa0)\xa0|.?\xa0\xa0)"
    return compiled(
        f"[{_ODD}{_GREEK}{_CYRILLIC}{_EASTERN}\ue000-\uf8ff\ufe70-\ufefc\uff61-\uff9f\uac00-\ud7a3](?:"
        "(?<=[\x80-\x9f\ue000-\uf8ff])"
        f"|(?<=[{_ODD}]){blanks}(?:[{_ODD}]{{3}}|[@-~{_ODD}](?:[{_ODD}][@-~{_ODD}]){{2}})"
        f"|(?<=[à-ï]){_OUTSIDE_FRENCH}[\x80-\xbf\u0152-\u0178\u2013-\u203a\u20ac\u2122]{{2}}"
        "|(?<=[\u0370-\u045f])[\u0080-\u009f\xa1-\xaa\xac-\xba\xbc-\xbf\u2020-\u2022\u2030\u2039\u203a\u20ac\u2122\u2190-\u25ff]"
        "|(?<=[\u0430-\u045f\u0491])[\u0400-\u042f]"
        "|(?<=[\u03ac-\u03ce])[\u0386-\u03ab][\u03ac-\u03ce][\u0386-\u03ab]"
        # No word mixes scripts, or letters and signs; but markup may stand beside one (\\fIФАЙЛ\\fP).
        f"|(?<=[{_GREEK}])[{_MIXED}]|(?<=[{_MIXED}])[{_GREEK}]"
        f"|(?<=[{_CYRILLIC}])[A-Za-z\u2116][{_CYRILLIC}]|(?<=[{_SIGNS}][{_CYRILLIC}])"
        f"|(?<=[{_EASTERN}])[\xa2-\xa9\xac-\xb6\xb8-\xba\xbc-\xbf\u20ac\u2020-\u2022\u2122][{_EASTERN}{_SIGNS}]"
        f"|(?<=[\xa2-\xaa\xac\xae-\xb6\xb8-\xba\xbc-\xbf])[{_EASTERN}]|(?<=\u20aa)[\xa1-\xbf]"
        # A point of Hebrew that no letter goes before.
        "|(?<=[^\u0590-\u05ff][\u05b0-\u05c7])|(?<=^[\u05b0-\u05c7])"
        # Letters that Thai has given up, and that GBK has in every comma and full stop, or Big5 in others.
        "|(?<=[\u0e03\u0e05])"
        # A digit of Thai beside a letter, or a vowel that goes before letters and has none after it.
        f"|(?<=[\u0e01-\u0e2e])[\u0e50-\u0e59]{_OUTSIDE}"
        "|(?<=[\u0e40-\u0e44])[\u0e2f-\u0e3a\u0e40-\u0e59]"
        # A vowel of Thai that two seldom letters have before it, behind another one.
        "|(?<=\u0e45)(?<![\u0e24\u0e26].)[\u0e01-\u0e2e]"
        # A mark of Thai that stands on nothing.
        "|(?<=[^\u0e01-\u0e2e\u0e31\u0e34-\u0e3a\u0e47-\u0e4e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"
        "|(?<=^[\u0e30-\u0e3a\u0e47-\u0e4e])"
        # A vowel of Thai or a mark that no letter goes before, twice in a row.
        "|(?<=[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\xa2-\xbf]{2}"
        # A form of an Arabic letter beside a sign or a digit, as CP864 has them.
        "|(?<=[\ufe70-\ufefc])[\xa2-\xbf\xd7\xf7\u0660-\u0669\u2219-\u25ff@-~]"
        "|(?<=[\u0660-\u0669])[\ufe70-\ufefc@-~]"
        "|(?<=[\uff61-\uff9f])[\uff61-\uff9f]{5}"
        "|(?<=[\uac00-\ud7a3])[\u4e00-\u9fff]|(?<=[\u4e00-\u9fff][\uac00-\ud7a3])[\uac00-\ud7a3]"
        ")"
    )
