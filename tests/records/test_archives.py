"""``newsclean records`` on web archives: a record for each page, in every form; what is damaged is told."""

import gzip
import json

import pytest

from newsclean import Cleaner
from tests.web.pages import PARAGRAPHS, TITLE, page
from tests.web.test_archive import record

pytest.importorskip("fastwarc")
pytest.importorskip("selectolax")

PAGE = page(charset="gbk").encode("gbk")
ARTICLE = Cleaner(input="html").text(PAGE).text
IMAGE = record("http://a.example/i", b"\x89PNG\r\n", fields=("Content-Type: image/png",))
# Called a page, and none.
FALSE = record("http://a.example/f", b"\xff\xd8\xff\xe0\0\x10JFIF\0" * 9)
MOVED = record("http://a.example/m", b"", status="301 Moved")
TEXT = record("http://a.example/t", (f"{TITLE}\n" + "\n".join(PARAGRAPHS)).encode(), kind="conversion")
NAMED = record("http://a.example/p", PAGE).replace(
    b"WARC-Type", b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nWARC-Type"
)
PAGES = [NAMED, IMAGE, FALSE, MOVED, TEXT]


def rows(path):
    if path.suffix == ".parquet":
        return pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("packing", ["warc", "warc.gz"])
@pytest.mark.parametrize("target", ["jsonl", "parquet"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_record_for_each_page(newsclean, tmp_path, packing, target, jobs):
    data = b"".join(map(gzip.compress, PAGES)) if packing == "warc.gz" else b"".join(PAGES)
    (tmp_path / f"in.{packing}").write_bytes(data)
    done = newsclean("records", f"in.{packing}", "-o", f"out.{target}", "-j", jobs)
    assert (done.code, done.out) == (0, b""), done.err
    first, second = rows(tmp_path / f"out.{target}")
    assert first["text"] == ARTICLE
    assert first["id"] == "<urn:uuid:00000000-0000-4000-8000-000000000001>"
    assert (first["url"], first["date"], first["status"]) == (
        "http://a.example/p",
        "2024-03-01T08:00:00Z",
        200,
    )
    assert (first["newsclean_title"], first["newsclean_reason"]) == (TITLE, "changed")
    assert (second["url"], second["status"], second["text"].split("\n")[0]) == (
        "http://a.example/t",
        None,
        TITLE,
    )
    assert "2 records" in done.err


def test_into_csv(newsclean, tmp_path):
    (tmp_path / "in.wet").write_bytes(TEXT)
    done = newsclean("records", "in.wet", "-o", "out.csv", "--prefix", "")
    assert done.code == 0, done.err
    header, row = (tmp_path / "out.csv").read_text(encoding="utf-8").split("\n", 1)
    assert header == "id,url,date,status,text"
    assert row.startswith(',http://a.example/t,2024-03-01T08:00:00Z,,"' + TITLE)


def test_tags_name_places_in_what_the_page_shows(newsclean, tmp_path):
    (tmp_path / "in.warc").write_bytes(NAMED)
    done = newsclean("records", "in.warc", "-o", "out.jsonl", "--tags-only")
    assert done.code == 0, done.err
    (row,) = rows(tmp_path / "out.jsonl")
    assert "首页" in row["text"]
    text = row["text"]
    for span in reversed(row["newsclean_spans"]):
        if span["label"].startswith("strip:"):
            text = text[: span["start"]] + text[span["end"] :]
    assert text == ARTICLE


def test_what_is_cut_off_is_told_and_the_rest_is_done(newsclean, tmp_path):
    (tmp_path / "cut.warc").write_bytes(NAMED + TEXT + NAMED[:-300])
    (tmp_path / "whole.warc").write_bytes(TEXT)
    done = newsclean("records", "cut.warc", "whole.warc", "-o", "out.jsonl", "--stats", "stats.json")
    assert done.code == 2
    assert "newsclean: cut.warc: the archive is cut off in response 3 (http://a.example/p)" in done.err
    urls = [row["url"][-1] for row in rows(tmp_path / "out.jsonl")]
    assert urls == ["p", "t", "t"]
    stats = json.loads((tmp_path / "stats.json").read_text())
    assert (stats["records"], stats["written"], stats["failed"]) == (3, 3, 1)


def test_what_cannot_be_had_is_rejected_and_the_next_is_done(newsclean, tmp_path):
    large = record("http://a.example/l", b"x" * 2_000_000)
    broken = record("http://a.example/b", b"\x1f\x8b\x08\0no", fields=("Content-Encoding: gzip",))
    undecodable = record("http://a.example/u", b"<html>\x80\x81" + "江边起了雾。".encode() * 9)
    (tmp_path / "in.warc").write_bytes(large + broken + undecodable + TEXT)
    done = newsclean("records", "in.warc", "-o", "out.jsonl", "--max-record", "1MB")
    assert done.code == 2
    assert "in.warc: record 1: response 1 (http://a.example/l) left out: it has 2,000,0" in done.err
    rejected = rows(tmp_path / "out.jsonl.rejects.jsonl")
    assert [row["record"] for row in rejected] == [1, 2, 3]
    assert [row["offset"] for row in rejected[:2]] == [0, len(large)]
    head, _, body = rejected[2]["raw"].partition("\n")
    assert json.loads(head)["url"] == "http://a.example/u"
    assert body.encode("utf-8", "surrogateescape").startswith(b"<html>\x80\x81")
    assert [row["url"] for row in rows(tmp_path / "out.jsonl")] == ["http://a.example/t"]


def test_shards_and_resume(newsclean, tmp_path):
    (tmp_path / "in.warc.gz").write_bytes(b"".join(map(gzip.compress, [TEXT, NAMED, TEXT])))
    arguments = ("records", "in.warc.gz", "-o", "out/", "--shard-size", "1KB", "--resume")
    assert newsclean(*arguments).code == 0
    parts = sorted((tmp_path / "out").glob("*.jsonl.gz"))
    assert [part.name for part in parts] == [f"in-0000{n}.jsonl.gz" for n in range(3)]
    before = [(part.stat().st_mtime_ns, gzip.decompress(part.read_bytes())) for part in parts]
    parts[1].unlink()
    assert newsclean(*arguments).code == 0
    after = [(part.stat().st_mtime_ns, gzip.decompress(part.read_bytes())) for part in parts]
    assert [after[0], after[2]] == [before[0], before[2]]
    assert after[1][1] == before[1][1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "out.warc"), "web archives can only be read"),
        (("-o", "out.jsonl", "--html-field", "html"), "--html-field names a field of a record"),
        (("-o", "out.jsonl", "--field", "url"), "a record of an archive already has a field 'url'"),
    ],
)
def test_what_contradicts_itself(newsclean, tmp_path, arguments, message):
    (tmp_path / "in.warc").write_bytes(TEXT)
    done = newsclean("records", "in.warc", *arguments)
    assert done.code == 2
    assert message in done.err
