"""A long line read again piece by piece: what lies between errors is, the errors stay.

Linear in the line, at the speed of the decoders. UTF-8 falls into step again behind an error by itself;
the other encodings do at ASCII bytes that are no second half of a character.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from newsclean.edits import Edit
from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.tables import SINGLE, decode, inverse

# What each piece of a line costs on top, in nats.
PIECE = 12.0
# A piece has so many characters at least, and reads well.
_LEAST = 4
# What surrogateescape makes of bytes that are not UTF-8.
_ERRORS = lazy("([\udc80-\udcff]+)")
# Bytes that are second to none in GBK, Big5 and Shift-JIS.
_IN_STEP = lazy(b"([\x00-?]+)")


def pieces(line: str, pair: Pair) -> tuple[Edit, ...]:
    """The edits that read the pieces of a line anew under a pair."""
    table = inverse(pair.read_as)
    foreign = "".join(character for character in set(line) if not table[character])
    edits: list[Edit] = []
    at = 0
    for run in re.split(f"([{re.escape(foreign)}]+)", line) if foreign else [line]:
        if len(run) >= _LEAST and run[0] not in foreign and not run.isascii():
            edits += _read(run, pair, at)
        at += len(run)
    return tuple(edits)


def _read(run: str, pair: Pair, at: int) -> Iterator[Edit]:
    """The edits of a run of characters that the wrong encoding has.

    :param at: where the run begins in its line.
    """
    data = list(map(inverse(pair.read_as).__getitem__, run))
    joined = b"".join(data)
    # The byte that each character begins with; in encodings of one byte it is the character's offset.
    starts = None if pair.read_as in SINGLE else array("q", accumulate(map(len, data), initial=0))
    for begin, end, text in _decoded(joined, pair.true):
        if len(text) < _LEAST or text.isascii() or "\n" in text or "\r" in text:
            continue
        first, last = begin, end
        if starts is not None:
            first, last = bisect_left(starts, begin), bisect_left(starts, end)
            if starts[first] != begin or starts[last] != end:
                continue  # it begins or ends inside a character
        before = run[first:last]
        if text != before and plausibility.cost(text) <= thresholds.READS_WELL * len(text):
            yield Edit("repair", pair.rule, at + first, before, text)


def _decoded(data: bytes, true: str) -> Iterator[tuple[int, int, str]]:
    """What can be decoded of some bytes: first and last byte, and the text."""
    at = 0
    if true == "utf-8":
        for text in _ERRORS.split(data.decode("utf-8", "surrogateescape")):
            size = len(text.encode("utf-8", "surrogateescape"))
            yield at, at + size, "" if _ERRORS.match(text) else text
            at += size
        return
    whole = decode(data, true)
    if whole:
        yield 0, len(data), whole
        return
    for part in _IN_STEP.split(data):
        yield at, at + len(part), decode(part, true)
        at += len(part)
