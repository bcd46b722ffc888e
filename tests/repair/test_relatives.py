"""Relatives of injected pinyin: annotations without damage, damage without annotations."""

from __future__ import annotations

import pytest

from newsclean.edits import apply
from newsclean.repair import repair
from tests.cases import load

CASES: list[dict[str, str]] = load(__file__, "injected_relatives")["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_program_wrote_goes_and_what_an_author_wrote_stays(case: dict[str, str]) -> None:
    result = repair(case["text"])
    assert result.text == case.get("meant", case["text"])
    assert apply(case["text"], result.edits) == result.text
    assert repair(result.text).edits == ()


@pytest.mark.parametrize("case", [case for case in CASES if "meant" in case], ids=lambda case: case["name"])
def test_what_decided_is_noted(case: dict[str, str]) -> None:
    assert [note.split(":")[0].split(",")[0] for note in repair(case["text"]).notes] == ["injected pinyin"]
