"""Guesses at lossy mojibake: whatever is found gives the damage that is seen, and marks are closed."""

from __future__ import annotations

import pytest

from newsclean.edits import Edit
from newsclean.repair import repair
from newsclean.repair.mojibake import guess
from newsclean.repair.mojibake.filling import _wrong_guesses
from newsclean.repair.mojibake.pairs import Pair

SENTENCES = (
    "市图书馆昨天延长了开放时间，读者很多。",
    "老师说：“明天的课改在下午。”学生们都记下了。",
    "工程師表示，新橋在規劃時就考慮到了行人的需要。",
    "委員會昨天發表「長者服務」報告，建議增加人手。",
)
DECODERS = (("gbk", "gbk"), ("cp1252", "cp1252"), ("shift_jis", "cp932"))


LOSSY = [
    (text, read_as, codec)
    for text in SENTENCES
    for read_as, codec in DECODERS
    if "\ufffd" in text.encode().decode(codec, "replace")
]


@pytest.mark.parametrize(("text", "read_as", "codec"), LOSSY)
def test_a_guess_gives_the_same_damage_again(text: str, read_as: str, codec: str) -> None:
    damage = text.encode().decode(codec, "replace")
    found = guess.search(damage, Pair("utf-8", read_as, 0), sound=text, before="", after="\n")
    assert found is not None
    assert found.text.encode().decode(codec, "replace") == damage
    assert found.margin >= 0


def test_most_sentences_lose_bytes() -> None:
    assert len(LOSSY) > 8


def test_what_no_text_gives_is_no_guess() -> None:
    pair = Pair("utf-8", "cp1252", 0)
    assert guess.search("ä\ufffdé\ufffd", pair, sound="", before="", after="") is None
    assert guess.search("没有丢失", pair, sound="", before="", after="") is None
    assert guess.search("\ufffd" * (guess.LONGEST + 1), pair, sound="", before="", after="") is None


@pytest.mark.parametrize("text", [text for text, _, codec in LOSSY if codec == "cp1252"])
def test_guess_fills_a_line(text: str) -> None:
    damage = text.encode().decode("cp1252", "replace")
    result = repair(damage, guess=True)
    assert result.text == text
    assert any("guess" in edit.rule for edit in result.edits)
    assert repair(result.text, guess=True).edits == ()


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        # Rare characters give the same damage: 恥偰, 乁偁岍.
        ("cp1252", "来台前，他最放心不下九十岁的老母亲。"),
        # What is left of the damage looks like Traditional text: 佷範.
        ("gbk", "据街坊说，芯片中心见习的学生支持这项试点。"),
        # ８ and ＆ give the same.
        ("cp932", "睡眠时间（sleep time）不足会影响学习。"),
    ],
)
def test_the_likeliest_of_those_that_give_the_damage(codec: str, text: str) -> None:
    damage = text.encode().decode(codec, "replace")
    assert "\ufffd" in damage
    assert repair(damage, guess=True).text == text


def _edit(start: int, before: str, after: str, rule: str = "utf-8-as-gbk+guess") -> Edit:
    return Edit("repair", rule, start, before, after)


@pytest.mark.parametrize(
    ("meant", "guessed"), [("请检查门锁。", "请是查门锁。"), ("检讨了一天。", "是讨了一天。")]
)
def test_a_guess_that_gives_other_damage_is_wrong(meant: str, guessed: str) -> None:
    """是 would have been read as 鏄�, of which the first character is seen."""
    damage = meant.encode().decode("gbk", "replace")
    pair = Pair("utf-8", "gbk", 0)
    right, wrong = _edit(0, damage, meant), _edit(0, damage, guessed)
    assert list(_wrong_guesses(damage, [right], pair)) == []
    assert list(_wrong_guesses(damage, [wrong], pair)) == [wrong]


def test_what_stays_between_guesses_parts_them() -> None:
    first, second = ("检查。".encode().decode("gbk", "replace") for _ in range(2))
    damage = first + "甲" + second
    edits = [_edit(0, first, "检查。"), _edit(len(first) + 1, second, "是查。")]
    assert list(_wrong_guesses(damage, edits, Pair("utf-8", "gbk", 0))) == edits[1:]


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "cp1252", "cp932"])
def test_no_guess_is_made_that_gives_other_damage(codec: str) -> None:
    for text in (*SENTENCES, "那是一所旧校舍，学生不多。", "臺上一整組人就過去了。"):
        damage = text.encode().decode(codec, "replace")
        result = repair(damage, guess=True)
        if result.text != text and any(edit.rule.endswith("+guess") for edit in result.edits):
            assert result.text.encode().decode(codec, "replace") == damage


def test_a_guess_beside_good_text_gives_the_same_damage() -> None:
    """Beside good text the search over the whole run finds nothing; what fills places in would take 一扫."""
    damage = "那是一所旧校舍，学生不多。".encode().decode("gb18030", "replace")
    result = repair(f"前言。{damage}", guess=True)
    assert "扫" not in result.text
    assert result.text.startswith("前言。那是")
    assert result.warnings
