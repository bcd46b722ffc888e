"""JSON, JSON Lines and ``detect``: valid against the shipped schemas."""

import gzip
import json
from pathlib import Path

import jsonschema
import pytest

import newsclean as package
from tests.conftest import CLEAN, DIRTY

DATA = Path(package.__file__).parent / "data"


def validate(record):
    name = record["schema"].split("/")[1]
    schema = json.loads((DATA / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(record, schema, cls=jsonschema.Draft202012Validator)


def test_json(newsclean, page):
    record = json.loads(newsclean("clean", "--format", "json", "page.txt").out)
    validate(record)
    assert record["path"] == "page.txt"
    assert record["title"] == "临江图书馆延长开放时间"
    assert record["text"] == CLEAN
    assert record["metadata"]["editor"] == "林晓"
    assert record["metadata"]["breadcrumb"] == ["首页", "新闻", "城事", "正文"]
    assert record["encoding"]["name"] == "utf-8"
    assert record["script"]["in"]["name"] == record["script"]["out"]["name"] == "Hans"
    assert [item["role"] for item in record["removed"]] == ["breadcrumb", "editor", "copyright"]
    assert record["removed"][1]["text"] == "（责任编辑：林晓）"
    (repair,) = record["repairs"]
    assert repair["where"] == {"line": 5, "column": 26, "offset": 62}
    assert (repair["before"], repair["after"]) == ("\u200b", "")
    assert [line["line"] for line in record["lines"]] == list(range(1, 12))


def test_json_is_not_escaped_and_ordered(newsclean, page):
    done = newsclean("clean", "--format", "json", page)
    assert "临江图书馆" in done.text
    schema = json.loads((DATA / "document.schema.json").read_text(encoding="utf-8"))
    keys = schema["required"]
    assert list(json.loads(done.out)) == keys


def test_jsonl_is_one_line_per_input(newsclean, page):
    done = newsclean("clean", "--format", "jsonl", page, page)
    records = [json.loads(line) for line in done.text.split("\n") if line]
    assert len(records) == 2
    assert records[0] == records[1]
    for record in records:
        validate(record)


def test_jsonl_of_several_into_one_file(newsclean, page, tmp_path):
    assert newsclean("clean", "--format", "jsonl", page, page, "-o", "all.jsonl").code == 0
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8").count("\n") == 2


@pytest.mark.parametrize("verb", ["clean", "repair", "strip"])
def test_every_verb_gives_the_same_record(newsclean, page, verb):
    validate(json.loads(newsclean(verb, "--format", "json", page).out))


def test_metadata_and_title_follow_the_script(newsclean, page):
    record = json.loads(newsclean("clean", "--to", "zh-Hant", "--format", "json", page).out)
    validate(record)
    assert record["title"] == "臨江圖書館延長開放時間"
    assert record["metadata"]["breadcrumb"][1] == "新聞"
    assert record["script"]["out"]["name"] == "Hant"
    assert record["title"] in record["text"]


@pytest.mark.parametrize(
    "stdin", [b"", b"\x00\x01\x02\n", "\u2028\x0b\x1c\ufffe\U0010ffff".encode(), b"\n\r\r\n"]
)
def test_odd_characters_are_valid_json(newsclean, stdin):
    done = newsclean("clean", "--format", "json", stdin=stdin)
    assert done.code in (0, 2)
    if done.code == 0:
        validate(json.loads(done.out))


def test_detect_in_a_pipe(newsclean, page, tmp_path):
    (tmp_path / "big5.txt").write_bytes("臨江圖書館昨天宣布，從下月起每晚開放到十點。\r\n".encode("big5"))
    done = newsclean("detect", "page.txt", "big5.txt")
    assert done.code == 0
    first, second = (line.split("\t") for line in done.text.splitlines())
    assert first[:2] == ["page.txt", "utf-8"]
    assert first[4:] == ["-", "lf", "Hans", "1", "-", "-", "-"]
    assert second[0] == "big5.txt"
    assert "950" in second[1] or "big5" in second[1]
    assert second[5:7] == ["crlf", "Hant"]


def test_detect_json(newsclean, page):
    record = json.loads(newsclean("detect", "--format", "json", page).out)
    validate(record)
    for line in newsclean("detect", "--format", "jsonl", page, page).text.splitlines():
        validate(json.loads(line))


def test_detect_table_on_a_terminal(page):
    import os
    import pty
    import subprocess
    import sys

    parent, child = pty.openpty()
    environment = {**os.environ, "COLUMNS": "120", "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "newsclean", "detect", str(page)], stdout=child, env=environment
    )
    process.wait(timeout=60)
    os.close(child)
    shown = os.read(parent, 65536).decode()
    os.close(parent)
    assert "encoding" in shown
    assert "utf-8" in shown


def test_detect_goes_on_after_a_failure(newsclean, page, tmp_path):
    done = newsclean("detect", "missing.txt", page)
    assert done.code == 2
    assert "missing.txt: no such file" in done.err
    assert "utf-8" in done.text


def test_convert_names_its_target(newsclean):
    done = newsclean("convert", "--to", "zh-TW", stdin="里面的头发\n")
    assert (done.code, done.text) == (0, "裡面的頭髮\n")


def test_convert_without_a_target_is_a_usage_error(newsclean):
    done = newsclean("convert", stdin="头发\n")
    assert done.code == 2
    assert "--to" in done.err


def test_repair_and_strip_do_one_stage(newsclean):
    assert "\u200b" not in newsclean("repair", stdin=DIRTY).text
    assert "责任编辑" in newsclean("repair", stdin=DIRTY).text
    assert "\u200b" in newsclean("strip", stdin=DIRTY).text
    assert "责任编辑" not in newsclean("strip", stdin=DIRTY).text


def test_explain_shows_each_decision(newsclean, page):
    rows = [line.split("\t") for line in newsclean("repair", "--explain", "page.txt").text.splitlines()]
    assert rows == [["page.txt:5:26", "repair", "zero-width", "", "\u200b", ""]]
    rows = [line.split("\t") for line in newsclean("strip", "--explain", "page.txt").text.splitlines()]
    assert [row[2].split()[0] for row in rows] == [
        "breadcrumb",
        "title",
        "body",
        "body",
        "editor",
        "copyright",
    ]
    assert [row[5] == "" for row in rows] == [True, False, False, False, True, True]
    rows = [
        line.split("\t")
        for line in newsclean("clean", "--explain", "--to", "zh-Hant", page).text.splitlines()
    ]
    assert {row[1] for row in rows} == {"repair", "strip", "convert"}


def test_explain_tells_the_evidence_for_the_whole(newsclean):
    page = "新區(qū)發(fā)布規(guī)劃，統(tǒng)籌推進(jìn)環(huán)境優(yōu)化，規(guī)劃產業(yè)發(fā)展。\n"
    first = newsclean("repair", "--explain", stdin=page).text.split("\n")[0]
    assert first.startswith("-:1:1\trepair\tinjected pinyin: 10 readings on 8 characters")
    record = json.loads(newsclean("repair", "--format", "json", stdin=page).text)
    assert first.split("\t")[2] == record["notes"][0]


def test_explain_of_several_inputs_and_in_colour(newsclean, page):
    done = newsclean("clean", "--explain", page, page)
    assert done.code == 0
    assert b"\x1b[31m" in newsclean("clean", "--explain", "--color", "always", page).out


@pytest.mark.parametrize("flags", [["--diff"], ["--check"], ["-i"]])
def test_explain_stands_alone(newsclean, page, flags):
    assert newsclean("clean", "--explain", *flags, page).code == 2


def test_regional_vocabulary_and_protection(newsclean):
    text = "软件工程师李发使用软件。\n"
    assert newsclean("convert", "--to", "zh-TW", stdin=text).text == "軟件工程師李發使用軟件。\n"
    assert newsclean("convert", "--to", "zh-TW", "--phrases", stdin=text).text == "軟體工程師李發使用軟體。\n"
    done = newsclean("convert", "--to", "zh-TW", "--keep-word", "软件", stdin=text)
    assert done.text == "软件工程師李發使用软件。\n"
    done = newsclean("convert", "--to", "zh-TW", "--protect", "李.", stdin=text)
    assert done.text == "軟件工程師李发使用軟件。\n"
    done = newsclean("convert", "--to", "zh-TW", "--protect", "(", stdin=text)
    assert done.code == 2
    assert "not a regular expression" in done.err


def test_engine(newsclean):
    text = "里面的头发\n"
    assert newsclean("convert", "--to", "s2t", "--engine", "opencc-python", stdin=text).text == "裏面的頭髮\n"


def test_detect_tells_signs_of_damage(newsclean, tmp_path):
    (tmp_path / "bad.txt").write_bytes(CLEAN.encode() + b"\xff\xfe\n" + "锟斤拷\n".encode())
    done = newsclean("detect", "bad.txt")
    assert done.code == 0
    assert "锟斤拷" in done.text
    record = json.loads(newsclean("detect", "--format", "json", "bad.txt").out)
    validate(record)
    assert len(record["damage"]) >= 2


def test_options_of_the_repair(newsclean):
    text = "他说ＡＢＣ１２３,好!\u200b完\n"
    assert newsclean("repair", stdin=text).text == "他说ＡＢＣ１２３,好!完\n"
    assert newsclean("repair", "--skip-rule", "zero-width", stdin=text).text == text
    assert newsclean("repair", "--narrow", stdin=text).text == "他说ABC123,好!完\n"
    assert newsclean("clean", "--punctuation", stdin="他说,好吗?好\n").text == "他说，好吗？好\n"
    done = newsclean("repair", "--skip-rule", "zero-with", stdin=text)
    assert done.code == 2
    assert "did you mean 'zero-width'" in done.err


def test_wrong_decodings_and_guesses(newsclean):
    text = "图书馆昨天宣布，从下月起每晚开放到十点。\n"
    wrong = text.encode().decode("latin-1")
    assert newsclean("repair", stdin=wrong).text == text
    lossy = "读者可以免费入馆\n".encode().decode("gbk", "replace")
    strict, guessed = (newsclean("repair", *flags, stdin=lossy) for flags in ((), ("--guess",)))
    assert strict.text == "读者可以免费入棣�\n"  # two bytes of 馆 are known
    assert "cannot be undone" in strict.err
    assert "filled in" in strict.err
    assert "�" not in guessed.text
    record = json.loads(newsclean("repair", "--guess", "--format", "json", stdin=lossy).out)
    assert {repair["rule"] for repair in record["repairs"]} == {"utf-8-as-gbk+guess"}


LOST = "市政府\ufffd天宣布\n" * 40


def test_warnings_are_summed_up(newsclean):
    done = newsclean("repair", stdin=LOST)
    assert done.text == LOST
    assert done.err.count("\n") == 1
    assert done.err.startswith(
        "newsclean: -: warning: line 1, column 4: text beyond repair: \ufffd (and at least "
    )
    verbose = newsclean("repair", "-v", stdin=LOST).err.splitlines()
    assert len(verbose) > 10
    assert newsclean("repair", "-q", stdin=LOST).err == ""


def test_warnings_are_whole_in_json(newsclean):
    record = json.loads(newsclean("repair", "--format", "json", stdin=LOST).out)
    validate(record)
    assert record["warnings"][1] == {
        "kind": "lost-characters",
        "line": 2,
        "column": 4,
        "message": "text beyond repair: \ufffd",
    }
    assert len(record["warnings"]) == len(newsclean("repair", "-v", stdin=LOST).err.splitlines())


def test_detect_names_wrong_decodings_and_what_is_left(newsclean, tmp_path):
    good = "图书馆昨天宣布，从下月起每晚开放到十点。\n"
    (tmp_path / "wrong.txt").write_text(good.encode("gbk").decode("latin-1") + LOST, encoding="utf-8")
    cells = newsclean("detect", "wrong.txt").text.rstrip("\n").split("\t")
    assert cells[10] == "gbk read as cp1252 (1)"
    assert "line 2, column 4: text beyond repair" in cells[8]
    assert "Windows-1252" not in cells[8]  # what can be undone is no damage that is left
    record = json.loads(newsclean("detect", "--format", "json", "wrong.txt").out)
    validate(record)
    assert record["mojibake"] == [{"encoding": "gbk", "read_as": "cp1252", "count": 1}]
    assert {item["kind"] for item in record["damage"]} == {"lost-characters"}


@pytest.mark.parametrize(
    ("language", "name", "message"),
    [
        ("en", "https://a.example/b", "is a web address: fetch it with curl, and pipe it into newsclean"),
        ("zh-Hant", "https://a.example/b", "是網址：請先用 curl 下載，再經由管線交給 newsclean"),
        ("en", "page.gz", "is gzip-compressed data, not text: decompress it first"),
        ("zh-Hans", "page.gz", "是 gzip 压缩数据，不是文本：请先解压"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_do(newsclean, tmp_path, language, name, message):
    (tmp_path / "page.gz").write_bytes(gzip.compress(b"text"))
    done = newsclean("--lang", language, "clean", name)
    assert done.code == 2
    assert done.err.startswith(f"newsclean: {name}: {message}\n")
