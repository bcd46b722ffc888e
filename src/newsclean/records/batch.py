"""Record batches of Arrow: the column of the text is replaced, columns are added, all others stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from newsclean.errors import OptionsError
from newsclean.extras import load
from newsclean.records.job import DUPLICATE, SPANS, Job
from newsclean.records.row import BadRecordError, check_columns

_COUNTS = ("repairs", "removals", "warnings")
# What the `datasets` library keeps in a schema: the columns as they were, which it then insists on.
_FEATURES = b"huggingface"


def arrow() -> Any:
    """The library, if it is installed.

    :raises ExtraError: it is not.
    """
    return load("pyarrow", "corpus", "reading and writing Parquet")


def added(job: Job) -> list[Any]:
    """The Arrow fields of all that is added."""
    pa = arrow()
    span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("label", pa.string())])
    found = []
    for name in job.names:
        label = name.removeprefix(f"{job.prefix}_")
        kind = pa.int32() if label in _COUNTS else pa.list_(span) if label == SPANS else pa.string()
        found.append(pa.field(name, kind))
    return found


def schema_of(schema: Any, job: Job) -> Any:
    """The schema of what cleaning makes of batches of a schema.

    :raises OptionsError: a column is not there, or that of the text holds none, or a name is taken.
    """
    pa = arrow()
    for field in job.fields:
        if schema.names.count(field) != 1:
            raise OptionsError(
                f"expected exactly one column {field!r}; the columns are {', '.join(schema.names)}"
            )
    kind = schema.field(job.field).type
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (is_text(inner) or is_binary(inner)):
        raise OptionsError(f"the column {job.field!r} is of type {kind}, which is not text")
    for name in job.names:
        if name in schema.names:
            raise OptionsError(f"the column {name!r} already exists: choose another prefix")
    metadata = {key: value for key, value in (schema.metadata or {}).items() if key != _FEATURES}
    return pa.schema([*schema, *added(job)], metadata=metadata or None)


def is_text(kind: Any) -> bool:
    """Whether an Arrow type holds strings."""
    return str(kind) in ("string", "large_string", "string_view")


def is_binary(kind: Any) -> bool:
    """Whether an Arrow type holds bytes."""
    return str(kind) in ("binary", "large_binary", "binary_view")


def texts(column: Any) -> Iterator[str | bytes | BadRecordError | None]:
    """The values of a column; where a string is not UTF-8, what is wrong with it."""
    pa = arrow()
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if is_binary(column.type):
        yield from column.to_pylist()
        return
    try:
        yield from column.to_pylist()
    except UnicodeDecodeError:
        for value in column.cast(pa.large_binary()).to_pylist():
            try:
                yield None if value is None else value.decode()
            except UnicodeDecodeError as error:
                yield BadRecordError(f"not UTF-8 (byte {error.start} of the text)")


def with_columns(
    batch: Any, job: Job, values: list[Any], labels: list[dict[str, Any]], stays: Sequence[object] = ()
) -> Any:
    """The batch with other texts and with what is added.

    :param stays: for each row whether its text stays as it is, where one does.
    """
    pa = arrow()
    kind = batch.schema.field(job.field).type
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    if is_binary(inner):
        values = [value.encode() if isinstance(value, str) else value for value in values]
    text = pa.array(values, inner)
    if any(stays):  # also one that is not UTF-8
        old = batch.column(batch.schema.names.index(job.field))
        old = old if inner is kind else old.dictionary_decode()
        text = import_module("pyarrow.compute").if_else(pa.array(list(map(bool, stays))), old, text)
    if inner is not kind:
        text = text.dictionary_encode().cast(kind)
    schema = schema_of(batch.schema, job)
    columns = [text if name == job.field else batch.column(i) for i, name in enumerate(batch.schema.names)]
    columns += [pa.array([label.get(f.name) for label in labels], f.type) for f in added(job)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


class Cell:
    """A row of a batch, for another form."""

    def __init__(self, batch: Any, index: int) -> None:
        self._batch, self._index = batch, index

    def values(self) -> dict[str, Any]:
        """The values as Python reads them; times in ISO 8601.

        :raises BadRecordError: another form has no such value.
        """
        batch, index = self._batch, self._index
        found: dict[str, Any] = {}
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            value = plain(column[index])
            if hasattr(value, "isoformat"):
                value = value.isoformat()
            elif isinstance(value, bytes):
                try:
                    value = value.decode()
                except UnicodeDecodeError:
                    raise BadRecordError(f"the column {name!r} holds bytes that are not UTF-8") from None
            found[name] = value
        return found


def plain(scalar: Any) -> Any:
    """A value as Python has it; where Python has none such, as Arrow writes it."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        return scalar.cast(arrow().binary()).as_py()
    except ValueError:  # nanoseconds
        return scalar.cast(arrow().string()).as_py()


def batch_of(values: dict[str, Any], job: Job) -> Any:
    """A batch of one record of another form.

    :raises BadRecordError: it does not fit the columns of the output.
    """
    pa = arrow()
    schema = pa.ipc.read_schema(pa.py_buffer(job.schema))
    check_columns(values, schema.names)
    try:
        return pa.RecordBatch.from_pylist([values], schema)
    except UnicodeEncodeError:
        raise BadRecordError("the text has a surrogate, which UTF-8 cannot hold") from None
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        said = str(error).partition("\n")[0]
        raise BadRecordError(f"does not fit the columns of the output: {said}") from None


def inferred(rows: list[dict[str, Any]], job: Job) -> bytes:
    """The schema for an output of records of another form, told by the first of them.

    :raises OptionsError: a column has values that do not go together.
    """
    pa = arrow()
    fields = []
    for name in dict.fromkeys(name for row in rows for name in row):
        try:
            kind = pa.array([row.get(name) for row in rows]).type
        except (pa.ArrowException, OverflowError) as error:
            said = str(error).partition("\n")[0]
            raise OptionsError(f"the first records do not tell the type of {name!r}: {said}") from None
        text = name == job.field or pa.types.is_null(kind)
        fields.append(pa.field(name, pa.string() if text else kind))
    return bytes(pa.schema([*fields, *added(job)]).serialize())


def to_ipc(batches: list[Any]) -> bytes:
    """Batches as a stream of Arrow."""
    pa = arrow()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batches[0].schema) as stream:
        for batch in batches:
            stream.write_batch(batch)
    return bytes(sink.getvalue())


def from_ipc(data: bytes) -> list[Any]:
    """The batches of a stream of Arrow."""
    return list(arrow().ipc.open_stream(data))


def with_duplicates(data: bytes, job: Job, names: Sequence[Any]) -> bytes:
    """A stream of one batch or of more, with the names of what its records are duplicates of."""
    pa = arrow()
    found, at = [], 0
    for batch in from_ipc(data):
        column = batch.schema.names.index(f"{job.prefix}_{DUPLICATE}")
        values = [None if name is None else str(name) for name in names[at : at + batch.num_rows]]
        columns = [*batch.columns[:column], pa.array(values, pa.string()), *batch.columns[column + 1 :]]
        found.append(pa.RecordBatch.from_arrays(columns, schema=batch.schema))
        at += batch.num_rows
    return to_ipc(found)
