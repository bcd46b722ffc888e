"""What can be said about each line by itself: its shape, the rule it fits, the parts to cut out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from newsclean.document import Cut
from newsclean.structure.fold import fold
from newsclean.structure.rules import HEAD, Rule, RuleBook, tight

# Shapes of lines.
PROSE, SENTENCE, PHRASE, WORD, LISTING, NUMBER = "prose", "sentence", "phrase", "word", "listing", "number"

_CLOSING = "”’」』）)]】》\"' \u3000\t"
# How the first words of another article end.
_TEASER = ("...", "…", "【详细】", "[详细]", "【詳細】", "[详情]", "(more)")
_FINAL = frozenset("。！？!?…；;：:—")
_FULL = frozenset("。！？!?…")


@dataclass(slots=True)
class Note:
    """A line that is not blank, and what was noticed about it.

    :param number: index in the document's lines.
    :param text: the line without outer blanks and without its cuts.
    :param shape: one of the shapes above.
    :param rule: the rule the line fits, if any.
    :param cuts: parts of the line that are not the article, offsets in the line as it stands.
    """

    number: int
    text: str
    shape: str
    rule: Rule | None = None
    cuts: tuple[Cut, ...] = field(default=())

    @property
    def is_prose(self) -> bool:
        """Whether the line reads as running text, and no rule claims it."""
        return self.rule is None and self.shape in (PROSE, SENTENCE)


def shape_of(line: str) -> str:
    """The shape of a line (outer blanks removed, not empty).

    ``prose`` is a paragraph; ``sentence`` a short line that ends as one; ``phrase`` a line without
    final punctuation (headlines, sub-headings, captions, items of lists); ``word`` a shorter one;
    ``listing`` words with separators; ``number`` digits and signs only.
    """
    size = len(line)
    if size <= 12 and not any(map(str.isalpha, line)):
        return NUMBER
    if line.count("|") + line.count("｜") >= 3 and "。" not in line:
        return LISTING
    if line.endswith(_TEASER) and not line.endswith("……"):
        return PHRASE
    body = line.rstrip(_CLOSING)
    final = body[-1:] in _FINAL
    if size >= 24:
        stops = line.count("。")
        commas = line.count("，") + line.count(",") + line.count("；")
        if stops and (size >= 30 or final):
            return PROSE
        if final and commas and size >= 30:
            return PROSE
        if commas >= 2 and size >= 50:
            return PROSE
        if size >= 90 and line.count(". ") + line.count(", ") >= 2:
            return PROSE  # a paragraph in a language that separates words
        words = line.split()
        if len(words) >= 4 and size < 9 * len(words) and not final and _mostly_han(line):
            return LISTING
    if body[-1:] in _FULL and ("。" in body[-1:] or "，" in line or "," in line):
        return SENTENCE
    return WORD if size < 8 and not final else PHRASE


def _mostly_han(line: str) -> bool:
    return 2 * sum("一" <= c <= "鿿" for c in line) > len(line.replace(" ", ""))


def take_notes(lines: list[tuple[str, str]], text: str, book: RuleBook) -> list[Note]:
    """A note for every line that is not blank.

    :param lines: the lines of ``text`` with their ends.
    """
    notes: list[Note] = []
    for number, (line, _) in enumerate(lines):
        stripped = line.strip()
        if stripped:
            notes.append(Note(number, stripped, ""))
    parts = _cut(notes, lines, text, book)
    claims = _claims(notes, text, book)
    for index, note in enumerate(notes):
        if index in parts:
            continue
        numbers = claims.get(index)
        if numbers:
            note.rule = _first(note.text, numbers, book)
        note.shape = shape_of(note.text)
    return notes


def _first(line: str, numbers: set[int], book: RuleBook) -> Rule | None:
    """The first of the claiming rules that fits the line; sure ones before those that support."""
    folded = fold(line)
    supporting: Rule | None = None
    for number in sorted(numbers):
        rule = book.rules[number]
        if (rule.certain != "never" or supporting is None) and rule.fits(folded):
            if rule.certain != "never":
                return rule
            supporting = rule
    return supporting


def _claims(notes: list[Note], text: str, book: RuleBook) -> dict[int, set[int]]:
    """Index of a note → numbers of the rules whose guards it passes."""
    claims: dict[int, set[int]] = {}
    heads = fold("\n".join([note.text[:HEAD] for note in notes])).replace(" ", "")
    starts, exact = book.starts, book.lines
    for index, head in enumerate(heads.split("\n")):
        core = tight(head)
        found = starts.get(core[:2], ())
        single = starts.get(core[:1], ())
        whole = exact.get(core) if len(core) < HEAD else None
        if found or single or whole is not None:
            size = len(notes[index].text)
            fitting = {n for n in (*found, *single) if size <= 2 * book.rules[n].max}
            if whole is not None:
                fitting.add(whole)
            if fitting:
                claims[index] = fitting
    _search(book.short, heads, claims, book)
    _search_wide(notes, text, claims, book)
    return claims


def _search(numbers: list[int], heads: str, claims: dict[int, set[int]], book: RuleBook) -> None:
    """Look rules for short lines up by the words they contain, in the heads of the lines."""
    ends: list[int] | None = None
    for number in numbers:
        for word in book.rules[number].contains:
            at = heads.find(word)
            while at >= 0:
                if ends is None:
                    ends = list(accumulate(len(head) + 1 for head in heads.split("\n")))
                index = bisect_right(ends, at)
                claims.setdefault(index, set()).add(number)
                at = heads.find(word, ends[index])


def _search_wide(notes: list[Note], text: str, claims: dict[int, set[int]], book: RuleBook) -> None:
    """Look rules for long lines up by the words they contain, anywhere in the text."""
    lower = _lower(text)
    found = [(n, words) for n, words in ((n, [w for w in ws if w in lower]) for n, ws in book.wide) if words]
    if not found:
        return
    for index, note in enumerate(notes):
        size = len(note.text)
        low = None
        for number, words in found:
            if size <= 2 * book.rules[number].max:
                low = _lower(note.text) if low is None else low
                if any(word in low for word in words):
                    claims.setdefault(index, set()).add(number)


def _lower(text: str) -> str:
    """Lower case, only where that keeps the length (``İ`` becomes two code points)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _cut(notes: list[Note], lines: list[tuple[str, str]], text: str, book: RuleBook) -> set[int]:
    """Find the parts inside lines that are not the article, and note the rest of the line.

    A line that is nothing but such parts is claimed by the first of them.

    :returns: indexes of the notes that were claimed whole.
    """
    rules = [(book.rules[n], words) for n, words in book.inside if any(word in text for word in words)]
    claimed: set[int] = set()
    if not rules:
        return claimed
    for index, note in enumerate(notes):
        fitting = [rule for rule, words in rules if any(word in note.text for word in words)]
        if not fitting:
            continue
        line = lines[note.number][0]
        gone = _parts(fold(line), fitting)
        if not gone:
            continue
        rest = "".join(line[i] for i in range(len(line)) if i not in gone).strip()
        if not tight(fold(rest)):
            note.rule, note.shape = gone[min(gone)], PHRASE
            claimed.add(index)
        else:
            note.text, note.cuts = rest, _joined(gone)
    return claimed


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
        for start, end, number in reversed(found):
            start, end = _with_blanks(rest, start, end)
            gone.update((i, rules[number]) for i in kept[start:end])
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


_HAN = re.compile("[㐀-䶿一-鿿豈-﫿]+")


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring Han characters of a text."""
    found: set[str] = set()
    for run in _HAN.findall(text):
        found.update(map("".join, zip(run, run[1:], strict=False)))
    return found
