"""The plausibility model: running text is cheap, what wrong decoders write is dear."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.models import plausibility

CLEAN = {
    "Hans": "市政府昨天宣布，地铁三号线将在年底前通车。",
    "Hant": "市政府昨天宣佈，地鐵三號線將在年底前通車。",
    "Hong Kong": "佢哋琴日喺旺角食飯，跟住返屋企睇電視。",
    "Japanese": "この図書館は毎週月曜日が休みです。カタカナもある。",
    "Korean": "오늘 아침에는 비가 많이 내렸습니다.",
    "Russian": "Сегодня утром поезд опоздал на десять минут.",
    "French": "L’été dernier, nous avons visité un musée à Besançon.",
    "code": "for (int i = 0; i < size; ++i) { total += values[i]; }",
    "emoji": "今天天气真好😀👍🏽",
}

# How a sentence of news looks under each wrong decoder.
WRONG = [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("gb18030", "latin-1"), ("big5", "gb18030")]
WRONG += [("gb18030", "big5hkscs"), ("gb18030", "mac_roman"), ("gb18030", "cp437"), ("gb18030", "koi8-r")]


@pytest.mark.parametrize("language", CLEAN)
def test_running_text_costs_less_than_nine_nats_a_character(language: str) -> None:
    text = CLEAN[language]
    assert plausibility.cost(text) / len(text) < 9


@pytest.mark.parametrize(("true", "wrong"), WRONG)
def test_a_wrong_reading_costs_more_than_the_right_one(true: str, wrong: str) -> None:
    text = CLEAN["Hant" if true == "big5" else "Hans"]
    garbage = text.encode(true).decode(wrong, "replace")
    assert plausibility.cost(garbage) > 1.5 * plausibility.cost(text)


def test_words_of_both_scripts_are_known() -> None:
    for word, letters_swapped in (("记者", "者记"), ("記者", "者記"), ("经济", "济经"), ("經濟", "濟經")):
        assert plausibility.cost(word) < plausibility.cost(letters_swapped)


def test_nothing_costs_nothing() -> None:
    assert plausibility.cost("") == 0
    assert plausibility.per_character("") == []


@given(st.text(), st.text())
def test_costs_of_parts_add_up(first: str, second: str) -> None:
    whole = plausibility.cost(first + second)
    parts = plausibility.cost(first) + plausibility.cost(second, after=(first or "\n")[-1])
    assert whole == pytest.approx(parts)


@given(st.text())
def test_every_character_has_a_cost(text: str) -> None:
    costs = plausibility.per_character(text)
    assert len(costs) == len(text)
    assert all(0 <= cost < 60 for cost in costs)
    assert sum(costs) == pytest.approx(plausibility.cost(text))


def test_pairs_are_the_same_numbers() -> None:
    table = plausibility.pair_costs()
    costs = plausibility.per_character("新闻。\ue000")
    assert costs == [table["\n", "新"], table["新", "闻"], table["闻", "。"], table["。", "\ue000"]]


def test_the_memory_of_pairs_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plausibility, "_MOST_PAIRS", 10)
    table = plausibility.pair_costs()
    table.clear()
    before = plausibility.cost("这一段文字的字对比十个多得多")
    assert len(table) <= 11
    assert plausibility.cost("这一段文字的字对比十个多得多") == pytest.approx(before)


def test_classes_have_names() -> None:
    assert [plausibility.class_of(c) for c in "\n中あア한é\ue000\ufffd，"] == [
        "start",
        "han",
        "hiragana",
        "katakana",
        "hangul",
        "latin1-lower",
        "private",
        "replacement",
        "cjk-comma",
    ]


def test_rare_characters_are_dear() -> None:
    assert plausibility.single("的") < plausibility.single("鏂") < plausibility.single("龘")


def test_importing_reads_no_tables() -> None:
    code = "from newsclean.models import plausibility; print(plausibility.pair_costs.cache_info().currsize)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "0"
