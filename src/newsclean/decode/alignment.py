"""Reading a line of double bytes that has lost or gained a byte: where do the characters begin?

After a bad byte every pair may be shifted by one, and shifted pairs are mostly valid: GBK without
one byte reads as other Han characters up to the next line end. So the bytes of a line are cut into
characters, and bytes that belong to none, as makes the line most plausible: a shortest path over the
places in the line, the cost of a character depending on the one before it.
"""

from __future__ import annotations

from functools import partial

from newsclean.decode import codecs
from newsclean.decode.codecs import error_handlers
from newsclean.decode.encodings import DOUBLE, ENCODINGS
from newsclean.decode.line_blocks import blocks
from newsclean.models import plausibility

#: How many bytes a character beyond ASCII can have, of encodings whose lines can be read so.
_LENGTHS = {row.name: row.lengths for row in ENCODINGS if row.kind == DOUBLE and row.lengths}
DOUBLE_BYTE = frozenset(_LENGTHS)
#: Nats for a byte that belongs to no character, and for bytes that have the shape of one. Dearer
#: than any character (42: the dearest class and the rarest in it), so that nothing is given up
#: that can be read; a line with a bad byte has to pay once in any case.
ORPHAN, CODE = 45.0, 48.0
#: Nats that an orphan costs less at the end of the data: texts are cut off more often than they
#: lose a byte within (without it 2 of 100 cut texts had another character marked).
_CUT_OFF = 12.0
#: Readings kept for each place; they differ in their last character.
_KEPT = 3

#: Bytes of the longest line that is looked at closely.
LONGEST = 8192

#: The reading of a line up to some place: its cost, its last character, the reading it continues
#: (``None`` for none), and whether its last byte belongs to no character.
_Path = tuple[float, str, "tuple[float, str, object, bool] | None", bool]


def aligned(data: bytes, name: str) -> tuple[str, int]:
    """The text of bytes in which some lines are bad, these as :func:`read` reads them.

    :returns: the text, and the number of U+FFFD that were put in it.
    """
    pieces: list[str] = []
    total = 0
    for _, line, whole in blocks(data, partial(codecs.to_text, name=name)):
        if whole is not None:
            text, count = whole, 0
        elif len(line) <= LONGEST:
            text, count = read(line, name)
        else:
            text, count = error_handlers.marked(partial(codecs.to_text, line, name))
        pieces.append(text)
        total += count
    return "".join(pieces), total


def read(line: bytes, name: str) -> tuple[str, int]:
    """The most plausible text of a line in which some bytes are bad.

    Takes some 10 ms for a kilobyte.

    :param name: one of :data:`DOUBLE_BYTE`.
    :returns: the text with U+FFFD for each run of bytes that belong to no character, and the
        number of these runs.
    """
    table = plausibility.pair_costs()
    lengths = _LENGTHS[name]
    places: list[list[_Path]] = [[] for _ in range(len(line) + 4)]
    places[0].append((0.0, "\n", None, False))
    for at in range(len(line)):
        here = sorted(places[at], key=_cost)[:_KEPT]
        places[at] = here
        steps = _characters(line[at : at + 4], name, lengths)
        shape = _shape(line[at : at + 4], name)
        for path in here:
            cost, before, _, _ = path
            for length, char in steps:
                _offer(places[at + length], (cost + table[before, char], char, path, False))
            orphan = ORPHAN - _CUT_OFF * (at == len(line) - 1 and line[at] >= 0x80)
            _offer(places[at + 1], (cost + orphan, before, path, True))
            if shape:
                _offer(places[at + shape], (cost + CODE, before, path, True))
    return _text(min(places[len(line)], key=_cost))


def _cost(path: _Path) -> float:
    return path[0]


def _offer(place: list[_Path], path: _Path) -> None:
    """Keep a reading unless one with the same last character is cheaper."""
    for i, other in enumerate(place):
        if other[1] == path[1] and other[3] == path[3]:
            if path[0] < other[0]:
                place[i] = path
            return
    place.append(path)


def _characters(code: bytes, name: str, lengths: tuple[int, ...]) -> list[tuple[int, str]]:
    """Length and value of each character that bytes can begin with."""
    if code[0] < 0x80:
        return [(1, chr(code[0]))]
    found = [(length, codecs.character(code[:length], name)) for length in lengths if length <= len(code)]
    if name == "cp936" and code[0] == 0x80:
        found.append((1, "€"))
    return [(length, char) for length, char in found if char is not None]


def _shape(code: bytes, name: str) -> int:
    """How many bytes have the shape of a code, with a character or without, or 0."""
    if len(code) < 2 or code[0] <= 0x80:
        return 0
    if name == "euc-tw" and code[0] == 0x8E:
        return len(code) if len(code) == 4 else 0
    if name in ("gb18030", "cp936") and 0x30 <= code[1] <= 0x39:
        return 4 if len(code) == 4 and 0x30 <= code[3] <= 0x39 else 0
    return 2 if code[1] >= 0x80 else 0


def _text(path: _Path) -> tuple[str, int]:
    """The text of a reading, and how often bytes were given up in it."""
    chars: list[str] = []
    orphans = 0
    last = False
    node: object = path
    while isinstance(node, tuple) and node[2] is not None:
        if not node[3]:
            chars.append(node[1])
        elif not last:
            chars.append("\N{REPLACEMENT CHARACTER}")
            orphans += 1
        last = node[3]
        node = node[2]
    return "".join(reversed(chars)), orphans
