"""Parts inside a line that are not the article: where rules find them, and what is left."""

from __future__ import annotations

from newsclean.document import Cut
from newsclean.patterns import compiled
from newsclean.structure.roles import LABELS, NOTICES
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.index import RuleBook
from newsclean.structure.rules.rule import Rule, tight


def parts(line: str, rules: list[Rule]) -> tuple[tuple[Cut, ...], str]:
    """The parts of a line that rules cut out, and the rest without outer blanks.

    :param line: as it stands; offsets are in it.
    :returns: no parts and the line if nothing but such parts would go.
    """
    gone = _found(fold(line), rules)
    if gone:
        rest = "".join([c for i, c in enumerate(line) if i not in gone]).strip()
        if tight(fold(rest)):
            return _joined(gone), rest
    return (), line.strip()


def glued(line: str, cuts: tuple[Cut, ...], book: RuleBook) -> tuple[Cut, ...]:
    """The parts of a text of one line: with the last sentences that a rule would take as lines of their own.

    :param cuts: what rules cut out already, ``book`` the rules.
    """
    gone = {place for cut in cuts for place in range(cut.start, cut.end)}
    end = len(line)
    added: list[Cut] = []
    for _ in range(_ROUNDS):
        while end and (end - 1 in gone or line[end - 1].isspace()):
            end -= 1
        starts = [match.end() for match in compiled(_SENTENCE).finditer(line, max(_LEAST, end - _TAIL), end)]
        found = next(((start, rule) for start in starts if (rule := _fitting(line[start:end], book))), None)
        if found is None:
            break
        start, rule = found
        added.append(Cut(start, end, rule.role, rule.id))
        end = start
    return tuple(sorted((*cuts, *added)))


def _fitting(part: str, book: RuleBook) -> Rule | None:
    """The rule that is sure of a part of a line, were it a line behind an article."""
    text = part.strip()
    if len(text) < _SHORTEST:
        return None
    folded = fold(text)
    for number in sorted(book.claims([text], [text]).get(0, ())):
        rule = book.rules[number]
        sure = rule.certain in ("always", "apart", "tail") and not rule.weak
        if rule.where != "line" or not sure or rule.role not in NOTICES | LABELS or not rule.fits(folded):
            continue
        # Who reported stands in brackets at the end of paragraphs, too: （江城日报记者 林晓）.
        return None if rule.role == "author" and text[0] in "(（" else rule
    return None


_SENTENCE = "[。！？!?…](?:[”」』）)])?(?=.)"
_LEAST, _TAIL, _SHORTEST = 20, 600, 4

# What a cut leaves is searched again, so that a second reading finds nothing new. A line that is
# still not done after so many rounds was made to be like that; it is left alone.
_ROUNDS = 6


def _found(folded: str, rules: list[Rule]) -> dict[int, Rule]:
    """Place in the line → the rule that cuts it out."""
    gone: dict[int, Rule] = {}
    kept = list(range(len(folded)))  # places of what is left
    for _ in range(_ROUNDS):
        rest = "".join(folded[i] for i in kept) if gone else folded
        found = sorted((*span, n) for n, rule in enumerate(rules) for span in rule.cuts(rest))
        if not found:
            return gone
        for start, end, number in found:
            part = slice(*_with_blanks(rest, start, end))
            gone.update((i, rules[number]) for i in kept[part])
        kept = [i for i in kept if i not in gone]
    return {}


def _with_blanks(line: str, start: int, end: int) -> tuple[int, int]:
    """A part with the blanks that only separated it from the rest."""
    while start and line[start - 1] == " " and not line[end:].strip():
        start -= 1
    if not line[:start].strip():
        return start, end
    if start and line[start - 1] == " ":
        while end < len(line) and line[end] == " ":
            end += 1
    return start, end


def _joined(gone: dict[int, Rule]) -> tuple[Cut, ...]:
    cuts: list[Cut] = []
    for place in sorted(gone):
        rule = gone[place]
        if cuts and cuts[-1].end == place and cuts[-1].rule == rule.id:
            cuts[-1] = Cut(cuts[-1].start, place + 1, rule.role, rule.id)
        else:
            cuts.append(Cut(place, place + 1, rule.role, rule.id))
    return tuple(cuts)
