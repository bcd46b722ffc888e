"""Characters of another script that stay in a text of the target's script are told, once."""

import pytest

from newsclean import clean
from newsclean.convert import convert

# In which a single odd character stays: thirty times as much evidence of Traditional.
PLAIN = "經濟學會發現，這個問題應該與開發區的國際貿易關係緊張有關，專家們對總體結論還沒有達成協議。\n"
SIMPLE = "经济学会发现，这个问题应该与开发区的国际贸易关系紧张有关，专家们对总体结论还没有达成协议。\n"


def test_what_stays_is_told_with_its_number_and_first_place():
    done = convert(PLAIN * 3 + "警方稱他失踪多日，下落不明。\n遊客被野獸襲撃，踪影全無。\n", "zh-TW")
    assert done.text.count("踪") == 2
    assert done.warnings == (
        "line 4, column 6: characters that are not of the target script were left: 踪 撃; places: 3",
    )


@pytest.mark.parametrize("to", ["zh-TW", "zh-HK", "zh-Hant"])
@pytest.mark.parametrize(
    "text",
    [
        PLAIN * 3,
        SIMPLE * 3,
        "東京都は今日、会議を開いた。桜が咲いている。\n",
        # Protected; a name with kana; a Japanese line in Chinese.
        PLAIN * 3 + "設定寫成 `踪 = 1` 就可以。\n網址是 https://news.example/失踪/1 。\n",
        PLAIN * 3 + "記者訪問了桜木ルイ。\n",
        PLAIN * 3 + "桜が咲いている、と彼女は言った。\n",
    ],
)
def test_clean_text_is_not_told(text, to):
    assert convert(text, to).warnings == ()


def test_words_to_keep_are_not_told():
    text = PLAIN * 3 + "警方稱他失踪多日。\n"
    assert convert(text, "zh-TW", keep=["失踪"]).warnings == ()


def test_simplified_text_with_traditional_left():
    assert (
        "not of the target script"
        in convert(SIMPLE * 3 + "这本书叫萬有，还没出版。\n", "zh-Hans").warnings[0]
    )


@pytest.mark.parametrize("to", ["keep", "s2t", "t2s"])
def test_who_asks_for_no_target_is_told_nothing(to):
    assert convert(PLAIN * 3 + "警方稱他失踪多日。\n", to).warnings == ()


def test_the_line_is_that_of_the_input():
    line = "警方稱他失踪多日，下落不明，家人十分擔心。"
    page = f"首頁 > 新聞 > 社會\n\n{PLAIN * 3}{line}\n\n責任編輯：王小明\n"
    done = clean(page.encode(), to="zh-TW")
    number = page.split("\n").index(line) + 1
    assert [str(one) for one in done.notices if one.kind == "stray-characters"] == [
        f"line {number}, column 6: characters that are not of the target script were left: 踪; places: 1"
    ]
    assert not done.text.startswith("首頁")
