"""The work on a block of records: in a process, or in the parent where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from newsclean.records.block import Block, Done, Place, Reject
from newsclean.records.delimited import DELIMITERS, Cells, Header
from newsclean.records.job import Job
from newsclean.records.jsonl import JsonLine
from newsclean.records.row import BadRecordError, NoRecordError, Row
from newsclean.records.tally import Tally
from newsclean.records.treat import treat
from newsclean.records.writer import Writer

if TYPE_CHECKING:
    from newsclean.records.archive import Fetched
    from newsclean.records.batch import Cell


def work(block: Block, job: Job) -> Done:
    """Clean the records of a block. Nothing that they hold makes this raise."""
    tally = Tally(records=block.rows, bytes_in=block.size)
    if block.spool:
        tally.rejected += 1
        reason = f"it has {block.size:,} bytes, more than --max-record allows"
        reject = Reject(block.source, block.first, reason, b"", block.spool)
        return Done(block.source, block.target, block.header, [], [reject], tally)
    if job.reader.name == "parquet":
        from newsclean.records.table import work_on_batch

        return work_on_batch(block, job, tally)
    return _text(block, job, tally)


def _text(block: Block, job: Job, tally: Tally) -> Done:
    """Clean lines or rows."""
    read, writer = _reader(block, job), Writer(job)
    rejects: list[Reject] = []
    offset = block.first.offset
    for number, raw in enumerate(block.records, block.first.number):
        try:
            if raw.isspace():  # no record: it stays
                tally.records -= 1
                writer.blank(raw)
            else:
                row = read(raw)
                treated = treat(job, row.value, tally, None if isinstance(row, Row) else row.document)
                if job.drops(treated.cleaned):
                    tally.dropped += 1
                else:
                    writer.add(row, treated)
                    tally.written += 1
        except NoRecordError:
            tally.records -= 1
        except BadRecordError as error:
            tally.rejected += 1
            rejects.append(Reject(block.source, Place(number, offset), str(error), raw))
        offset += len(raw)
    data = writer.data()
    tally.bytes_out = sum(map(len, data))
    return Done(block.source, block.target, block.header, data, rejects, tally, writer.signed)


def rows(block: Block, job: Job) -> Iterator[Row | Fetched | Cell]:
    """The records of a block that can be read, for what is to be known of them before a run."""
    if block.spool:
        return
    if job.reader.name == "parquet":
        from newsclean.records.batch import Cell, from_ipc

        for batch in from_ipc(block.records[0]):
            yield from (Cell(batch, index) for index in range(batch.num_rows))
        return
    read = _reader(block, job)
    for raw in block.records:
        if not raw.isspace():
            with suppress(BadRecordError):
                yield read(raw)


def _reader(block: Block, job: Job) -> Callable[[bytes], Row | Fetched]:
    if job.reader.name == "warc":
        from newsclean.records.archive import Fetched

        return Fetched
    if job.reader.name == "jsonl":
        taken = frozenset(job.names)
        return lambda raw: JsonLine(raw, job.field, taken)
    header, delimiter = header_of(block, job), DELIMITERS[job.reader.name]
    return lambda raw: Cells(raw, header, delimiter)


def header_of(block: Block, job: Job) -> Header:
    """The first row of the input, where it is CSV.

    :raises FileError: it lacks a column, or has one that is to be added.
    """
    delimiter = DELIMITERS[job.reader.name]
    return Header(block.header, job.fields, frozenset(job.names), delimiter, block.source)
