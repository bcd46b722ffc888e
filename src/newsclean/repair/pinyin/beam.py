"""Beam search for what torn text was, from the place where its GBK bytes fell out of step.

Where a program put something between the two bytes of a GBK character, or cut there, the decoder lost a
byte and paired all that followed wrongly. From such a place on, each true character is the second byte
of one visible character and the first byte of the next::

    true characters      償        等        機
    true bytes        83   94 | B5   C8 | 99   43
    injected             (shù) goes in behind 94 B5, which is 數
    stream            83 [94   B5] ( s h ù )  C8   99 | 43
    decoder            償?  (B5 28 is no pair)   葯        C
    visible           償 ? shù)  葯  C

A *state* of the search is a reading up to a visible character: what was read, what it costs, and the
true byte that still waits for its partner, *pending*. Nothing is looked up but bytes; only bytes that
were lost are searched, which forks a state into as many as there are candidates::

    償 │ pending B5 (數 = 94 B5 was the key)
       └─ 葯 = C8 99:   B5 C8 → 等 ✓   pending 99
              └─ C = 43:   99 43 → 機 ✓   in step: the stretch ends here

After each visible character the beam keeps the cheapest states (−ln P by the model of the document) and
drops the others. A stretch ends where an ASCII byte or another loss brings the decoder into step again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from heapq import nsmallest
from operator import itemgetter

from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.characters import READING_LETTERS, read_as
from newsclean.repair.pinyin import gbk_candidates as gbk
from newsclean.repair.pinyin import thresholds
from newsclean.repair.pinyin.document_model import ANNOTATION, REACH, UNFOLDED, DocumentModel
from newsclean.repair.pinyin.eaten import explanations
from newsclean.repair.pinyin.marks import Marks
from newsclean.repair.pinyin.readings import State, Stretch

# Where the pending byte is one of many, so many of the likeliest characters are followed.
_MOST_OF_MANY = 6

# How many states are kept after each character, how far behind the likeliest, in nats, and how many
# characters a stretch may have. Bounds of the work: of 155 places, with private-use characters dropped, 12
# states read 117 exactly and 11 silently wrong, 24 or 30 read 121 and 6.
_WIDTH = 24
_BEHIND = 12.0
_LONGEST = 60
# Around a dropped private-use character everything is open: only the best few states are asked for one,
# with so many characters before it, and so many of these states are followed. Behind the best of them two
# in a row are thought of, with so many characters between: 政 is the 13th behind 經濟.
_PRIVATE_STATES = 8
_BEFORE_PRIVATE = 8
_MOST_PRIVATE = 16
_TWO_PRIVATE_STATES = 1
_BETWEEN_PRIVATE = 13
# Between two of them, and before a loss, only characters are tried that are not rarer than this, in nats.
_COMMON = 9.5

_CLOSED = lazy(rf"\?([{READING_LETTERS}]{{1,7}})\)")
_CUT_MARKS = "!?;,！？；，。"


_BYTES = [bytes((byte,)) for byte in range(0x100)]


@cache
def _common(characters: str) -> str:
    """Those of some characters that are not rare."""
    return "".join(c for c in characters if plausibility.single(c) <= _COMMON or c in gbk.PUNCTUATION)


class Search:
    """All plausible readings of a text from one place on."""

    def __init__(self, model: DocumentModel, text: str, line: str) -> None:
        """Prepare a search.

        :param text: the damaged text.
        :param line: the restored line up to the place where the stretch begins.
        """
        self._model = model
        self._text = text
        self._marks = Marks(line)
        # Complete readings: (end, text, eaten, last characters) → (cost with what comes next, cost, invented,
        # dropped).
        self._found: dict[tuple[int, str, str, str], tuple[float, float, int, int]] = {}
        # Where bytes were lost: offset → the cost of the likeliest reading up to there.
        self._at_losses: dict[int, float] = {}

    # --- where a stretch begins ------------------------------------------------------------------

    def before_cut(self, at: int, left: str) -> list[State]:
        """Beginnings where the stream was cut before bytes that look like punctuation.

        :param at: where the punctuation is; it may be folded to ASCII.
        :param left: the last characters before the cut.
        """
        punctuation = self._text[at]
        first, second = gbk.encode(UNFOLDED.get(punctuation, punctuation))
        begin = State(0.0, b"", "", left)
        if punctuation == "?" and (following := self._text[at + 1 : at + 2]):
            # Two cuts: 校。 is D0 | A3 | A1 A3, cut before ！ (A3 A1) and before 。.
            candidates = gbk.between_cuts(UNFOLDED.get(following, following))
            for read in self._read_all(begin, candidates, len(candidates), invented=1):
                self._end(read, at + 1)
        # The byte before a quotation mark's second one is the rest of ， or 。 and no lead byte.
        candidates = "".join(character for character in gbk.in_column(first) if character not in "“”")
        return [
            read.waiting(_BYTES[second])
            for read in self._read_all(begin, candidates, len(candidates), invented=1)
        ]

    def after_key(self, lead: int, reading: str, left: str) -> list[State]:
        """Beginnings where an annotation tore apart the character behind ``left`` (the last ones).

        The annotated key began with the last byte of ``left`` and ended with the lost byte.

        :param lead: the last byte of ``left``.
        """
        known = self._model.known
        return [
            State(0.0 if key in known else thresholds.KNOWN_KEY, gbk.encode(key)[1:], "", left)
            for key in gbk.keys(lead, reading)
        ]

    def after_any_key(self, lead: int, left: str) -> list[State]:
        """Beginnings where an annotation that is gone tore apart the character behind ``left``."""
        trails = sorted({gbk.encode(key)[1] for key in gbk.in_row(lead) if gbk.is_key(key)})
        return [State(0.0, _BYTES[trail], "", left, invented=1) for trail in trails]

    # --- the search ------------------------------------------------------------------------------

    def run(self, states: list[State], at: int) -> list[Stretch]:
        """The complete readings that go on from some beginnings at ``at``, likeliest first."""
        states.sort(key=lambda state: state.cost)
        i, last = at, min(at + _LONGEST, len(self._text))
        while states and i < last:
            note = ANNOTATION.match(self._text, i) if self._text[i] == "(" else None
            if note and i > at and self._text[i - 1] in read_as(note.group(1)):
                # A key was found in bytes that are out of step, and they go on behind its reading.
                i = note.end()
                continue
            following = [read for state in states for read in self._advance(state, i)]
            if self._model.private_dropped > 0:
                following += [
                    read for state in self._after_private(states) for read in self._advance(state, i)
                ]
            best = nsmallest(_WIDTH, following, key=lambda state: state.cost)
            states = [state for state in best if state.cost < best[0].cost + _BEHIND]
            i += 1
        return self._ranked()

    def _ranked(self) -> list[Stretch]:
        """The readings, likeliest first, judged with what follows them up to one common place."""
        if not self._found:
            return []
        horizon = self._horizon(max(key[0] for key in self._found))
        ranked: dict[str, Stretch] = {}
        for (end, text, eaten, last), (_, so_far, invented, dropped) in self._likeliest():
            given = self._text[end:horizon]
            rest = ANNOTATION.sub("", given)
            whole = text + eaten + rest
            cost = so_far + self._model.text_cost(rest, last) + self._model.strangeness(given)
            if whole not in ranked or cost < ranked[whole].cost:
                ranked[whole] = Stretch(end, text, eaten, horizon, cost, invented, dropped)
        return sorted(ranked.values(), key=lambda stretch: (stretch.cost, stretch.text, stretch.eaten))

    def _likeliest(self) -> Iterator[tuple[tuple[int, str, str, str], tuple[float, float, int, int]]]:
        """The likeliest of the complete readings for each of their ends."""
        ends: dict[int, list[tuple[tuple[float, float, int, int], tuple[int, str, str, str]]]] = {}
        for key, found in self._found.items():
            ends.setdefault(key[0], []).append((found, key))
        for readings in ends.values():
            for found, key in nsmallest(_WIDTH, readings):
                yield key, found

    def _horizon(self, end: int) -> int:
        """As far behind the last end as the model sees, at most to the end of the line, which counts."""
        stop = self._text.find("\n", end, end + REACH)
        return stop + 1 if stop >= 0 else min(end + REACH, len(self._text))

    def _read(self, state: State, character: str, *, annotated: bool = False) -> State:
        """The state with one more character read; its pending byte is to be replaced.

        :param annotated: whether an annotation stands behind the character.
        """
        cost = state.cost + self._model.cost(state.last, character) + self._marks.cost(character, state.text)
        if not annotated and character in self._model.known:
            cost += thresholds.BARE_KEY
        return self._with(state, character, cost)

    def _with(self, state: State, character: str, cost: float, invented: int = 0) -> State:
        text = state.text + self._model.written(character)
        last = state.last[1 - REACH :] + character
        return State(cost, b"", text, last, state.invented + invented, state.dropped)

    def _read_all(
        self, state: State, characters: str, most: int, invented: int = 0, *, annotated: bool = False
    ) -> list[State]:
        """The states with each of some characters read, only the likeliest of them; likeliest first.

        :param annotated: whether an annotation stands behind the character.
        """
        known: frozenset[str] = frozenset() if annotated else self._model.known
        marks = self._marks
        found = []
        for nats, character in zip(self._model.costs_after(state.last, characters), characters, strict=True):
            beside = marks.cost(character, state.text) + (thresholds.BARE_KEY if character in known else 0.0)
            found.append((state.cost + nats + beside, character))
        return [
            self._with(state, character, cost, invented)
            for cost, character in nsmallest(most, found, key=itemgetter(0))
        ]

    def _end(
        self,
        state: State,
        end: int,
        cost: float = 0.0,
        *,
        eaten: str = "",
        context: str = "",
        ahead: float = 0.0,
    ) -> None:
        """Note a complete reading.

        :param eaten: what comes back of a character that was eaten behind it.
        :param context: the same as the model sees it.
        :param ahead: what the next character costs; for choosing the likeliest readings only.
        """
        key = (end, state.text, eaten, (state.last + context)[-REACH:])
        total = state.cost + cost
        if key not in self._found or total < self._found[key][1]:
            self._found[key] = total + ahead, total, state.invented, state.dropped

    # --- one step --------------------------------------------------------------------------------

    def _advance(self, state: State, i: int) -> Iterator[State]:
        """Read on over the visible character at ``i``: the states behind it, out of step still."""
        visible = self._text[i]
        if state.pending < b"\x80" and len(state.pending) == 1:
            # The byte that waits is ASCII: a decoder took it for the second of a pair.
            character = chr(state.pending[0])
            cost = thresholds.SWALLOWED + self._model.cost(state.last, character)
            self._end(state._replace(text=state.text + character), i, cost, context=character)
            return
        if visible == "?":
            self._at_loss(state, i)
            if self._text[i + 1 : i + 2] not in _CUT_MARKS:
                yield from self._at_half(state)
            return
        data = gbk.encode(visible)
        if len(data) == 2:
            yield from self._pair(state, data[0], data[1])
        elif len(data) == 1:
            yield from self._at_ascii(state, i, data[0])
        if self._model.drops_lead:
            self._at_dropped_lead(state, i)

    def _at_half(self, state: State) -> Iterator[State]:
        """A ``?``: 0x80 leads no pair, so it was lost with the byte behind it, which is a lead byte."""
        for character in gbk.in_part_of_column(state.pending, 0x80):
            yield self._read(state, character).waiting(gbk.LEADS, invented=1)

    def _pair(self, state: State, first: int, second: int, cost: float = 0.0) -> Iterator[State]:
        """The visible character has two bytes: the first completes the pending one."""
        for read in self._read_all(state, gbk.in_part_of_column(state.pending, first), _MOST_OF_MANY):
            yield read.waiting(_BYTES[second], cost)

    def _at_ascii(self, state: State, i: int, byte: int) -> Iterator[State]:
        """A visible ASCII character: a second byte that was left over, or folded punctuation."""
        visible = self._text[i]
        if 0x40 <= byte <= 0x7E:
            note = ANNOTATION.match(self._text, i + 1)
            characters = gbk.in_part_of_column(state.pending, byte)
            for read in self._read_all(state, characters, _MOST_OF_MANY, annotated=bool(note)):
                if not note:
                    self._end(read, i + 1)
                elif read.last[-1] in read_as(note.group(1)):
                    self._end(read, note.end(), -self._bonus(read.last[-1]))
        if visible in UNFOLDED and (self._model.folded or visible not in ",!;?:()"):
            first, second = gbk.encode(UNFOLDED[visible])
            yield from self._pair(state, first, second, thresholds.UNUSUAL_STEP)

    def _after_private(self, states: list[State]) -> list[State]:
        """The states behind one and behind two private-use characters that were dropped: one byte is unknown.

        The first byte of such a code was the second of a character, and its second byte waits.
        """
        one: list[State] = []
        for state in states[:_PRIVATE_STATES]:
            one += self._before_private(state, gbk.before_private(state.pending), _BEFORE_PRIVATE)
        one = nsmallest(_MOST_PRIVATE, one, key=lambda state: state.cost)
        two: list[State] = []
        for state in one[:_TWO_PRIVATE_STATES]:
            two += self._before_private(state, _common(gbk.before_private(state.pending)), _BETWEEN_PRIVATE)
        return one + two

    def _before_private(self, state: State, characters: str, most: int) -> Iterator[State]:
        for read in self._read_all(state, characters, most):
            yield read.waiting(gbk.private_trails()[gbk.encode(read.last[-1])[1]], dropped=1)

    def _at_loss(self, state: State, i: int) -> None:
        """A ``?``: the byte behind the pending one is lost, and mostly what followed it."""
        text, likeliest = self._text, self._at_losses.get(i, math.inf)
        if state.cost > likeliest + _BEHIND:
            return
        closed = _CLOSED.match(text, i)
        if closed:
            # It ate the bracket of an annotation, and the lost byte ends the annotated key.
            for character in gbk.keys_in_rows(state.pending, closed.group(1)):
                read = self._read(state, character, annotated=True)
                self._end(read, closed.end(), -self._bonus(character))
            return
        candidates, most = gbk.in_rows(state.pending), _WIDTH
        if len(state.pending) > 1:
            candidates, most = _common(candidates), _MOST_OF_MANY
        mark = text[i + 1 : i + 2]
        if mark and mark in _CUT_MARKS:
            # The stream was cut here, and the punctuation is what stood there.
            wide = UNFOLDED.get(mark, mark)
            for read in self._read_all(state, candidates, 2 * most, invented=1):
                ahead = self._model.cost(read.last, wide)
                self._end(read, i + 1, thresholds.UNUSUAL_STEP, ahead=ahead)
        # Of the readings that end in one place the beam keeps no more.
        readings = self._read_all(state, candidates, most, invented=1)
        self._at_losses[i] = likeliest = min([likeliest, *(read.cost for read in readings[:1])])
        # It ate an ASCII character.
        for read in readings:
            if read.cost > likeliest + _BEHIND:
                break
            for eaten in explanations(self._model, text, i + 1, read.last):
                self._end(read, eaten.end, eaten.cost, eaten=eaten.text, context=eaten.context)

    def _at_dropped_lead(self, state: State, i: int) -> None:
        """The lost byte left no trace: the visible character at ``i`` is in step already."""
        if len(state.pending) > 1:
            return
        for character in gbk.in_part_of_column(state.pending, 0x80):
            self._end(self._read(state, character), i, thresholds.UNUSUAL_STEP)
        note = ANNOTATION.match(self._text, i)
        if note:
            for character in gbk.keys_in_rows(state.pending, note.group(1)):
                read = self._read(state, character, annotated=True)
                self._end(read, note.end(), -self._bonus(character))
        elif self._text[i].isascii() or self._text[i] in "！？；，。":
            for read in self._read_all(state, gbk.in_rows(state.pending), _WIDTH, invented=1):
                self._end(read, i, thresholds.UNUSUAL_STEP)

    def _bonus(self, character: str) -> float:
        return thresholds.KNOWN_KEY if character in self._model.known else 0.0
