"""Convert what needs it, and nothing else.

OpenCC rewrites whatever it is given: text that is in the target script already comes out damaged
(萬里長城 becomes 萬裏長城 with s2t, 李松仁 becomes 李鬆仁). Here the characters that only one script
has decide, over the whole text:

* a text with characters of the source script alone is converted as a whole;
* a text with characters of the target script alone is left alone;
* a text with both is converted where the evidence of the source script stands: the lines that have it,
  of a line with evidence of both the clauses, with those that have none where the line is mostly in the
  source script; of a clause that is mostly in the target script the characters of the source script, with
  those of both scripts beside them;
* of a text that is in the target script but for a few characters or lines, only paragraphs of the source
  script: what stands among the target's is a writer's slip or habit (踪, 决, 撃), or quoted, and genuine;
* a text with neither (干部, 李松仁) is left alone, unless characters that both scripts have, but Simplified
  far more often, speak for it together (几十年后只有三万人).

A configuration of OpenCC's that the caller named does not come here: all of the text is converted.

**Idempotence.** Write F for one such step. :func:`settle` returns the first of x, F(x), F(F(x)) … that
F leaves alone, within a few steps, else x itself. A result y ≠ x has F(y) = y, so settling it gives y
at once; a result y = x gives the same sequence again and so y. Both hold whatever F does. That one step
is nearly always enough follows from the choice of evidence: a character of the source script alone is
changed by every configuration that leads away from it and written by none, so after a step there is no
evidence left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from newsclean.alignment import Aligned, Growing
from newsclean.convert.census import FOREIGN, HANS, HANT, LEANING, Census
from newsclean.convert.characters import chinese, hans, hant
from newsclean.convert.language import is_foreign, names
from newsclean.convert.leaning import leans
from newsclean.patterns import lazy
from newsclean.values import NamedTuple

#: A step on text; and what rewrites a part of it, telling where the length changed.
Step = Callable[[str], str]
Rewrite = Callable[[str], Aligned]

#: Steps before a text is given up as one that never settles. In the tests' 40,000 random strings of
#: dictionary entries the longest sequence has 3.
STEPS = 4

# A text is in the target script but for a few characters where it has so many times as much evidence of it.
# Of genuine news of Hong Kong 89 of 858 articles of twelve paragraphs have characters of the other script or
# of Japan's, 2 more than this allows, with lines of Simplified; of articles of four paragraphs 6 of 91 do.
_MOSTLY = 30

# So many times is enough where lines of their own have the evidence of the source script. Of genuine news of
# Hong Kong 5 of 10,000 articles of twelve paragraphs have 19 to 28 times as much, and all of it in such
# lines: a statement, a message, headlines that are named as sources, an article of a law. A line is one of
# these if it has so many times as much evidence of the source script.
_MOSTLY_LINES = 10

# Lines of the source script, one after the other, must have so much evidence of it to be converted in such a
# text. In genuine news of Hong Kong shorter ones are statements, headlines and letters, quoted as they were
# written.
_PARAGRAPH = 20

# What a text quotes does not count for the script that it is in, if it has so many times as much evidence of
# the target script in all: a conversation of short quotations is no text with a quotation.
_QUOTED = 5
_QUOTATION = lazy("「[^「」\r\n]*」|『[^『』\r\n]*』|“[^“”\r\n]*”")

_LINES = "([\r\n]+)"
_CLAUSES = "([\\s，。！？；：、…—·「」『』“”‘’（）《》〈〉【】()\\[\\]|/]+)"


class Stretch(NamedTuple):
    """A part of a text that is to be converted.

    :param among: whether the part is mostly in the target script: only its characters of the source script
        are converted, by what they become between the others.
    """

    start: int
    end: int
    among: bool = False


def settle(step: Step, text: str) -> str:
    """Take a step until it changes nothing; the text itself if that does not come about."""
    current = text
    for _ in range(STEPS):
        after = step(current)
        if after == current:
            return current
        current = after
    return text


def is_mostly(found: Census, few: int, many: int) -> bool:
    """Whether a text has one group of characters far more often than another."""
    return _MOSTLY * found.count(few) <= found.count(many)


class Gate:
    """Tells where there is evidence of the source script.

    :param source: ``Hans`` or ``Hant``: the script that the conversion leads away from.
    """

    def __init__(self, source: str) -> None:
        simplified, traditional = (hans, HANS), (hant, HANT)
        if source == "Hant":
            simplified, traditional = traditional, simplified
        (self._source_of, self._sources), (self._target_of, self._targets) = simplified, traditional
        self._source_is_simplified = source == "Hans"

    @property
    def source(self) -> frozenset[str]:
        """The characters that only the source script has."""
        return self._source_of()

    def is_closed(self, found: Census) -> bool:
        """Whether nothing of a text is converted, whatever the order of its characters."""
        if found.has(self._sources):
            return False
        return not self._source_is_simplified or not found.has(LEANING) or found.has(self._targets)

    def leans(self, text: str, alone: bool = False) -> bool:
        """Whether characters that both scripts have speak for the source script together."""
        return self._source_is_simplified and leans(text, alone)

    def __call__(self, text: str, found: Census) -> list[Stretch]:
        """The stretches to convert, in order.

        :param found: of the text.
        """
        if self.is_closed(found):
            return []
        foreign = found.has(FOREIGN)
        if not found.has(self._sources):
            return [] if foreign or not self.leans(text, alone=True) else [Stretch(0, len(text))]
        if not foreign and not found.has(self._targets):
            return [Stretch(0, len(text))]
        stretches = self._by_line(text, found)
        return self._without_names(text, stretches) if foreign else stretches

    def _is_in_target(self, found: Census, counts: list[tuple[int, int]]) -> bool:
        """Whether a text is in the target script but for a few characters, for lines and for what it quotes.

        :param counts: the evidence in each of its lines.
        """
        if is_mostly(found, self._sources, self._targets):
            return True
        sources, targets = found.count(self._sources), found.count(self._targets)
        if targets < _QUOTED * sources:
            return False
        lines = sum(source for source, target in counts if source > _MOSTLY_LINES * target)
        if _MOSTLY_LINES * sources <= targets and _MOSTLY * (sources - lines) <= targets:
            return True
        return is_mostly(Census(_QUOTATION.sub("", found.text)), self._sources, self._targets)

    def _by_line(self, text: str, census: Census) -> list[Stretch]:
        """The lines that need it, those next to each other together."""
        lines = re.split(_LINES, text)
        # In a Japanese text a line without kana is hardly Chinese, unless it has what only Chinese has.
        japanese = is_foreign(text)
        counts = [(0, 0) if japanese and chinese().isdisjoint(line) else self._count(line) for line in lines]
        sources, targets = (sum(count[side] for count in counts) for side in (0, 1))
        # A line without evidence goes with the text as a whole.
        mostly = 0 < sources >= targets
        in_target = self._is_in_target(census, counts)
        if in_target:
            counts = _paragraphs(counts)
        found: list[Stretch] = []
        at = 0
        for line, (source, target) in zip(lines, counts, strict=True):
            if (source and not target) or (
                not source
                and not target
                and (mostly or (not in_target and self.leans(line)))
                and not is_foreign(line)
            ):
                if found and found[-1].end == at and not found[-1].among:
                    found[-1] = Stretch(found[-1].start, at + len(line))
                else:
                    found.append(Stretch(at, at + len(line)))
            elif source:
                found += self._by_clause(line, at)
            at += len(line)
        return found

    def _by_clause(self, line: str, at: int) -> list[Stretch]:
        """What to convert of a line with evidence of both scripts."""
        found = []
        source, target = self._count(line)
        for clause in re.split(_CLAUSES, line):
            one, other = self._count(clause)
            if not one and not other and (source > target or self.leans(clause)):
                found.append(Stretch(at, at + len(clause)))
            elif one:
                whole = one > other or (one == other and source >= target)
                found.append(Stretch(at, at + len(clause), not whole))
            at += len(clause)
        return found

    def _without_names(self, text: str, stretches: list[Stretch]) -> list[Stretch]:
        """The stretches without names in kana."""
        found = []
        for start, end, among in stretches:
            at = start
            for first, last in names(text[start:end], self.source):
                found.append(Stretch(at, start + first, among))
                at = start + last
            found.append(Stretch(at, end, among))
        return [stretch for stretch in found if stretch.start < stretch.end]

    def _count(self, text: str) -> tuple[int, int]:
        """The evidence for the source and for the target script; none in Japanese and Korean."""
        if is_foreign(text):
            return 0, 0
        return sum(map(self.source.__contains__, text)), sum(map(self._target_of().__contains__, text))


def _paragraphs(counts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The evidence in the lines of a text in the target script. That of the source script counts only where
    lines of that script, with those that tell nothing between them, have enough of it together.
    """
    found = [(0, target) for _, target in counts]
    run: list[int] = []
    for number, (source, target) in enumerate([*counts, (0, 1)]):
        if source > _MOSTLY * target:
            run.append(number)
        elif target:
            if sum(counts[at][0] for at in run) >= _PARAGRAPH:
                for at in run:
                    found[at] = counts[at]
            run = []
    return found


def among(text: str, source: frozenset[str], rewrite: Rewrite, back: Rewrite | None) -> Aligned:
    """A stretch that is mostly in the target script, with its characters of the source script converted.

    So is a character of both scripts beside one of them, for mostly both are one word: 关系 is 關係.

    :param back: leads from the target script to the source script: 頭发 is 头发 in one script, and that
        is 頭髮. Without it, or where it changes the length, each run of characters is converted alone.
    """
    if back is not None:
        plain = back(text).text
        done = rewrite(plain).text
        if len(plain) == len(text) == len(done):
            return Aligned("".join(_chosen(text, plain, done, source)))
    result = Growing()
    for only, run in groupby(text, source.__contains__):
        piece = "".join(run)
        result.take(piece, rewrite(piece) if only else Aligned(piece))
    return result.aligned()


def _chosen(text: str, plain: str, done: str, source: frozenset[str]) -> Iterator[str]:
    """The characters of a stretch, those of the source script converted with what is beside them.

    :param plain: the stretch in the source script.
    :param done: in the target script.
    """
    padded = f" {text} "
    for at, (old, same, new) in enumerate(zip(text, plain, done, strict=True)):
        taken = old in source or (old == same and (padded[at] in source or padded[at + 2] in source))
        yield new if taken else old
