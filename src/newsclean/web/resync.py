"""Where a web archive goes on behind damage: the next place at which a record begins."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from newsclean.patterns import lazy

# A record that is packed by itself, or one that is not.
_BEGINS = lazy(rb"\x1f\x8b\x08|WARC/1\.[01]\r\n[A-Za-z-]+:")
# Bytes at a time, and as many as tell whether a packed record begins.
_PIECE, _HEAD = 1 << 20, 1 << 12


def next_record(stream: BinaryIO, after: int) -> int | None:
    """The offset at which the next record begins, from a place on; ``None`` if none is found.

    In a pipe nothing can be looked for, nor in an archive that is packed as a whole.
    """
    if not stream.seekable():
        return None
    stream.seek(after)
    data = b""
    while more := stream.read(_PIECE):
        data += more
        last = len(data) - (_HEAD if len(more) == _PIECE else 0)
        for match in _BEGINS.finditer(data):
            at = match.start()
            if at < last and (data[at] != 0x1F or _is_packed_record(data[at : at + _HEAD])):
                stream.seek(after + at)
                return after + at
        after += max(0, len(data) - _HEAD)
        data = data[-_HEAD:]
    return None


def _is_packed_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 8).startswith(b"WARC/1.")
    except zlib.error:
        return False
