"""Read a text as a news page: give every line its role.

Two principles keep the reader safe.

* *Nothing goes without evidence.* A text in which no line is boilerplate beyond doubt is the
  article, all of it, whatever its lines look like.
* *Evidence always goes.* Lines that are boilerplate beyond doubt are never kept, so what is kept
  holds no evidence, and reading it again takes nothing more away. Where a line becomes certain only
  because its neighbours went, the reader looks again until nothing changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import compress, count, repeat
from math import exp
from operator import attrgetter

from newsclean.document import Line, Metadata, Reading
from newsclean.errors import OptionsError
from newsclean.lines import split
from newsclean.notices import warned
from newsclean.structure.exceptions import in_context
from newsclean.structure.gate import certain_lines
from newsclean.structure.genre import is_chinese, is_chinese_page, is_han, is_prose
from newsclean.structure.layout import Assigned, assign
from newsclean.structure.metadata import collect
from newsclean.structure.notes import Notes, at_ends, single, take_notes
from newsclean.structure.roles import KEPT
from newsclean.structure.rules.index import RuleBook, builtin
from newsclean.structure.rules.rule import Rule
from newsclean.structure.titles import first_title, headlines
from newsclean.values import as_text

#: A row of numbers from 0 to 255 for each line: what its HTML says (:mod:`newsclean.structure.markup`).
Evidence = Sequence[Sequence[int]]


def read(
    text: str,
    rules: tuple[Rule, ...] = (),
    *,
    evidence: Evidence | None = None,
    careful: bool = False,
    explain: bool = False,
) -> Reading:
    """Give every line of a text its role, and collect what the page says about the article.

    :param text: the text, after repair.
    :param rules: rules beside those that come with the program; they are tried first.
    :param evidence: what the HTML of the page says of each line of the text (blank ones, too).
    :param careful: keep lines that are in doubt, and more furniture with them.
    :param explain: say of each line what the model's reasons are.
    :returns: lines with roles, the rule or evidence that decided each, and the metadata.
    :raises TypeError: ``text`` is not a ``str``.
    :raises OptionsError: ``rules`` holds what is no rule, such as the name of a file.
    """
    chinese = is_chinese(as_text(text))
    book = _book(tuple(rules)) if rules else builtin()
    if not chinese:
        return _left_alone(text, book)
    texts, endings = zip(*split(text), strict=True)
    notes = take_notes(texts, book)
    speaks = is_prose(text) if evidence is None else is_chinese_page(text)
    if not speaks and not _shows_all_of_page(notes):
        return _left_alone(text, book, notes)
    assigned = settle(notes, evidence, careful=careful, explain=explain)
    # Columns. A line that there is no note of is blank.
    numbers = range(len(texts))
    role, rule = zip(*map(assigned.roles.get, numbers, repeat(("blank", "blank"))), strict=True)
    cuts = {note.number: note.cuts for note in compress(notes, map(_CUTS, notes))}
    kept = [note for note in notes if assigned.roles[note.number][0] in KEPT]
    if len(kept) == 1 < len(notes):  # which is the only line from now on
        cuts[kept[0].number] = single(kept[0], texts[kept[0].number], book).cuts
    elif len(kept) > 1:
        cuts |= at_ends(kept, texts, book)
    likely = {number: 1 / (1 + exp(-odds)) for number, odds in assigned.odds.items()}
    why = map(assigned.reasons.get, numbers, repeat(()))
    columns = (texts, endings, role, rule, map(cuts.get, numbers, repeat(())), map(likely.get, numbers), why)
    lines = tuple(map(_LINE, zip(count(1), *columns, strict=False)))
    warnings = () if kept or not notes else (_nothing(len(notes)),)
    return Reading(lines, collect(lines, book.fields), warnings)


def _nothing(count: int) -> str:
    """What to say of a page of which nothing stays: its reader would take it for an empty file."""
    lines = "the only line was" if count == 1 else f"all {count} lines were"
    return warned("no-article", f"no article was found: {lines} classified as boilerplate")


def _shows_all_of_page(notes: Notes) -> bool:
    """Whether a page stands around a text that is mostly source code, English or Markdown: an article may
    quote code. Programs and manuals have fewer certain lines, or badges, links and licences only.
    """
    rules = [rule for i in certain_lines(notes) if (rule := notes[i].rule) is not None]
    weak = sum(rule.weak for rule in rules)
    lines = len(rules) - weak + min(weak, _WEAK)
    return lines >= _LINES and len({rule.role for rule in rules}) > 1


# Of weak rules so many count: a file of data has a notice of copyright for each of its sources.
_LINES, _WEAK = 6, 2

# Line._make in half the time: most of what a clean article costs is its lines.
_LINE = partial(tuple.__new__, Line)
_CUTS = attrgetter("cuts")


@lru_cache(maxsize=4)
def _book(rules: tuple[Rule, ...]) -> RuleBook:
    """The rules in use, indexed; the same for all documents of a run."""
    for rule in rules:
        if not isinstance(rule, Rule):
            raise OptionsError(f"rules: expected rules (newsclean.structure.load_rules), got {rule!r}")
    return RuleBook((*rules, *builtin().rules))


def _left_alone(text: str, book: RuleBook, notes: Notes | None = None) -> Reading:
    """A text that the rules cannot speak of: all is body, or headlines if it is short enough for that.

    :param notes: of a text with Chinese in it; a post in Markdown has a title that it speaks of, too.
    """
    lines = split(text)
    found: dict[int, tuple[str, str]] = {}
    if len(text) <= _SHORT and is_han(text):
        found = headlines(take_notes([line for line, _ in lines], book))
    if not found and notes and notes.prose and (title := first_title(notes, sure=True)) is not None:
        found = {notes[title].number: ("title", "headline")}
    rows: list[Line] = []
    for n, (line, ending) in enumerate(lines):
        known = found.get(n, ("body", "not-chinese-prose")) if line.strip() else ("blank", "blank")
        rows.append(Line(n + 1, line, ending, *known))
    return Reading(tuple(rows), collect(rows, book.fields) if found else Metadata())


_SHORT = 200


def settle(
    notes: Notes, evidence: Evidence | None = None, *, careful: bool = False, explain: bool = False
) -> Assigned:
    """Roles of all lines, such that reading the kept ones again would keep them all.

    What is kept is text: read again, there is no evidence from HTML any more.
    """
    rows = None if evidence is None else [evidence[note.number] for note in notes]
    assigned = again = assign(in_context(notes), rows, careful=careful, explain=explain)
    while True:
        kept = [note for note in notes if again.roles[note.number][0] in KEPT]
        if not kept or (len(kept) == len(notes) and rows is None):
            return assigned
        notes, rows = Notes(kept), None
        again = assign(in_context(notes), careful=careful)
        assigned.roles.update((n, role) for n, role in again.roles.items() if role[0] not in KEPT)
