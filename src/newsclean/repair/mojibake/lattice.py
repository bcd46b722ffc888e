"""Viterbi over the bytes of a run: every character is left, or read again from its bytes.

The wrong decoder's characters give the bytes back; between any two of them a reading may begin or end::

    run      新      的      鏂       囦       欢       公
    bytes    D0 C2   B5 C4   E6 96    87 E4    BB B6    B9 AB
    left     新──────的───┐                          ┌──公
    read                  └──[E6 96 87]─[E4 BB B6]───┘
                               文         件

A node is a way up to some byte, its cost in nats of the plausibility model; the cheapest few of each byte
are kept (a beam). Where a byte was lost (U+FFFD, ``?``), a way goes on over an unknown character, which
``fill`` may know.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from math import inf
from operator import attrgetter

from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.path import LOST, Node, Reading, reading
from newsclean.repair.mojibake.tables import (
    DROPPED,
    alternatives,
    decode,
    encode,
    lacking_leads,
    losing,
)
from newsclean.repair.mojibake.tokens import (
    FOREIGN,
    HOLE,
    PLAIN,
    Byte,
    Token,
    blanked,
    tokens,
)

# So many ways are kept at each byte.
_WIDTH = 6
_COST = attrgetter("cost")
# By so many nats sums of the same costs may differ that were added up in another order.
_ROUNDING = 1e-6

_QUESTION = 0x3F

# So many characters of the run are gone over at the most where bytes of UTF-8 were lost.
_LONGEST_LOSS = 8
# What is left of UTF-8 there: lead bytes and lost ones, each with up to two others (see _kind()).
_MAY_GO_ON = lazy("(?:[LH]C{0,2})*")
_IS_CUT = lazy("(?:LCC)?LC?")
_LONGEST_CUT = 5


def reread(run: str, pair: Pair, altered: str = PLAIN) -> Reading | None:
    """The best reading of a run under a pair, or ``None`` if nothing in it was read again.

    :param altered: what a program did to the run after it was damaged (see tokens).
    """
    parts = tokens(run, pair.read_as, altered)
    data = [byte for part in parts for byte in part.data]
    if not _hopeful(data, pair.true):
        return None
    search = _Search(run, pair, parts, data)
    if search.is_vain():
        return None
    reading = search.run()
    if reading is not None and not _fits(run, pair, reading):
        return None
    return reading


def _fits(run: str, pair: Pair, reading: Reading) -> bool:
    """Whether what was read comes out as the damaged text again.

    Where a character has several codes the search takes each byte of them by itself.
    """
    twice = alternatives(pair.read_as)
    for stretch in reading.stretches:
        given = run[stretch.start : stretch.end]
        if not twice.keys().isdisjoint(given):
            data = encode(stretch.text, pair.true)
            if data.decode(losing(pair.read_as), "replace") != given:
                return False
    return True


def _hopeful(data: list[Byte], true: str) -> bool:
    """A cheap look before the search: are there enough bytes that can be the true encoding's?"""
    firsts = [byte[0] if isinstance(byte, tuple) else byte for byte in data]
    high = [byte for byte in firsts if byte >= 0x80]
    if len(high) < 3 or data.count(HOLE) > len(high):
        return False
    if true != "utf-8":
        return len(high) >= 4
    leads = sum(0xE2 <= byte <= 0xF0 for byte in high)
    return leads >= 1 and sum(byte < 0xC0 for byte in high) >= leads


class _Search:
    """The search over one run under one pair."""

    def __init__(self, run: str, pair: Pair, parts: list[Token], data: list[Byte]) -> None:
        self.run_ = run
        self.pair = pair
        self.blanked = blanked(pair.read_as) if pair.single else ()
        self.data = data
        self.leads = lacking_leads(pair.read_as) if pair.single else ()
        self.costs = plausibility.pair_costs()
        self.utf8 = pair.true == "utf-8"
        if pair.lost and self.utf8:
            self.data = [pair.lost if byte == HOLE else byte for byte in data]
        # Byte → the character of the run that begins with it, and the byte after that character.
        self.parts: dict[int, tuple[str, int]] = {}
        self.starts: dict[int, int] = {}
        at = 0
        for part in parts:
            self.starts[at] = part.start
            self.parts[at] = (run[part.start : part.end], at + len(part.data))
            at += len(part.data)
        self.starts[at] = len(run)
        self.ways: dict[int, list[_Way]] = {}
        # The bytes, if none was altered or lost.
        values = [byte for byte in self.data if isinstance(byte, int)]
        lost = HOLE in values or _QUESTION in values
        # Only among signs of one byte a blank may be one that a program has put there.
        certain = len(values) == len(data) and not lost and not (pair.single and 0x20 in values)
        self.certain = values if certain else None
        self.bounded = not lost and not pair.single
        self.plain = bytes(values) if certain and self.bounded and FOREIGN not in values else None
        self.leave = thresholds.LEAVE
        if self.utf8:
            self.switch = thresholds.SWITCH_UTF8
        elif pair.single:
            self.switch = thresholds.SWITCH_SINGLE
        else:
            self.switch, self.leave = thresholds.SWITCH_DOUBLE, thresholds.LEAVE_DOUBLE

    def is_vain(self) -> bool:
        """Whether every way that reads anything costs more than the run does as it is.

        Of all ways that end in one character the cheapest is enough to tell, so most that is sound is told
        so in a sixth of the time of the search. Only under pairs of two bytes, and where none was lost: else
        the ways are many. What is cut off at the end counts as nothing.
        """
        if not self.bounded:
            return False
        size, costs = len(self.data), self.costs
        read: list[dict[str, float]] = [{} for _ in range(size + 5)]  # the last character → the cost
        # The costs where nothing was read so far, and where something was, with what was left last.
        sound, left, last = 0.0, inf, "\n"
        for at in range(size):
            states = read[at]
            if at in self.parts:
                given = self.parts[at][0]
                begun = min(sound, left) + self.pair.prior + (self.switch if at else 0.0)
                step = costs[last, given]
                sound, left = sound + step, left + step
                for before, cost in states.items():
                    left = min(left, cost + self.leave + costs[before, given])
                states[last] = min(begun, states.get(last, inf))
                last = given
            for to, character, price, _ in self._ways(at) if states else ():
                if character:
                    new = price + min([cost + costs[before, character] for before, cost in states.items()])
                else:
                    new = min(states.values())
                behind = character or "\n"
                read[to][behind] = min(new, read[to].get(behind, inf))
        return min((left, *read[size].values())) > sound + _ROUNDING

    def run(self) -> Reading | None:
        """Walk over the bytes from left to right."""
        size = len(self.data)
        # The best way that leaves characters up to each place where one begins.
        kept = {0: Node(0.0, 0.0, "\n", "", False, 0, None)}
        read: list[list[Node]] = [[] for _ in range(size + 5)]
        for at in range(size):
            ways = sorted(read[at], key=_COST)[:_WIDTH]
            if at in self.starts:
                leave = kept[at]
                after = self._kept(leave, ways, at)
                kept[after.offset] = after
                price = self.pair.prior + (self.switch if at else 0.0)
                ways.append(self._turn(leave, at, price, reads=True))
            for node in ways:
                self._read(node, at, read)
        best = min((*read[size], kept[size]), key=_COST)
        return reading(best, self.starts, self.run_, self.pair.true)

    @staticmethod
    def _turn(node: Node, at: int, price: float, *, reads: bool) -> Node:
        """From leaving to reading or back."""
        return Node(node.cost + price, node.paid + price, node.last, "", reads, at, node)

    def _kept(self, leave: Node, ways: list[Node], at: int) -> Node:
        """The way that leaves the character at a place, behind others that were left or where a reading ends.

        It says which of these is the better: what was read last may go ill with it (``期减夜`` for 期熬夜).
        """
        given, after = self.parts[at]
        best, least = leave, leave.cost + self.costs[leave.last, given[0]]
        for node in ways:
            cost = node.cost + self.leave + self.costs[node.last, given[0]]
            if cost < least:
                best, least = node, cost
        if best.reads:
            best = self._turn(best, at, self.leave, reads=False)
        for before, character in pairwise(given):
            least += self.costs[before, character]
        return Node(least, best.paid, given[-1], given, False, after, best)

    def _read(self, node: Node, at: int, read: list[list[Node]]) -> None:
        """Read the next character of the true encoding."""
        for to, character, price, patched in self._ways(at):
            if character:
                cost = node.cost + self.costs[node.last, character] + price
                new = Node(cost, node.paid + price, character, character, True, to, node, patched)
            else:
                new = Node(node.cost + price, node.paid, "\n", LOST, True, to, node)
            read[to].append(new)

    def _ways(self, at: int) -> list[_Way]:
        """All characters that may begin at a byte; the same for every node, so they are looked for once."""
        found = self.ways.get(at)
        if found is None:
            found = self.ways[at] = list(self._found(at)) if self.plain is None else self._of_plain(at)
        return found

    def _of_plain(self, at: int) -> list[_Way]:
        """The same where each byte is what it is, and all characters of the run have bytes: of most runs."""
        assert self.plain is not None
        byte, size = self.plain[at], len(self.plain)
        if byte < 0x80:
            found = [_way(at + 1, chr(byte))]
        else:
            ends = [at + length for length in self._lengths(byte) if at + length <= size]
            found = [_way(to, c) for to in ends if (c := _character(self.plain[at:to], self.pair.true))]
        if self.utf8 and size - at <= _LONGEST_CUT and at in self.starts:
            found += self._over_losses(at)
        return found

    def _found(self, at: int) -> Iterator[_Way]:
        byte = self.data[at]
        for value in byte if isinstance(byte, tuple) else (byte,):
            yield from self._from(value, at)
        if self.pair.single and not self.utf8:
            yield from self._out_of_step(at)
        if self.utf8 and self.pair.single:
            yield from self._incomplete(at)
        if self.utf8 and at in self.starts:
            yield from self._over_losses(at)

    def _out_of_step(self, at: int) -> Iterator[_Way]:
        """A byte whose partner is missing: dropped by a program, or for a reason unknown."""
        byte = self.data[at]
        if isinstance(byte, tuple) or byte < 0x80:
            return
        for dropped in DROPPED:
            character = _character(bytes((byte, dropped)), self.pair.true)
            if character:
                yield _way(at + 1, character, thresholds.DROPPED, patched=True)
        yield _way(at + 1, "", thresholds.ORPHAN)

    def _incomplete(self, at: int) -> Iterator[_Way]:
        """Three bytes of UTF-8 of which a program dropped one: the first one only if the table lacks it."""
        given = self.data[at : at + 3]
        kinds = "".join(map(_kind, given))
        first, second = given[:1], given[1:2]
        if kinds[:2] not in ("LC", "CC") or kinds == "LCC" or any(isinstance(b, tuple) for b in given[:2]):
            return
        ways = [(lead, *first, *second) for lead in self.leads] if kinds[0] == "C" else []
        for dropped in self.pair.dropped if kinds[0] == "L" else ():
            ways += [(*first, *second, dropped), (*first, dropped, *second)]
        for way in ways:
            character = _character(bytes(way), self.pair.true)  # type: ignore[arg-type]
            if character:
                yield _way(at + 2, character, thresholds.DROPPED, patched=True)

    def _over_losses(self, at: int) -> Iterator[_Way]:
        """Go on over lost bytes to the next place where both kinds of characters begin.

        What is lost may be one byte or two at each sign, and lie on both sides of a character's end.
        """
        if self.certain is not None and len(self.data) - at > _LONGEST_CUT:
            return  # nothing was lost, and the end is far
        end = at
        for _ in range(_LONGEST_LOSS):
            end = self.parts[end][1]
            kinds = "".join(map(_kind, self.data[at:end]))
            if not _MAY_GO_ON.fullmatch(kinds):
                return
            if "H" in kinds:
                yield _lost(end, max(1, round(len(kinds) / 3)))
            if end == len(self.data):
                if "H" not in kinds and _IS_CUT.fullmatch(kinds):  # the last byte of the run is often lost
                    yield _lost(end, 1)
                return

    def _from(self, byte: int, at: int) -> Iterator[_Way]:
        """Read the next character of the true encoding, of which the first byte is given."""
        if byte == FOREIGN:
            return
        if 0 <= byte < 0x80:
            yield _way(at + 1, chr(byte))
            if byte != _QUESTION:
                return
        for length in self._lengths(byte):
            rest = self.data[at + 1 : at + length]
            if len(rest) < length - 1 or FOREIGN in rest:
                continue
            if self.certain is not None:
                character = _character(bytes(self.certain[at : at + length]), self.pair.true)
                if character:
                    yield _way(at + length, character)
                continue
            values = [value if isinstance(value, tuple) else (value,) for value in rest]
            first = self.data[at]
            doubtful = self.pair.single and any(isinstance(value, tuple) for value in (first, *rest))
            for sequence in product((byte,), *values):
                yield from self._sequence(at, list(sequence), doubtful=doubtful)

    def _lengths(self, byte: int) -> tuple[int, ...]:
        if not self.utf8:
            return (2, 4) if self.pair.true == "gbk" else (1, 2) if self.pair.true == "shift_jis" else (2,)
        if 0xE0 <= byte <= 0xEF:
            return (3,)
        return (2,) if 0xC2 <= byte < 0xE0 else (4,) if 0xF0 <= byte <= 0xF4 else ()

    def _sequence(self, at: int, sequence: list[int], *, doubtful: bool) -> Iterator[_Way]:
        after = min(at + len(sequence), len(self.data))
        if HOLE not in sequence and _QUESTION not in sequence:
            choices = self._blanks(sequence)
            for data in choices:
                character = _character(data, self.pair.true)
                if character:
                    yield _way(after, character, patched=doubtful or len(choices) > 1)
            return
        known = [byte for byte in sequence if byte not in (HOLE, _QUESTION)]
        if self.utf8 or not known or any(byte < 0x80 for byte in known) or len(sequence) == 4:
            return
        yield _lost(after, 1)

    def _blanks(self, sequence: list[int]) -> tuple[bytes, ...]:
        """The bytes of a sequence, with all that a blank among the bytes of UTF-8 can have been."""
        if not self.utf8 or not self.pair.single or 0x20 not in sequence[1:]:
            return (bytes(sequence),)
        choices = [self.blanked if i and byte == 0x20 else (byte,) for i, byte in enumerate(sequence)]
        return tuple(map(bytes, product(*choices)))


# Where a way goes, over which character, what that costs beside the model, and whether a program altered its
# bytes. Without a character for what is left as it was given: it is paid for with the text.
_Way = tuple[int, str, float, bool]


def _way(to: int, character: str, price: float = 0.0, *, patched: bool = False) -> _Way:
    return to, character, price, patched


def _lost(to: int, characters: int) -> _Way:
    """A way over characters whose bytes were lost."""
    return to, "", characters * thresholds.LOST, False


def _kind(byte: Byte) -> str:
    """A lead byte of three-byte UTF-8, one that follows it, a lost one, or another."""
    first = byte[0] if isinstance(byte, tuple) else byte
    if first in (HOLE, _QUESTION):
        return "H"
    return "C" if 0x80 <= first < 0xC0 else "L" if 0xE0 <= first <= 0xEF else "-"


@cache
def _character(data: bytes, true: str) -> str:
    """The one character of a sequence of bytes; empty if they are none."""
    text = decode(data, true)
    return text if len(text) == 1 else ""
