"""Quotation marks in the form of the target."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean import clean, replay
from newsclean.convert import convert
from newsclean.convert.quotes import change_quotes
from newsclean.errors import OptionsError
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("curly", "corner"),
    [
        ("他說：“好。”", "他說：「好。」"),
        ("他說：“她說‘好’。”", "他說：「她說『好』。」"),
        ("“甲‘乙“丙”丁’”", "「甲『乙「丙」丁』」"),
        ("“甲”和“乙”", "「甲」和「乙」"),
        ("“第一段。\n\n“第二段。”", "「第一段。\n\n「第二段。」"),
        ("“don’t不行”", "「don’t不行」"),
        ("“身高6’2的他”", "「身高6’2的他」"),
        ("“用iPhone拍”，“Hello”", "「用iPhone拍」，“Hello”"),
    ],
)
def test_there_and_back(curly, corner):
    assert change_quotes(curly, "corner-quotes").text == corner
    assert change_quotes(corner, "curly-quotes").text == curly


@pytest.mark.parametrize(
    "text",
    [
        "“没有完。",
        "没有开始。”",
        "“甲‘乙”丙’",
        "“甲”，“乙",
        "“Hello, world”",
        "‘90s’",
        "it’s James’ book，好",
        "5’ 10”高的人",
        "屏幕15”大",
        "「これは“テスト”です」",
        "“제목”이라고 했다",
        '"甲"',
        "",
    ],
)
def test_left_alone(text):
    assert change_quotes(text, "corner-quotes").text == text


def test_single_marks_outside_become_outer_ones():
    assert change_quotes("‘新政’", "corner-quotes").text == "「新政」"
    assert change_quotes("『新政』", "curly-quotes").text == "“新政”"
    assert change_quotes("「甲“乙”」", "corner-quotes").text == "「甲『乙』」"


def test_unpaired_lines_are_reported():
    done = convert("他说：“好。\n她说“行”\n不”", "zh-TW", quotes="target")
    assert done.text == "他說：“好。\n她說「行」\n不”"
    assert done.warnings == ("quotation marks that do not pair were left alone: lines 1, 3",)


def test_targets():
    assert convert("“头发”", "zh-HK", quotes="target").text == "「頭髮」"
    assert convert("“头发”", "s2t", quotes="target").text == "「頭髮」"
    assert convert("「頭髮」", "zh-Hans", quotes="target").text == "“头发”"
    assert convert("「頭髮」", "t2s", quotes="target").text == "“头发”"
    assert convert("“松仁”", "zh-TW", quotes="target").configuration == "corner-quotes"
    assert convert("“头发”", "zh-TW").text == "“頭髮”"
    assert convert("`“发”` “发”", "zh-TW", quotes="target").text == "`“发”` 「發」"
    assert convert("“发”“后”", "zh-TW", quotes="target", keep=["“后”"]).text == "「發」“后”"
    with pytest.raises(OptionsError, match="quotes"):
        convert("“头发”", "zh-TW", quotes="corner")


def test_edits_have_rules_of_their_own():
    document = clean("他说：“头发。”\n", to="zh-TW", quotes="target", skip=["strip"])
    assert document.conversion == "corner-quotes+s2tw-usage-tw"
    assert replay(document.source, document.edits) == document.text
    assert [edit.rule for edit in document.edits if "”" in edit.before] == ["corner-quotes"]


def test_title_follows(newsclean):
    text = "图书馆“延长”开放\n\n临江图书馆昨天宣布，从下月起每晚开放到十点。馆长说，来信让他们下了决心。\n"
    document = clean(text, to="zh-TW", quotes="target")
    assert document.metadata.title == "圖書館「延長」開放"
    assert document.text.startswith("圖書館「延長」開放")
    done = newsclean("convert", "--to", "zh-TW", "--quotes", "target", stdin="“头发\n")
    assert done.text == "“頭髮\n"
    assert "quotation marks" in done.err


def nested(form):
    """Balanced text: quotations of Chinese, the forms alternating inwards."""
    plain = st.sampled_from(["甲", "乙丙", "don’t", "6’2”", "，", "Hello，", "\n"])

    def quoted(depth):
        opening, closing = form[depth % 2]
        inside = plain if depth > 2 else plain | quoted(depth + 1)
        return st.lists(inside.filter(lambda piece: "\n" not in piece), min_size=1, max_size=3).map(
            lambda pieces: f"{opening}丁{''.join(pieces)}{closing}"
        )

    return st.lists(plain | quoted(0), max_size=5).map("".join)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(nested(["「」", "『』"]).filter(lambda text: "’" not in text))
def test_reversible_on_balanced_text(text):
    there = change_quotes(text, "curly-quotes")
    assert there.unpaired == ()
    assert change_quotes(there.text, "corner-quotes").text == text


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text("“”‘’「」『』甲a5，\n ", max_size=20), st.sampled_from(["corner-quotes", "curly-quotes"]))
def test_twice_is_once_and_lengths_stay(text, style):
    once = change_quotes(text, style)
    assert len(once.text) == len(text)
    assert change_quotes(once.text, style).text == once.text
    assert {at for at, (a, b) in enumerate(zip(text, once.text, strict=True)) if a != b} == {
        edit.start for edit in once.edits
    }


@pytest.mark.parametrize(
    "piece", ["“", "”", "“”", "“甲”", "“甲”\n", "“\n", "“甲\n", "\n \n“", "“ \n \n", "’", "a’"]
)
def test_linear_time(piece):
    def step(text):
        change_quotes(text, "corner-quotes")

    assert_linear(step, lambda length: piece * (length // len(piece)) + "甲", 4_000)
    assert_linear(step, lambda length: "“" * (length // 2) + "甲" + "”" * (length // 2), 4_000)
