"""Pages on either side of the numbers that decide about them; the sources are put together by length."""

from __future__ import annotations

import json

import pytest

from newsclean.structure.markup import NAMES
from newsclean.web.kind import is_html
from newsclean.web.nesting import bounded
from newsclean.web.page import read_page


def part(foreign: int) -> str:
    """A part of a page of fifty elements, so many of which HTML does not know."""
    return "<p>一</p>" * (50 - foreign) + "<price>一</price>" * foreign


def wrapped(tags: int) -> str:
    """A page in the element of a collection, with so many tags that data in XML does not have."""
    return "<text><html><body>" + "<div>一</div>" * tags + "</body></html></text>"


def followed(count: int) -> str:
    """A page with so many Han characters behind it."""
    return "<html><body><p>一</p></body></html>\n" + "河" * count


def program(before: int) -> str:
    """A page that a program makes, whose sign has so many characters before it."""
    return "<!DOCTYPE html><html><body>" + "<p>一</p>" * (before // 8) + "<?php echo 1; ?></body></html>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param(part(10), True, id="_FOREIGN: a fifth of the tags is unknown"),
        pytest.param(part(12), False, id="_FOREIGN: a quarter is unknown, this is XML"),
        pytest.param(wrapped(5), True, id="_PAGE: five tags of a page"),
        pytest.param(wrapped(4), False, id="_PAGE: four are data"),
        pytest.param(followed(17), True, id="_SAID: little is said behind a page"),
        pytest.param(followed(22), False, id="_SAID: a text about a page"),
        pytest.param(program(3500), False, id="_HEAD: a program shows in the head"),
        pytest.param(program(4800), True, id="_HEAD: a sign far behind is not looked for"),
    ],
)
def test_kind(text: str, html: bool) -> None:
    assert is_html(text) is html


def script(value: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value, ensure_ascii=False)}</script>"


ARTICLE = {"@type": "NewsArticle", "headline": "河堤加固"}


def scripts(before: int) -> str:
    """The article's script behind so many others."""
    return script({"@type": "Product"}) * before + script(ARTICLE)


def graph(before: int) -> str:
    """The article in a list behind so many other things."""
    return script([{"@type": "Product"}] * before + [ARTICLE])


def nested(depth: int) -> str:
    """The article inside so many graphs."""
    value: object = ARTICLE
    for _ in range(depth):
        value = {"@graph": [value]}
    return script(value)


def author(length: int) -> str:
    return f"<meta name='author' content='{'周' * length}'>"


def metas(before: int) -> str:
    """The title behind so many other values."""
    return "<meta name='x' content='y'>" * before + "<meta property='og:title' content='河堤加固'>"


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        pytest.param("<title>新城区 - 临江网</title>", "title", "新城区 - 临江网", id="_SHORTEST: a section"),
        pytest.param("<title>河堤加固 - 临江网</title>", "title", "河堤加固", id="_SHORTEST: a title"),
        pytest.param(author(35), "author", "周" * 35, id="_NAME: a long name"),
        pytest.param(author(45), "author", None, id="_NAME: a sentence is no name"),
        pytest.param(scripts(16), "title", "河堤加固", id="_SCRIPTS: the seventeenth"),
        pytest.param(scripts(22), "title", None, id="_SCRIPTS: the twenty-third is not read"),
        pytest.param(script({**ARTICLE, "x": "一" * 400_000}), "title", "河堤加固", id="_SCRIPT: long"),
        pytest.param(script({**ARTICLE, "x": "一" * 600_000}), "title", None, id="_SCRIPT: too long"),
        pytest.param(graph(40), "title", "河堤加固", id="_ITEMS: the forty-first"),
        pytest.param(graph(60), "title", None, id="_ITEMS: the sixty-first is not read"),
        pytest.param(nested(3), "title", "河堤加固", id="_DEEP: three graphs"),
        pytest.param(nested(4), "title", None, id="_DEEP: four graphs are not gone into"),
        pytest.param(metas(1500), "title", "河堤加固", id="_MOST: many values"),
        pytest.param(metas(2300), "title", None, id="_MOST: too many values"),
    ],
)
def test_head(head: str, field: str, value: str | None) -> None:
    fields = read_page(f"<html><head>{head}</head><body><p>一</p></body></html>").head.fields
    assert (fields[field].value if field in fields else None) == value


@pytest.mark.parametrize(
    ("length", "lines"),
    [
        pytest.param(35, 1, id="_CELL: cells of a table are one line"),
        pytest.param(45, 2, id="_CELL: longer ones are paragraphs"),
    ],
)
def test_cells(length: int, lines: int) -> None:
    row = f"<table><tr><td>{'河' * length}</td><td>二</td></tr></table>"
    assert read_page(f"<html><body>{row}</body></html>").text.count("\n") == lines


def deep(tag: str, depth: int, tags: int) -> str:
    """A page with an element in so many of its kind, and so many tags in all."""
    return f"<{tag}>" * depth + "河" + f"</{tag}>" * depth + "<p>一" * (tags - 2 * depth)


def full(attributes: int, length: int) -> str:
    """A tag with so many attributes, of so many characters."""
    own = "".join([f" a{n}=''" for n in range(attributes)])
    return f"<p{own} z='{'x' * (length - len(own))}'>河堤加固。</p>"


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        pytest.param(deep("b", 30, 3000), True, id="FORMATTING: thirty levels"),
        pytest.param(deep("b", 35, 3000), False, id="FORMATTING: thirty-five are too deep"),
        pytest.param(deep("b", 35, 1800), True, id="_FEW_FORMATTING: but not on a page of 1,800 tags"),
        pytest.param(deep("b", 35, 2400), False, id="_FEW_FORMATTING: on one of 2,400"),
        pytest.param(deep("div", 450, 7000), True, id="OTHERS: 450 levels"),
        pytest.param(deep("div", 550, 7000), False, id="OTHERS: 550 are too deep"),
        pytest.param(deep("div", 550, 4500), True, id="_FEW: but not on a page of 4,500 tags"),
        pytest.param(deep("div", 550, 6000), False, id="_FEW: on one of 6,000"),
        pytest.param(full(180, 6000), True, id="ATTRIBUTES: 180"),
        pytest.param(full(230, 6000), False, id="ATTRIBUTES: 230 are too many"),
        pytest.param(full(230, 3500), True, id="_LONG: but not in a tag of 3,500 characters"),
        pytest.param(full(230, 4500), False, id="_LONG: in one of 4,500"),
    ],
)
def test_what_is_taken_out_before_parsing(source: str, whole: bool) -> None:
    """Tags that only cost time; the text stays as it is."""
    assert (bounded(source) == source) is whole
    assert "河" in bounded(source)


RIVER = "<p>水位仍在警戒线以下，沿岸的居民放心了。</p>"


def inside(levels: int) -> str:
    """A line so many levels inside an element that says it holds the article."""
    return "<div class='article'>" + "<div>" * levels + RIVER + "</div>" * levels + "</div>"


def below(levels: int) -> str:
    """An element that says it holds the article, so deep."""
    return "<div>" * levels + f"<div class='article'>{RIVER}</div>" + "</div>" * levels


def named(letters: int) -> str:
    """An element whose first name has so many letters."""
    return f"<div class='{'x' * letters} article'>{RIVER}</div>"


def beside(paragraphs: int, others: int) -> str:
    """An element with so much of the article, beside paragraphs by themselves."""
    return f"<div class='a'><div class='b'>{RIVER * paragraphs}</div>{RIVER * others}</div>"


def titled(title: str, line: str) -> str:
    return f"<title>{title}</title><h1>{line}</h1>"


@pytest.mark.parametrize(
    ("body", "column", "number"),
    [
        pytest.param(inside(6), "is article", 1, id="_NEAR: seven levels off"),
        pytest.param(inside(7), "is article", 0, id="_NEAR: eight are far"),
        pytest.param(below(350), "is article", 7, id="DEEPEST: 350 levels"),
        pytest.param(below(450), "is article", 0, id="DEEPEST: 450 are not told apart"),
        pytest.param(named(400), "is article", 7, id="_NAMES: behind a name of 400 letters"),
        pytest.param(named(600), "is article", 0, id="_NAMES: behind one of 600"),
        pytest.param(beside(9, 1), "outside", 1, id="CONTAINER: nine paragraphs of ten, the last is outside"),
        pytest.param(beside(7, 3), "outside", 0, id="CONTAINER: seven of ten are a part of the article"),
        pytest.param(titled("河堤加固", "河堤加固"), "head's title", 200, id="_SHORTEST: four characters"),
        pytest.param(titled("河堤工", "河堤工"), "head's title", 0, id="_SHORTEST: three are a section"),
        pytest.param(
            titled("河堤加固工程完工了", "河堤加固工程完工吗"),
            "head's title",
            50,
            id="_BEGINNING: eight characters",
        ),
        pytest.param(
            titled("河堤加固工程完美", "河堤加固工程完工"), "head's title", 0, id="_BEGINNING: seven"
        ),
    ],
)
def test_evidence(body: str, column: str, number: int) -> None:
    """What the model is told of the last line of a page."""
    assert read_page(f"<html><body>{body}</body></html>").evidence[-1][NAMES.index(column)] == number
