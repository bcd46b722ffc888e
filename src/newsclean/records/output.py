"""Outputs: each appears under its name when it is whole, with the records that were rejected beside it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, BinaryIO

from newsclean.records.block import Done, Reject
from newsclean.records.job import Job
from newsclean.records.jsonl import dumped, encoded
from newsclean.records.prepare import empty_schema
from newsclean.records.streams import packed, whole
from newsclean.records.writer import heading

# Bytes of a row group of Parquet: small ones are slow to read, large ones fill the memory.
_GROUP = 4 << 20
_PIECE = 1 << 20


@contextlib.contextmanager
def output(path: str, job: Job, source: str) -> Iterator[Callable[[Done], None]]:
    """An output that is there, whole, when the block ends well; takes what became of each block.

    :param source: the first of its inputs.
    :raises FileError: it cannot be written.
    """
    with whole(path) as file:
        if job.writer.name == "parquet":
            table = _Table(file, job, source)
            yield table.write
            table.close()
        else:
            with packed(file, job.writer.compression) as stream:
                yield _Lines(stream, job).write


class _Lines:
    def __init__(self, file: BinaryIO, job: Job) -> None:
        self._file, self._job = file, job
        self._begun = False
        self._ended = True  # whether what was written last ends a line

    def write(self, done: Done) -> None:
        first = [] if self._begun else [heading(self._job, done.header)]
        self._begun = True
        for piece in first + done.data:
            if not piece:
                continue
            if not self._ended:  # the last line of an input has no end, and another one follows
                self._file.write(b"\n")
            self._file.write(piece)
            self._ended = piece.endswith((b"\n", b"\r"))


class _Table:
    """Batches as row groups of Parquet."""

    def __init__(self, file: BinaryIO, job: Job, source: str) -> None:
        from newsclean.records.batch import arrow

        self._file, self._pa, self._job, self._source = file, arrow(), job, source
        self._writer: Any = None
        self._batches: list[Any] = []
        self._size = 0

    def write(self, done: Done) -> None:
        from newsclean.records.batch import from_ipc, with_duplicates

        for data in done.data:
            known = with_duplicates(data, self._job, done.duplicates) if done.duplicates else data
            self._batches += from_ipc(known)
            self._size += len(known)
        if self._size >= _GROUP:
            self._group()

    def _group(self) -> None:
        if not self._batches:
            return
        table = self._pa.Table.from_batches(self._batches)
        self._open(table.schema)
        self._writer.write_table(table, row_group_size=table.num_rows)
        self._batches, self._size = [], 0

    def _open(self, schema: Any) -> None:
        if self._writer is None:
            parquet = import_module("pyarrow.parquet")
            self._writer = parquet.ParquetWriter(
                self._file, schema, compression="zstd", dictionary_pagesize_limit=1 << 18
            )

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        self._group()
        if self._writer is None:  # there was no record
            self._open(self._pa.ipc.read_schema(self._pa.py_buffer(empty_schema(self._job, self._source))))
        self._writer.close()


class Rejects:
    """The file of rejected records: opened for the first, whole when the run ends.

    Each line says where a record is, why it was rejected, and what it was: encoding ``raw`` as UTF-8 with
    Python's ``surrogateescape`` gives its bytes.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._stack = contextlib.ExitStack()
        self._file: BinaryIO | None = None

    def add(self, reject: Reject) -> None:
        """Write a record down; its spool is removed."""
        file = self._opened()
        head = {"input": reject.source, "record": reject.place.number}
        if reject.place.offset >= 0:
            head["offset"] = reject.place.offset
        begun = dumped({**head, "reason": reject.reason, "raw": ""}, ascii_only=False)
        file.write(encoded(begun.removesuffix('"}')))
        if reject.spool:
            _copy(reject.spool, file)
        else:
            file.write(_inner(reject.raw.decode("utf-8", "surrogateescape")))
        file.write(b'"}\n')

    def join(self, path: str) -> None:
        """Add the lines of another such file."""
        if os.path.exists(path):
            with open(path, "rb") as file:
                shutil.copyfileobj(file, self._opened(), _PIECE)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = self._stack.enter_context(whole(self.path))
        return self._file

    def __enter__(self) -> Rejects:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)


def _copy(spool: str, target: BinaryIO) -> None:
    """Write a record that is in a file, and remove the file."""
    import codecs

    decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
    with open(spool, "rb") as file:
        while piece := file.read(_PIECE):
            target.write(_inner(decode(piece)))
        target.write(_inner(decode(b"", True)))
    os.unlink(spool)


def _inner(text: str) -> bytes:
    """Text as it stands inside of a JSON string."""
    return encoded(dumped(text, ascii_only=False)[1:-1])
