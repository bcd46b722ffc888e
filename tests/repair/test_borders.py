"""Texts on the border of numbers that decide about damage (``cases/borders_*.toml``)."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.edits import apply
from newsclean.notices import Notice, notice
from newsclean.repair import repair
from tests.cases import load, names

CASES: list[dict[str, Any]] = [
    case for name in names(__file__) if name.startswith("borders_") for case in load(__file__, name)["case"]
]


def seen(found: Notice) -> str:
    """What was seen, and where: ``lost-characters 1:5``."""
    return found.kind if found.line is None else f"{found.kind} {found.line}:{found.column}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['numbers'][0]}: {case['text'][:12]!r}")
def test_border(case: dict[str, Any]) -> None:
    text = case["text"]
    result = repair(text, guess=case.get("guess", False))
    assert result.text == case.get("becomes", text)
    assert apply(text, result.edits) == result.text
    assert [seen(notice(warning)) for warning in result.warnings] == case.get("said", [])
    if "rules" in case:
        assert [edit.rule for edit in result.edits] == case["rules"]
    assert repair(result.text, guess=case.get("guess", False)).text == result.text
