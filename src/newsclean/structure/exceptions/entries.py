"""Entries of lists: lines with labels that pages use, which name many things or stand in a row."""

from __future__ import annotations

from itertools import pairwise

from newsclean.patterns import compiled
from newsclean.structure.notes import Note, Notes
from newsclean.structure.roles import CLAIMS, NAMES, SIGNED
from newsclean.structure.rules.fold import fold, fold_beginning
from newsclean.structure.rules.words import expression
from newsclean.structure.shapes import PHRASE, PROSE, WORD

_LABEL = r"[\[(]*([^\W\d_]{1,8})[:|/](.+)"
# Over the article, one more label may be the page's; two are a list.
_LEAST = 2
# Behind it, a page names its own desk, too; with so many more labels it is a cast, or a list.
_CREDITS = 3
_FAR = 20


def entries(notes: Notes) -> set[int]:
    """Indexes of lines with names that are entries of a list, or turns in a conversation.

    作者：… and 来源：… stand for themselves on a page. In an article they stand beside lines with other
    labels (作品：…, 读者：…), which no rule knows, or stand there again with other values.
    """
    named: list[int] = []
    others: set[int] = set()
    for i in notes.hits:
        rule = notes[i].rule
        if rule is None:
            continue
        if rule.role in NAMES:
            named.append(i)
        elif rule.role in CLAIMS and _is_turn(notes, i):
            others.add(i)
    prose = notes.prose
    if not named or not prose:
        return others
    first, last = prose[0], prose[-1]
    found = {i for i in named if _is_entry(notes, i, _LEAST if i < first else 1 if i < last else _CREDITS)}
    return found | others | _repeated(notes, named, found, first, last) | _bulletin(notes)


def _is_turn(notes: list[Note], index: int) -> bool:
    """Whether a line with the words of a notice is what someone says in a conversation."""
    if not _has_label(notes[index]):
        return False
    own = compiled(expression("own-notice")).match(fold_beginning(notes[index].text)) is not None
    return not own and _is_entry(notes, index, _LEAST)


def _is_entry(notes: list[Note], index: int, least: int) -> bool:
    """Whether a line stands in a row of labelled lines, with so many labels that no rule knows."""
    return _has_label(notes[index]) and _labels_beside(notes, index) >= least


def _labels_beside(notes: list[Note], index: int) -> int:
    """How many lines with labels that no rule knows stand in a row with a line."""
    others = 0
    for row in (notes[max(0, index - _FAR) : index][::-1], notes[index + 1 : index + _FAR]):
        for note in row:
            if not _has_label(note):
                break
            others += note.rule is None
    return others


def _has_label(note: Note) -> bool:
    return compiled(expression("entry")).match(fold_beginning(note.text)) is not None


def _repeated(notes: list[Note], named: list[int], found: set[int], first: int, last: int) -> set[int]:
    """Indexes of lines whose label stands there again with another value.

    Over the article, in it and behind it by themselves: the page's own line is not an entry because
    the article has some. Within the article all lines with a label are alike.
    """
    if len(named) < _LEAST:
        return set()
    labelled: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for i in named:
        label = _label(notes[i])
        if label is not None:
            # With a label beside it that no rule knows, a line over the first paragraph is in the list.
            over = i < first and not (first > i and _labels_beside(notes, i))
            place = 0 if over else 2 if i > last else 1
            labelled.setdefault((label[0], place), []).append((i, label[1]))
    repeated: set[int] = set()
    for (_, place), lines in labelled.items():
        if place == 1 and any(i in found for i, _ in lines):
            repeated.update(i for i, _ in lines)
            continue
        for (i, value), (j, other) in pairwise(lines):
            if value != other and _are_near(notes, i, j):
                repeated |= {i, j}
    return repeated


def _label(note: Note) -> tuple[str, str] | None:
    """The label of a line and its value; the title of a book is a value."""
    text = fold(note.text)
    if text.startswith("《"):
        return "《", text
    match = compiled(_LABEL).match(text.replace(" ", ""))
    return (match[1], match[2]) if match else None


def _are_near(notes: list[Note], start: int, end: int) -> bool:
    """Whether two lines may belong to one list: not each to an article of its own."""
    between = notes[start + 1 : end]
    paragraphs = sum(note.rule is None and note.shape == PROSE for note in between)
    own = notes[start].rule
    closed = any(note.rule is not None and own is not None and note.rule.role != own.role for note in between)
    return paragraphs == 0 or (paragraphs == 1 and not closed)


def _bulletin(notes: Notes) -> set[int]:
    """Indexes of the lines with date and source of a text that is all a row of labels: a bulletin."""
    if any(note.rule is None and note.shape == PROSE for note in notes):
        return set()
    plain = [note for note in notes if note.rule is None]
    rows = sum(_has_label(note) for note in plain)
    titles = sum(not _has_label(note) and note.shape in (PHRASE, WORD) for note in plain)
    if rows < _LEAST or rows + titles < len(plain) or titles > 1:
        return set()
    return {i for i in notes.hits if (rule := notes[i].rule) is not None and rule.role in _FACTS}


_FACTS = SIGNED - NAMES | {"source"}
