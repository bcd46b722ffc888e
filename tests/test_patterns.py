"""Regular expressions take time in proportion to the text, whatever the text."""

from __future__ import annotations

import re
from time import process_time

import pytest

from tests.rows import LONG, Held, patterns_of_modules, patterns_of_rules, slow_row


@pytest.fixture(scope="module")
def seconds() -> float:
    """Seconds of processor time for a row, by this machine's speed.

    Half of what the quickest pattern takes that looks at each pair of a row's characters; others take a
    hundredth of it, or never end.
    """
    pattern = re.compile("a[^b]*b")
    start = process_time()
    assert pattern.search("a" * LONG) is None
    return (process_time() - start) / 2


#: Patterns that are slow on a long row, and never get one: the name, and why.
BOUNDED = {
    "newsclean.decode.appended._ASCII_TAIL": "searches the last 600 bytes",
    "newsclean.repair.mojibake.runs.short_signs": "matched against whole runs only, from their beginning",
    "newsclean.repair.notations.surroundings._CODE_LINE": "matched against lines of at most 1,000 characters",
    "newsclean.structure.metadata.editor": "searches lines that a rule names, and these have a limit",
    "newsclean.web.head._SEPARATORS": "splits a title of at most 300 characters",
}


@pytest.mark.parametrize(
    "source",
    ["(?:a+)+$", "(?:ab|a|b)*c", "a[^b]*b", "(?:x+x+)+y", r"\s*\d+\s*\s*$", "(?:中|国|中国)*。", r"\w+@"],
)
def test_slow_ones_are_found(source, seconds):
    assert slow_row(Held("", re.compile(source), False), seconds)


@pytest.mark.parametrize("source", [r"(?:ab){1,9}c", r"[\u4e00-\u9fff]+", "x{2,20}y", r"(?<!\d)\d{4}-\d\d"])
def test_others_are_not(source, seconds):
    assert not slow_row(Held("", re.compile(source), False), seconds)


@pytest.mark.slow
def test_patterns_of_modules(seconds):
    slow = {held.name: row for held in patterns_of_modules() if (row := slow_row(held, seconds))}
    assert slow.keys() <= BOUNDED.keys(), slow


@pytest.mark.slow
def test_patterns_of_rules(seconds):
    assert {held.name: row for held in patterns_of_rules() if (row := slow_row(held, seconds))} == {}
