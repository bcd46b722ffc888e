"""Characters that nobody sees: no-break and zero-width blanks, byte order marks, controls.

In Chinese text they are left over from templates and editors. In other text they may mean
something: a no-break space before a French colon, a joiner inside an emoji or a Persian word, a
break opportunity in Thai. So nearly every rule asks for a Chinese or Japanese neighbour.
"""

from __future__ import annotations

import re

from newsclean.document import Repaired
from newsclean.edits import Edit, apply
from newsclean.lines import LineSpans
from newsclean.patterns import lazy
from newsclean.repair.reports import at_places

NO_BREAK = "\xa0\u202f\u2007"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u180e"
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROL = "".join(map(chr, (*range(0x09), *range(0x0E, 0x20), 0x7F)))
SOFT_HYPHEN = "\xad"
C1 = "".join(chr(point) for point in range(0x80, 0xA0) if point != 0x85)

_RULES = {
    **dict.fromkeys(NO_BREAK, "no-break-space"),
    **dict.fromkeys(ZERO_WIDTH, "zero-width"),
    **dict.fromkeys(BIDI, "bidi-control"),
    **dict.fromkeys(CONTROL, "control-character"),
    SOFT_HYPHEN: "soft-hyphen",
    "\ufeff": "byte-order-mark",
}
# The rules for what has no width of its own, and so may be meant where only signs stand around it.
_WIDTHLESS = frozenset({"zero-width", "soft-hyphen", "byte-order-mark"})

#: The names of the rules.
RULES = frozenset(_RULES.values())

#: Controls that are there to separate fields and records: the first of Hive and Spark, and ASCII's own.
SEPARATORS = frozenset("\x01\x1c\x1d\x1e\x1f")
# The others of Hive, inside a field. Without the first, U+0002 is what is left of a footnote's mark.
_INNER_SEPARATORS = frozenset("\x02\x03")

_CLASS = "[" + re.escape("".join((*_RULES, C1))) + "]"
_STRUCTURE = ": it separates or encloses something"
# Any other control separates fields, too, if three lines and four in five have it, and four in five of these
# equally often.
_LEAST_ROWS, _MOST_OF = 3, 0.8
_CONTROLS = lazy(f"[{re.escape(CONTROL)}]")
# So many different signs on each side of a place: in 90 million characters of prose the longest row of such
# has seven, but for an emoticon and private-use characters.
_AMID = 4
_BLANK = " \t\u3000"
_RUN = lazy(f"{_CLASS}(?:[{_BLANK}]*{_CLASS})*")
_IN_A_WORD = lazy(rf"(?<=\w){_CLASS}+(?=\w)")
# What Chinese is written with: radicals, punctuation, kana, Han, full-width forms.
_CJK = lazy("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def invisible(text: str) -> Repaired:
    r"""Take out what is invisible beside Chinese; no-break spaces become blanks.

    What has no width stays between two signs: in a list of signs it is one of them.
    The line break of word processors, page breaks, NEL and Unicode's separators stay: they are meant,
    and turning them into ``\n`` would make other lines. So do controls that separate fields, enclose
    something or strike a character over, and C1 controls (they are what is left of a wrong decoding):
    with warnings.
    """
    edits: list[Edit] = []
    kept: list[tuple[int, str]] = []
    structure = _structure(text)
    line = _Line(text)
    for run in _RUN.finditer(text):
        around = _around(text, run.start(), run.end())
        beside = any(map(_CJK.match, around))
        amid_signs = all(sign and not (sign.isalnum() or sign.isspace()) for sign in around)
        line.go(run.start())
        for at in range(run.start(), run.end()):
            character = text[at]
            rule = _RULES.get(character)
            if rule is None:
                if character in C1 and beside:
                    kept.append((at, ""))
                continue
            if character == "\x1b" and text.startswith("[", at + 1):
                continue  # without it the rest of a terminal's colour would be text
            after = _becomes(rule, line, at, beside)
            if after is None or _in_a_table(text, at):
                continue
            if amid_signs and rule in _WIDTHLESS and character not in line.in_words():
                continue
            if character in structure or (character == "\b" and text[at - 1 : at] == text[at + 1 : at + 2]):
                kept.append((at, _STRUCTURE))
            else:
                edits.append(Edit("repair", rule, at, character, after))
    left = ((at, f"control character U+{ord(text[at]):04X} left as it is{why}") for at, why in kept)
    told = at_places(text, "control-character", left, "more control characters that are left follow")
    return Repaired(apply(text, edits), tuple(edits), tuple(told))


def _structure(text: str) -> frozenset[str]:
    """The control characters of a text that separate fields, or that stand in pairs around something."""
    found = set(_CONTROLS.findall(text))
    others = found - SEPARATORS
    if "\x01" in found:
        others -= _INNER_SEPARATORS
    if not others:
        return frozenset(found)
    lines = [line for line in re.split("[\r\n]+", text) if line.strip()]
    for character in others:
        counts = [count for line in lines if (count := line.count(character))]
        most = max(map(counts.count, set(counts)), default=0)
        rows = len(counts) >= max(_LEAST_ROWS, _MOST_OF * len(lines)) and most >= _MOST_OF * len(counts)
        pairs = character * 2 not in text and not any(count % 2 for count in counts)
        if not rows and not pairs:
            found.remove(character)
    return frozenset(found)


class _Line:
    """The line of a place; places are asked for in order, so that the time stays linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._span, self._known = LineSpans(text), (0, -1)
        self.start = 0
        self.chinese = False
        self.right_to_left = False
        self._in_words: str | None = None

    def go(self, at: int) -> None:
        """Move on to the line that holds a place."""
        span = self._span(at)
        if span != self._known:
            self._known, self.start = span, span[0]
            self.chinese = _CJK.search(self._text, *span) is not None
            self.right_to_left = _RIGHT_TO_LEFT.search(self._text, *span) is not None
            self._in_words = None

    def in_words(self) -> str:
        """The invisible characters that stand inside words, too: where these are left over, all are."""
        if self._in_words is None:
            self._in_words = "".join(_IN_A_WORD.findall(self._text, *self._known))
        return self._in_words


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a run, blanks not counted."""
    before = text[max(0, start - 8) : start].rstrip(_BLANK)[-1:]
    return before, text[end : end + 8].lstrip(_BLANK)[:1]


def _in_a_table(text: str, at: int) -> bool:
    """Whether a character is one of a table of codes: beside its neighbour in Unicode, or amid signs."""
    code, before, behind = ord(text[at]), text[at - 1 : at], text[at + 1 : at + 2]
    # Controls in front of the blank stand beside each other by chance.
    if text[at] > " " and (before == chr(code - 1) or behind == chr(code + 1)):
        return True
    around = text[max(0, at - _AMID) : at] + text[at + 1 : at + 1 + _AMID]
    return len({sign for sign in around if not (sign.isalnum() or sign.isspace())}) == 2 * _AMID


def _becomes(rule: str, line: _Line, at: int, beside: bool) -> str | None:
    """What replaces a character; ``None`` where it stays."""
    if rule == "byte-order-mark":
        return "" if beside or at == line.start else None
    if rule == "bidi-control":
        return "" if line.chinese and not line.right_to_left else None
    if rule == "control-character":
        return "" if line.chinese else None
    if not beside:
        return None
    return " " if rule == "no-break-space" else ""
