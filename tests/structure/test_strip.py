"""strip: what stays, what goes, and that all is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean.document import KEPT_ROLES, ROLES, Cut, Line, Metadata, Reading
from newsclean.edits import apply
from newsclean.lines import split
from newsclean.structure import read, strip

BODY = [
    "江城入夏以来雨水偏多，沿江各县已经开始巡查堤防，目前水位仍在警戒线以下。",
    "水文站站长老周说，今年的汛期比去年早了十天，夜里也要有人值守。",
    "“我们不敢大意。”他说。",
    "另据了解，上游水库已经预留了三成的库容，足以应付一场中等的洪水。",
    "好雨知时节",
    "1",
    "记者：您怕不怕？",
    "周站长：怕，但总得有人去。",
    "一、加固堤防",
    "相关部门表示，物资已经备足。",
    "下一步，各县将继续演练。",
    "（江城日报记者 李小四）",
    "江城市防汛办公室",
    "2023年7月3日",
    "專家點評",
    "評論：防汛不能只靠運氣",
    "新聞鏈接：甚麼是警戒水位？",
    "未经许可不得转载他人的作品，这是第一课。",
    "《江边》，周小文著",
    "扫一扫二维码，关注公众号，免费领米。",
]
HEADS = [
    "当前位置：首页 > 新闻 > 正文",
    "江城提前入汛 沿江各县加强巡查",
    "江城提前入汛",
    "首页",
    "新闻",
    "国际",
    "登录 注册",
    "2023-07-03 08:15 来源：江城日报",
    "2023年07月03日 08:15",
    "發佈時間：2023/07/03 08:15",
    "记者王小明／江城报导",
    "字号：大 中 小",
    "分享到：",
    "微信",
    "A- A+",
]
TAILS = [
    "（责任编辑：李四）",
    "【版权声明】凡本网注明“来源：江城网”的所有作品，版权均属江城网所有，未经授权不得转载。",
    "免责声明：本文仅代表作者观点，不代表本网立场。",
    "相关阅读",
    "汛期如何自救",
    "上一篇：江城明起降温",
    "下一篇：没有了",
    "广告",
    "展开全文",
    "#江城 #防汛",
    "江城ICP备00000000号",
    "Copyright © 2023 江城网 All Rights Reserved",
    "江城网",
    "报料热线：400-000-0000",
    "返回顶部",
    "他没有回答。（编辑：王五）",
    "水位已经下降。返回江城首页>>",
    "他笑了笑。【纠错】",
    "未经授权，不得转载。",
    "转载请注明出处",
    "图片来自网络，如有侵权请联系删除。",
    "扫码关注",
    "欢迎关注江城网的官方微博。",
    "举报电话：0270-0000000",
]
BLANKS = ["", "", " ", "\u3000"]
LINES = st.sampled_from(BODY + HEADS + TAILS + BLANKS) | st.text(max_size=8)
ENDINGS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
PAGES = st.lists(st.tuples(LINES, ENDINGS), max_size=40).map(lambda ls: "".join(a + b for a, b in ls))
TEXTS = PAGES | PAGES.map(lambda text: text.rstrip("\r\n")) | st.text(max_size=300)
ROLE_SETS = st.sets(st.sampled_from(ROLES)).map(frozenset)


def clean(text: str, kept: frozenset[str] = KEPT_ROLES) -> str:
    return strip(read(text), kept).text


@settings(max_examples=600, deadline=None)
@given(TEXTS)
@example("相关阅读\n\n首页")
def test_strip_is_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@settings(max_examples=300, deadline=None)
@given(TEXTS, ROLE_SETS)
def test_strip_is_idempotent_for_every_choice_of_roles(text: str, kept: frozenset[str]) -> None:
    once = clean(text, kept)
    assert clean(once, kept) == once


@settings(max_examples=300, deadline=None)
@given(TEXTS, ROLE_SETS)
def test_edits_make_the_text_and_every_line_is_accounted_for(text: str, kept: frozenset[str]) -> None:
    reading = read(text)
    assert [(line.text, line.ending) for line in reading.lines] == split(text)
    assert {line.role for line in reading.lines} <= set(ROLES)
    assert all(line.rule for line in reading.lines)
    stripped = strip(reading, kept)
    assert apply(text, stripped.edits) == stripped.text
    assert {edit.stage for edit in stripped.edits} <= {"strip"}
    removed = "".join(edit.before for edit in stripped.edits)
    assert len(stripped.text) + len(removed) == len(text)
    whole = [line.text for line in reading.lines if line.number in stripped.kept and not line.cuts]
    emitted = [line for line, _ in split(stripped.text)]
    rest = iter(emitted)
    assert all(line in rest for line in whole), "kept lines stand in the text, in order"


def reading(*rows: str, ending: str = "\n") -> Reading:
    """A reading from rows ``role text``; an empty row is a blank line."""
    lines = []
    for number, row in enumerate(rows, 1):
        role, _, text = row.partition(" ")
        lines.append(Line(number, text, ending, role or "blank", "rule-" + (role or "blank")))
    return Reading(tuple(lines), Metadata())


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["body a", "", "", "body b"], "a\n\n\nb\n"),
        (["body a", "", "", "ad x", "", "body b"], "a\n\nb\n"),
        (["body a", "ad x", "body b"], "a\nb\n"),
        (["body a", "ad x", "", "body b"], "a\n\nb\n"),
        (["", "", "body a", ""], "\n\na\n\n"),
        (["", "nav x", "", "body a", "", "ad x", ""], "a\n"),
        (["nav x", "body a", "", ""], "a\n\n\n"),
        (["nav x", "", "ad y"], ""),
        (["", ""], "\n\n"),
        ([], ""),
    ],
)
def test_blank_lines(rows: list[str], text: str) -> None:
    assert strip(reading(*rows), KEPT_ROLES).text == text


def test_line_ends_and_outer_blanks_stay() -> None:
    assert strip(reading("body \u3000\u3000a ", "ad x", "body b", ending="\r\n"), KEPT_ROLES).text == (
        "\u3000\u3000a \r\nb\r\n"
    )


def test_the_habit_of_the_final_newline_stays() -> None:
    lines = (*reading("body a", "").lines, Line(3, "x", "", "site", "site-name"))
    stripped = strip(Reading(lines, Metadata()), KEPT_ROLES)
    assert stripped.text == "a"
    assert apply("a\n\nx", stripped.edits) == "a"


def test_parts_inside_kept_lines_are_cut() -> None:
    line = Line(1, "水退了。（编辑：王五）", "\n", "body", "prose", (Cut(4, 11, "editor", "editor-bracket"),))
    assert strip(Reading((line,), Metadata()), KEPT_ROLES).text == "水退了。\n"
    assert strip(Reading((line,), Metadata()), KEPT_ROLES | {"editor"}).text == "水退了。（编辑：王五）\n"


ARTICLE = (
    "当前位置：首页 > 新闻 > 正文\n\n江城提前入汛 沿江各县加强巡查\n\n2023-07-03 08:15 来源：江城日报\n\n"
    + "\n\n".join(BODY[:4])
    + "\n\n（责任编辑：李四）\n"
)


@pytest.mark.parametrize("title", ["江城提前入汛 沿江各县加强巡查", "江城提前进入汛期，比去年早了整整十天"])
def test_without_the_body_the_title_stays(title: str) -> None:
    text = ARTICLE.replace("江城提前入汛 沿江各县加强巡查", title)
    assert clean(text, KEPT_ROLES - {"body"}) == title + "\n"
    assert [line.role for line in read(title + "\n").lines] == ["title"]
