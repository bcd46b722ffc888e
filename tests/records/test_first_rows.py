"""What CSV begins with: it is written whatever becomes of the first record, and looked at before any."""

import json

import pytest

from tests.records.test_records import CLEAN, ROWS, read, write

pa = pytest.importorskip("pyarrow")

LARGE = "灯" * 700_000


@pytest.mark.parametrize("target", ["csv", "tsv", "jsonl", "parquet"])
def test_the_first_record_is_too_large(newsclean, tmp_path, target):
    write(tmp_path / "in.csv", [{"id": 1, "text": LARGE}, {"id": 2, "text": CLEAN}])
    done = newsclean("records", "in.csv", "-o", f"out.{target}", "--max-record", "1MB")
    assert done.code == 2
    assert "record 1: it has" in done.err
    (row,) = read(tmp_path / f"out.{target}")
    assert (row["id"], row["text"], row["newsclean_reason"]) == ("2", CLEAN, "unchanged")


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("target", ["csv", "tsv", "parquet"])
def test_a_table_without_rows_keeps_its_columns(newsclean, tmp_path, target, jobs):
    (tmp_path / "in.csv").write_text("id,text\n")
    done = newsclean("records", "in.csv", "-o", f"out.{target}", "-j", jobs)
    assert (done.code, done.err) == (0, "0 records\n")
    if target == "parquet":
        names = pa.parquet.read_schema(tmp_path / "out.parquet").names
    else:
        names = (tmp_path / f"out.{target}").read_text().split("\t" if target == "tsv" else ",")
    assert names[:3] == ["id", "text", "newsclean_title"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_table_without_the_column_stops_no_other(newsclean, tmp_path, jobs):
    (tmp_path / "first.csv").write_text("id;text\n1;灯\n")
    (tmp_path / "bare.csv").write_text("1,灯\n")
    write(tmp_path / "in.csv", ROWS)
    done = newsclean("records", "first.csv", "bare.csv", "in.csv", "-o", "out/", "-j", jobs)
    assert done.code == 2
    assert "first.csv: expected exactly one column 'text'; the header has id;text" in done.err
    assert "bare.csv: expected exactly one column 'text'; the header has 1, 灯" in done.err
    assert "Traceback" not in done.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["in.csv"]
    assert len(read(tmp_path / "out" / "in.csv")) == len(ROWS)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_damaged_parquet_stops_no_other(newsclean, tmp_path, jobs):
    write(tmp_path / "in.parquet", ROWS)
    (tmp_path / "a.parquet").write_bytes((tmp_path / "in.parquet").read_bytes()[:-100])
    done = newsclean("records", "a.parquet", "in.parquet", "-o", "out/", "-j", jobs)
    assert done.code == 2
    assert "a.parquet: not Parquet" in done.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["in.parquet"]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_record_without_the_name_that_duplicates_would_have(newsclean, tmp_path, form):
    pytest.importorskip("rensa")
    write(tmp_path / f"in.{form}", ROWS[:1])
    done = newsclean("records", f"in.{form}", "-o", f"out.{form}", "--near", "--id-field", "di")
    assert done.code == 2
    assert ("record 1: no field 'di'" if form == "jsonl" else "expected exactly one column 'di'") in done.err
    if form == "jsonl":
        assert json.loads((tmp_path / "out.jsonl.rejects.jsonl").read_text())["record"] == 1
        assert not (tmp_path / "out.jsonl").read_bytes()


def test_a_name_for_duplicates_is_of_no_use_alone(newsclean, tmp_path):
    write(tmp_path / "in.jsonl", ROWS)
    done = newsclean("records", "in.jsonl", "-o", "out.jsonl", "--id-field", "id")
    assert done.code == 2
    assert "id-field is of use only with near" in done.err
