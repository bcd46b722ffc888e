"""The page as a file: complete, escaped, closed to the network; and the verb that writes it."""

import json
import re

from newsclean import clean
from newsclean.report.view import view
from tests.conftest import CLEAN, DIRTY
from tests.report.pages import many, page_of, unpacked

HOSTILE = (
    '</script><script>document.title="broken"</script><img src=x onerror=alert(1)> {{ 7*7 }} <!-- blocks -->'
)


def test_blocks_hold_every_document_once():
    page = page_of(many(300))
    listed = unpacked(page, "index")["documents"]
    assert len(listed) == 300
    for number in (0, 1, 2, 150, 299):
        block, place = listed[number]["at"]
        body = unpacked(page, f"block-{block}")[place]
        assert ("message" in body) == ("state" in listed[number])


def test_blocks_are_bounded():
    from newsclean.report import page as module

    page = page_of(many(2000))
    assert len(re.findall(rb'id="block-', page)) >= 3
    assert len(json.dumps(unpacked(page, "block-0"))) < 4 * module.BLOCK


def test_the_page_asks_for_nothing_and_lets_nothing_run_but_itself():
    page = page_of(many(3)).decode()
    assert not re.search(
        r"https?://|//[a-z]|@import|url\(", re.sub(r"<script.*?</script>", "", page, flags=re.S)
    )
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src &#39;none&#39;;")
    assert "unsafe" not in policy


def test_text_from_files_is_never_markup():
    document = clean(CLEAN + HOSTILE + "\n", path=f"{HOSTILE}.txt")
    page = page_of([view(document)], title=HOSTILE)
    assert b"broken" not in page.replace(b"document.title=&#34;broken&#34;", b"")
    assert page.count(b"<script>") == 1
    assert unpacked(page, "block-0")[0]["pieces"][-1].endswith(HOSTILE + "\n")


def test_lone_surrogates_and_names_that_are_not_utf_8():
    document = clean("新闻\ud800\n", path="\udcff.txt")
    page = page_of([view(document)], title="\udcff")
    assert unpacked(page, "index")["documents"][0]["name"] == "\udcff.txt"


def test_report_of_a_tree(newsclean, tree, tmp_path):
    done = newsclean("report", tree, "-o", "out.html", "--title", "河湾")
    assert (done.code, done.out) == (0, b"")
    assert "2 documents on the page" in done.err
    page = (tmp_path / "out.html").read_bytes()
    names = [one["name"].rsplit("src/")[1] for one in unpacked(page, "index")["documents"]]
    assert names == ["a.txt", "deep/文 b.txt"]
    assert (tree / "a.txt").read_text(encoding="utf-8") == DIRTY


def test_report_of_an_earlier_run(newsclean, tree, tmp_path):
    run = newsclean("clean", tree, "--format", "jsonl")
    (tmp_path / "run.jsonl").write_bytes(run.out + b"\n" + b'{"schema": "other"}\n')
    done = newsclean("report", "run.jsonl", "-o", "out.html")
    assert done.code == 2
    assert "run.jsonl: line 4: not a record of a document" in done.err
    listed = unpacked((tmp_path / "out.html").read_bytes(), "index")["documents"]
    assert [one.get("state", "") for one in listed] == ["", "", "failed"]
    assert newsclean("report", "run.jsonl", "-o", "run.jsonl").code == 2


def test_what_fails_has_its_place_on_the_page(newsclean, tmp_path):
    (tmp_path / "torn.txt").write_bytes("图书馆的灯\n".encode() + b"\xff\xff\n" + "十点才熄。\n".encode() * 9)
    done = newsclean("report", "torn.txt", "missing.txt", "-o", "out.html")
    assert done.code == 2
    listed = unpacked((tmp_path / "out.html").read_bytes(), "index")["documents"]
    assert [one["state"] for one in listed] == ["failed", "failed"]


def test_workers_give_the_same_page(newsclean, tree, tmp_path):
    for jobs in ("1", "2"):
        assert newsclean("report", tree, "-j", jobs, "-o", f"{jobs}.html").code == 0
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()


def test_a_pipe_gets_the_page_too(newsclean):
    done = newsclean("report", stdin=DIRTY)
    assert done.out.startswith(b"<!DOCTYPE html>")
    assert unpacked(done.out, "index")["documents"][0]["name"] == "-"


def test_no_file_is_written_over_that_is_an_input(newsclean, page):
    done = newsclean("report", page, "-o", page)
    assert done.code == 2
    assert page.read_text(encoding="utf-8") == DIRTY
