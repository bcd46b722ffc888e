"""Read a text as a news page: give every line its role.

Two principles keep the reader safe.

* *Nothing goes without evidence.* A text in which no line is boilerplate beyond doubt is the
  article, all of it, whatever its lines look like.
* *Evidence always goes.* Lines that are boilerplate beyond doubt are never kept, so what is kept
  holds no evidence, and reading it again takes nothing more away. Where a line becomes certain only
  because its neighbours went, the reader looks again until nothing changes.
"""

from __future__ import annotations

from functools import lru_cache

from newsclean.document import KEPT_ROLES, Line, Metadata, Reading
from newsclean.lines import split
from newsclean.structure.article import weight
from newsclean.structure.context import in_context
from newsclean.structure.evidence import Note, take_notes
from newsclean.structure.genre import is_chinese_prose, is_han
from newsclean.structure.layout import Roles, assign, headlines
from newsclean.structure.metadata import collect
from newsclean.structure.rules import Rule, RuleBook, builtin


def read(text: str, rules: tuple[Rule, ...] = ()) -> Reading:
    """Give every line of a text its role, and collect what the page says about the article.

    :param text: the text, after repair.
    :param rules: rules beside those that come with the program; they are tried first.
    :returns: lines with roles, the rule or evidence that decided each, and the metadata.
    """
    lines = split(text)
    if not is_chinese_prose(text):
        return _left_alone(text, lines, rules)
    notes = take_notes(lines, text, _book(rules))
    roles = _settle(notes)
    said = {note.number: note for note in in_context(notes)}
    found: list[Line] = []
    for n, (line, ending) in enumerate(lines):
        note = said.get(n)
        if note is None:
            found.append(Line(n + 1, line, ending, "blank", "blank"))
        else:
            found.append(Line(n + 1, line, ending, *roles[n], note.cuts, weight(note)))
    return Reading(tuple(found), collect(found))


@lru_cache(maxsize=4)
def _book(rules: tuple[Rule, ...]) -> RuleBook:
    """The rules in use, indexed; the same for all documents of a run."""
    return RuleBook((*rules, *builtin().rules)) if rules else builtin()


def _left_alone(text: str, lines: list[tuple[str, str]], rules: tuple[Rule, ...]) -> Reading:
    """A text that the rules cannot speak of: all is body, or headlines if it is short enough for that."""
    found: Roles = {}
    if len(text) <= _SHORT and is_han(text):
        found = headlines(take_notes(lines, text, _book(rules)))
    rows: list[Line] = []
    for n, (line, ending) in enumerate(lines):
        known = found.get(n, ("body", "not-chinese-prose")) if line.strip() else ("blank", "blank")
        rows.append(Line(n + 1, line, ending, *known))
    return Reading(tuple(rows), collect(rows) if found else Metadata())


_SHORT = 200


def _settle(notes: list[Note]) -> Roles:
    """Roles of all lines, such that reading the kept ones again would keep them all."""
    roles = assign(notes)
    kept = [note for note in notes if roles[note.number][0] in KEPT_ROLES]
    # Without a rule that fits a line no line is certain, and all are kept.
    while len(kept) < len(notes) and any(note.rule is not None for note in kept):
        again = assign(kept)
        notes, kept = kept, [note for note in kept if again[note.number][0] in KEPT_ROLES]
        if len(kept) < len(notes):
            left = {note.number for note in kept}
            roles.update((number, role) for number, role in again.items() if number not in left)
    return roles
