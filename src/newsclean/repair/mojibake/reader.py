"""One run: which pairs are tried, the best reading, and whether it is taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from newsclean.edits import Edit, apply
from newsclean.models import plausibility
from newsclean.repair.mojibake import losses, thresholds
from newsclean.repair.mojibake.candidates import (
    Candidate,
    between_errors,
    is_valid,
    normalised,
    stretches,
    whole,
)
from newsclean.repair.mojibake.fill import fill
from newsclean.repair.mojibake.pairs import DOUBLE_PAIRS, SINGLE_PAIRS, Pair
from newsclean.repair.mojibake.runs import telltale
from newsclean.repair.mojibake.screen import promises, screen
from newsclean.repair.mojibake.tables import SINGLE, alphabet
from newsclean.repair.mojibake.verdict import (
    gain,
    is_explained,
    least,
    leftovers,
    lone_letters,
    looks_damaged,
    merged,
    poor_places,
    reads,
    reads_well,
    without_poor_places,
)
from newsclean.repair.prefilter import is_odd, is_rare
from newsclean.values import NamedTuple

_LAYERS = 3
# How many readings of a run are looked at one layer further down.
_FRONT = 3
# A character of UTF-8 was read as three signs: fewer different ones are a row.
_FEWEST = 3
# The encodings of one byte that are met often; the others are tried where none of these reads well.
_USUAL = 7
_MOST_OTHERS = 8
# So many characters are searched for stretches of one pair without finding any before the rest of a
# document is not searched for that pair any more, at 3 to 30 µs a character.
_MOST_FRUITLESS = 2_000
# The same for all pairs together: about a fifth of a second, whatever a document is made of.
_MOST_FRUITLESS_IN_ALL = 8_000
# A run of so many characters, all of whose bytes are valid, is only read as a whole.
_SHORT = 10
# So many characters on either side of lost ones are given to what fills them in.
_CONTEXT = 30
# So often the places of a run are gone through.
_ROUNDS = 2
# A longer run is only tried as a whole and between its errors, one layer deep: the search keeps a few
# objects a byte.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run.

    :param edits: with offsets in the run.
    :param left: where damage that is left begins, with the rule of the pair that explains it, or nothing.
    :param doubts: where a reading may lack bytes.
    :param damaged: what of the run is damage that is left.
    """

    edits: tuple[Edit, ...] = ()
    left: tuple[tuple[int, str], ...] = ()
    doubts: tuple[tuple[int, str], ...] = ()
    damaged: tuple[str, ...] = ()

    @property
    def filled(self) -> tuple[Edit, ...]:
        """The edits that put in lost characters."""
        return tuple(edit for edit in self.edits if edit.rule.endswith(("+filled", "+guess")))


class Around(NamedTuple):
    """What surrounds a run in its line: a character before it and a few after it, or nothing."""

    before: str = ""
    after: str = ""


class Reader:
    """Reads the runs of one document; what was found in some of them is tried first in the others.

    ``limits`` says which bounds of the work kept something from being looked at, and the offset of
    the first run that each was met in.
    """

    def __init__(self, *, guess: bool) -> None:
        self.limits: dict[str, int] = {}
        self.double_pairs = list(DOUBLE_PAIRS)
        self._guess = guess
        self._evidence: dict[Pair, float] = defaultdict(float)
        self._fruitless: Counter[Pair] = Counter()
        self._in_vain = 0
        self._offset = 0

    def proved(self) -> list[Pair]:
        """The pairs that the runs read so far prove, the best first."""
        best = sorted(self._evidence.items(), key=lambda item: -item[1])
        return [pair for pair, nats in best if nats >= thresholds.PROVES]

    @staticmethod
    def fits(run: str, pair: Pair) -> bool:
        """Whether an encoding of one byte can have made the run, or what of it is not Chinese."""
        low = {c for c in run if "\x7f" < c < "\u2e80" or c > "\uffff"}
        return bool(low) and low <= alphabet(pair.read_as)

    def read(self, run: str, around: Around, explained: list[Pair], offset: int) -> Outcome:
        """Read a suspicious run.

        :param explained: pairs of several bytes that may explain it.
        :param around: what surrounds it in its line.
        :param offset: where it begins in its document, in code points.
        """
        self._offset = offset
        usual, others = self._single(run)
        if not usual and not others and not explained:
            return Outcome()  # rare characters, no damage
        cost = plausibility.cost(run)
        if not explained and reads_well(run, cost):
            return Outcome()
        start = Candidate(run, run, cost)
        best = self._best(start, [*usual, *explained])
        if others:  # tables that differ in a few signs give readings that differ in a few characters
            best = min(best, self._layers(start, others), key=_total)
            if not _is_sound(best):
                best = min(best, self._search(start, others), key=_total)
        if usual and (not best.pairs or best.left or poor_places(best)):
            before = normalised(run)
            if before is not None:
                other = self._best(before, usual)
                best = min(best, other if other.pairs else best, key=_total)
        return self._judged(start, best, around, proved=False)

    def read_as_proved(self, run: str, around: Around, pairs: list[Pair]) -> Outcome:
        """Read a run under pairs that its document has proved elsewhere."""
        start = Candidate(run, run, plausibility.cost(run))
        return self._judged(start, self._best(start, pairs), around, proved=True)

    def _single(self, run: str) -> tuple[list[Pair], list[Pair]]:
        """The pairs of one byte that may explain a run: the usual ones, and the others that fit as well."""
        if not telltale().search(run):
            return [], []
        odd = {c for c in run if c > "\x7f" and c != "\ufffd"}
        low = sum(c < "\u2e80" for c in odd)
        if low < _FEWEST:
            return [], []
        shares = {encoding: len(odd & alphabet(encoding)) for encoding in SINGLE}
        usual = [e for e in SINGLE[:_USUAL] if shares[e] >= max(2, 0.6 * low)]
        most = max((shares[e] for e in SINGLE), default=1)
        others = [e for e in SINGLE[_USUAL:] if shares[e] >= max(most, 2)]
        named = [
            [pair for e in encodings for pair in SINGLE_PAIRS[e]]
            for encodings in (usual, others[:_MOST_OTHERS])
        ]
        named[0].sort(key=lambda pair: (-self._evidence[pair], pair.prior))
        return named[0], named[1]

    def _best(self, start: Candidate, pairs: list[Pair]) -> Candidate:
        """The best of the readings of a run; ``start`` if none is better."""
        if not pairs:
            return start
        best = self._layers(start, pairs)
        # A whole run that reads well in every place needs no search for stretches.
        if not _is_sound(best):
            best = min(best, self._search(start, pairs), key=_total)
            if best.pairs:  # a second layer may lie under stretches, too
                best = min(best, self._layers(best, []), key=_total)
        return best

    def _layers(self, start: Candidate, pairs: list[Pair]) -> Candidate:
        """The best of the readings of a whole run, up to three layers down; ``start`` if none is better.

        :param pairs: of the first layer; those of the next ones are found as they come to light.
        """
        best = start
        front = [(start, pairs or _next(start))]
        seen = {start.text}
        for _ in range(_LAYERS if len(start.text) <= _LONGEST else 1):
            found: list[Candidate] = []
            for candidate, tried in front:
                for pair in tried:
                    if candidate.pairs and pair.rereads(candidate.pairs[-1]):
                        continue
                    below = whole(candidate, pair, seen)
                    if below is not None:
                        found.append(below)
            found.sort(key=_total)
            # Bytes that are valid as UTF-8 hardly are so by chance, whatever they look like yet.
            chosen = found[:_FRONT] + [c for c in found[_FRONT:] if c.pairs[-1].true == "utf-8"][:_FRONT]
            if not chosen:
                break
            best = min(best, chosen[0], key=_total)
            if reads_well(best.text, best.cost):
                break
            front = [(candidate, _next(candidate)) for candidate in chosen]
        return best

    def _search(self, start: Candidate, pairs: list[Pair]) -> Candidate:
        """The best of the readings of a run stretch by stretch; ``start`` if none is better."""
        best, size = start, len(start.text)
        for pair in pairs:
            if pair.true.startswith(("utf-16", "shift")) or (size <= _SHORT and is_valid(start.text, pair)):
                continue
            if pair.single and not promises(start.text, pair):
                continue
            if size > _LONGEST:
                candidate = between_errors(start, pair)
            elif self._fruitless[pair] > _MOST_FRUITLESS or self._in_vain > _MOST_FRUITLESS_IN_ALL:
                self._stop("runs are only read again as a whole from here on: the search found nothing")
                continue
            else:
                self._fruitless[pair] += size
                self._in_vain += size
                candidate = stretches(start, pair)
            if candidate is None or candidate.total >= best.total:
                continue
            best = candidate
            if best.total < start.total - 30 and _is_sound(best):
                break
        if best is start and size > _LONGEST:
            self._stop(f"a line of more than {_LONGEST} characters was only read again as a whole")
        return best

    def _judged(self, start: Candidate, best: Candidate, around: Around, *, proved: bool) -> Outcome:
        """Whether the best reading is taken, and what is left of a run."""
        read = without_poor_places(best) if best.pairs else None
        if read is None:
            if self._guess and self._evidence and (guessed := _guessed(start, self._proved(), around)):
                return Outcome((guessed,))
            return self._left(start, best)
        if self._guess and len(read.pairs) == 1 and "\ufffd" in read.given:
            guessed = _guessed(read, read.pairs[0], around)
            if guessed is not None:
                self._evidence[read.pairs[0]] += max(gain(read), 0)
                return Outcome((guessed,))
        margin = _margin(read, proved=proved)
        filled, left = self._filled(read, around) if margin >= 0 or proved or self._guess else ([], [])
        if margin < 0 and filled:  # nothing is certain but what was filled in
            edits = tuple(sorted((*read.edits, *filled), key=_start))
            text = apply(read.given, edits)
            read = replace(read, text=text, cost=plausibility.cost(text), edits=edits)
            margin, filled = _margin(read, proved=proved), []
        if margin < 0:
            return self._left(start, best)
        pair = read.pairs[0]
        self._evidence[pair] += max(gain(read), 0)
        self._fruitless[pair] = self._in_vain = 0
        edits = tuple(e._replace(margin=e.margin or _nats(margin)) for e in read.edits)
        edits = tuple(sorted((*edits, *filled), key=_start))
        left = list(merged((*left, *leftovers(read.given, edits, pair))))
        doubts = tuple((at, pair.rule) for at in lone_letters(read))
        damaged = tuple(run for a, b in left if not (run := read.given[a:b]).isascii())
        return Outcome(edits, tuple((at, pair.rule) for at, _ in left), doubts, damaged)

    def _proved(self) -> Pair:
        """The pair that the document has shown most of."""
        return max(self._evidence, key=self._evidence.__getitem__)

    def _filled(self, read: Candidate, around: Around) -> tuple[list[Edit], list[tuple[int, int]]]:
        """The lost characters of a reading that can be filled in, and the places that cannot."""
        pair, given = read.pairs[0], read.given
        if len(read.pairs) > 1 or not read.left:
            return [], list(read.left)
        edits: list[Edit] = []
        left = list(read.left)
        for _ in range(_ROUNDS):  # what is filled in helps its neighbours
            for start, end in tuple(left):
                before, after = _sound(given, sorted((*read.edits, *edits), key=_start), left, start, end)
                rest = given[end:]
                filling = fill(
                    given[start:end],
                    pair,
                    before=before or (around.before if start == 0 else ""),
                    after=after or ("" if rest else around.after or "\n"),
                    following=rest or around.after,
                    eaten="" if rest else _eaten(around),
                )
                if filling and _reads(filling.text) and (filling.margin >= thresholds.CERTAIN or self._guess):
                    kind = "filled" if filling.margin >= thresholds.CERTAIN else "guess"
                    margin = _nats(filling.margin)
                    edits.append(
                        Edit("repair", f"{pair.rule}+{kind}", start, given[start:end], filling.text, margin)
                    )
                    left.remove((start, end))
        return edits, left

    def _left(self, start: Candidate, best: Candidate) -> Outcome:
        """A run that stays: is it damaged all the same?"""
        run = start.given
        odd = [at for at, c in enumerate(run) if c > "\x7f"]
        first = next((at for at in odd if is_odd(run[at]) or is_rare(run[at])), odd[0])
        if best.pairs and is_explained(best):
            return Outcome(left=((first, best.pairs[0].rule),), damaged=(run,))
        damaged = looks_damaged(run, start.cost)
        if losses.is_beyond(run):
            return Outcome(damaged=(run,) if damaged else ())  # what is lost is reported as such
        return Outcome(left=((first, ""),), damaged=(run,)) if damaged else Outcome()

    def _stop(self, limit: str) -> None:
        """Note a limit that the present run has met."""
        self.limits.setdefault(limit, self._offset)


# What may have been lost together with the last byte of a run, by what opens before it and goes on after it.
_CLOSING = {"'": "'", '"': '"', "(": ")", "[": "]", "{": "}", "<": ">"}


def _sound(
    given: str, edits: list[Edit], left: list[tuple[int, int]], start: int, end: int
) -> tuple[str, str]:
    """The text before and after a place of a run, up to the next place that is damaged still."""
    low = max((b for _, b in left if b <= start), default=0)
    high = min((a for a, _ in left if a >= end), default=len(given))

    def text(begin: int, stop: int) -> str:
        inside = [edit._replace(start=edit.start - begin) for edit in edits if begin <= edit.start < stop]
        return apply(given[begin:stop], inside)

    return text(low, start)[-_CONTEXT:], text(end, high)[:_CONTEXT]


_MAY_BE_EATEN = " \"'(),./:;<0123456789"


def _eaten(around: Around) -> str:
    """The ASCII characters that may have been taken with a lost byte: one, if the line shows which."""
    if around.before == ">" and around.after.startswith("/"):
        return "<"
    closing = _CLOSING.get(around.before, "")
    return closing if closing and not around.after.startswith(closing) else _MAY_BE_EATEN


def _start(edit: Edit) -> int:
    return edit.start


def _guessed(read: Candidate, pair: Pair, around: Around) -> Edit | None:
    """A whole run of which bytes were lost, as the likeliest text that gives the same damage."""
    from newsclean.repair.mojibake import guess

    found = guess.search(read.given, pair, sound=read.text, before=around.before, after=around.after)
    if found is None:
        return None
    return Edit("repair", f"{pair.rule}+guess", 0, read.given, found.text, _nats(found.margin))


def _margin(read: Candidate, *, proved: bool) -> float:
    """By how much a reading gains more than it must, in nats; below nothing if it is not to be taken."""
    if not read.edits or not reads(read):
        return -1.0
    return gain(read) - least(read, proved=proved)


def _reads(text: str) -> bool:
    """Whether what was filled in is text; a letter in it may be half of another character."""
    if any("@" <= c <= "~" for c in text):
        return False
    return plausibility.cost(text) <= thresholds.READS * len(text) + thresholds.READS_SLACK


def _nats(margin: float) -> float:
    """A margin that can be written in JSON."""
    return round(min(margin, 99.0), 2)


def _next(candidate: Candidate) -> list[Pair]:
    """The pairs that may explain what was read, if it was damaged more than once."""
    odd = frozenset(c for c in candidate.text if c > "\x7f")
    single = [pair for e in SINGLE[:_USUAL] if odd <= alphabet(e) for pair in SINGLE_PAIRS[e]]
    return single + screen([candidate.text], DOUBLE_PAIRS).get(0, [])


def _is_sound(candidate: Candidate) -> bool:
    """Whether a reading reads well, on the whole and in every place."""
    if not candidate.pairs or candidate.cost >= thresholds.READS_WELL * len(candidate.text) + 12:
        return False
    return not candidate.left and not poor_places(candidate, thresholds.DOUBTFUL_PLACE)


def _total(candidate: Candidate) -> float:
    return candidate.total
