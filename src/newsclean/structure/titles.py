"""The title among the lines before the article, and the lines that say it again."""

from __future__ import annotations

import re

from newsclean.structure.evidence import PHRASE, REMARK, WORD, Note, bigrams
from newsclean.structure.fold import fold

# How far before the article its title may stand, in lines that are not blank.
_REACH = 60
_SHORTEST, _LONGEST = 3, 90


def find_title(notes: list[Note], where: range, first: int, last: int, *, strict: bool) -> int | None:
    """Index of the title among the lines before the article, or ``None``.

    :param where: the lines before the article.
    :param first: the article's first line, ``last`` its last.
    :param strict: whether the first fitting line is the title (an article with little around it)
        rather than the one that fits best (a whole page).
    """
    body = bigrams("".join([note.text for note in notes[first : last + 1]])[:6000])
    sections = {note.text for note in notes[first : last + 1]}
    best, title = _ENOUGH_BY_PLACE if strict else _ENOUGH, None
    for i in where[-_REACH:]:
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
        if any(repeats(note.text, other.text) for other in notes[max(0, i - _REACH) : i]):
            score += 0.6
        score -= 0.3 * (i - where.start) if strict else 0.03 * (first - i)
        if score > best:
            best, title = score, i
    if title is None:
        return None
    return next(i for i in where[-_REACH:] if notes[i].text == notes[title].text)


# A title shares pairs of characters with its article: with none, only its place speaks for it.
_ENOUGH = 0.8
_ENOUGH_BY_PLACE = 0.3

_PLAIN = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    return _PLAIN.sub("", fold(text))


def repeats(title: str, line: str) -> bool:
    """Whether a line says the title again: all of it with little beside it, or most of it."""
    if len(line) > 2 * len(title) + 40 or 2 * len(line) < len(title):
        return False
    one, other = _plain(title), _plain(line)
    if not one or not other:
        return False
    return (one in other and len(other) <= len(one) + 30) or (other in one and 2 * len(other) > len(one) >= 8)
