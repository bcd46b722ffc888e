"""What was done and why, one row each: repairs, roles of lines, conversions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.document import Document
from newsclean.edits import Edit
from newsclean.emit.origins import Origins
from newsclean.values import NamedTuple

#: The columns of a row, as they are named on a terminal.
COLUMNS = ("place", "stage", "rule", "weight", "before", "after", "alternatives")


class Explained(NamedTuple):
    """One decision.

    :param place: ``LINE:COLUMN`` in the file.
    :param rule: what decided; for lines, the role and behind it the rule; or a note on the evidence.
    :param weight: how clearly, in nats; for lines, how likely the line is the article's (0 to 1), where the
        model was asked; empty where the decision is exact.
    :param after: what ``before`` became; a removed line becomes nothing.
    :param alternatives: what else it could have become, where the conversion had a choice.
    """

    place: str
    stage: str
    rule: str
    weight: str
    before: str
    after: str
    alternatives: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether something was changed, rather than looked at and kept."""
        return self.before != self.after

    def cells(self) -> tuple[str, ...]:
        """The row as text without tabs and line ends; the last column only where there was a choice."""
        cells = [self.place, self.stage, self.rule, self.weight, self.before, self.after]
        if self.alternatives:
            cells.append(" ".join(self.alternatives))
        return tuple(cell.replace("\\", "\\\\").translate(_ESCAPES) for cell in cells)


_ESCAPES = {ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r"}


def explain(document: Document) -> Iterator[Explained]:
    """All decisions about a document, stage by stage, in the order of the text.

    The changed rows of a stage, applied to what the stage was given, give its output.
    """
    for note in document.notes:
        yield Explained("1:1", "repair", note, "", "", "")  # about the text as a whole
    source, repairs, removals = document.source, document.repairs, document.removals
    # The edits of the stages before lead back to the file.
    yield from _edits(repairs, Origins(source))
    yield from _lines(document, Origins(source, repairs))
    if document.decisions:
        yield from _decisions(document, Origins(source, repairs, removals))
    else:
        yield from _edits(document.conversions, Origins(source, repairs, removals))
    if document.declarations:
        yield from _edits(document.declarations, Origins(source, repairs, removals, document.conversions))


def _decisions(document: Document, place: Origins) -> Iterator[Explained]:
    for row in document.decisions:
        where = _where(place, row.start)
        yield Explained(where, "convert", row.rule, "", row.before, row.after, row.alternatives)


def _edits(edits: Iterable[Edit], place: Origins) -> Iterator[Explained]:
    for edit in edits:
        weight = "" if edit.margin is None else f"{edit.margin:.1f}"
        yield Explained(_where(place, edit.start), edit.stage, edit.rule, weight, edit.before, edit.after)


def _lines(document: Document, place: Origins) -> Iterator[Explained]:
    following = 0  # offset of the next line in the repaired text
    for line in document.lines:
        offset = following
        following += len(line.text) + len(line.ending)
        if line.role == "blank":
            continue
        kept = line.number in document.kept
        after = line.text if kept else ""
        p = "" if line.p is None else f"{line.p:.2f}"
        reason = " ".join([line.role, line.rule, *([f"({', '.join(line.reasons)})"] if line.reasons else [])])
        yield Explained(_where(place, offset), "strip", reason, p, line.text, after)
        for cut in line.cuts if kept else ():
            where, before = _where(place, offset + cut.start), line.text[cut.start : cut.end]
            yield Explained(where, "strip", f"{cut.role} {cut.rule}", "", before, "")


def _where(place: Origins, offset: int) -> str:
    line, column = place(offset)
    return f"{line}:{column}"
