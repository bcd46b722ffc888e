"""The decisions of a conversion: what had a choice is told with its alternatives, as it was done."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean import clean
from newsclean.convert import convert
from newsclean.options import TARGETS


def rows(text, to, **asked):
    return {
        (row.start, row.before): row
        for row in convert(text, to, explain=True, **asked).decisions
        if row.alternatives
    }


@pytest.mark.parametrize(
    ("text", "to", "place", "expected", "alternative"),
    [
        ("头发很长", "zh-TW", (1, "发"), ("髮", "phrase 头发"), "發"),
        ("皇后来访，说", "zh-TW", (1, "后"), ("后", "phrase 皇后"), "後"),
        ("专利被发明人持有", "zh-TW", (3, "发"), ("發", "border 被|发明"), "髮"),
        ("范先生说话了", "zh-TW", (0, "范"), ("范", "name 范先生"), "範"),
        ("冷面笑匠说话", "zh-TW", (1, "面"), ("面", "word 冷面笑匠"), "麵"),
        ("他发呀", "zh-TW", (1, "发"), ("發", "character"), "髮"),
        ("看这发", "s2t", (2, "发"), ("發", "character"), "髮"),
        ("乾隆說話", "zh-Hans", (0, "乾"), ("乾", "phrase 乾隆"), "干"),
        ("餅乾說", "zh-Hans", (1, "乾"), ("干", "character"), "乾"),
        ("萬里長城與皇后", "zh-TW", (1, "里"), ("里", "kept"), "裡"),
        ("皇后來了嗎", "zh-TW", (1, "后"), ("后", "kept"), "後"),
        ("李松仁", "zh-TW", (1, "松"), ("松", "kept"), "鬆"),
        ("關于皇後的頭發", "zh-TW", (6, "發"), ("髮", "phrase 头发"), "發"),
    ],
)
def test_rule(text, to, place, expected, alternative):
    row = rows(text, to)[place]
    assert (row.after, row.rule) == expected
    assert alternative in row.alternatives
    assert row.after not in row.alternatives


def test_regional_words_are_told_as_words():
    found = rows("软件和鼠标都坏了", "zh-TW", phrases=True)
    assert found[0, "软件"].after == "軟體"
    assert found[0, "软件"].alternatives == ("軟件",)
    assert found[0, "软件"].rule == "region 软件"
    assert found[3, "鼠标"].after == "滑鼠"
    assert rows("滑鼠壞了", "zh-Hans", phrases=True)[0, "滑鼠"].after == "鼠标"


def test_what_is_protected_and_foreign_is_not_told():
    assert rows("`f(头发)` http://a.example/发 说", "zh-TW") == {}
    assert rows("国会の後で、公里について話した。", "zh-TW") == {}
    assert rows("头发和皇后", "zh-TW", keep=["头发", "皇后"]).keys() == set()


def test_words_of_the_caller(tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("头发\t頭毛\n", encoding="utf-8")
    done = convert("他的头发", "zh-TW", dict=[str(words)], explain=True)
    assert [(row.start, row.before, row.after, row.rule) for row in done.decisions] == [
        (2, "头发", "頭毛", "dict")
    ]


def test_only_when_asked():
    assert convert("头发", "zh-TW").decisions == ()
    assert clean("头发", to="zh-TW").decisions == ()
    assert clean("头发", to="zh-TW", explain=True).decisions


PIECES = (
    *(
        "头发",
        "皇后",
        "干了",
        "被发明",
        "粉丝发布了",
        "范先生",
        "软件",
        "鼠标",
        "发展經濟",
        "経済",
        "裏面",
        "裡面",
        "爲什麽",
    ),
    *(
        "关于",
        "關于",
        "皇後",
        "頭發",
        "乾隆",
        "餅乾",
        "看著",
        "著名",
        "公里",
        "台北",
        "“里面‘发’”",
        "「裡面」",
        "”",
        "“",
    ),
    *(
        "，",
        "。",
        "\n",
        "\r\n",
        " ",
        "`发`",
        "http://a.example/发",
        "の",
        "カナ",
        "한국",
        "⿰氵发",
        "豈",
        "\ufdd0",
        "\ufdd2",
        "\ud800",
        "a",
        "😀",
    ),
)


def replayed(text, decisions):
    pieces, at = [], 0
    for row in decisions:
        assert row.start >= at
        assert text[row.start :].startswith(row.before)
        pieces += (text[at : row.start], row.after)
        at = row.start + len(row.before)
    return "".join(pieces) + text[at:]


@pytest.mark.parametrize("to", [*TARGETS, "s2t", "s2twp", "t2s", "tw2sp", "t2tw", "jp2t"])
@pytest.mark.parametrize("quotes", [pytest.param("keep", marks=pytest.mark.slow), "target"])
def test_the_decisions_replayed_give_the_text(to, quotes):
    phrases = {"phrases": True} if to.startswith("zh") and quotes == "keep" else {}

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
    def check(text):
        done = convert(text, to, explain=True, quotes=quotes, **phrases)
        assert replayed(text, done.decisions) == done.text
        assert done.text == convert(text, to, quotes=quotes, **phrases).text

    check()


def test_as_a_process(newsclean):
    done = newsclean("convert", "--to", "zh-TW", "--explain", stdin="皇后的头发\n后来\n")
    assert done.code == 0
    lines = [line.split("\t") for line in done.text.splitlines()]
    assert ["-:1:2", "convert", "phrase 皇后", "", "后", "后", "後"] in lines
    assert ["-:1:5", "convert", "phrase 头发", "", "发", "髮", "發"] in lines
    assert ["-:1:4", "convert", "s2tw-usage-tw", "", "头", "頭"] in lines
    assert ["-:2:1", "convert", "phrase 后来", "", "后", "後", "后"] in lines


def test_as_json(newsclean):
    text = "皇后的头发\n"
    record = json.loads(
        newsclean("convert", "--to", "zh-TW", "--explain", "--format", "json", stdin=text).text
    )
    assert record["decisions"][0] == {
        "where": {"line": 1, "column": 2, "offset": 1},
        "before": "后",
        "after": "后",
        "rule": "phrase 皇后",
        "alternatives": ["後"],
    }
    assert "decisions" not in json.loads(
        newsclean("convert", "--to", "zh-TW", "--format", "json", stdin=text).text
    )
    for line in newsclean("clean", "--explain", "--format", "jsonl", stdin=text).text.splitlines():
        assert json.loads(line)["decisions"] == []


def test_text_that_is_left_alone(newsclean):
    done = newsclean("convert", "--to", "zh-TW", "--explain", stdin="萬里長城\n")
    assert done.text.splitlines()[0].split("\t") == ["-:1:2", "convert", "kept", "", "里", "里", "裡 哩"]
