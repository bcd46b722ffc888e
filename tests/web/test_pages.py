"""Pages through all stages: read as a page where the article is asked for, and as text where it is not."""

from __future__ import annotations

import pytest

import newsclean
from newsclean import clean, replay
from tests.web.pages import ARTICLE, PARAGRAPHS, TITLE, page


def test_a_page_gives_its_article() -> None:
    document = clean(page())
    assert document.input == "html"
    assert document.text == ARTICLE
    assert document.metadata.title == TITLE
    assert replay(document.source, document.edits) == document.text
    assert "".join(line.text + line.ending for line in document.lines) == document.source


def test_metadata_say_where_they_come_from() -> None:
    metadata = clean(page()).metadata
    origins = dict(metadata.origins)
    assert metadata.published == "2024-03-01T08:00:00+08:00"
    assert origins["published"] == "article:published_time"
    assert (metadata.url, origins["url"]) == ("https://news.example.com/2024/1.html", "<link rel=canonical>")
    assert (metadata.site, origins["site"]) == ("临江网", "og:site_name")
    # What the lines say is theirs: the number of the line.
    assert metadata.source == "临江日报"
    lines = clean(page()).source.split("\n")
    assert "来源：临江日报" in lines[int(origins["source"]) - 1]
    assert lines[int(origins["title"]) - 1] == TITLE


def test_the_address_is_not_converted_and_the_title_of_the_head_is() -> None:
    given = page().replace("/2024/1.html", "/图书馆/1.html")
    metadata = clean(given, to="zh-Hant").metadata
    assert metadata.title == "臨江圖書館延長開放時間"
    assert metadata.url == "https://news.example.com/图书馆/1.html"


def test_cleaning_the_text_of_a_page_changes_nothing_more() -> None:
    text = clean(page()).text
    again = clean(text)
    assert (again.text, again.input) == (text, "text")


@pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030", "utf-16"])
def test_encodings(charset: str) -> None:
    document = clean(page(charset=charset).encode(charset))
    assert document.text == ARTICLE
    assert document.input == "html"


def test_a_declaration_that_is_wrong_is_overruled() -> None:
    assert clean(page(charset="big5").encode("gbk")).text == ARTICLE
    assert clean(page(charset="gb2312").encode()).text == ARTICLE


def test_what_is_damaged_is_repaired_and_the_evidence_stays_beside_its_line() -> None:
    broken = [PARAGRAPHS[0].replace("馆长", "馆\u200b长"), *PARAGRAPHS[1:]]
    document = clean(page(paragraphs=broken))
    assert document.text == ARTICLE
    assert [edit.rule for edit in document.repairs] == ["zero-width"]


def test_the_order_of_the_stages_does_not_change_what_the_evidence_belongs_to() -> None:
    """Repairs that join lines, divide one, or do both, and the rows of the evidence after them."""
    from newsclean.edits import Edit, apply
    from newsclean.lines import split
    from newsclean.web.page import read_page

    shown = read_page("<p>一</p><h1>二</h1><p>三</p><ul><li>四</li></ul>")
    assert shown.text == "一\n二\n三\n四\n"
    by_line = dict(zip("一二三四", shown.evidence, strict=True))
    for edits, lines in (
        ((Edit("repair", "x", 0, "一", "壹"),), "一二三四"),
        ((Edit("repair", "x", 1, "\n", ""),), "一三四"),
        ((Edit("repair", "x", 2, "二", "二\n贰"),), "一二二三四"),
        ((Edit("repair", "x", 1, "\n二\n", "\r\n"), Edit("repair", "x", 6, "四", "四\n")), "一三四四"),
        ((Edit("repair", "x", 0, shown.text, ""),), ""),
    ):
        text = apply(shown.text, edits)
        rows = shown.beside(text, edits)
        assert len(rows) >= len(split(text))
        if len(lines) > 1 and "\n二\n" not in edits[0].before:
            assert [by_line[line] for line in lines] == list(rows)[: len(lines)]


DAMAGED = page().replace("周明", "周\u200b明").replace('lang="zh-CN"', 'lang="zh-CN" title="临\u200b江"')


def test_repair_works_on_the_source_and_leaves_the_markup_alone() -> None:
    document = clean(DAMAGED, only=("repair",))
    assert document.input == "text"
    assert document.text == DAMAGED.replace("周\u200b明", "周明")
    # As text, all of it is repaired.
    assert clean(DAMAGED, only=("repair",), input="text").text == DAMAGED.replace("\u200b", "")


def test_conversion_works_on_the_source_and_leaves_the_markup_alone() -> None:
    given = page().replace('class="info"', 'class="info" data-标签="图书馆"')
    document = clean(given, only=("convert",), to="zh-Hant")
    assert "<h1>臨江圖書館延長開放時間</h1>" in document.text
    assert '<div class="info" data-标签="图书馆">' in document.text
    assert "这里有一句很长的话" in document.text  # in a script
    assert document.text.count("<") == given.count("<")
    assert clean(document.text, only=("convert",), to="zh-Hant").text == document.text


def test_inspection_is_of_the_source() -> None:
    found = newsclean.inspect(DAMAGED.encode())
    assert found.repairs == 1
    assert found.newlines == "lf"


def test_input_is_said() -> None:
    as_text = clean(page(), input="text")
    assert as_text.input == "text"
    assert as_text.source == page()
    # A part that begins with text is not recognised, and can be said to be one.
    part = "临江图书馆<br>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert clean(part).input == "text"
    assert clean(part, input="html").source.split("\n")[0] == "临江图书馆"
    with pytest.raises(newsclean.OptionsError, match="archive"):
        clean(page(), input="warc")
    with pytest.raises(newsclean.OptionsError, match="html"):
        clean(page(), input="htm")


def test_roles_that_are_kept() -> None:
    assert "来源：临江日报" in clean(page(), keep=("dateline", "source")).text


def test_nothing_is_lost_without_a_word() -> None:
    document = clean(page())
    kept, gone = (
        [line.text for line in document.lines if (line.number in document.kept) is flag]
        for flag in (True, False)
    )
    assert kept == [TITLE, *PARAGRAPHS]
    assert "江边步道本周末开放" in gone
    assert all("不是正文" not in line for line in (*kept, *gone))


def test_a_page_in_another_language_is_left_whole() -> None:
    body = "".join(
        f"<p>The library of the town stays open until ten, sentence {n}, and so on.</p>" for n in range(9)
    )
    document = clean(
        f"<html><head><title>Library</title></head><body><ul><li>Home</li></ul>{body}</body></html>"
    )
    assert document.text == document.source
    assert document.text.startswith("Home\nThe library")


def test_a_page_about_programs_is_read_as_a_page() -> None:
    """Code in an article makes a text one that the rules do not speak of, and a page none."""
    code = "<pre>" + "import json\n\ndef read(path):\n    return json.load(open(path))\n" * 3 + "</pre>"
    given = page().replace('</div>\n<p class="editor">', f'{code}</div>\n<p class="editor">')
    document = clean(given)
    assert "首页" not in document.text
    assert "import json\ndef read(path):\n    return json.load(open(path))" in document.text


def test_a_title_that_no_line_says_is_that_of_the_head_if_the_article_speaks_of_it() -> None:
    without = page().replace(f"<h1>{TITLE}</h1>", "")
    metadata = clean(without).metadata
    assert (metadata.title, dict(metadata.origins)["title"]) == (TITLE, "<title>")
    section = without.replace(f"<title>{TITLE}_城事_临江网", "<title>新闻动态_临江网")
    assert clean(section).metadata.title is None
    given = section.replace("<style>", '<meta property="og:title" content="新闻动态一则"><style>')
    assert clean(given).metadata.title == "新闻动态一则"


MISSING = "本页面不存在，或者已经被删除，五秒后将返回首页。"


@pytest.mark.parametrize("markup", ["<nav><a href='/'>{}</a></nav>", "<div class='footer'><p>{}</p></div>"])
def test_the_only_line_of_a_page_stays_whatever_stands_around_it(markup: str) -> None:
    document = clean(f"<html><body>{markup.format(MISSING)}</body></html>")
    assert document.text == MISSING + "\n"
    assert document.warnings == ()


def test_a_page_of_which_nothing_stays_is_told() -> None:
    links = "".join(f"<nav><a href='/{n}'>{text}</a></nav>" for n, text in enumerate(("国际", MISSING)))
    document = clean(f"<html><body>{links}</body></html>")
    assert document.text == ""
    assert [notice.kind for notice in document.notices] == ["no-article"]
    assert "all 2 lines" in document.warnings[0]
    assert clean(page()).warnings == ()
