"""Whole documents, from damaged to clean, in every encoding and every script."""

from pathlib import Path

import pytest

from newsclean import clean

EXAMPLES = Path(__file__).parent.parent / "examples"
DAMAGED = (EXAMPLES / "damaged.txt").read_text(encoding="utf-8")

PAGE = """首頁 > 新聞 > 城事

濱江圖書館延長開放時間

2024-05-18 09:30 來源：濱江日報

濱江圖書館昨天宣布，從下月起每晚開放到十點。館長周明說，讀者的來信讓他們下了決心。

館方還將增加兩百個座位，並在一樓設立兒童閱覽區。市民可以在網上預約。

責任編輯：林曉

版權所有，未經授權不得轉載。
"""
ARTICLE = """濱江圖書館延長開放時間

濱江圖書館昨天宣布，從下月起每晚開放到十點。館長周明說，讀者的來信讓他們下了決心。

館方還將增加兩百個座位，並在一樓設立兒童閱覽區。市民可以在網上預約。
"""


def test_the_sample():
    document = clean(DAMAGED, to="zh-Hans")
    assert document.text == (EXAMPLES / "clean.txt").read_text(encoding="utf-8")
    assert document.metadata.editor == "林晓"
    assert document.metadata.breadcrumb == ("首页", "新闻", "城事", "正文")
    assert document.metadata.published == "2024-05-18T09:30"
    assert document.warnings == ()


def test_the_sample_in_traditional():
    text = clean(DAMAGED, to="zh-Hant").text
    for right in ("頭髮花白", "關於居民", "今後", "後續", "補償等機制"):
        assert right in text
    for wrong in ("頭發", "關于", "今后", "后續", "?", "(", "（責任", "版權"):
        assert wrong not in text


def test_the_sample_keeps_its_script():
    text = clean(DAMAGED).text
    assert "關于居民" in text  # the script was not asked for
    assert "(" not in text


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "gb18030",
        "gbk",
        "big5",
        "cp950",
        "big5hkscs",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_article_in_all_encodings(encoding, newline):
    document = clean(PAGE.replace("\n", newline).encode(encoding))
    assert document.text == ARTICLE.replace("\n", newline)
    assert document.metadata.source == "濱江日報"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_simplified_in_all_encodings(encoding):
    page = clean(PAGE, to="zh-Hans", only=["convert"]).text
    assert "滨江图书馆" in page
    assert clean(page.encode(encoding)).text == clean(ARTICLE, to="zh-Hans").text
