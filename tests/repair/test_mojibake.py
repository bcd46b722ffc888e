"""Wrong decodings: undone exactly where the bytes survived, in part where some were lost, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean.edits import apply
from newsclean.repair import repair
from tests.cases import load

CASES: list[dict[str, Any]] = load(__file__, "mojibake")["case"]

SIMPLIFIED = "市政府昨天宣布，地铁三号线将在年底前通车。"
TRADITIONAL = "市政府昨天宣佈，地鐵三號線將在年底前通車。"


# --- the table ---------------------------------------------------------------------------------------


def row(case: dict[str, Any]) -> Any:
    """A case as a parameter; those that fail must go on failing."""
    marks = pytest.mark.xfail(strict=True, reason=case["fails"]) if "fails" in case else ()
    return pytest.param(case, id=f"{case['kind']}: {case['text'][:12]!r}", marks=marks)


@pytest.mark.parametrize("case", [row(case) for case in CASES])
def test_a_case_of_the_table(case: dict[str, Any]) -> None:
    text = case["text"]
    result = repair(text, guess=case.get("guess", False))
    assert result.text == (text if case.get("unchanged") else case["meant"])
    assert apply(text, result.edits) == result.text
    warnings = "\n".join(result.warnings)
    warned = case.get("warned", False)
    if isinstance(warned, str):
        assert warned in warnings
    elif not case.get("about"):  # what is said of a quotation is not decided here
        assert bool(warnings) == warned
    if "unsaid" in case:
        assert case["unsaid"] not in warnings
    if "rule" in case:
        assert case["rule"] in [edit.rule for edit in result.edits]


def test_the_table_has_negatives_beside_what_is_undone() -> None:
    assert len(CASES) >= 400
    assert sum("unchanged" in case for case in CASES) >= 100
    assert sum("fails" in case for case in CASES) <= len(CASES) // 10


@pytest.mark.parametrize("guess", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["sure", "guess"])
def test_what_was_repaired_is_not_repaired_again(guess: bool) -> None:
    for case in CASES:
        once = repair(case["text"], guess=guess).text
        assert repair(once, guess=guess).text == once, case["kind"]


def test_nothing_is_put_in_the_place_of_lost_bytes() -> None:
    """A U+FFFD of the result was in the text: what is left keeps what is known of it."""
    for case in CASES:
        for edit in repair(case["text"]).edits:
            assert "\ufffd" not in edit.after, case["kind"]


# --- any mixture -------------------------------------------------------------------------------------

TRUE = ("utf-8", "gb18030", "big5")
WRONG = ("gbk", "latin-1", "cp1252", "cp950", "cp949", "cp932", "cp1251", "cp437", "koi8-r", "iso8859_2")
PLAIN = (
    "周五下午交作业。",
    "門口的燈壞了兩盞。",
    "total: 3 items",
    "亓官旖捐了五百元。",
    "╔══╗",
    "真的??",
    "Café",
)
CONTEXTS = (
    "{}",
    "2023-11-02 INFO [w] {}, ok=1",
    "7,{},x",
    "name = '{}';",
    "<b>{}</b>",
    "他写的是{}，没有落款。",
)
LOSSES: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: text.replace("\ufffd", "?"),
    lambda text: text.replace("\xad", ""),
    lambda text: text[:3] + text[4:],
    lambda text: text[:-1],
    str.lower,
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Lines in context, some of them decoded wrongly, with losses of any kind."""
    words = st.lists(st.sampled_from(SIMPLIFIED + TRADITIONAL + "abc 1，“”"), min_size=1, max_size=20)
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(PLAIN) | words.map("".join))
        if draw(st.integers(0, 3)):
            pair = draw(st.sampled_from(TRUE)), draw(st.sampled_from(WRONG))
            text = text.encode(pair[0], "ignore").decode(
                pair[1], draw(st.sampled_from(("replace", "ignore")))
            )
            text = draw(st.sampled_from(LOSSES))(text)
        lines.append(draw(st.sampled_from(CONTEXTS)).format(text))
    return "\n".join(lines)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged(), st.booleans())
def test_contracts_on_any_damage(text: str, guess: bool) -> None:
    result = repair(text, guess=guess)
    assert apply(text, result.edits) == result.text
    assert repair(result.text, guess=guess).text == result.text


def test_hostile_text_ends() -> None:
    text = "鏂\ufffd锛é陔ﾊЦ" * 3_000
    result = repair(text)
    assert apply(text, result.edits) == result.text


# --- what a table cannot say --------------------------------------------------------------------------


def test_a_common_word_is_read_behind_many_rows_of_two_rare_characters() -> None:
    rows = [f"{one}{other}" for one in "徜蹀龃饕囹圄觊觎" for other in "徉躞龉餮逶迤蹒跚旖"]
    result = repair("\n".join((*rows, "忑珜")))
    assert result.text == "\n".join((*rows, "首页"))


def test_utf_16_of_several_lines_is_read_as_a_whole() -> None:
    text = f"{SIMPLIFIED}\n上海市\n{SIMPLIFIED}\n"
    damaged = text.encode("utf-16-le").decode("latin-1")
    result = repair(damaged)
    assert result.text == text
    assert [edit.rule for edit in result.edits] == ["utf-16-le-as-cp1252"]


@pytest.mark.parametrize("true", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("wrong", ["gb18030", "cp950", "cp949", "cp932"])
def test_utf_16_read_as_an_encoding_of_two_bytes(true: str, wrong: str) -> None:
    readable = [c for c in SIMPLIFIED + TRADITIONAL * 2 if c not in "，。"]
    text = ""
    for character in readable:
        try:
            if (text + character).encode(true).decode(wrong):
                text += character
        except UnicodeDecodeError:
            continue
    assert len(text) >= 8
    assert repair(text.encode(true).decode(wrong)).text == text


def test_what_shift_jis_has_twice_is_tried_from_both_places() -> None:
    text = "中国人民的生活水平"
    damaged = text.encode("gb18030").decode("cp932")
    assert "忞" in damaged  # CP932 has it at ED 9F and at FA BB
    assert repair(damaged).text == text


def test_a_lost_byte_before_what_shift_jis_has_twice() -> None:
    line = "近年來越來越多年輕人返鄉創業，老"
    damaged = line.encode("gb18030").decode("cp932", "replace")
    assert "\ufffd" in damaged
    assert repair(repair(damaged).text).text == repair(damaged).text


def test_filled_characters_are_flagged_and_reported() -> None:
    damaged = SIMPLIFIED.encode().decode("gbk", "replace")
    sure, guessed = repair(damaged), repair(damaged, guess=True)
    assert guessed.text == SIMPLIFIED
    assert any(edit.rule == "utf-8-as-gbk+filled" for edit in sure.edits)
    assert not any("+guess" in edit.rule for edit in sure.edits)
    for result in (sure, guessed):
        filled = [edit for edit in result.edits if "+" in edit.rule]
        assert len([w for w in result.warnings if "lost characters were filled in" in w]) == len(filled)


def test_what_is_filled_in_gives_the_same_damage_again() -> None:
    """A character that the wrong decoder would not have lost is never put in, however likely."""
    for text in (
        "请检查网络连接后重试",
        "他们下午检查了全部车辆",
        "我们用左手把门推开。",
        "他检讨了自己的错误，",
    ):
        damaged = text.encode().decode("gbk", "replace")
        result = repair(damaged, guess=True)
        assert any("+" in edit.rule for edit in result.edits)
        assert result.text.encode().decode("gbk", "replace") == damaged


def test_damage_without_a_cure_is_reported_with_its_place() -> None:
    damaged = SIMPLIFIED.encode("gbk")[::2].decode("latin-1")  # every second byte is missing
    result = repair(f"好。\n　{damaged}")
    assert not result.edits
    assert any(w.startswith("line 2, column 2: ") and "is left" in w for w in result.warnings)


def test_lines_that_are_left_are_not_all_reported() -> None:
    text = "".join(f"ЁĀѣÐ{i}ŃЭӁ½ÞѢ\n" for i in range(60))
    warnings = [w for w in repair(text).warnings if "wrong" in w]
    assert len(warnings) <= 21


def test_a_lost_character_is_reported_with_its_place() -> None:
    warnings = repair("第一行很好。\n市政府\ufffd天宣布\n").warnings
    assert warnings == ("line 2, column 4: text beyond repair: \ufffd",)


@pytest.mark.parametrize(
    ("true", "wrong"), [("utf-8", "latin-1"), ("gb18030", "latin-1"), ("gb18030", "cp949")]
)
def test_a_long_line_is_read_again_around_a_broken_byte(true: str, wrong: str) -> None:
    line = "".join(f"{i}年{SIMPLIFIED}" for i in range(400))
    damaged = line.encode(true).decode(wrong, "replace")
    assert len(damaged) > 5_000
    result = repair(f"{damaged[:3_000]}好{damaged[3_000:]}")
    assert result.text.count(SIMPLIFIED[:-1]) >= 398


@pytest.mark.parametrize("wrong", ["latin-1", "cp437", "koi8-r", "gb18030"])
def test_what_a_missing_byte_leaves_is_reported(wrong: str) -> None:
    data = SIMPLIFIED.encode()
    line = (data[:20] + data[21:]).decode(wrong, "replace")
    result = repair(f"今天多云。\n{line}\n")
    assert result.edits
    told = [w for w in result.warnings if w.startswith("line 2, column ")]
    assert any("cannot be undone" in w or "filled in" in w for w in told)
    assert repair(f"今天多云。\n{SIMPLIFIED.encode().decode('cp437')}\n").warnings == ()


def test_lines_that_are_damaged_still_are_named() -> None:
    data = SIMPLIFIED.encode("gbk")
    line = (data[:9] + data[10:31] + data[32:]).decode("shift_jis", "replace")
    assert repair(f"今天多云。\n{line}\n").damaged == (line,)
    assert repair(SIMPLIFIED).damaged == ()
