"""The title among the lines before the article, and the lines that say it again."""

from __future__ import annotations

from newsclean.structure.evidence import PHRASE, REMARK, WORD, Note, bigrams
from newsclean.structure.fold import fold
from newsclean.structure.rules import compiled

#: Pairs of neighbouring characters.
Bigrams = set[tuple[str, str]]

# How far before the article its title may stand, in lines that are not blank.
_REACH = 60
_SHORTEST, _LONGEST = 3, 90


def find_title(
    notes: list[Note], where: range, article: list[Note], body: Bigrams, *, strict: bool
) -> int | None:
    """Index of the title among the lines before the article, or ``None``.

    :param where: the lines before the article.
    :param article: the article's lines, ``body`` their pairs of characters.
    :param strict: whether the first fitting line is the title (an article with little around it)
        rather than the one that fits best (a whole page).
    """
    sections = {note.text for note in article}
    near = where[-_REACH:]
    plains = {i: plain(notes[i].text) for i in near}
    best, title = _ENOUGH_BY_PLACE if strict else _ENOUGH, None
    for i in near:
        note = notes[i]
        if note.rule is not None or note.shape not in (PHRASE, REMARK, WORD):
            continue
        if not _SHORTEST <= len(note.text) <= _LONGEST or note.text.endswith(("。", "，", "；")):
            continue
        if note.text in sections:
            continue  # a table of contents
        own = bigrams(note.text)
        score = 3 * len(own & body) / max(len(own), 4)
        score += 0.4 if 8 <= len(note.text) <= 45 else 0.0
        for step, after in enumerate(notes[i + 1 : i + 4]):
            if after.rule and after.rule.role in ("dateline", "source", "author"):
                score += 1.2 - 0.4 * step
                break
        if i and (before := notes[i - 1].rule) and before.role == "breadcrumb":
            score += 0.2
        if note.shape == WORD and not strict:
            score -= 0.5
        if any((rule := n.rule) and rule.role in ("dateline", "source") for n in notes[max(0, i - 6) : i]):
            score -= 0.5
        if any(repeats(plains[i], plains[other]) for other in range(near.start, i)):
            score += 0.6
        score -= 0.3 * (i - where.start) if strict else 0.03 * (where.stop - i)
        if score > best:
            best, title = score, i
    if title is None:
        return None
    return next(i for i in near if notes[i].text == notes[title].text)


# A title shares pairs of characters with its article: with none, only its place speaks for it.
_ENOUGH = 0.6
_ENOUGH_BY_PLACE = 0.3

_PLAIN = r"[\W_]+"


def plain(text: str) -> str:
    """A line without signs and blanks, folded: what is compared to see if it says the title again."""
    return compiled(_PLAIN).sub("", fold(text[: 2 * _LONGEST]))


def repeats(title: str, line: str) -> bool:
    """Whether a plain line says the plain title again: all of it with little beside it, or most of it."""
    if not title or not line:
        return False
    if len(line) <= len(title):
        return line in title and 2 * len(line) > len(title) >= _WORTH
    return title in line and len(line) <= len(title) + _BESIDE


_WORTH = 8
_BESIDE = 30
