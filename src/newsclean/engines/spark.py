"""Apache Spark: a data frame in, a data frame out; and a script for ``spark-submit``.

::

    spark-submit …/newsclean/engines/spark.py IN OUT [FIELD] [TO]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from newsclean.engines.arrow import BatchCleaner
from newsclean.options import Options


def clean(frame: Any, cleaner: BatchCleaner) -> Any:
    """The data frame with clean texts and with the columns that are added; rows keep their partitions."""
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    def batches(found: Iterable[Any]) -> Iterator[Any]:
        return map(cleaner, found)

    return frame.mapInArrow(batches, from_arrow_schema(cleaner.schema(to_arrow_schema(frame.schema))))


def main(source: str, target: str, field: str = "text", to: str = "keep") -> None:
    """Clean a data set of Parquet, or of JSON Lines where the name says so, into one of the same form."""
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("newsclean").getOrCreate()
    form = "json" if ".json" in source else "parquet"
    frame = spark.read.format(form).load(source)
    clean(frame, BatchCleaner(Options(to=to), field=field)).write.format(form).save(target)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
