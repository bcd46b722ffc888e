"""What the conversion decided, place by place: what proofreaders go through.

Where a character of the source stands for several of the target (发 for 發 and 髮), or a word for a word of
the region and its own, what was chosen is told with the alternatives and the reason. Each step hands out its
rows as it converts: of the phrases that the engine found, of what the model chose, of what was left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from newsclean.alignment import Aligned, edits_of
from newsclean.convert.choices import Choices, choices_of
from newsclean.convert.labels import DETOUR, DICTIONARY
from newsclean.convert.protection import MARK
from newsclean.document import Decision
from newsclean.edits import Edit, apply, compose

#: The rule of a character that stayed because nothing was converted there.
KEPT = "kept"


def kept(step: str, text: str, start: int, end: int) -> Iterator[Decision]:
    """What a step left alone where there was a choice.

    :param step: its name; a detour leaves alone what another step has decided about.
    """
    choices = None if step.startswith(DETOUR) else choices_of(step)
    if choices is not None:
        yield from choices.kept(text, start, end, KEPT)


def of_part(step: str, part: str, done: Aligned, rows: list[Decision]) -> list[Decision]:
    """The rows of a part that a step has converted.

    :param rows: those that the engine has told; none where it tells nothing. They are taken if they are all
        that was done: what comes behind the engine (the way back of a detour, text of both scripts) may have
        changed more, or less.
    """
    if rows and apply(part, edits_among(rows)) == done.text:
        return rows
    compared = list(_compared(choices_of(step.removeprefix(DETOUR)), part, done, step))
    joined = merged(rows, compared)
    return joined if rows and apply(part, edits_among(joined)) == done.text else compared


def _compared(choices: Choices | None, part: str, done: Aligned, rule: str) -> Iterator[Decision]:
    """What was changed, with the alternatives of single characters."""
    for edit in edits_of(part, done, rule):
        if choices is not None and len(edit.before) == len(edit.after):
            for at, (old, new) in enumerate(zip(edit.before, edit.after, strict=True)):
                if old != new:
                    yield Decision(edit.start + at, old, new, rule, choices.others(old, new))
        else:
            yield Decision(edit.start, edit.before, edit.after, rule)


def unmasked(rows: Iterable[Decision], masked: str, taken: Iterable[tuple[str, str]]) -> Iterator[Decision]:
    """Rows about a text from which something was taken, with offsets in the text before.

    :param taken: what was taken out, with what comes back; the caller's words are told, too.
    """
    stretches = iter(taken)
    grown = at = 0
    for row in [*rows, _END]:
        marks = masked.count(MARK, at, row.start) if row is not _END else None
        for before, after in islice(stretches, marks):
            place = masked.index(MARK, at)
            if before != after:
                yield Decision(place + grown, before, after, DICTIONARY)
            grown += len(before) - 1
            at = place + 1
        if row is not _END and (row.before != row.after or row.alternatives):
            yield row._replace(start=row.start + grown)


_END = Decision(0, "", "", "")


def edits_among(rows: Iterable[Decision]) -> list[Edit]:
    """The rows that changed something, as edits."""
    return [
        Edit("convert", row.rule, row.start, row.before, row.after) for row in rows if row.before != row.after
    ]


def joined(text: str, first: list[Decision], second: list[Decision]) -> list[Decision]:
    """What was decided one after the other, with offsets in the text that ``first`` was given."""
    changed = edits_among(first)
    if not changed:
        return merged(second, [row for row in first if row.before == row.after])
    known = {(row.start, row.before, row.after): row for row in (*first, *second)}
    rows = []
    for edit in compose(text, changed, edits_among(second)):
        row = known.get((edit.start, edit.before, edit.after))
        rows.append(row or Decision(edit.start, edit.before, edit.after, edit.rule))
    stayed = [row for row in first if row.before == row.after]
    if all(len(edit.before) == len(edit.after) for edit in changed):
        stayed += [
            row for row in second if text[row.start :].startswith(row.before) and row.before == row.after
        ]
    return merged(rows, stayed)


def merged(first: list[Decision], second: list[Decision]) -> list[Decision]:
    """Rows of both in the order of the text; of two that overlap the one of ``first``."""
    rows: list[Decision] = []
    mine = set(map(id, first))
    for row in sorted([*first, *second], key=lambda row: row.start):
        if rows and row.start < rows[-1].start + len(rows[-1].before):
            if id(row) in mine and id(rows[-1]) not in mine:
                rows[-1] = row
            continue
        rows.append(row)
    return rows
