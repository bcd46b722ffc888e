"""Texts on either side of the numbers that decide what is converted; the gate has ``cases/gate.toml``."""

import pytest

from newsclean.convert import convert
from newsclean.convert.gate import settle
from newsclean.convert.language import is_foreign
from newsclean.convert.registers import register_of
from newsclean.convert.script import detect_script
from newsclean.convert.usage import is_sure

# Genuine Traditional, of own words, without a character that 依據 or 低於 would have.
LIBRARY = (
    "圖書館延長開放時間，讀者說這樣很好，館長認為應該繼續擴大閱覽區。學校與醫院關係密切，醫師每週來校兩次。"
)
DOCK = "河邊的舊船廠改成了書店，門前種滿了樹，傍晚總有人坐在那裡看書。"
STORE = "碼頭的倉庫也開了門，孩子們圍著畫架不肯走，直到燈亮了才回家。"
STREET = "老師說，這條街從前是賣魚的，清晨最熱鬧，如今賣的是畫和書。"
LONG = LIBRARY + DOCK + STORE + STREET + LIBRARY + DOCK


@pytest.mark.parametrize(
    ("text", "end"),
    [
        pytest.param(
            LONG, {"依据規定，低于三歲的免費。": "依據規定，低於三歲的免費。"}, id="_WORDS: two wrong words"
        ),
        pytest.param(
            LONG, {"依据規定，書不外借。": None}, id="_WORDS, _SHORT: one in 230 characters is chance"
        ),
        pytest.param(LONG[:142], {"依据規定。": "依據規定。"}, id="_SHORT: one in 150 is not"),
        pytest.param(LIBRARY, {"不胜感激": "不勝感激"}, id="_SURE: a word that is never right"),
        pytest.param(LIBRARY, {"丑事一件。": None}, id="_SURE: one that may be"),
        pytest.param(LIBRARY, {"不胜感激，謝謝": "不勝感激，謝謝"}, id="_SENTENCE: 58 characters"),
        pytest.param(LIBRARY, {"請大家來看書，謝謝，不胜感激。": None}, id="_SENTENCE: 66"),
        pytest.param(LIBRARY + DOCK, {"不胜感激": None}, id="_SURER: a hundred times in two sentences"),
        pytest.param(LIBRARY + DOCK, {"用于寫作": "用於寫作"}, id="_SURER: a thousand times"),
    ],
)
def test_made_character_by_character(text: str, end: dict[str, str | None]) -> None:
    ((given, becomes),) = end.items()
    assert convert(text + given, "zh-Hant").text == text + (becomes or given)


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        pytest.param("の山川草木河湖石田村", True, id="_FOREIGN_SHARE: a tenth of kana"),
        pytest.param("の山川草木河湖石田村町山", False, id="_FOREIGN_SHARE: a twelfth"),
        pytest.param("记の者", True, id="_CHINESE: one character that only Simplified has"),
        pytest.param("记のののの采访", False, id="_CHINESE: two"),
        pytest.param("记报ののののの", True, id="_CHINESE_SHARE: two beside five kana"),
        pytest.param("记报のののの", False, id="_CHINESE_SHARE: two beside four"),
    ],
)
def test_japanese(text: str, foreign: bool) -> None:
    """Of what is Japanese nothing is converted, and a Chinese line may hold a name."""
    assert is_foreign(text) is foreign


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        pytest.param("頭" * 9 + "发", "mixed", "", id="_MIXED: a tenth of the other script"),
        pytest.param("頭" * 11 + "发", "Hant", "", id="_MIXED: a twelfth"),
        pytest.param(
            "說話的人，" + "裡" * 9 + "裏", "Hant", "TW", id="_REGION: one form in eleven is Hong Kong's"
        ),
        pytest.param("說話的人，" + "裡" * 6 + "裏", "Hant", "", id="_REGION: one in eight"),
    ],
)
def test_what_a_text_is(text: str, name: str, region: str) -> None:
    found = detect_script(text)
    assert (found.name, found.region) == (name, region)


@pytest.mark.parametrize(
    ("text", "register"),
    [
        ("谢谢各位委员。刚刚部会讲到的议题，先了解。", "tw-minutes"),
        ("各位委员，部会讲到的议题，我们这边先了解。", ""),
    ],
)
def test_what_tells_a_register_at_least(text: str, register: str) -> None:
    """_LEAST: 13.3 nats are enough, 11.2 are not."""
    assert register_of(text, "tw") == register


@pytest.mark.parametrize(
    ("times", "others", "sure"),
    [(110, 0, True), (90, 0, False), (220, 10, True), (160, 10, False)],
    ids=["_OFTEN", "_OFTEN: seldom", "_SURE", "_SURE: one in sixteen is written otherwise"],
)
def test_what_is_written_so_inside_of_phrases(times: int, others: int, sure: bool) -> None:
    assert is_sure("发布", times, others) is sure


@pytest.mark.parametrize(("text", "settled"), [("abcd", "a"), ("abcde", "abcde")])
def test_how_many_steps_a_text_may_take(text: str, settled: str) -> None:
    """STEPS: the fourth shows that three were enough; what needs more is left as it was."""
    assert settle(lambda string: string[:-1] or string, text) == settled
