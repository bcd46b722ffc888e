"""Emit the lines that are the article, and account for all that is taken out."""

from __future__ import annotations

from newsclean.document import Line, Reading, Stripped
from newsclean.edits import Edit, apply

_STAGE = "strip"


def strip(reading: Reading, kept_roles: frozenset[str]) -> Stripped:
    """The lines whose roles are kept, as text, and the edits that take the others out.

    Kept lines keep their text, their ends and their blanks; so do blank lines between two of them
    that nothing stood between. Where lines were taken out, one blank line stays if there was one.

    :param reading: the lines of a text with their roles.
    :param kept_roles: roles whose lines stay.
    :returns: text, edits with offsets in the text that was read, numbers of the lines that stay
        (blank lines too, if they stand in the text).
    """
    text = "".join([line.text + line.ending for line in reading.lines])
    removed = _removed(reading.lines, kept_roles)
    edits: list[Edit] = []
    kept: set[int] = set()
    offset = 0
    for line, rule in zip(reading.lines, removed, strict=True):
        size = len(line.text) + len(line.ending)
        if rule is not None:
            edits.append(Edit(_STAGE, rule, offset, line.text + line.ending, ""))
        else:
            kept.add(line.number)
            edits += [
                Edit(_STAGE, cut.rule, offset + cut.start, line.text[cut.start : cut.end], "")
                for cut in line.cuts
                if cut.role not in kept_roles
            ]
        offset += size
    edits = _last_end(reading.lines, kept, edits)
    return Stripped(apply(text, edits), tuple(edits), frozenset(kept))


def _removed(lines: tuple[Line, ...], kept_roles: frozenset[str]) -> list[str | None]:
    """For each line the rule that takes it out, or ``None`` if it stays."""
    rules: list[str | None] = [
        None if line.role == "blank" or line.role in kept_roles else line.rule for line in lines
    ]
    start = 0  # of the run of blank and removed lines that is being looked at
    seen = False  # a kept line
    for i in range(len(lines) + 1):
        if i < len(lines) and (lines[i].role == "blank" or rules[i] is not None):
            continue
        gap = range(start, i)
        if any(rules[j] is not None for j in gap):
            blanks = [j for j in gap if lines[j].role == "blank"]
            spare = blanks[1:] if seen and i < len(lines) else blanks
            for j in spare:
                rules[j] = "blank"
        seen, start = True, i + 1
    return rules


def _last_end(lines: tuple[Line, ...], kept: set[int], edits: list[Edit]) -> list[Edit]:
    """Take the end off the last kept line if the text itself did not end with one."""
    if not lines or not kept or lines[-1].ending or max(kept) == lines[-1].number:
        return edits
    last = lines[max(kept) - 1]
    offset = sum(len(line.text) + len(line.ending) for line in lines[: last.number])
    return sorted(
        [*edits, Edit(_STAGE, "final-newline", offset - len(last.ending), last.ending, "")],
        key=lambda edit: edit.start,
    )
