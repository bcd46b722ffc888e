"""Text that was decoded with the wrong encoding: ``鏂伴椈`` for 新闻, ``ÐÂÎÅ`` for 新闻.

A noisy-channel repair. Suspicious runs are found by their characters (``runs``), the pairs that may explain
them by a look at C speed (``screen``) or by their alphabet; their bytes are brought back and read again, as
a whole up to three layers deep (``candidates``) or stretch by stretch (``lattice``), and the plausibility
model judges (``verdict``). A document was mostly damaged in one way: what some runs prove is expected of
the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter

from newsclean.document import Repaired
from newsclean.edits import Edit, Spans, apply
from newsclean.repair.mojibake import losses, thresholds
from newsclean.repair.mojibake.around import Around, around
from newsclean.repair.mojibake.common_word import common_words
from newsclean.repair.mojibake.outcome import Outcome
from newsclean.repair.mojibake.pairs import DOUBLE_PAIRS, Pair
from newsclean.repair.mojibake.remains import LOST_SIGN, remains
from newsclean.repair.mojibake.runs import (
    all_runs,
    short_signs,
    suspicious_runs,
    telltale,
    traits,
    with_next_lines,
)
from newsclean.repair.mojibake.screen import screen
from newsclean.repair.mojibake.tables import LOSS, LOST_IN_CP932, has_loss
from newsclean.repair.mojibake.traces import beside_what_is_proved, marked_before, traced
from newsclean.repair.mojibake.utf16 import utf_16
from newsclean.repair.prefilter import NAMES_IN, any_in, is_odd, is_rare
from newsclean.repair.reports import at_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.repair.mojibake.reader import Reader

# What reads runs, with its models, is loaded where a pair may explain one: most rare characters are sound.


def wrong_decoding(
    text: str,
    strange: frozenset[str],
    guess: bool,
    vain: set[str],
    damaged: set[str],
    *,
    common: bool,
    halved: bool,
) -> Repaired:
    """Read again what was decoded wrongly, run by run.

    :param strange: the text's unusual characters.
    :param guess: fill lost characters with the likeliest ones (rule ``…+guess``) instead of leaving them.
    :param vain: the runs that have no cure; those that are found now are added.
    :param damaged: what is damage that is left; what is found now is added.
    :param common: whether the text has Han characters in a row without everyday ones.
    :param halved: whether it may have characters of which one byte is left.
    :returns: edits named after the pair (``utf-8-as-gbk``); warnings for text that is beyond repair and
        for damage that is in quotation marks; a note on examples that were left.
    """
    wide = utf_16(text)
    if wide.edits:
        return wide
    if text.isascii():
        return Repaired(text)
    document = _Document(text, strange, vain, damaged, guess=guess)
    document.read(common=common)
    document.read_what_is_proved()
    may_be = halved or "\ufffd" in strange or len(text) > NAMES_IN
    filled: list[Edit] = []
    lone: list[tuple[int, int]] = []
    if may_be:
        from newsclean.repair.mojibake.gb2312 import halves  # few texts need it

        filled, lone = halves(text)
    shifted: list[tuple[Edit, tuple[int, ...]]] = []
    if has_loss(text):
        from newsclean.repair.mojibake.step import out_of_step

        shifted += out_of_step(text)
    edits, small = document.edits(), (*(edit for edit, _ in shifted), *remains(text, strange))
    if document.is_sound and not (small or filled or lone):  # most texts with rare characters
        lost = tuple(losses.beyond_repair(text, strange))
        return Repaired(text, (), lost or tuple(losses.controls(text, strange)))
    halved_at = [at for _, left in shifted for at in left]
    edits = _with_remains(edits, small)
    for marks in document.lone_marks():
        edits = _with_remains(edits, marks)
    edits = _with_remains(edits, filled)
    known = sorted([*((edit.start, edit.end) for edit in edits), *((a, b) for a, b, _ in document.left())])
    by_themselves = [
        edit for edit in edits if edit.rule in ("gbk-out-of-step+filled", "gbk-as-gb2312+filled")
    ]
    by_themselves += [edit for edit in edits if edit.rule == LOST_SIGN and edit.before[0] == "鈥"]
    warnings = (
        *document.warnings(edits),
        *losses.left_damaged(text, ((at, "gbk-out-of-step") for at in halved_at)),
        *losses.filled_in(text, by_themselves),
        *losses.beyond_repair(text, strange, known, lone),
    )
    if not edits:
        return Repaired(text, (), warnings or tuple(losses.controls(text, strange)))
    from newsclean.repair import examples
    from newsclean.repair.mojibake.quoted import cited

    left, spoken_of, reported = cited(text, edits, [(a, b) for a, b, _ in document.left()])
    shown = set(left)
    kept = tuple(edit for edit in edits if edit not in shown)
    document.leave(left)
    notes = (examples.left(text, left, "wrong decodings"),) if left and spoken_of else ()
    if reported:
        why = _CITED if spoken_of else _QUOTED
        warnings = (*warnings, *at_places(text, "wrong-decoding", [(reported.start, why)]))
    return Repaired(apply(text, kept), kept, warnings, notes)


def _with_remains(edits: list[Edit], small: Iterable[Edit]) -> list[Edit]:
    """The edits with those of remains that none of them touches."""
    taken = Spans((edit.start, edit.end) for edit in edits)
    free = [edit for edit in small if not taken.meet(edit.start, edit.end)]
    return sorted((*edits, *free), key=attrgetter("start"))


_QUOTED = "what looks like a wrong decoding is left, because it is quoted"
_CITED = "what looks like a wrong decoding is left, because the text is about wrong decodings"

# What became of runs that nothing explains, which is so wherever they stand: a page is read twice, and
# corpora have the names of their sites and places with rare characters in every text.
_sound: dict[str, Outcome] = {}
_REMEMBERED, _LONGEST = 20_000, 80

_CONTROLS = (("\x80", "\x9f"),)

# Where a run that is lossy at its end is, as far as it matters, and the run.
_Seen = tuple[str, Around]
_ANYWHERE = Around()


class _Document:
    """The runs of one document and what became of them: each different run is read once."""

    def __init__(
        self, text: str, strange: frozenset[str], vain: set[str], damaged: set[str], *, guess: bool
    ) -> None:
        self._text = text
        # What is looked at: offsets are the same.
        self._looked_at = with_next_lines(text) if any_in(strange, _CONTROLS) else text
        self._strange = strange
        self._vain, self._damaged = vain, damaged
        self._traits = traits(text, strange)
        self._guess = guess
        self._places: dict[int, _Seen] = {}  # by offset
        self._outcomes: dict[_Seen, Outcome] = {}

    @cached_property
    def _reader(self) -> Reader:
        from newsclean.repair.mojibake.reader import Reader

        return Reader(guess=self._guess, traits=self._traits, strange=self._strange)

    @property
    def _was_asked(self) -> bool:
        """Whether some run was worth asking the reader."""
        return "_reader" in self.__dict__

    def _proved(self) -> list[Pair]:
        """The pairs that the runs read so far prove."""
        return self._reader.proved() if self._was_asked else []

    @property
    def is_sound(self) -> bool:
        """Whether the runs that were read show no damage at all."""
        return not self._was_asked and not any(map(any, self._outcomes.values()))

    def read(self, *, common: bool) -> None:
        """Read suspicious runs.

        :param common: whether those of ordinary characters are, too, that lack everyday ones.
        """
        first: dict[_Seen, int] = {}
        for offset, run in suspicious_runs(self._looked_at, self._strange, self._traits, common=common):
            seen = self._places[offset] = self._seen(offset, run)
            if run not in self._vain:
                first.setdefault(seen, offset)
        words = dict(common_words([run for run, _ in first]))
        for index, (seen, offset) in enumerate(list(first.items())):
            known = words.get(index) or _sound.get(seen[0])
            if known is not None:
                self._outcomes[seen] = self._with_marks(known, seen[0], offset)
                del first[seen]
        explained = screen([run for run, _ in first], DOUBLE_PAIRS)
        for index, (seen, offset) in enumerate(first.items()):
            run = seen[0]
            pairs = explained.get(index, [])
            if pairs or telltale().search(run) or short_signs().fullmatch(run):
                self._outcomes[seen] = self._reader.read(*seen, pairs, offset)
                continue
            outcome = traced(run)
            self._outcomes[seen] = self._with_marks(outcome, run, offset)
            if len(run) <= _LONGEST:
                if len(_sound) >= _REMEMBERED:
                    _sound.clear()
                _sound[run] = outcome

    def _with_marks(self, outcome: Outcome, run: str, offset: int) -> Outcome:
        """What became of a run, if marks of lost bytes before it do not say more."""
        is_marked = offset > 1 and self._text.startswith("??", offset - 2)
        return marked_before(run) if is_marked and outcome == Outcome() else outcome

    def read_what_is_proved(self) -> None:
        """Read the other runs under the pairs that this document has proved.

        Those, too, that were left, and those read under another pair by less than what proves one: when the
        first runs were read nothing was proved.
        """
        if not (proved := self._proved()):
            return
        rules = {pair.rule for pair in proved}
        others: dict[int, _Seen] = {}
        for offset, run in all_runs(self._looked_at, self._traits):
            seen = self._seen(offset, run)
            outcome = self._outcomes.get(seen)
            settled = outcome and (outcome.margin >= thresholds.PROVES or set() < outcome.rules <= rules)
            if not settled and run not in self._vain:
                others[offset] = seen
        new = list(dict.fromkeys(others.values()))
        double = [pair for pair in proved if not pair.single]
        explained = screen([run for run, _ in new], double, short=True) if double else {}
        single = [pair for pair in proved if pair.single]
        for index, seen in enumerate(new):
            pairs = explained.get(index, []) + [pair for pair in single if self._reader.fits(seen[0], pair)]
            known = self._outcomes.get(seen)
            if pairs:
                outcome = self._reader.read_as_proved(*seen, pairs)
                if known is None or outcome.margin > known.margin:
                    self._outcomes[seen] = known = outcome
            if double and (known is None or known == Outcome()):
                self._outcomes[seen] = beside_what_is_proved(seen[0])
        self._places |= others

    def _seen(self, offset: int, run: str) -> _Seen:
        """A run with its surroundings, which matter where its last byte was lost with what followed."""
        if run[-1] not in f"{LOSS}{LOST_IN_CP932}":
            return run, _ANYWHERE
        return run, around(self._looked_at, offset, offset + len(run))

    def edits(self) -> list[Edit]:
        """All edits, in order, with offsets in the text; what has no cure is remembered."""
        found: list[Edit] = []
        for start in sorted(self._places):
            seen = self._places[start]
            outcome = self._outcomes.get(seen)
            if outcome is None or (found and found[-1].end > start):
                continue  # a part of a run that was read as a whole
            for e in outcome.edits:
                at = e.start + start
                before = self._text[at : at + len(e.before)]
                found.append(Edit(e.stage, e.rule, at, before, e.after, e.margin))
            if not outcome.edits:
                self._vain.add(seen[0])
            self._damaged.update(outcome.damaged)
        return found

    def lone_marks(self) -> Iterator[Iterator[Edit]]:
        """The edits of marks of punctuation that stand by themselves, for each pair that is proved."""
        if proved := self._proved():
            from newsclean.repair.mojibake.punctuation import lone_marks

            yield from (lone_marks(self._text, pair) for pair in proved)

    def left(self) -> Iterator[tuple[int, int, str]]:
        """Damage that is left: first and last offset in the text, and the rule that explains it."""
        for start in sorted(self._places):
            outcome = self._outcomes.get(self._places[start])
            for a, b, rule in outcome.left if outcome else ():
                yield start + a, start + b, rule

    def leave(self, edits: Iterable[Edit]) -> None:
        """Take what some edits would have changed for damage that stays: converted, it would be lost."""
        self._damaged.update(edit.before for edit in edits if len(edit.before) > 1)

    def _still_left(self, start: int, end: int, mended: Spans) -> int:
        """The first offset of damage that is left and that no other edit mends; -1 if there is none."""
        if not mended.meet(start, start + 1):
            return start
        rest = (at for at in range(start, end) if not mended.meet(at, at + 1))
        return next((at for at in rest if is_odd(self._text[at]) or is_rare(self._text[at])), -1)

    def warnings(self, edits: list[Edit]) -> Iterator[str]:
        """What was seen and left, and which bounds of the work kept something from being looked at.

        :param edits: all that are made; what one of them mends is not left.
        """
        mended = Spans((edit.start, edit.end) for edit in edits)
        if self._was_asked:
            limits = [(offset, limit) for limit, offset in self._reader.limits.items()]
            yield from at_places(self._text, "stopped-early", limits)
        left = [
            (first, end, rule)
            for start, end, rule in self.left()
            if (first := self._still_left(start, end, mended)) >= 0
        ]
        if not self._was_asked:
            yield from losses.left_damaged(self._text, ((start, rule) for start, _, rule in left))
            return
        from newsclean.repair.mojibake.doubts import beside
        from newsclean.repair.mojibake.rest import rest

        read = [edit for edit in edits if edit.margin is not None]  # no remains: they stand in good text
        outcomes = [
            (start, outcome)
            for start in sorted(self._places)
            if (outcome := self._outcomes.get(self._places[start])) and (outcome.doubts or outcome.filled)
        ]
        found = {start: rule for start, _, rule in left}
        found = dict(rest(self._text, read, [(a, b) for a, b, _ in left])) | found
        yield from losses.left_damaged(self._text, sorted(found.items()))
        doubts = {start + at: why for start, outcome in outcomes for at, why in outcome.doubts}
        for edit in edits:
            if edit.rule.startswith("big5-as-"):
                lone = dict.fromkeys(beside(self._text, edit), losses.LACKS_A_BYTE.format(edit.rule))
                doubts = lone | doubts
        yield from losses.doubtful(self._text, doubts.items())
        filled = (e._replace(start=e.start + start) for start, outcome in outcomes for e in outcome.filled)
        yield from losses.filled_in(self._text, filled)
