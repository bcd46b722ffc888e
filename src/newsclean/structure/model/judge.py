"""What the model makes of a document: which lines are kept, which is the title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.structure.model.columns import Columns
from newsclean.structure.model.decode import BODY, CERTAIN, decode
from newsclean.structure.model.file import Model, load
from newsclean.structure.notes import Notes
from newsclean.structure.roles import KEPT
from newsclean.structure.shapes import CAPTION


class Judgement(NamedTuple):
    """What the model says.

    :param odds: of each line, the log-odds of standing in the article, by the model alone.
    :param kept: whether each stays, with what is certain taken into account; the title among them.
    :param title: index of the title.
    """

    odds: list[float]
    kept: list[bool]
    title: int | None


#: With ``careful``, what each line of the article gains beside the decoder's usual bias.
CAREFUL = 1.5


def judge(
    notes: Notes, certain: set[int], evidence: Sequence[Sequence[int]] | None = None, *, careful: bool = False
) -> Judgement:
    """Ask the model about a document.

    :param certain: indexes of the lines that are boilerplate beyond doubt, by rules.
    :param evidence: columns of evidence from HTML, a row for each note.
    """
    model = load() if evidence is None else load("reader-html.model")
    columns = model.measure([note.text for note in notes])
    values = columns.values
    if evidence is not None:
        values = [*values, *map(bytes, zip(*evidence, strict=True))]
    odds = model.article.score(values)
    title = find_title(notes, certain, model, columns, values)
    fixed = list(odds)
    for i, note in enumerate(notes):
        if i in certain:
            fixed[i] = -CERTAIN
        elif i == title or note.said or (note.rule is not None and note.rule.role in KEPT):
            fixed[i] = CERTAIN
    costs = model.costs._replace(bias=model.costs.bias + CAREFUL) if careful else model.costs
    kept = [state == BODY for state in decode(fixed, costs)]
    if title is not None:
        kept[title] = True
    return Judgement(odds, kept, title)


def find_title(
    notes: Notes, certain: set[int], model: Model, columns: Columns, values: Sequence[bytes]
) -> int | None:
    """Index of the title among the lines up to the article's first paragraph, if one is likely."""
    end = min(len(notes), columns.first + 1)
    scores = model.title.score([column[:end] for column in values])
    best, title = LIKELY, None
    for i, score in enumerate(scores):
        note = notes[i]
        if score > best and i not in certain and note.rule is None and _may_be_title(note.text, note.shape):
            best, title = score, i
    return title


#: Log-odds from which a line is taken for the title.
LIKELY = 0.0
_SHORTEST, _LONGEST = 3, 90


def _may_be_title(text: str, shape: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and shape != CAPTION and not text.endswith(("。", "，", "；"))
