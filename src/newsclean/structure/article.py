"""Where in a document the article stands, and whether a whole page stands around it."""

from __future__ import annotations

from newsclean.structure.certainty import FACTS
from newsclean.structure.evidence import (
    CAPTION,
    LISTING,
    NUMBER,
    PHRASE,
    PROSE,
    REMARK,
    SENTENCE,
    WORD,
    Note,
    Notes,
)

# What a line of each shape says for standing in the article (positive) or not.
WEIGHTS = {
    PROSE: 3.0,
    SENTENCE: 1.2,
    REMARK: 0.2,
    CAPTION: 0.2,
    PHRASE: -0.35,
    WORD: -0.8,
    NUMBER: -0.8,
    LISTING: -2.0,
}

# What it costs the article to reach across a line that some rule fits, by role: after some
# of them an article hardly ever goes on.
WALLS = {
    "copyright": 20.0,
    "footer": 20.0,
    "disclaimer": 12.0,
    "editor": 10.0,
    "related": 8.0,
    "pager": 6.0,
    "contact": 5.0,
    "breadcrumb": 10.0,
    "source": 3.0,
    "dateline": 3.0,
    "author": 2.0,
    "share": 2.0,
    "nav": 2.0,
    "ad": 0.5,
    "duplicate-title": 1.0,
}


# Supporting rules that fit the lines with which a notice, too, closes: addresses, and the date.
CLOSING_RULES = frozenset({"contact-mail", "contact-office", "contact-service", "dateline-date"})


def may_be_whole(notes: Notes, certain: set[int]) -> bool:
    """Whether :func:`is_whole` is worth asking: there is evidence, and there are lines, for a page."""
    support = len(notes.hits) - len(certain)
    return len(certain) + support // _SUPPORT >= 2 and len(notes) - len(notes.prose) >= _AROUND


def is_whole(notes: list[Note], certain: set[int], article: tuple[int, int]) -> bool:
    """Whether the text is everything a page shows, rather than an article with remains of it.

    :param notes: of a text that :func:`may_be_whole`.
    """
    first, last = article
    around = notes[:first] + notes[last + 1 :]
    prose = sum(note.is_prose for note in around)
    other = len(around) - prose
    if other < _AROUND or prose > _COMMENTS * other:
        return False
    if _are_signed(notes, certain, last):
        return False
    site = sum(note.rule is not None and note.rule.role not in FACTS for note in around)
    unknown = sum(note.rule is None for note in around)
    inside = sum(note.is_prose for note in notes[first : last + 1])
    return site >= _FURNITURE or other >= _MANY or 2 * inside >= unknown


def _are_signed(notes: list[Note], certain: set[int], last: int) -> bool:
    """Whether further articles follow, each with a source or a date over it and the desk's line under it.

    Teasers of other articles, and comments, are not signed.
    """
    opened = False
    for i in range(last + 1, len(notes)):
        rule = notes[i].rule
        if rule is not None and rule.role in ("source", "dateline", "author"):
            opened = True
        elif rule is not None and rule.role == "editor" and i in certain:
            if opened and notes[i - 1].is_prose:
                return True
            opened = False
    return False


# So many lines that fit supporting rules say as much as one that is certain.
_SUPPORT = 5
# With fewer lines around it, an article is cleaned line by line.
_AROUND = 10
# A few lines of a site's furniture, or many lines, are a page; a few others may be an article in
# short lines without punctuation, as is the fashion on WeChat.
_FURNITURE = 4
_MANY = 30
# Paragraphs for each other line around the article: at most 0.15 on the pages labelled for
# development; in a file of many articles, one after the other, more than 1.
_COMMENTS = 0.5


def find_article(notes: list[Note], certain: set[int]) -> tuple[int, int]:
    """The stretch of lines that is most clearly the article: its first and its last.

    Among the stretches whose weights sum up to a maximum, the one that is longest in prose and
    stands right behind what opens an article.
    """
    weights = [_weight(note, i in certain) for i, note in enumerate(notes)]
    best, article = float("-inf"), (0, len(notes) - 1)
    for first, last, total in _maximal(weights):
        score = min(total, _ENOUGH) + 0.2 * max(0.0, total - _ENOUGH) + _opening(notes, first)
        if score > best:
            best, article = score, (first, last)
    first, last = article
    while first and _leads_in(notes[first - 1]):
        first -= 1
    return first, _resumed(notes, certain, last)


def _resumed(notes: list[Note], certain: set[int], last: int) -> int:
    """The article's last line, when paragraphs go on behind what interrupts it (展开全文, a button)."""
    gap = beyond = 0
    for i in range(last + 1, len(notes)):
        note = notes[i]
        if i < beyond:
            continue
        if note.rule is not None:
            beyond = _inserted(notes, i)
            if i < beyond:
                continue
            if note.rule.role in _STOPS and (i in certain or note.rule.certain != "never"):
                break
        elif note.shape == PROSE or (note.shape == CAPTION and not gap):
            last, gap = i, 0
        else:
            gap += 1
            if gap > _GAP:
                break
    for i, note in enumerate(notes[last + 1 : last + 1 + _CLOSING], last + 1):
        if note.rule is not None and note.rule.id not in CLOSING_RULES:
            # The desk signs at the end of the article: what stands above is the article still.
            if note.rule.role in ("editor", "author") and i in certain:
                return i - 1
            break
    return _signed(notes, last)


def _inserted(notes: list[Note], at: int) -> int:
    """Where paragraphs go on behind a list of other articles, headed by the line at an index; 0 if not.

    A list at the end of a page has no paragraphs behind it, or a teaser behind every headline.
    """
    rule = notes[at].rule
    if rule is None or rule.id != "related-heading":
        return 0
    size = _run(notes, at + 1, {PHRASE})
    behind = at + 1 + size
    prose = _run(notes, behind, {PROSE})
    end = behind + prose
    if not 1 <= size <= _BOX or not prose or (size == 1 and prose == 1):
        return 0
    return behind if end < len(notes) and notes[end].rule is not None else 0


_BOX = 5


def _run(notes: list[Note], start: int, shapes: set[str]) -> int:
    """How many lines of such shapes, which no rule fits, stand together from an index on."""
    size = 0
    while (
        start + size < len(notes) and notes[start + size].rule is None and notes[start + size].shape in shapes
    ):
        size += 1
    return size


def _signed(notes: list[Note], last: int) -> int:
    """The article's last line, when it is a notice: its addresses, the office that signs, and the date."""
    at = last + 1
    while (
        at < len(notes) and (rule := notes[at].rule) and rule.role == "contact" and rule.id in CLOSING_RULES
    ):
        at += 1
    if at + 1 >= len(notes):
        return last
    office, date = notes[at].rule is None and notes[at].shape in (WORD, PHRASE), notes[at + 1].rule
    return at + 1 if office and date is not None and date.id == "dateline-date" else last


# Behind these an article does not go on, nor behind so many lines that are no paragraphs.
_STOPS = frozenset({"copyright", "footer", "disclaimer", "editor", "related", "contact"})
_GAP = 2
_CLOSING = 20


def _leads_in(note: Note) -> bool:
    """Whether a line just before an article's first paragraph is its first line."""
    return note.rule is None and (note.shape == CAPTION or note.text.endswith((":", "：")))


# An article that sums up to this is an article; a list of teasers may be longer.
_ENOUGH = 15.0


def weight(note: Note) -> float:
    """How much a line by itself speaks for standing in the article; negative: against it."""
    if note.rule is None:
        return WEIGHTS[note.shape]
    return _weight(note, note.rule.certain in ("always", "apart"))


def _weight(note: Note, certain: bool) -> float:
    if note.rule is None:
        return WEIGHTS[note.shape]
    return -WALLS.get(note.rule.role, 1.0) * (1.0 if certain else 0.3)


def _opening(notes: list[Note], first: int) -> float:
    """How much the lines just before a stretch look like the opening of an article."""
    for note in reversed(notes[max(0, first - _NEAR) : first]):
        if note.rule is not None and note.rule.role in ("dateline", "source", "breadcrumb"):
            return OPENS if note.rule.certain != "never" else OPENS / 2
        if note.rule is not None and note.rule.role in ("editor", "copyright", "footer", "disclaimer"):
            return -OPENS
    return 0.0


_NEAR = 12
OPENS = 8.0


def _maximal(weights: list[float]) -> list[tuple[int, int, float]]:
    """All maximal scoring stretches: first and last index and sum (Ruzzo and Tompa, 1999)."""
    # First, last, sum before, sum behind, and the nearest earlier stretch that begins lower.
    found: list[tuple[int, int, float, float, int]] = []
    total = 0.0
    for i, weight in enumerate(weights):
        low, total = total, total + weight
        if weight <= 0:
            continue
        first, at = i, _lower(found, len(found) - 1, low)
        while at >= 0 and found[at][3] < total:
            first, _, low, _, before = found[at]
            del found[at:]
            at = before
        found.append((first, i, low, total, at))
    return [(first, last, high - low) for first, last, low, high, _ in found]


def _lower(found: list[tuple[int, int, float, float, int]], at: int, low: float) -> int:
    """The nearest stretch, from ``at`` backwards, whose sum before it is lower; -1 if none.

    Following the links of stretches passed over keeps the search linear over all calls.
    """
    while at >= 0 and found[at][2] >= low:
        at = found[at][4]
    return at
