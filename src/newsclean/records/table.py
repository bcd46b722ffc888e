"""The work on a block of Parquet."""

from __future__ import annotations

import json
from typing import Any

from newsclean.records import near
from newsclean.records.batch import Cell, arrow, from_ipc, plain, texts, to_ipc, with_columns
from newsclean.records.block import Block, Done, Place, Reject
from newsclean.records.job import Job
from newsclean.records.jsonl import dumped, encoded
from newsclean.records.row import BadRecordError, bytes_of
from newsclean.records.tally import Tally
from newsclean.records.treat import treat
from newsclean.records.writer import Writer


def work_on_batch(block: Block, job: Job, tally: Tally) -> Done:
    """Clean the records of a batch in a block."""
    batch = from_ipc(block.records[0])[0]
    column = batch.column(batch.schema.names.index(job.field))
    kept: list[int] = []
    values: list[Any] = []
    labels: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    signed: list[Any] = []
    writer = Writer(job)
    same = job.writer.name == "parquet"
    for index, value in enumerate(texts(column)):
        try:
            if isinstance(value, BadRecordError):
                raise value
            treated = treat(job, value, tally)
            if job.drops(treated.cleaned):
                tally.dropped += 1
                continue
            if not same:
                writer.add(Cell(batch, index), treated)
            else:
                extra = near.labels(job, treated.signed) if job.near else {}
                labels.append({**treated.labels, **extra})
                kept.append(index)
                text = treated.text
                bytes_of(text or "")
                values.append(value if text is None else text)
                if job.near:
                    signed.append((treated.signed, _name(batch, index, job)))
            tally.written += 1
        except BadRecordError as error:
            tally.rejected += 1
            place = Place(block.first.number + index, -1)
            rejects.append(Reject(block.source, place, str(error), as_json(batch, index)))
    if not same:
        data, signed = writer.data(), writer.signed
    elif kept:
        rows = batch if len(kept) == batch.num_rows else batch.take(arrow().array(kept, arrow().int64()))
        data = [to_ipc([with_columns(rows, job, values, labels)])]
    else:
        data = []
    tally.bytes_out = sum(map(len, data))
    return Done(block.source, block.target, block.header, data, rejects, tally, signed)


def _name(batch: Any, index: int, job: Job) -> Any:
    return batch.column(batch.schema.names.index(job.identity))[index].as_py() if job.identity else None


def as_json(batch: Any, index: int) -> bytes:
    """A row for the file of rejected records: what JSON has not is shown as Python shows it."""
    columns = zip(batch.schema.names, batch.columns, strict=True)
    found = {name: plain(column[index]) for name, column in columns}
    return encoded(dumped(json.loads(json.dumps(found, default=str)), ascii_only=False))
