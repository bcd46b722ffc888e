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


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(character):04x}" for character in text)


def _with_signs(count: int) -> str:
    """A line of 1,100 characters, with signs of code far from one another."""
    line = list("河边有树在风里站着" * 130)[:1_100]
    for i in range(count):
        line[25 * i] = "(;{=["[i % 5]
    return "".join(line)


def _far_examples(count: int, more: str) -> str:
    """Two escaped characters so many times, far behind the word for it."""
    return f"转义是这样写的。\n{more}\n{' ' * 400}\n" + "。\n".join([_escaped("河堤")] * count)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        pytest.param(_with_signs(19) + _escaped("河堤"), True, id="_DENSE: fewer signs are text"),
        pytest.param(_with_signs(22) + _escaped("河堤"), False, id="_DENSE: more are code"),
        pytest.param(_far_examples(3, ""), False, id="_FEW: three examples"),
        pytest.param(_far_examples(4, ""), True, id="_FEW: four are too many"),
        pytest.param(_far_examples(4, "河边有树" * 22), False, id="_FEW_SHARE: a tenth are examples"),
        pytest.param(_far_examples(4, "河边有树" * 18), True, id="_FEW_SHARE: more are too many"),
    ],
)
def test_a_border_that_takes_a_long_text(text: str, changed: bool) -> None:
    """Escapes in a long line, and far from the word that speaks of them."""
    assert (repair(text).text != text) is changed
