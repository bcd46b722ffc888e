"""Time: no pattern backtracks badly, and reading takes time in proportion to the text."""

from __future__ import annotations

import re
from time import process_time

import pytest

from newsclean.document import KEPT_ROLES
from newsclean.structure import read, strip
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.load import load_sources
from newsclean.structure.rules.rule import Rule
from tests.growth import assert_linear

RULES = [rule for rule in load_sources() if rule.pattern]
FILLERS = ["[", "(", "|", ">", "1", "12", "a", "一", ",", ".", " ", "/", ":", "-", "@", "0-", "2020-01-01"]
PROSE = "江城入夏以来雨水偏多，沿江各县已经开始巡查堤防，目前水位仍在警戒线以下，各地值守人员已经到岗。\n"
# A pattern meets lines of at most `max` characters. The slowest takes 8 ms for one made to be slow
# (measured here, 2026); one that backtracks exponentially takes minutes.
_LIMIT = 2.0


def slow_lines(rule: Rule) -> list[str]:
    """Lines that begin as the rule wants and go on with what its pattern may repeat."""
    words = list(dict.fromkeys(re.findall(r"[^\W\d_a-z]{1,6}", rule.pattern)))[:12]
    starts = rule.starts[:2] or ("",)
    inner = rule.contains[:2] or ("",)
    size = rule.max - 4
    return [
        (start + word + filler * size)[:size] + end
        for start in starts
        for word in inner
        for filler in (*FILLERS, *words)
        for end in ("", "!x。")
    ]


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_no_pattern_backtracks_badly(rule: Rule) -> None:
    for line in slow_lines(rule):
        folded = fold(line)
        start = process_time()
        rule.cuts(folded) if rule.where == "inside" else rule.fits(folded)
        assert process_time() - start < _LIMIT, line


UNITS = {
    "one line of copyright": "版权所有",
    "one line of parts": "他走了。（编辑：王五）",
    "one line of parts in parts": "（热门点阅：",
    "one line of crumbs": "首页>",
    "one line of blanks": " ",
    "blank lines": "\n",
    "lines to cut": "他走了。（编辑：王五）\n",
    "headings": "相关阅读\n",
    "headings over text": "相关阅读\n" + PROSE,
    "numbers": "1\n",
    "menus": "首页\n新闻\n",
    "datelines": "2019-09-07 13:43:45 来源：江城网\n",
    "editors and text": "责任编辑：张三\n" + PROSE,
    "headlines and text": "江城提前入汛沿江加强巡查\n" + PROSE,
    "headlines": "江城提前入汛沿江加强巡查\n",
    "copyright in prose": "未经授权不得转载" + PROSE,
}


@pytest.mark.parametrize("unit", UNITS.values(), ids=list(UNITS))
def test_time_grows_with_the_text(unit: str) -> None:
    assert_linear(
        lambda text: strip(read(text), KEPT_ROLES),
        lambda size: PROSE * 3 + unit * (size // len(unit)),
        10_000,
    )


def test_a_megabyte_in_one_line() -> None:
    text = PROSE + "未经授权不得转载（编辑：" * 90_000
    assert read(text).lines[-1].role == "body"
