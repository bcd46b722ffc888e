"""Web pages and archives on the command line: what is printed, written, refused, and with which exit code."""

from __future__ import annotations

import gzip
import json

import pytest

from tests.cli.test_formats import validate
from tests.conftest import CLEAN, DIRTY
from tests.web.pages import ARTICLE, page
from tests.web.test_archive import record

#: A module of this name in front of the real one: as if the package were not installed.
MISSING = "raise ModuleNotFoundError(f'No module named {__name__!r}', name=__name__)\n"


@pytest.fixture
def html(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(page(), encoding="utf-8")
    return file


@pytest.fixture
def without_extra(tmp_path):
    """An environment without the packages of the extra."""
    for name in ("selectolax", "fastwarc"):
        (tmp_path / "missing" / name).mkdir(parents=True)
        (tmp_path / "missing" / name / "__init__.py").write_text(MISSING)
    return {"PYTHONPATH": str(tmp_path / "missing")}


@pytest.mark.parametrize("verb", ["clean", "strip"])
def test_a_page_is_read_as_a_page(newsclean, html, verb):
    done = newsclean(verb, "page.html")
    assert (done.code, done.text) == (0, ARTICLE)
    assert newsclean(verb, stdin=page()).text == ARTICLE
    assert newsclean(verb, "--input", "html", "page.html").text == ARTICLE
    assert newsclean(verb, "--input", "text", "page.html").text.startswith("<!DOCTYPE html>")


def test_json_of_a_page(newsclean, html):
    record = json.loads(newsclean("clean", "--format", "json", "page.html").out)
    validate(record)
    assert (record["input"], record["archived"], record["text"]) == ("html", None, ARTICLE)
    assert record["metadata"]["url"] == "https://news.example.com/2024/1.html"
    assert record["metadata"]["origins"]["url"] == "<link rel=canonical>"
    assert record["metadata"]["origins"]["source"] == 8


@pytest.mark.parametrize("verb", ["clean", "strip"])
@pytest.mark.parametrize("mode", ["-i", "--check"])
def test_a_page_is_never_replaced_by_its_text(newsclean, html, page, verb, mode):
    before = html.read_bytes()
    done = newsclean(verb, mode, "page.html", "page.txt")
    assert done.code == 2
    assert html.read_bytes() == before
    (message,) = [line for line in done.err.splitlines() if "page.html" in line]
    assert message.startswith("newsclean: page.html: is a web page")
    assert page.read_text("utf-8") == (DIRTY if mode == "--check" else page.read_text("utf-8"))
    if mode == "-i":
        assert "责任编辑" not in page.read_text("utf-8")  # the text beside it is done


def test_it_is_not_replaced_through_a_hook_or_a_walk_either(newsclean, html):
    before = html.read_bytes()
    assert newsclean("clean", "--in-place", "--force-exclude", "page.html").code == 2
    assert newsclean("clean", "-i", ".").code == 2
    assert newsclean("clean", "-o", "page.html", "page.html").code == 2
    assert html.read_bytes() == before


def test_its_source_can_be_repaired_and_converted_in_place(newsclean, html):
    html.write_text(page().replace("周明", "周\u200b明"), encoding="utf-8")
    assert newsclean("repair", "-i", "page.html").code == 0
    assert html.read_text("utf-8") == page()
    assert newsclean("clean", "--only", "repair", "-i", "page.html").code == 0
    assert newsclean("convert", "-i", "--to", "zh-Hant", "page.html").code == 0
    assert "<h1>臨江圖書館延長開放時間</h1>" in html.read_text("utf-8")
    assert newsclean("detect", "page.html").text.startswith("page.html\tutf-8\t")


def test_the_difference_is_that_of_its_lines(newsclean, html):
    done = newsclean("clean", "--diff", "page.html")
    assert done.code == 1
    assert "-首页\n" in done.text
    assert "<" not in done.text.replace("&gt;", "")


def test_the_text_of_a_page_gets_a_name_of_its_own(newsclean, html, page):
    (html.parent / "out").mkdir()
    (html.parent / "out" / "page.html").write_text("an older copy")
    assert newsclean("clean", "-o", "out", "page.html", "page.txt").code == 0
    assert (html.parent / "out" / "page.html.txt").read_text("utf-8") == ARTICLE
    assert (html.parent / "out" / "page.txt").read_text("utf-8") == CLEAN
    assert (html.parent / "out" / "page.html").read_text("utf-8") == "an older copy"
    assert newsclean("clean", "-o", "out", "--format", "json", "page.html").code == 0
    assert json.loads((html.parent / "out" / "page.html.json").read_text("utf-8"))["text"] == ARTICLE


@pytest.mark.parametrize("order", [("page.html", "page.html.txt"), ("page.html.txt", "page.html")])
def test_two_outputs_never_get_one_name(newsclean, html, order):
    (html.parent / "page.html.txt").write_text(DIRTY, encoding="utf-8")
    done = newsclean("clean", "-o", "out", *order)
    assert done.code == 2
    assert f"newsclean: {order[1]}: would be written over the output of {order[0]}" in done.err


def test_what_is_done_is_passed_over(newsclean, html):
    for expected in ("1 file cleaned", "1 file unchanged"):
        assert expected in newsclean("clean", "-o", "out/", "--resume", "page.html").err
    (html.parent / "out" / "page.html.txt").unlink()
    assert "1 file cleaned" in newsclean("clean", "-o", "out/", "--resume", "page.html").err


def test_output_encodings(newsclean, tmp_path):
    (tmp_path / "page.html").write_bytes(page(charset="gbk").encode("gbk"))
    assert newsclean("clean", "page.html").text == ARTICLE
    assert newsclean("clean", "--output-encoding", "keep", "page.html").out == ARTICLE.encode("gbk")


def test_settings_say_what_inputs_are(newsclean, html):
    (html.parent / "pyproject.toml").write_text('[tool.newsclean]\ninput = "text"\n')
    assert newsclean("clean", "page.html").text.startswith("<!DOCTYPE html>")
    (html.parent / "pyproject.toml").write_text('[tool.newsclean]\ninput = "htm"\n')
    assert newsclean("clean", "page.html").code == 2


def test_without_the_extra_a_page_is_refused_in_one_line(newsclean, html, page, without_extra):
    done = newsclean("clean", "page.html", "page.txt", "--format", "jsonl", env=without_extra)
    assert done.code == 2
    (message,) = [line for line in done.err.splitlines() if line.startswith("newsclean: ")]
    assert message == "newsclean: page.html: a web page needs selectolax: pip install 'newsclean[web]'"
    (printed,) = done.out.splitlines()  # the text beside it is done
    assert json.loads(printed)["text"] == CLEAN
    assert newsclean("clean", "--input", "text", "page.html", env=without_extra).code == 0
    assert newsclean("repair", "page.html", env=without_extra).text == html.read_text("utf-8")


def test_without_the_extra_an_archive_is_refused_in_one_line(newsclean, archive, without_extra):
    done = newsclean("clean", "--format", "jsonl", "crawl.warc.gz", env=without_extra)
    assert (done.code, done.out) == (2, b"")
    assert "newsclean: crawl.warc.gz: a web archive needs fastwarc: pip install 'newsclean[web]'" in done.err


RECORDS = [
    record("http://a.example/1", page().encode()),
    record("http://a.example/2", page(charset="gbk").encode("gbk"), fields=("Content-Type: text/html",)),
    record("http://a.example/3", b"\xff\xd8\xff\xe0", fields=("Content-Type: image/jpeg",)),
    record("http://a.example/4", DIRTY.encode(), kind="conversion"),
]


@pytest.fixture
def archive(tmp_path):
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(b"".join(map(gzip.compress, RECORDS)))
    return file


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_archive_gives_a_document_for_each_response(newsclean, archive, jobs):
    done = newsclean("clean", "--format", "jsonl", "-v", "-j", str(jobs), "crawl.warc.gz")
    assert done.code == 0
    records = [json.loads(line) for line in done.out.splitlines()]
    for item in records:
        validate(item)
    assert [item["path"] for item in records] == [f"crawl.warc.gz#{n}" for n in (1, 2, 4)]
    assert [item["text"] for item in records] == [ARTICLE, ARTICLE, CLEAN]
    assert [item["input"] for item in records] == ["html", "html", "text"]
    assert records[0]["archived"] == {
        "url": "http://a.example/1",
        "date": "2024-03-01T08:00:00Z",
        "status": 200,
    }
    assert "crawl.warc.gz#3: is image/jpeg, not text" in done.err


def test_an_archive_needs_records(newsclean, archive):
    for form in ((), ("-o", "out"), ("--format", "json")):
        done = newsclean("clean", *form, "crawl.warc.gz")
        assert done.code == 2
        assert "crawl.warc.gz: a web archive holds many documents: use --format jsonl" in done.err
    assert newsclean("clean", "--format", "jsonl", "-o", "all.jsonl", "crawl.warc.gz").code == 0
    assert (archive.parent / "all.jsonl").read_bytes().count(b"\n") == 3


def test_an_archive_that_is_cut_off_is_told_and_the_rest_is_done(newsclean, archive, page):
    archive.write_bytes(archive.read_bytes()[:-40])
    done = newsclean("clean", "--format", "jsonl", "crawl.warc.gz", "page.txt")
    assert done.code == 2
    paths = [json.loads(line)["path"] for line in done.out.splitlines()]
    assert paths == ["crawl.warc.gz#1", "crawl.warc.gz#2", "page.txt"]
    assert "newsclean: crawl.warc.gz: the archive is cut off in response 4" in done.err


def test_an_archive_under_another_name(newsclean, tmp_path):
    (tmp_path / "crawl.bin").write_bytes(b"".join(RECORDS))
    done = newsclean("clean", "--format", "jsonl", "crawl.bin")
    assert (done.code, done.out) == (2, b"")
    assert "newsclean: crawl.bin: is a web archive: use --input warc" in done.err
    assert newsclean("clean", "--input", "warc", "--format", "jsonl", "crawl.bin").out.count(b"\n") == 3
    assert newsclean("clean", "--input", "warc", "--format", "jsonl", stdin=b"".join(RECORDS)).code == 0


def test_an_archive_is_no_text_to_the_other_verbs(newsclean, archive):
    done = newsclean("repair", "crawl.warc.gz")
    assert done.code == 2
    assert "is gzip-compressed data, not text" in done.err


def test_the_charset_of_http_counts_before_that_of_the_page(newsclean, tmp_path):
    """A page of few characters that reads in both: the header decides."""
    body = "<html><head></head><body><p>中文</p></body></html>"
    declared = {
        name: record(
            f"http://{name}.example/", body.encode(name), fields=(f"Content-Type: text/html; charset={name}",)
        )
        for name in ("gbk", "big5")
    }
    (tmp_path / "a.warc").write_bytes(b"".join(declared.values()))
    done = newsclean("clean", "--format", "jsonl", "a.warc")
    assert [json.loads(line)["text"] for line in done.out.splitlines()] == ["中文\n", "中文\n"]
