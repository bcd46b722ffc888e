"""The roles of a document's lines: what is the article, and what the rest is by rule or by its place."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from newsclean.patterns import compiled
from newsclean.structure.gate import certain_lines, may_show_page, opening, shows_page
from newsclean.structure.notes import Note, Notes
from newsclean.structure.pairs import bigrams, shares_words
from newsclean.structure.roles import KEPT, NOTICES, SIGNED
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.words import expression
from newsclean.structure.shapes import PHRASE
from newsclean.structure.titles import first_title, headlines, heart, repeats

if TYPE_CHECKING:
    from newsclean.structure.model.judge import Judgement

#: Line number → role and the rule or evidence that decided it.
Roles = dict[int, tuple[str, str]]

#: What decides lines that no rule decides: that there is no page around the text; the model.
ARTICLE, MODEL = "article", "model"


class Assigned:
    """Roles of lines, and what the model said of them where it was asked.

    :param odds: number of a line → log-odds of standing in the article.
    :param reasons: number of a line → the strongest reasons for them, where they were asked for.
    """

    __slots__ = ("odds", "reasons", "roles")

    def __init__(
        self,
        roles: Roles,
        odds: dict[int, float] | None = None,
        reasons: dict[int, tuple[str, ...]] | None = None,
    ) -> None:
        self.roles = roles
        self.odds = odds or {}
        self.reasons = reasons or {}


def assign(
    notes: Notes,
    evidence: Sequence[Sequence[int]] | None = None,
    *,
    careful: bool = False,
    explain: bool = False,
) -> Assigned:
    """Roles for a document's lines that are not blank.

    :param notes: what was noticed about each, as :func:`~newsclean.structure.exceptions.in_context`
        returns it.
    :param evidence: columns of evidence from HTML for each note.
    :param careful: keep lines that are in doubt.
    :param explain: with the model's reasons.
    """
    certain = certain_lines(notes)
    if len(notes) == 1:
        evidence = None  # no page stands around a line by itself, whatever element it stands in
    if not notes.prose and evidence is None:
        return Assigned(headlines(notes) or _untouched(notes, certain))
    opened = evidence is not None or opening(notes, certain)
    if not opened and (len(notes.prose) == len(notes) or not may_show_page(notes)):
        return Assigned(_untouched(notes, certain))
    if not opened and evidence is None and not _speak_of_page(notes):
        return Assigned(_untouched(notes, certain))
    from newsclean.structure.model.judge import judge  # articles do without

    judgement = judge(notes, certain, evidence, careful=careful, explain=explain)
    numbers = list(map(_NUMBER, notes))
    odds = dict(zip(numbers, judgement.odds, strict=True))
    reasons = dict(zip(numbers, judgement.reasons, strict=False))
    if not opened and not shows_page(notes, judgement.odds, judgement.kept):
        return Assigned(_untouched(notes, certain, judgement.title), odds, reasons)
    return Assigned(_page(notes, certain, judgement), odds, reasons)


_NUMBER = attrgetter("number")


def _speak_of_page(notes: Notes) -> bool:
    from newsclean.structure.model.furniture import speak_of_page  # most articles do without

    return speak_of_page(notes)


def _untouched(notes: Notes, certain: set[int], likely: int | None = None) -> Roles:
    """There is no page around the text: all is the article, the title first if there is one.

    :param certain: lines that would go if there were a page; what they say counts for the metadata.
    :param likely: index of the title, by the model, where it was asked.
    """
    roles: Roles = dict.fromkeys(map(_NUMBER, notes), ("body", ARTICLE))
    for i in certain:
        if (rule := notes[i].rule) is not None:
            roles[notes[i].number] = ("body", rule.id)
    title = first_title(notes)
    if title is None:
        title = likely
    if title is not None:
        roles[notes[title].number] = ("title", "headline")
        _kickers(notes, roles, title, {*range(notes.prose[0] if notes.prose else 0)})
    return roles


def _page(notes: Notes, certain: set[int], judgement: Judgement) -> Roles:
    """A page, or what is left of one, around the article."""
    from newsclean.structure.breadcrumbs import breadcrumb  # articles do without
    from newsclean.structure.consequences import follow_rules

    kept, title = judgement.kept, judgement.title
    if title is None:
        title = first_title(notes)
    follow_rules(notes, certain, judgement, title)
    body = [i for i in range(len(notes)) if kept[i] and i != title]
    first = min(body, default=len(notes))
    prose = next((i for i in body if notes[i].is_prose), first)
    again = _repetitions(notes, judgement, title, certain.union(range(prose, max(body, default=-1))))
    roles = _roles(notes, certain, kept, title, again)
    if title is not None:
        _kickers(notes, roles, title, {i for i in body if i < first + _NEAR})
    above = notes[:prose]
    for number in breadcrumb(above, {note.number for note in above if roles[note.number][0] != "title"}):
        roles[number] = ("breadcrumb", "one-crumb-a-line")
    _site(notes, roles)
    return roles


def _repetitions(notes: Notes, judgement: Judgement, title: int | None, others: set[int]) -> set[int]:
    """Indexes of the lines that repeat the title.

    :param others: lines that do not count: certain ones, and those inside the article.
    """
    said = "" if title is None else notes[title].text
    if not said:
        return set()
    core = heart(said)
    return {
        i
        for i, note in enumerate(notes)
        if core in judgement.folded[i] and i != title and i not in others and repeats(said, note.text)
    }


def _roles(notes: Notes, certain: set[int], kept: list[bool], title: int | None, again: set[int]) -> Roles:
    """The role of each line by what is kept, its rule or its place.

    :param again: indexes of the lines that repeat the title.
    """
    roles: Roles = {}
    body = [i for i in range(len(notes)) if kept[i] and i != title]
    first, last = min(body, default=len(notes)), max(body, default=-1)
    for i, note in enumerate(notes):
        if i == title:
            role = ("title", "headline")
        elif i in again:
            role = ("duplicate-title", "repeats-the-title")
        elif kept[i]:
            another = first < i and i - 1 in certain and _opens_another(notes, i)
            role = ("title", "headline-behind-an-end") if another else ("body", MODEL)
        elif note.rule is not None:
            role = (note.rule.role, note.rule.id)
        else:
            role = (_by_place(notes, i, first, last), MODEL)
        roles[note.number] = role
    return roles


_NEAR = 3


def _opens_another(notes: Notes, i: int) -> bool:
    """Whether a line is the title of a further article: the one before it has been signed or closed."""
    before, after = notes[i - 1].rule, notes[i + 1] if i + 1 < len(notes) else None
    if before is None or before.role not in NOTICES or notes[i].shape != PHRASE or after is None:
        return False
    return after.is_prose or (after.rule is not None and after.rule.role in SIGNED)


def _by_place(notes: Notes, i: int, first: int, last: int) -> str:
    """The role of a line that goes and that no rule fits, by where it stands."""
    if i < first:
        return "nav"
    for note in reversed(notes[max(last if i > last else first, i - _FAR) : i]):
        if note.rule is not None:
            if note.rule.role in ("copyright", "disclaimer", "footer"):
                return "footer"
            if note.rule.role == "related":
                return "related"
    if i < last:
        return "ad"
    return "related" if notes[i].shape == PHRASE else "nav"


_FAR = 12


def _kickers(notes: Notes, roles: Roles, title: int, kept: set[int]) -> None:
    """The headlines over and under the title, on evidence: they speak of what the article speaks of, or
    stand between the title and the line with its date, source or author.
    """
    prose = next((i for i in notes.prose if i > title), len(notes))
    text = ""
    for i in (title - 2, title - 1, title + 1, title + 2):
        if not 0 <= i < prose or roles[notes[i].number][0] == "duplicate-title":
            continue
        if repeats(notes[title].text, notes[i].text):  # with the name of the site; no page shows that it goes
            continue
        # Nothing but headlines from the title to this one.
        if not all(_is_phrase(note) for note in (notes[title + 1 : i + 1] if i > title else notes[i:title])):
            continue
        headline = _is_headline(notes[i])
        near = i in kept or (i == title - 1 and headline)
        text = text or "".join([note.text for note in notes[prose : prose + _OPENING]])
        if (headline and i > title and _signed(notes, i)) or (near and shares_words(notes[i].text, text)):
            roles[notes[i].number] = ("kicker", "over-the-title" if i < title else "under-the-title")


def _is_phrase(note: Note) -> bool:
    return note.rule is None and note.shape == PHRASE


def _signed(notes: Notes, i: int) -> bool:
    """Whether a date, a source or an author stands right under a line."""
    return any(note.rule is not None and note.rule.role in SIGNED for note in notes[i + 1 : i + 3])


_OPENING = 40


def _is_headline(note: Note) -> bool:
    """Whether a line says enough for a headline: more than a name or a section.

    Of Latin words one has no capital: else they are the names of who wrote it.
    """
    words = compiled("[A-Za-z]+").findall(note.text)
    return len(bigrams(note.text)) >= _WORDS or (len(words) >= _WORDS and any(map(str.islower, words)))


_WORDS = 4


def _site(notes: Notes, roles: Roles) -> None:
    """The name of the site: a short first or last line that goes, and that others which go name."""
    gone = [note for note in notes if roles[note.number][0] not in KEPT]
    for note in (notes[0], notes[-1]):
        role, _ = roles[note.number]
        if note.rule is not None or role in KEPT or not 2 <= len(note.text) <= _NAME:
            continue
        named = any(note.text in other.text for other in gone if other is not note)
        if named or compiled(expression("site")).search(fold(note.text)):
            roles[note.number] = ("site", "site-name")


_NAME = 16
