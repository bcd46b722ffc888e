"""What a text speaks of is an example and stays, in either script; damage is undone all the same."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsclean
from newsclean.edits import apply
from newsclean.repair import repair
from newsclean.repair.characters import table
from newsclean.repair.examples import mentions
from tests.cases import load


def cases(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = load(__file__, name)["case"]
    return found


SPOKEN_OF = {case["name"]: case["text"] for case in cases("spoken_of")}
DAMAGED = {case["name"]: (case["text"], case["meant"]) for case in cases("not_spoken_of")}
CONVERSIONS = [(to, quotes) for to in ("zh-TW", "zh-HK", "zh-Hans") for quotes in ("keep", "target")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", SPOKEN_OF)
def test_examples_stay(name: str, end: str) -> None:
    assert repair(SPOKEN_OF[name].replace("\n", end)).edits == ()


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_undone(name: str) -> None:
    text, meant = DAMAGED[name]
    result = repair(text)
    assert result.text == meant
    assert apply(text, result.edits) == result.text
    assert repair(result.text).edits == ()


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("percent signs explained", "escapes left as examples, at 1:19"),
        ("a wrong decoding called odd characters", "wrong decodings left as examples, at 1:9"),
        ("radicals before 字旁", "radicals left as examples, at 1:4, 1:11"),
    ],
)
def test_what_was_left_is_noted(name: str, note: str) -> None:
    assert repair(SPOKEN_OF[name]).notes == (note,)


def test_what_is_quoted_without_a_word_about_it_is_reported() -> None:
    result = repair(SPOKEN_OF["a wrong decoding in a sound sentence, in quotation marks"])
    assert result.warnings == (
        "line 1, column 15: what looks like a wrong decoding is left, because it is quoted",
    )


@pytest.mark.parametrize(("to", "quotes"), CONVERSIONS)
@pytest.mark.parametrize("name", SPOKEN_OF)
def test_conversion_makes_no_damage_of_examples(name: str, to: str, quotes: str) -> None:
    converted = newsclean.clean(SPOKEN_OF[name], to=to, quotes=quotes).text
    assert repair(converted).edits == ()


@pytest.mark.parametrize(
    "text",
    [
        "发(fā)展很快，业(yè)务很多，产(chǎn)品很好，规(guī)划很细。",
        "发(fā)展很快，业(yè)务很多，产(chǎn)品很好，规(guī)划很细，数据(jù)很准，统(tǒng)计很全。",
    ],
)
def test_conversion_makes_no_injection_of_simplified_readings(text: str) -> None:
    assert repair(text).edits == ()
    assert repair(newsclean.clean(text, to="zh-TW").text).edits == ()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([*SPOKEN_OF.values(), *(meant for _, meant in DAMAGED.values())]), max_size=4),
    st.sampled_from(CONVERSIONS),
)
def test_conversion_and_repair_of_many(texts: list[str], conversion: tuple[str, str]) -> None:
    to, quotes = conversion
    sound = repair("\n".join(texts)).text
    assert repair(sound).text == sound
    converted = newsclean.clean(sound, to=to, quotes=quotes).text
    assert repair(converted).text == converted


WORDS = [
    (subject, word)
    for subject, word in table("subjects.txt")
    if not set(word) & set("()[]{}?.") and not subject.endswith("-")
]


@pytest.mark.parametrize("to", ["zh-TW", "zh-HK", "zh-Hans"])
def test_words_are_known_after_conversion(to: str) -> None:
    lost = []
    for subject, word in WORDS:
        assert mentions(subject, f"说到{word}，")
        if not mentions(subject, newsclean.clean(f"说到{word}，大家都知道这个词。", to=to).text):
            lost.append(word)
    assert lost == []


def test_a_word_in_an_address_or_a_declaration_is_no_talk() -> None:
    assert not mentions("escape", "见 http://example.org/a.html?json=1 与 /url/x.js")
    assert not mentions("decoding", '<meta charset="gbk"> <?xml encoding="big5"?>')
    assert mentions("decoding", "用GBK读")
