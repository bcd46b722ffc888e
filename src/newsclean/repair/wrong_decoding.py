"""Text that was decoded with the wrong encoding: ``鏂伴椈`` for 新闻, ``ÐÂÎÅ`` for 新闻.

A noisy-channel repair: for every pair of a true and a wrong encoding the bytes are brought back
and read again, and the plausibility model judges. A line is changed only if its new reading is
cheaper by a clear margin; up to three layers are undone one at a time. Clean text is told from
suspicious text without the model, by the characters it is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING

from newsclean.document import Repaired
from newsclean.edits import Edit, apply, compose
from newsclean.lines import Places
from newsclean.repair import subject
from newsclean.repair.citation import cited
from newsclean.repair.suspicion import (
    beyond,
    beyond_repair,
    evident,
    left_damaged,
    suspicious_lines,
    telltale,
)
from newsclean.repair.unusual import is_odd, is_rare
from newsclean.repair.wide import utf_16

if TYPE_CHECKING:
    from newsclean.repair.channel import Pair

# Nats that a new reading must gain beside its prior. With these, the only lines it changed among
# 260,000 clean ones of many languages (benchmarks/repair_clean.py) were damaged in truth; with 10 for
# two Han characters one good line was changed. Han for Han is judged by the model alone.
_MARGIN = 7.0
_MARGIN_HAN = 10.0
_MARGIN_SHORT = 16.0
# A line that costs less for each character reads well; running text costs 4 to 7.
_READS_WELL = 7.6
# A new reading that costs more than this is no text either.
_READS = 9.2
_LAYERS = 3
_NOT_ASCII = re.compile("[^\x00-\x7f]+")


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
    examples = set(left)
    kept = tuple(edit for edit in edits if edit not in examples)
    notes = (subject.left(text, left, "wrong decodings"),) if left and spoken_of else ()
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line after some layers were undone.

    :param given: the line as it was given.
    :param cost: of its text, in nats.
    :param total: the same with the priors of the pairs.
    :param edits: what turns the line as it was given into the text.
    """

    given: str
    cost: float
    total: float
    text: str
    edits: tuple[Edit, ...]
    pairs: tuple[Pair, ...] = ()


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
        from newsclean.repair.channel import PAIRS

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
        from newsclean import plausibility

        if line in self._vain.lines:
            return ()
        before = plausibility.cost(line)
        if _reads_well(line, before):
            return ()
        self._offset = offset
        if self._failures >= _MOST_FAILURES:
            self._stop(f"lines that look damaged are left from here on: {_MOST_FAILURES} had no cure")
            return ()
        self._failures += 1
        start = _Candidate(line, before, before, line, ())
        best = self._layers(start)
        # A whole line that reads well needs no search for stretches.
        if best.cost >= _READS_WELL * len(best.text) + 12:
            best = min(best, self._search(start), key=_total)
            if best.pairs:  # a second layer may lie under stretches, too
                best = min(best, self._layers(best), key=_total)
        gain = before - best.total
        if gain < (least := _least(best)) or not _reads(best):
            self._vain.lines.add(line)
            if beyond(line):  # that is reported as such
                if evident(line) or telltale().search(line):
                    self._vain.damaged.add(line)
            elif evident(line):
                self._vain.damaged.add(line)
                self.left.append(offset)
            return ()
        if (left := _left_between(best)) is not None:
            self.left.append(offset + left)
        self._prefer(best.pairs[0])
        self._failures = 0
        return tuple(
            Edit("repair", e.rule, e.start, e.before, e.after, round(gain - least, 2)) for e in best.edits
        )

    def _layers(self, start: _Candidate) -> _Candidate:
        """The best of the readings of a whole line, up to three layers down; ``start`` if none is better."""
        best = start
        front = [start]
        seen = {start.text}
        for _ in range(_LAYERS if len(start.text) <= _LONGEST else 1):
            found: list[_Candidate] = []
            for candidate in front:
                for pair in self._pairs:
                    if candidate.pairs and pair.rereads(candidate.pairs[-1]):
                        continue
                    below = _whole(candidate, pair)
                    if below is not None and below.text not in seen:
                        seen.add(below.text)
                        found.append(below)
            found.sort(key=_total)
            # Bytes that are valid as UTF-8 hardly are so by chance, whatever they look like yet.
            front = found[:_FRONT] + [c for c in found[_FRONT:] if c.pairs[-1].true == "utf-8"][:_FRONT]
            if not front:
                break
            best = min(best, front[0], key=_total)
            if _reads_well(best.text, best.cost):
                break
        return best

    def _search(self, start: _Candidate) -> _Candidate:
        """The best of the readings of a line stretch by stretch; ``start`` if none is better."""
        best = start
        for pair in self._pairs:
            if not _likely(start.text, pair):
                continue
            if len(start.text) > _LONGEST:
                candidate = _between_errors(start, pair)
            elif self._fruitless.get(pair.rule, 0) > _MOST_FRUITLESS:
                self._stop("lines are only read again as a whole from here on: too much was searched in vain")
                continue
            else:
                self._fruitless[pair.rule] = self._fruitless.get(pair.rule, 0) + len(start.text)
                candidate = _stretches(start, pair, guess=self._guess)
            if candidate is None or candidate.total >= best.total:
                continue
            best = candidate
            if best.total < start.total - 30 and _reads_well(best.text, best.cost):
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


def _total(candidate: _Candidate) -> float:
    return candidate.total


def _reads_well(line: str, cost: float) -> bool:
    """Whether a line is plausible as it is; lost characters do not count against it."""
    lost = line.count("\ufffd")
    if lost:
        from newsclean import plausibility

        line = line.replace("\ufffd", "")
        cost = plausibility.cost(line)
    return cost < _READS_WELL * len(line) and not telltale().search(line)


def _reads(candidate: _Candidate) -> bool:
    """Whether a new reading is text, and so is what is new in it: good text around it proves nothing.

    The bytes of UTF-8 follow one another by rules that nothing else fits; there a name may be rare.
    """
    from newsclean import plausibility

    if candidate.cost > _READS * len(candidate.text) + 8:
        return False
    if all(pair.true == "utf-8" for pair in candidate.pairs):
        return True
    from newsclean.repair.channel import SINGLE

    new = [run for edit in candidate.edits for run in _NOT_ASCII.findall(edit.after)]
    cost, size = sum(map(plausibility.cost, new)), sum(map(len, new))
    # Japanese is dearer than Chinese, but hardly any rare characters come out as kana by chance.
    japanese = sum("\u3041" <= c <= "\u30fe" for run in new for c in run) >= 2
    if japanese or all(pair.read_as in SINGLE for pair in candidate.pairs):
        return cost <= _READS * size + 8
    return cost <= _READS_WELL * size + 4  # Han for Han: what was there may be text of rare characters


def _left_between(candidate: _Candidate) -> int | None:
    """Where the first part begins that the wrong decoder made of a line and that was not read again."""
    from newsclean.repair.channel import inverse

    table = inverse(candidate.pairs[0].read_as)
    ends = [0, *(edit.end for edit in candidate.edits)]
    starts = [*(edit.start for edit in candidate.edits), len(candidate.given)]
    for end, start in zip(ends, starts, strict=True):
        for at, character in enumerate(candidate.given[end:start], end):
            if character > "\x7f" and table[character] and (is_odd(character) or is_rare(character)):
                return at
    return None


def _whole(candidate: _Candidate, pair: Pair) -> _Candidate | None:
    """A line read again as one stretch, if all of its bytes are valid."""
    from newsclean import plausibility
    from newsclean.repair.channel import decode, inverse

    line = candidate.text
    table = inverse(pair.read_as)
    if not all(table[character] for character in set(line)):
        return None
    text = decode(b"".join(map(table.__getitem__, line)), pair.true)
    if not text or text == line or "\n" in text or "\r" in text:
        return None
    cost = plausibility.cost(text)
    edits = (Edit("repair", pair.rule, 0, line, text),)
    return _below(candidate, pair, cost, cost + pair.prior, text, edits)


def _below(  # noqa: PLR0917
    candidate: _Candidate, pair: Pair, cost: float, paid: float, text: str, edits: tuple[Edit, ...]
) -> _Candidate:
    """The candidate one layer further down.

    :param paid: the cost of the text with what the pair and its stretches cost on top.
    """
    priors = candidate.total - candidate.cost
    edits = compose(candidate.given, candidate.edits, edits)
    return _Candidate(candidate.given, cost, paid + priors, text, edits, (*candidate.pairs, pair))


def _likely(line: str, pair: Pair) -> bool:
    """Whether the pair's wrong encoding can have made most of the line's odd characters."""
    from newsclean.repair.channel import SINGLE, alternatives, inverse

    if pair.true.startswith(("utf-16", "shift")):
        return False
    odd = [c for c in line[:_LONGEST] if c > "\x7f" and c != "\ufffd"][:200]
    table = inverse(pair.read_as)
    if pair.read_as in SINGLE:
        made = sum(bool(table[c]) for c in odd)
        return made >= 4 and made >= 0.6 * sum(c < "\u2e80" for c in odd)  # the others are good Chinese
    twice = alternatives(pair.read_as)
    return sum(bool(table[c]) or c in twice for c in odd) >= 0.8 * len(odd)


def _between_errors(candidate: _Candidate, pair: Pair) -> _Candidate | None:
    """A long line read again piece by piece, between characters and bytes that do not fit, which stay."""
    from newsclean import plausibility
    from newsclean.repair.pieces import PIECE, pieces

    line = candidate.text
    sign = telltale().search(line)
    begin = max(0, sign.start() - 50) if sign else 0
    sample = line[begin : begin + _LONGEST]
    new = apply(sample, pieces(sample, pair)).replace("\ufffd", "")
    if plausibility.cost(new) > _READS * len(new):
        return None
    edits = pieces(line, pair)
    text = apply(line, edits)
    cost = plausibility.cost(text)
    return _below(candidate, pair, cost, cost + pair.prior + PIECE * len(edits), text, edits)


def _stretches(candidate: _Candidate, pair: Pair, *, guess: bool) -> _Candidate | None:
    """A line with the stretches read again that gain by it."""
    from newsclean import plausibility
    from newsclean.repair.reread import reread

    line = candidate.text
    reading = reread(line, pair, guess=guess)
    if reading is None:
        return None
    edits = tuple(
        Edit(
            "repair",
            pair.rule + ("+guess" if stretch.guessed else ""),
            stretch.start,
            line[stretch.start : stretch.end],
            stretch.text,
        )
        for stretch in reading.stretches
    )
    cost = plausibility.cost(reading.text)
    return _below(candidate, pair, cost, max(reading.cost, cost), reading.text, edits)


def _least(candidate: _Candidate) -> float:
    """What a reading must gain to be accepted, in nats; infinite where it says nothing."""
    new: list[str] = []
    for edit in candidate.edits:
        before = set(edit.before)  # a line may be megabytes long
        new += (c for c in edit.after if c not in before)
    han = sum("\u4e00" <= c <= "\u9fff" for c in new)
    if all(pair.true == "utf-8" for pair in candidate.pairs):
        marks = any("\u2013" <= c <= "\u3011" or "\uff01" <= c <= "\uff1f" for c in new)
        return _MARGIN if han or marks else inf
    return inf if han < 2 else _MARGIN_SHORT if han == 2 else _MARGIN_HAN
