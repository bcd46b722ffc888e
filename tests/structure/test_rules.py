"""The rules that come with the program: each finds its hits and passes by its misses, in both scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opencc import OpenCC

from newsclean import structure
from newsclean.patterns import compiled
from newsclean.structure.notes import take_notes
from newsclean.structure.rules.fold import DATA, fold, table
from newsclean.structure.rules.index import RuleBook, builtin
from newsclean.structure.rules.load import dump, load_sources

SOURCES = load_sources()
TRADITIONAL = OpenCC("s2t")


def spellings(text: str) -> set[str]:
    """The text itself, in Simplified and in (character by character) Traditional, half and full width."""
    full = {ord(a): b for a, b in zip("():,!?|/", "（）：，！？｜／", strict=True)}
    return {text, TRADITIONAL.convert(text), fold(text), text.translate(full)}


def finds(rule_id: str, line: str) -> bool:
    """Whether the rule alone, guards and all, claims the line or a part of it."""
    book = RuleBook(tuple(rule for rule in SOURCES if rule.id == rule_id))
    (note,) = take_notes([line], book)
    return note.rule is not None or bool(note.cuts)


@pytest.mark.parametrize(("rule", "hit"), [(r.id, hit) for r in SOURCES for hit in r.hits])
def test_hit(rule: str, hit: str) -> None:
    for line in spellings(hit):
        assert finds(rule, line), line


@pytest.mark.parametrize(("rule", "miss"), [(r.id, miss) for r in SOURCES for miss in r.misses])
def test_miss(rule: str, miss: str) -> None:
    for line in spellings(miss):
        assert not finds(rule, line), line


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert [rule.id for rule in SOURCES if not rule.hits or not rule.misses] == []


def test_table_is_made_from_the_sources() -> None:
    assert (DATA / "rules.tsv").read_text("utf-8") == dump(SOURCES), "run scripts/build_rules.py"


def test_each_expression_of_words_is_used() -> None:
    names = re.findall(r"(?m)^([a-z-]+)\t", (DATA / "words.tsv").read_text("utf-8"))
    used = "".join(path.read_text("utf-8") for path in Path(structure.__path__[0]).rglob("*.py"))
    assert [name for name in names if f'"{name}"' not in used] == []


def test_every_source_is_loaded() -> None:
    files = {path.name for path in DATA.glob("*.toml")} - {"parts.toml"}
    assert {rule.file for rule in SOURCES} == files


def test_patterns_are_compiled_only_where_a_guard_lets_a_line_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def noted(pattern: str) -> re.Pattern[str]:
        asked.append(pattern)
        return compiled(pattern)

    monkeypatch.setattr("newsclean.structure.rules.rule.compiled", noted)
    book = RuleBook(builtin().rules)  # which remembers no line
    take_notes(["江面上的船一艘接一艘地开走，他在岸边站了很久，直到天黑才想起来要回家。"], book)
    assert asked == []
    take_notes(["（责任编辑：周明 林晓）"], book)
    assert asked


def test_fold_keeps_every_place() -> None:
    text = "「臺灣」ＡＢ：Ｉ　İ\u3000𠀀é\r\n發佈"
    assert len(fold(text)) == len(text)
    assert fold("責任編輯：ＡＢ") == "责任编辑:ab"
    assert not re.search("[\r\n]", "".join(map(chr, table().values())))


def test_fold_is_idempotent() -> None:
    text = "".join(map(chr, table()))
    assert fold(fold(text)) == fold(text)
