"""What is written of records: in the form that they were read in, or in another one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.cleaner import Cleaned
from newsclean.records import near
from newsclean.records.delimited import DELIMITERS, row_of, with_names
from newsclean.records.job import Job
from newsclean.records.jsonl import line_of
from newsclean.records.row import BadRecordError, Row

if TYPE_CHECKING:
    from newsclean.records.archive import Fetched
    from newsclean.records.batch import Cell


class Treated(NamedTuple):
    """What became of a text.

    :param text: the new text; ``None`` where it stays.
    :param signed: what tells near-duplicates apart, or ``None``.
    """

    cleaned: Cleaned | None
    text: str | None
    labels: dict[str, Any]
    signed: Any = None


def values_of(row: Row | Fetched | Cell, job: Job) -> dict[str, Any]:
    """What a record holds, for an output of another form.

    :raises BadRecordError: the other form cannot hold it.
    """
    return row.cells() if isinstance(row, Row) and job.writer.name in DELIMITERS else row.values()


def heading(job: Job, first: bytes) -> bytes:
    """What an output begins with.

    :param first: the first row of its input, where that is CSV.
    """
    delimiter = DELIMITERS.get(job.writer.name)
    if not delimiter:
        return b""
    if job.reader.name == job.writer.name:
        return with_names(first, job.names, delimiter)
    columns = _columns(job)
    return row_of({name: name for name in columns}, columns, delimiter)


def _columns(job: Job) -> list[str]:
    """The columns of CSV that is written of records of another form."""
    other = job.writer.name in DELIMITERS and job.writer.name != job.reader.name
    return json.loads(job.schema) if other else []


def _name(row: Row | Fetched | Cell, job: Job) -> Any:
    """What names a record where near-duplicates are looked for.

    :raises BadRecordError: it has no such field.
    """
    field, values = job.identity, row.values() if job.identity else {}
    if field and field not in values:
        raise BadRecordError(f"no field {field!r}")
    return values.get(field)


class Writer:
    """Collects what is written of the records of a block.

    :ivar signed: for each record, what tells near-duplicates apart, and its name.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._same = job.reader.name == job.writer.name
        self._pieces: list[bytes] = []
        self._batches: list[Any] = []
        self._columns: list[str] = _columns(job)
        self.signed: list[Any] = []

    def blank(self, raw: bytes) -> None:
        """Keep a line that is no record."""
        if self._same and not self._job.near:
            self._pieces.append(raw)

    def add(self, row: Row | Fetched | Cell, treated: Treated) -> None:
        """Write a record.

        :raises BadRecordError: the form of the output cannot hold it.
        """
        job = self._job
        name = _name(row, job)
        labels = {**treated.labels, **near.labels(job, treated.signed)} if job.near else treated.labels
        if self._same and isinstance(row, Row):
            self._pieces.append(row.written(treated.text, labels))
        else:
            values = values_of(row, job)
            if treated.text is not None:
                values[job.field] = treated.text
            values |= labels
            if job.writer.name == "parquet":
                from newsclean.records.batch import batch_of

                self._batches.append(batch_of(values, job))
            elif job.writer.name == "jsonl":
                self._pieces.append(line_of(values))
            else:
                self._pieces.append(row_of(values, self._columns, DELIMITERS[job.writer.name]))
        if job.near:
            self.signed.append((treated.signed, name))

    def data(self) -> list[bytes]:
        """What is written; a piece for each record where near-duplicates are looked for."""
        if self._batches:
            from newsclean.records.batch import to_ipc

            return [to_ipc(self._batches)]
        if self._job.near or not self._pieces:
            return self._pieces
        return [b"".join(self._pieces)]
