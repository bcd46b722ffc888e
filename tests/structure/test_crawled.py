"""Lines that crawlers store with an article, where nothing else shows a page (``cases/crawled.toml``)."""

from __future__ import annotations

import pytest

from newsclean import clean
from newsclean.document import KEPT_ROLES
from newsclean.structure import read
from tests.cases import load

CASES = load(__file__, "crawled")
TITLE = "临江新桥昨天通车"
ARTICLE = [
    "临江新桥昨天正式通车。大桥全长两千一百米，双向六车道，设计时速八十公里，工程历时三年零四个月。",
    "市交通局负责人在通车仪式上说，大桥建成以后，从南岸到北岸只需要五分钟，比从前少用半个多小时。",
    "家住北岸的陈女士一早就带着孩子来看大桥。她说，以后送孩子上学再也不用赶早班轮渡了，心里很踏实。",
]


def rows(name: str) -> list[str]:
    return str(CASES[name]).strip().split("\n")


def gone(lines: list[str]) -> list[str]:
    return [line.text for line in read("\n".join(lines) + "\n").lines if line.role not in KEPT_ROLES]


@pytest.mark.parametrize("line", rows("goes"))
def test_behind_an_article_it_goes(line: str) -> None:
    assert gone([TITLE, *ARTICLE, line]) == [line]


@pytest.mark.parametrize("line", rows("stays"))
def test_behind_an_article_it_stays(line: str) -> None:
    assert gone([TITLE, *ARTICLE, line]) == []


@pytest.mark.parametrize("line", [row for row in rows("goes") if len(row) > 10])
def test_between_paragraphs_it_stays_where_it_is_all_there_is(line: str) -> None:
    lines = [TITLE, *ARTICLE, line, *ARTICLE]
    assert set(gone(lines)) <= {line}


@pytest.mark.parametrize("part", rows("glued"))
def test_glued_to_the_only_line_it_is_cut(part: str) -> None:
    text = "".join(ARTICLE)
    (line,) = read(text + part + "\n").lines
    assert [(cut.start, cut.end) for cut in line.cuts] == [(len(text), len(text + part))]


@pytest.mark.parametrize("part", rows("glued"))
def test_glued_to_the_last_paragraph_it_is_cut(part: str) -> None:
    lines = [TITLE, *ARTICLE[:-1], ARTICLE[-1] + part]
    last = read("\n".join(lines) + "\n").lines[-1]
    assert [(cut.start, cut.end) for cut in last.cuts] == [(len(ARTICLE[-1]), len(lines[-1]))]
    assert read("\n".join([*lines, "", "他挥手。"]) + "\n").lines[len(lines) - 1].cuts == ()


@pytest.mark.parametrize("part", rows("before"))
def test_glued_before_the_first_paragraph_it_is_cut(part: str) -> None:
    for lines in (["".join(ARTICLE)], ARTICLE, [TITLE, *ARTICLE]):
        first = lines.index(TITLE) + 1 if TITLE in lines else 0
        glued = [*lines[:first], part + " " + lines[first], *lines[first + 1 :]]
        line = read("\n".join(glued) + "\n").lines[first]
        assert [(cut.start, cut.end) for cut in line.cuts] == [(0, len(part) + 1)]


@pytest.mark.parametrize("before", [*rows("before"), *rows("glued")])
@pytest.mark.parametrize("between", ["", "\n"])
def test_what_is_glued_to_both_ends_is_cut_once_and_for_all(before: str, between: str) -> None:
    """``…，关注江边夜读`` over and under an article says the same, and that is no talk of the article's."""
    for behind in (*rows("before"), *rows("glued")):
        text = f"{before} {between.join(ARTICLE)}{behind}\n"
        left = clean(text, only=["strip"]).text
        assert clean(left, only=["strip"]).text == left


def test_a_part_of_what_someone_says_is_not_cut() -> None:
    said = "陈女士说：“以后不用赶早班轮渡了，心里很踏实。安装江边通客户端，好消息不错过。”"
    assert read("\n".join([TITLE, *ARTICLE, said]) + "\n").lines[-1].cuts == ()


def test_what_the_text_is_about_it_may_ask_for() -> None:
    notice = [
        "江边通公众号昨天开通，市民关注公众号以后，每天可以看到全部堤防的水位和天气，也可以给值守人员留言。"
    ]
    asks = "欢迎关注江边通公众号，每天看到堤防水位"
    assert gone(["江边通公众号开通", *notice, asks]) == []
    assert gone([TITLE, *ARTICLE, asks]) == [asks]


@pytest.mark.parametrize("part", rows("unglued"))
def test_what_the_article_says_is_not_cut(part: str) -> None:
    (line,) = read("".join(ARTICLE) + part + "\n").lines
    assert line.cuts == ()


@pytest.mark.parametrize("opening", rows("opens"))
def test_what_opens_a_text_is_not_cut_at_a_blank(opening: str) -> None:
    assert [line.cuts for line in read("\n".join([opening, *ARTICLE]) + "\n").lines] == [()] * 4


@pytest.mark.parametrize("heading", rows("boxes"))
def test_a_box_of_headlines_goes(heading: str) -> None:
    box = [heading, "江边的旧桥应该怎么修才好", "北岸的三所新学校同时开学"]
    assert gone([TITLE, *ARTICLE, *box]) == box


@pytest.mark.parametrize("heading", rows("headings"))
def test_a_heading_that_others_have_too_shows_no_page(heading: str) -> None:
    assert gone([TITLE, *ARTICLE, heading, "江边的旧桥应该怎么修才好", "北岸的三所新学校同时开学"]) == []


def test_where_a_copy_is_from_stands_under_a_headline_that_asks() -> None:
    origin = "原文来自公众号「江边」：~~[陈工：桥为什么修了三年？](https://example.com/s/1)~~"
    assert gone(["陈工：桥为什么修了三年？", origin, *ARTICLE]) == [origin]
    assert gone([ARTICLE[0], "作者：林晓", *ARTICLE[1:]]) == []
