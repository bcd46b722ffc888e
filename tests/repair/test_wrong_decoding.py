"""Wrong decodings: undone exactly where the bytes survived, in part where some were lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.edits import apply
from newsclean.repair import repair
from newsclean.repair.mojibake.stage import wrong_decoding

SIMPLIFIED = "市政府昨天宣布，地铁三号线将在年底前通车。"
TRADITIONAL = "市政府昨天宣佈，地鐵三號線將在年底前通車。"

LOSSLESS = [
    *(("utf-8", wrong) for wrong in ("latin-1", "cp437", "cp850", "mac_roman", "koi8-r")),
    *(("gb18030", wrong) for wrong in ("latin-1", "cp1252", "cp437", "cp850", "mac_roman")),
    *(("gb18030", wrong) for wrong in ("cp1250", "cp1251", "koi8-r", "cp949", "big5hkscs")),
    *(("big5", wrong) for wrong in ("gb18030", "latin-1", "cp437", "mac_roman", "koi8-r", "cp1251")),
]


JAPANESE = "市役所は昨日、来月から新しいバス路線を走らせると発表した。"

LOSSLESS += [
    *((true, wrong) for true in ("utf-16-le", "utf-16-be") for wrong in ("latin-1",)),
    *(("cp932", wrong) for wrong in ("latin-1", "gb18030", "cp437", "mac_roman")),
]


def sentence(true: str) -> str:
    return {"big5": TRADITIONAL, "cp932": JAPANESE}.get(true, SIMPLIFIED)


def test_utf_16_of_several_lines_is_read_as_a_whole() -> None:
    text = f"{SIMPLIFIED}\n上海市\n{SIMPLIFIED}\n"
    damaged = text.encode("utf-16-le").decode("latin-1")
    result = repair(damaged)
    assert result.text == text
    assert [edit.rule for edit in result.edits] == ["utf-16-le-as-cp1252"]


def test_what_shift_jis_has_twice_is_tried_from_both_places() -> None:
    text = "中国人民的生活水平"
    damaged = text.encode("gb18030").decode("cp932")
    assert "忞" in damaged  # CP932 has it at ED 9F and at FA BB
    assert wrong_decoding(damaged).text == text


def test_a_lost_byte_before_what_shift_jis_has_twice() -> None:
    line = "近年來越來越多年輕人返鄉創業，老"
    damaged = line.encode("gb18030").decode("cp932", "replace")
    assert "\ufffd" in damaged
    assert repair(repair(damaged).text).text == repair(damaged).text


def test_private_use_characters_are_no_two_layers_of_damage() -> None:
    text = "本月農產\ue123品的\ue456價格還在漲"
    assert wrong_decoding(text).edits == ()


@pytest.mark.parametrize(("true", "wrong"), LOSSLESS)
def test_lossless_damage_is_undone_exactly(true: str, wrong: str) -> None:
    text = sentence(true)
    damaged = text.encode(true).decode(wrong)
    result = wrong_decoding(damaged)
    assert result.text == text
    assert result.edits[0].margin is not None


def test_one_damaged_line_among_good_ones() -> None:
    damaged = SIMPLIFIED.encode("gb18030").decode("latin-1")
    result = wrong_decoding(f"第一行很好。\n{damaged}\nЭта строка хорошая.\n")
    assert result.text == f"第一行很好。\n{SIMPLIFIED}\nЭта строка хорошая.\n"


def test_a_stretch_inside_a_good_line() -> None:
    damaged = "新闻发布大会".encode().decode("gbk")
    result = wrong_decoding(f"他在文章里写道：{damaged}，这句话没有写完。")
    assert result.text == "他在文章里写道：新闻发布大会，这句话没有写完。"
    assert [edit.before for edit in result.edits] == [damaged]


def test_two_layers() -> None:
    once = SIMPLIFIED.encode().decode("latin-1")
    result = wrong_decoding(once.encode().decode("latin-1"))
    assert result.text == SIMPLIFIED


def test_what_bytes_are_missing_from_stays_in_its_damaged_form() -> None:
    damaged = "他说鹮来了。今天很好。".encode().decode("gbk", "replace")
    result = repair(damaged)
    assert "\ufffd" in damaged
    assert "今天很好" in result.text
    assert all(edit.before in damaged and "\ufffd" not in edit.after for edit in result.edits)


def test_filled_characters_are_flagged_and_reported() -> None:
    damaged = SIMPLIFIED.encode().decode("gbk", "replace")
    sure, guessed = repair(damaged), repair(damaged, guess=True)
    assert guessed.text == SIMPLIFIED
    assert any(edit.rule == "utf-8-as-gbk+filled" for edit in sure.edits)
    assert not any("+guess" in edit.rule for edit in sure.edits)
    for result in (sure, guessed):
        filled = [edit for edit in result.edits if "+" in edit.rule]
        assert len([w for w in result.warnings if "lost characters were filled in" in w]) == len(filled)


@pytest.mark.parametrize(
    "text", ["锟斤拷锟斤拷", "有人问锟斤拷是怎么来的", "烫烫烫烫烫烫", "屯屯屯屯", "嚙踝蕭嚙踝蕭"]
)
def test_text_beyond_repair_is_reported_and_left(text: str) -> None:
    result = repair(text)
    assert result.edits == ()
    assert len(result.warnings) == 1


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(list(SIMPLIFIED + TRADITIONAL + "abc 1，“”")), min_size=1, max_size=30).map(
        "".join
    ),
    st.sampled_from(["utf-8", "gb18030", "big5"]),
    st.sampled_from(["gbk", "latin-1", "cp1252", "big5", "cp949", "cp932", "cp1251"]),
    st.booleans(),
)
def test_contracts_on_damage(text: str, true: str, wrong: str, guess: bool) -> None:
    damaged = text.encode(true, "ignore").decode(wrong, "replace")
    result = repair(damaged, guess=guess)
    assert apply(damaged, result.edits) == result.text
    assert repair(result.text, guess=guess).text == result.text


def test_hostile_text_ends() -> None:
    text = "鏂\ufffd锛é陔ﾊЦ" * 3_000
    result = repair(text)
    assert apply(text, result.edits) == result.text


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
    assert wrong_decoding(text.encode(true).decode(wrong)).text == text


def test_common_characters_that_never_stand_together_are_looked_at() -> None:
    text = "中国人民生活水平不断提高"
    assert repair(text.encode("gbk").decode("euc_jp")).text == text


@pytest.mark.parametrize(("true", "wrong"), [("gb18030", "cp1251"), ("big5", "koi8-r"), ("utf-8", "cp437")])
def test_a_short_line_of_letters_of_several_scripts(true: str, wrong: str) -> None:
    text = sentence(true)[:4]
    assert wrong_decoding(text.encode(true).decode(wrong)).text == text


def test_damage_without_a_cure_is_reported_with_its_place() -> None:
    damaged = SIMPLIFIED.encode("gbk")[::2].decode("latin-1")  # every second byte is missing
    result = repair(f"好。\n　{damaged}")
    assert not result.edits
    assert any(w.startswith("line 2, column 2: ") and "is left" in w for w in result.warnings)


def test_lines_that_are_left_are_not_all_reported() -> None:
    text = "".join(f"ЁĀѣÐ{i}ŃЭӁ½ÞѢ\n" for i in range(60))
    warnings = [w for w in repair(text).warnings if "wrong" in w]
    assert len(warnings) <= 21


def test_a_lost_character_is_reported() -> None:
    warnings = repair("第一行很好。\n市政府\ufffd天宣布\n").warnings
    assert warnings == ("line 2, column 4: text beyond repair: \ufffd",)


@pytest.mark.parametrize(
    ("true", "wrong"), [("utf-8", "latin-1"), ("gb18030", "latin-1"), ("gb18030", "cp949")]
)
def test_a_long_line_is_read_again_around_a_broken_byte(true: str, wrong: str) -> None:
    line = "".join(f"{i}年{SIMPLIFIED}" for i in range(400))
    damaged = line.encode(true).decode(wrong, "replace")
    assert len(damaged) > 5_000
    result = wrong_decoding(f"{damaged[:3_000]}好{damaged[3_000:]}")
    assert result.text.count(SIMPLIFIED[:-1]) >= 398


@pytest.mark.parametrize(
    "text", ["\\fB\\-\\-load\\fP[=\\fIФАЙЛ\\fP]", "\\fIРРРР\\-ММ\\-ДД\\fR\\&.", "IPадрес, PDFы"]
)
def test_markup_beside_cyrillic_is_no_damage(text: str) -> None:
    assert repair(text).edits == ()


@pytest.mark.parametrize("wrong", ["latin-1", "cp437", "koi8-r", "gb18030"])
def test_what_a_missing_byte_leaves_is_reported(wrong):
    data = SIMPLIFIED.encode()
    line = (data[:20] + data[21:]).decode(wrong, "replace")
    result = repair(f"今天多云。\n{line}\n")
    assert result.edits
    assert any(w.startswith("line 2, column ") and "cannot be undone" in w for w in result.warnings)
    assert repair(f"今天多云。\n{SIMPLIFIED.encode().decode('cp437')}\n").warnings == ()


def test_lines_that_are_damaged_still_are_named():
    data = SIMPLIFIED.encode("gbk")
    line = (data[:9] + data[10:31] + data[32:]).decode("shift_jis", "replace")
    assert repair(f"今天多云。\n{line}\n").damaged == (line,)
    assert repair(SIMPLIFIED).damaged == ()
