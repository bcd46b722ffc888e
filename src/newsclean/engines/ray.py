"""Ray Data: a data set in, a data set out."""

from __future__ import annotations

from typing import Any

from newsclean.engines.arrow import BatchCleaner


class _Actor:
    """Lives as long as its process, so that tables are loaded once."""

    def __init__(self, cleaner: BatchCleaner) -> None:
        self._clean = cleaner

    def __call__(self, table: Any) -> Any:
        return self._clean(table)


def clean(dataset: Any, cleaner: BatchCleaner, *, concurrency: int, batch_size: int = 1024) -> Any:
    """The data set with clean texts and with the columns that are added.

    :param concurrency: how many processes clean; Ray needs one CPU more than that, or it waits for ever.
    """
    return dataset.map_batches(
        _Actor,
        fn_constructor_args=(cleaner,),
        concurrency=concurrency,
        batch_size=batch_size,
        batch_format="pyarrow",
    )
