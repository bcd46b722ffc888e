"""Numbered series: the articles of a contract, the points of a circular, the floors of a forum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from operator import attrgetter, itemgetter

from newsclean.patterns import compiled
from newsclean.structure.notes import Note, Notes
from newsclean.structure.roles import CLAIMS, CLAUSES
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.rule import Rule
from newsclean.structure.rules.words import expression
from newsclean.structure.shapes import PHRASE, REMARK, WORD

_HAN = "零〇一二三四五六七八九十百两兩"
# How a line is numbered: 第三条, 三、, （三）, 三楼, 3、 3. （3）; the group that matched is the kind.
_NUMBER = (
    rf"第([{_HAN}]+|\d+)[条條款章节節项項]|([{_HAN}]+)[、．.]|[（(]([{_HAN}]+)[）)]|(\d+)(?:楼|樓|#)"
    r"|(\d+)[、．.](?!\d)|[（(](\d+)[）)]"
)
_OPENS = frozenset(_HAN + "第（(0123456789")
_TEXT, _FIRST = attrgetter("text"), itemgetter(0)
# Lists of links are numbered, too, but in figures.
_FIRM = frozenset({1, 2, 3, 4})
_VALUES = {"两": 2, "兩": 2} | {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
# What a clause may say. Buttons and lists of links between clauses are the page's.
_SAID = CLAUSES | {"share"}


def clauses(notes: Notes) -> set[int]:
    """Indexes of lines that are clauses: members of a series most of which no rule fits, and what
    stands under them.

    A series whose members are all notices, or that stands under the heading of one, is a notice.
    """
    if not any(i and (rule := notes[i].rule) and rule.role in _SAID for i in notes.hits):
        return set()
    found: set[int] = set()
    for kind, run in _runs(notes):
        ruled = sum(_is_ruled(notes[i]) for i in run)
        first, last = run[0], run[-1]
        if 2 * ruled > len(run) or (ruled == len(run) - 1 and ruled > 1) or _is_headed(notes, first):
            continue
        found.update(i for i in range(first, last + 1) if _may_say(notes[i]))
        if kind in _FIRM:
            found.update(run)
            if notes[last].shape in (PHRASE, WORD, REMARK):
                found.update(_under(notes, last))
    return found


def notices(notes: Notes) -> dict[int, Rule]:
    """Members of a series under the heading of a notice, most of which are notices: the rule each gets.

    Else a notice would lose some of its points only.
    """
    found: dict[int, Rule] = {}
    if sum([(rule := notes[i].rule) is not None and rule.role in CLAIMS for i in notes.hits]) < _LEAST:
        return found
    for _, run in _runs(notes):
        ruled = [rule for i in run if (rule := notes[i].rule) is not None and rule.role in CLAIMS]
        if 2 * len(ruled) > len(run) and _is_headed(notes, run[0]):
            found.update((i, ruled[0]) for i in run if notes[i].rule is None)
    return found


_LEAST = 3


def headings(notes: Notes) -> set[int]:
    """Indexes of headings in brackets over text, of which the text has more: 【国内】 beside 【数字】."""
    named = [i for i in notes.hits if _is_heading(notes, i)]
    if not named or not any(
        notes[i].rule is None and _is_heading(notes, i) for i in range(named[0], len(notes))
    ):
        return set()
    return set(named)


def _is_heading(notes: Notes, i: int) -> bool:
    """Whether a line is a word in brackets, right over a sentence."""
    if notes[i].text[0] != "【" or not compiled(_HEADING).fullmatch(notes[i].text):
        return False
    return i + 1 < len(notes) and notes[i + 1].is_prose


_HEADING = "【[^【】:： ]{1,8}】"


def _runs(notes: Notes) -> Iterator[tuple[int, list[int]]]:
    """The runs of lines with one kind of number, each one higher than the last: kind and indexes."""
    runs: dict[int, tuple[list[int], int]] = {}
    opened = list(compress(range(len(notes)), map(_OPENS.__contains__, map(_FIRST, map(_TEXT, notes)))))
    for i in opened if len(opened) > 1 else ():
        match = compiled(_NUMBER).match(notes[i].text)
        if match is None or match.lastindex is None:
            continue
        kind, value = match.lastindex, _value(match[match.lastindex])
        run, last = runs.get(kind, ([], -1))
        if value == last + 1 and run:
            run.append(i)
        else:
            if len(run) > 1:
                yield kind, run
            run = [i]
        runs[kind] = run, value
    for kind, (run, _) in runs.items():
        if len(run) > 1:
            yield kind, run


def _value(number: str) -> int:
    """A number below a thousand, in figures or in Han characters."""
    if number.isdecimal():
        return int(number[:9])
    total, digit = 0, 0
    for c in number:
        if c in "十百":
            total, digit = total + (digit or 1) * (10 if c == "十" else 100), 0
        else:
            digit = _VALUES[c]
    return total + digit


def _is_ruled(note: Note) -> bool:
    return note.rule is not None and note.rule.certain != "never"


def _may_say(note: Note) -> bool:
    return note.rule is not None and note.rule.role in CLAUSES


def _is_headed(notes: list[Note], first: int) -> bool:
    """Whether a series stands under a notice, or its heading."""
    if not first:
        return False
    over = notes[first - 1].rule
    return over is not None and over.role in CLAIMS


_LEGAL_ROLES = CLAIMS | {"contact"}


def _under(notes: list[Note], heading: int) -> list[int]:
    """Indexes of the text of a clause that is only a heading: the line under it, or all of a notice."""
    end = heading + 1
    named = compiled(expression("legal")).search(fold(notes[heading].text)) is not None
    while end < len(notes):
        rule = notes[end].rule
        if rule.role not in _LEGAL_ROLES if rule is not None else not (named and notes[end].is_prose):
            break
        end += 1
    if end == heading + 1 < len(notes) and (rule := notes[end].rule) is not None and rule.role == "share":
        end += 1
    return list(range(heading + 1, end))
