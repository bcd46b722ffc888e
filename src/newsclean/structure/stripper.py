"""Emit the lines that are the article, and account for all that is taken out."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from newsclean.document import KEPT_ROLES, Line, Reading, Stripped
from newsclean.edits import Edit, apply
from newsclean.structure.reader import read
from newsclean.structure.rules.rule import Rule

_STAGE = "strip"

#: Number of a line → name of the rule or evidence that takes it out.
Removed = dict[int, str]


def strip(
    reading: Reading, kept_roles: frozenset[str], rules: tuple[Rule, ...] = (), *, careful: bool = False
) -> Stripped:
    """The lines whose roles are kept, as text, and the edits that take the others out.

    Kept lines keep their text, their ends and their blanks; so do blank lines between two of them
    that nothing stood between. Where lines were taken out, one blank line stays if there was one.

    :param reading: the lines of a text with their roles.
    :param kept_roles: roles whose lines stay.
    :param rules: the rules that the text was read with, beside those of the program; ``careful`` likewise.
    :returns: text, edits with offsets in the text that was read, numbers of the lines that stay
        (blank lines too, if they stand in the text).
    """
    lines = reading.lines
    stays = kept_roles == KEPT_ROLES and _ALL_STAY.issuperset(map(_ROLE, lines))
    if stays and not any(map(_CUTS, lines)):
        return Stripped(_text(lines), (), frozenset(map(_NUMBER, lines)))  # most articles
    removed = {n.number: n.rule for n in lines if n.role != "blank" and n.role not in kept_roles}
    edits = _edits(lines, removed, kept_roles)
    if kept_roles != KEPT_ROLES:
        # The reader sees to it that its own choice of roles is final. With another, a line can get
        # a role that goes once its neighbours have gone: the line under a title that was dropped.
        for _ in range(_ROUNDS):
            numbers = [line.number for line in lines if line.number not in removed]
            again = read(apply(_text(lines), edits), rules, careful=careful).lines
            more = {
                number: line.rule
                for number, line in zip(numbers, again, strict=True)
                if line.role != "blank" and line.role not in kept_roles
            }
            if not more:
                break
            removed = {n: rule for n, rule in removed.items() if lines[n - 1].role != "blank"} | more
            edits = _edits(lines, removed, kept_roles)
    kept = frozenset(line.number for line in lines if line.number not in removed)
    return Stripped(apply(_text(lines), edits), tuple(edits), kept)


_ALL_STAY = KEPT_ROLES | {"blank"}
_ROLE, _CUTS, _NUMBER = attrgetter("role"), attrgetter("cuts"), attrgetter("number")

# Each round takes at least one line; texts that are not made for it need two.
_ROUNDS = 50


# Edit._make in half the time: most lines of a page go.
_EDIT = partial(tuple.__new__, Edit)


def _text(lines: tuple[Line, ...]) -> str:
    return "".join([line.text + line.ending for line in lines])


def _edits(lines: tuple[Line, ...], removed: Removed, kept_roles: frozenset[str]) -> list[Edit]:
    """The edits that take lines and parts of lines out; adds blank lines to those removed."""
    _remove_blanks(lines, removed)
    edits: list[Edit] = []
    offset = last_end = 0
    last: Line | None = None
    goes = removed.get
    for line in lines:
        number, text, ending = line[:3]
        rule = goes(number)
        if rule is not None:
            edits.append(_EDIT((_STAGE, rule, offset, text + ending, "", None)))
        else:
            for cut in line.cuts:
                if cut.role not in kept_roles:
                    before = text[cut.start : cut.end]
                    edits.append(Edit(_STAGE, cut.rule, offset + cut.start, before, ""))
            last, last_end = line, offset + len(text)
        offset += len(text) + len(ending)
    if last is not None and last is not lines[-1] and not lines[-1].ending:
        # The text did not end with a newline; neither does what is left of it.
        end = Edit(_STAGE, "final-newline", last_end, last.ending, "")
        edits.insert(next(i for i, edit in enumerate(edits) if edit.start > last_end), end)
    return edits


def _remove_blanks(lines: tuple[Line, ...], removed: Removed) -> None:
    """Add the blank lines that separated what goes from what stays, all but one."""
    gap: list[Line] = []
    before: Line | None = None
    for line in (*lines, None):
        if line is not None and (line.role == "blank" or line.number in removed):
            gap.append(line)
            continue
        blanks = [other for other in gap if other.role == "blank"]
        if blanks and len(blanks) < len(gap):
            if before is not None and line is not None:
                # Not one that would melt with the end before it: \r and an empty line's \n.
                fitting = [
                    b for b in blanks if not (before.ending == "\r" and not b.text and b.ending == "\n")
                ]
                blanks = [b for b in blanks if b not in fitting[:1]]
            removed.update((blank.number, "blank") for blank in blanks)
        gap, before = [], line
