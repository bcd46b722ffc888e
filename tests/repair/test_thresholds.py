"""Each threshold of wrong decodings decides something, on both sides of its value."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.repair import repair
from newsclean.repair.mojibake import thresholds, verdict
from tests.cases import load

CASES: list[dict[str, Any]] = load(__file__, "mojibake_thresholds")["case"]
NAMES = [name for name in vars(thresholds) if name.isupper()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['threshold']} {case['by']:+}")
def test_a_threshold_that_is_moved_decides_otherwise(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, text = case["threshold"], case["text"]
    now = repair(text)
    monkeypatch.setattr(thresholds, name, getattr(thresholds, name) + case["by"])
    then = repair(text)
    assert (now.text, then.text) == (case["now"], case["then"])
    if "warnings" in case:
        assert [len(now.warnings), len(then.warnings)] == case["warnings"]
    else:
        assert now.text != then.text


@pytest.mark.parametrize("name", NAMES)
def test_a_threshold_has_a_case_on_both_sides(name: str) -> None:
    assert {case["by"] > 0 for case in CASES if case["threshold"] == name} == {True, False}


def test_a_gain_does_not_depend_on_the_order_of_a_set(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "abcdefghijk"
    costs = dict.fromkeys(zip("\n" + text, text, strict=False), 1.0) | {("\n", "a"): 1e16}
    monkeypatch.setattr(verdict.plausibility, "pair_costs", lambda: costs)
    assert verdict.difference(text, "") == 1e16 + 10
