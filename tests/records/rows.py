"""Rows as files of every form, to be read and written by tests."""

import csv
import gzip
import io
import json

import pytest

from tests.conftest import CLEAN, DIRTY

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
zstandard = pytest.importorskip("zstandard")

TEXTS = [CLEAN, DIRTY, "", None, "濱江新區的夜間公交線路延長。"]
ROWS = [{"id": n, "text": text, "n": 1.1} for n, text in enumerate(TEXTS)]


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def unpacked(data, name):
    if name.endswith(".gz"):
        return gzip.decompress(data)
    return zstandard.ZstdDecompressor().stream_reader(data).read() if name.endswith(".zst") else data


def packed(data, name):
    if name.endswith(".gz"):
        return gzip.compress(data)
    return zstandard.compress(data) if name.endswith(".zst") else data


def read(path):
    """The rows of a file, whatever its form."""
    name = path.name
    if name.endswith(".parquet"):
        return pq.read_table(path).to_pylist()
    text = unpacked(path.read_bytes(), name).decode()
    if ".jsonl" in name:
        return [json.loads(line) for line in text.split("\n") if line]
    delimiter = "\t" if ".tsv" in name else ","
    return list(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter))


def write(path, rows):
    name = path.name
    if name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif ".jsonl" in name:
        path.write_bytes(packed(lines(rows), name))
    else:
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0], delimiter="\t" if ".tsv" in name else ",")
        writer.writeheader()
        writer.writerows(rows)
        path.write_bytes(packed(out.getvalue().encode(), name))
    return path
