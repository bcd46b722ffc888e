"""The jobs that the tests of engines run as processes: python jobs.py ENGINE IN OUT [MARKER]

With a marker, the process that is given the record in the middle kills itself, once: whoever makes the marker
file first does.
"""

import os
import signal
import sys

from newsclean.engines.arrow import BatchCleaner

MARKER = os.environ.get("NEWSCLEAN_TEST_MARKER", "")
VICTIM = int(os.environ.get("NEWSCLEAN_TEST_VICTIM", "-1"))


def kill_once(ids):
    """Kill this process if it has the record, and if none has been killed."""
    if MARKER and VICTIM in ids:
        try:
            os.close(os.open(MARKER, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


class Killing(BatchCleaner):
    def __call__(self, batch):
        kill_once(batch.column("id").to_pylist())
        return super().__call__(batch)


def spark(source, target):
    from pyspark.sql import SparkSession

    from newsclean.engines.spark import clean

    session = (
        SparkSession.builder.master("local[2,4]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
        .getOrCreate()
    )
    clean(session.read.parquet(source), Killing()).write.parquet(target)
    session.stop()


def ray(source, target):
    import ray as engine

    from newsclean.engines.ray import clean

    engine.init(num_cpus=3, include_dashboard=False, object_store_memory=200 << 20, log_to_driver=False)
    clean(engine.data.read_parquet(source), Killing(), concurrency=2, batch_size=500).write_parquet(target)


def datatrove(source, target):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import JsonlWriter

    from newsclean.engines.datatrove import NewscleanStep

    class KillingStep(NewscleanStep):
        def run(self, data, rank=0, world_size=1):
            def watched():
                for document in data:
                    kill_once([int(document.id)])
                    yield document

            return super().run(watched(), rank, world_size)

    steps = [ParquetReader(source), KillingStep(), JsonlWriter(target, compression=None)]
    LocalPipelineExecutor(steps, tasks=4, workers=2, logging_dir=target + ".logs").run()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:4])
