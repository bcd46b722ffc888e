"""Pages to lines, their heads to fields, and what is a page at all."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.structure.markup import NAMES
from newsclean.web.kind import is_html
from newsclean.web.page import read_page
from tests.cases import load, params


def cases(name: str) -> Any:
    return pytest.mark.parametrize("case", params(load(__file__, name)["case"]))


@cases("kind")
def test_kind(case: dict[str, Any]) -> None:
    assert is_html(case["text"]) is case["html"]


@cases("lines")
def test_lines(case: dict[str, Any]) -> None:
    page = read_page(case["html"])
    assert page.text.split("\n")[:-1] == case["lines"]
    assert len(page.evidence) == len(case["lines"])


@cases("head")
def test_head(case: dict[str, Any]) -> None:
    found = read_page(case["html"]).head.fields
    given = {
        name: [list(value.value) if isinstance(value.value, tuple) else value.value, value.origin]
        for name, value in found.items()
    }
    assert given == {name: value for name, value in case.items() if name not in ("name", "html")}


PAGE = """<html><head><title>河堤加固工程完工 - 临江网</title></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul>
<div class="main"><h1>河堤加固工程完工</h1>
<div id="article"><p>河堤加固工程昨天完工，沿岸的居民放心了。</p>
<p>工程师<a href="/z">周明</a>说，汛期之前还要检查一次。</p>
<p><b>下一步</b></p><blockquote><p>水位仍在警戒线以下。</p></blockquote></div></div>
<div class="footer">临江网 版权所有</div></body></html>"""


def column(name: str) -> dict[str, int]:
    page = read_page(PAGE)
    place = NAMES.index(name)
    return {line: row[place] for line, row in zip(page.text.split("\n"), page.evidence, strict=False)}


FIRST, SECOND = "河堤加固工程昨天完工，沿岸的居民放心了。", "工程师周明说，汛期之前还要检查一次。"


def test_evidence_of_links_and_tags() -> None:
    assert column("links")["首页"] == 200
    assert column("links")[SECOND] == 200 * 2 // len(SECOND)
    assert column("links")[FIRST] == 0
    assert column("links of parent")["新闻"] == 200
    assert column("heading")["河堤加固工程完工"] == 1
    assert column("heading")[FIRST] == 0
    assert column("bold")["下一步"] == 1
    assert column("bold")[FIRST] == column("bold")["首页"] == 0
    assert column("links")["下一步"] == 0
    assert column("tag")["首页"] < column("tag")[FIRST]
    assert column("depth")["水位仍在警戒线以下。"] == column("depth")[FIRST] + 1


def test_evidence_of_places() -> None:
    assert column("parent")[FIRST] == column("grandparent")[FIRST] == 200
    assert column("parent")["首页"] == 0
    assert 0 < column("style")[FIRST] < 200
    assert column("style")[FIRST] == column("style")[SECOND]
    outside = column("outside")
    assert outside[FIRST] == outside[SECOND] == outside["水位仍在警戒线以下。"] == 0
    assert 0 < outside["河堤加固工程完工"] < outside["首页"] == outside["临江网 版权所有"]
    assert [column("before container")[line] for line in ("首页", FIRST, "临江网 版权所有")] == [1, 2, 3]


def test_evidence_of_names() -> None:
    assert column("is navigation")["首页"] > 0
    assert column("is navigation")[FIRST] == 0
    assert column("is footer")["临江网 版权所有"] > 0
    # The nearer the name, the higher: the paragraphs are in #article, and .main is around it.
    assert column("is article")[FIRST] > column("is article")["水位仍在警戒线以下。"] > 0
    assert column("head's title") == {line: 200 * (line == "河堤加固工程完工") for line in column("links")}


def test_rows_are_bytes_of_the_right_number() -> None:
    for html in (PAGE, "x", "", "<p>" + "河" * 100_000, "<a>" * 300 + "河堤。" * 300):
        for row in read_page(html).evidence:
            assert len(row) == len(NAMES)
            bytes(row)
