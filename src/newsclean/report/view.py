"""A document as the review page shows it: its text in pieces, changed and not, with the reasons.

A view is two lines of JSON. The first is the summary that lists and filters need; the second is the text,
which the browser decodes when the document is opened. Keys are short: a page holds twenty thousand of them.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Any

from newsclean.document import Document
from newsclean.edits import Edit, apply
from newsclean.emit.record import dumps
from newsclean.lines import Places
from newsclean.notices import notice
from newsclean.report.words import in_each_language
from newsclean.values import NamedTuple

#: A piece of text: a string that stays, or ``[before, after, reasons, margin]``. A reason is
#: ``[stage, rule]``, for a line or a part that is removed ``["strip", rule, role]``.
Piece = Any


def view(document: Document) -> bytes:
    """The two lines of a document: the summary and the text."""
    return lines_of(_summary(document), _body(document))


def lines_of(summary: dict[str, Any], body: dict[str, Any]) -> bytes:
    """A view as bytes. No newline can stand inside a line of JSON."""
    return f"{dumps(summary)}\n{dumps(body)}\n".encode()


def failed(name: str, message: str, *, skipped: bool = False) -> bytes:
    """The view of an input that could not be cleaned."""
    return lines_of({"name": name, "state": "skipped" if skipped else "failed"}, {"message": message})


def pieces(document: Document) -> list[Piece]:
    """The decoded text in pieces: what stays, and what was changed into what and why.

    The strings with each ``before`` joined are ``Document.source``, with each ``after`` ``Document.text``.
    """
    parts = [_Part(document.source, document.source)]
    for edits in (document.repairs, document.removals, document.conversions):
        if edits:
            parts = list(_edited(parts, _with_roles(document, edits)))
    return [part.piece() for part in parts if part.before or part.after]


class _Part(NamedTuple):
    """A part of the text as it came and as it is after some stages; without reasons it is the same."""

    before: str
    after: str
    reasons: tuple[tuple[str, ...], ...] = ()
    margin: float | None = None

    def piece(self) -> Piece:
        if not self.reasons:
            return self.before
        margin = None if self.margin is None else round(self.margin, 1)
        return [self.before, self.after, self.reasons, margin]


def _edited(parts: list[_Part], edits: Iterable[tuple[Edit, tuple[str, ...]]]) -> Iterator[_Part]:
    """The parts after one more stage.

    An edit becomes one part with all that it overlaps, and nothing else: what only touches it stays a change
    of its own (:func:`newsclean.edits.compose` joins these, which would run over lines).

    :param edits: in order, with offsets in the text that the parts make, and the roles of what they remove.
    """
    waiting = parts[::-1]
    at = 0  # offset, in the text that the parts make, of the next one

    def split(part: _Part, place: int) -> _Part:
        """The beginning of a part that stays; its rest comes next."""
        waiting.append(_Part(part.before[place:], part.after[place:]))
        return _Part(part.before[:place], part.after[:place])

    rows = deque(edits)
    while rows:
        while waiting:
            part = waiting[-1]
            first = rows[0][0].start
            if at + len(part.after) > first:
                if part.reasons or at == first:
                    break
                part = split(waiting.pop(), first - at)
            else:
                waiting.pop()
            yield part
            at += len(part.after)
        start, before, after = at, "", ""
        reasons: list[tuple[str, ...]] = []
        margins: list[float | None] = []
        group: list[Edit] = []
        # A change of before may hold several edits: they cannot be taken apart in it.
        while rows and (not group or rows[0][0].start < at):
            edit, role = rows.popleft()
            group.append(edit)
            margins.append(edit.margin)
            while waiting and at < edit.end:
                part = waiting.pop()
                if not part.reasons and at + len(part.after) > edit.end:
                    part = split(part, edit.end - at)
                before, after, at = before + part.before, after + part.after, at + len(part.after)
                reasons += part.reasons
                margins.append(part.margin)
            reasons.append((edit.stage, edit.rule, *role))
        made = apply(after, [edit._replace(start=edit.start - start) for edit in group])
        margin = min((m for m in margins if m is not None), default=None)
        yield _Part(before, made, tuple(dict.fromkeys(reasons)), margin)
    yield from waiting[::-1]


def _with_roles(document: Document, edits: Iterable[Edit]) -> Iterator[tuple[Edit, tuple[str, ...]]]:
    """The edits, those that remove something with the role of what they remove."""
    place: Places | None = None
    for edit in edits:
        if edit.stage != "strip" or not document.lines:
            yield edit, ()
            continue
        if place is None:
            place = Places("".join([line.text + line.ending for line in document.lines]))
        number, column = place(edit.start)
        line = document.lines[min(number, len(document.lines)) - 1]
        cuts = [cut.role for cut in line.cuts if cut.start == column - 1 and cut.rule == edit.rule]
        yield edit, (cuts[0] if cuts and line.number in document.kept else line.role,)


def _summary(document: Document) -> dict[str, Any]:
    encoding = document.encoding
    roles = Counter(line.role for line in document.lines)
    rules = Counter(line.rule for line in document.lines if line.number not in document.kept)
    for counter in (roles, rules):
        del counter["blank"]
    return {
        "name": document.path or "-",
        "encoding": [encoding.encoding, round(encoding.confidence, 2), encoding.how],
        "script": [document.script_in.name, document.script_out.name, document.conversion or ""],
        "repairs": Counter(edit.rule for edit in document.repairs),
        "removed": document.removed,
        "rules": rules,
        "roles": roles,
        "converted": len(document.conversions),
        "declared": len(document.declarations),
        "warnings": Counter(found.kind for found in document.notices),
        "title": (document.metadata.title or "")[:80],
    }


def _body(document: Document) -> dict[str, Any]:
    return {
        "pieces": pieces(document),
        "roles": [line.role for line in document.lines],
        "warnings": [_told(*notice(warning)) for warning in document.warnings],
        "notes": list(map(in_each_language, document.notes)),
    }


def _told(kind: str, line: int | None, column: int | None, message: str) -> list[Any]:
    return [kind, line, column, in_each_language(message)]
