"""What the conversion decided, place by place: what proofreaders go through.

Where a character of the source stands for several of the target (发 for 發 and 髮), or a word for a word of
the region and its own, what was chosen is told with the alternatives and the reason. The steps are taken
again with what they decide written down, so that what is told is what was done; the text that comes out is
compared with the conversion's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from newsclean.convert.census import Census
from newsclean.convert.choices import Choices, choices_of
from newsclean.convert.gate import STEPS, Stretch
from newsclean.convert.labels import DICTIONARY
from newsclean.convert.plan import Asked, Step, rewriting, steps_of
from newsclean.convert.protection import MARK
from newsclean.document import Converted, Decision
from newsclean.edits import Edit, apply, compose, difference

#: The rule of a character that stayed because nothing was converted there.
KEPT = "kept"

_DETOUR = "t2s+"


def decisions(text: str, done: Converted, asked: Asked) -> tuple[Decision, ...]:
    """All that a conversion changed, and all that it had a choice about, in the order of the text.

    Those that changed something, applied to the text, give the result.

    :param done: what the conversion made of the text.
    """
    told = [Decision(edit.start, edit.before, edit.after, edit.rule) for edit in done.marks]
    base = current = apply(text, done.marks)
    rows: list[Decision] = []
    for _ in range(STEPS):
        before = current
        for step in steps_of(asked):
            decided = list(_of_step(step, current, asked.engine))
            after = apply(current, _edits(decided))
            if after != current:
                rows = _joined(base, rows, decided)
            elif current == base:
                rows = rows or decided  # the text is left alone, which is a decision, too
            current = after
        if current in (before, done.text):
            break
    told = _merged(told, rows)
    if apply(text, _edits(told)) != done.text:
        # The conversion was given up, see gate.settle; or the engine is another: no reasons are known.
        edits = difference(text, done.text, stage="convert", rule=done.configuration or "")
        return tuple(Decision(edit.start, edit.before, edit.after, edit.rule) for edit in edits)
    return tuple(told)


def _of_step(step: Step, text: str, engine: str) -> Iterator[Decision]:
    """What one step decides about a text, with offsets in it."""
    masked, taken = step.guard.mask(text)
    stretches = iter(taken)
    grown = at = 0
    for row in _of_masked(step, masked, engine):
        for before, after in islice(stretches, masked.count(MARK, at, row.start)):
            place = masked.index(MARK, at)
            if before != after:
                yield Decision(place + grown, before, after, DICTIONARY)
            grown += len(before) - 1
            at = place + 1
        if row.before != row.after or row.alternatives:
            yield Decision(row.start + grown, *_rest(row))
    for before, after in stretches:
        place = masked.index(MARK, at)
        if before != after:
            yield Decision(place + grown, before, after, DICTIONARY)
        grown += len(before) - 1
        at = place + 1


def _rest(row: Decision) -> tuple[str, str, str, tuple[str, ...]]:
    return row.before, row.after, row.rule, row.alternatives


def _of_masked(step: Step, text: str, engine: str) -> Iterator[Decision]:
    """The same for a text without what the step leaves alone."""
    choices = choices_of(step.name.removeprefix(_DETOUR))
    if choices is None:
        for edit in difference(text, step.masked(text, Census(text)), stage="convert", rule=step.name):
            yield Decision(edit.start, edit.before, edit.after, edit.rule)
        return
    at = 0
    for stretch in [*step.stretches(text, Census(text)), Stretch(len(text), len(text))]:
        if not step.name.startswith(_DETOUR):
            yield from choices.kept(text, at, stretch.start, KEPT)
        if stretch.start < stretch.end:
            piece = text[stretch.start : stretch.end]
            done = step.among(piece) if stretch.among else step.rewrite(piece)
            for row in _of_piece(step, choices, piece, done, engine):
                yield Decision(stretch.start + row.start, *_rest(row))
        at = stretch.end


def _of_piece(step: Step, choices: Choices, piece: str, done: str, engine: str) -> list[Decision]:
    """What is decided about a piece that becomes ``done``."""
    plain = piece
    if step.name.startswith(_DETOUR):
        plain = rewriting("t2s", Asked("keep", engine))(piece)
    if len(plain) == len(piece):
        rows = [
            Decision(row.start, piece[row.start : row.start + len(row.before)], row.after, *_rest(row)[2:])
            for row in choices.decided(plain)
        ]
        if plain != piece:
            rows = _merged(rows, list(_compared(choices, piece, done, step.name)))
        if apply(piece, _edits(rows)) == done:
            return rows
    # What the engine leaves to itself, such as description sequences, and text of both scripts.
    return list(_compared(choices, piece, done, step.name))


def _compared(choices: Choices, piece: str, done: str, rule: str) -> Iterator[Decision]:
    """What was changed by comparison, with the alternatives of single characters."""
    for edit in difference(piece, done, stage="convert", rule=rule):
        if len(edit.before) == len(edit.after):
            for at, (old, new) in enumerate(zip(edit.before, edit.after, strict=True)):
                if old != new:
                    yield Decision(edit.start + at, old, new, rule, choices.others(old, new))
        else:
            yield Decision(edit.start, edit.before, edit.after, rule)


def _edits(rows: Iterable[Decision]) -> list[Edit]:
    return [
        Edit("convert", row.rule, row.start, row.before, row.after) for row in rows if row.before != row.after
    ]


def _joined(text: str, first: list[Decision], second: list[Decision]) -> list[Decision]:
    """What was decided one after the other, with offsets in the text that ``first`` was given."""
    changed = _edits(first)
    if not changed:
        return _merged(second, [row for row in first if row.before == row.after])
    known = {(row.start, row.before, row.after): row for row in (*first, *second)}
    rows = []
    for edit in compose(text, changed, _edits(second)):
        row = known.get((edit.start, edit.before, edit.after))
        rows.append(row or Decision(edit.start, edit.before, edit.after, edit.rule))
    stayed = [row for row in first if row.before == row.after]
    if all(len(edit.before) == len(edit.after) for edit in changed):
        stayed += [
            row for row in second if text[row.start :].startswith(row.before) and row.before == row.after
        ]
    return _merged(rows, stayed)


def _merged(first: list[Decision], second: list[Decision]) -> list[Decision]:
    """Rows of both in the order of the text; of two that overlap the one of ``first``."""
    rows: list[Decision] = []
    for row in sorted([*first, *second], key=lambda row: row.start):
        if rows and row.start < rows[-1].start + len(rows[-1].before):
            if row in first and rows[-1] not in first:
                rows[-1] = row
            continue
        rows.append(row)
    return rows
