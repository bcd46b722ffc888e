"""Record batches of Arrow in, record batches out: what every engine is handed.

A batch keeps all its rows in order, and all its columns but the text's. What is found is added in columns
behind a prefix (:data:`newsclean.records.job.LABELS`). A text that cannot be cleaned stays as it is, with the
reason ``failed`` and what went wrong in ``newsclean_error``: nothing that a text holds makes this raise.
"""

from __future__ import annotations

from typing import Any

from newsclean.cleaner import Cleaner, failed
from newsclean.options import Options
from newsclean.records import batch as batches
from newsclean.records.forms import FileForm
from newsclean.records.job import Job
from newsclean.records.row import BadRecordError, bytes_of
from newsclean.records.tally import Tally
from newsclean.records.treat import treat


class BatchCleaner:
    """Cleans record batches; pickles, and checks its options once.

    :param options: how to clean.
    :param field: the column of the text: strings or bytes.
    :param prefix: what the names of added columns begin with.
    :param tags_only: whether the text stays as it is and the parts that would go are added (``_spans``).
    :raises OptionsError: an option has a value it cannot have.
    """

    def __init__(
        self,
        options: Options | None = None,
        *,
        field: str = "text",
        prefix: str = "newsclean",
        tags_only: bool = False,
    ) -> None:
        form = FileForm("parquet")
        self._job = Job(Cleaner(options), form, form, field, "", prefix, tags_only)
        self._job.check()

    def schema(self, schema: Any) -> Any:
        """The schema of what comes out for batches of a schema.

        :raises OptionsError: it has no such column, the column is no text, or one that is added is there.
        """
        made = batches.schema_of(schema, self._job)
        return made.append(batches.arrow().field(f"{self._job.prefix}_error", batches.arrow().string()))

    def __call__(self, batch: Any) -> Any:
        """A record batch, or a table, cleaned."""
        pa = batches.arrow()
        if isinstance(batch, pa.Table):
            schema = self.schema(batch.schema)
            return pa.Table.from_batches([self(part) for part in batch.to_batches()], schema)
        values: list[Any] = []
        labels: list[dict[str, Any]] = []
        errors: list[str | None] = []
        tally = Tally()
        column = batch.column(batch.schema.names.index(self._job.field))
        for value in batches.texts(column):
            error = None
            try:
                if isinstance(value, BadRecordError):
                    raise value
                treated = treat(self._job, value, tally)
                bytes_of(treated.text or "")
                values.append(value if treated.text is None else treated.text)
                labels.append(treated.labels)
            except BadRecordError as bad:
                error = str(bad)
                values.append(None)
                labels.append(self._job.labels(failed(error), None))
            errors.append(error)
        made = batches.with_columns(batch, self._job, values, labels, errors)
        return pa.RecordBatch.from_arrays(
            [*made.columns, pa.array(errors, pa.string())], schema=self.schema(batch.schema)
        )
