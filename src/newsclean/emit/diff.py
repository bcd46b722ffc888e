"""A unified diff made from the edits themselves, not by comparing two texts.

What is shown is what was done, and the time is linear in the text: ``difflib`` is quadratic on
long files that differ much.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.document import Document
from newsclean.edits import Edit, apply, compose
from newsclean.lines import Places, split

#: Unchanged lines shown around a change, as ``diff -u`` does.
CONTEXT = 3


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines ``start`` to ``end`` of the source (from 0, end excluded) became ``after``."""

    start: int
    end: int
    after: list[str]


def unified_diff(document: Document, *, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff from the decoded to the clean text, each with its newline.

    :param before: what stands behind ``---``; ``after``: behind ``+++``.
    :returns: the two lines of names, and a hunk for each place that changed.
    """
    source = document.source
    edits = compose(source, document.repairs, document.removals)
    edits = compose(source, edits, document.conversions)
    edits = compose(source, edits, document.declarations)
    lines = [line + ending for line, ending in split(source)]
    yield f"--- {before}\n"
    yield f"+++ {after}\n"  # alone where only the encoding or the byte order mark differ
    shift = 0
    for hunk in _hunks(_changes(source, lines, edits), len(lines)):
        text, shift = _hunk(hunk, lines, shift)
        yield from text


def _changes(source: str, lines: list[str], edits: tuple[Edit, ...]) -> list[_Change]:
    """Whole lines that change, with their new text; edits that share a line become one."""
    place = Places(source)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        start = min(place(edit.start)[0] - 1, len(lines))
        end = min(place(max(edit.start, edit.end - 1))[0], len(lines))
        if edit.before.endswith(("\n", "\r")) and not edit.after.endswith(("\n", "\r")) and edit.after:
            end = min(end + 1, len(lines))  # the line's end goes: the next line joins it
        if groups and start < groups[-1][1]:
            groups[-1][2].append(edit)
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]), groups[-1][2])
        else:
            groups.append((start, max(end, start), [edit]))
    changes = []
    for start, end, group in groups:
        base = starts[start]
        moved = [Edit(e.stage, e.rule, e.start - base, e.before, e.after) for e in group]
        after = apply(source[base : starts[end]], moved)
        changes.append(_Change(start, end, [line + ending for line, ending in split(after)]))
    return changes


def _hunks(changes: list[_Change], total: int) -> Iterator[list[_Change]]:
    """Changes whose context would touch, together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(changes: list[_Change], lines: list[str], shift: int) -> tuple[list[str], int]:
    """One hunk's lines, and by how much later line numbers differ."""
    first = max(0, changes[0].start - CONTEXT)
    last = min(len(lines), changes[-1].end + CONTEXT)
    body: list[str] = []
    grown = 0
    at = first
    for change in changes:
        body += [_shown(" ", line) for line in lines[at : change.start]]
        body += [_shown("-", line) for line in lines[change.start : change.end]]
        body += [_shown("+", line) for line in change.after]
        grown += len(change.after) - (change.end - change.start)
        at = change.end
    body += [_shown(" ", line) for line in lines[at:last]]
    old, new = last - first, last - first + grown
    header = f"@@ -{_range(first, old)} +{_range(first + shift, new)} @@\n"
    return [header, *body], shift + grown


def _range(start: int, length: int) -> str:
    """A range as ``diff -u`` writes it: an empty one names the line before it."""
    if length == 1:
        return f"{start + 1}"
    return f"{start + 1 if length else start},{length}"


def _shown(sign: str, line: str) -> str:
    """A line of the diff; ``patch`` needs to know where the newline at the end is missing."""
    if line.endswith("\n"):
        return f"{sign}{line}"
    return f"{sign}{line}\n" + ("" if line.endswith("\r") else "\\ No newline at end of file\n")


_COLOURS = {"-": "31", "+": "32", "@": "36"}


def coloured(lines: Iterator[str]) -> Iterator[str]:
    """The lines of a diff in ANSI colours, as ``git diff`` shows them."""
    for line in lines:
        code = "1" if line.startswith(("--- ", "+++ ")) else _COLOURS.get(line[0])
        yield f"\x1b[{code}m{line[:-1]}\x1b[0m\n" if code else line
