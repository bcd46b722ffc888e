"""Undo notations in running text, leave them in code, and report what is left.

What is decided is a line: all runs of a notation on it are undone, or none. Where a text is code or data as a
whole, or speaks of notations, so is everything in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain, groupby

from newsclean.document import Repaired
from newsclean.edits import Edit, Spans, apply
from newsclean.patterns import lazy
from newsclean.repair import examples
from newsclean.repair.notations import exports, mail
from newsclean.repair.notations.charsets import (
    DOUBLE_BYTE,
    Undone,
    as_bytes,
    is_japanese,
    is_row_of_signs,
    is_text,
    read,
    read_double,
    torn,
)
from newsclean.repair.notations.left import ADDRESS, CODE, EXAMPLE, LIST, OTHER, TORN, Left, warnings
from newsclean.repair.notations.spoken import shown
from newsclean.repair.notations.surroundings import Surroundings
from newsclean.repair.notations.units import NOTATIONS, Notation, Run, runs

# Marks and blanks that editors write as entities. &lt; &gt; &amp; are never undone: they may be
# all that keeps text from being markup.
_NAMES = "nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|bull|quot|laquo|raquo|times"
_ENTITIES = lazy(rf"&(?:amp;){{0,8}}(?:{_NAMES});(?:&(?:amp;){{0,8}}(?:{_NAMES});)*")
_ESCAPED_AGAIN = lazy("&(?:amp;)+")

#: The names of the rules.
RULES = frozenset(notation.rule for notation in NOTATIONS) | frozenset(mail.EXAMPLES) | {"html-entity"}
_EXAMPLES = {notation.rule: notation.example for notation in NOTATIONS} | mail.EXAMPLES

# A line has Chinese in a notation if it has so many Han characters; beside Chinese one is enough.
_LEAST_HAN = 2
# A list of words: lines of fewer Han characters than so many, without punctuation.
_SHORT_LINE = 8
_PUNCTUATION = lazy("[，。！？；：、]")
# Programs write these for what is not ASCII in what they print and log; for ASCII only to quote it.
_LOGGED = frozenset({"byte-escape", "octal-escape", "code-point"})


def notations(text: str) -> Repaired:
    """Undo notations that stand for Chinese text.

    :returns: one edit for each run; a note on those left that are examples; a warning for each notation and
        reason for which some are left.
    """
    around = Surroundings(text)
    declared = mail.declared(around)
    blocks = mail.blocks(around, declared)
    exported = exports.exported(around)
    taken = Spans([*declared.spans, *blocks.spans, *_spans(exported)])
    undone, left = list(blocks.edits), [*declared.left, *blocks.left]
    for notation in NOTATIONS:
        edits, kept = _undone(around, notation, taken)
        undone += edits
        left += kept
    found = Spans([*taken, *_spans(undone)])
    undone += (edit for edit in _entities(around) if not found.meet(edit.start, edit.end))
    undone.sort(key=lambda edit: edit.start)

    spoken_of = shown(around, undone) if undone else []
    if spoken_of:  # never by halves: all of a line, all of a block
        lines = {(edit.rule, around.line(edit.start)) for edit in spoken_of}
        if not set(spoken_of).isdisjoint(blocks.edits):
            lines |= {(edit.rule, around.line(edit.start)) for edit in blocks.edits}
        spoken_of = [edit for edit in undone if (edit.rule, around.line(edit.start)) in lines]
    kept_back = set(spoken_of)
    left += (
        Left(edit.rule, EXAMPLE, edit.start, edit.end) for edit in spoken_of if edit.rule != "html-entity"
    )
    notes = (examples.left(text, spoken_of, "escapes"),) if spoken_of else ()
    made = [edit for edit in undone if edit not in kept_back] + list(declared.edits) + exported
    made.sort(key=lambda edit: edit.start)
    told = (*declared.warnings, *warnings(text, left, _EXAMPLES))
    return Repaired(apply(text, made) if made else text, tuple(made), told, notes)


def _spans(edits: Iterable[Edit]) -> Iterator[tuple[int, int]]:
    return ((edit.start, edit.end) for edit in edits)


# --- one notation ----------------------------------------------------------------------------


_Found = list[tuple[Run, Undone | None]]


def _undone(around: Surroundings, notation: Notation, taken: Spans) -> tuple[list[Edit], list[Left]]:
    """What of a notation is undone, and what is left."""
    found = [
        (run, None if run.value.isascii() else _read(around, run))
        for run in runs(notation, around.text)
        if not taken.meet(run.start, run.end)
    ]
    if not any(reading and reading.han for _, reading in found):
        # Nothing is Chinese as a whole; something may be Chinese that is torn.
        return [], [_left(run, TORN) for run, _ in found if _is_torn(run)]
    if is_japanese([reading.text for _, reading in found if reading]):
        return [], []
    edits, filling, left = _by_line(around, notation, _in_one_charset(around, found))
    reason = _reason_of_filled(around, notation, filling, left) if filling else ""
    if reason:
        left += (Left(edit.rule, reason, edit.start, edit.end) for edit in chain(*filling))
        return edits, left
    return [*edits, *chain(*filling)], left


def _is_torn(run: Run) -> bool:
    """Whether a run that means nothing was Chinese."""
    if run.notation.rule == "html-reference" and is_row_of_signs(run.value):
        return True
    return not run.value.isascii() and torn(run.value)


def _by_line(
    around: Surroundings, notation: Notation, found: _Found
) -> tuple[list[Edit], list[list[Edit]], list[Left]]:
    """The edits that undo runs, those of each line that a notation fills, and what is left."""
    edits: list[Edit] = []
    filling: list[list[Edit]] = []
    left: list[Left] = []
    for _, group in groupby(found, key=lambda pair: around.line(pair[0].start)):
        line, linked = _without_addresses(around, notation, list(group))
        left += linked
        chinese = [(run, reading) for run, reading in line if reading and reading.han]
        count = sum(reading.han for _, reading in chinese)
        if not chinese or (count < _LEAST_HAN and not _beside(around, chinese[0][0])):
            continue
        fills = around.fills_line([run for run, _ in line], count)
        reason = _reason(around, notation, line, [run for run, _ in chinese], fills=fills)
        if reason:
            left += (_left(run, reason) for run, _ in chinese)
        elif fills:
            filling.append(list(_edits(line)))
        else:
            edits += _edits(line)
    return edits, filling, left


def _in_one_charset(around: Surroundings, found: _Found) -> _Found:
    """The runs, read again in the encoding that most of them show where they show none themselves: one place
    that says which encoding it is says so for others, which are too short to say it.
    """
    charsets = Counter(reading.charset for _, reading in found if reading and reading.charset in DOUBLE_BYTE)
    if not charsets:
        return found
    most = charsets.most_common(1)[0][0]
    return [
        (run, reading if run.value.isascii() or (reading and reading.charset) else _read(around, run, most))
        for run, reading in found
    ]


def _without_addresses(around: Surroundings, notation: Notation, line: _Found) -> tuple[_Found, list[Left]]:
    """A line without the runs that are part of an address, and these as far as they are Chinese."""
    percent = notation.rule == "percent-encoding"
    linked: _Found = []
    rest: _Found = []
    for pair in line:
        (linked if around.in_address(pair[0].start, path=percent) else rest).append(pair)
    return rest, [_left(run, ADDRESS) for run, reading in linked if reading and reading.han >= _LEAST_HAN]


def _reason_of_filled(
    around: Surroundings, notation: Notation, filling: list[list[Edit]], left: list[Left]
) -> str:
    """Why lines that a notation fills are left; empty if they are undone.

    In a text without Chinese that is written as such, they may belong to what is data.
    """
    if around.chinese:
        return ""
    # R writes code points in tables, where something else stands on the line.
    if notation.rule == "code-point" and not all(
        (line[0].start, line[-1].end) == around.line(line[0].start) for line in filling
    ):
        return ""
    if any(piece.reason in (CODE, OTHER) for piece in left):
        return CODE
    return _listed(filling)


def _read(around: Surroundings, run: Run, charset: str = "") -> Undone | None:
    """What a run means; letters of other languages are text, and bytes of no encoding are nothing."""
    reading = read(run.value, charset)
    if reading is None and not run.notation.bytewise and is_text(run.value):
        reading = Undone(run.value)
    if (reading is None or not reading.charset) and (data := as_bytes(run.value)) is not None:
        # Beside Chinese, or as a line of its own, fewer bytes are enough to be Chinese.
        start, end = around.line(run.start)
        if _beside(around, run) or (run.start, run.end) == (start, end):
            reading = read_double(data, least=_LEAST_HAN) or reading
    return reading


def _reason(
    around: Surroundings, notation: Notation, line: _Found, chinese: list[Run], *, fills: bool
) -> str:
    """Why the runs on a line are left; empty if they are undone."""
    if any(reading is None and not run.value.isascii() for run, reading in line):
        return TORN
    first = chinese[0]
    if around.in_code(first.start):
        return CODE
    if notation.rule == "octal-escape" and all(map(around.named_by_git, chinese)):
        return ""
    if notation.rule in _LOGGED and around.in_log(first.start):
        return ""
    if any(around.quoted_in_code(run.start) for run in chinese):
        return CODE
    if notation.rule == "html-reference" and around.markup and not around.chinese:
        return CODE
    if fills or all(_beside(around, run) for run in chinese) or all(map(around.in_sentence, chinese)):
        return ""
    return "" if notation.rule == "code-point" else OTHER


def _beside(around: Surroundings, run: Run) -> bool:
    """Whether Chinese stands beside a run, or beside it without the character that may be no part of it."""
    return around.beside_chinese(run.start, run.end) or around.beside_chinese(run.start, run.end - run.tail)


def _edits(line: _Found) -> Iterator[Edit]:
    """The edits that undo all runs of a line, but for controls, and for ASCII where it was quoted."""
    for run, reading in line:
        before, after = run.source, reading.text if reading else run.value
        if reading is None and (run.notation.rule in _LOGGED or not after.isprintable()):
            continue  # ASCII
        if run.tail and after[-1:] == before[-1:]:
            before, after = before[:-1], after[:-1]
        yield Edit("repair", run.notation.rule, run.start, before, after.replace("\xa0", " "))


def _listed(lines: list[list[Edit]]) -> str:
    """Why lines of nothing but a notation are left: they are short, and no sentences."""
    texts = ["".join(edit.after for edit in line) for line in lines]
    if len(texts) < 2 or any(map(_PUNCTUATION.search, texts)):
        return ""
    return LIST if sum(map(len, texts)) < _SHORT_LINE * len(texts) else ""


def _left(run: Run, reason: str) -> Left:
    return Left(run.notation.rule, reason, run.start, run.end)


# --- named entities --------------------------------------------------------------------------


def _entities(around: Surroundings) -> Iterator[Edit]:
    """Marks and blanks beside Chinese that are named, in text without markup."""
    text = around.text
    if "&" not in text or around.markup:
        return
    for match in _ENTITIES.finditer(text):
        if around.beside_chinese(*match.span()):
            meant = unescape(_ESCAPED_AGAIN.sub("&", match.group())).replace("\xa0", " ")
            yield Edit("repair", "html-entity", match.start(), match.group(), meant)
