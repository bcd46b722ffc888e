"""Each threshold of wrong decodings decides something, on both sides of its value."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.repair import repair
from newsclean.repair.mojibake import thresholds
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
