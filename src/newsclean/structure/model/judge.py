"""What the model makes of a document: which lines are kept, which is the title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import attrgetter
from typing import NamedTuple

from newsclean.structure.markup import SAID
from newsclean.structure.model.columns import titled
from newsclean.structure.model.decode import BODY, CERTAIN, Costs, decode
from newsclean.structure.model.file import load
from newsclean.structure.model.reasons import reasons
from newsclean.structure.notes import Note, Notes
from newsclean.structure.roles import FACTS, KEPT, NAMES, SUPPORTED
from newsclean.structure.shapes import CAPTION, PROSE, SENTENCE


class Judgement(NamedTuple):
    """What the model says.

    :param odds: of each line, the log-odds of standing in the article, by the model alone.
    :param kept: whether each stays, with what is certain taken into account; the title among them.
    :param title: index of the title.
    :param reasons: of each line, where they were asked for.
    """

    odds: list[float]
    kept: list[bool]
    title: int | None
    reasons: list[tuple[str, ...]]


#: With ``careful``, what each line of the article gains beside the decoder's usual bias.
CAREFUL = 2.0


def judge(
    notes: Notes,
    certain: set[int],
    evidence: Sequence[Sequence[int]] | None = None,
    *,
    careful: bool = False,
    explain: bool = False,
) -> Judgement:
    """Ask the model about a document.

    :param certain: indexes of the lines that are boilerplate beyond doubt, by rules.
    :param evidence: columns of evidence from HTML, a row for each note.
    """
    model = load() if evidence is None else load("reader-html.model")
    values = model.measure([note.text for note in notes]).values
    if evidence is not None:
        values = [*values, *map(bytes, zip(*evidence, strict=True))]
    titles = model.title.score(values)
    values += titled(titles)
    odds = model.article.score(values)
    fixed = odds.copy()
    for i in {*certain, *notes.hits, *compress(range(len(notes)), map(_SAID, notes))}:
        fixed[i] = _decided(notes[i], i in certain, odds[i])
    furniture = sum(map(FURNITURE.__gt__, odds)) + sum(
        odds[i] >= FURNITURE and (rule := notes[i].rule) is not None and rule.role not in _OWN
        for i in certain
    )
    costs = _costs(furniture, model.costs, careful=careful)
    kept = [state == BODY for state in decode(fixed, costs)]
    first = next((i for i, stays in enumerate(kept) if stays and notes[i].is_prose), len(notes))
    title = None
    if evidence is not None:
        title = _said_title([row[SAID] for row in evidence[:first]], titles)
    if title is None:
        title = _title(notes[:first], certain, titles[:first])
    if title is not None:
        kept[title] = True
    why = reasons(model.article, model.columns, values, odds) if explain else []
    return Judgement(odds, kept, title, why)


_SAID = attrgetter("said")


def _decided(note: Note, certain: bool, odds: float) -> float:
    """The log-odds of a line with what rules say of it."""
    if certain:
        return -CERTAIN
    if note.said:
        return CERTAIN
    if note.rule is None:
        return odds
    if note.rule.role in KEPT:
        return CERTAIN
    if note.rule.role in FACTS and note.rule.certain in ("always", "apart") and not note.rule.weak:
        return CERTAIN  # not certain, because a table says it in every line
    supports = note.rule.role in SUPPORTED and note.shape not in (PROSE, SENTENCE)
    return odds - SUPPORT if supports else odds


#: What a rule that only supports counts against a line.
SUPPORT = 2.0


def _costs(furniture: int, costs: Costs, *, careful: bool) -> Costs:
    """The decoder's costs: where little stands around an article, lines stay unless much speaks against
    them, and the article goes on after a line that goes. There is no step between a page and such a text.
    """
    page = min(1.0, furniture / PAGE)
    bias = costs.bias + (1 - page) * REMAINS + (CAREFUL if careful else 0.0)
    gap, line, back = page * costs.gap, page * costs.line, page * costs.back
    return costs._replace(bias=bias, gap=gap, line=line, back=back)


#: Log-odds below which a line is furniture; with so many of them, a text is all that a page shows.
FURNITURE, PAGE = -3.0, 8
# What each article of a file has, however many there are.
_OWN = FACTS | NAMES
#: What each line of an article gains where there is none of a page's furniture.
REMAINS = 2.0


def _said_title(said: Sequence[int], scores: Sequence[float]) -> int | None:
    """Index of the likeliest of the lines that say most of the title in the page's head, if there is one."""
    saying = [i for i, share in enumerate(said) if share >= _MOST_OF_IT and scores[i] > LIKELY]
    return max(saying, key=scores.__getitem__, default=None)


#: In 200ths; the rest is the name of the site or of a section.
_MOST_OF_IT = 100


def _title(notes: Sequence[Note], certain: set[int], scores: Sequence[float]) -> int | None:
    """Index of the title among the lines before the article's first paragraph, if one is likely."""
    likely = [
        i
        for i, (note, score) in enumerate(zip(notes, scores, strict=True))
        if score > LIKELY and i not in certain and note.rule is None and _may_be_title(note.text, note.shape)
    ]
    if not likely:
        return None
    title = max(likely, key=scores.__getitem__)
    # The page's own title has the site's name beside the article's.
    whole = notes[title].text
    parts = [i for i in likely if i > title and len(notes[i].text) >= _PART and notes[i].text in whole]
    return parts[-1] if parts else title


#: Log-odds from which a line may be the title: the best one is.
LIKELY = -2.5
_SHORTEST, _LONGEST, _PART = 3, 90, 6


def _may_be_title(text: str, shape: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and shape != CAPTION and not text.endswith(("。", "，", "；"))
