"""What ``--check`` finds in a document, one by one: for annotations, for programs, for a baseline."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.document import Document
from newsclean.emit.origins import Origins
from newsclean.lines import split
from newsclean.values import NamedTuple
from newsclean.visible import escaped

#: In code points: of what a message quotes. Annotations show a line or two.
_SHOWN = 60


class Finding(NamedTuple):
    """Something that would be changed.

    :param line: and ``column``: where, in the file; from 1.
    :param stage: ``repair``, ``strip``, ``convert`` or ``encode``.
    :param message: one line.
    :param fingerprint: tells it from other findings in its file, and stays when other lines come and go.
    """

    path: str
    line: int
    column: int
    stage: str
    rule: str
    message: str
    fingerprint: str


def findings(document: Document, recoded: str = "") -> tuple[Finding, ...]:
    """What would be changed in a document: each repair, each line or part that is removed; one finding for
    all that is converted, and one for another encoding.

    :param recoded: how the bytes differ beyond the text, in words.
    """
    path = document.path or "-"
    lines = split(document.source)
    return tuple(
        Finding(path, line, column, stage, rule, message, _fingerprint(lines, line, stage, rule, message))
        for line, column, stage, rule, message in _found(document, recoded)
    )


def _found(document: Document, recoded: str) -> Iterator[tuple[int, int, str, str, str]]:
    place = Origins(document.source)
    for edit in document.repairs:
        what = f"{_quoted(edit.before)} becomes {_quoted(edit.after)}" if edit.after else _quoted(edit.before)
        yield *place(edit.start), "repair", edit.rule, what if edit.after else f"{what} is taken out"
    place = Origins(document.source, document.repairs)
    for edit in document.removals:
        if edit.rule not in ("blank", "final-newline"):
            yield *place(edit.start), "strip", edit.rule, f"{_quoted(edit.before.rstrip())} is removed"
    if document.conversions:
        place = Origins(document.source, document.repairs, document.removals)
        count = len(document.conversions)
        places = "1 place is" if count == 1 else f"{count:,} places are"
        rule = document.conversion or ""
        yield *place(document.conversions[0].start), "convert", rule, f"{places} converted by {rule}"
    if recoded:
        yield 1, 1, "encode", "re-encode", recoded


def _quoted(text: str) -> str:
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return f"'{escaped(shown)}'"


def _fingerprint(lines: list[tuple[str, str]], line: int, stage: str, rule: str, message: str) -> str:
    from hashlib import sha256

    # The line itself, so that it is the same finding when lines are added above it; a conversion and an
    # encoding are about the whole file, whatever is edited in it.
    text = "" if stage in ("convert", "encode") or line > len(lines) else lines[line - 1][0].strip()
    whole = "" if stage == "convert" else message
    return sha256("\0".join((stage, rule, whole, text)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
