"""``newsclean records`` as a process: all forms, what is bad, what is cut off, what is too large."""

import errno
import gzip
import io
import json
import os
import tempfile

import pytest

from newsclean import Cleaner, FileError
from newsclean.records.reader import Limits, blocks
from tests.conftest import CLEAN, DIRTY
from tests.records.rows import ROWS, TEXTS, lines, packed, read, write

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
zstandard = pytest.importorskip("zstandard")

FORMS = ("jsonl", "jsonl.gz", "jsonl.zst", "csv", "tsv.gz", "parquet")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        *((form, form) for form in FORMS),
        *(("jsonl", "parquet"), ("jsonl.gz", "csv"), ("csv", "jsonl.zst")),
        *(("tsv.gz", "parquet"), ("parquet", "jsonl"), ("parquet", "tsv.gz")),
    ],
)
def test_every_form_gives_what_a_loop_gives(newsclean, tmp_path, source, target):
    write(tmp_path / f"in.{source}", ROWS)
    done = newsclean("records", f"in.{source}", "-o", f"out.{target}")
    assert (done.code, done.out) == (0, b""), done.err
    cleaner = Cleaner()
    found = read(tmp_path / f"out.{target}")
    tables = any(form.startswith(("csv", "tsv")) for form in (source, target))
    for row, text in zip(found, TEXTS, strict=True):
        cleaned = cleaner.text(text)
        expected = cleaned.text if cleaned else None
        assert (row["text"] or None if tables else row["text"]) == (expected or None if tables else expected)
        if not (tables and not text):
            assert row["newsclean_reason"] == (cleaned.reason if cleaned else "missing")
        assert (row["newsclean_title"] or None) == (cleaned.title if cleaned else None)
        assert str(row["newsclean_removals"]) == str(sum(cleaned.removals.values()) if cleaned else 0)
        assert float(row["n"]) == 1.1
    assert not (tmp_path / f"out.{target}.rejects.jsonl").exists()


def test_bad_records_go_aside_whole_and_the_run_goes_on(newsclean, tmp_path):
    bad = [b'{"text":5}\n', b"xx\n", b'{"text":"\xff"}\n', b'{"no":1}\n']
    good = lines(ROWS)
    (tmp_path / "in.jsonl").write_bytes(good + b"".join(bad) + b"\n" + good)
    done = newsclean("records", "in.jsonl", "-o", "out.jsonl", "--stats", "stats.json", "-j", "2")
    assert done.code == 2
    assert "newsclean: in.jsonl: record 6: the field 'text' is not text\n" in done.err
    assert "14 records, 2 changed, 4 rejected\n" in done.err
    assert len(read(tmp_path / "out.jsonl")) == 2 * len(ROWS)
    assert b"\n\n" in (tmp_path / "out.jsonl").read_bytes()  # a line that is no record stays
    rejects = [json.loads(line) for line in (tmp_path / "out.jsonl.rejects.jsonl").read_text().splitlines()]
    assert [row["raw"].encode("utf-8", "surrogateescape") for row in rejects] == bad
    assert [row["record"] for row in rejects] == [6, 7, 8, 9]
    whole = (tmp_path / "in.jsonl").read_bytes()
    assert all(whole[row["offset"] :].startswith(raw) for row, raw in zip(rejects, bad, strict=True))
    stats = json.loads((tmp_path / "stats.json").read_text())
    assert (stats["records"], stats["written"], stats["rejected"], stats["exit_code"]) == (14, 10, 4, 2)
    assert stats["reasons"] == {"unchanged": 4, "changed": 2, "empty": 2, "missing": 2}
    assert stats["repairs"] == {"zero-width": 2}


def test_parquet_keeps_types_and_other_columns(newsclean, tmp_path):
    table = pa.table(
        {
            "text": pa.array(TEXTS).dictionary_encode(),
            "when": pa.array([0, 1, None, 3, 4], pa.timestamp("ns", "Asia/Shanghai")),
            "deep": pa.array([[{"a": 1}], [], None, [], []]),
            "raw": pa.array([b"\xff", b"", None, b"1", b"2"]),
        }
    ).replace_schema_metadata({"keep": "this", "huggingface": "{}"})
    pq.write_table(table, tmp_path / "in.parquet")
    assert newsclean("records", "in.parquet", "-o", "out.parquet", "--drop-empty").code == 0
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.schema.field("text").type == table.schema.field("text").type
    assert found.schema.metadata == {b"keep": b"this"}
    kept = [0, 1, 4]
    for name in ("when", "deep", "raw"):
        assert found[name].combine_chunks() == table[name].combine_chunks().take(pa.array(kept))
    assert found["text"].to_pylist() == [Cleaner().text(TEXTS[n]).text for n in kept]


def test_values_that_another_form_has_not(newsclean, tmp_path):
    when = pa.array([1, 1_000, None], pa.timestamp("ns"))
    raw = pa.array([b"\xff", b"x", None])
    pq.write_table(pa.table({"text": ["灯", "灯", "灯"], "when": when, "raw": raw}), tmp_path / "in.parquet")
    done = newsclean("records", "in.parquet", "-o", "out.jsonl", "--prefix", "")
    assert done.code == 2
    assert "record 1: the column 'raw' holds bytes that are not UTF-8" in done.err
    assert read(tmp_path / "out.jsonl") == [
        {"text": "灯", "when": "1970-01-01T00:00:00.000001", "raw": "x"},
        {"text": "灯", "when": None, "raw": None},
    ]
    reject = json.loads((tmp_path / "out.jsonl.rejects.jsonl").read_text())
    assert json.loads(reject["raw"])["when"] == "1970-01-01 00:00:00.000000001"


@pytest.mark.parametrize("ending", ["parquet", "csv"])
@pytest.mark.parametrize("bad", [{"text": "灯\ud83d", "n": 1}, {"text": "灯", "n": 1, "\ud83d": 1}])
def test_half_an_emoji_in_the_first_record_is_rejected(newsclean, tmp_path, ending, bad):
    (tmp_path / "in.jsonl").write_text(json.dumps(bad) + "\n" + json.dumps({"text": "灯", "n": 2}) + "\n")
    done = newsclean("records", "in.jsonl", "-o", f"out.{ending}", "--prefix", "")
    assert done.code == 2, done.err
    reason = "the field '\\ud83d' is not among the columns" if "\ud83d" in bad else "the text has a surrogate"
    assert f"record 1: {reason}" in done.err
    assert "2 records, 1 rejected" in done.err


def test_a_column_of_bytes_is_decoded(newsclean, tmp_path):
    texts = [DIRTY.encode("gb18030"), CLEAN.encode(), b"\x89PNG\r\n\x1a\n" + bytes(40)]
    pq.write_table(pa.table({"text": texts}), tmp_path / "in.parquet")
    done = newsclean("records", "in.parquet", "-o", "out.parquet", "--stats", "s.json")
    assert done.code == 2
    assert pq.read_table(tmp_path / "out.parquet")["text"].to_pylist() == [
        Cleaner().text(DIRTY).text.encode(),
        CLEAN.encode(),
    ]
    assert json.loads((tmp_path / "s.json").read_text())["encodings"] == {"gb18030": 1, "utf-8": 1}


def test_tags_only_says_where(newsclean, tmp_path):
    write(tmp_path / "in.jsonl", ROWS)
    assert newsclean("records", "in.jsonl", "-o", "out.jsonl", "--tags-only").code == 0
    row = read(tmp_path / "out.jsonl")[1]
    assert row["text"] == DIRTY
    gone = [DIRTY[span["start"] : span["end"]] for span in row["newsclean_spans"]]
    rest, at = "", 0
    for span in row["newsclean_spans"]:
        rest += DIRTY[at : span["start"]]
        at = span["end"]
    assert rest + DIRTY[at:] == Cleaner().text(DIRTY).text
    assert "\u200b" in gone
    assert {span["label"].partition(":")[0] for span in row["newsclean_spans"]} == {"repair", "strip"}


def test_an_input_that_breaks_off_is_said_after_any_number_of_rejected_records(newsclean, tmp_path):
    packed_lines = bytearray(gzip.compress(lines(ROWS) + b"xx\n" * 30))
    packed_lines[-5] ^= 0xFF  # of the checksum
    (tmp_path / "in.jsonl.gz").write_bytes(packed_lines)
    done = newsclean("records", "in.jsonl.gz", "-o", "out.jsonl", "--stats", "s.json")
    assert done.code == 2
    assert "in.jsonl.gz: cannot read on: CRC check failed" in done.err
    assert "20 more rejected records" in done.err
    assert json.loads((tmp_path / "s.json").read_text())["failed"] == 1


def test_a_text_that_lost_its_nuls_is_not_unchanged(newsclean, tmp_path):
    write(tmp_path / "in.jsonl", [{"text": "图书\0馆的灯亮了。\n"}, {"text": "图书馆的灯亮了。\n"}])
    assert newsclean("records", "in.jsonl", "-o", "out.jsonl").code == 0
    found = [(row["text"], row["newsclean_reason"]) for row in read(tmp_path / "out.jsonl")]
    assert found == [("图书馆的灯亮了。\n", "changed"), ("图书馆的灯亮了。\n", "unchanged")]


def test_numbers_stay_as_they_are_written_where_the_form_changes(newsclean, tmp_path):
    row = '{"text":"灯","a":1e400,"b":1.10,"c":123456789012345678901234567890,"d":[1.0,"x"],"e":null}'
    (tmp_path / "in.jsonl").write_text(row + "\n")
    assert newsclean("records", "in.jsonl", "-o", "out.csv", "--prefix", "").code == 0
    assert read(tmp_path / "out.csv") == [
        {
            "text": "灯",
            "a": "1e400",
            "b": "1.10",
            "c": "123456789012345678901234567890",
            "d": '[1.0,"x"]',
            "e": "",
        }
    ]


def test_a_number_that_no_column_can_hold_is_rejected(newsclean, tmp_path):
    (tmp_path / "in.jsonl").write_text('{"text":"灯","a":1.5}\n{"text":"灯","a":1e400}\n')
    done = newsclean("records", "in.jsonl", "-o", "out.parquet", "--prefix", "")
    assert done.code == 2
    assert "record 2: cannot be converted to another format: 1e400 is beyond the largest number" in done.err
    assert read(tmp_path / "out.parquet") == [{"text": "灯", "a": 1.5}]


def test_a_full_disk_of_temporary_files_is_named(tmp_path, monkeypatch):
    class Full(io.FileIO):
        def write(self, data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "in.jsonl").write_bytes(b'{"text":"' + b"x" * 5000 + b'"}\n')
    monkeypatch.setattr(os, "fdopen", lambda handle, *_, **__: Full(handle, "wb"))
    with pytest.raises(FileError, match=f"set aside in {tempfile.gettempdir()}: No space left"):
        list(blocks(str(tmp_path / "in.jsonl"), Limits(1000, 0, str(tmp_path))))


@pytest.mark.parametrize(("limit", "size"), [("30KB", "60,012"), ("100B", "429")])
def test_a_record_over_the_limit_is_named_with_its_size(newsclean, tmp_path, limit, size):
    large = b'{"text":"' + b"x" * (int(size.replace(",", "")) - 12) + b'"}\n'
    (tmp_path / "in.jsonl").write_bytes(b'{"text":"x"}\n' + large)
    done = newsclean("records", "in.jsonl", "-o", "out.jsonl", "--max-record", limit)
    assert f"record 2: it has {size} bytes, more than --max-record allows" in done.err


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_a_line_that_is_too_large_is_rejected_whole(newsclean, tmp_path, ending):
    large = b'{"text":"' + "灯".encode() * 400_000 + b'\xff"}\n'
    data = lines(ROWS) + large + lines(ROWS)
    (tmp_path / f"in.{ending}").write_bytes(packed(data, ending))
    done = newsclean("records", f"in.{ending}", "-o", "out.jsonl", "--max-record", "1MB")
    assert done.code == 2
    assert f"record 6: it has {len(large):,} bytes" in done.err
    assert len(read(tmp_path / "out.jsonl")) == 2 * len(ROWS)
    reject = json.loads((tmp_path / "out.jsonl.rejects.jsonl").read_text())
    assert reject["raw"].encode("utf-8", "surrogateescape") == large


@pytest.mark.parametrize("ending", ["jsonl.gz", "jsonl.zst"])
def test_what_is_cut_off_is_said_and_the_rest_is_done(newsclean, tmp_path, ending):
    many = [{"text": f"图书馆的第{n}盏灯。", "x": hash(str(n))} for n in range(3000)]
    (tmp_path / f"in.{ending}").write_bytes(packed(lines(many), ending)[:-2000])
    done = newsclean("records", f"in.{ending}", "-o", "out.jsonl")
    assert done.code == 2
    assert "cannot read on" in done.err
    assert f"in.{ending}" in done.err
    assert 0 < len(read(tmp_path / "out.jsonl")) < 3000


@pytest.mark.parametrize("ending", ["jsonl.gz", "jsonl.zst"])
def test_a_packed_file_of_no_bytes_is_cut_off(newsclean, tmp_path, ending):
    (tmp_path / f"a.{ending}").write_bytes(b"")
    (tmp_path / f"b.{ending}").write_bytes(packed(b"", ending))
    write(tmp_path / f"c.{ending}", ROWS)
    done = newsclean("records", f"a.{ending}", f"b.{ending}", f"c.{ending}", "-o", "out/")
    assert done.code == 2
    assert f"newsclean: a.{ending}: cannot read on: the file is cut off\n" in done.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"b.{ending}", f"c.{ending}"]


def test_a_quotation_mark_that_is_not_closed_ends_a_table(newsclean, tmp_path):
    (tmp_path / "in.csv").write_bytes(b'text\n1\n"2\n' + b"3333\n" * 400_000)
    done = newsclean("records", "in.csv", "-o", "out.csv", "--max-record", "1MB")
    assert done.code == 2
    assert "a quotation mark in record 2 opens a cell of more than" in done.err
    assert len(read(tmp_path / "out.csv")) == 1


def test_shards_resume_and_rejects(newsclean, tmp_path):
    rows = [{"text": f"图书馆的第{n}盏灯。" * 10} for n in range(300)]
    (tmp_path / "in.jsonl").write_bytes(lines(rows) + b"xx\n")
    command = ("records", "in.jsonl", "-o", "out/", "--shard-size", "30k", "--resume", "--stats", "s.json")
    done = newsclean(*command)
    assert done.code == 2, done.err
    parts = sorted((tmp_path / "out").glob("*.jsonl"))
    assert [part.name for part in parts[:2]] == ["_rejects.jsonl", "in-00000.jsonl"]
    assert len(parts) > 3
    whole = [row["text"] for part in parts[1:] for row in read(part)]
    assert whole == [row["text"] for row in rows]
    stats = json.loads((tmp_path / "s.json").read_text())
    parts[1].unlink()
    before = parts[2].stat().st_mtime_ns
    again = newsclean(*command)
    assert again.code == 2
    assert parts[1].exists()
    assert parts[2].stat().st_mtime_ns == before  # passed over
    assert json.loads((tmp_path / "s.json").read_text()) == stats
    assert len((tmp_path / "out" / "_rejects.jsonl").read_text().splitlines()) == 1
    changed = newsclean(*command, "--to", "zh-Hant")
    assert changed.code == 2
    assert parts[2].stat().st_mtime_ns != before  # another way of cleaning makes all anew
    assert "圖書館" in parts[2].read_text(encoding="utf-8")


def test_shards_of_an_earlier_run_are_named(newsclean, tmp_path):
    rows = [{"text": f"图书馆的第{n}盏灯。" * 10} for n in range(300)]
    (tmp_path / "in.jsonl").write_bytes(lines(rows))
    command = ("records", "in.jsonl", "-o", "out/", "--shard-size")
    assert "earlier run" not in newsclean(*command, "20k").err
    done = newsclean(*command, "60k", "--resume")
    assert done.code == 0
    count = len(lines(rows)) // 60_000 + 1
    name = f"out/in-{count:05}.jsonl"
    assert f"warning: {name} and what follows it are of an earlier run" in done.err
    (tmp_path / "none").mkdir()
    (tmp_path / "none/in.jsonl").write_bytes(b"")
    empty = newsclean("records", "none/in.jsonl", "-o", "out/", "--shard-size", "60k", "-j", "2")
    assert "warning: out/in-00001.jsonl and what follows it" in empty.err
    assert newsclean(*command, "60k").code == 0
    for part in range(count, 99):
        (tmp_path / f"out/in-{part:05}.jsonl").unlink(missing_ok=True)
    again = newsclean(*command, "60k", "--resume").err
    assert "warning" not in again
    assert again.endswith(f"300 records\n{count} outputs of an earlier run kept\n")
    assert sum(len(read(part)) for part in (tmp_path / "out").glob("*.jsonl")) == 300


def test_directories_and_empty_inputs(newsclean, tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    write(tmp_path / "in" / "a.jsonl", ROWS)
    (tmp_path / "in" / "deep" / "b.jsonl").write_bytes(b"")
    (tmp_path / "in" / "_rejects.jsonl").write_bytes(b"xx\n")
    done = newsclean("records", "in", "-o", "out/", "--format", "parquet")
    assert done.code == 0, done.err
    assert len(read(tmp_path / "out" / "a.parquet")) == len(ROWS)
    assert not read(tmp_path / "out" / "deep" / "b.parquet")


def test_several_inputs_become_one(newsclean, tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines(ROWS).rstrip(b"\n"))
    write(tmp_path / "b.jsonl", ROWS)
    assert newsclean("records", "a.jsonl", "b.jsonl", "-o", "out.jsonl", "-j", "2").code == 0
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == [row["id"] for row in ROWS] * 2


def test_far_paths(tmp_path):
    """In one process, as the memory of a system of files is not shared."""
    fsspec = pytest.importorskip("fsspec")
    from newsclean.cli import run

    with fsspec.open("memory://in/a.jsonl.gz", "wb") as file:
        file.write(gzip.compress(lines(ROWS)))
    assert run(["records", "memory://in/a.jsonl.gz", "-o", "memory://out/b.jsonl", "-q"]) == 0
    with fsspec.open("memory://out/b.jsonl", "rb") as file:
        assert len(file.read().splitlines()) == len(ROWS)
    assert fsspec.filesystem("memory").find("/out") == ["/out/b.jsonl"]
    assert run(["records", "none-such://x/a.jsonl", "-o", str(tmp_path / "o.jsonl"), "-q"]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.jsonl", "-o", "o.jsonl"), "none.jsonl: no such file or directory"),
        (("in.txt", "-o", "o.jsonl"), "in.txt: the format of the records is not clear from the name"),
        (("in.jsonl", "-o", "o.txt"), "o.txt: the format of the records is not clear"),
        (("in.jsonl", "-o", "in.jsonl"), "is one of the inputs"),
        (("in.jsonl", "-o", "./", "--shard-size", "1k"), "an input lies in the output directory"),
        (("in.jsonl", "in.csv", "-o", "o/"), "the inputs have different formats"),
        (("in.jsonl", "-o", "o.jsonl", "--resume"), "--resume needs an output directory"),
        (("-", "-o", "o.jsonl"), "name a file, not standard input"),
        (("in.jsonl", "-o", "o/", "--format", "foo"), ".foo: the format of the records is not clear"),
        (("in.jsonl", "-o", "o.jsonl", "--field", "a", "--html-field", "b"), "cannot be used together"),
        (("in.jsonl", "-o", "o.jsonl", "--stats", "in.csv"), "exists and is not a file of statistics"),
        (("in.jsonl", "-o", "in.txt", "--shard-size", "1k"), "--shard-size needs an output directory"),
        (("in.jsonl", "-o", "o.jsonl", "--html-field", "h", "--tags-only"), "html-field has a page"),
        (("in.jsonl", "-o", "o.jsonl", "--prefix", "", "--tags-only"), "tags-only needs a prefix"),
        (("in.jsonl", "-o", "o.jsonl", "--max-record", "5x"), "is not a size such as 256MB"),
        (("in.csv", "-o", "o.csv", "--field", "body"), "expected exactly one column 'body'"),
        (("in.parquet", "-o", "o.parquet", "--field", "n"), "the column 'n' is of type double"),
        (("in.parquet", "-o", "o.parquet", "--field", "x"), "in.parquet: expected exactly one column 'x'"),
        (("in.parquet", "-o", "o.parquet", "--to", "zh-XX"), "unknown value 'zh-XX'"),
        (("array.jsonl", "-o", "o.jsonl"), "a JSON array, not one object per line"),
        (("page.html", "-o", "o.jsonl"), "reads no web pages"),
        (("in.jsonl", "-o", "o.jsonl", "--rejects", "in.csv"), "in.csv"),
        (("in.jsonl", "-o", "no/such/../../in.txt/o.jsonl"), "cannot write"),
    ],
)
def test_what_cannot_be_done_is_one_line(newsclean, tmp_path, arguments, message):
    for form in ("jsonl", "csv", "parquet"):
        write(tmp_path / f"in.{form}", ROWS)
    (tmp_path / "in.txt").write_text("x")
    (tmp_path / "page.html").write_bytes(b"")
    (tmp_path / "array.jsonl").write_text('[\n{"text":"a"}\n]\n')
    done = newsclean("records", *arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert "internal error" not in done.err
    assert not (tmp_path / "o.jsonl").exists() or "array" in arguments[0]


def test_inputs_that_do_not_go_together(newsclean, tmp_path):
    write(tmp_path / "a.csv", ROWS)
    write(tmp_path / "b.csv", [{"text": "x"}])
    done = newsclean("records", "a.csv", "b.csv", "-o", "out.csv")
    assert done.code == 2
    assert "b.csv: its header is not that of the first input" in done.err
    assert len(read(tmp_path / "out.csv")) == len(ROWS)


def test_parquet_is_the_same_from_processes_of_its_own(newsclean, tmp_path):
    pytest.importorskip("rensa")
    text = "".join(f"第{n}盏灯在{n * 7}号院门口修好了。" for n in range(30))
    rows = [*ROWS, {"id": 8, "text": text, "n": 1.0}, {"id": 9, "text": "按：" + text, "n": 2.0}]
    write(tmp_path / "in.parquet", rows)
    arguments = ("records", "in.parquet", "--near", "--id-field", "id", "--rejects", "bad.jsonl")
    for jobs in ("1", "2"):
        done = newsclean(*arguments, "-o", f"out{jobs}.parquet", "-j", jobs)
        assert (done.code, done.out) == (0, b""), done.err
    one, two = (pq.read_table(tmp_path / f"out{jobs}.parquet") for jobs in "12")
    assert one.equals(two)
    assert one["newsclean_duplicate_of"].to_pylist() == [None, "0", *[None] * 4, "8"]


def test_no_parquet_is_told_from_processes_of_its_own(newsclean, tmp_path):
    (tmp_path / "in.parquet").write_bytes(b"PAR1 nothing of it PAR1")
    done = newsclean("records", "in.parquet", "-o", "out.parquet", "-j", "2")
    assert done.code == 2
    assert "in.parquet: not Parquet" in done.err
    assert "Traceback" not in done.err
