"""Titles: the headline of a text that no page stands around, and lines that say a title again."""

from __future__ import annotations

from functools import lru_cache

from newsclean.patterns import compiled
from newsclean.structure.notes import Note, Notes
from newsclean.structure.pairs import shares_words
from newsclean.structure.rules.fold import fold, only_as_written
from newsclean.structure.rules.words import expression, words
from newsclean.structure.shapes import PHRASE, REMARK, WORD

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
        and not is_no_title(note.text)
    )


def is_no_title(text: str) -> bool:
    """Whether a line ends or begins as no title does."""
    return text.endswith(words("ends-no-title")) or text.startswith(words("begins-no-title"))


def first_title(notes: Notes, *, sure: bool = False) -> int | None:
    """Index of the title of a text that no page stands around: one of the first lines that says what the
    text says, else the first that looks like a title.

    :param sure: only if it says much of that, wherever it stands.
    """
    if _said_again(notes):
        return 0
    if not notes.prose or not notes.prose[0]:  # a web page of links, or of one line; no line is over the text
        return None
    end = notes.prose[0]
    text = _beginning(notes, end)
    far = sure or end > _HEADLINES
    lines = [i for i in range(min(end, _FIRST if far else end)) if may_be_title(notes[i])]
    least = _MOST if far else _FEW
    placed = [] if far else [i for i in lines if _by_place(notes[i])]
    first = placed[0] if placed else end
    # The first line that says it, but not a word or two under a headline.
    able = (i for i in lines if i < first or i in placed)
    title = next((i for i in able if shares_words(notes[i].text, text, least)), first)
    if title == end:
        return None
    whole = notes[title].text
    parts = (i for i in lines if i > title and 2 * len(notes[i].text) > len(whole))
    return next((i for i in parts if is_part(notes[i], whole)), title)


def _beginning(notes: Notes, first: int) -> str:
    """The text from a paragraph on, so much as a title is compared with."""
    return "".join([note.text for note in notes[first : min(notes.prose[-1] + 1, first + _LINES)]])[:_SIZE]


def says_other(prompt: str, text: str) -> bool:
    """Whether a paragraph says nothing of what a text says."""
    return not shares_words(prompt, text, _NOTHING)


#: Of 130 articles of half of the families, 125 say more of it in their first paragraph; of 390 pairs of an
#: article and a page's prompt, 330 say less.
_NOTHING = 0.07


def is_part(note: Note, whole: str) -> bool:
    """Whether a line is the article's title, and the page's own title above it is the same with the name of
    the site or of a section beside it. Who speaks is part of a headline.
    """
    if len(note.text) < _PART:
        return False
    before, found, after = whole.partition(note.text)
    return bool(found) and before[-1:] in _BEFORE and after[:1] in _BEHIND


#: What stands between an article's title and the name of a site or a section.
_BETWEEN = ("", *" \u3000-–—_|｜·»>＞›→/／")
_BEFORE, _BEHIND = frozenset([*_BETWEEN, *"]】)）"]), frozenset([*_BETWEEN, *"[【(（"])
_PART = 6


def _said_again(notes: Notes) -> bool:
    """Whether a line under the first one says all that it says, as a lead does, or a link to the source."""
    if not may_be_title(notes[0]):
        return False
    title = plain(notes[0].text)
    if len(title) < _WORTH:
        return False
    characters = only_as_written(title)
    lines = [note.text for note in notes[1 : 1 + _AGAIN]]
    # Nearly every line lacks one of the first two.
    return any(all(map(line.__contains__, characters)) and title in plain(line) for line in lines)


_AGAIN = 3
# Farther from the first paragraph a title is one of the first lines, and says much of what the text says.
_FIRST, _MOST = 2, 0.4
_LINES, _SIZE = 200, 4000


def _by_place(note: Note) -> bool:
    return 8 <= len(note.text) <= 45


_FEW = 0.2


def repeats(title: str, line: str) -> bool:
    """Whether a line says the title again: all of it with little beside it, or most of it."""
    if len(line) > len(title) + 2 * _BESIDE or 4 * len(line) < len(title):
        return False
    if compiled(expression("agency")).match(line):
        return False  # the lead of an agency's report may say the title
    shown, own = plain(title), plain(line)
    if len(own) < len(shown) and line.endswith(_CRIES) and line not in title:
        return False  # a cry or a sentence of the text, in the words of the title
    # A shorter line is less than half of it, whatever goes from it.
    return 2 * len(line) > len(shown) and _repeats(shown, own)


def heart(title: str) -> str:
    """A character, folded, all digits alike, that each line has which repeats a title.

    Such a line has all of the title, or a part of it that is longer than a half.
    """
    shown = plain(title)
    middle = shown[len(shown) // 2 : len(shown) // 2 + 1]
    return "0" if middle in tuple("123456789") else middle


def _repeats(title: str, line: str) -> bool:
    if not title or not line:
        return False
    if len(line) <= len(title):
        return line in title and 2 * len(line) > len(title) >= _WORTH
    return title in line and len(line) <= len(title) + _BESIDE


_CRIES = tuple("！？!?。")
_WORTH = 8
_BESIDE = 30


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """A line without signs and blanks, folded: what is compared to see if it says the title again."""
    return compiled(r"[\W_]+").sub("", fold(text))
