"""Sentences with the words of a page's notices: what an article says about them, and what a page says."""

from __future__ import annotations

import pytest

from newsclean.document import KEPT_ROLES
from newsclean.structure import read, strip
from newsclean.structure.exceptions.context import in_context
from newsclean.structure.notes import take_notes
from newsclean.structure.rules.index import builtin
from tests.cases import load

CASES = load(__file__, "speech")
ANYWHERE, BETWEEN = CASES["article"]["anywhere"], CASES["article"]["between"]
PAGE = CASES["page"]["lines"]

TITLE = "江城提前入汛\n\n"
FIRST = "江城入夏以来雨水偏多，沿江各县已经开始巡查堤防，目前水位仍在警戒线以下，各地值守人员已经到岗。\n\n"
LAST = "水文站站长老周说，今年的汛期比去年早了十天，夜里也要有人值守，他已经三天没有回家。\n\n"
TOP = "当前位置：首页 > 新闻 > 正文\n\n"
FOOT = "（责任编辑：李四）\n\n京ICP备00000000号-1\n"
PLACES = {
    "between": TITLE + FIRST + "{}\n\n" + LAST,
    "lead": TITLE + "{}\n\n" + FIRST + LAST,
    "between, on a page": TOP + TITLE + FIRST + "{}\n\n" + LAST + FOOT,
    "lead, on a page": TOP + TITLE + "{}\n\n" + FIRST + LAST + FOOT,
}
END = TITLE + FIRST + LAST + "{}\n\n"


def clean(text: str) -> str:
    return strip(read(text), KEPT_ROLES).text


@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
@pytest.mark.parametrize("line", ANYWHERE + BETWEEN)
def test_a_sentence_of_the_article_stays(line: str, place: str) -> None:
    text = place.format(line)
    cleaned = clean(text)
    assert line in cleaned
    assert FIRST.strip() in cleaned
    assert LAST.strip() in cleaned
    if TOP not in text:
        assert cleaned == text


@pytest.mark.parametrize("line", ANYWHERE)
def test_a_sentence_about_notices_stays_at_the_end(line: str) -> None:
    assert clean(END.format(line)) == END.format(line)


def test_several_such_sentences_in_a_row_stay() -> None:
    text = TITLE + FIRST + "".join(line + "\n\n" for line in BETWEEN + ANYWHERE) + LAST
    assert clean(text) == text


@pytest.mark.parametrize("line", PAGE)
def test_what_the_page_says_goes_behind_the_article(line: str) -> None:
    assert clean(END.format(line)) == (TITLE + FIRST + LAST)[:-1]
    assert line not in clean(END.format(line) + FOOT)


@pytest.mark.parametrize("line", PAGE)
def test_what_the_page_says_goes_beside_the_desks_line(line: str) -> None:
    """Another article may follow in the same file."""
    desk = "（责任编辑：李四）\n"
    for text in (
        TITLE + FIRST + desk + line + "\n\n" + LAST,
        TITLE + FIRST + line + "\n" + desk + "\n" + LAST,
    ):
        assert line not in clean(text)
        assert LAST.strip() in clean(text)


@pytest.mark.parametrize(("below", "goes"), [("北门老街修好了", True), (FIRST.strip(), False)])
def test_on_a_page_a_notice_is_said_right_over_the_text_only(below: str, goes: bool) -> None:
    said = "版权所有，没有授权不得用任何方式转载本站内容。"
    lines = [*(TOP + TITLE + LAST).split("\n"), said, below, LAST.strip(), *FOOT.split("\n")]
    notes = in_context(take_notes(lines, builtin()))
    assert [note.rule is not None for note in notes if note.text == said] == [goes]
