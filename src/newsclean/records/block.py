"""What travels between the parent and the processes: blocks of raw records, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from newsclean.records.tally import Tally

#: Bytes of the records of a block. A record takes 12 µs to send and receive alone, 1 µs in such a block.
SIZE = 256 << 10

#: Bytes of records, and of their results, that wait: it bounds the memory.
MOST = 8 << 20


class Place(NamedTuple):
    """Where a record is: its number from 1, and its byte offset in the unpacked input, or -1."""

    number: int
    offset: int


class Block(NamedTuple):
    """Records in a row, as they are in the input.

    :param source: the input's name.
    :param target: the number of the output that they go to.
    :param first: place of the first record.
    :param header: the first row of CSV; an input of nothing else has a block without records.
    :param records: of a text form, each with its line end; of Parquet, one batch as an Arrow stream; of a web
        archive, a response.
    :param rows: how many records there are.
    :param size: their bytes.
    :param spool: of a record that is too large: the file that its bytes are in.
    """

    source: str
    target: int
    first: Place
    records: list[bytes]
    rows: int
    size: int
    header: bytes = b""
    spool: str = ""


class Reject(NamedTuple):
    """A record that was not cleaned.

    :param raw: its bytes; empty where they are in ``spool``.
    """

    source: str
    place: Place
    reason: str
    raw: bytes
    spool: str = ""


class Done(NamedTuple):
    """What became of a block.

    :param source: the input's name.
    :param data: what is written: lines, or an Arrow stream; in pieces where ``near`` comes between.
    :param near: for each record that is written, what tells whether it is a near-duplicate.
    :param duplicates: for each of these records the name of what it is a duplicate of, or ``None``; found out
        last, where records are no lines.
    :param killed: the block, where it killed the process that worked on it.
    """

    source: str
    target: int
    header: bytes
    data: list[bytes]
    rejects: list[Reject]
    tally: Tally
    near: Sequence[Any] = ()
    duplicates: Sequence[Any] = ()
    killed: Block | None = None
