"""What is found out before a run: whether the inputs have the field, and the columns of the output."""

from __future__ import annotations

import json
import tempfile
from importlib import import_module
from itertools import islice
from typing import Any

from newsclean.errors import FileError, OptionsError
from newsclean.records.job import Job
from newsclean.records.reader import Limits, blocks
from newsclean.records.row import BadRecordError
from newsclean.records.streams import opened

# So many of the first records tell the columns of an output that is of another form.
_FIRST = 1000


def prepared(job: Job, inputs: tuple[str, ...], *, joined: bool, record: int) -> Job:
    """The job with what the inputs decide of it.

    :param joined: whether all inputs go to one output.
    :param record: bytes that a record may have.
    :raises OptionsError: an input lacks the field, has one that would be added, or differs from the others.
    """
    if job.reader.name == "parquet":
        from newsclean.records.batch import schema_of

        first = None
        for path in inputs:
            try:
                found = schema_of(schema(path), job)
            except FileError:
                continue  # the run reports it, and does the others
            except OptionsError as error:
                error.path = error.path or path
                raise
            first = first or found
            if joined and not first.equals(found):
                raise OptionsError("its columns are not those of the first input", path=path)
    given = None
    if job.reader.name == "warc":
        from newsclean.records.archive import columns

        given = [columns(job)]
    if job.writer.name in (job.reader.name, "jsonl"):
        return job
    rows = given or _first_rows(job, inputs[0], record)
    if job.writer.name == "parquet":
        from newsclean.records.batch import inferred

        return job._replace(schema=inferred(rows, job))
    names = list(dict.fromkeys([*(name for row in rows for name in row), *job.names]))
    return job._replace(schema=json.dumps(names).encode())


def schema(path: str) -> Any:
    """The Arrow schema of a file of Parquet.

    :raises FileError: it is none.
    """
    from newsclean.records.batch import arrow

    pa = arrow()
    with opened(path, "") as file:
        try:
            return import_module("pyarrow.parquet").read_schema(file)
        except pa.ArrowException as error:
            raise FileError(f"not Parquet: {str(error).partition(chr(10))[0]}", path=path) from error


def empty_schema(job: Job, path: str) -> bytes:
    """The schema of an output of Parquet that gets no records.

    :param path: of its input.
    """
    if job.schema:
        return job.schema
    from newsclean.records.batch import schema_of

    return bytes(schema_of(schema(path), job).serialize())


def _first_rows(job: Job, path: str, record: int) -> list[dict[str, Any]]:
    """The first records of an input, as far as they can be read."""
    from newsclean.records.work import header_of, rows
    from newsclean.records.writer import values_of

    found: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="newsclean-") as spools:
        for block in blocks(path, Limits(record, 0, spools)):
            if block.header and not found:  # it names the columns, also where no record can be read
                found.append(dict.fromkeys(header_of(block, job).names))
            for row in islice(rows(block, job), _FIRST - len(found)):
                try:
                    values = values_of(row, job)
                except BadRecordError:
                    continue
                if _has_no_surrogate(values):
                    found.append(values)
            if len(found) >= _FIRST:
                break
    return found


def _has_no_surrogate(values: dict[str, Any]) -> bool:
    """Whether UTF-8 can hold all that a record says: one that it cannot is rejected later."""
    try:
        json.dumps(values, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True
