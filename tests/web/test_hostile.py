"""Pages that are made to hurt: nested without end, unclosed, huge, of nothing but markup."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import clean, replay
from newsclean.structure.markup import NAMES
from newsclean.web.kind import is_html
from newsclean.web.page import read_page
from newsclean.web.source import outside_markup
from tests.growth import assert_linear

PIECES = (
    *(
        "<div>",
        "</div>",
        "<p class='article'>",
        "</p>",
        "<td>",
        "<tr>",
        "</tr>",
        "<table>",
        "</table>",
        "<a href=x>",
    ),
    *(
        "</a>",
        "<br>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<pre>",
        "</pre>",
        "<b>",
        "<li>",
        "<h1>",
        "&#13;",
        "&nbsp;",
    ),
    *(
        "<svg>",
        "<template>",
        "</template>",
        "<title>",
        "<html>",
        "<body hidden>",
        "河堤加固工程昨天完工。",
        "\r",
        "\0",
        "\x0b",
    ),
    *("\u2028", "\ud800", "<", ">", "&", "\u3000", "style='display:none'>", "<p style=", "\n", " "),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_markup_gives_lines_with_their_rows(source):
    page = read_page("<html>" + source)
    lines = page.text.split("\n")
    assert lines.pop() == ""
    assert len(page.evidence) == len(lines)
    assert "\r" not in page.text
    for line, row in zip(lines, page.evidence, strict=True):
        assert line.strip()
        assert len(bytes(row)) == len(NAMES)
    document = clean("<html>" + source, input="html")
    assert document.source == page.text
    assert replay(document.source, document.edits) == document.text


DEEP = 100_000
NESTED = {
    "blocks": "<div>" * DEEP + "河堤。" + "</div>" * DEEP,
    "blocks with text each": "<div>河。" * DEEP,
    "links": "<a>" * DEEP + "河堤。",
    "tables": "<table><tr><td>" * (DEEP // 3) + "河堤。",
    "lists": "<ul><li>河" * (DEEP // 2),
    "bold": "<b>河" * DEEP,
    "bold of many kinds": "".join(f"<b id={n}>" for n in range(1000)) + "<p>河" * 200,
    "closing tags": "</div>" * DEEP + "河堤。",
    "tags that are not closed": "<div " * DEEP,
    "comments that are not closed": "<!--" * DEEP,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(DEEP)) + ">河堤。",
    "a class of a million characters": f"<div class='{'nav ' * 250_000}'>河堤。</div>",
    "a style of a million characters": f"<div style='{'display ' * 125_000}'>河堤。</div>",
    "nothing but line breaks": "<br>" * DEEP,
    "a line of a million characters": "<p>" + "河堤加固" * 250_000,
    "cells": "<table><tr>" + "<td>河" * DEEP,
}


@pytest.mark.parametrize("kind", NESTED)
def test_absurd_pages_end(kind):
    page = read_page("<html><body>" + NESTED[kind])
    assert all(len(bytes(row)) == len(NAMES) for row in page.evidence)


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "<div>河。" * (n // 6),
        lambda n: "<p class=a>河堤加固工程。</p>" * (n // 20),
        lambda n: "<div class='x'>" * (n // 15) + "河",
        lambda n: "<table>" + "<tr><td>河<td>堤" * (n // 14),
        lambda n: "<a href=1>河</a> " * (n // 16),
        lambda n: "".join(f"<p class=c{i}>河。" for i in range(n // 12)),
    ],
)
def test_reading_takes_time_in_proportion(made):
    assert_linear(read_page, lambda n: "<html>" + made(n), 40_000)


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "<p>" * (n // 3),
        lambda n: "<!--" * (n // 4),
        lambda n: "<div " * (n // 5),
        lambda n: "<script>" * (n // 8),
        lambda n: "<html>" + "</html" * (n // 6),
        lambda n: "<text a=" + "x" * n,
        lambda n: " " * n + "<html>",
        lambda n: "\r\n" * (n // 2) + "河堤",
        lambda n: "<!-- 河 -->\n" * (n // 11) + "河堤",
        lambda n: "<?xml" + " " * n,
        lambda n: "<!DOCTYPE html" + "<!--" * (n // 4),
    ],
)
def test_deciding_takes_time_in_proportion(made):
    assert_linear(is_html, made, 40_000)
    assert_linear(lambda text: outside_markup(text, ()), made, 40_000)


def test_json_ld_that_is_nested_without_end():
    deep = "[" * 100_000 + "]" * 100_000
    page = read_page(f"<head><script type='application/ld+json'>{deep}</script></head><p>河堤。</p>")
    assert page.text == "河堤。\n"
    graph = '{"@type":"Article","@graph":[' * 200 + "{}" + "]}" * 200
    assert json.loads(graph)
    read_page(f"<head><script type='application/ld+json'>{graph}</script></head>")


def test_a_head_of_many_values():
    many = "".join(f"<meta name=author content='周明{n}'>" for n in range(20_000))
    assert read_page(f"<head>{many}</head>").head.fields["author"].value == "周明0"


@pytest.mark.parametrize(
    "source",
    ["江城河堤加固" * 4, "<p>" + "江城河堤加固" * 20, "鏂伴椈涓枃" * 9, "<p>首页 > 新闻</p>" * 30 + "<p>（"],
)
def test_a_page_without_a_sentence_is_read(source):
    document = clean(source, input="html")
    assert replay(document.source, document.edits) == document.text
