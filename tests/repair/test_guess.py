"""Guesses at lossy mojibake: whatever is found gives the damage that is seen, and marks are closed."""

from __future__ import annotations

import pytest

from newsclean.repair import repair
from newsclean.repair.mojibake import guess
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
