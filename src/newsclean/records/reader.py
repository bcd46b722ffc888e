"""Inputs as blocks of raw records: the parent finds where records end, and looks at nothing else."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from newsclean.disk.entry import reason
from newsclean.errors import FileError
from newsclean.records.aside import streamed
from newsclean.records.block import SIZE, Block, Place
from newsclean.records.delimited import DELIMITERS, stays_open
from newsclean.records.forms import form_of
from newsclean.records.streams import opened

if TYPE_CHECKING:
    from newsclean.records.archive import Raw


class Limits(NamedTuple):
    """How inputs are cut.

    :param record: bytes that a record may have; a larger one is rejected.
    :param shard: bytes of records for one output; 0 for no limit.
    :param spools: a directory for records that are too large.
    :param aside: whether Parquet is read in a process of its own.
    """

    record: int
    shard: int
    spools: str
    aside: bool = False


def blocks(path: str, limits: Limits) -> Iterator[Block]:
    """The records of an input in blocks.

    :raises FileError: the input cannot be read, or not to its end; what was read came before.
    :raises OptionsError: its form is not known, or needs a package.
    """
    form = form_of(path)
    cutter = _Cutter(path, limits)
    if form.name == "parquet":
        batches = streamed(_batches, path) if limits.aside else _batches(path)
        for rows, size, data in batches:
            yield cutter.batch(data, rows, size)
        return
    if form.name == "warc":
        from newsclean.records.archive import read

        for raw in read(path, limits.record):
            yield cutter.response(raw)
        return
    delimiter = DELIMITERS.get(form.name, "").encode()
    with opened(path, form.compression) as file:
        records = _rows(_lines(file, limits), delimiter, limits, path) if delimiter else _lines(file, limits)
        header = next(records, b"") if delimiter else b""
        if delimiter and (not header or isinstance(header, _Large)):
            raise FileError("it has no header", path=path)
        assert isinstance(header, bytes)
        cutter.offset = len(header)
        try:
            for record in records:
                if isinstance(record, _Large):
                    yield from cutter.flushed(header)
                    yield cutter.alone(record, header)
                    continue
                if not cutter.number and not delimiter and record.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
                    message = "a JSON array, not one object per line: jq -c '.[]' makes lines of it"
                    raise FileError(message, path=path)
                yield from cutter.add(record, header)
        except Exception:
            yield from cutter.flushed(header)  # what could be read is not lost
            raise
        yield from cutter.flushed(header)
        if header and not cutter.number:
            yield Block(path, 0, Place(1, cutter.offset), [], 0, 0, header)


class _Large(NamedTuple):
    """A record that is too large, in a file."""

    spool: str
    size: int


def _lines(file: BinaryIO, limits: Limits) -> Iterator[bytes | _Large]:
    """Lines with their ends; those that are too large go to files."""
    while line := file.readline(limits.record + 1):
        yield line if len(line) <= limits.record else _spooled(line, file, limits)


def _spooled(piece: bytes, file: BinaryIO, limits: Limits) -> _Large:
    """A line that was begun, in a file.

    :raises FileError: there is no room for it.
    """
    handle, path = tempfile.mkstemp(dir=limits.spools)
    size = 0
    with os.fdopen(handle, "wb", buffering=0) as spool:
        while piece:
            size += _spool(spool, piece)
            if piece.endswith(b"\n"):
                break
            piece = file.readline(1 << 20)
    return _Large(path, size)


def _spool(spool: io.FileIO, piece: bytes) -> int:
    left = memoryview(piece)
    try:
        while left:
            left = left[spool.write(left) :]
    except OSError as error:
        raise FileError(
            f"a record that is too large cannot be set aside in {tempfile.gettempdir()}: {reason(error)}"
        ) from error
    return len(piece)


def _rows(
    lines: Iterator[bytes | _Large], delimiter: bytes, limits: Limits, path: str
) -> Iterator[bytes | _Large]:
    """Rows of cells: lines, joined where a quoted cell holds a line end.

    :raises FileError: a cell is not closed; where the next row begins cannot be told then.
    """
    row: list[bytes] = []
    size, rows, inside = 0, 0, False
    for line in lines:
        size += line.size if isinstance(line, _Large) else len(line)
        if inside and size > limits.record:
            message = f"a quotation mark in record {rows} opens a cell of more than {limits.record >> 20} MB"
            raise FileError(message, path=path)
        if isinstance(line, _Large):
            yield line
        else:
            row.append(line)
            inside = stays_open(line, delimiter, inside=inside)
            if inside:
                continue
            yield b"".join(row)
        row, size, rows = [], 0, rows + 1
    if row:
        yield b"".join(row)


class _Cutter:
    """Collects records into blocks, and counts into which output they go."""

    def __init__(self, path: str, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self.number = 0  # of records so far
        self.offset = 0  # in bytes, behind the last one
        self._target = 0
        self._filled = 0  # bytes in the output
        self._records: list[bytes] = []
        self._start = Place(1, 0)
        self._size = 0

    def add(self, record: bytes, header: bytes) -> Iterator[Block]:
        """Take a record; gives the block before it where that is full."""
        own = len(record)
        full = self._records and self._size + own > SIZE
        if full or self._overflows(own):
            yield from self.flushed(header)
            self._turn(own)
        if not self._records:
            self._start = Place(self.number + 1, self.offset)
        self._records.append(record)
        self._count(own, 1)
        self._size += own

    def alone(self, large: _Large, header: bytes) -> Block:
        """A block with a record that is too large."""
        self._turn(large.size)
        place = Place(self.number + 1, self.offset)
        self._count(large.size, 1)
        return Block(self._path, self._target, place, [], 1, large.size, header, large.spool)

    def batch(self, data: bytes, rows: int, size: int) -> Block:
        """A block with a batch of Arrow."""
        self._turn(size)
        place = Place(self.number + 1, -1)
        self._count(size, rows)
        return Block(self._path, self._target, place, [data], rows, size)

    def response(self, raw: Raw) -> Block:
        """A block with a response of a web archive: it takes longer than its way to a process."""
        size = len(raw.data)
        self._turn(size)
        self._count(size, 1)
        return Block(self._path, self._target, Place(raw.number, raw.offset), [raw.data], 1, size)

    def flushed(self, header: bytes) -> Iterator[Block]:
        """What was collected, if there is any."""
        if self._records:
            records, self._records = self._records, []
            yield Block(self._path, self._target, self._start, records, len(records), self._size, header)
        self._size = 0

    def _overflows(self, size: int) -> bool:
        return bool(self._limits.shard and self._filled and self._filled + size > self._limits.shard)

    def _turn(self, size: int) -> None:
        """Go to the next output if this one is full."""
        if self._overflows(size):
            self._target += 1
            self._filled = 0

    def _count(self, size: int, records: int) -> None:
        self.number += records
        self.offset += size
        self._filled += size


def _batches(path: str) -> Iterator[tuple[int, int, bytes]]:
    """Batches as streams of Arrow, each with its rows and its bytes in memory."""
    from newsclean.records.batch import arrow, to_ipc

    pa = arrow()
    parquet = import_module("pyarrow.parquet")
    with opened(path, "") as file:
        begun = False
        try:
            # The columns are read in pieces: a row group as a whole may have gigabytes.
            with parquet.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False) as table:
                begun = True
                groups = [table.metadata.row_group(i) for i in range(table.metadata.num_row_groups)]
                size, rows = sum(g.total_byte_size for g in groups), sum(g.num_rows for g in groups)
                each = max(1, min(4096, int(SIZE / max(1, size / max(1, rows)))))
                for batch in table.iter_batches(each, use_threads=False):
                    yield batch.num_rows, batch.nbytes, to_ipc([batch])
        except pa.ArrowException as error:
            said = str(error).partition("\n")[0]
            wrong = f"cannot read on: {said}" if begun else f"not Parquet: {said}"
            raise FileError(wrong, path=path) from error
