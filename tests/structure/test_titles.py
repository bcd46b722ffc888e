"""Which line is the title: ``cases/titles.toml``."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.structure import read
from tests.cases import load

CASES = load(__file__, "titles")["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_title(case: dict[str, Any]) -> None:
    titles = [line.text for line in read(case["text"].lstrip("\n")).lines if line.role == "title"]
    assert titles == ([case["title"]] if "title" in case else [])
