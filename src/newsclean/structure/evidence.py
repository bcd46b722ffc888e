"""What can be said about each line by itself: its shape, the rule it fits, the parts to cut out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import attrgetter, or_

from newsclean.document import Cut
from newsclean.structure.book import RuleBook
from newsclean.structure.fold import fold
from newsclean.structure.rules import Rule, compiled, tight

# Shapes of lines.
PROSE, SENTENCE, REMARK, CAPTION = "prose", "sentence", "remark", "caption"
PHRASE, WORD, LISTING, NUMBER = "phrase", "word", "listing", "number"

_CLOSING = "”’」』）)]】》\"' \u3000\t"
_CREDIT = ("摄", "攝", "供图", "供圖", "资料图", "資料圖", "Getty Images")
_PHOTO = "[（(][^（）()]{0,12}[图圖摄攝][^（）()]{0,30}[）)]$"
_DISPATCH = r"\d月\d{1,2}日[^，。]{0,6}(?:讯|訊|电|電|报道|報道|報導|消息)$"
# How the first words of another article end.
_TEASER = ("...", "…", "【详细】", "[详细]", "【詳細】", "[详情]", "(more)")
_FINAL = tuple("。！？!?…；;：:—")
_FULL = tuple("！？!?…")
_STOP = ("。", "。”", "。」")
_MARKS = "▲▼△▽"


@dataclass(slots=True)
class Note:
    """A line that is not blank, and what was noticed about it.

    :param number: index in the document's lines.
    :param text: the line without outer blanks and without its cuts.
    :param shape: one of the shapes above.
    :param rule: the rule the line fits, if any.
    :param cuts: parts of the line that are not the article, offsets in the line as it stands.
    :param said: whether the lines around it make it the article's, whatever it looks like.
    """

    number: int
    text: str
    shape: str
    rule: Rule | None = None
    cuts: tuple[Cut, ...] = field(default=())
    said: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as running text, or belongs to it, and no rule claims it."""
        return self.rule is None and (self.shape in _RUNNING or self.said)


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
_RULE, _SHAPE, _SAID = attrgetter("rule"), attrgetter("shape"), attrgetter("said")


def shape_of(line: str) -> str:
    """The shape of a line (outer blanks removed, not empty).

    ``prose`` is a paragraph; ``sentence`` a short line that ends with a full stop or opens a
    dispatch; ``remark`` a short question or exclamation (headlines end like that too); ``caption``
    a line that names its photographer; ``phrase`` a line without final punctuation (headlines,
    sub-headings, items of lists); ``word`` a shorter one; ``listing`` words with separators;
    ``number`` digits and signs only.
    """
    size = len(line)
    if size >= 30 and line.endswith(_STOP) and line[0] not in _MARKS:
        return PROSE  # as below; most lines of an article
    if size <= 12 and not any(map(str.isalpha, line)):
        return NUMBER
    stops = "。" in line
    if not stops and ("|" in line or "｜" in line) and line.count("|") + line.count("｜") >= 3:
        return LISTING
    if line.endswith(_TEASER) and not line.endswith("……"):
        return PHRASE
    if line[0] in _MARKS or line.endswith(_CREDIT) or (line[-1] in "）)" and compiled(_PHOTO).search(line)):
        return CAPTION
    if stops and size >= 30:
        return PROSE
    body = line.rstrip(_CLOSING)
    final = body[-1:]
    if size >= 24:
        commas = line.count("，") + line.count(",") + line.count("；")
        least = 60 if final in _FULL else 30  # headlines ask and exclaim, too
        if (stops or (commas and size >= least)) and final in _FINAL:
            return PROSE
        if commas >= 2 and size >= 50:
            return PROSE
        if size >= 90 and line.count(". ") + line.count(", ") >= 2:
            return PROSE  # a paragraph in a language that separates words
        words = line.split()
        if len(words) >= 4 and size < 9 * len(words) and final not in _FINAL and _mostly_han(line):
            return LISTING
    if final == "。" or ("月" in line and compiled(_DISPATCH).search(line)):
        return SENTENCE
    if final in _FULL and ("，" in line or "," in line):
        return REMARK
    return WORD if size < 8 and final not in _FINAL else PHRASE


def _mostly_han(line: str) -> bool:
    return 2 * sum("一" <= c <= "鿿" for c in line) > len(line.replace(" ", ""))


def take_notes(lines: Sequence[str], book: RuleBook) -> Notes:
    """A note for every line that is not blank.

    :param lines: the lines of a text, without their ends.
    """
    stripped = list(map(str.strip, lines))
    numbers = list(compress(range(len(lines)), stripped))
    texts = list(compress(stripped, stripped))
    notes = list(map(Note, numbers, texts, map(shape_of, texts)))
    claims = book.claims(texts, list(compress(lines, stripped)))
    for index, claiming in claims.items():
        note = notes[index]
        rules = [book.rules[n] for n in sorted(claiming)]
        whole = [rule for rule in rules if rule.where == "line"]
        note.rule = _first(note.text, whole)
        if len(whole) < len(rules) and (note.rule is None or note.rule.certain == "never"):
            _cut(note, lines[note.number], [rule for rule in rules if rule.where == "inside"])
            if note.cuts:
                note.rule = _first(note.text, whole)
                note.shape = shape_of(note.text)
    return Notes(notes)


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


def _cut(note: Note, line: str, rules: list[Rule]) -> None:
    """Note the parts inside a line that are not the article, and what is left of it.

    Nothing is cut out of a line that is nothing but such parts.
    """
    gone = _parts(fold(line), rules)
    if gone:
        rest = "".join([c for i, c in enumerate(line) if i not in gone]).strip()
        if tight(fold(rest)):
            note.text, note.cuts = rest, _joined(gone)


# What a cut leaves is searched again, so that a second reading finds nothing new. A line that is
# still not done after so many rounds was made to be like that; it is left alone.
_ROUNDS = 6


def _parts(folded: str, rules: list[Rule]) -> dict[int, Rule]:
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
