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
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import nsmallest

from newsclean.patterns import lazy
from newsclean.repair.characters import READING_LETTERS, read_as
from newsclean.repair.pinyin import gbk_candidates as gbk
from newsclean.repair.pinyin import thresholds
from newsclean.repair.pinyin.document_model import ANNOTATION, REACH, UNFOLDED, DocumentModel
from newsclean.repair.pinyin.eaten import explanations
from newsclean.repair.pinyin.marks import Marks
from newsclean.repair.pinyin.readings import State, Stretch

# Stands for a pending lead byte that was lost, and how many characters with such a one are followed.
_ANY = 0x100
_MOST_AFTER_ANY = 8

# How many states are kept after each character, and how many characters a stretch may have.
# Bounds of the work; the results were not tuned with them (width 32 gives the same ones).
_WIDTH = 12
_LONGEST = 60
# Around a dropped private-use character everything is open: only the best few states are asked for
# one, and only their best few pairs of neighbours are followed.
_PRIVATE_STATES = 5
_PRIVATE_PAIRS = 6
# How far beyond the last of several ends their readings are compared, in characters.
_BEYOND = 4

_CLOSED = lazy(rf"\?([{READING_LETTERS}]{{1,7}})\)")
_CUT_MARKS = "!?;,！？；，。"


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
        self._private = False
        # Complete readings: (end, text, eaten, last characters) → (cost, invented, dropped).
        self._found: dict[tuple[int, str, str, str], tuple[float, int, int]] = {}

    # --- where a stretch begins ------------------------------------------------------------------

    def before_cut(self, at: int, left: str) -> list[State]:
        """Beginnings where the stream was cut before bytes that look like punctuation.

        :param at: where the punctuation is; it may be folded to ASCII.
        :param left: the last characters before the cut.
        """
        punctuation = self._text[at]
        first, second = gbk.encode(UNFOLDED.get(punctuation, punctuation))
        begin = State(0.0, 0, "", left)
        if punctuation == "?" and (following := self._text[at + 1 : at + 2]):
            # Two cuts: 校。 is D0 | A3 | A1 A3, cut before ！ (A3 A1) and before 。.
            for read in self._read_all(
                begin, gbk.between_cuts(UNFOLDED.get(following, following)), invented=1
            ):
                self._end(read, at + 1)
        # The byte before a quotation mark's second one is the rest of ， or 。 and no lead byte.
        candidates = (character for character in gbk.in_column(first) if character not in "“”")
        return [self._read(begin, character).waiting(second, invented=1) for character in candidates]

    def after_key(self, lead: int, reading: str, left: str) -> list[State]:
        """Beginnings where an annotation tore apart the character behind ``left`` (the last ones).

        The annotated key began with the last byte of ``left`` and ended with the lost byte.

        :param lead: the last byte of ``left``.
        """
        known = self._model.known
        return [
            State(0.0 if key in known else thresholds.KNOWN_KEY, gbk.encode(key)[1], "", left)
            for key in gbk.keys(lead, reading)
        ]

    def after_any_key(self, lead: int, left: str) -> list[State]:
        """Beginnings where an annotation that is gone tore apart the character behind ``left``."""
        trails = sorted({gbk.encode(key)[1] for key in gbk.in_row(lead) if gbk.is_key(key)})
        return [State(0.0, trail, "", left, invented=1) for trail in trails]

    # --- the search ------------------------------------------------------------------------------

    def run(self, states: list[State], at: int) -> list[Stretch]:
        """The complete readings that go on from some beginnings at ``at``, likeliest first."""
        states.sort(key=lambda state: state.cost)
        for i in range(at, min(at + _LONGEST, len(self._text))):
            following: list[State] = []
            for rank, state in enumerate(states):
                self._private = self._model.private_dropped > 0 and rank < _PRIVATE_STATES
                following += self._advance(state, i)
            following.sort(key=lambda state: state.cost)
            states = following[:_WIDTH]
            if not states:
                break
        return self._ranked()

    def _ranked(self) -> list[Stretch]:
        """The readings, likeliest first, judged with what follows them up to one common place."""
        if not self._found:
            return []
        horizon = self._horizon(max(key[0] for key in self._found))
        ranked: dict[str, Stretch] = {}
        for (end, text, eaten, last), (so_far, invented, dropped) in self._likeliest():
            given = self._text[end:horizon]
            rest = ANNOTATION.sub("", given)
            whole = text + eaten + rest
            cost = so_far + self._model.text_cost(rest, last) + self._model.strangeness(given)
            if whole not in ranked or cost < ranked[whole].cost:
                ranked[whole] = Stretch(end, text, eaten, horizon, cost, invented, dropped)
        return sorted(ranked.values(), key=lambda stretch: (stretch.cost, stretch.text, stretch.eaten))

    def _likeliest(self) -> Iterator[tuple[tuple[int, str, str, str], tuple[float, int, int]]]:
        """The likeliest of the complete readings for each of their ends."""
        ends: dict[int, list[tuple[tuple[float, int, int], tuple[int, str, str, str]]]] = {}
        for key, found in self._found.items():
            ends.setdefault(key[0], []).append((found, key))
        for readings in ends.values():
            for found, key in nsmallest(_WIDTH, readings):
                yield key, found

    def _horizon(self, end: int) -> int:
        """A few characters behind the last end, at most to the end of the line, which counts."""
        stop = self._text.find("\n", end, end + _BEYOND)
        return stop + 1 if stop >= 0 else min(end + _BEYOND, len(self._text))

    def _read(self, state: State, character: str, *, annotated: bool = False) -> State:
        """The state with one more character read; its pending byte is to be replaced.

        :param annotated: whether an annotation stands behind the character.
        """
        cost = state.cost + self._model.cost(state.last, character) + self._marks.cost(character, state.text)
        if not annotated and character in self._model.known:
            cost += thresholds.BARE_KEY
        text = state.text + self._model.written(character)
        last = state.last[1 - REACH :] + character
        return State(cost, 0, text, last, state.invented, state.dropped)

    def _read_all(self, state: State, characters: Iterable[str], invented: int = 0) -> Iterator[State]:
        for character in characters:
            yield self._read(state, character).waiting(0, invented=invented)

    def _end(self, state: State, end: int, cost: float = 0.0, eaten: str = "", context: str = "") -> None:
        """Note a complete reading.

        :param eaten: what comes back of a character that was eaten behind it.
        :param context: the same as the model sees it.
        """
        key = (end, state.text, eaten, (state.last + context)[-REACH:])
        total = state.cost + cost
        if total < self._found.get(key, (math.inf, 0, 0))[0]:
            self._found[key] = total, state.invented, state.dropped

    # --- one step --------------------------------------------------------------------------------

    def _advance(self, state: State, i: int) -> Iterator[State]:
        """Read on over the visible character at ``i``: the states behind it, out of step still."""
        visible = self._text[i]
        if state.pending < 0x80:
            # The byte that waits is ASCII: a decoder took it for the second of a pair.
            character = chr(state.pending)
            cost = thresholds.SWALLOWED + self._model.cost(state.last, character)
            self._end(replace(state, text=state.text + character), i, cost, context=character)
            return
        if visible == "?":
            self._at_loss(state, i)
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
        character = gbk.candidate(state.pending, 0x80)
        if character:
            yield self._read(state, character).waiting(_ANY, invented=1)

    def _after_any(self, state: State, first: int) -> list[State]:
        """The likeliest characters with a trail byte and any lead byte."""
        return nsmallest(
            _MOST_AFTER_ANY, self._read_all(state, gbk.in_column(first)), key=lambda read: read.cost
        )

    def _pair(self, state: State, first: int, second: int, cost: float = 0.0) -> Iterator[State]:
        """The visible character has two bytes: the first completes the pending one."""
        if state.pending == _ANY:
            for read in self._after_any(state, first):
                yield read.waiting(second, cost)
            return
        character = gbk.candidate(state.pending, first)
        if character:
            yield self._read(state, character).waiting(second, cost)
        if self._private:
            for read in self._around_private(state, first):
                yield read.waiting(second, cost)

    def _at_ascii(self, state: State, i: int, byte: int) -> Iterator[State]:
        """A visible ASCII character: a second byte that was left over, or folded punctuation."""
        visible = self._text[i]
        if 0x40 <= byte <= 0x7E:
            note = ANNOTATION.match(self._text, i + 1)
            readings = self._after_any(state, byte) if state.pending == _ANY else []
            character = gbk.candidate(state.pending, byte)
            if character:
                readings.append(self._read(state, character, annotated=bool(note)))
            if self._private and state.pending != _ANY:
                readings += self._around_private(state, byte)
            for read in readings:
                if not note:
                    self._end(read, i + 1)
                elif read.last[-1] in read_as(note.group(1)):
                    self._end(read, note.end(), -self._bonus(read.last[-1]))
        if visible in UNFOLDED and (self._model.folded or visible not in ",!;?:()"):
            first, second = gbk.encode(UNFOLDED[visible])
            yield from self._pair(state, first, second, thresholds.UNUSUAL_STEP)

    def _around_private(self, state: State, second: int) -> list[State]:
        """Two characters around a private-use one that was dropped: its bytes are unknown."""
        cost = self._model.cost
        pairs: list[tuple[float, str, str]] = []
        for left, trails in self._lefts(state):
            nats, context = cost(state.last, left), state.last[1 - REACH :] + left
            candidates = gbk.in_part_of_column(trails, second)
            pairs += [(nats + cost(context, right), left, right) for right in candidates]
        return [
            self._read(self._read(state, left), right).waiting(0, dropped=1)
            for _, left, right in nsmallest(_PRIVATE_PAIRS, pairs)
        ]

    def _at_loss(self, state: State, i: int) -> None:
        """A ``?``: the byte behind the pending one is lost, and mostly what followed it."""
        text = self._text
        closed = _CLOSED.match(text, i)
        if closed:
            # It ate the bracket of an annotation, and the lost byte ends the annotated key.
            for character in gbk.keys(state.pending, closed.group(1)):
                read = self._read(state, character, annotated=True)
                self._end(read, closed.end(), -self._bonus(character))
            if self._private:
                self._private_key(state, closed)
            return
        candidates = self._read_all(state, gbk.in_row(state.pending), invented=1)
        # Of the readings that end in one place the beam keeps no more.
        readings = nsmallest(_WIDTH, candidates, key=lambda read: read.cost)
        if text[i + 1 : i + 2] in _CUT_MARKS and i + 1 < len(text):
            # The stream was cut here, and the punctuation is what stood there.
            for read in readings:
                self._end(read, i + 1, thresholds.UNUSUAL_STEP)
        # It ate an ASCII character.
        for read in readings:
            for eaten in explanations(self._model, text, i + 1, read.last):
                self._end(read, eaten.end, eaten.cost, eaten.text, eaten.context)

    def _private_key(self, state: State, closed: re.Match[str]) -> None:
        """A private-use character was dropped in front of a key whose second byte was lost."""
        for left, trails in self._lefts(state):
            for trail in trails:
                for character in gbk.keys(trail, closed.group(1)):
                    if character in self._model.known:
                        read = self._read(self._read(state, left), character, annotated=True)
                        self._end(read.waiting(0, dropped=1), closed.end())

    def _lefts(self, state: State) -> list[tuple[str, bytes]]:
        """The likeliest characters whose second byte began a dropped private-use character.

        :returns: each with what the second byte of the private-use character can have been.
        """
        found: list[tuple[float, str, bytes]] = []
        for lead, trails in gbk.private_trails().items():
            character = gbk.candidate(state.pending, lead)
            if character:
                found.append((self._model.cost(state.last, character), character, trails))
        return [(character, trails) for _, character, trails in nsmallest(_PRIVATE_PAIRS, found)]

    def _at_dropped_lead(self, state: State, i: int) -> None:
        """The lost byte left no trace: the visible character at ``i`` is in step already."""
        character = gbk.candidate(state.pending, 0x80)
        if character:
            self._end(self._read(state, character), i, thresholds.UNUSUAL_STEP)
        note = ANNOTATION.match(self._text, i)
        if note:
            for character in gbk.keys(state.pending, note.group(1)):
                read = self._read(state, character, annotated=True)
                self._end(read, note.end(), -self._bonus(character))
        elif self._text[i].isascii() or self._text[i] in "！？；，。":
            for read in self._read_all(state, gbk.in_row(state.pending), invented=1):
                self._end(read, i, thresholds.UNUSUAL_STEP)

    def _bonus(self, character: str) -> float:
        return thresholds.KNOWN_KEY if character in self._model.known else 0.0
