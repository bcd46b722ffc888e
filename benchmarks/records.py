"""``newsclean records`` beside a bare pool of processes:
``python -m benchmarks records [MB [SHARE [FORM ...]]]``.

Makes MB (10) of records of template text, SHARE (0.5) of them with lines of a page around the article; FORM
is ``jsonl.zst`` or ``parquet`` (both). Cleans them with ``-j 2``, and with a ``multiprocessing.Pool`` of two
that reads the same records and calls the same ``Cleaner``. The fewer pages, the less a record costs, and the
more the moving of records weighs. Prints the processor time of all processes, that of the parent, and its
peak. Linux only: it is made the parent of orphans, to count the time of every process.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks.text import sentence

POOL = r"""
import json, multiprocessing, sys
from newsclean import Cleaner
CLEANER = Cleaner()
def clean(text):
    found = CLEANER.text(text)
    return found.text, found.title, found.reason
def texts(path):
    if path.endswith(".parquet"):
        import pyarrow.parquet
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(256, columns=["text"]):
            yield from batch.column(0).to_pylist()
    else:
        import io, zstandard
        with open(path, "rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            for line in io.TextIOWrapper(stream, "utf-8"):
                yield json.loads(line)["text"]
if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool, open(sys.argv[2], "w", encoding="utf-8") as out:
        for found in pool.imap(clean, texts(sys.argv[1]), 64):
            out.write(json.dumps(found, ensure_ascii=False) + "\n")
        pool.close()
        pool.join()
"""
#: Runs the command, and says what its own process took: the peak stands in no record of its end.
OWN = r"""
import resource, sys
from newsclean.cli import main
try:
    main(sys.argv[1:])
finally:
    peak = [row.split()[1] for row in open("/proc/self/status") if row.startswith("VmHWM")][0]
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(int(peak) >> 10, used.ru_utime + used.ru_stime)
"""


def rows(size: int, pages: float) -> Iterator[dict[str, object]]:
    """Records of a kilobyte, a share of them with lines of a page around the article."""
    dice, made = random.Random(5), 0
    while made < size:
        text = "\n".join("".join(sentence(dice) for _ in range(dice.randint(2, 4))) for _ in range(3))
        if dice.random() < pages:
            text = f"首页 > 新闻 > 正文\n{text}\n（责任编辑：林晓）"
        row = {"id": made, "url": f"https://news.example.com/{made}.html", "text": text}
        made += len(json.dumps(row, ensure_ascii=False).encode())
        yield row


def write(path: Path, size: int, pages: float) -> int:
    """A file of records; how many there are."""
    count = 0
    if path.suffix == ".parquet":
        pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
        batch: list[dict[str, object]] = []
        schema = pa.schema({"id": pa.int64(), "url": pa.string(), "text": pa.string()})
        with pq.ParquetWriter(path, schema) as writer:
            for row in rows(size, pages):
                count += 1
                batch.append(row)
                if len(batch) == 20_000:
                    writer.write_table(pa.Table.from_pylist(batch, schema))
                    batch.clear()
            writer.write_table(pa.Table.from_pylist(batch, schema))
        return count
    import zstandard

    with path.open("wb") as file, zstandard.ZstdCompressor().stream_writer(file) as stream:
        for row in rows(size, pages):
            count += 1
            stream.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return count


def measured(*command: str) -> tuple[float, str]:
    """Seconds of processor time of a command and of all that it started, and what it printed."""
    begun = os.times()
    run = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert run.stdout is not None
    printed = run.stdout.read()
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    ended = os.times()
    used = ended.children_user + ended.children_system - begun.children_user - begun.children_system
    return used, printed


def main() -> None:
    """Measure, and print a table."""
    size = int(sys.argv[1] if len(sys.argv) > 1 else 10) * 1_000_000
    pages = float(sys.argv[2] if len(sys.argv) > 2 else 0.5)
    become_reaper = 36  # PR_SET_CHILD_SUBREAPER
    ctypes.CDLL(None).prctl(become_reaper, 1, 0, 0, 0)
    print("form        records    pool s   records s   overhead   parent s   peak MiB")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pool.py").write_text(POOL)
        for form in sys.argv[3:] or ("jsonl.zst", "parquet"):
            path, out = Path(folder) / f"in.{form}", Path(folder) / f"out.{form}"
            count = write(path, size, pages)
            pool, _ = measured(sys.executable, f"{folder}/pool.py", str(path), f"{folder}/out")
            arguments = ("records", str(path), "-o", str(out), "-j", "2", "-q")
            ours, said = measured(sys.executable, "-c", OWN, *arguments)
            peak, own = said.split()
            share = f"{100 * (ours / pool - 1):+.0f} %"
            print(f"{form:10} {count:8} {pool:9.1f} {ours:11.1f} {share:>10} {float(own):10.1f} {peak:>10}")


if __name__ == "__main__":
    main()
