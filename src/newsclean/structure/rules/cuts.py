"""Parts inside a line that are not the article: where rules find them, and what is left."""

from __future__ import annotations

from collections.abc import Container

from newsclean.document import Cut
from newsclean.patterns import compiled
from newsclean.structure.pairs import SPOKEN, shares_words
from newsclean.structure.roles import ASIDES
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
        rest = _left(line, gone).strip()
        if tight(fold(rest)):
            return _joined({place: (rule.role, rule.id) for place, rule in gone.items()}), rest
    return (), line.strip()


def without(line: str, cuts: tuple[Cut, ...]) -> str:
    """What is left of a line, without outer blanks."""
    return _left(line, {place for cut in cuts for place in range(cut.start, cut.end)}).strip()


def _left(line: str, gone: Container[int]) -> str:
    return "".join([c for i, c in enumerate(line) if i not in gone])


def glued(
    line: str,
    cuts: tuple[Cut, ...],
    book: RuleBook,
    others: str = "",
    *,
    first: bool = True,
    last: bool = True,
) -> tuple[Cut, ...]:
    """The parts of a text's first or last line: with the sentences at the text's ends that a rule would take
    as lines of their own.

    What is cut is looked for in what is left, so that a second reading finds nothing new.

    :param cuts: what rules cut out already, ``book`` the rules.
    :param others: the rest of the text: what says the same is the text's own.
    """
    gone = {place: (cut.role, cut.rule) for cut in cuts for place in range(cut.start, cut.end)}
    for _ in range(2 * _ROUNDS):
        rest = _left(line, gone) if gone else line
        part = _behind(rest, book, others) if last else None
        if part is None and first:
            part = _before(rest, book, others)
        if part is None:
            break
        start, end, rule = part
        kept = [place for place in range(len(line)) if place not in gone]
        gone.update(dict.fromkeys(kept[start:end], (rule.role, rule.id)))
    return _joined(gone)


def may_be_glued(first: str, last: str, book: RuleBook) -> bool:
    """Whether some part at the beginning of one line, or at the end of another, is worth a look."""
    begin = max(_LEAST, len(last) - _NEAR)
    ends = [match.end() for match in compiled(_OPENING).finditer(first, 0, _HEAD)]
    starts = [match.end() for match in compiled(_SENTENCE).finditer(last, begin)]
    parts = [first[:end] for end in ends] + [last[start:] for start in starts]
    texts = [part.strip() or "-" for part in parts]
    # The longest ones: the others are parts of these.
    whole = (first[: ends[-1]] if ends else "") + "\n" + (last[starts[0] :] if starts else "")
    return any(
        rule.is_for_parts(head=index < len(ends)) and (rule.max > _NEAR or rule.fits(fold(texts[index])))
        for index, rule in book.claims_glued(texts, whole)
    )


#: First and last place of a part of a line, and the rule that takes it.
_Part = tuple[int, int, Rule]


def _before(line: str, book: RuleBook, others: str) -> _Part | None:
    """The first sentences, if a rule takes them."""
    ends = [match.end() for match in compiled(_OPENING).finditer(line, 0, _HEAD)]
    ends = [end for end in ends[::-1] if len(line) - end >= _LEAST]
    found = _fitting([line[:end] for end in ends], book, head=True)
    if found is None:
        return None
    index, rule = found
    end = ends[index]
    return None if _is_said(rule, line[:end], others + line[end:]) else (0, end, rule)


def _behind(line: str, book: RuleBook, others: str) -> _Part | None:
    """The last sentences, if a rule takes them."""
    end = len(line.rstrip())
    starts = [match.end() for match in compiled(_SENTENCE).finditer(line, max(_LEAST, end - _TAIL), end)]
    found = _fitting([line[start:end] for start in starts], book)
    if found is None:
        return None
    index, rule = found
    start = starts[index]
    return None if _is_said(rule, line[start:end], others + line[:start]) else (start, end, rule)


def _fitting(parts: list[str], book: RuleBook, *, head: bool = False) -> tuple[int, Rule] | None:
    """The first of some parts that a rule is sure of, were it a line behind (or over) an article."""
    texts = [part.strip() or "-" for part in parts]
    claims = book.claims(texts, texts)
    for index in sorted(claims):
        text = texts[index]
        if len(text) < _SHORTEST or any(text.count(opened) != text.count(shut) for opened, shut in _PAIRS):
            continue
        rule = next(
            (
                rule
                for n in sorted(claims[index])
                if (rule := book.rules[n]).is_for_parts(head=head) and rule.fits(fold(text))
            ),
            None,
        )
        if rule is not None and not (rule.role in ASIDES and text[0] in "(（"):
            return index, rule
    return None


def _is_said(rule: Rule, part: str, text: str) -> bool:
    return bool(rule.evidence) and shares_words(part, text, SPOKEN)


_SENTENCE = "[。！？!?…](?:[”」』）)])?(?=.)"
# A blank beside a Latin word or a number is part of a sentence, unless a date ends there. One class first, by
# which the search passes over text at C speed.
_OPENING = (
    r"[。！？!?…\s](?:(?<=\S)[”」』）)]?(?=.)"
    r"|(?<=\s)(?:(?<![A-Za-z\d\s]\s)|(?<=[-/.]\d\d\s))\s*(?=[^A-Za-z\d\s]))"
)
_LEAST, _TAIL, _HEAD, _SHORTEST = 20, 600, 80, 4
# What is glued to a paragraph ends in a part that is not longer, or a rule for longer lines claims that part.
_NEAR = 130
# A part of a quotation is no part of a page.
_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"))

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


def _joined(gone: dict[int, tuple[str, str]]) -> tuple[Cut, ...]:
    """The cuts that take out some places.

    :param gone: each with the role and the rule that takes it.
    """
    cuts: list[Cut] = []
    for place in sorted(gone):
        role, rule = gone[place]
        if cuts and cuts[-1].end == place and cuts[-1].rule == rule:
            cuts[-1] = Cut(cuts[-1].start, place + 1, role, rule)
        else:
            cuts.append(Cut(place, place + 1, role, rule))
    return tuple(cuts)
