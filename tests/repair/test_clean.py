"""Clean lines that are hard: rare names, old prose, frames, tables, other languages. All of them stay."""

from __future__ import annotations

import pytest

from newsclean.repair import repair
from tests.cases import load

KINDS = [*load(__file__, "clean")["kind"], *load(__file__, "technical")["kind"]]
KNOWN = pytest.mark.xfail(strict=True, reason="altered, or called a wrong decoding")


def lines(kind: dict[str, str], key: str) -> list[str]:
    return kind.get(key, "").split("\n")[:-1]


CASES = [pytest.param(line, kind, id=line) for kind in KINDS for line in lines(kind, "lines")]
CASES += [pytest.param(line, kind, id=line, marks=KNOWN) for kind in KINDS for line in lines(kind, "known")]


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 600
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("line", "kind"), CASES)
def test_a_clean_line_stays_without_a_word(line: str, kind: dict[str, str]) -> None:
    result = repair(line)
    assert result.text == line
    if not kind.get("about"):
        assert not [warning for warning in result.warnings if "decod" in warning]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_the_lines_of_a_kind_stay_together(kind: dict[str, str]) -> None:
    text = kind["lines"]
    assert repair(text).text == text
