"""What a register spells in its own way is written so in its texts alone."""

import pytest

from newsclean.convert import convert, rewrite
from newsclean.convert.registers import evidence, register_of

# Own text. Minutes, and news about the same with what an official said in it.
MINUTES = (
    "主席：谢谢各位委员。刚刚部会讲到的议题，我们这边会先了解，"
    "尽量在下个礼拜把简报补充进来，再请各位同仁讨论。"
)
NEWS = (
    "记者昨天了解，市府将尽量在月底前修好三座桥，刚刚上任的局长说，谢谢民众等候，部会也会分担费用。"
    "明年还要再修五座，地点在河边的旧市场、学校后门和车站前，工人每天早上七点开工，傍晚收工，周末休息。"
    "附近居民说，桥修好以后上学近了许多，孩子不用再绕路，店家的生意也好了起来。"
)
LAW = "主管机关为办理前项检验，应依规定了解许可机构之设备，并尽可能于十日内核定；申请人不得拒绝。"
QUOTED = (
    "店家了解规定后，主管机关昨天派人来看，街上的人潮比去年多，卖面的老板说生意还可以，下午又来了几车游客。"
    "有人排队买饼，有人坐在树下乘凉，孩子们围着糖画摊子不肯走，直到天黑路灯亮了才回家。"
    "第二天早上，他又煮了一锅汤，香味飘过整条街，隔壁理发店的师傅也过来吃了一碗。"
)


@pytest.mark.parametrize(
    ("text", "register", "expected"),
    [
        (MINUTES, "tw-minutes", ("先瞭解", "儘量")),
        (NEWS, "", ("昨天了解", "盡量")),
        (LAW, "tw-law", ("規定瞭解", "儘可能")),
        (QUOTED, "", ("店家了解",)),
    ],
    ids=["minutes", "news", "law", "quoted law"],
)
def test_a_register_spells_its_words(text, register, expected):
    assert register_of(text, "tw") == register
    done = convert(text, "zh-TW").text
    assert all(word in done for word in expected)
    assert convert(done, "zh-TW").text == done


def test_what_lies_near_the_limit():
    assert 1 <= evidence(MINUTES)["tw-minutes"] < 4
    assert 0.5 < evidence(NEWS)["tw-minutes"] < 1
    assert 1 <= evidence(LAW)["tw-law"] < 4
    assert 0.5 < evidence(QUOTED)["tw-law"] < 1


def test_a_line_alone_tells_no_register():
    assert register_of("谢谢部会，我们了解。", "tw") == ""


def test_a_register_is_of_its_region():
    assert "先了解" in convert(MINUTES, "zh-HK").text
    assert "先了解" in convert(MINUTES, "zh-Hant").text
    assert "先瞭解" in convert(MINUTES, "zh-TW", usage="official").text


def test_longer_words_of_the_region_hold_the_register_s_spelling():
    assert "他們不瞭解" in convert(f"{MINUTES}他们不了解。", "zh-TW").text
    assert "他們不了解" in convert("他们不了解这个计划。", "zh-TW").text


def test_words_that_meet_are_no_word_of_a_register():
    assert "除了解決" in convert(f"{MINUTES}除了解决预算。", "zh-TW").text


def test_the_conversion_names_the_register():
    done = convert(f"{MINUTES}要了解。", "zh-TW", explain=True)
    assert done.configuration == "s2tw-usage-tw-minutes"
    rules = [row.rule for row in done.decisions if row.before == "了" and row.after == "瞭"]
    assert rules == ["register minutes 了解 6365:707"] * 2  # one stands behind a border: 先|了解
    # A title that goes with the text is written as the text is.
    assert rewrite("了解预算", done.configuration) == "瞭解預算"
    assert convert(NEWS, "zh-TW").configuration == "s2tw-usage-tw"
