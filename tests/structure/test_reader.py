"""The reader: texts that must not change, and pages whose every line has a known role."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsclean.document import KEPT_ROLES
from newsclean.structure import read, strip
from tests.cases import load

HERE = Path(__file__).parent
UNCHANGED = load(__file__, "unchanged")["case"]
NOTICES = load(__file__, "notices")["case"]
LISTS = load(__file__, "lists")["case"]
GOLDEN = sorted((HERE / "golden").glob("*.tsv"))
# What is known to be wrong, and must be taken out here when it is right.
WRONG = {
    "magazine": "a short title over a long line: the longer one is taken for the title; both stay",
    "party-paper": "two headlines over each other change roles; both stay",
}


@pytest.mark.parametrize("case", UNCHANGED, ids=[case["name"] for case in UNCHANGED])
def test_unchanged(case: dict[str, str]) -> None:
    stripped = strip(read(case["text"]), KEPT_ROLES)
    assert [(edit.rule, edit.before) for edit in stripped.edits] == []
    assert stripped.text == case["text"]


@pytest.mark.parametrize("case", NOTICES + LISTS, ids=[case["name"] for case in NOTICES + LISTS])
def test_notices(case: dict[str, Any]) -> None:
    lines = strip(read(case["text"]), KEPT_ROLES).text.split("\n")
    assert [line for line in case["text"].split("\n") if line and line not in lines] == case["gone"]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=pytest.mark.xfail(reason=WRONG[path.stem], strict=True))
        if path.stem in WRONG
        else path
        for path in GOLDEN
    ],
    ids=[path.stem for path in GOLDEN],
)
def test_golden(path: Path) -> None:
    """Every line of a golden page is its role, a tab and the line."""
    rows = [row.split("\t", 1) for row in path.read_text("utf-8").splitlines() if not row.startswith("##")]
    text = "".join(line + "\n" for _, line in rows)
    found = [f"{line.role}\t{line.text}" for line in read(text).lines]
    assert found == [f"{role}\t{line}" for role, line in rows]


@pytest.mark.parametrize("path", GOLDEN, ids=[path.stem for path in GOLDEN])
def test_golden_loses_nothing_when_its_paragraphs_stand_alone(path: Path) -> None:
    """The article by itself comes back whole."""
    rows = [row.split("\t", 1) for row in path.read_text("utf-8").splitlines() if not row.startswith("##")]
    text = "".join(line + "\n" for role, line in rows if role in KEPT_ROLES or role == "blank")
    assert strip(read(text), KEPT_ROLES).text == text
