"""Which line is the title: ``cases/titles.toml``."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.structure import read
from newsclean.structure.notes import take_notes
from newsclean.structure.rules.fold import fold, only_as_written, table
from newsclean.structure.rules.index import builtin
from newsclean.structure.titles import _said_again, first_title
from tests.cases import load

CASES = load(__file__, "titles")["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_title(case: dict[str, Any]) -> None:
    titles = [line.text for line in read(case["text"].lstrip("\n")).lines if line.role == "title"]
    assert titles == ([case["title"]] if "title" in case else [])


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("臨江圖書館　２０２４年起延長開放！", 0),  # in another script, with wide digits, a blank and a sign
        ("臨江圖書館　２０２５年起延長開放！", None),
    ],
)
def test_a_lead_says_the_title_however_it_is_written(lead: str, title: int | None) -> None:
    text = "水务局的人昨天说，今年的雨水比往年多，上游的几座水库都满了，他们已经开始放水。"
    notes = take_notes(["临江图书馆2024年起延长开放", lead, text], builtin())
    assert first_title(notes, sure=True) == title


@pytest.mark.parametrize(
    ("title", "lines", "at"),
    [
        ("周小说为什么回乡", 3, 0),  # _AGAIN: so many lines under it; _WORTH: eight characters
        ("周小说为什么回乡", 4, None),
        ("周小为什么回乡", 1, None),
    ],
)
def test_a_line_near_below_says_the_title_again(title: str, lines: int, at: int | None) -> None:
    below = [*["木匠", "江边", "老屋"][: lines - 1], f"转自《{title}》一页"]
    prose = "三年前他离开了省城，到江边的老屋里，一个人修好了屋顶，又在院里搭了一间作坊。"
    assert _said_again(take_notes([title, *below, prose], builtin())) == (at == 0)


def test_what_is_only_as_written_has_no_other_spelling() -> None:
    others = {chr(code) for code, target in table().items() if chr(target) in only_as_written("临江abc图2，")}
    assert others == set()
    assert only_as_written(fold("臨江圖書館2024")) == {"江"}
