"""The title among the lines before the article, and the lines that say it again."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter

from newsclean.structure.evidence import PHRASE, REMARK, WORD, Note
from newsclean.structure.fold import fold
from newsclean.structure.rules import compiled

_HAN = "[㐀-䶿一-鿿豈-﫿]+"


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring Han characters of a text, signs and other letters left out."""
    han = "".join(compiled(_HAN).findall(text))
    return {han[i : i + 2] for i in range(len(han) - 1)}


class Opening:
    """The beginning of an article, to compare with what stands over it."""

    def __init__(self, article: list[Note]) -> None:
        self._article = article
        self._han: str | None = None

    def shares(self, pairs: set[str]) -> int:
        """How many of the pairs of characters stand in it."""
        if self._han is None:
            text = "".join([note.text for note in self._article[:_LINES]])[:_SIZE]
            self._han = "".join(compiled(_HAN).findall(text))
        return sum([pair in self._han for pair in pairs])


_SIZE = 4000
_LINES = 200

# How far before the article its title may stand, in lines that are not blank.
_REACH = 60
_SHORTEST, _LONGEST = 3, 90
_TEXT = attrgetter("text")


def find_title(
    notes: list[Note], where: range, article: list[Note], opening: Opening, *, strict: bool
) -> int | None:
    """Index of the title among the lines before the article, or ``None``.

    :param where: the lines before the article.
    :param article: the article's lines, ``opening`` the beginning of them.
    :param strict: whether the first fitting line is the title (an article with little around it)
        rather than the one that fits best (a whole page).
    """
    near = where[-_REACH:]
    likely = [i for i in near if may_be_title(notes[i])]
    if not likely:
        return None
    sizes = {len(notes[i].text) for i in likely}
    sections = {text for text in map(_TEXT, article) if len(text) in sizes}  # a table of contents
    likely = [i for i in likely if notes[i].text not in sections]
    best, title = _ENOUGH_BY_PLACE if strict else _ENOUGH, None
    scores = [(i, _by_place(notes, i, near, strict=strict)) for i in likely]
    if strict:
        scores = [(i, score - 0.3 * nth) for nth, (i, score) in enumerate(scores)]
    if len(scores) == 1 and scores[0][1] > best:
        return next(i for i in near if notes[i].text == notes[scores[0][0]].text)
    for i, score in scores:
        own = bigrams(notes[i].text)
        total = score + 3 * opening.shares(own) / max(len(own), 4)
        if total > best:
            best, title = total, i
    if title is None:
        return None
    return next(i for i in near if notes[i].text == notes[title].text)


def may_be_title(note: Note) -> bool:
    """Whether a line looks like a headline."""
    return (
        note.rule is None
        and note.shape in (PHRASE, REMARK, WORD)
        and _SHORTEST <= len(note.text) <= _LONGEST
        and not note.text.endswith(("。", "，", "；"))
    )


def _by_place(notes: list[Note], i: int, near: range, *, strict: bool) -> float:
    """What speaks for a line being the title, but for what it says."""
    note = notes[i]
    score = 0.4 if 8 <= len(note.text) <= 45 else 0.0
    step = 0
    for after in notes[i + 1 : i + 4]:
        if after.rule and after.rule.role in ("dateline", "source", "author"):
            score += 1.2 - 0.4 * step
            break
        step += after.rule is not None or after.shape != PHRASE or len(after.text) < _HEADLINE
    if i and (before := notes[i - 1].rule) and before.role == "breadcrumb":
        score += 0.2
    if note.shape == WORD and not strict:
        score -= 0.5
    if any((rule := n.rule) and rule.role in ("dateline", "source") for n in notes[max(0, i - 6) : i]):
        score -= 0.5
    if i > near.start:
        said = plain(note.text)
        if any(repeats(said, plain(notes[other].text)) for other in range(near.start, i)):
            score += 0.6
    return score if strict else score - 0.03 * (near.stop - i)


# Lines as long as this between a title and the line with its date are headlines, too.
_HEADLINE = 8

# A title shares pairs of characters with its article: with none, only its place speaks for it.
_ENOUGH = 0.6
_ENOUGH_BY_PLACE = 0.3

_PLAIN = r"[\W_]+"


def plain(text: str) -> str:
    """A line without signs and blanks, folded: what is compared to see if it says the title again."""
    return _plain(text[: 2 * _LONGEST])


@lru_cache(maxsize=256)  # the lines over an article are compared with each other
def _plain(text: str) -> str:
    return compiled(_PLAIN).sub("", fold(text))


def repeats(title: str, line: str) -> bool:
    """Whether a plain line says the plain title again: all of it with little beside it, or most of it."""
    if not title or not line:
        return False
    if len(line) <= len(title):
        return line in title and 2 * len(line) > len(title) >= _WORTH
    return title in line and len(line) <= len(title) + _BESIDE


_WORTH = 8
_BESIDE = 30
