"""Relatives of injected pinyin: annotations without damage, damage without annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

from newsclean.edits import apply
from newsclean.repair import repair

PATH = Path(__file__).parent / "cases" / "injected_relatives.toml"
CASES: list[dict[str, str]] = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_program_wrote_goes_and_what_an_author_wrote_stays(case: dict[str, str]) -> None:
    result = repair(case["text"])
    assert result.text == case.get("meant", case["text"])
    assert apply(case["text"], result.edits) == result.text
    assert repair(result.text).edits == ()


@pytest.mark.parametrize("case", [case for case in CASES if "meant" in case], ids=lambda case: case["name"])
def test_what_decided_is_noted(case: dict[str, str]) -> None:
    assert [note.split(":")[0].split(",")[0] for note in repair(case["text"]).notes] == ["injected pinyin"]
