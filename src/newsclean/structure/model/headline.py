"""Which line is the title: by what the model says of each line, and by what the article repeats of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from newsclean.structure.notes import Note, Notes
from newsclean.structure.pairs import bigrams, shared
from newsclean.structure.roles import SIGNED
from newsclean.structure.shapes import CAPTION
from newsclean.structure.titles import is_no_title, is_part, says_other


def find_title(
    notes: Notes, certain: set[int], kept: Sequence[bool], scores: Sequence[float], first: int
) -> int | None:
    """Index of the title, if one is likely.

    :param certain: indexes of the lines that are boilerplate beyond doubt.
    :param kept: whether each line belongs to the article.
    :param scores: log-odds of each line of being the title.
    :param first: index of the line that the article begins with.
    """
    best, found = _likeliest(notes, certain, scores, range(first), first)
    # A page asks for something in whole sentences, over the title: they say nothing of what the article says.
    paragraphs = [i for i in notes.prose if i >= first and kept[i]][: _PROMPTS + 1]
    for count, (above, below) in enumerate(pairwise(paragraphs), 1):
        if below == above + 1:
            continue
        text = _beginning(notes, below)
        if not all(says_other(notes[i].text, text) for i in paragraphs[:count]):
            break
        score, title = _likeliest(notes, certain, scores, range(above + 1, below), below)
        if score > best + _CLEAR:
            best, found = score, title
    return found


# A page asks so many times: for another browser, for consent, for a subscription. A title below is by so many
# nats likelier than one above, which may be that of a short article over another one.
_PROMPTS, _CLEAR = 3, 2.0


def begins(notes: Notes, kept: Sequence[bool], odds: Sequence[float]) -> int:
    """Index of the article's first paragraph, or of its fourth line in a row where it begins with a list."""
    row = 0
    for i, stays in enumerate(kept):
        if stays and notes[i].is_prose:
            return i
        row = row + 1 if stays and odds[i] > 0 else 0
        if row > _ROW:
            return i
    return len(notes)


_ROW = 3


def said_title(said: Sequence[int], scores: Sequence[float]) -> int | None:
    """Index of the likeliest of the lines that say most of the title in the page's head, if there is one."""
    saying = [i for i, share in enumerate(said) if share >= _MOST_OF_IT and scores[i] > LIKELY]
    return max(saying, key=scores.__getitem__, default=None)


#: In 200ths; the rest is the name of the site or of a section.
_MOST_OF_IT = 100


def _likeliest(
    notes: Notes, certain: set[int], scores: Sequence[float], lines: Iterable[int], first: int
) -> tuple[float, int | None]:
    """The likeliest of some lines over an article's first paragraph to be its title: the log-odds, and its
    index if it is likely.

    It speaks of what the article speaks of.
    """
    text = _beginning(notes, first)
    found: dict[int, float] = {}
    for i in lines:
        if scores[i] > LIKELY - WORDS and i not in certain and _may_be_title(notes[i]):
            share = shared(notes[i].text, text)
            if scores[i] + WORDS * share > LIKELY:
                found[i] = scores[i] + AMONG * min(1.0, share / ENOUGH)
    if not found:  # of a word (讣告) right over its date the article may say nothing
        dated = next((i for i in lines if (rule := notes[i].rule) is not None and rule.role in SIGNED), 0)
        alone = dated > 0 and scores[dated - 1] > LIKELY - ALONE and _may_be_title(notes[dated - 1])
        return LIKELY, dated - 1 if alone else None
    # Under a title stand the names of who wrote it, in Latin letters, or the title in another language.
    found = {i: score for i, score in found.items() if bigrams(notes[i].text)} or found
    title = _over_date(notes, found, max(found, key=found.__getitem__))
    whole = notes[title].text
    parts = (i for i in range(first - 1, title, -1) if _may_be_title(notes[i]) and is_part(notes[i], whole))
    return found[title], next((i for i in parts if i in found or 2 * len(notes[i].text) > len(whole)), title)


def _over_date(notes: Notes, found: dict[int, float], title: int) -> int:
    """The title, or the line that is not much less likely over the date or source above it: a headline under
    those is the article's second one.
    """
    near = range(title - 1, max(title - _FAR, 0), -1)
    dated = next((i for i in near if (rule := notes[i].rule) is not None and rule.role in SIGNED), 0)
    over = [i for i in range(max(0, dated - _FAR), dated) if i in found and found[i] > found[title] - _DATED]
    return max(over, key=found.__getitem__, default=title)


#: So many lines above, and so many nats less likely.
_FAR, _DATED = 3, 2.5


def _beginning(notes: Notes, first: int) -> str:
    return "".join([note.text for note in notes[first : first + _LINES]])[:_TEXT]


_LINES, _TEXT = 12, 1500
#: Log-odds from which a line may be the title, and what it gains, in nats, if all of its words stand in the
#: article's beginning.
LIKELY, WORDS = -2.5, 3.0
#: What it gains among other lines if so much of what it says stands there. Of the titles of half of the
#: families three quarters say so much, and one in twenty less than a tenth; of titles of other articles put
#: there, none of twenty. More says nothing more: headings and leads say nearly all of it again.
AMONG, ENOUGH = 4.5, 0.35
#: How much less likely it may be right over the date, if no other line can be the title.
ALONE = 0.5
_SHORTEST, _LONGEST = 2, 90


def _may_be_title(note: Note) -> bool:
    return (
        note.rule is None
        and _SHORTEST <= len(note.text) <= _LONGEST
        and note.shape != CAPTION
        and not is_no_title(note.text)
    )
