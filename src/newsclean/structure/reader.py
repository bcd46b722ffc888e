"""Read a text as a news page: give every line its role.

Two principles keep the reader safe.

* *Nothing goes without evidence.* A text in which no line is boilerplate beyond doubt is the
  article, all of it, whatever its lines look like.
* *Evidence always goes.* Lines that are boilerplate beyond doubt are never kept, so what is kept
  holds no evidence, and reading it again takes nothing more away. Where a line becomes certain only
  because its neighbours went, the reader looks again until nothing changes.
"""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import compress, count, repeat
from operator import attrgetter

from newsclean.document import KEPT_ROLES, Line, Metadata, Reading
from newsclean.lines import split
from newsclean.structure.article import WEIGHTS, weight
from newsclean.structure.book import RuleBook, builtin
from newsclean.structure.context import in_context
from newsclean.structure.evidence import Notes, take_notes
from newsclean.structure.genre import is_chinese_prose, is_han
from newsclean.structure.layout import Roles, assign, headlines
from newsclean.structure.metadata import collect
from newsclean.structure.rules import Rule


def read(text: str, rules: tuple[Rule, ...] = ()) -> Reading:
    """Give every line of a text its role, and collect what the page says about the article.

    :param text: the text, after repair.
    :param rules: rules beside those that come with the program; they are tried first.
    :returns: lines with roles, the rule or evidence that decided each, and the metadata.
    """
    if not is_chinese_prose(text):
        return _left_alone(text, rules)
    texts, endings = zip(*split(text), strict=True)
    roles, notes = settle(take_notes(texts, _book(rules)))
    # Columns. A line that there is no note of is blank.
    numbers = range(len(texts))
    role, rule = zip(*map(roles.get, numbers, repeat(("blank", "blank"))), strict=True)
    cuts = {note.number: note.cuts for note in compress(notes, map(_CUTS, notes))}
    weights = dict(zip(map(_NUMBER, notes), map(WEIGHTS.__getitem__, map(_SHAPE, notes)), strict=True))
    for i in notes.hits:
        weights[notes[i].number] = weight(notes[i])
    columns = (texts, endings, role, rule, map(cuts.get, numbers, repeat(())), map(weights.get, numbers))
    lines = tuple(map(_LINE, zip(count(1), *columns, strict=False)))
    return Reading(lines, collect(lines))


# Line._make in half the time: most of what a clean article costs is its lines.
_LINE = partial(tuple.__new__, Line)
_NUMBER, _SHAPE, _CUTS = attrgetter("number"), attrgetter("shape"), attrgetter("cuts")


@lru_cache(maxsize=4)
def _book(rules: tuple[Rule, ...]) -> RuleBook:
    """The rules in use, indexed; the same for all documents of a run."""
    return RuleBook((*rules, *builtin().rules)) if rules else builtin()


def _left_alone(text: str, rules: tuple[Rule, ...]) -> Reading:
    """A text that the rules cannot speak of: all is body, or headlines if it is short enough for that."""
    lines = split(text)
    found: Roles = {}
    if len(text) <= _SHORT and is_han(text):
        found = headlines(take_notes([line for line, _ in lines], _book(rules)))
    rows: list[Line] = []
    for n, (line, ending) in enumerate(lines):
        known = found.get(n, ("body", "not-chinese-prose")) if line.strip() else ("blank", "blank")
        rows.append(Line(n + 1, line, ending, *known))
    return Reading(tuple(rows), collect(rows) if found else Metadata())


_SHORT = 200


def settle(notes: Notes) -> tuple[Roles, Notes]:
    """Roles of all lines, such that reading the kept ones again would keep them all.

    :returns: the roles, and the notes as they are among their neighbours.
    """
    in_place = in_context(notes)
    roles = again = assign(in_place)
    # Where no rule fits a line that is kept none is certain, and all would be kept.
    while any(again[notes[i].number][0] in KEPT_ROLES for i in notes.hits):
        kept = Notes([note for note in notes if again[note.number][0] in KEPT_ROLES])
        if len(kept) == len(notes):
            break
        notes, again = kept, assign(in_context(kept))
        roles.update((number, role) for number, role in again.items() if role[0] not in KEPT_ROLES)
    return roles, in_place
