"""The quick ways of finding what may be damaged find what the plain ones do."""

from __future__ import annotations

import random
import re
import sys

import pytest

from newsclean.repair import repair
from newsclean.repair.mojibake import runs, screen, stage
from newsclean.repair.prefilter import everyday, is_rare, no_everyday, unusual
from newsclean.repair.western_letters import western_letter

prefilter = sys.modules["newsclean.repair.prefilter"]
# Everyday characters, others, rare ones, signs, and what separates words and lines.
PIECES = (
    "的",
    "是",
    "国",
    "魑",
    "魅",
    "鹭",
    "鱼",
    "，",
    " ",
    ",",
    ".",
    "a",
    "Z",
    "7",
    "?",
    "@",
    "\n",
    "é",
    "\u3000",
)


def texts(count: int, longest: int) -> list[str]:
    dice = random.Random(18)
    return ["".join(dice.choices(PIECES, k=dice.randrange(1, longest))) for _ in range(count)]


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def test_rows_without_everyday_characters() -> None:
    other = f"[^\x00-\u2fff\uff00-\uffff{re.escape(''.join(sorted(everyday())))}]"
    words = f"(?<![^\x00-\x7f])(?:{other}{{1,6}}[ ,.]){{3}}{other}"
    plain = re.compile(f"{other}{{8,}}|(?<![^\x00-\x7f]){other}{{4,}}(?![^\x00-\x7f])|{words}")
    found = 0
    for text in texts(3000, 40):
        (quick,) = no_everyday(text)
        assert spans(quick, text) == spans(plain, text)
        found += bool(plain.search(text))
    assert found > 50


def test_runs_between_ascii() -> None:
    plain = re.compile("[^\x00-\x7f](?:[0-9?@-~ ]{0,3}[^\x00-\x7f])*(?:[?]{2}|[?@-~])?")
    for text in texts(3000, 40):
        assert spans(plain, text) == spans(runs._RUN, text)


def test_a_text_with_many_rare_characters_is_masked_as_a_whole() -> None:
    """What is suspicious does not depend on how many others are rare."""
    rare = [c for c in map(chr, range(0x9A00, 0x9F00)) if is_rare(c)]
    assert len(rare) > runs._FEW
    table = "".join(f"{c}\tU+{ord(c):04X}\n" for c in rare)
    for line in ("鹭 鱼\n白鹭飞来", "魑魅是鹭\r\n鹭", "鹭?鱼"):
        alone = [run for _, run in runs.suspicious_runs(line, unusual(line), common=False)]
        text = f"{table}{line}"
        assert [run for _, run in runs.suspicious_runs(text, unusual(text), common=False)] == alone


@pytest.mark.parametrize("text", ["编号\n鹭 鱼\n白鹭飞来", "鹭", "a鹭b\n的鹭", "鹭\r\n魑魅是鹭\r鹭", "鹭?鱼"])
def test_sound_characters_are_told_by_their_lines(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with Hangul is looked at as a whole, others line by line."""
    by_lines = list(runs.suspicious_runs(text, unusual(text), common=False))
    monkeypatch.setattr(runs, "_FEW", 0)  # so that it is looked at as a whole
    assert by_lines == list(runs.suspicious_runs(text, unusual(text), common=False))


def test_sound_characters_are_told_by_their_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken out of a text as a whole, and what is passed over among the runs, is the same."""
    some = [text for text in texts(3000, 30) if "é" not in text]
    by_lines = [list(runs.suspicious_runs(text, unusual(text), common=False)) for text in some]
    monkeypatch.setattr(runs, "_FEW", 0)  # so that it is looked at as a whole
    assert by_lines == [list(runs.suspicious_runs(text, unusual(text), common=False)) for text in some]
    assert sum(map(bool, by_lines)) > 500


def test_searches_are_spared_where_nothing_can_be_found() -> None:
    """Western words, numbers and names with a letter need a letter, a digit or a question mark."""
    pieces = (*"的朱茅矇簽掳卤拢基?%．", "a", "Ab", "bcd", "7", " ", "5%")
    dice = random.Random(3)
    found = [0, 0, 0]
    for _ in range(6000):
        text = "".join(dice.choices(pieces, k=dice.randrange(1, 12)))
        letter = western_letter().search(text) is not None
        sign = prefilter.sign_of_two_bytes().search(text) is not None
        half = prefilter.half_of_a_name().search(text) is not None
        assert prefilter.may_hold_letter(text) == letter
        assert prefilter.may_hold_sign(text) == sign
        assert prefilter.has_lost_halves(text) == half or "?" in text
        found = [n + one for n, one in zip(found, (letter, sign, half), strict=True)]
    assert min(found) > 20, found


@pytest.mark.parametrize("short", [False, True])
def test_a_look_finds_what_alternatives_side_by_side_find(short: bool) -> None:
    valid = "[\u2010-\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
    plain = re.compile(f"{valid}{{2}}|[\x80-\u07ff\u2010-\u25ff]{{4}}|^{valid}[\x20-\x7e]?$", re.MULTILINE)
    plain = re.compile(valid) if short else plain
    (quick,) = screen._signs("utf-8", "gbk", short=short)
    pieces = ("新", "a", "é", "—", "\ufffd", "\n", " ")
    dice = random.Random(7)
    for _ in range(3000):
        text = "".join(dice.choices(pieces, k=dice.randrange(1, 12)))
        lines = [
            {text.count("\n", 0, match.start()) for match in one.finditer(text)} for one in (plain, quick)
        ]
        assert lines[0] == lines[1], text


@pytest.mark.parametrize("blanks", ["\u3000", "\u3000\u3000", "  ", " "])
def test_names_between_blanks_are_looked_at_one_by_one(blanks: str) -> None:
    names = blanks.join(f"周{first}{second}" for first in "明国文海志晓建" for second in "华平军林生东安" * 6)
    text = f"{names}{blanks}白鹭{blanks}{names}"
    assert len(text) > runs._VERY_LONG
    assert [run for _, run in runs.suspicious_runs(text, unusual(text), common=False)] == [f"白鹭{blanks}"]


def test_runs_that_nothing_explains_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "_sound", {})
    asked: list[str] = []
    monkeypatch.setattr(stage, "screen", lambda found, pairs, **_: asked.extend(found) or {})
    for _ in range(2):
        assert repair("湖边的白鹭飞走了。\n").edits == ()
    assert asked == ["湖边的白鹭飞走了。"]
    monkeypatch.setattr(stage, "_REMEMBERED", 1)
    repair("山里的白鹭飞走了。\n")
    assert set(stage._sound) == {"山里的白鹭飞走了。"}


def test_what_is_remembered_hides_no_damage() -> None:
    for sentence in ("市图书馆昨天延长了开放时间", "读者对此表示欢迎", "湖边的白鹭今年来得早"):
        damaged = sentence.encode().decode("gb18030", "replace") + "\n"
        first = repair(damaged)
        assert repair(damaged) == first
        assert first.edits


def test_the_expression_for_what_is_not_ordinary_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    made = prefilter._not_ordinary().pattern
    prefilter._not_ordinary.cache_clear()
    monkeypatch.setattr(prefilter, "read", lambda *_: None)
    written: list[object] = []
    monkeypatch.setattr(prefilter, "write", lambda _name, _identity, value: written.append(value))
    assert prefilter._not_ordinary().pattern == made
    assert written == [made]
    prefilter._not_ordinary.cache_clear()
