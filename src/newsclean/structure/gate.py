"""Is there a page around the text at all? Which lines are boilerplate beyond doubt?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsclean.structure.notes import Note, Notes
from newsclean.structure.roles import FACTS
from newsclean.structure.shapes import LISTING


def certain_lines(notes: Notes) -> set[int]:
    """Indexes of the lines that are boilerplate beyond doubt.

    :param notes: as :func:`~newsclean.structure.exceptions.context.in_context` returns them.
    """
    hits = [(i, rule) for i in notes.hits if (rule := notes[i].rule) and rule.certain != "never"]
    if not hits:
        return set()
    prose = notes.prose
    repeated = _recurring(
        [rule.role for _, rule in hits if rule.role in FACTS], max(_REPEATS, len(notes) * _DATA)
    )
    certain: set[int] = set()
    for i, rule in hits:
        if rule.role in repeated:
            continue  # a table or a log, not a page
        if (
            rule.certain in ("always", "apart")
            or (rule.certain == "head" and prose and i < prose[0])
            or (rule.certain == "tail" and prose and i > prose[-1])
            or (rule.certain == "ends" and prose and (i > prose[-1] or 0 < i < prose[0]))
            or (rule.certain == "list" and prose and _heads_list(notes, i))
        ):
            certain.add(i)
    return certain


def _recurring(names: list[str], most: float) -> set[str]:
    """The names that stand in a list more often than so many times."""
    if len(names) <= most:
        return set()
    return {name for name, times in Counter(names).items() if times > most}


# What a page says about its article it says once or twice; a table says it in every line.
_REPEATS = 4
_DATA = 0.2


def _heads_list(notes: list[Note], index: int) -> bool:
    """Whether what follows a heading is a list, or nothing, rather than text of its own."""
    return not any(note.is_prose for note in notes[index + 1 : index + 3])


def may_show_page(notes: Notes) -> bool:
    """Whether it is worth asking the model for a page around a text without a certain line.

    It is if some rule fits a line, if lines that are no running text stand around it (more than a title),
    or if the first or the last lines hold a word of the rules.
    """
    prose = notes.prose
    return (
        bool(notes.hits)
        or prose[0] > 1
        or prose[-1] < len(notes) - 1
        or any(note.claimed for note in (*notes[:_EDGE], *notes[-_EDGE:]))
    )


_EDGE = 2


def opening(notes: Notes, certain: set[int]) -> bool:
    """Whether some of the certain lines shows that a page stands around the text.

    Headings of lists, hashtags, a notice of copyright stand in manuals and posts as well: they go where
    something else shows a page.
    """
    return any((rule := notes[i].rule) is None or not rule.weak for i in certain)


def shows_page(notes: Notes, odds: Sequence[float], kept: Sequence[bool]) -> bool:
    """Whether, without a certain line, the model is sure enough that a page stands around the text: of one
    line, or somewhat less of many, or of a few on a small page. Rows of tables and figures stand in other
    texts as well.
    """
    gone = [
        x
        for note, x, stays in zip(notes, odds, kept, strict=True)
        if not stays
        and x < (-LIKELY if note.rule is None else -NAMED)
        and note.shape != LISTING
        and any(map(str.isalpha, note.text))
    ]
    return len(gone) >= (FEW if len(notes) <= SMALL else MANY) or min(gone, default=0.0) < -STRONG


#: Log-odds against a line from which it shows a page by itself (p 0.013), and from which many do (p 0.05, or
#: p 0.12 if a rule names it). Of 2,138 texts without a page that training had not seen, none has a line below
#: -3.8, or more than one below -2.9. With four lines, 83 more lines were lost on a page of a family that was
#: not seen.
STRONG, LIKELY, NAMED, MANY = 4.3, 2.9, 2.0, 5
#: On a page of so many lines a few are enough: of 67 lines around twenty small pages 53 go instead of 47, and
#: of 5,256 texts without a page (of all lengths) none loses one more.
SMALL, FEW = 12, 2
