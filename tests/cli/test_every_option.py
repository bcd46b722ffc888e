"""Every option of every verb does as a process what its help says.

A function below belongs to one option; it runs once for each verb that has the option. An option
for which there is no function fails the first test.
"""

import json
import os
import sys
from collections.abc import Iterator

import click
import pytest

from newsclean.cli import main
from tests.report.pages import unpacked

PAGE = (
    "当前位置：首页 > 新闻 > 正文\n"
    "\n"
    "临江图书馆延长开放时间\n"
    "\n"
    "临江图书馆昨天宣布，从下月起每晚开放到十点。馆长周\u200b明说，读者的来信让他们下了决心。\n"
    "\n"
    "（责任编辑：林晓）\n"
)
ARTICLE = "".join(PAGE.splitlines(keepends=True)[2:5])

#: What each verb makes of the page.
RESULT = {
    "clean": ARTICLE.replace("\u200b", ""),
    "repair": PAGE.replace("\u200b", ""),
    "strip": ARTICLE,
    "convert": (
        "當前位置：首頁 > 新聞 > 正文\n"
        "\n"
        "臨江圖書館延長開放時間\n"
        "\n"
        "臨江圖書館昨天宣布，從下月起每晚開放到十點。館長周\u200b明說，讀者的來信讓他們下了決心。\n"
        "\n"
        "（責任編輯：林曉）\n"
    ),
}
#: What a verb needs to do anything.
NEEDED = {"convert": ("--to", "zh-Hant")}

#: A line that every verb leaves alone, in bytes that are no text in any encoding of a text.
BAD = "图书馆的灯\n".encode() + b"\xff\xff\n" + "十点才熄。\n".encode() * 9

CHECKS = {}


def covers(option):
    """Register a check under the name of its option."""

    def register(check):
        CHECKS[option] = check
        return check

    return register


def verbs(group: click.Group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for word in group.list_commands(context):
        if word == "records":  # has checks of its own: tests/records/test_options.py
            continue
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from verbs(command, f"{name}{word} ")
        else:
            yield name + word, command


def pairs() -> list[tuple[str, str]]:
    found = [("", "--version")]
    for name, command in verbs(main):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                found += [(name, option) for option in longest(parameter)]
    return found


def longest(option: click.Option) -> list[str]:
    """The names that an option is checked under: its long one, and the one that says no."""
    return [max(names, key=len) for names in (option.opts, option.secondary_opts) if names]


def test_every_option_has_a_check():
    assert {option for _, option in pairs()} == set(CHECKS)


class Verb:
    """A verb in a directory that holds ``page.txt``."""

    def __init__(self, name, run, place):
        self.name, self.place = name, place
        self.page = place / "page.txt"
        self.page.write_text(PAGE, encoding="utf-8")
        self.transforms = name in RESULT
        self._run = run

    def __call__(self, *arguments, **keywords):
        done = self._run(*self.name.split(), *NEEDED.get(self.name, ()), *arguments, **keywords)
        if self.name == "report" and done.out:
            done.out = "".join(shown(done.out)).encode("utf-8", "surrogatepass")
        return done

    @property
    def result(self):
        return RESULT[self.name]


def shown(page):
    """The clean texts on a review page."""
    for summary in unpacked(page, "index")["documents"]:
        block, place = summary["at"]
        for piece in unpacked(page, f"block-{block}")[place].get("pieces", ()):
            yield piece if isinstance(piece, str) else piece[1]


@pytest.mark.parametrize(("name", "option"), pairs())
def test_option(newsclean, tmp_path, name, option):
    CHECKS[option](Verb(name, newsclean, tmp_path))


@covers("--version")
def _(program):
    assert program("--version").text == program("-V").text
    assert program("--version").text.startswith("newsclean ")


# Output


@covers("--output")
def _(verb):
    done = verb("page.txt", "-o", "out")
    assert (done.code, done.out) == (0, b"")
    written = (verb.place / "out").read_text(encoding="utf-8")
    if verb.name == "report":
        assert "".join(shown(written.encode())) == ARTICLE.replace("\u200b", "")
    elif verb.transforms:
        assert written == verb.result
    else:
        assert written.startswith("# Proposed by newsclean learn from 1 documents")


@covers("--title")
def _(verb):
    assert verb("--title", "<河湾>", "-o", "out", "page.txt").code == 0
    assert "<h1>&lt;河湾&gt;</h1>" in (verb.place / "out").read_text(encoding="utf-8")


@covers("--page-language")
def _(verb):
    assert verb("--page-language", "zh-Hant", "-o", "out", "page.txt").code == 0
    assert '<html lang="zh-Hant" data-language="zh-Hant">' in (verb.place / "out").read_text(encoding="utf-8")


@covers("--in-place")
def _(verb):
    assert verb("-i", "page.txt").code == 0
    assert verb.page.read_text(encoding="utf-8") == verb.result


@covers("--backup")
def _(verb):
    assert verb("-i", "--backup", ".old", "page.txt").code == 0
    assert verb.page.read_text(encoding="utf-8") == verb.result
    assert verb.page.with_name("page.txt.old").read_text(encoding="utf-8") == PAGE


@covers("--check")
def _(verb):
    done = verb("--check", "page.txt")
    assert (done.code, done.text) == (1, "page.txt\n")
    assert verb.page.read_text(encoding="utf-8") == PAGE
    (verb.place / "done.txt").write_text(verb.result, encoding="utf-8")
    assert verb("--check", "done.txt").code == 0


@covers("--diff")
def _(verb):
    done = verb("--diff", "page.txt")
    assert done.code == 1
    assert done.text.startswith("--- a/page.txt\tutf-8\n+++ b/page.txt\tutf-8\n@@ ")
    removed = [line[1:] for line in done.text.splitlines()[2:] if line.startswith("-")]
    assert removed
    assert set(removed) <= set(PAGE.splitlines())
    assert verb.page.read_text(encoding="utf-8") == PAGE


@covers("--output-format")
def _(verb):
    for form, begins in {"json": "{", "github": "::error file=page.txt,line=", "sarif": "{"}.items():
        done = verb("--check", "--output-format", form, "page.txt")
        assert (done.code, done.text.startswith(begins)) == (1, True)
    assert verb("--output-format", "json", "page.txt").code == 2


@covers("--write-baseline")
def _(verb):
    assert verb("--check", "--write-baseline", "base.json", "page.txt").code == 0
    assert json.loads((verb.place / "base.json").read_text(encoding="utf-8"))["files"]["page.txt"]
    assert verb("--write-baseline", "base.json", "page.txt").code == 2
    assert verb("--check", "--write-baseline", "page.txt", "page.txt").code == 2
    assert verb.page.read_text(encoding="utf-8") == PAGE


@covers("--baseline")
def _(verb):
    verb("--check", "--write-baseline", "base.json", "page.txt")
    for flag in ("--check", "--diff"):
        done = verb(flag, "--baseline", "base.json", "page.txt")
        assert (done.code, done.out) == (0, b"")
    assert verb("--check", "--baseline", "page.txt", "page.txt").code == 2


@covers("--explain")
def _(verb):
    done = verb("--explain", "page.txt")
    stage = {"clean": "repair", **{name: name for name in RESULT if name != "clean"}}[verb.name]
    assert done.code == 0
    assert any(line.startswith("page.txt:") and f"\t{stage}\t" in line for line in done.text.splitlines())


@covers("--format")
def _(verb):
    one = json.loads(verb("--format", "json", "page.txt").text)
    two = [json.loads(line) for line in verb("--format", "jsonl", "page.txt", "page.txt").text.splitlines()]
    assert [one, one] == two
    assert one["path"] == "page.txt"
    if verb.transforms:
        assert one["text"] == verb.result
    assert verb("--format", "text", "page.txt").out == verb("page.txt").out


@covers("--hard-links")
def _(verb):
    other = verb.place / "other.txt"
    os.link(verb.page, other)
    assert verb("-i", "page.txt").code == 2
    assert verb("-i", "--hard-links", "page.txt").code == 0
    assert verb.page.read_text(encoding="utf-8") == verb.result
    assert other.read_text(encoding="utf-8") == PAGE


@covers("--output-encoding")
def _(verb):
    text = verb.result.replace("\u200b", "")
    assert verb("--output-encoding", "gb18030", "page.txt").out == verb.result.encode("gb18030")
    verb.page.write_bytes(PAGE.replace("\u200b", "").encode("gbk"))
    assert verb("--output-encoding", "keep", "page.txt").out == text.encode("gbk")
    assert verb("page.txt").text == text


@covers("--input")
def _(verb):
    html = "<html><body><p>图书馆的灯十点才熄。</p></body></html>"
    assert verb(stdin=html).text == verb("--input", "html", stdin=html).text == "图书馆的灯十点才熄。\n"
    assert verb("--input", "text", stdin=html).text == html
    assert verb("--input", "pdf", stdin=html).code == 2


@covers("--references")
def _(verb):
    line = "临江😀"
    assert verb("--output-encoding", "gbk", stdin=line).code == 2
    done = verb("--output-encoding", "gbk", "--references", stdin=line)
    assert done.code == 0
    assert done.out.endswith(b"&#128512;")


# Repair


@covers("--guess")
def _(verb):
    damaged = "他们在河边看见一只白鹭飞过去了".encode().decode("gbk", "replace")
    assert "\ufffd" in damaged
    plain, guessed = verb(stdin=damaged).text, verb("--guess", stdin=damaged).text
    assert guessed.count("\ufffd") < plain.count("\ufffd")


@covers("--skip-rule")
def _(verb):
    assert "周\u200b明" in verb("--skip-rule", "zero-width", "page.txt").text
    assert verb("--skip-rule", "no-such-rule", "page.txt").code == 2


@covers("--narrow")
def _(verb):
    assert verb("--narrow", stdin="图书馆Ａ座１２３号").text == "图书馆A座123号"
    assert verb(stdin="图书馆Ａ座１２３号").text == "图书馆Ａ座１２３号"


@covers("--punctuation")
def _(verb):
    assert verb("--punctuation", stdin="图书馆,十点开门").text == "图书馆，十点开门"
    assert verb(stdin="图书馆,十点开门").text == "图书馆,十点开门"


# Script


@covers("--to")
def _(verb):
    assert verb("--to", "s2t", stdin="理发之后").text == "理髮之後"
    assert verb("--to", "zh-Hans", stdin="理髮之後").text == "理发之后"
    assert verb("--to", "zh-XX", stdin="理发").code == 2


@covers("--engine")
def _(verb):
    text = "胚胎发育需要时间"
    ours = verb("--to", "s2t", "--engine", "newsclean", stdin=text).text
    theirs = verb("--to", "s2t", "--engine", "opencc-python", stdin=text).text
    assert ours == "胚胎發育需要時間"
    assert theirs != ours
    assert verb("--engine", "opencc", stdin=text).code == 2


@covers("--phrases")
def _(verb):
    assert verb("--to", "zh-TW", stdin="电脑软件").text == "電腦軟件"
    assert verb("--to", "zh-TW", "--phrases", stdin="电脑软件").text == "電腦軟體"


@covers("--protect")
def _(verb):
    done = verb("--to", "zh-Hant", "--protect", "〔.*?〕", stdin="图书馆〔图书〕馆")
    assert done.text == "圖書館〔图书〕館"
    assert verb("--protect", "(", stdin="图书馆").code == 2


@covers("--dict")
def _(verb):
    (verb.place / "words.txt").write_text("馆长\t館主\n", encoding="utf-8")
    done = verb("--to", "zh-Hant", "--dict", "words.txt", "page.txt")
    assert "館主周" in done.text
    (verb.place / "words.txt").write_text("馆长 館主\n", encoding="utf-8")
    done = verb("--to", "zh-Hant", "--dict", "words.txt", "page.txt")
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith("newsclean: words.txt:1: ")


@covers("--quotes")
def _(verb):
    verb.page.write_text("馆长周明说：“下月起开放。”读者听了都说好，来信也多了起来。\n", encoding="utf-8")
    assert "「下月起開放。」" in verb("--to", "zh-Hant", "--quotes", "target", "page.txt").text
    assert "“下月起開放。”" in verb("--to", "zh-Hant", "--quotes", "keep", "page.txt").text


@covers("--usage")
def _(verb):
    region, lists = (
        verb("--to", "zh-TW", "--usage", usage, stdin="他昨天宣布开馆。").text
        for usage in ("region", "opencc")
    )
    assert (region, lists) == ("他昨天宣布開館。", "他昨天宣佈開館。")


@covers("--keep-word")
def _(verb):
    assert verb("--to", "zh-Hant", "--keep-word", "图书", stdin="图书馆").text == "图书館"


# Article


@covers("--keep")
def _(verb):
    assert "（责任编辑：林晓）" in verb("--keep", "editor", "page.txt").text
    assert "（责任编辑：林晓）" not in verb("page.txt").text


@covers("--drop")
def _(verb):
    assert "临江图书馆延长开放时间" not in verb("--drop", "title", "page.txt").text
    assert "临江图书馆延长开放时间" in verb("page.txt").text


RULE = """
[[rule]]
id = "own-lamp"
role = "footer"
certain = "always"
lines = ["图书馆的灯十点才熄。"]
hits = ["图书馆的灯十点才熄。"]
"""


@covers("--rules")
def _(verb):
    (verb.place / "own.toml").write_text(RULE, encoding="utf-8")
    if verb.name == "rules list":
        assert "own-lamp" not in verb().text
        assert "own-lamp\tfooter" in verb("--rules", "own.toml").text
    elif verb.name == "rules show":
        assert verb("own-lamp").code == 2
        assert "hits\t图书馆的灯十点才熄。" in verb("own-lamp", "--rules", "own.toml").text
    else:
        page = PAGE + "\n图书馆的灯十点才熄。\n"
        assert "十点才熄" in verb(stdin=page).text
        assert "十点才熄" not in verb("--rules", "own.toml", stdin=page).text
    assert verb(*["own-lamp"] * (verb.name == "rules show"), "--rules", "none.toml", stdin=PAGE).code == 2


WHOLE_PAGE = """首页
新闻
国内
国际
登录
注册
江城网 > 新闻 > 正文
临江图书馆延长开放时间
2023-07-03 08:15
来源：江城日报
分享到：
微信
微博
临江图书馆从下月起延长开放时间，每晚十点闭馆，读者可以在自修室里多待两个小时，不需要预约。
馆长老周说，这是应读者的要求，今年春天以来已经收到三百多封来信，大家都盼着晚上有个去处。
新的时间表贴在门口
上一篇：江城明起降温
下一篇：没有了
相关阅读
汛期如何自救
热门推荐
北门老街修旧如旧
海风镇办起读书节
关于我们
联系我们
江城网版权所有
江ICP备00000000号
"""


@covers("--careful")
def _(verb):
    usual, careful = (verb(*given, stdin=WHOLE_PAGE).text for given in ((), ("--careful",)))
    assert set(usual.splitlines()) < set(careful.splitlines())
    assert "关于我们" not in careful


# Stages


@covers("--only")
def _(verb):
    assert verb("--only", "repair", "page.txt").text == RESULT["repair"]
    assert verb("--only", "repair", "--only", "strip", "page.txt").text == RESULT["clean"]


@covers("--skip")
def _(verb):
    assert verb("--skip", "repair", "page.txt").text == RESULT["strip"]
    assert verb("--skip", "strip", "page.txt").text == RESULT["repair"]


# Input


def seen(verb, *arguments, stdin):
    """What a verb has read, whatever it does with it; ``learn`` shows lines that recur."""
    if verb.name == "learn":
        (verb.place / "one").write_bytes(b"one\n\n" + stdin)
        (verb.place / "two").write_bytes(b"two\n\n" + stdin)
        return verb("--least", "2", *arguments, "one", "two")
    return verb(*arguments, stdin=stdin)


@covers("--encoding")
def _(verb):
    data = "讀者的來信。\n".encode("big5")
    done = seen(verb, "-e", "big5", stdin=data)
    assert done.code == 0
    assert ("cp950\t1.00\tgiven" if verb.name == "detect" else "讀者的來信。") in done.text
    assert seen(verb, "-e", "no-such", stdin=data).code == 2


MIXED = ("图书馆昨天宣布，从下月起每晚开放到十点。\n".encode() + "馆长说，来信很多。\n".encode("gbk")) * 3


def is_mixed(verb, *arguments):
    """Whether a verb reads lines in two encodings as such."""
    done = seen(verb, *arguments, stdin=MIXED)
    return "utf-8+gb18030" in done.text if verb.name == "detect" else done.code == 0


@covers("--mixed")
def _(verb):
    (verb.place / "own.toml").write_text("[tool.newsclean]\nmixed = false\n")
    assert not is_mixed(verb, "--config", "own.toml")
    assert is_mixed(verb, "--config", "own.toml", "--mixed")


@covers("--no-mixed")
def _(verb):
    assert is_mixed(verb)
    assert not is_mixed(verb, "--no-mixed")


def is_left(verb, *arguments):
    """Whether a verb leaves what a text says is to be left."""
    text = "# newsclean: off\n" + PAGE
    if verb.name == "detect":
        return json.loads(verb("--format", "json", *arguments, stdin=text).text)["repairs"] == 0
    if verb.name == "learn":
        line = "滨江周\u200b明地图"
        return line in seen(verb, *arguments, stdin=f"# newsclean: off\n{line}\n".encode()).text
    return seen(verb, *arguments, stdin=text.encode()).text == text


@covers("--pragmas")
def _(verb):
    (verb.place / "own.toml").write_text("[tool.newsclean]\npragmas = false\n")
    assert not is_left(verb, "--config", "own.toml")
    assert is_left(verb, "--config", "own.toml", "--pragmas")


@covers("--no-pragmas")
def _(verb):
    assert is_left(verb)
    assert not is_left(verb, "--no-pragmas")


@covers("--errors")
def _(verb):
    assert seen(verb, "-e", "utf-8", "--errors", "strict", stdin=BAD).code == 2
    done = seen(verb, "-e", "utf-8", "--errors", "replace", stdin=BAD)
    assert done.code == 0
    if verb.transforms:
        assert "\ufffd" in done.text


@covers("--stdin-filename")
def _(verb):
    if verb.name == "learn":
        done = verb("-e", "utf-8", "--stdin-filename", "来信/甲.txt", stdin=BAD)
        assert done.err.startswith("newsclean: 来信/甲.txt:2:1: ")
    elif verb.name == "report":
        verb("--stdin-filename", "甲.txt", "-o", "out", stdin=PAGE)
        assert unpacked((verb.place / "out").read_bytes(), "index")["documents"][0]["name"] == "甲.txt"
    else:
        record = json.loads(verb("--format", "json", "--stdin-filename", "甲.txt", stdin=PAGE).text)
        assert record["path"] == "甲.txt"


# Files


def names(verb, *arguments):
    """The files that a verb reads below ``tree``."""
    tree = verb.place / "tree"
    (tree / "deep").mkdir(parents=True, exist_ok=True)
    for name in ("a.txt", "b.md", "deep/c.txt"):
        (tree / name).write_text(PAGE, encoding="utf-8")
    if verb.transforms:
        done = verb("--check", *arguments, "tree")
        lines = done.text.splitlines()
    else:
        done = verb("-v", *arguments, "tree")
        lines = [line[5:] for line in done.err.splitlines() if line.startswith("read ")]
    return [line.replace(os.sep, "/") for line in lines]


@covers("--include")
def _(verb):
    assert names(verb, "--include", "*.md") == ["tree/b.md"]


@covers("--files-from")
def _(verb):
    (verb.place / "文 b.txt").write_text(PAGE, encoding="utf-8")
    (verb.place / "list").write_text("page.txt\n文 b.txt\n", encoding="utf-8")
    assert listed(verb, "--files-from", "list") == ["page.txt", "文 b.txt"]
    assert listed(verb, "--files-from", "-", stdin="page.txt\n") == ["page.txt"]
    assert verb("--files-from", "none").code == 2


@covers("--null")
def _(verb):
    (verb.place / "a\nb.txt").write_text(PAGE, encoding="utf-8")
    assert listed(verb, "--files-from", "-", "-0", stdin="page.txt\0a\nb.txt\0") == ["page.txt", "a\\nb.txt"]
    assert verb("--null", "page.txt").code == 2


def listed(verb, *arguments, **keywords):
    """The files that a verb says it has read."""
    looking = ("--check",) if verb.transforms else ()
    done = verb(*looking, "-v", *arguments, **keywords)
    assert done.code == (1 if verb.transforms else 0)
    word = " would change: " if verb.transforms else "read "
    return [
        line.split(": ")[0].replace("read ", "").replace(" would change", "")
        for line in done.err.splitlines()
        if word in line
    ]


@covers("--base")
def _(verb):
    (verb.place / "a" / "b").mkdir(parents=True)
    (verb.place / "a" / "b" / "c.txt").write_text(PAGE, encoding="utf-8")
    assert verb("a/b/c.txt", "-o", "out/", "--base", "a").code == 0
    assert (verb.place / "out" / "b" / "c.txt").read_text(encoding="utf-8") == verb.result
    assert verb("page.txt", "-o", "out/", "--base", "a").code == 2


@covers("--force-exclude")
def _(verb):
    (verb.place / ".newscleanignore").write_text("page.txt\n")
    looking = ("--check",) if verb.transforms else ()
    for excluded in ("--exclude", "*.txt"), ():
        done = verb(*looking, "-v", "--force-exclude", *excluded, "page.txt")
        assert "page.txt" not in done.text + done.err
        assert "page.txt" in (done := verb(*looking, "-v", *excluded, "page.txt")).text + done.err


@covers("--exclude")
def _(verb):
    assert names(verb, "--exclude", "*.md", "--exclude", "deep/") == ["tree/a.txt"]


@covers("--config")
def _(verb):
    what = "." if verb.name == "config" else "page.txt"
    (verb.place / "own.toml").write_text('[tool.newsclean]\nencoding = "ascii"\n')
    done = verb("--config", "own.toml", what)
    if verb.name == "config":
        assert 'encoding\t"ascii"\town.toml\n' in done.text
    elif verb.name == "detect":
        assert done.text.startswith("page.txt\tascii\t1.00\tgiven")
    else:
        assert "page.txt:1:1: undecodable ascii" in done.err
    assert verb("--config", "none.toml", what).code == 2


@covers("--isolated")
def _(verb):
    what = "." if verb.name == "config" else "page.txt"
    (verb.place / "pyproject.toml").write_text("[tool.newsclean]\nno-such-key = 1\n")
    done = verb(what)
    assert done.code == 2
    assert "pyproject.toml: unknown key 'no-such-key'" in done.err
    assert verb("--isolated", what).code == 0


@covers("--jobs")
def _(verb):
    form = () if verb.name == "report" else ("--format", "jsonl")
    one, two = (verb("-j", jobs, *form, *["page.txt"] * 3) for jobs in "12")
    assert (two.code, two.text) == (0, one.text)


@covers("--resume")
def _(verb):
    command = ("-o", "out/", "--resume", "page.txt")
    assert "1 file cleaned" in verb(*command).err
    assert "1 file unchanged" in verb(*command).err
    (verb.place / "out" / "page.txt").write_text("tampered")
    assert verb(*command).code == 0
    assert (verb.place / "out" / "page.txt").read_text(encoding="utf-8") == verb.result


@covers("--report")
def _(verb):
    assert verb("--check", "--report", "report.json", "page.txt").code == 1
    report = json.loads((verb.place / "report.json").read_text(encoding="utf-8"))
    assert (report["files"], report["changed"], report["exit_code"]) == (1, 1, 1)


@covers("--least")
def _(verb):
    for name, title in {"a": "临江图书馆延长开放时间", "b": "临江图书馆换了新灯"}.items():
        page = PAGE.replace("临江图书馆延长开放时间", title)
        (verb.place / name).write_text(page, encoding="utf-8")
    assert "周明" not in verb("--least", "3", "a", "b").text
    assert "周明" in verb("--least", "2", "a", "b").text


# Messages


@covers("--quiet")
def _(verb):
    (verb.place / "tree").mkdir()
    (verb.place / "tree" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    command = ("tree", *["--check"] * verb.transforms)
    assert "skipped tree" in verb(*command).err
    done = verb("-q", *command)
    assert (done.code, done.err) == (0, "")
    assert verb("-q", "none.txt").err == "newsclean: none.txt: no such file or directory\n"


@covers("--verbose")
def _(verb):
    if verb.transforms:
        verb.page.write_text(verb.result, encoding="utf-8")
        assert "unchanged page.txt\n" in verb("-v", "--check", "page.txt").err
        assert "unchanged page.txt\n" not in verb("--check", "page.txt").err
    else:
        assert "read page.txt\n" in verb("-v", "page.txt").err
        assert "read page.txt\n" not in verb("page.txt").err


@covers("--color")
def _(verb):
    if verb.transforms:
        assert b"\x1b[31m-" in verb("--diff", "--color", "always", "page.txt").out
        assert b"\x1b" not in verb("--diff", "--color", "never", "page.txt").out
        return
    import pty

    for color in ("always", "never"):  # the table is for terminals
        parent, child = pty.openpty()
        command = [sys.executable, "-m", "newsclean", verb.name, "--color", color, "page.txt"]
        pid = os.fork()
        if pid == 0:
            os.chdir(verb.place)
            os.dup2(child, 1)
            os.execvp(command[0], command)
        os.close(child)
        _, status = os.waitpid(pid, 0)
        shown = os.read(parent, 65536)
        os.close(parent)
        assert status == 0
        assert b"page.txt" in shown
        assert (b"\x1b[" in shown) == (color == "always")
