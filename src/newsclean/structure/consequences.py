"""What follows from certain lines for those around them: boxes, lists, signatures, ends of articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.patterns import compiled
from newsclean.structure.gate import SMALL
from newsclean.structure.notes import Note, Notes
from newsclean.structure.pairs import bigrams, shares_words
from newsclean.structure.roles import CLOSES, ENDS, NAMES, OFFICES, SIGNED
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.rule import Rule
from newsclean.structure.rules.words import expression
from newsclean.structure.sequences import keep_live, keep_references, keep_rows
from newsclean.structure.shapes import PHRASE, WORD

if TYPE_CHECKING:
    from newsclean.structure.model.judge import Judgement


def follow_rules(notes: Notes, certain: set[int], judgement: Judgement, title: int | None) -> None:
    """Correct the model's judgement by what the certain lines say about the lines around them.

    The steps run in this order: each sees what the ones before it have kept.

    :param judgement: changed in place.
    """
    kept, odds = judgement.kept, judgement.odds
    if title is not None:
        kept[title] = True
        _keep_decks(notes, kept, odds, title)
    _drop_facts_over_text(notes, kept, title or 0)
    boxed = _drop_boxes(notes, certain, kept, odds)
    _keep_introduced_lists(notes, certain, kept, odds)
    keep_rows(notes, kept, boxed)
    keep_references(notes, certain, kept)
    keep_live(notes, certain, kept)
    _keep_behind_advertisements(notes, certain, kept, odds)
    begun = next((i for i in notes.prose if kept[i]), len(notes))
    for i, rule in _rules(notes, certain):
        if rule.role in CLOSES and begun < i:
            _keep_up_to(notes, i, kept, odds, boxed)
    _keep_signature(notes, certain, kept, odds)
    _keep_signatures_over_text(notes, kept, begun)
    _keep_offices(notes, certain, kept)
    _keep_further_articles(notes, certain, kept, odds)
    if len(certain) >= _TWO:  # a single line of the desk ends nothing: a place and a date may follow
        _drop_after_end(notes, certain, kept)


def _rules(notes: Notes, certain: set[int]) -> Iterator[tuple[int, Rule]]:
    """The certain lines in order, each with its rule."""
    for i in sorted(certain):
        rule = notes[i].rule
        if rule is not None:
            yield i, rule


def _drop_facts_over_text(notes: Notes, kept: list[bool], title: int) -> None:
    """Drop a date, a source or a name between a title and the first paragraph."""
    first = next((i for i in notes.prose if kept[i]), 0)
    for i in range(title, first):
        rule = notes[i].rule
        kept[i] = kept[i] and (rule is None or rule.role not in SIGNED | NAMES)


def _keep_decks(notes: Notes, kept: list[bool], odds: list[float], title: int) -> None:
    """Keep the headlines that stand under a title and its date, and say what the article says."""
    first = next((i for i in notes.prose if i > title and kept[i]), title)
    near = range(title + 1, min(title + _DECK, first))
    doubtful = [i for i in near if not kept[i] and notes[i].rule is None and odds[i] > -_DECK_ODDS]
    if doubtful:
        text = "".join([note.text for note in notes[first : first + _OPENING]])
        for i in doubtful:
            kept[i] = len(bigrams(notes[i].text)) >= _SAYS and shares_words(notes[i].text, text)


# So far under the title, so unlikely at most (p 0.08), and so many pairs of characters: a tag has fewer. The
# six lines over the first paragraph that say so much, of families that were not seen, belong to the article.
_DECK, _DECK_ODDS, _SAYS, _OPENING = 5, 2.5, 8, 12


def _drop_boxes(notes: Notes, certain: set[int], kept: list[bool], odds: list[float]) -> set[int]:
    """Drop the headlines in boxes of other articles, and return their indexes."""
    boxed: set[int] = set()
    last = max((i for i in notes.prose if kept[i]), default=-1)
    for i, rule in _rules(notes, certain):
        if rule.certain != "list" or rule.role != "related":
            continue
        # Behind the text, short ones too; before it goes on, those may be its headings.
        shapes = (PHRASE, WORD) if i > last else (PHRASE,)
        for j in range(i + 1, min(i + 1 + _BOX, len(notes))):
            if notes[j].rule is not None or notes[j].shape not in shapes or odds[j] > _SURE:
                break
            kept[j] = False
            boxed.add(j)
    return boxed


def _keep_introduced_lists(notes: Notes, certain: set[int], kept: list[bool], odds: list[float]) -> None:
    """Keep the lists that a line of the article introduces and a line that ends articles closes."""
    for i, note in enumerate(notes):
        introduces = kept[i] or (i > 0 and kept[i - 1] and odds[i] > -_SURE)
        if not introduces or note.rule is not None or not _introduces(note):
            continue
        end = i + 1
        while end < len(notes) and end not in certain and notes[end].rule is None:
            end += 1
        closed = notes[end].rule if end in certain else None
        # Under the headlines of others stand dates and sources, too; what introduces those is a label.
        says = kept[i] and len(note.text) >= _CLAUSE
        if closed is not None and closed.role in (CLOSES | SIGNED if says else CLOSES):
            kept[i:end] = [True] * (end - i)


def _introduces(note: Note) -> bool:
    """Whether a line ends as one does that introduces a list."""
    return compiled(expression("introduces-list")).search(fold(note.text[-_TAIL:])) is not None


_TAIL = 4


def _keep_further_articles(notes: Notes, certain: set[int], kept: list[bool], odds: list[float]) -> None:
    """Keep the articles of a file in which each is signed alike.

    The model takes what is far behind the first article for furniture, and many short ones for a list. A
    list of other articles names their sources, too, but no editor; and beside it stands a page.
    """
    found = list(_signed_articles(notes, certain))
    alone = len(found) >= _TWO and sum(end + 1 - begin for begin, _, end in found) == len(notes)
    for begin, first, end in found:
        signed = _role(notes, end)
        follows = begin > 1 and _role(notes, begin - 1) == signed
        if follows and signed != "editor":
            follows = kept[begin - 2] and notes[begin - 2].is_prose
            follows = follows and all(odds[i] > _UNLIKELY for i in range(first, end) if notes[i].is_prose)
        if alone or follows:
            kept[begin] = True
            kept[first:end] = [True] * (end - first)


def _role(notes: Notes, i: int) -> str:
    """The role that a rule gives a line, empty without one."""
    rule = notes[i].rule
    return "" if rule is None else rule.role


def _signed_articles(notes: Notes, certain: set[int]) -> Iterator[tuple[int, int, int]]:
    """A headline, who wrote it and when, paragraphs, who signs it: the indexes of the first line of all, of
    the first paragraph and of the last line.

    Each begins behind a certain line that names someone, or with the text.
    """
    begin = 0
    for end in sorted(i for i in certain if _role(notes, i) in NAMES):
        first = begin + 1
        while first < end and _role(notes, first) in SIGNED:
            first += 1
        inside = range(first, end)
        if (
            any(notes[i].is_prose for i in inside)
            and len(inside) <= _REACH
            and all(notes[i].rule is None for i in inside)
            and _may_be_headline(notes[begin])
        ):
            yield begin, first, end
        elif end > begin and not inside:
            continue  # a source under the headline
        begin = end + 1


def _may_be_headline(note: Note) -> bool:
    """Whether a line has no rule and is no sentence."""
    return note.rule is None and note.shape in (PHRASE, WORD)


def _drop_after_end(notes: Notes, certain: set[int], kept: list[bool]) -> None:
    """Drop what stands after the line that ends the last article."""
    last = max((i for i in notes.prose if kept[i]), default=len(notes))
    ends = (i for i, rule in _rules(notes, certain) if i > last and rule.role in ENDS)
    for i in range(next(ends, len(notes)), len(notes)):
        kept[i] = kept[i] and notes[i].said


def _keep_behind_advertisements(notes: Notes, certain: set[int], kept: list[bool], odds: list[float]) -> None:
    """Keep a paragraph right under an advertisement that is right under a paragraph of the article."""
    for i in notes.prose:
        if i > 1 and i - 1 in certain and notes[i].rule is None and odds[i] > -_SURE:
            interrupted = kept[i - 2] and notes[i - 2].is_prose and _role(notes, i - 1) == "ad"
            kept[i] = kept[i] or interrupted


def _keep_up_to(notes: Notes, desk: int, kept: list[bool], odds: list[float], boxed: set[int]) -> None:
    """Keep the paragraphs over the line that closes an article, behind a box or a button in it."""
    # The nearest ones: a file may hold many articles, each with its desk.
    end = bisect_left(notes.prose, desk)
    near = [i for i in notes.prose[max(0, end - _REACH) : end] if i > desk - _REACH]
    last = max((i for i in near if kept[i]), default=-1)
    more = [i for i in near if i > last and odds[i] > _UNLIKELY]
    if not more:
        return
    first = more[0]
    if _may_be_headline(notes[first - 1]) and first - 1 not in boxed:
        first -= 1
    nearest = max(last, desk - _REACH)
    over = range(first - 1, nearest, -1)  # rows of a table, behind a heading
    first = next((i for i in over if notes[i].rule or i in boxed or odds[i] < -_SURE), nearest) + 1
    for i in range(first, more[-1] + 1):
        kept[i] = notes[i].rule is None


def _keep_signature(notes: Notes, certain: set[int], kept: list[bool], odds: list[float]) -> None:
    """Keep the office that signs a notice and the date under it, and how to reach it and the files of the
    notice, over or under those.
    """
    last = max((i for i in notes.prose if kept[i]), default=-1)
    while last + 1 < len(notes) and kept[last + 1]:
        last += 1
    end = last if last >= 0 and _is_day(notes[last]) else _date_of_signature(notes, last + 1, odds)
    if certain.intersection(range(last + 1, end + 1)):
        return
    while last <= end < len(notes) - 1 and end + 1 not in certain and _is_beside_signature(notes, end + 1):
        end += 1
    kept[last + 1 : end + 1] = [True] * (end - last)


def _keep_signatures_over_text(notes: Notes, kept: list[bool], begun: int) -> None:
    """Keep who signs a letter, and its date, over what is attached to it or who signs, too.

    Over a paragraph stands the date of another article.
    """
    for i in range(begun + 1, len(notes) - 1):
        if not kept[i] and _is_day(notes[i]) and kept[i + 1] and not notes[i + 1].is_prose:
            over = range(i - 1, max(begun - 1, i - 2 - _SIGNATURE), -1)
            last = next((j for j in over if kept[j] or notes[j].rule is not None), i)
            if kept[last]:
                kept[last : i + 1] = [True] * (i + 1 - last)


def _date_of_signature(notes: Notes, begin: int, odds: list[float]) -> int:
    """Index of the date under an office that signs, -1 if there is none."""
    while 0 < begin < len(notes) and _is_beside_signature(notes, begin):
        begin += 1
    for i in range(max(begin, 1), min(begin + 1 + _SIGNATURE, len(notes))):
        office = notes[i - 1]
        if _is_day(notes[i]) and office.rule is None and not office.is_prose:
            return i if odds[i - 1] > -_FAR_FROM_SIGNED else -1
    return -1


def _is_day(note: Note) -> bool:
    return note.text.endswith("日") and len(note.text) <= _DAY


def _is_beside_signature(notes: Notes, i: int) -> bool:
    note = notes[i]
    if _role(notes, i) in OFFICES:
        return True
    bracketed = note.text[0] in "（(" and note.text[-1] in "）)"
    attached = bracketed or compiled(expression("attached")).fullmatch(fold(note.text))
    return note.rule is None and bool(attached)


# So many lines a signature has at most; a date so many characters; an office is less unlikely than p 0.05.
_SIGNATURE, _DAY, _FAR_FROM_SIGNED = 4, 11, 3.0


def _keep_offices(notes: Notes, certain: set[int], kept: list[bool]) -> None:
    """Keep how to reach an office right under its notice, on a small page: a large one names its site."""
    last = max((i for i in notes.prose if kept[i]), default=len(notes))
    if len(notes) <= SMALL:
        for i in range(last + 1, len(notes)):
            if i in certain or _role(notes, i) not in OFFICES:
                return
            kept[i] = True


# The desk signs so many lines under the last paragraph at most; a paragraph with less is unlikely (p 0.27).
_REACH, _UNLIKELY = 20, -1.0
_CLAUSE = 12
_TWO = 2
# A box has so many headlines at most; a line of which the model is this sure (p 0.88) is no headline in it.
_BOX, _SURE = 5, 2.0
