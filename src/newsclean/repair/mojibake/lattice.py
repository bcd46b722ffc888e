"""Choose, stretch by stretch, between a line as it stands and its bytes in another encoding.

A search over the bytes of a line finds the cheapest way through it, in nats of the plausibility
model: every character is either left as it is or, in a stretch that was decoded wrongly, read
anew from its bytes. Lost bytes (U+FFFD, or ``?``) make one character U+FFFD; with ``guess`` they
become the likeliest character that the wrong decoder would have lost there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from newsclean.models import plausibility
from newsclean.repair.mojibake.pairs import SINGLE, Pair, alternatives, decode, encode, inverse

# Nats. To begin a stretch inside a line is dearer where the wrong reading looks like the right
# one (Han for Han). A lost character costs what a rare one does; the search keeps the best few.
_SWITCH_UTF8 = 5.0
_SWITCH_SINGLE = 6.0
_SWITCH_DOUBLE = 12.0
# To end one there is cheap, but not where the rest of the line looks like what was read.
_LEAVE = 2.0
_LEAVE_DOUBLE = 6.0
_LOST = 9.0
_GUESS = 2.0
_WIDTH = 6
_MOST_FILLS = 24

LOST = "\ufffd"
_HOLE = -1
_FOREIGN = -2

# A byte; or all that it can have been.
Byte = int | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of the line, read anew.

    :param guessed: how many characters of ``text`` were filled in by the model.
    """

    start: int
    end: int
    text: str
    guessed: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A line read anew: its cost in nats, priors included, and the stretches that changed."""

    cost: float
    text: str
    stretches: tuple[Stretch, ...]


@dataclass(slots=True)
class _Node:
    """A way up to some byte: ``mode`` 0 leaves characters, 1 reads anew."""

    cost: float
    last: str
    emitted: str
    mode: int
    offset: int
    guessed: int
    back: _Node | None


def reread(line: str, pair: Pair, *, guess: bool = False) -> Reading | None:
    """The best reading of a line under a pair, or ``None`` if nothing in it was read anew."""
    data, starts = _bytes(line, pair.read_as)
    if not _hopeful(data, pair.true):
        return None
    search = _Search(line, pair, data, starts, guess)
    reading = search.run()
    if reading is not None and not _fits(line, pair, reading):
        return None
    return reading


def _fits(line: str, pair: Pair, reading: Reading) -> bool:
    """Whether what was read comes out as the damaged text again.

    Where a character has several codes the search takes each byte of them by itself.
    """
    twice = alternatives(pair.read_as)
    for stretch in reading.stretches:
        given = line[stretch.start : stretch.end]
        if not twice.keys().isdisjoint(given) and LOST not in stretch.text:
            data = encode(stretch.text, pair.true)
            if data.decode(_LOSING[pair.read_as], "replace") != given:
                return False
    return True


def _bytes(line: str, read_as: str) -> tuple[list[Byte], dict[int, int]]:
    """The bytes of a line, with marks for lost bytes and foreign characters; where each begins."""
    table, twice = inverse(read_as), alternatives(read_as)
    data: list[Byte] = []
    starts: dict[int, int] = {}
    for i, character in enumerate(line):
        starts[len(data)] = i
        if character == LOST:
            data.append(_HOLE)
        elif character in twice:
            data += zip(*twice[character], strict=True)
        else:
            data += table[character] or (_FOREIGN,)
    starts[len(data)] = len(line)
    return data, starts


def _hopeful(data: list[Byte], true: str) -> bool:
    """A cheap look before the search: are there enough bytes that can be the true encoding's?"""
    firsts = [byte[0] if isinstance(byte, tuple) else byte for byte in data]
    high = [byte for byte in firsts if byte >= 0x80]
    if len(high) < 4 or data.count(_HOLE) > len(high):
        return False
    if true != "utf-8":
        return True
    tails = sum(byte < 0xC0 for byte in high)
    leads = sum(0xE2 <= byte <= 0xEF for byte in high)
    return leads >= 2 and tails >= leads


class _Search:
    """The search over one line under one pair."""

    def __init__(self, line: str, pair: Pair, data: list[Byte], starts: dict[int, int], guess: bool) -> None:
        self.line = line
        self.pair = pair
        self.data = data
        self.starts = starts
        self.guess = guess
        ends = [*starts, len(data)]
        self.sizes = [end - begin for begin, end in pairwise(ends)]
        self.costs = plausibility.pair_costs()
        self.utf8 = pair.true == "utf-8"
        self.leave = _LEAVE
        if self.utf8:
            self.switch = _SWITCH_UTF8
        elif pair.read_as in SINGLE:
            self.switch = _SWITCH_SINGLE
        else:
            self.switch, self.leave = _SWITCH_DOUBLE, _LEAVE_DOUBLE

    def run(self) -> Reading | None:
        """Walk over the bytes from left to right."""
        size = len(self.data)
        kept: list[_Node | None] = [None] * (size + 1)  # the best way that leaves characters
        anew: list[list[_Node]] = [[] for _ in range(size + 5)]
        kept[0] = _Node(0.0, "\n", "", 0, 0, 0, None)
        for at in range(size + 1):
            ways = sorted(anew[at], key=lambda node: node.cost)[:_WIDTH]
            leave = kept[at]
            if at in self.starts:
                if ways and (leave is None or ways[0].cost + self.leave < leave.cost):
                    best = ways[0]
                    leave = _Node(best.cost + self.leave, best.last, "", 0, at, best.guessed, best)
                    kept[at] = leave
                if leave is not None and leave.mode == 0 and (leave.back is None or leave.back.mode == 0):
                    cost = leave.cost + self.pair.prior + (self.switch if at else 0.0)
                    ways.append(_Node(cost, leave.last, "", 1, at, leave.guessed, leave))
            if at == size:
                ends = [node for node in (*ways[:1], leave) if node is not None]
                return self._reading(min(ends, key=lambda node: node.cost))
            if leave is not None and at in self.starts:
                self._keep(leave, at, kept)
            for node in ways:
                self._read(node, at, anew)
        return None

    def _keep(self, node: _Node, at: int, kept: list[_Node | None]) -> None:
        """Leave the character at a place as it is."""
        character = self.line[self.starts[at]]
        behind = at + self.sizes[self.starts[at]]
        cost = node.cost + self.costs[node.last, character]
        now = kept[behind]
        if now is None or cost < now.cost:
            kept[behind] = _Node(cost, character, character, 0, behind, node.guessed, node)

    def _read(self, node: _Node, at: int, anew: list[list[_Node]]) -> None:
        """Read the next character of the true encoding."""
        byte = self.data[at]
        for value in byte if isinstance(byte, tuple) else (byte,):
            self._from(value, node, at, anew)

    def _from(self, byte: int, node: _Node, at: int, anew: list[list[_Node]]) -> None:
        """Read the next character of the true encoding, of which the first byte is given."""
        if byte == _FOREIGN:
            return
        if 0 <= byte < 0x80:
            self._go(node, at + 1, chr(byte), anew)
            if byte != 0x3F:
                return
        for length in self._lengths(byte):
            rest = self.data[at + 1 : at + length]
            if len(rest) < length - 1:
                if self.utf8 and len(rest) == length - 2 and at + length - 1 == len(self.data):
                    rest = [*rest, _HOLE]  # the last byte of the line is often lost
                else:
                    continue
            if _FOREIGN in rest:
                continue
            values = ((value if isinstance(value, tuple) else (value,)) for value in rest)
            for sequence in product((byte,), *values):
                self._sequence(node, at, list(sequence), anew)

    def _lengths(self, byte: int) -> tuple[int, ...]:
        if not self.utf8:
            return (2, 4) if self.pair.true == "gbk" else (2,)
        if byte in (_HOLE, 0x3F):
            return (3,)
        if 0xE0 <= byte <= 0xEF:
            return (3,)
        return (2,) if 0xC2 <= byte < 0xE0 else (4,) if 0xF0 <= byte <= 0xF4 else ()

    def _sequence(self, node: _Node, at: int, sequence: list[int], anew: list[list[_Node]]) -> None:
        holes = [i for i, byte in enumerate(sequence) if byte in (_HOLE, 0x3F)]
        behind = min(at + len(sequence), len(self.data))
        if not holes:
            character = _character(bytes(sequence), self.pair.true)
            if not character and self.utf8 and self.pair.read_as in SINGLE and 0x20 in sequence[1:]:
                # Something turned the no-break space among the bytes into a blank.
                character = _character(bytes(0xA0 if b == 0x20 else b for b in sequence), self.pair.true)
            if character:
                self._go(node, behind, character, anew)
            return
        known = [byte for byte in sequence if byte not in (_HOLE, 0x3F)]
        if not known or any(byte < 0x80 for byte in known) or len(sequence) == 4:
            return
        following = self.data[behind] if behind < len(self.data) else _HOLE
        if isinstance(following, tuple):  # what the wrong decoder has twice; both are lead bytes
            following = following[0]
        fills = _fills(tuple(sequence), following, self.pair)
        if not fills:
            return
        if self.guess:
            for character in fills:
                self._go(node, behind, character, anew, extra=_GUESS * len(holes))
        else:
            anew[behind].append(_Node(node.cost + _LOST, LOST, LOST, 1, behind, node.guessed, node))

    def _go(
        self, node: _Node, to: int, character: str, anew: list[list[_Node]], *, extra: float = 0.0
    ) -> None:
        """Add a way; ``extra`` is what a guessed character costs on top."""
        cost = node.cost + self.costs[node.last, character] + extra
        anew[to].append(_Node(cost, character, character, 1, to, node.guessed + (extra > 0), node))

    def _reading(self, end: _Node) -> Reading | None:
        """Follow the best way back and gather its stretches."""
        path: list[_Node] = []
        node: _Node | None = end
        while node is not None:
            path.append(node)
            node = node.back
        path.reverse()
        stretches: list[Stretch] = []
        pieces: list[str] = []
        begin = -1
        text: list[str] = []
        guessed = 0
        for before, here in pairwise(path):
            pieces.append(here.emitted)
            if here.mode and not before.mode:
                begin, text, guessed = here.offset, [], here.guessed
            elif here.mode:
                text.append(here.emitted)
            if before.mode and not here.mode:
                stretches.append(self._stretch(begin, before.offset, text, before.guessed - guessed))
        if path[-1].mode:
            stretches.append(self._stretch(begin, path[-1].offset, text, path[-1].guessed - guessed))
        changed = tuple(s for s in stretches if self.line[s.start : s.end] != s.text)
        return Reading(end.cost, "".join(pieces), changed) if changed else None

    def _stretch(self, start: int, end: int, text: list[str], guessed: int) -> Stretch:
        return Stretch(self.starts[start], self.starts[end], "".join(text), guessed)


@cache
def _character(data: bytes, true: str) -> str:
    """The one character of a sequence of bytes; empty if they are none."""
    text = decode(data, true)
    return text if len(text) == 1 and text > "\x7f" else ""


@cache
def _fills(sequence: tuple[int, ...], following: int, pair: Pair) -> tuple[str, ...]:
    """The characters that fit a sequence with one or two lost bytes, likeliest first.

    :param following: the byte behind the sequence. A lost byte is one that the wrong decoder could
        not pair with the byte behind it.
    """
    options: list[tuple[int, ...]] = []
    for i, byte in enumerate(sequence):
        if byte not in (_HOLE, 0x3F):
            options.append((byte,))
        else:
            behind = sequence[i + 1] if i + 1 < len(sequence) else following
            options.append(_losable(behind, pair.read_as))
    found: set[str] = set()
    _combine(options, b"", pair.true, found)
    likely = sorted(found, key=lambda c: (plausibility.single(c), c))
    return tuple(c for c in likely if plausibility.class_of(c) in _FILLED)[:_MOST_FILLS]


@cache
def _losable(behind: int, read_as: str) -> tuple[int, ...]:
    """The byte values that a wrong decoder loses in front of another byte."""
    high = tuple(range(0x80, 0x100))
    if read_as in SINGLE:
        return tuple(b for b in high if not bytes([b]).decode(read_as, "ignore")) or high
    if behind < 0x40:
        return high
    return tuple(b for b in high if not bytes([b, behind]).decode(_LOSING[read_as], "ignore"))


# The codecs that lose bytes; those of the tables accept more.
_LOSING = {"gbk": "gbk", "big5": "cp950", "big5-hkscs": "big5hkscs", "euc_kr": "cp949"}
_LOSING |= {"shift_jis": "cp932", "euc_jp": "euc_jp"}

_FILLED = frozenset({"han", "cjk-comma", "cjk-stop", "cjk-open", "cjk-close"})
_FILLED |= {"open-quote", "close-quote", "dash", "fullwidth", "cjk-space"}


def _combine(options: list[tuple[int, ...]], head: bytes, true: str, found: set[str]) -> None:
    if not options:
        character = _character(head, true)
        if character:
            found.add(character)
        return
    for byte in options[0]:
        _combine(options[1:], head + bytes([byte]), true, found)
