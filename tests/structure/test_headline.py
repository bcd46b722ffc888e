"""Numbers that decide which line is the title, and which lines near it stay: a case on each side."""

from __future__ import annotations

import pytest

from newsclean.structure.consequences import _keep_decks, _keep_introduced_lists
from newsclean.structure.model.headline import find_title
from newsclean.structure.notes import Notes, take_notes
from newsclean.structure.rules.index import builtin
from newsclean.structure.titles import says_other

TEXT = "江城住建局昨天宣布，城区三座老桥本月起封闭检修，工期四十天，行人和车辆需要绕行。"
DATE = "2023-05-06 08:00　来源：海风在线"
OTHER = "候鸟飞抵南湖滩涂"  # nothing of it stands in the text
SAYS = "三座老桥本月起封闭检修"
#: One of three pairs stands in the text.
THIRD = "老桥新貌"
PROMPT = "您使用的浏览软件版本太低，为了获得更好的浏览体验，建议升级之后再访问我们的网站。"


def _notes(*lines: str) -> Notes:
    return take_notes(lines, builtin())


def _title(lines: list[str], scores: list[float], first: int) -> int | None:
    notes = _notes(*lines)
    return find_title(notes, set(), [note.is_prose for note in notes], scores, first)


@pytest.mark.parametrize(
    ("line", "less", "title"),
    [(SAYS, 4.4, 1), (SAYS, 4.6, 0), (THIRD, 4.2, 1), (THIRD, 4.4, 0)],
)
def test_a_line_that_the_article_repeats_gains(line: str, less: float, title: int) -> None:
    assert _title([OTHER, line, TEXT], [less, 0.0, -9.0], 2) == title


@pytest.mark.parametrize(("more", "title"), [(1.9, 0), (2.1, 2)])
def test_a_title_under_a_prompt_is_clearly_likelier(more: float, title: int) -> None:
    assert _title([OTHER, PROMPT, "夜航的灯与旧码头", TEXT], [0.0, -9.0, more, -9.0], 1) == title


@pytest.mark.parametrize(("prompts", "title"), [(3, 3), (4, None)])
def test_a_page_has_three_prompts(prompts: int, title: int | None) -> None:
    lines = [PROMPT] * prompts + [SAYS, TEXT]
    assert _title(lines, [-9.0] * prompts + [1.0, -9.0], 0) == title


@pytest.mark.parametrize(
    ("between", "under", "less", "title"),
    [(0, 0, 2.4, 0), (0, 0, 2.6, 2), (2, 0, 1.0, 0), (3, 0, 1.0, 5), (0, 1, 1.0, 0), (0, 2, 1.0, 4)],
)
def test_over_the_date_stands_the_title(between: int, under: int, less: float, title: int) -> None:
    lines = [OTHER, *["城事"] * between, DATE, *["城事"] * under, "夜航的灯与旧码头", TEXT]
    scores = [0.0, *[-9.0] * (between + 1 + under), less, -9.0]
    assert _title(lines, scores, len(lines) - 1) == title


@pytest.mark.parametrize(("prompt", "other"), [(14, True), (11, False)])
def test_a_prompt_says_nothing_of_the_text(prompt: int, other: bool) -> None:
    assert says_other("老桥" + "请先登录再继续浏览更多精彩内容"[:prompt], TEXT) is other


@pytest.mark.parametrize(
    ("deck", "above", "odds", "kept"),
    [
        ("城区三座老桥封闭", 0, -2.4, False),
        ("城区三座老桥本月起", 0, -2.4, True),
        ("城区三座老桥本月起", 0, -2.6, False),
        ("城区三座老桥本月起", 3, -1.0, True),
        ("城区三座老桥本月起", 4, -1.0, False),
    ],
)
def test_a_headline_under_the_date(deck: str, above: int, odds: float, kept: bool) -> None:
    notes = _notes(OTHER, *["城事"] * above, deck, TEXT)
    stays = [note.is_prose for note in notes]
    _keep_decks(notes, stays, [odds] * len(notes), 0)
    assert stays[above + 1] is kept


@pytest.mark.parametrize(("paragraphs", "kept"), [(11, True), (12, False)])
def test_a_headline_says_what_the_beginning_says(paragraphs: int, kept: bool) -> None:
    notes = _notes(OTHER, "城区三座老桥本月起", *[PROMPT] * paragraphs, TEXT)
    stays = [note.is_prose for note in notes]
    _keep_decks(notes, stays, [-1.0] * len(notes), 0)
    assert stays[1] is kept


@pytest.mark.parametrize(
    ("over", "kept"), [("排在前面的几本书有这些：", True), ("排在前面几本书有这：", False)]
)
def test_a_sentence_introduces_a_list_that_a_source_closes(over: str, kept: bool) -> None:
    notes = _notes(TEXT, over, "江上的桥", "灯下", "来源：海风在线")
    stays = [True, True, False, False, False]
    _keep_introduced_lists(notes, {4}, stays, [0.0] * 5)
    assert stays == [True, True, kept, kept, False]
