"""Checks of the options that say what is made of a text and where it goes: see ``test_every_option``."""

import json
import os

from tests.cli.option_checks import ARTICLE, PAGE, RESULT, covers, shown


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
