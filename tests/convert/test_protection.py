"""Addresses, paths, code and what the caller names stay as they are."""

import pytest

from newsclean.convert import convert
from newsclean.errors import OptionsError
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("见http://a.example/发 发布", "見http://a.example/发 發布"),
        ("详见http://a.example/index.html查看详情", "詳見http://a.example/index.html查看詳情"),
        ("访问http://a.example查看发言", "訪問http://a.example查看發言"),
        ("www.a.example/词条/头发，头发", "www.a.example/词条/头发，頭髮"),
        ("https://a.example/?q=头发&p=后来 头发", "https://a.example/?q=头发&p=后来 頭髮"),
        (r"打开C:\用户\头发.txt，看头发", r"打開C:\用户\头发.txt，看頭髮"),
        ("放进 /home/user/头发.txt 里", "放進 /home/user/头发.txt 裡"),
        ("放进 ~/data/头发/ 里", "放進 ~/data/头发/ 裡"),
        ("记者/张国华 摄影/李发", "記者/張國華 攝影/李發"),
        ("用`头发`表示头发", "用`頭髮`表示頭髮"),
        ("用`头发=1`表示头发", "用`头发=1`表示頭髮"),
        ("用 `f(头发)` 表示头发", "用 `f(头发)` 表示頭髮"),
        ("前\n```\n头发\n```\n头发", "前\n```\n头发\n```\n頭髮"),
        ("一个`头发", "一個`頭髮"),
        ("\ufdd1头发\ufdd1", "\ufdd1頭髮\ufdd1"),
        ("邮箱发至a@b.example即可发表", "郵箱發至a@b.example即可發表"),
    ],
)
def test_always_protected(text, expected):
    assert convert(text, "zh-TW").text == expected
    assert convert(expected, "zh-TW").text == expected


def test_nothing_but_protected_text_is_left_alone():
    assert convert("http://a.example/头发", "zh-TW").text == "http://a.example/头发"
    # Evidence inside of an address does not count.
    assert convert("萬里長城 http://a.example/头发", "zh-TW").text == "萬里長城 http://a.example/头发"


def test_named_by_the_caller():
    assert convert("《头发》是头发的书", "zh-TW", protect=["《[^》]*》"]).text == "《头发》是頭髮的書"
    assert convert("张发财发财了", "zh-TW", keep=["张发财"]).text == "张发财發財了"
    assert convert("一(发)展", "zh-TW", keep=["(发)"]).text == "一(发)展"


@pytest.mark.parametrize("expression", ["(", "a*", ""])
def test_bad_expressions(expression):
    with pytest.raises(OptionsError, match="protect"):
        convert("头发", "zh-TW", protect=[expression])


def test_phrases():
    assert convert("软件和网络", "zh-TW").text == "軟件和網絡"
    assert convert("软件和网络", "zh-TW", phrases=True).text == "軟體和網路"
    assert convert("軟體和網路", "zh-Hans", phrases=True).text == "软件和网络"
    assert convert("軟體和網路", "zh-TW", phrases=True).text == "軟體和網路"


@pytest.mark.parametrize(
    "piece", ["`", "```\n", "http://", "/a/", "C:\\", "www.", "https://a/发/", "``", "/a", "头/", "~/a/发"]
)
def test_linear_time(piece):
    assert_linear(
        lambda text: convert(text, "zh-TW"), lambda length: piece * (length // len(piece)) + "发", 20_000
    )
