"""What the model makes of a document: which lines are kept, which is the title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, pairwise
from operator import attrgetter

from newsclean.structure.markup import SAID
from newsclean.structure.model.columns import titled
from newsclean.structure.model.decode import BODY, CERTAIN, Costs, decode
from newsclean.structure.model.file import PAGES, load
from newsclean.structure.model.headline import begins, find_title, said_title
from newsclean.structure.model.reasons import reasons
from newsclean.structure.notes import Note, Notes
from newsclean.structure.roles import FACTS, KEPT
from newsclean.structure.shapes import CAPTION, WORD
from newsclean.values import NamedTuple


class Judgement(NamedTuple):
    """What the model says.

    :param odds: of each line, the log-odds of standing in the article, by the model alone.
    :param kept: whether each stays, with what is certain taken into account; the title among them.
    :param title: index of the title.
    :param folded: each line as the vocabulary sees it.
    :param reasons: of each line, where they were asked for.
    """

    odds: list[float]
    kept: list[bool]
    title: int | None
    folded: list[str]
    reasons: list[tuple[str, ...]]


#: Log-odds that a line between two of the article has at least (p 0.27).
UNLIKELY = -1.0
#: With ``careful``, what each line of the article gains beside the decoder's usual bias, and what a gap
#: inside the article costs. On pages of families that were not seen, recall is 0.993 and F1 0.903, with 51
#: lines lost. With 1.3 recall is 0.989, with 1.5 F1 0.899; with the usual costs of gaps lines are lost that
#: stand between paragraphs.
CAREFUL = 1.4
#: What of it a line does not gain that a rule names: F1 .908 -> .912, and no line more is lost.
CAREFUL_NAMED = 0.7
CAREFUL_GAPS = {"gap": 1.0, "line": 3.0, "back": 2.0}


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
    model = load() if evidence is None else load(PAGES)
    columns = model.measure([note.text for note in notes])
    values = columns.values
    if evidence is not None:
        values = [*values, *map(bytes, zip(*evidence, strict=True))]
    titles = model.title.score(values)
    values += titled(titles)
    odds = model.article.score(values)
    page = min(1.0, sum(map(FURNITURE.__gt__, odds)) / max(PAGE, SHARE * len(odds)))
    costs = _costs(page, model.costs, careful=careful)
    fixed = odds.copy()
    spared = (1 - page) * REMAINS + CAREFUL_NAMED * careful
    for i in {*certain, *notes.hits, *compress(range(len(notes)), map(_SAID, notes))}:
        fixed[i] = _decided(notes[i], i in certain, odds[i], spared)
    doubt = -CAREFUL if careful else 0.0
    kept = [state == BODY or x > doubt for state, x in zip(decode(fixed, costs), fixed, strict=True)]
    for i in range(2, len(kept) - 1):  # a heading after an interruption
        if not kept[i] and fixed[i] > UNLIKELY and kept[i + 1] and (kept[i - 1] or kept[i - 2]):
            kept[i] = True
    fill_gaps(notes, certain, kept)
    _trim(notes, kept, fixed, costs.bias - model.costs.bias)
    first = begins(notes, kept, odds)
    title = said_title([row[SAID] for row in (evidence or ())[:first]], titles)
    if title is None:
        title = find_title(notes, certain, kept, titles, first)
    if title is not None:
        kept[title] = True
    why = reasons(model.article, model.columns, values, odds) if explain else []
    return Judgement(odds, kept, title, columns.look.folded, why)


_SAID = attrgetter("said")


def fill_gaps(notes: Notes, certain: set[int], kept: list[bool]) -> None:
    """Keep long gaps in a long article in which next to no line fits a rule: figures, forms, tables with each
    cell in a line of its own. Of furniture in an article rules know more, and behind an article no other one
    is kept for long.
    """
    stays = list(compress(range(len(kept)), kept))
    for before, after in pairwise(stays[: 1 - LONG]):
        gap = range(before + 1, after)
        known = sum(notes[i].rule is not None for i in gap)
        if len(gap) >= LONG and not certain.intersection(gap) and KNOWN * known <= len(gap):
            kept[gap.start : gap.stop] = [True] * len(gap)


#: So many lines are a long gap if as many stay behind it; a rule fits none of them, or one in so many. Of
#: families that were not seen, parted in two ways, 10 such gaps belong to the article (358 lines) and none
#: does not; of the 29 other gaps as long, one belongs to it.
LONG, KNOWN = 8, 20


def _trim(notes: Notes, kept: list[bool], odds: Sequence[float], gain: float) -> None:
    """Decide about the lines at both ends of the article: much doubt counts for lines of the middle only.

    Words by themselves, over or under an article that has none between its paragraphs, are buttons and tags.

    :param gain: what the lines of this document gain beyond the usual bias.
    """
    paragraphs = [i for i in notes.prose if kept[i]]
    if not paragraphs:
        return
    first, last = paragraphs[0], paragraphs[-1]
    words = any(notes[i].shape == WORD and kept[i] for i in range(first, last))
    for order in (range(first), range(len(kept) - 1, last, -1)):
        for i in order:
            alone = notes[i].shape == WORD and not words and not notes[i].said
            if kept[i]:
                if odds[i] + gain >= (max(UNLIKELY, WORD_ALONE - SPARED * gain) if alone else UNLIKELY):
                    break
                kept[i] = False
    _extend(notes, kept, odds, first)


def _extend(notes: Notes, kept: list[bool], odds: Sequence[float], first: int) -> None:
    """Keep what belongs to the ends of the article: a line over the first paragraph that introduces it, and
    captions under the last line.
    """
    if first and notes[first - 1].rule is None and notes[first - 1].text.endswith(("：", ":", "﹕")):
        kept[first - 1] = odds[first - 1] > -CERTAIN
    end = max(i for i, stays in enumerate(kept) if stays) + 1
    while end < len(notes) and notes[end].shape == CAPTION and odds[end] > -CERTAIN:
        kept[end] = True
        end += 1


#: Log-odds that a word by itself must have at an end of an article of paragraphs, and how much less for each
#: nat that lines gain there: beside one line of the desk it is judged like any other.
WORD_ALONE, SPARED = 1.5, 1.5


def _decided(note: Note, certain: bool, odds: float, spared: float) -> float:
    """The log-odds of a line with what rules say of it.

    :param spared: what lines gain where little stands around the article, and with ``careful``; what a rule
        names does not.
    """
    if certain:
        return -CERTAIN
    if note.said:
        return CERTAIN
    if note.rule is None or note.rule.certain == "list":  # which stands over text of its own
        return odds
    if note.rule.role in KEPT:
        return CERTAIN
    if note.rule.role in FACTS and note.rule.certain in ("always", "apart") and not note.rule.weak:
        return CERTAIN  # not certain, because a table says it in every line
    return odds - spared


def _costs(page: float, costs: Costs, *, careful: bool) -> Costs:
    """The decoder's costs: where little stands around an article, lines stay unless much speaks against
    them, and the article goes on after a line that goes. There is no step between a page and such a text.

    :param page: how much of a page stands around the article, 0 to 1.
    """
    if careful:
        costs = costs._replace(bias=costs.bias + CAREFUL, **CAREFUL_GAPS)
    bias = costs.bias + (1 - page) * REMAINS
    gap, line, back = page * costs.gap, page * costs.line, page * costs.back
    return costs._replace(bias=bias, gap=gap, line=line, back=back)


#: Log-odds below which a line is furniture; with so many of them, in a long text with such a share, a text is
#: all that a page shows. Of families that were not seen, parted in two ways, 125 lines of pages and 1 of
#: crawled texts are lost with 0.35, and 173 and 12 without a share; F1 is the same.
FURNITURE, PAGE, SHARE = -2.0, 8, 0.35
#: What each line of an article gains where there is none of a page's furniture.
REMAINS = 2.0
