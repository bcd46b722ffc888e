"""A line after some layers of wrong decodings were undone: the ways to get it, and whether it is text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from newsclean.edits import Edit, apply, compose
from newsclean.repair.mojibake.suspects import telltale
from newsclean.repair.prefilter import is_odd, is_rare

if TYPE_CHECKING:
    from newsclean.repair.mojibake.pairs import Pair

# Nats that a new reading must gain beside its prior. With these, the only lines it changed among
# 260,000 clean ones of many languages (benchmarks/repair_clean.py) were damaged in truth; with 10 for
# two Han characters one good line was changed. Han for Han is judged by the model alone.
_MARGIN = 7.0
_MARGIN_HAN = 10.0
_MARGIN_SHORT = 16.0
# A line that costs less for each character reads well; running text costs 4 to 7.
READS_WELL = 7.6
# A new reading that costs more than this is no text either.
_READS = 9.2
# So much of a line stands for all of it.
_SAMPLE = 5_000
_NOT_ASCII = re.compile("[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Candidate:
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


def whole(candidate: Candidate, pair: Pair) -> Candidate | None:
    """A line read again as one stretch, if all of its bytes are valid."""
    from newsclean.models import plausibility
    from newsclean.repair.mojibake.pairs import decode, inverse

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


def stretches(candidate: Candidate, pair: Pair, *, guess: bool) -> Candidate | None:
    """A line with the stretches read again that gain by it."""
    from newsclean.models import plausibility
    from newsclean.repair.mojibake.lattice import reread

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


def between_errors(candidate: Candidate, pair: Pair) -> Candidate | None:
    """A long line read again piece by piece, between characters and bytes that do not fit, which stay."""
    from newsclean.models import plausibility
    from newsclean.repair.mojibake.pieces import PIECE, pieces

    line = candidate.text
    sign = telltale().search(line)
    begin = max(0, sign.start() - 50) if sign else 0
    sample = line[begin : begin + _SAMPLE]
    new = apply(sample, pieces(sample, pair)).replace("\ufffd", "")
    if plausibility.cost(new) > _READS * len(new):
        return None
    edits = pieces(line, pair)
    text = apply(line, edits)
    cost = plausibility.cost(text)
    return _below(candidate, pair, cost, cost + pair.prior + PIECE * len(edits), text, edits)


def _below(  # noqa: PLR0917
    candidate: Candidate, pair: Pair, cost: float, paid: float, text: str, edits: tuple[Edit, ...]
) -> Candidate:
    """The candidate one layer further down.

    :param paid: the cost of the text with what the pair and its stretches cost on top.
    """
    priors = candidate.total - candidate.cost
    edits = compose(candidate.given, candidate.edits, edits)
    return Candidate(candidate.given, cost, paid + priors, text, edits, (*candidate.pairs, pair))


def likely(line: str, pair: Pair) -> bool:
    """Whether the pair's wrong encoding can have made most of the line's odd characters."""
    from newsclean.repair.mojibake.pairs import SINGLE, alternatives, inverse

    if pair.true.startswith(("utf-16", "shift")):
        return False
    odd = [c for c in line[:_SAMPLE] if c > "\x7f" and c != "\ufffd"][:200]
    table = inverse(pair.read_as)
    if pair.read_as in SINGLE:
        made = sum(bool(table[c]) for c in odd)
        return made >= 4 and made >= 0.6 * sum(c < "\u2e80" for c in odd)  # the others are good Chinese
    twice = alternatives(pair.read_as)
    return sum(bool(table[c]) or c in twice for c in odd) >= 0.8 * len(odd)


def reads_well(line: str, cost: float) -> bool:
    """Whether a line is plausible as it is; lost characters do not count against it."""
    lost = line.count("\ufffd")
    if lost:
        from newsclean.models import plausibility

        line = line.replace("\ufffd", "")
        cost = plausibility.cost(line)
    return cost < READS_WELL * len(line) and not telltale().search(line)


def reads(candidate: Candidate) -> bool:
    """Whether a new reading is text, and so is what is new in it: good text around it proves nothing.

    The bytes of UTF-8 follow one another by rules that nothing else fits; there a name may be rare.
    """
    from newsclean.models import plausibility

    if candidate.cost > _READS * len(candidate.text) + 8:
        return False
    if all(pair.true == "utf-8" for pair in candidate.pairs):
        return True
    from newsclean.repair.mojibake.pairs import SINGLE

    new = [run for edit in candidate.edits for run in _NOT_ASCII.findall(edit.after)]
    cost, size = sum(map(plausibility.cost, new)), sum(map(len, new))
    # Japanese is dearer than Chinese, but hardly any rare characters come out as kana by chance.
    japanese = sum("\u3041" <= c <= "\u30fe" for run in new for c in run) >= 2
    if japanese or all(pair.read_as in SINGLE for pair in candidate.pairs):
        return cost <= _READS * size + 8
    return cost <= READS_WELL * size + 4  # Han for Han: what was there may be text of rare characters


def least(candidate: Candidate) -> float:
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


def left_between(candidate: Candidate) -> int | None:
    """Where the first part begins that the wrong decoder made of a line and that was not read again."""
    from newsclean.repair.mojibake.pairs import inverse

    table = inverse(candidate.pairs[0].read_as)
    ends = [0, *(edit.end for edit in candidate.edits)]
    starts = [*(edit.start for edit in candidate.edits), len(candidate.given)]
    for end, start in zip(ends, starts, strict=True):
        for at, character in enumerate(candidate.given[end:start], end):
            if character > "\x7f" and table[character] and (is_odd(character) or is_rare(character)):
                return at
    return None
