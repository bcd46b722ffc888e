"""Readings of torn places are ranked by words and by the marks around them."""

from __future__ import annotations

import pytest

from newsclean.models.unigrams import words
from newsclean.repair.pinyin.readings import Stretch
from newsclean.repair.pinyin.rerank import ranked


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        pytest.param("在超市购物", "在承购物", id="a word of two"),
        pytest.param("钢材产能过剩", "钢材产能过乘", id="a word of four"),
        pytest.param("他说", "他脱", id="single characters"),
        pytest.param("海龘", "海龘龘", id="characters that the table lacks cost, too"),
    ],
)
def test_words_cost_less_than_what_is_none(likely: str, unlikely: str) -> None:
    assert words().cost(likely) < words().cost(unlikely)


def test_a_run_costs_no_more_than_its_parts() -> None:
    assert words().cost("") == 0.0
    assert words().cost("超市购物") <= words().cost("超市") + words().cost("购物")


def best(text: str, line: str, *readings: str) -> str:
    """The likeliest of readings that cost the same one by one; the stretch is ``?`` and a character."""
    at = text.index("?")
    found = [Stretch(at + 2, reading, "", len(text), 10.0, 0, 0) for reading in readings]
    return ranked(text, line, found)[0].text


@pytest.mark.parametrize(
    ("text", "line", "readings", "chosen"),
    [
        pytest.param(
            "她在?氬購物\n", "她在", ("承", "超市"), "超市", id="words of the stretch and behind it"
        ),
        pytest.param("鋼材產能過?！\n", "鋼材產能過", ("校", "剩"), "剩", id="words before the stretch"),
        pytest.param("他說“好?！\n", "他說“好", ("。。", "。”"), "。”", id="a quotation is closed"),
        pytest.param("【注意?！\n", "【注意", ("。”", "。】"), "。】", id="the bracket that is open"),
        pytest.param("他說?！好”\n", "他說", ("。”", "：“"), "：“", id="a mark behind the stretch"),
    ],
)
def test_ranking(text: str, line: str, readings: tuple[str, ...], chosen: str) -> None:
    assert best(text, line, *readings) == chosen
    assert best(text, line, *reversed(readings)) == chosen
