"""What can be said about each line by itself: its shape, the rule it fits, the parts to cut out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import compress, repeat
from operator import attrgetter, or_

from newsclean.document import Cut
from newsclean.structure.rules.cuts import glued, may_be_glued, parts, without
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.index import RuleBook
from newsclean.structure.rules.rule import Rule
from newsclean.structure.shapes import CAPTION, PROSE, SENTENCE, shape_of
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Note(NamedTuple):
    """A line that is not blank, and what was noticed about it.

    :param number: index in the document's lines.
    :param text: the line without outer blanks and without its cuts.
    :param shape: one of :mod:`newsclean.structure.shapes`.
    :param rule: the rule the line fits, if any.
    :param cuts: parts of the line that are not the article, offsets in the line as it stands.
    :param claimed: whether the guard of some rule stands in it, though none may fit it; those of rules that
        weigh words are common ones, and do not count.
    :param said: whether the lines around it make it the article's, whatever it looks like.
    """

    number: int
    text: str
    shape: str
    rule: Rule | None = None
    cuts: tuple[Cut, ...] = ()
    claimed: bool = False
    said: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as running text, or belongs to it, and no rule claims it."""
        return self.rule is None and (self.shape in _RUNNING or self.said)


def replace(note: Note, **changes: Any) -> Note:
    """The note with other values in some fields."""
    return note._replace(**changes)


class Notes(list[Note]):
    """The notes on a text's lines, in order. Neither the list nor its notes change any more.

    :ivar hits: indexes of the lines that some rule fits.
    :ivar prose: indexes of the lines that are prose (:attr:`Note.is_prose`).
    """

    __slots__ = ("hits", "prose")

    def __init__(self, notes: Iterable[Note]) -> None:
        super().__init__(notes)
        self.hits = list(compress(range(len(self)), map(_RULE, self)))
        running = list(map(or_, map(_RUNNING.__contains__, map(_SHAPE, self)), map(_SAID, self)))
        for i in self.hits:
            running[i] = False
        self.prose = list(compress(range(len(self)), running))

    def replaced(self, changes: dict[int, Note]) -> Notes:
        """The notes, with others at some indexes."""
        return Notes([changes.get(i, note) for i, note in enumerate(self)]) if changes else self


_RUNNING = frozenset({PROSE, SENTENCE})
# Note._make in half the time: each line of a text is one.
_NOTE = partial(tuple.__new__, Note)
_RULE, _SHAPE, _SAID = attrgetter("rule"), attrgetter("shape"), attrgetter("said")


def take_notes(lines: Sequence[str], book: RuleBook) -> Notes:
    """A note for every line that is not blank.

    Pages of one site repeat most of their short lines, so what was found of a line is remembered.

    :param lines: the lines of a text, without their ends.
    """
    stripped = list(map(str.strip, lines))
    numbers = list(compress(range(len(lines)), stripped))
    remembered = book.remembered
    found = [remembered.get(lines[n]) if len(lines[n]) <= _SHORT else None for n in numbers]
    fresh = [n for n, known in zip(numbers, found, strict=True) if known is None]
    new: dict[int, _Found] = {}
    if fresh:
        texts = [stripped[n] for n in fresh]
        plain = zip(texts, map(shape_of, texts), repeat(None), repeat(()), repeat(False), strict=False)
        new = dict(zip(fresh, plain, strict=True))
        for index, claiming in book.claims(texts, [lines[n] for n in fresh]).items():
            number = fresh[index]
            rules = [book.rules[n] for n in sorted(claiming)]
            new[number] = _look(lines[number], texts[index], new[number][1], rules, book)
        if len(remembered) > _REMEMBERED:
            remembered.clear()
        remembered.update((lines[n], new[n]) for n in fresh if len(lines[n]) <= _SHORT)
    notes = [_NOTE((n, *(known or new[n]), False)) for n, known in zip(numbers, found, strict=True)]
    if len(notes) == 1:
        notes[0] = single(notes[0], lines[numbers[0]], book)
    return Notes(notes)


def single(note: Note, line: str, book: RuleBook) -> Note:
    """The only line of a text, without what corpora glued to it.

    :param line: as it stands.
    """
    if note.shape not in _ENDING or len(note.text) < _GLUED:
        return note
    cuts = glued(line, note.cuts, book)
    if cuts == note.cuts:
        return note
    text = without(line, cuts)
    return replace(note, text=text, shape=shape_of(text), rule=None, cuts=cuts)


def at_ends(kept: Sequence[Note], lines: Sequence[str], book: RuleBook) -> dict[int, tuple[Cut, ...]]:
    """Number of a line → its cuts, where something is glued to the first or the last paragraph of an article.

    :param kept: the lines of the article, more than one.
    """
    first = next((note for note in kept[:2] if note.shape == PROSE), None)
    found: dict[int, tuple[Cut, ...]] = {}
    if not may_be_glued(first.text if first else "", kept[-1].text, book):
        return found
    texts = {note.number: note.text for note in kept}
    ends = list(dict.fromkeys((kept[-1], first or kept[-1])))
    for _ in ends:  # what goes at one end may have been all that kept something at the other
        known = len(found)
        for note in ends:
            if note.shape not in _ENDING or note.rule is not None or note.number in found:
                continue
            line, others = lines[note.number], dict(texts)
            del others[note.number]
            where = {"first": note is first, "last": note is kept[-1]}
            cuts = glued(line, note.cuts, book, "".join(others.values()), **where)
            if cuts != note.cuts:
                (left,) = take_notes([without(line, cuts)], book)
                # Without a paragraph left, another line would be the first or last one, read again.
                if left.shape == PROSE and left.rule is None and not left.cuts:
                    found[note.number] = cuts
                    texts[note.number] = left.text
        if len(found) == known:
            break
    return found


_Found = tuple[str, str, Rule | None, tuple[Cut, ...], bool]
_REMEMBERED, _SHORT = 20_000, 80
# Shorter texts have nothing glued to them.
_GLUED = 40
# A paragraph with a photographer glued to it looks like a caption.
_ENDING = frozenset({PROSE, CAPTION})


def _look(line: str, text: str, shape: str, rules: list[Rule], book: RuleBook) -> _Found:
    """What the rules that claim a line make of it."""
    whole = [rule for rule in rules if rule.where == "line"]
    rule = _first(text, whole)
    cuts: tuple[Cut, ...] = ()
    if len(whole) < len(rules) and (rule is None or rule.certain == "never"):
        # Nothing is cut out of a line that is nothing but such parts.
        cuts, rest, whole = _cut(line, rules, book)
        if cuts:
            text, shape, rule = rest, shape_of(rest), _first(rest, whole)
    return text, shape, rule, cuts, any(not one.evidence for one in rules)


def _cut(line: str, rules: list[Rule], book: RuleBook) -> tuple[tuple[Cut, ...], str, list[Rule]]:
    """The parts that rules cut out of a line, the rest, and the rules for whole lines that claim the rest.

    The rest is shorter and may begin in another way, so rules claim it that did not claim the line: read
    again, it has to be taken for the same.
    """
    inside = [rule for rule in rules if rule.where == "inside"]
    while True:
        cuts, rest = parts(line, inside)
        if not cuts:
            return (), rest, []
        claiming = [book.rules[n] for n in sorted(book.claims([rest], [rest]).get(0, ()))]
        more = [rule for rule in claiming if rule.where == "inside" and rule not in inside]
        if not more:
            return cuts, rest, [rule for rule in claiming if rule.where == "line"]
        inside += more


def _first(line: str, rules: list[Rule]) -> Rule | None:
    """The first of the claiming rules that fits the line; sure ones before those that support."""
    supporting: Rule | None = None
    folded = fold(line) if rules else ""
    for rule in rules:
        if (rule.certain != "never" or supporting is None) and rule.fits(folded):
            if rule.certain != "never":
                return rule
            supporting = rule
    return supporting
