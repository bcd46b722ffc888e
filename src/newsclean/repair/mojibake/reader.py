"""One run: which pairs are tried, the best reading, and whether it is taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from newsclean.edits import apply
from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.mojibake import losses, places, thresholds, verdict
from newsclean.repair.mojibake.around import Around
from newsclean.repair.mojibake.below import once_less, put_together
from newsclean.repair.mojibake.candidates import Candidate, between_errors, stretches
from newsclean.repair.mojibake.doubts import doubts_of, leftovers, unread
from newsclean.repair.mojibake.family import of_its_family
from newsclean.repair.mojibake.filling import by_start, filled, guessed, nats, without_patches
from newsclean.repair.mojibake.layers import LONGEST, is_sound, layers, total
from newsclean.repair.mojibake.outcome import Outcome
from newsclean.repair.mojibake.pairs import CHINESE, SINGLE_PAIRS, Pair
from newsclean.repair.mojibake.rest import signs_of
from newsclean.repair.mojibake.runs import Traits, remnant, short_signs, straightened, telltale
from newsclean.repair.mojibake.screen import promises, reads_poorly
from newsclean.repair.mojibake.sound import is_alphabet, is_pinyin, is_quoted_word, possible
from newsclean.repair.mojibake.tables import (
    DROPPED,
    NO_BREAK,
    SINGLE,
    alphabet,
    instead_of_controls,
    lacking,
)
from newsclean.repair.mojibake.tokens import LOWERED, NORMALISED, PLAIN, STRAIGHTENED, small, unfolded
from newsclean.repair.mojibake.traces import traced
from newsclean.repair.prefilter import is_odd, is_rare

# A character of UTF-8 was read as three signs: fewer different ones are a row.
_FEWEST = 3
# The encodings of one byte that are met often; others are tried where none of these reads well, so many.
_USUAL = 7
_MOST_OTHERS = 8
# So many characters are searched for stretches of one pair without finding any before the rest of a
# document is not searched for that pair any more, at 3 to 30 µs a character.
_MOST_FRUITLESS = 2_000
# The same for all pairs together: about a fifth of a second, whatever a document is made of.
_MOST_FRUITLESS_IN_ALL = 8_000
_FRUITLESS = "from here on only whole runs were tried: the detailed search found nothing"
# So many characters of runs without letters are read before a pair is proved.
_MOST_DRAWN = 200
# A run of so many characters, all of whose bytes are valid, is only read as a whole.
_SHORT = 10
# ASCII that compatibility forms make of signs, inside damage.
_FOLDED = 2  # fewer may be a digit beside a character that has lost a byte
_MAY_BE_FOLDED = lazy("[\x80-\u2e7f][123ao]")
# So many characters of a decoder that Latin-1 has controls for show that it made characters of all it could.
_SHOW = 2
# What it costs that a program altered the damage, and the most that the prior of a proved pair does, in nats.
_ALTERED, _PRIOR_PROVED = 2.0, 3.0


class Reader:
    """Reads the runs of one document; what was found in some of them is tried first in the others.

    ``limits`` says which bounds of the work kept something from being looked at, and the offset of
    the first run that each was met in.
    """

    def __init__(self, *, guess: bool, traits: Traits, strange: frozenset[str] = frozenset()) -> None:
        self.limits: dict[str, int] = {}
        self._guess = guess
        self._traits = traits
        self._strange = strange
        self._evidence: dict[Pair, float] = defaultdict(float)
        self._fruitless: Counter[Pair] = Counter()
        self._in_vain = self._drawn = 0
        self._in_layer = False  # whether what is read is the lower layer of a run
        self._offset = 0

    def proved(self) -> list[Pair]:
        """The pairs that the runs read so far prove, the best first."""
        best = sorted(self._evidence.items(), key=lambda item: -item[1])
        proved = [pair for pair, nats in best if nats >= thresholds.PROVES]
        # Of a document that is mostly in another language short words are Chinese by chance.
        others = {pair.read_as: at for at, pair in enumerate(proved) if pair.true not in CHINESE}
        return [pair for at, pair in enumerate(proved) if at <= others.get(pair.read_as, at)]

    def fits(self, run: str, pair: Pair) -> bool:
        """Whether an encoding of one byte can have made the run, or what of it is not Chinese."""
        run = unfolded(run) if self._traits.normalised else run
        low = {c for c in run if "\x7f" < c < "\u2e80" or c > "\uffff"}
        return bool(low) and low <= alphabet(pair.read_as)

    def read(self, run: str, around: Around, explained: list[Pair], offset: int) -> Outcome:
        """Read a suspicious run.

        :param explained: pairs of several bytes that may explain it.
        :param around: what surrounds it in its line.
        :param offset: where it begins in its document, in code points.
        """
        self._offset = offset
        explained = possible(run, explained)
        usual, others = self._single(run)
        if not usual and not others and not explained:
            return traced(run)  # rare characters, no damage
        cost = plausibility.cost(run)
        if not explained and verdict.reads_well(run, cost):
            return Outcome()
        start = Candidate(run, run, cost)
        best = self._best_of_tables(start, [*usual, *explained], others)
        best = self._altered(start, best, [*usual, *others])
        best, doubts = of_its_family(best)
        if self._traits.normalised and (whole := put_together(run)):
            plain = Candidate(whole.text, whole.text, plausibility.cost(whole.text))
            other, more = of_its_family(self._best_of_tables(plain, usual, others))
            if other.pairs and other.total < best.total:
                best = whole.candidate(other)
                doubts = tuple((whole.starts[at], why) for at, why in more)
        if not is_sound(best) and (layer := once_less(run)):
            self._in_layer = True
            below = self.read(layer.text, around, [], offset)
            self._in_layer = False
            if below.edits:
                return layer.outcome(below)
        outcome = self._judged(start, best, around, proved=False)
        return outcome._replace(doubts=(*outcome.doubts, *doubts)) if outcome.edits else outcome

    def _best_of_tables(self, start: Candidate, pairs: list[Pair], others: list[Pair]) -> Candidate:
        """The best of the readings of a run under the usual pairs and under less usual tables of one byte."""
        best = self._best(start, pairs)
        if others:  # tables that differ in a few signs give readings that differ in a few characters
            best = min(best, layers(start, others), key=total)
            if not is_sound(best):
                best = min(best, self._search(start, others), key=total)
        return best

    def _altered(self, start: Candidate, best: Candidate, pairs: list[Pair]) -> Candidate:
        """The best reading, those among which a program altered the damage included."""
        ways = []
        if self._traits.normalised or len(_MAY_BE_FOLDED.findall(start.text)) >= _FOLDED:
            ways.append(NORMALISED)
        if self._traits.straightened and straightened(start.text):
            ways.append(STRAIGHTENED)
        if self._traits.lowered and small(start.text):
            ways.append(LOWERED)
        for way in ways if pairs else ():
            tried = pairs if way == NORMALISED else [pair for pair in pairs if pair.true == "utf-8"]
            other = self._search(start._replace(altered=way), tried)
            # Signs that stay what they are must do where that reads as well.
            best = other if other.pairs and other.total + _ALTERED < best.total else best
        return best

    def read_as_proved(self, run: str, around: Around, pairs: list[Pair]) -> Outcome:
        """Read a run under pairs that its document has proved elsewhere."""
        pairs = [
            pair._replace(prior=min(pair.prior, _PRIOR_PROVED)) if pair.single else pair for pair in pairs
        ]
        if layer := once_less(run):
            below = self.read_as_proved(layer.text, around, pairs)
            if below.edits:
                return layer.outcome(below)
        start = Candidate(run, run, plausibility.cost(run))
        best = self._altered(start, self._best(start, pairs), pairs)
        outcome = self._judged(start, best, around, proved=True)
        if outcome.edits or outcome.left:
            return outcome
        for pair in pairs:
            rest = (remnant() if pair.single else signs_of(pair.read_as)).search(run)
            if rest:
                return outcome._replace(left=((rest.start(), rest.end(), pair.rule),), damaged=(run,))
        return outcome

    def _single(self, run: str) -> tuple[list[Pair], list[Pair]]:
        """The pairs of one byte that may explain a run: the usual ones, and the others that fit as well."""
        short = short_signs().fullmatch(run)
        if not short and not telltale().search(run):
            return [], []
        given = unfolded(run) if self._traits.normalised else run
        odd = {c for c in given if c > "\x7f" and c != "\ufffd"}
        low = sum(c < "\u2e80" for c in odd)
        if (low < _FEWEST and not short) or is_pinyin(odd) or is_quoted_word(run):
            return [], []
        if low == len(odd) and not any(map(str.isalpha, odd)):
            # Drawings: damage has letters as well, in one of its runs, and what it proves is tried again.
            self._drawn += len(run)
            if self._drawn > _MOST_DRAWN and not any(self._evidence.values()):
                return [], []
        shares = {encoding: len(odd & alphabet(encoding)) for encoding in SINGLE}
        usual = [e for e in SINGLE[:_USUAL] if shares[e] >= max(2, 0.6 * low)]
        most = max((shares[e] for e in SINGLE), default=1)
        others = [e for e in SINGLE[_USUAL:] if shares[e] >= max(most, 2)]
        named = [
            [pair for e in encodings for pair in self._pairs_of(e)]
            for encodings in (usual, others[:_MOST_OTHERS])
        ]
        if not short:  # in these a letter of ASCII is half of each character, and words judge (see verdict)
            named = [possible(run, pairs) for pairs in named]
        named[0].sort(key=lambda pair: (-self._evidence[pair], pair.prior))
        return named[0], named[1]

    def _pairs_of(self, encoding: str) -> Iterable[Pair]:
        """The pairs of an encoding of one byte, with what the document shows of how it lost bytes."""
        signs = instead_of_controls(encoding) & self._strange
        controls = lacking(encoding) if len(signs) >= _SHOW else ()
        seldom = [byte for byte in (*DROPPED, *NO_BREAK) if chr(byte) not in self._strange]
        # Of a control, a soft hyphen and a no-break space an upper layer leaves the same.
        lost = (*controls, *seldom) if controls and self._in_layer else controls
        dropped = (*seldom, *controls)
        return (pair._replace(lost=lost, dropped=dropped) for pair in SINGLE_PAIRS[encoding])

    def _best(self, start: Candidate, pairs: list[Pair]) -> Candidate:
        """The best of the readings of a run; ``start`` if none is better."""
        if not pairs:
            return start
        best = layers(start, pairs)
        # A whole run that reads well in every place needs no search for stretches.
        if not is_sound(best):
            best = min(best, self._search(start, pairs), key=total)
            # A second layer may lie under stretches, too, but not where bytes are uncertain.
            if best.pairs and not any(edit.rule.endswith("+filled") for edit in best.edits):
                best = min(best, layers(best, []), key=total)
        return best

    def _search(self, start: Candidate, pairs: list[Pair]) -> Candidate:
        """The best of the readings of a run stretch by stretch; ``start`` if none is better."""
        best, size = start, len(start.text)
        poor: bool | None = None  # not known yet
        told = _FRUITLESS in self.limits
        for pair in pairs:
            spent = self._fruitless[pair] > _MOST_FRUITLESS or self._in_vain > _MOST_FRUITLESS_IN_ALL
            if spent and told and size <= LONGEST:
                continue
            if (pair.single and pair.true not in CHINESE) or (start.altered != PLAIN and not pair.single):
                continue
            if start.altered == PLAIN and size <= _SHORT and pair.read_again(start.text):
                continue
            if not pair.single and poor is None:
                poor = reads_poorly(start.text)
            if not (poor or pair.single) or not promises(start.text, pair, start.altered):
                continue
            if size > LONGEST:
                candidate = between_errors(start, pair)
            elif spent:
                self._stop(_FRUITLESS)
                continue
            else:
                self._fruitless[pair] += size
                self._in_vain += size
                candidate = stretches(start, pair)
            if candidate is None or candidate.total >= best.total:
                continue
            best = candidate
            if best.total < start.total - 30 and is_sound(best):
                break
        if best is start and size > LONGEST:
            self._stop(f"a line of more than {LONGEST} characters was only tried as a whole")
        return best

    def _judged(self, start: Candidate, best: Candidate, around: Around, *, proved: bool) -> Outcome:
        """Whether the best reading is taken, and what is left of a run."""
        read = places.without_poor_places(best) if best.pairs else None
        if read is not None and not verdict.reads(read):  # from a lost byte on it may be out of step
            read = places.without_poor_places(best, thresholds.DOUBTFUL_PLACE)
        if read is None or (len(read.pairs) > 1 and "\ufffd" in read.text):
            if self._guess and self._evidence:
                most = max(self._evidence, key=self._evidence.__getitem__)
                if found := guessed(start, most, around):
                    return Outcome((found,))
            return self._left(start, best)
        read = places.without_chance_ends(read)
        if read is None:
            return self._left(start, best)
        read, ends = places.without_dear_ends(read)
        if self._guess and len(read.pairs) == 1 and "\ufffd" in read.given:
            found = guessed(read, read.pairs[0], around)
            if found is not None:
                self._evidence[read.pairs[0]] += max(verdict.gain(read), 0)
                return Outcome((found,))
        margin = _margin(read, proved=proved)
        read = without_patches(read)
        fillings, left = (
            filled(read, around, guess=self._guess) if margin >= 0 or proved or self._guess else ([], [])
        )
        if margin < 0 and fillings:  # nothing is certain but what was filled in
            read = read.having(sorted((*read.edits, *fillings), key=by_start), read.left)
            margin, fillings = _margin(read, proved=proved), []
        if margin < 0:
            return self._left(start, best)
        pair = read.pairs[0]
        self._evidence[pair] += max(verdict.gain(read), 0)
        self._fruitless[pair] = self._in_vain = 0
        edits = tuple(e._replace(margin=e.margin or nats(margin)) for e in read.edits)
        edits = tuple(sorted((*edits, *fillings), key=by_start))
        left = places.merged((*left, *leftovers(read.given, edits, pair), *unread(read.given, edits)))
        done = read._replace(text=apply(read.given, edits), edits=edits)
        doubts = tuple(doubts_of(done, ends))
        damaged = tuple(losses.core(run) for a, b in left if not (run := read.given[a:b]).isascii())
        return Outcome(edits, tuple((a, b, pair.rule) for a, b in left), doubts, damaged)

    def _left(self, start: Candidate, best: Candidate) -> Outcome:
        """A run that stays: is it damaged all the same?"""
        run = start.given
        if is_alphabet(run):
            return Outcome()
        odd = [at for at, c in enumerate(run) if c > "\x7f"]
        first = next((at for at in odd if is_odd(run[at]) or is_rare(run[at])), odd[0])
        if best.pairs and verdict.is_explained(best):
            return Outcome.all_left(run, best.pairs[0].rule, first)
        damaged = verdict.looks_damaged(run)
        if losses.is_beyond(run):
            return Outcome(damaged=(run,) if damaged else ())  # what is lost is reported as such
        return Outcome.all_left(run, "", first) if damaged else traced(run)

    def _stop(self, limit: str) -> None:
        """Note a limit that the present run has met."""
        self.limits.setdefault(limit, self._offset)


def _margin(read: Candidate, *, proved: bool) -> float:
    """By how much a reading gains more than it must, in nats; below nothing if it is not to be taken."""
    if not verdict.reads(read):
        return -1.0
    return verdict.gain(read) - verdict.least(read, proved=proved)
