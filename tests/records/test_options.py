"""Every option of ``newsclean records`` does as a process what its help says."""

import json

import click
import pytest

from newsclean.cli import main
from tests.cli.checks_of_results import WHOLE_PAGE
from tests.cli.option_checks import PAGE, register

ARTICLE = "".join(PAGE.splitlines(keepends=True)[2:5]).replace("\u200b", "")
ROW = {"id": "a", "text": PAGE, "body": "馆长周\u200b明说。"}

CHECKS, covers = register()


def options():
    command = main.get_command(click.Context(main), "records")
    return [max(p.opts, key=len) for p in command.params if isinstance(p, click.Option)]


def test_every_option_has_a_check():
    assert set(options()) == set(CHECKS)


class Verb:
    """The verb in a directory that holds ``in.jsonl``."""

    def __init__(self, run, place):
        self.run, self.place = run, place
        self.write([ROW])

    def write(self, rows):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (self.place / "in.jsonl").write_text("".join(lines), encoding="utf-8")

    def rows(self, *arguments, code=0, name="out.jsonl"):
        done = self.run("records", "in.jsonl", "-o", "out.jsonl", *arguments)
        assert done.code == code, done.err
        return [json.loads(line) for line in (self.place / name).read_text(encoding="utf-8").splitlines()]

    def text(self, *arguments):
        return self.rows(*arguments)[0]["text"]


@pytest.mark.parametrize("option", options())
def test_option(newsclean, tmp_path, option):
    CHECKS[option](Verb(newsclean, tmp_path))


@covers("--output")
def _(verb):
    assert verb.text() == ARTICLE


@covers("--field")
def _(verb):
    row = verb.rows("--field", "body")[0]
    assert (row["text"], row["body"]) == (PAGE, "馆长周明说。")


@covers("--id-field")
@covers("--near")
def _(verb):
    verb.write([ROW, {**ROW, "id": "b"}, {"id": "c", "text": "濱江新區的夜間公交線路也將延長到午夜。" * 3}])
    first, second, third = verb.rows("--near", "--id-field", "id")
    assert (first["newsclean_duplicate_of"], second["newsclean_duplicate_of"]) == (None, "a")
    assert third["newsclean_duplicate_of"] is None
    assert first["newsclean_signature"] == second["newsclean_signature"] != third["newsclean_signature"]
    assert verb.rows("--near")[1]["newsclean_duplicate_of"] == "1"


PAGES = (
    "<!DOCTYPE html><html><head><title>临江图书馆延长开放时间 - 临江网</title></head><body>"
    "<nav><a href=/>首页</a> <a href=/n>新闻</a></nav><h1>临江图书馆延长开放时间</h1>"
    "<p>临江图书馆昨天宣布，从下月起每晚开放到十点。馆长周\u200b明说，读者的来信让他们下了决心。</p>"
    "<p>新的开放时间先试行半年，到时候再听一听大家的意见，阅览室和自习室都在其中。</p>"
    "<footer>版权所有 临江网</footer></body></html>"
)


@covers("--html-field")
def _(verb):
    verb.write([{"id": "a", "html": PAGES}, {"id": "b", "html": None}])
    first, second = verb.rows("--html-field", "html")
    assert first["html"] == PAGES
    assert first["newsclean_text"].splitlines()[0] == first["newsclean_title"] == "临江图书馆延长开放时间"
    assert "周明" in first["newsclean_text"]
    assert "首页" not in first["newsclean_text"]
    assert second["newsclean_text"] is None
    for more in (("--prefix", ""), ("--tags-only",)):
        done = verb.run("records", "in.jsonl", "-o", "o.jsonl", "--html-field", "html", *more)
        assert (done.code, len(done.err.splitlines())) == (2, 1)


@covers("--usage")
def _(verb):
    verb.write([{"text": "他昨天宣布开馆。"}])
    assert verb.text("--to", "zh-TW", "--usage", "region") == "他昨天宣布開館。"
    assert verb.text("--to", "zh-TW", "--usage", "opencc") == "他昨天宣佈開館。"


@covers("--careful")
def _(verb):
    verb.write([{"text": WHOLE_PAGE}])
    usual, careful = verb.text(), verb.text("--careful")
    assert set(usual.splitlines()) < set(careful.splitlines())


@covers("--prefix")
def _(verb):
    assert verb.rows("--prefix", "nc")[0]["nc_title"] == "临江图书馆延长开放时间"
    assert verb.rows("--prefix", "")[0] == {**ROW, "text": ARTICLE}


@covers("--tags-only")
def _(verb):
    assert verb.text("--tags-only") == PAGE


@covers("--drop-empty")
def _(verb):
    verb.write([{"text": " \n"}, {"text": None}, ROW])
    assert [row["text"] for row in verb.rows("--drop-empty")] == [ARTICLE]


@covers("--max-record")
def _(verb):
    assert not verb.rows("--max-record", "100", code=2)


@covers("--format")
def _(verb):
    assert verb.run("records", "in.jsonl", "-o", "dir/", "--format", "csv").code == 0
    assert (verb.place / "dir" / "in.csv").read_text(encoding="utf-8").startswith("id,text,body,")


@covers("--shard-size")
def _(verb):
    verb.write([ROW] * 9)
    assert verb.run("records", "in.jsonl", "-o", "dir", "--shard-size", "1k").code == 0
    assert len(list((verb.place / "dir").glob("in-*.jsonl"))) > 1


@covers("--rejects")
def _(verb):
    verb.write([{}])
    assert not verb.rows("--rejects", "bad.jsonl", code=2)
    assert "no field 'text'" in (verb.place / "bad.jsonl").read_text()


@covers("--stats")
def _(verb):
    verb.rows("--stats", "stats.json")
    stats = json.loads((verb.place / "stats.json").read_text())
    assert (stats["schema"], stats["records"], stats["removals"]["editor"]) == ("newsclean/records/1", 1, 1)


@covers("--jobs")
def _(verb):
    verb.write([ROW] * 500)
    assert [row["text"] for row in verb.rows("-j", "2")] == [ARTICLE] * 500


@covers("--resume")
def _(verb):
    command = ("records", "in.jsonl", "-o", "dir/", "--resume")
    assert verb.run(*command).code == 0
    made = verb.place / "dir" / "in.jsonl"
    before = made.stat().st_mtime_ns
    assert verb.run(*command).code == 0
    assert made.stat().st_mtime_ns == before
    made.write_text("")  # not what was made
    assert verb.run(*command).code == 0
    assert made.stat().st_size


@covers("--guess")
def _(verb):
    damaged = "他们在河边看见一只白鹭飞过去了".encode().decode("gbk", "replace")
    verb.write([{"text": damaged}])
    assert verb.text("--guess").count("\ufffd") < verb.text().count("\ufffd")


@covers("--skip-rule")
def _(verb):
    assert "\u200b" in verb.text("--skip-rule", "zero-width")


@covers("--narrow")
def _(verb):
    verb.write([{"text": "ＡＢＣ１２３"}])
    assert verb.text("--narrow") == "ABC123"


@covers("--punctuation")
def _(verb):
    verb.write([{"text": "图书馆,明天开门。"}])
    assert verb.text("--punctuation") == "图书馆，明天开门。"


@covers("--to")
def _(verb):
    assert "臨江圖書館" in verb.text("--to", "zh-Hant")


@covers("--engine")
def _(verb):
    assert "臨江圖書館" in verb.text("--to", "s2t", "--engine", "opencc-python")


@covers("--phrases")
def _(verb):
    verb.write([{"text": "软件和网络。"}])
    assert verb.text("--to", "zh-TW", "--phrases") == "軟體和網路。"


@covers("--protect")
def _(verb):
    assert "临江图书馆" in verb.text("--to", "zh-Hant", "--protect", "临江图书馆")


@covers("--keep-word")
def _(verb):
    assert "临江图书馆" in verb.text("--to", "zh-Hant", "--keep-word", "临江图书馆")


@covers("--dict")
def _(verb):
    (verb.place / "words.txt").write_text("馆长\t主任\n", encoding="utf-8")
    assert "主任周明" in verb.text("--to", "zh-Hant", "--dict", "words.txt")


@covers("--quotes")
def _(verb):
    verb.write([{"text": "馆长说：“读者的来信让他们下了决心。”"}])
    assert "「" in verb.text("--to", "zh-Hant", "--quotes", "target")


@covers("--keep")
def _(verb):
    assert "责任编辑" in verb.text("--keep", "editor")


@covers("--drop")
def _(verb):
    assert "延长开放时间" not in verb.text("--drop", "title")


@covers("--rules")
def _(verb):
    (verb.place / "r.toml").write_text(
        '[[rule]]\nname = "motto"\nrole = "ad"\npattern = "本馆欢迎您"\nhit = "本馆欢迎您"\nmiss = "欢迎"\n',
        encoding="utf-8",
    )
    done = verb.run("records", "in.jsonl", "-o", "o.jsonl", "--rules", "none.toml")
    assert (done.code, "none.toml" in done.err) == (2, True)


@covers("--only")
def _(verb):
    assert verb.text("--only", "repair") == PAGE.replace("\u200b", "")


@covers("--skip")
def _(verb):
    assert verb.text("--skip", "strip") == PAGE.replace("\u200b", "")


@covers("--config")
@covers("--isolated")
def _(verb):
    (verb.place / "pyproject.toml").write_text('[tool.newsclean]\nto = "zh-Hant"\n')
    (verb.place / "other.toml").write_text('[tool.newsclean]\nonly = ["repair"]\n')
    assert "圖書館" in verb.text()
    assert "图书馆" in verb.text("--isolated")
    assert verb.text("--config", "other.toml") == PAGE.replace("\u200b", "")


@covers("--quiet")
@covers("--verbose")
def _(verb):
    verb.write([{}] * 20)
    command = ("records", "in.jsonl", "-o", "o.jsonl")
    assert "10 more rejected records" in verb.run(*command).err
    assert verb.run(*command, "-v").err.count("no field 'text'") == 20
    done = verb.run(*command, "-q")
    assert "20 records" not in done.err
