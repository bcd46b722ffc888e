"""Text that was decoded with the wrong encoding: ``鏂伴椈`` for 新闻, ``ÐÂÎÅ`` for 新闻.

A noisy-channel repair: for every pair of a true and a wrong encoding the bytes are brought back
and read again, and the plausibility model judges. A line is changed only if its new reading is
cheaper by a clear margin; up to three layers are undone one at a time. Clean text is told from
suspicious text without the model, by the characters it is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclean.document import Repaired
from newsclean.edits import Edit, apply
from newsclean.lines import Places
from newsclean.repair import examples
from newsclean.repair.mojibake.candidates import (
    READS_WELL,
    Candidate,
    between_errors,
    least,
    left_between,
    likely,
    reads,
    reads_well,
    stretches,
    whole,
)
from newsclean.repair.mojibake.quoted import cited
from newsclean.repair.mojibake.suspects import (
    beyond,
    beyond_repair,
    evident,
    left_damaged,
    suspicious_lines,
    telltale,
)
from newsclean.repair.mojibake.utf16 import utf_16

if TYPE_CHECKING:
    from newsclean.repair.mojibake.pairs import Pair

_LAYERS = 3


@dataclass(slots=True)
class Vain:
    """What was tried in vain in a document: it is not tried again in the next run of all passes.

    :param lines: those that look damaged and have no cure.
    :param damaged: those of them that are damaged beyond doubt.
    :param searched: rule of a pair → how many characters were searched for it since it was last found.
    """

    lines: set[str] = field(default_factory=set)
    damaged: set[str] = field(default_factory=set)
    searched: dict[str, int] = field(default_factory=dict)


def wrong_decoding(
    text: str,
    *,
    guess: bool = False,
    lines: Iterable[tuple[int, str]] | None = None,
    vain: Vain | None = None,
) -> Repaired:
    """Read again what was decoded wrongly, line by line.

    :param lines: the lines that may be damaged, each with its offset, if they are known.
    :param vain: what was tried in vain in the runs before this one; what is in this one is added.
    :param guess: fill lost characters with the likeliest ones (rule ``…+guess``) instead of U+FFFD.
    :returns: edits named after the pair (``utf-8-as-gbk``); warnings for text that is beyond repair and
        for damage that stands in quotation marks; a note on examples that were left.
    """
    wide = utf_16(text)
    if wide.edits:
        return wide
    if text.isascii():
        return Repaired(text)
    edits: list[Edit] = []
    document: _Document | None = None
    for start, line in suspicious_lines(text) if lines is None else lines:
        document = document or _Document(vain or Vain(), guess=guess)
        found = document.line(line, start)
        edits += (Edit(e.stage, e.rule, e.start + start, e.before, e.after, e.margin) for e in found)
    limits = _told(text, document.limits) if document else ()
    seen = left_damaged(text, document.left) if document else ()
    warnings = (*limits, *seen, *beyond_repair(text))
    if not edits:
        return Repaired(text, (), warnings)
    left, spoken_of = cited(text, edits)
    cited_edits = set(left)
    kept = tuple(edit for edit in edits if edit not in cited_edits)
    notes = (examples.left(text, left, "wrong decodings"),) if left and spoken_of else ()
    quoted = _told(text, {_QUOTED: left[0].start}) if left and not spoken_of else ()
    return Repaired(apply(text, kept), kept, (*warnings, *quoted), notes)


_QUOTED = "what looks like a wrong decoding is left, because it is quoted"


def _told(text: str, first: dict[str, int]) -> Iterator[str]:
    """Warnings that apply to many places, each with the offset of the first."""
    places = Places(text) if first else None
    for message, offset in first.items():
        if places:
            line, column = places(offset)
            yield f"line {line}, column {column}: {message}"


# --- one line --------------------------------------------------------------------------------


# How many readings of a line are looked at one layer further down.
_FRONT = 3

# So many characters are searched for stretches of one pair without finding any before the rest of a
# document is not searched for that pair any more: 39 pairs at 3 to 30 µs a character.
_MOST_FRUITLESS = 2_000
# After this many lines in a row that look damaged and cannot be repaired the rest is left.
_MOST_FAILURES = 2_000
# A longer line is only tried as a whole and between its errors, one layer deep: the search keeps a few
# objects a byte.
_LONGEST = 5_000


class _Document:
    """The lines of one document: they were mostly damaged in the same way.

    ``limits`` says which bounds of the work kept something from being looked at, and the offset of
    the first line that each was met in; ``left`` where damage begins that is evident and has no cure.
    """

    def __init__(self, vain: Vain, *, guess: bool) -> None:
        from newsclean.repair.mojibake.pairs import PAIRS

        self.limits: dict[str, int] = {}
        self.left: list[int] = []
        self._guess = guess
        self._pairs = list(PAIRS)
        self._vain = vain
        self._fruitless = vain.searched
        self._failures = 0
        self._offset = 0

    def line(self, line: str, offset: int = 0) -> tuple[Edit, ...]:
        """The edits that repair a line; none if it is better left alone.

        :param offset: where the line begins in its document.
        """
        from newsclean.models import plausibility

        if line in self._vain.lines:
            return ()
        before = plausibility.cost(line)
        if reads_well(line, before):
            return ()
        self._offset = offset
        if self._failures >= _MOST_FAILURES:
            self._stop(f"lines that look damaged are left from here on: {_MOST_FAILURES} had no cure")
            return ()
        self._failures += 1
        start = Candidate(line, before, before, line, ())
        best = self._layers(start)
        # A whole line that reads well needs no search for stretches.
        if best.cost >= READS_WELL * len(best.text) + 12:
            best = min(best, self._search(start), key=_total)
            if best.pairs:  # a second layer may lie under stretches, too
                best = min(best, self._layers(best), key=_total)
        gain = before - best.total
        margin = gain - least(best)
        if margin < 0 or not reads(best):
            self._vain.lines.add(line)
            lost = beyond(line)
            if evident(line) or (lost and telltale().search(line)):
                self._vain.damaged.add(line)
                if not lost:  # what is lost is reported as such
                    self.left.append(offset)
            return ()
        if (left := left_between(best)) is not None:
            self.left.append(offset + left)
        self._prefer(best.pairs[0])
        self._failures = 0
        return tuple(Edit("repair", e.rule, e.start, e.before, e.after, round(margin, 2)) for e in best.edits)

    def _layers(self, start: Candidate) -> Candidate:
        """The best of the readings of a whole line, up to three layers down; ``start`` if none is better."""
        best = start
        front = [start]
        seen = {start.text}
        for _ in range(_LAYERS if len(start.text) <= _LONGEST else 1):
            found: list[Candidate] = []
            for candidate in front:
                for pair in self._pairs:
                    if candidate.pairs and pair.rereads(candidate.pairs[-1]):
                        continue
                    below = whole(candidate, pair)
                    if below is not None and below.text not in seen:
                        seen.add(below.text)
                        found.append(below)
            found.sort(key=_total)
            # Bytes that are valid as UTF-8 hardly are so by chance, whatever they look like yet.
            front = found[:_FRONT] + [c for c in found[_FRONT:] if c.pairs[-1].true == "utf-8"][:_FRONT]
            if not front:
                break
            best = min(best, front[0], key=_total)
            if reads_well(best.text, best.cost):
                break
        return best

    def _search(self, start: Candidate) -> Candidate:
        """The best of the readings of a line stretch by stretch; ``start`` if none is better."""
        best = start
        for pair in self._pairs:
            if not likely(start.text, pair):
                continue
            if len(start.text) > _LONGEST:
                candidate = between_errors(start, pair)
            elif self._fruitless.get(pair.rule, 0) > _MOST_FRUITLESS:
                self._stop("lines are only read again as a whole from here on: too much was searched in vain")
                continue
            else:
                self._fruitless[pair.rule] = self._fruitless.get(pair.rule, 0) + len(start.text)
                candidate = stretches(start, pair, guess=self._guess)
            if candidate is None or candidate.total >= best.total:
                continue
            best = candidate
            if best.total < start.total - 30 and reads_well(best.text, best.cost):
                break
        if best is start and len(start.text) > _LONGEST:
            self._stop(f"a line of more than {_LONGEST} characters was only read again as a whole")
        return best

    def _stop(self, limit: str) -> None:
        """Note a limit that the present line has met."""
        self.limits.setdefault(limit, self._offset)

    def _prefer(self, pair: Pair) -> None:
        """Try a pair first from now on, and search for it again."""
        self._fruitless[pair.rule] = 0
        if self._pairs[0] is not pair:
            self._pairs.remove(pair)
            self._pairs.insert(0, pair)


def _total(candidate: Candidate) -> float:
    return candidate.total
