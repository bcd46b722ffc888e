"""A run after some layers of wrong decodings were undone, and the ways to get there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from newsclean.edits import Edit, apply, compose
from newsclean.models import plausibility
from newsclean.repair.mojibake.runs import telltale
from newsclean.repair.mojibake.tokens import PLAIN
from newsclean.repair.prefilter import is_rare
from newsclean.values import NamedTuple

if TYPE_CHECKING:
    from newsclean.repair.mojibake.pairs import Pair

# So many times so many characters stand for all of a long run.
_MOST_SAMPLES, _SAMPLE = 8, 600


class Candidate(NamedTuple):
    """A run after some layers were undone.

    :param given: the run as it was given.
    :param text: how it reads now.
    :param cost: of the text, in nats.
    :param paid: what the pairs and their stretches cost on top.
    :param edits: what turns the run as it was given into the text.
    :param left: offsets in the run of what was decoded wrongly, too, but cannot be read.
    :param altered: what a program did to the run after it was damaged (see tokens).
    """

    given: str
    text: str
    cost: float
    paid: float = 0.0
    edits: tuple[Edit, ...] = ()
    pairs: tuple[Pair, ...] = ()
    left: tuple[tuple[int, int], ...] = ()
    altered: str = PLAIN

    @property
    def total(self) -> float:
        """What the reading costs in all, in nats: the least is the likeliest."""
        return self.cost + self.paid

    @property
    def all_utf8(self) -> bool:
        """Whether what was undone are the bytes of UTF-8, layer by layer."""
        return all(pair.true == "utf-8" for pair in self.pairs)

    @property
    def all_single(self) -> bool:
        """Whether each wrong decoder made one character of each byte."""
        return all(pair.single for pair in self.pairs)

    @property
    def signs(self) -> list[str]:
        """What is beside ASCII of all that was read again, as it was given."""
        return [c for edit in self.edits for c in edit.before if c > "\x7f"]

    @property
    def read(self) -> str:
        """All that was read again, as it reads now."""
        return "".join(edit.after for edit in self.edits)

    def having(self, edits: Iterable[Edit], left: Iterable[tuple[int, int]]) -> Candidate:
        """The same run with other edits, and with other places that are left."""
        edits = tuple(edits)
        text = apply(self.given, edits)
        return self._replace(text=text, cost=plausibility.cost(text), edits=edits, left=tuple(left))

    def below(self, pair: Pair, edits: tuple[Edit, ...], paid: float) -> Candidate:
        """The run one layer further down.

        :param edits: with offsets in the text of this layer.
        """
        text = apply(self.text, edits)
        edits, pairs = compose(self.given, self.edits, edits), (*self.pairs, pair)
        cost, paid = plausibility.cost(text), self.paid + paid
        return self._replace(text=text, cost=cost, paid=paid, edits=edits, pairs=pairs)


def whole(candidate: Candidate, pair: Pair, seen: set[str]) -> Candidate | None:
    """A run read again as one stretch, if all of its bytes are valid.

    :param seen: readings that were looked at before; this one is added.
    """
    run = candidate.text
    text = pair.read_again(run)
    if not text or text in seen:
        return None
    seen.add(text)
    return candidate.below(pair, (Edit("repair", pair.rule, 0, run, text),), pair.prior)


def stretches(candidate: Candidate, pair: Pair) -> Candidate | None:
    """A run that nothing was read of yet, with the stretches read again that gain by it."""
    from newsclean.repair.mojibake.lattice import reread

    run = candidate.text
    reading = reread(run, pair, candidate.altered)
    if reading is None:
        return None
    edits = tuple(
        Edit(
            "repair",
            pair.rule + ("+filled" if stretch.patched else ""),
            stretch.start,
            run[stretch.start : stretch.end],
            stretch.text,
        )
        for stretch in reading.stretches
    )
    return candidate.below(pair, edits, reading.paid)._replace(left=reading.left)


def between_errors(candidate: Candidate, pair: Pair) -> Candidate | None:
    """A long run read again piece by piece, between characters and bytes that do not fit, which stay."""
    from newsclean.repair.mojibake.pieces import PIECE, pieces

    run = candidate.text
    gained = 0.0
    for begin in _samples(run):
        sample = run[begin : begin + _SAMPLE]
        found = pieces(sample, pair)
        new = apply(sample, found)
        gained += plausibility.cost(sample) - plausibility.cost(new) - PIECE * len(found)
    if gained <= 0:
        return None
    edits = pieces(run, pair)
    return candidate.below(pair, edits, pair.prior + PIECE * len(edits))


def _samples(run: str) -> Iterator[int]:
    """Where the samples of a long run begin: shortly before what is suspicious."""
    rare = "".join(filter(is_rare, set(run)))
    sign = re.compile(f"[{re.escape(rare)}]|{telltale().pattern}" if rare else telltale().pattern)
    at = 0
    for _ in range(_MOST_SAMPLES):
        match = sign.search(run, at)
        if not match:
            return
        yield max(0, match.start() - 50)
        at = match.start() + _SAMPLE
