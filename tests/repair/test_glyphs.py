"""Look-alikes, escapes and invisible characters: undone beside Chinese, left alone elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.edits import apply
from newsclean.errors import OptionsError
from newsclean.repair import PASSES, RULES, glyphs, invisible, repair
from newsclean.repair.notations import stage as notations

CHANGED = {
    "a Kangxi radical as a character": ("⼈民⽣活", "人民生活", "radical"),
    "a radical of the supplement": ("⻋站", "车站", "radical"),
    "a compatibility ideograph": ("金額\uf98e", "金額年", "compatibility-ideograph"),
    "a private-use code of GB 18030": ("\ue81e字", "\u9fb4字", "gb18030-private-use"),
    "private-use codes of Hong Kong": ("佢\ue5a2話食\uecd9飯", "佢哋話食咗飯", "hkscs-private-use"),
    "numeric references": ("今天&#26032;&#38395;很多", "今天新闻很多", "html-reference"),
    "hexadecimal, escaped twice": ("&amp;#x65B0;&amp;#x95FB;", "新闻", "html-reference"),
    "named entities": ("他说：&ldquo;好&rdquo;。", "他说：“好”。", "html-entity"),
    "an entity for a blank": ("&nbsp;&nbsp;市长说", "  市长说", "html-entity"),
    "escapes as a line": ("\\u65b0\\u95fb", "新闻", "unicode-escape"),
    "percent signs behind Han": ("标签：%E6%96%B0%E9%97%BB", "标签：新闻", "percent-encoding"),
    "quoted-printable": ("=E6=96=B0=E9=97=BB", "新闻", "quoted-printable"),
    "a no-break space": ("编辑\xa0王明", "编辑 王明", "no-break-space"),
    "a zero-width space": ("新\u200b闻", "新闻", "zero-width"),
    "a byte order mark inside": ("一\n\ufeff二", "一\n二", "byte-order-mark"),
    "a byte order mark before English": ("\ufeffabc", "abc", "byte-order-mark"),
    "a soft hyphen": ("新\xad闻", "新闻", "soft-hyphen"),
    "a direction mark": ("新闻 \u200eABC", "新闻 ABC", "bidi-control"),
    "a control character": ("新\x08闻", "新闻", "control-character"),
}

UNCHANGED = {
    "line breaks that are none of ours": "第一行\x0b第二行\x0c第三行\u2028第四行\u2029第五行",
    "a list of radicals": "部首：⼀ ⼁ ⼂ ⼃，以及⺀。",
    "how a character is put together": "此字作⿱⻗沫，另一字作⿰氵⿳⺊彐龰。",
    "six of the twelve unified ideographs": "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f字",
    "the other six": "\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29字",
    "a Japanese name": "\ufa10本さんは\ufa19田にいます。",
    "Korean": "\uf90a 金 한국어 문장",
    "private use by itself": "icons: \ue81e \ue826",
    "private use of an unknown set": "本月農產\ue123品的\ue456價格還在漲",
    "one private-use character": "佢\ue5a2話食飯",
    "private use in Simplified text": "我们\ue5a2话吃\uecd9饭",
    "an address": "见 https://example.org/%E6%96%B0%E9%97%BB?q=%E6%96%B0%E9%97%BB 。",
    "code": 'title = "\\u65b0\\u95fb"; print("&nbsp;")',
    "about entities": "HTML 里用&nbsp;表示空格，用&ldquo;表示引号。",
    "markup": "<p>新闻&nbsp;中心</p>",
    "escaped angle brackets": "小于号写作&lt;，大于号写作&gt;，与号写作&amp;。",
    "entities in German quotation marks": "Gültig sind „&quot;“ und „&amp;“.",
    "French": "Est-ce vrai\u202f? «\xa0Oui\xa0», dit-il\xa0: 10\xa0000\xa0€.",
    "emoji": "家庭 👨‍👩‍👧‍👦 和 🏳️‍🌈",
    "Persian": "می\u200cخواهم کتاب\u200cها را بخوانم",
    "Thai": "ภาษา\u200bไทย\u200bง่าย",
    "Hindi": "क्\u200dष और र्\u200dय",
    "Hebrew and Chinese": "他写了\u200fשלום\u200e两个词。",
    "German": "Donau\xaddampf\xadschiff",
    "colours of a terminal": "\x1b[32m新闻\x1b[m 今天",
    "page breaks in code": "int a;\n\x0c\nint b;\n",
    "full-width letters": "２０２３年ＡＢＣ",
    "ASCII punctuation": "今天,天气很好!",
    "classical text": "道可道，非常道；名可名，非常名。",
    "rare characters": "𠮷野家、㐂、龘龘、燚、喆、玥",
    "rare characters together": "嵐巒屏郡廨，城外有山。",
    "no-break spaces before a line": "\xa0" * 32 + "oferecer suporte a várias coisas",
    "noise on a line": "<user_> mŃßâA÷Ř",
    "Vietnamese": "Người Việt Nam rất thích uống cà phê sữa đá mỗi buổi sáng.",
    "Cyrillic": "Съешь же ещё этих мягких французских булок — и «чаю».",
    "Greek": "Η γρήγορη καφέ αλεπού πηδάει πάνω από το τεμπέλικο σκυλί.",
    "box drawing": "┌──┬──┐\n│甲│乙│\n└──┴──┘",
    "Cantonese": "佢哋琴日喺旺角食咗好多嘢，唔知幾開心。",
}


@pytest.mark.parametrize("name", CHANGED)
def test_changed(name: str) -> None:
    text, meant, rule = CHANGED[name]
    result = repair(text)
    assert result.text == meant
    assert {edit.rule for edit in result.edits} == {rule}
    assert repair(text, skip_rules=[rule]).text == text


@pytest.mark.parametrize("name", UNCHANGED)
def test_unchanged(name: str) -> None:
    assert repair(UNCHANGED[name]).edits == ()


def test_widths_change_only_when_asked_for() -> None:
    assert repair("２０２３年ＡＢＣ", narrow=True).text == "2023年ABC"
    assert repair("今天,天气很好!\n3:2,a", punctuation=True).text == "今天，天气很好！\n3:2,a"


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(OptionsError, match="did you mean 'radical'"):
        repair("", skip_rules=["radicals"])


def test_a_control_that_stays_is_reported() -> None:
    result = repair("新\x9c闻")
    assert result.edits == ()
    assert result.warnings == ("line 1, column 2: control character U+009C left as it is",)


PIECES = [text for text, _, _ in CHANGED.values()] + list(UNCHANGED.values())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=5),
    st.booleans(),
    st.booleans(),
)
def test_contracts(parts: list[str], narrow: bool, punctuation: bool) -> None:
    text = "".join(parts)
    result = repair(text, narrow=narrow, punctuation=punctuation)
    assert apply(text, result.edits) == result.text
    assert repair(result.text, narrow=narrow, punctuation=punctuation).text == result.text


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_contracts_on_any_string(text: str) -> None:
    result = repair(text)
    assert apply(text, result.edits) == result.text
    assert repair(result.text).text == result.text


def test_rules_are_named() -> None:
    assert notations.RULES | glyphs.RULES | invisible.RULES <= RULES


def test_passes_can_be_skipped() -> None:
    for name, _ in PASSES:
        assert name in RULES
    assert repair("⼈民", skip_rules=["glyphs"]).text == "⼈民"
