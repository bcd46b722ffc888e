"""The roles of a document's lines: what is the article, and what the rest is by rule or by its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from newsclean.patterns import compiled
from newsclean.structure.breadcrumbs import breadcrumb
from newsclean.structure.gate import certain_lines, may_show_page, opening, shows_page
from newsclean.structure.notes import Note, Notes
from newsclean.structure.roles import CLOSES, ENDS, KEPT, NAMES, NOTICES, SIGNED
from newsclean.structure.shapes import PHRASE, WORD
from newsclean.structure.titles import (
    bigrams,
    first_title,
    headlines,
    heart,
    repeats,
    shares_words,
)

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
    if not notes.prose and evidence is None:
        return Assigned(headlines(notes) or dict.fromkeys(map(_NUMBER, notes), ("body", ARTICLE)))
    opened = evidence is not None or opening(notes, certain)
    if not opened and (len(notes.prose) == len(notes) or not may_show_page(notes)):
        return Assigned(_untouched(notes, certain))
    from newsclean.structure.model.judge import judge, speak_of_page  # most clean articles do without

    if not opened and evidence is None and not speak_of_page(notes):
        return Assigned(_untouched(notes, certain))
    judgement = judge(notes, certain, evidence, careful=careful, explain=explain)
    numbers = list(map(_NUMBER, notes))
    odds = dict(zip(numbers, judgement.odds, strict=True))
    reasons = dict(zip(numbers, judgement.reasons, strict=False))
    if not opened and not shows_page(notes, judgement.odds, judgement.kept):
        return Assigned(_untouched(notes, certain), odds, reasons)
    return Assigned(_page(notes, certain, judgement), odds, reasons)


_NUMBER = attrgetter("number")


def _untouched(notes: Notes, certain: set[int]) -> Roles:
    """There is no page around the text: all is the article, the title first if there is one.

    :param certain: lines that would go if there were a page; what they say counts for the metadata.
    """
    roles: Roles = dict.fromkeys(map(_NUMBER, notes), ("body", ARTICLE))
    for i in certain:
        if (rule := notes[i].rule) is not None:
            roles[notes[i].number] = ("body", rule.id)
    title = first_title(notes)
    if title is not None:
        roles[notes[title].number] = ("title", "headline")
        _kickers(notes, roles, title, {*range(notes.prose[0])})
    return roles


def _page(notes: Notes, certain: set[int], judgement: Judgement) -> Roles:
    """A page, or what is left of one, around the article."""
    kept, title = judgement.kept, judgement.title
    if title is None:
        title = first_title(notes)
    _follow_rules(notes, certain, judgement, title)
    roles: Roles = {}
    body = [i for i in range(len(notes)) if kept[i] and i != title]
    first = min(body, default=len(notes))
    last = max(body, default=-1)
    prose = next((i for i in body if notes[i].is_prose), first)
    said = "" if title is None else notes[title].text
    heart_of_title = heart(said)
    for i, note in enumerate(notes):
        if i == title:
            roles[note.number] = ("title", "headline")
        elif (
            said
            and heart_of_title in judgement.folded[i]
            and i not in certain
            and not prose <= i < last
            and repeats(said, note.text)
        ):
            roles[note.number] = ("duplicate-title", "repeats-the-title")
        elif kept[i]:
            another = first < i and i - 1 in certain and _opens_another(notes, i)
            roles[note.number] = ("title", "headline-behind-an-end") if another else ("body", MODEL)
        elif note.rule is not None:
            roles[note.number] = (note.rule.role, note.rule.id)
        else:
            roles[note.number] = (_by_place(notes, i, first, last), MODEL)
    if title is not None:
        _kickers(notes, roles, title, {i for i in body if i < first + _NEAR})
    above = notes[: next((i for i in body if notes[i].is_prose), first)]
    for number in breadcrumb(above, {note.number for note in above if roles[note.number][0] != "title"}):
        roles[number] = ("breadcrumb", "one-crumb-a-line")
    _site(notes, roles)
    return roles


_NEAR = 3


def _follow_rules(notes: Notes, certain: set[int], judgement: Judgement, title: int | None) -> None:
    """Lines that follow from certain ones: in a box of other articles' headlines, in a list
    that a line introduces and the desk closes, and after what ends the article.
    """
    kept, odds = judgement.kept, judgement.odds
    if title is not None:
        kept[title] = True
    first = next((i for i in notes.prose if kept[i]), 0)
    for i in range(title or 0, first):  # a date, a source or a name between a title and the first paragraph
        rule = notes[i].rule
        kept[i] = kept[i] and (rule is None or rule.role not in SIGNED)
    boxed: set[int] = set()
    for i in certain:
        rule = notes[i].rule
        if rule is not None and rule.certain == "list" and rule.role == "related":
            for j in range(i + 1, min(i + 1 + _BOX, len(notes))):
                if notes[j].rule is not None or notes[j].shape != PHRASE or odds[j] > _SURE:
                    break
                kept[j] = False
                boxed.add(j)
    for i, note in enumerate(notes):
        introduces = kept[i] or (i > 0 and kept[i - 1] and odds[i] > -_SURE)
        if introduces and note.rule is None and note.text.endswith(_COLONS):
            end = i + 1
            while end < len(notes) and end not in certain and notes[end].rule is None:
                end += 1
            closed = notes[end].rule if end < len(notes) else None
            if end in certain and closed is not None and closed.role in ENDS:
                kept[i:end] = [True] * (end - i)  # a list, introduced and signed
    begun = next((i for i in notes.prose if kept[i]), len(notes))
    for i in sorted(certain):
        rule = notes[i].rule
        if rule is not None and rule.role in CLOSES and begun < i:
            _keep_up_to(notes, i, kept, odds, boxed)
        if rule is not None and rule.role in NAMES and begun < i:
            _keep_list(notes, i, kept, odds, certain)
    _keep_signature(notes, certain, kept, odds)
    for i in range(1, len(notes) - 1):
        if i - 1 in certain and begun < i and odds[i] > -_SURE and _opens_another(notes, i):
            kept[i] = kept[i] or any(
                kept[j] and notes[j].is_prose for j in range(i + 1, min(i + 4, len(notes)))
            )
    if len(certain) < _TWO:  # a single line of the desk ends nothing: a place and a date may follow
        return
    last = max((i for i in notes.prose if kept[i]), default=len(notes))
    ended = False
    for i in range(last + 1, len(notes)):
        ended = ended or (i in certain and (rule := notes[i].rule) is not None and rule.role in ENDS)
        kept[i] = kept[i] and (not ended or notes[i].said)


def _keep_up_to(notes: Notes, desk: int, kept: list[bool], odds: list[float], boxed: set[int]) -> None:
    """Keep the paragraphs over the line that closes an article, behind a box or a button in it."""
    # The nearest ones: a file may hold many articles, each with its desk.
    end = bisect_left(notes.prose, desk)
    near = [i for i in notes.prose[max(0, end - _REACH) : end] if i > desk - _REACH]
    last = max((i for i in near if kept[i]), default=-1)
    more = [i for i in near if i > last and odds[i] > _UNLIKELY]
    if not more:
        return
    heading = notes[more[0] - 1]
    headed = heading.rule is None and heading.shape in (PHRASE, WORD) and more[0] - 1 not in boxed
    first = more[0] - headed
    for i in range(max(first, last + 1), more[-1] + 1):
        kept[i] = notes[i].rule is None


def _keep_list(notes: Notes, desk: int, kept: list[bool], odds: list[float], out: set[int]) -> None:
    """Keep the short lines between the article's last line and those that name who made it: results, prizes,
    a last word.

    :param out: lines that are not the article's in any case.
    """
    while desk and (rule := notes[desk - 1].rule) is not None and rule.role in NAMES:
        desk -= 1
    last = max((i for i in range(max(0, desk - _ROWS), desk) if kept[i]), default=-1)
    rows = range(last + 1, desk)
    if last >= 0 and all(i not in out and _may_be_row(notes[i]) and odds[i] > -_FAR_FROM for i in rows):
        for i in rows:
            kept[i] = True


def _keep_signature(notes: Notes, certain: set[int], kept: list[bool], odds: list[float]) -> None:
    """Keep the office that signs a notice, the date under it, and how to reach it."""
    last = max((i for i in notes.prose if kept[i]), default=len(notes))
    while last + 1 < len(notes) and kept[last + 1]:
        last += 1
    for i in range(last + 1, min(last + 2 + _SIGNATURE, len(notes))):
        office = notes[i - 1]
        signs = office.rule is None and not office.is_prose
        if notes[i].text.endswith("日") and len(notes[i].text) <= _DAY and signs:
            if odds[i - 1] > -_FAR_FROM_SIGNED and not certain.intersection(range(last + 1, i + 1)):
                kept[last + 1 : i + 1] = [True] * (i - last)
            return


# So many lines a signature has at most; a date so many characters; an office is less unlikely than p 0.05.
_SIGNATURE, _DAY, _FAR_FROM_SIGNED = 4, 11, 3.0


def _may_be_row(note: Note) -> bool:
    return note.rule is None or note.rule.certain == "list"


# Lines between an article and the line that signs it are its own unless one is most unlikely (p 0.08).
_ROWS, _FAR_FROM = 9, 2.5
# The desk signs so many lines under the last paragraph at most; a paragraph with less is unlikely (p 0.27).
_REACH, _UNLIKELY = 20, -1.0
_COLONS = (":", "：", "﹕", "如下。")
_TWO = 2
# A box has so many headlines at most; a line of which the model is this sure (p 0.88) is no headline in it.
_BOX, _SURE = 5, 2.0


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
    text = "".join([note.text for note in notes[prose : prose + _OPENING]])
    for i in (title - 2, title - 1, title + 1, title + 2):
        if not 0 <= i < prose or notes[i].rule is not None or notes[i].shape != PHRASE:
            continue
        if roles[notes[i].number][0] == "duplicate-title":
            continue
        between = notes[title + 1 : i] if i > title else notes[i + 1 : title]
        if any(note.rule is not None or note.shape != PHRASE for note in between):
            continue
        signed = i > title and any(
            note.rule is not None and note.rule.role in SIGNED for note in notes[i + 1 : i + 3]
        )
        near = i in kept or (i == title - 1 and _is_headline(notes[i]))
        if (signed and _is_headline(notes[i])) or (near and shares_words(notes[i].text, text)):
            roles[notes[i].number] = ("kicker", "over-the-title" if i < title else "under-the-title")


_OPENING = 40


def _is_headline(note: Note) -> bool:
    """Whether a line says enough for a headline: more than a name or a section."""
    return len(bigrams(note.text)) >= _WORDS or len(compiled("[A-Za-z]+").findall(note.text)) >= _WORDS


_WORDS = 4


def _site(notes: Notes, roles: Roles) -> None:
    """The name of the site: a short first or last line that goes, and that others which go name."""
    gone = [note for note in notes if roles[note.number][0] not in KEPT]
    for note in (notes[0], notes[-1]):
        role, _ = roles[note.number]
        if note.rule is not None or role in KEPT or not 2 <= len(note.text) <= _NAME:
            continue
        named = any(note.text in other.text for other in gone if other is not note)
        if named or note.text.endswith(_MEDIA):
            roles[note.number] = ("site", "site-name")


_NAME = 16
_MEDIA = (*"网網報报台臺", "在线", "線上", "新闻", "新聞", "客户端", "热线", "周刊")
