"""A file in UTF-16 to which eight-bit text was appended, or the other way round.

PowerShell's ``>>`` writes UTF-16 whatever the file is in, and most other programs append bytes
to whatever they find. ASCII read as UTF-16 is rare Han characters, which no decoder objects to.
"""

from __future__ import annotations

import re

from newsclean.decode import codecs, score
from newsclean.decode.utf16 import without_mark
from newsclean.models import plausibility

#: Nats by which the end of a file must read better as something else, and bytes of it that are read.
_GAIN, _READ = 12.0, 600
#: Bytes of a last line without an end that are enough to tell, and nats a character that text has at most.
_SURE, _READS = 60, 10.5
#: Line starts before the first NUL that are tried as the beginning of UTF-16.
_TRIED = 8
#: Bytes of the shortest line that another program can have written before.
_SHORTEST = 6
_ASCII_TAIL = re.compile(rb"[\t\n\r\x20-\x7e]{6,}\Z")


def eight_bit_tail(body: bytes, name: str) -> int:
    """Where eight-bit text begins at the end of UTF-16, or the length of it if there is none.

    :param name: ``utf-16le`` or ``utf-16be``.
    """
    begin = _last_line(body, name)
    tail = body[begin:]
    if len(tail) < 2 or b"\0" in tail.rstrip(b"\0")[:_READ]:
        return _ascii_tail(body, begin, name)
    # A last line of Han without its end has no NUL either; programs that append write whole lines.
    if len(tail) < _SURE and not (tail.endswith(b"\n") or tail.isascii()):
        return _ascii_tail(body, begin, name)
    sample = tail[:_READ]
    readings = [score.read(sample, other) for other in ("utf-8", "gb18030", "cp950")]
    # The sample may end inside a character.
    best = min(readings, key=lambda reading: reading.cost - score.UNDECODABLE * (reading.bad == 1))
    reads = best.bad <= (len(tail) > _READ) and best.mean < _READS
    if reads and best.cost + _GAIN < _utf16_cost(sample, name):
        return begin
    return _ascii_tail(body, begin, name)


def _last_line(body: bytes, name: str) -> int:
    """Where the line after the last line end of UTF-16 begins."""
    end = codecs.to_bytes("\n", name)
    at = body.rfind(end)
    while at > 0 and at % 2:
        at = body.rfind(end, 0, at + 1)
    return at + 2 if at >= 0 and at % 2 == 0 else 0


def _ascii_tail(body: bytes, begin: int, name: str) -> int:
    """Where ASCII begins at the end of a last line that had no end."""
    match = _ASCII_TAIL.search(body, max(begin, len(body) - _READ))
    if match is None:
        return len(body)
    best, place = -_GAIN, len(body)
    for at in range(match.start() + match.start() % 2, len(body) - 5, 2):
        rest = body[at:]
        gain = plausibility.cost(rest.decode("ascii")) - _utf16_cost(rest, name)
        if gain < best:
            best, place = gain, at
    return place


def _utf16_cost(sample: bytes, name: str) -> float:
    text = codecs.to_text(sample, name, "replace")
    return plausibility.cost(text) + score.UNDECODABLE * text.count("\N{REPLACEMENT CHARACTER}")


def utf16_tail(data: bytes) -> tuple[int, str] | None:
    """Where UTF-16 begins in bytes that begin otherwise, and which; ``None`` if it does not.

    :param data: with a NUL in it.
    """
    first = data.index(0)
    for mark, name in ((b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be")):
        at = data.rfind(mark, 0, first)
        if at > 0 and _is_eight_bit(data[:at]) and without_mark(data[at + 2 :]) == name:
            return at, name
    # Without a mark it begins after a line end, that of the eight-bit text.
    end = first
    for _ in range(_TRIED):
        end = data.rfind(b"\n", 0, end)
        if end < 0:
            return None
        if _is_eight_bit(data[: end + 1]):
            found = without_mark(data[end + 1 :])
            if found and found.startswith("utf-16"):
                return end + 1, found
    return None


def _is_eight_bit(head: bytes) -> bool:
    """Whether bytes before UTF-16 read well as something else, and better than as UTF-16."""
    if len(head) < _SHORTEST or b"\0" in head:
        return False
    sample = head[-_READ:]
    sample = sample[sample.find(b"\n") + 1 :] if len(head) > _READ else sample
    readings = [score.read(sample, other) for other in ("utf-8", "gb18030", "cp950")]
    best = min(readings, key=lambda reading: reading.cost)
    wide = min(_utf16_cost(sample[: len(sample) & ~1], name) for name in ("utf-16le", "utf-16be"))
    return best.bad <= 1 and best.cost + _GAIN < wide
