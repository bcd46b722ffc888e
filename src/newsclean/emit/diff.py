"""A unified diff made from the edits themselves, not by comparing two texts.

What is shown is what was done, and the time is linear in the text: ``difflib`` is quadratic on
long files that differ much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsclean.document import Document
from newsclean.edits import Edit, apply, compose, placed
from newsclean.lines import Places, split
from newsclean.visible import visible

#: Unchanged lines shown around a change, as ``diff -u`` does.
CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Style:
    """How a diff is shown.

    :param colour: in ANSI colours, with what changed inside a line marked.
    :param visible: invisible characters, and signs that a terminal would obey, are spelled out; such a diff
        is for eyes, and cannot be applied.
    """

    colour: bool = False
    visible: bool = False


_Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines ``start`` to ``end`` of the source (from 0, end excluded) became ``after``.

    :param gone: for each line, what of it was replaced; :param come: for each line of ``after``, what is new.
    """

    start: int
    end: int
    after: list[str]
    gone: list[_Ranges]
    come: list[_Ranges]


def unified_diff(document: Document, *, before: str, after: str, style: Style = Style()) -> Iterator[str]:
    """The lines of a unified diff from the decoded to the clean text, each with its newline.

    :param before: what stands behind ``---``; ``after``: behind ``+++``.
    :returns: the two lines of names, and a hunk for each place that changed.
    """
    source = document.source
    edits = compose(source, document.repairs, document.removals)
    edits = compose(source, edits, document.conversions)
    edits = compose(source, edits, document.declarations)
    lines = [line + ending for line, ending in split(source)]
    yield _painted(f"--- {before}\n", style, "1")
    yield _painted(
        f"+++ {after}\n", style, "1"
    )  # alone where only the encoding or the byte order mark differ
    shift = 0
    for hunk in _hunks(_changes(source, lines, edits)):
        text, shift = _hunk(hunk, lines, shift, style)
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
        old, new = lines[start:end], [line + ending for line, ending in split(after)]
        changes.append(_Change(start, end, new, *_ranges(moved, old, new)))
    return changes


def _ranges(edits: list[Edit], old: list[str], new: list[str]) -> tuple[list[_Ranges], list[_Ranges]]:
    """What the edits of a change replace in each old line, and what they put into each new one."""
    gone, come = [], []
    for start, edit in placed(edits):
        gone.append((edit.start, edit.end))
        come.append((start, start + len(edit.after)))
    return _by_line(gone, old), _by_line(come, new)


def _by_line(ranges: _Ranges, lines: list[str]) -> list[_Ranges]:
    """Ranges in some lines together as ranges in each of them."""
    found: list[_Ranges] = []
    offset = first = 0
    for line in lines:
        end = offset + len(line.rstrip("\r\n"))
        own = []
        while first < len(ranges) and ranges[first][1] <= offset:
            first += 1
        for start, stop in ranges[first:]:
            if start >= end:
                break
            if stop > start:  # a place where something only came or went
                own.append((max(start, offset) - offset, min(stop, end) - offset))
        found.append(own)
        offset += len(line)
    return found


def _hunks(changes: list[_Change]) -> Iterator[list[_Change]]:
    """Changes whose context would touch, together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(changes: list[_Change], lines: list[str], shift: int, style: Style) -> tuple[list[str], int]:
    """One hunk's lines, and by how much later line numbers differ."""
    first = max(0, changes[0].start - CONTEXT)
    last = min(len(lines), changes[-1].end + CONTEXT)
    body: list[str] = []
    grown = 0
    at = first
    for change in changes:
        body += [_shown(" ", line, style) for line in lines[at : change.start]]
        old = lines[change.start : change.end]
        # Where lines go or come as a whole there is nothing to mark inside them.
        marked = bool(old and change.after)
        for sign, texts, ranges in (("-", old, change.gone), ("+", change.after, change.come)):
            body += [
                _shown(sign, text, style, own if marked else ())
                for text, own in zip(texts, ranges, strict=True)
            ]
        grown += len(change.after) - (change.end - change.start)
        at = change.end
    body += [_shown(" ", line, style) for line in lines[at:last]]
    size = last - first
    header = f"@@ -{_range(first, size)} +{_range(first + shift, size + grown)} @@\n"
    return [_painted(header, style, "36"), *body], shift + grown


def _range(start: int, length: int) -> str:
    """A range as ``diff -u`` writes it: an empty one names the line before it."""
    if length == 1:
        return f"{start + 1}"
    return f"{start + 1 if length else start},{length}"


def _shown(sign: str, line: str, style: Style, marks: Iterable[tuple[int, int]] = ()) -> str:
    """A line of the diff; ``patch`` needs to know where the newline at the end is missing."""
    body = line.rstrip("\r\n")
    ending = line[len(body) :]
    pieces: list[str] = []
    at = 0
    for start, end in marks if style.colour else ():
        pieces += (_spelled(body[at:start], style), f"\x1b[7m{_spelled(body[start:end], style)}\x1b[27m")
        at = end
    pieces.append(_spelled(body[at:], style))
    text = f"{sign}{''.join(pieces)}{ending}"
    if not line.endswith("\n"):
        text += "\n" + ("" if line.endswith("\r") else "\\ No newline at end of file\n")
    return _painted(text, style, _COLOURS.get(sign, ""))


def _spelled(text: str, style: Style) -> str:
    return visible(text) if style.visible else text


_COLOURS = {"-": "31", "+": "32"}


def _painted(text: str, style: Style, code: str) -> str:
    """Text in a colour, each of its lines by itself."""
    if not (style.colour and code):
        return text
    return "".join(f"\x1b[{code}m{line}\x1b[0m\n" for line in text.removesuffix("\n").split("\n"))
