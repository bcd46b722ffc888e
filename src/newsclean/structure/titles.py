"""Titles: the headline of a text that no page stands around, and lines that say a title again."""

from __future__ import annotations

from functools import lru_cache

from newsclean.structure.notes import Note, Notes
from newsclean.structure.roles import SIGNED
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.rule import compiled
from newsclean.structure.shapes import PHRASE, REMARK, WORD

_HAN = "[㐀-䶿一-鿿豈-﫿]+"
_SHORTEST, _LONGEST = 3, 90
# A text without boilerplate has at most so many headlines before its first paragraph.
_HEADLINES = 4


def headlines(notes: Notes) -> dict[int, tuple[str, str]]:
    """Roles for a text that is a headline, or a few, without an article; none for others.

    Lines that some rule fits may stand beside them.
    """
    plain = [note for note in notes if note.rule is None]
    if len(plain) > _HEADLINES or any(note.cuts or not may_be_title(note) for note in plain):
        return {}
    roles = {note.number: ("body", "article") for note in notes}
    roles.update((note.number, ("kicker", "under-the-title")) for note in plain)
    roles.update((note.number, ("title", "headline")) for note in plain[:1])
    return roles


def may_be_title(note: Note) -> bool:
    """Whether a line looks like a headline."""
    return (
        note.rule is None
        and note.shape in (PHRASE, REMARK, WORD)
        and _SHORTEST <= len(note.text) <= _LONGEST
        and not note.text.endswith(("。", "，", "；"))
    )


def first_title(notes: Notes) -> int | None:
    """Index of the title of a text that no page stands around: the first line, if it looks like one and
    says what the text says.
    """
    end = notes.prose[0] if notes.prose else 0
    if not 0 < end <= _HEADLINES:
        return None
    article = notes[end : min(notes.prose[-1] + 1, end + _LINES)]
    text = "".join([note.text for note in article])[:_SIZE]
    for i in range(end):
        if may_be_title(notes[i]) and (shares_words(notes[i].text, text, _FEW) or _by_place(notes[i])):
            return i
    return None


_LINES, _SIZE = 200, 4000


def _by_place(note: Note) -> bool:
    return 8 <= len(note.text) <= 45


def title_over_facts(notes: Notes) -> int | None:
    """Index of the headline right over the line with the article's date, source or author."""
    prose = notes.prose[0] if notes.prose else 0
    for i in range(1, prose):
        rule = notes[i].rule
        if rule is not None and rule.role in SIGNED:
            over = [j for j in range(max(0, i - _OVER), i) if may_be_title(notes[j])]
            return over[-1] if over and len(notes[over[-1]].text) >= _PART else None
    return None


# So many lines may stand between a title and its date: a button, the name of a section.
_OVER, _PART = 2, 5


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring Han characters of a text, signs and other letters left out."""
    han = "".join(compiled(_HAN).findall(text))
    return {han[i : i + 2] for i in range(len(han) - 1)}


def shares_words(line: str, text: str, share: float = 0.45) -> bool:
    """Whether so much of what a line says (pairs of characters) stands in a text, too."""
    own = bigrams(line)
    return len(own) >= _PAIRS and sum([pair in text for pair in own]) >= share * len(own)


# Fewer pairs are a section's name, or a person's.
_PAIRS = 3
_FEW = 0.2


def repeats(title: str, line: str) -> bool:
    """Whether a line says the title again: all of it with little beside it, or most of it."""
    if len(line) > len(title) + 2 * _BESIDE or 4 * len(line) < len(title):
        return False
    shown = plain(title)
    # A shorter line is less than half of it, whatever goes from it.
    return 2 * len(line) > len(shown) and _repeats(shown, plain(line))


def _repeats(title: str, line: str) -> bool:
    if not title or not line:
        return False
    if len(line) <= len(title):
        return line in title and 2 * len(line) > len(title) >= _WORTH
    return title in line and len(line) <= len(title) + _BESIDE


_WORTH = 8
_BESIDE = 30


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """A line without signs and blanks, folded: what is compared to see if it says the title again."""
    return compiled(r"[\W_]+").sub("", fold(text))
