"""Files of tables: mapped into memory, and searched where they lie.

A file, after a line that names its layout: the length of the rest and its CRC-32 (four bytes each), the
number of tables (two bytes), the length of each in bytes (four bytes), and the tables. Integers have their
least significant byte first. Nothing is compressed (the package as a whole is) and nothing is worked out when
a file is opened, so that a run pays for the pages that it touches. ``scripts/table_file.py`` writes such
files.
"""

from __future__ import annotations

import mmap
import struct
import sys
import zlib
from array import array
from collections.abc import Sequence

from newsclean import data_files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

#: So many of :class:`Offsets` share a four-byte offset.
BLOCK = 64


def mapped(name: str) -> memoryview:
    """A file of ``data/models``, as it lies on the disk."""
    with open(data_files.place("models", name), "rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def split(data: memoryview | bytes, layout: bytes) -> list[memoryview]:
    """The tables of a file.

    :param layout: the line at its beginning.
    :raises ValueError: the file is torn, altered or of another version.
    """
    name, data = layout.decode().rpartition(" ")[0], memoryview(data)
    head = len(layout) + 8
    if data[: len(layout)] != layout or len(data) < head:
        raise ValueError(f"not the {name} of this version")
    size, check = struct.unpack_from("<II", data, len(layout))
    body = data[head:]
    if len(body) != size:
        raise ValueError(f"{name}: {len(body)} bytes instead of {size}")
    if zlib.crc32(body) != check:
        raise ValueError(f"{name}: the checksum is wrong")
    (count,) = struct.unpack_from("<H", body)
    at, tables = 2 + 4 * count, []
    for length in struct.unpack_from(f"<{count}I", body, 2):
        tables.append(body[at : at + length])
        at += length
    return tables


def integers(typecode: Literal["H", "I"], table: memoryview) -> Sequence[int]:
    """A table as integers of two (``H``) or four bytes (``I``)."""
    if struct.calcsize(typecode) != {"H": 2, "I": 4}[typecode]:  # pragma: no cover
        raise SystemError("unusual integer sizes")
    if sys.byteorder == "little":
        return table.cast(typecode)
    values = array(typecode, table.tobytes())  # pragma: no cover
    values.byteswap()  # pragma: no cover
    return values  # pragma: no cover


class Offsets:
    """Where the continuations of each of many things begin and end: two tables for what four bytes would say.

    The first has an offset for every :data:`BLOCK` of them, the second what each adds to it, in two bytes.
    """

    __slots__ = ("_bases", "_starts")

    def __init__(self, bases: memoryview, starts: memoryview) -> None:
        self._bases, self._starts = integers("I", bases), integers("H", starts)

    def range(self, at: int) -> tuple[int, int]:
        """Begin and end of what belongs to one of them."""
        bases, starts = self._bases, self._starts
        return bases[at // BLOCK] + starts[at], bases[(at + 1) // BLOCK] + starts[at + 1]
