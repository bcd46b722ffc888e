"""Quotation marks as the target writes them: “ ” ‘ ’ for Simplified, 「 」 『 』 for Traditional.

Marks are changed in pairs, and the forms alternate from the outermost pair inwards, as both norms want
it (GB/T 15834 and Taiwan's Revised Handbook of Punctuation). A pair is looked for within its line. A
paragraph may leave its quotation open if the next one opens it again, as speeches over several paragraphs do.
In a line whose marks do not pair none is changed.

Left alone are pairs around text without Chinese characters, for they follow the rules of the language
inside (“Hello”), apostrophes, and marks of feet and inches. All marks are single characters, so that every
offset stays what it was.
"""

from __future__ import annotations

import re
from functools import cache

from newsclean.convert.language import has_share_of_kana
from newsclean.edits import Edit, apply
from newsclean.lines import Places
from newsclean.values import NamedTuple

#: The names of the two conversions, as they stand in edits, and the pairs that each writes.
STYLES = {"corner-quotes": ("「」", "『』"), "curly-quotes": ("“”", "‘’")}
_OTHER = {"corner-quotes": "curly-quotes", "curly-quotes": "corner-quotes"}

#: Every mark that is looked at.
MARKS = "“”‘’「」『』"
_OPENING = "“‘「『"
_OPENINGS = frozenset(_OPENING)  # without the empty text
_PARTNER = dict(zip("“‘「『", "”’」』", strict=True))

_MARK = f"[{MARKS}]"
_CHINESE = "[\u3041-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_LETTER = "[A-Za-z\u00c0-\u024f]"


# When they are first needed: most texts keep their marks.
_compiled = cache(re.compile)


class Quoted(NamedTuple):
    """A text with its quotation marks changed.

    :param edits: what was changed; each edit is one mark.
    :param unpaired: numbers of the lines whose marks do not pair.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    unpaired: tuple[int, ...] = ()


class _Pair(NamedTuple):
    start: int
    end: int  # of the closing mark; the line's length where the next paragraph goes on


def change_quotes(text: str, style: str) -> Quoted:
    """Change the quotation marks of a text.

    :param style: a key of :data:`STYLES`.
    """
    source = _compiled(_SOURCES[style])
    found = source.search(text)
    # By what conversion does not change: else the next run would decide otherwise.
    if found is None or has_share_of_kana(text):
        return Quoted(text)
    edits: list[Edit] = []
    unpaired = []
    end = 0
    while found is not None:
        start = max(text.rfind("\n", end, found.start()), text.rfind("\r", end, found.start())) + 1
        end = _compiled(_END).search(text, found.start()).start()  # type: ignore[union-attr]
        line = text[start:end]
        if not has_share_of_kana(line):
            pairs = _pairs(line, _following(text, end))
            if pairs is None:
                unpaired.append(start)
            else:
                edits += [
                    Edit("convert", style, start + at, line[at], mark)
                    for at, mark in sorted(_changes(line, pairs, style))
                ]
        found = source.search(text, end)
    place = Places(text) if unpaired else None
    return Quoted(apply(text, edits), tuple(edits), tuple(place(at)[0] for at in unpaired) if place else ())


_SOURCES = {style: f"[{''.join(STYLES[other])}]" for style, other in _OTHER.items()}
_END = "[\r\n]|\\Z"

# The next paragraph, with up to three blank lines before it; more of them end a speech.
_NEXT = "(?:[ \t\u3000]*(?:\r\n|\r|\n)){1,4}[ \t\u3000]*([^\r\n])"


def _following(text: str, end: int) -> str:
    """The first character of the next line that is not blank."""
    found = _compiled(_NEXT).match(text, end)
    return found[1] if found else ""


def _pairs(line: str, following: str) -> list[_Pair] | None:
    """The pairs of a line by their beginnings, or ``None`` if its marks do not pair.

    :param following: the first character of the next paragraph.
    """
    pairs: list[_Pair] = []
    opened: list[int] = []
    for match in _compiled(_MARK).finditer(line):
        at, mark = match.start(), match[0]
        if mark == "’" and _is_letter(line, at - 1) and _is_letter(line, at + 1):
            continue  # don’t
        if mark in _OPENING:
            opened.append(at)
        elif opened and _PARTNER[line[opened[-1]]] == mark:
            pairs.append(_Pair(opened.pop(), at))
        elif mark in "’”" and _is_measure_or_apostrophe(line, at):
            continue
        else:
            return None
    if opened:
        # In whichever style: the next paragraph's mark may be changed, too.
        if len(opened) > 1 or following not in _OPENINGS:
            return None
        pairs.append(_Pair(opened[0], len(line)))
    return sorted(pairs)


def _is_letter(line: str, at: int) -> bool:
    return 0 <= at < len(line) and _compiled(_LETTER).match(line[at]) is not None


def _is_measure_or_apostrophe(line: str, at: int) -> bool:
    """6’2”, James’: behind a digit, or the apostrophe behind a letter."""
    before = line[at - 1] if at else ""
    return ("0" <= before <= "9") or (line[at] == "’" and _is_letter(line, at - 1))


def _changes(line: str, pairs: list[_Pair], style: str) -> list[tuple[int, str]]:
    """The marks to write, with their places."""
    outer, inner = STYLES[style]
    changes = []
    chinese = -1  # the first Chinese character behind a mark
    around: list[tuple[int, str]] = []  # where the pairs around this one end, and the form they take
    for start, end in pairs:
        while around and around[-1][0] < start:
            around.pop()
        form = line[start] + _PARTNER[line[start]]
        if chinese <= start:
            found = _compiled(_CHINESE).search(line, start + 1)
            chinese = found.start() if found else len(line)
        if form not in (outer, inner) and chinese < end:
            form = inner if around and around[-1][1] == outer else outer
            changes.append((start, form[0]))
            if end < len(line):
                changes.append((end, form[1]))
        around.append((end, form))
    return changes
