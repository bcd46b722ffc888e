"""Write files of tables, which :mod:`newsclean.models.tables` reads."""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Iterable
from itertools import accumulate

from newsclean.models.tables import BLOCK


def packed(layout: bytes, tables: list[bytes]) -> bytes:
    """The file."""
    body = struct.pack(f"<H{len(tables)}I", len(tables), *map(len, tables)) + b"".join(tables)
    return layout + struct.pack("<II", len(body), zlib.crc32(body)) + body


def little_endian(values: array[int]) -> bytes:
    """The array's bytes, least significant first on every machine."""
    values = values[:]
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def sums(sizes: Iterable[int]) -> bytes:
    """Where each of some groups begins and the last one ends, in four bytes each."""
    return little_endian(array("I", accumulate(sizes, initial=0)))


def offsets(starts: Iterable[int]) -> list[bytes]:
    """The two tables of :class:`newsclean.models.tables.Offsets`.

    :param starts: where each begins, and where the last one ends.
    """
    starts = list(starts)
    bases = starts[::BLOCK]
    relative = [start - bases[i // BLOCK] for i, start in enumerate(starts)]
    if max(relative) >= 1 << 16:
        raise ValueError("too many in one block")
    return [little_endian(array("I", bases)), little_endian(array("H", relative))]
