"""Look-alikes and controls: damage is mended; the same character stays where it is data."""

from __future__ import annotations

import pytest

from newsclean.edits import apply
from newsclean.repair import repair
from tests.cases import load

CASES = load(__file__, "character_data")


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_data_stays_and_damage_is_mended(case: dict[str, str]) -> None:
    result = repair(case["text"])
    assert result.text == case.get("meant", case["text"])
    assert apply(case["text"], result.edits) == result.text
    assert repair(result.text).text == result.text
    if "note" in case:
        assert result.notes == (case["note"],)
    if "warning" in case:
        assert result.warnings[0] == case["warning"]


def test_one_more_in_words_tips_the_scale() -> None:
    """A text is judged by most of its look-alikes: as many by themselves as in words are data."""
    even = "⼈\n天气预报说今天下午有⾬。\n"
    assert repair(even).text == even
    assert repair(even + "市⺠出门请带伞。\n").text == "人\n天气预报说今天下午有雨。\n市民出门请带伞。\n"


def test_three_rows_make_columns() -> None:
    row = "甲\x07乙\n"
    assert repair(row * 2).text == "甲乙\n" * 2
    assert repair(row * 3).text == row * 3
    assert repair(row * 3 + "一行没有分隔的文字\n").text == "甲乙\n" * 3 + "一行没有分隔的文字\n"


@pytest.mark.parametrize(("count", "more"), [(20, False), (21, True)])
def test_many_controls_that_stay_are_told_once(count: int, more: bool) -> None:
    warnings = repair("栏\x01目" * count).warnings
    assert len(warnings) == count
    assert warnings[-1].endswith("more control characters that are left follow") is more
