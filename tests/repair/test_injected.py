"""Injected readings: all of them go, torn places are read again, genuine notes stay."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.edits import apply
from newsclean.repair import repair
from newsclean.repair.pinyin.detect import Evidence, evidence
from newsclean.repair.pinyin.stage import injected
from tests.cases import load
from tests.repair.injection import inject, traditional

SENTENCES = [
    "市长昨天在会上说，今年全市经济发展很快，产业结构更加优化。",
    "记者从统计部门了解到，这个区的环境质量比去年好得多。",
    "学校为学生开设了电脑课，每周两个小时。",
    "他说：“我们要把数据管理好。”这话引来一片掌声。",
    "医院的医生们在这里实行三班制，夜间也有人值班。",
    "会议由市政府办公室主持，有关部门的负责人到场。",
    "居民王先生请来几位邻居，一起过了一个热闹的节日。",
    "从车站到书店只要十分钟，路边种满了树。",
    "为了进一步改善服务，图书馆延长了开放时间。",
    "工程师说，新桥在规划时就考虑到了行人和自行车的需要。",
    "这位作家的新书下个月出版！读者可以在网上预订。",
    "国际比赛将在本市举行？组委会还没有回答。",
    "他们用了三年时间，把荒山变成了果园；今年又种了茶树。",
    "“我们等了很久。”李老师告诉记者，“现在终于通车了。”",
    "动物园里的大熊猫生了一对双胞胎，游客排起了长队。",
    "据报道，这条铁路全长三百公里，沿线有九个车站。",
]

HEAD = "產業(yè)發(fā)展，統(tǒng)一規(guī)劃，環(huán)境優(yōu)化，數據(jù)公開。"
HEAD_MEANT = "產業發展，統一規劃，環境優化，數據公開。"
HEAD_NOTES = ["(yè)", "(fā)", "(tǒng)", "(guī)", "(huán)", "(yōu)", "(jù)"]


def page(seed: int, size: int = 12) -> str:
    """A page of sentences in Traditional characters, in an order of its own."""
    chosen = random.Random(seed)
    lines = [chosen.choice(SENTENCES) + chosen.choice(SENTENCES) for _ in range(size)]
    return traditional("\n".join(lines)) + "\n"


def cases(name: str) -> list[object]:
    data = load(__file__, name)
    return [pytest.param(case, id=case["name"]) for case in data["case"]]


@pytest.mark.parametrize("case", cases("genuine_readings"))
def test_genuine_notes_stay(case: dict[str, str]) -> None:
    assert repair(case["text"]).edits == ()


def test_every_annotation_is_an_edit_of_its_own() -> None:
    text = "產業(yè)發(fā)展和規(guī)劃，統(tǒng)計數據(jù)。"
    result = injected(text)
    assert result.text == "產業發展和規劃，統計數據。"
    assert [(e.rule, e.before, e.after) for e in result.edits] == [
        ("injected-pinyin", f"({reading})", "") for reading in ("yè", "fā", "guī", "tǒng", "jù")
    ]


@pytest.mark.parametrize("case", cases("injected_torn"))
def test_torn_places(case: dict[str, Any]) -> None:
    """A case comes out as it was meant, with the warnings that it names and no others."""
    text, meant = HEAD + case["text"], HEAD_MEANT + case.get("meant", case["text"])
    result = repair(text)
    assert result.text == meant
    assert [edit.before for edit in result.edits][:7] == HEAD_NOTES, "the page was not taken for injected"
    expected = case.get("warns", [])
    assert len(result.warnings) == len(expected), result.warnings
    for warning, part in zip(result.warnings, expected, strict=True):
        assert part in warning
    assert repair(result.text).edits == ()


@pytest.mark.parametrize("case", cases("injected_gate"))
def test_the_gate(case: dict[str, Any]) -> None:
    result = repair(case["text"])
    assert apply(case["text"], result.edits) == result.text
    if case.get("injected"):
        assert without_readings(result.text) == result.text
        assert result.notes
    else:
        assert result.text == case["text"]
        assert any("looks like injected pinyin" in warning for warning in result.warnings) == case.get(
            "near", False
        )


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        pytest.param("健全補償?shù)葯C制", "健全補償等機制", id="key across two characters"),
        pytest.param("因?yàn)槠綍r(shí)很忙", "因為平時很忙", id="several characters out of step"),
        pytest.param("今天的日?qǐng)?bào)道", "今天的日報道", id="two keys at one place"),
        pytest.param(
            "這就是公元?！边@是他說的", "這就是公元。”這是他說的", id="cut before an exclamation mark"
        ),
        pytest.param("他考入一所高等??茖W校", "他考入一所高等專科學校", id="cut before a question mark"),
    ],
)
def test_kinds_of_damage(damaged: str, meant: str) -> None:
    result = injected(HEAD + damaged + "\n")
    assert result.text == traditional("产业发展，统一规划，环境优化，数据公开。") + meant + "\n"
    assert sum(e.rule == "injected-pinyin-damage" for e in result.edits) == 1


def test_a_digit_that_was_eaten_comes_back_in_a_year() -> None:
    result = injected(HEAD + "他說：“再見了。”?023年的冬天\n".replace("。”?", "?！?"))
    assert "2023年" in result.text


def test_what_cannot_be_told_is_left_and_reported() -> None:
    result = injected(HEAD + "\n產?xyz?yè)，X?yè)\n")
    assert result.text.endswith("\n產?xyz?yè)，X?yè)\n")
    assert [w.split(":")[0] for w in result.warnings] == ["line 2, column 6", "line 2, column 12"]


def without_readings(text: str) -> str:
    return re.sub(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)", "", text)


@pytest.mark.parametrize("drop_private", [False, True])
@pytest.mark.parametrize("drop_lead", [False, True])
def test_simulated_pages(drop_private: bool, drop_lead: bool) -> None:
    """All annotations gone, no good line touched, and most of the torn lines exact."""
    torn = exact = 0
    for seed in range(6):
        meant = page(seed)
        damaged = inject(meant, drop_private=drop_private, drop_lead=drop_lead)
        result = injected(damaged)
        assert without_readings(result.text) == result.text or result.warnings
        lines = zip(meant.split("\n"), damaged.split("\n"), result.text.split("\n"), strict=True)
        for true, given_line, got in lines:
            if without_readings(given_line) == true:
                assert got == true
            else:
                torn += 1
                exact += got == true
    assert torn
    assert exact >= 0.7 * torn, f"{exact} of {torn}"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_that_were_eaten(newline: str) -> None:
    """Of pages that are text files, the line ends behind quotations come back."""
    quoted = "图书馆的人说：“新的房子很方便。”" + newline + "记者昨天到场，看见门前有人等着。" + newline
    true = traditional("".join(quoted if i % 3 else SENTENCES[i] + newline for i in range(12)))
    damaged = inject(true, tags=False)
    assert damaged.count("?" + newline[1:]) >= 8
    assert repair(damaged).text == true


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=10),
    st.integers(5, 41),
    st.sampled_from(["", "！？；", "！？；，。"]),
    st.booleans(),
    st.booleans(),
)
def test_contracts_on_damaged_pages(
    sentences: list[str], keys: int, cuts: str, drop_lead: bool, drop_private: bool
) -> None:
    text = inject(
        traditional("\n".join(sentences)),
        keys=keys,
        cuts=cuts,
        drop_lead=drop_lead,
        drop_private=drop_private,
    )
    result = repair(text)
    assert apply(text, result.edits) == result.text
    again = repair(result.text)
    assert (again.text, again.edits) == (result.text, ())


_NOISE = st.text(alphabet="產業發展統規據區數補償葯C(yè)fāshù?!！？；。”“\n1 a\ue000", max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(_NOISE, st.sampled_from([HEAD, "業(yè)", "發(fā)", "統(tǒng)(tǒng)"])), max_size=6))
def test_contracts_on_noise(parts: list[str]) -> None:
    text = "".join(parts)
    result = repair(text)
    assert apply(text, result.edits) == result.text
    assert repair(result.text).text == result.text


def test_the_evidence_counts_the_document() -> None:
    found = evidence(HEAD)
    assert (found.annotations, found.characters) == (7, 7)
    assert found.injected


@pytest.mark.parametrize(
    "case", load(__file__, "injected_evidence")["case"], ids=lambda case: case["numbers"][0]
)
def test_what_readings_say(case: dict[str, Any]) -> None:
    found = evidence(case["text"], toneless=case.get("toneless", False))
    assert [found.common, found.proof, found.against] == pytest.approx(case["nats"], abs=0.06)


@pytest.mark.parametrize(
    ("common", "characters", "listed", "injected", "near"),
    [
        pytest.param(16.0, 4, 4, True, False, id="INJECTED: enough"),
        pytest.param(14.0, 4, 4, False, True, id="INJECTED: too little"),
        pytest.param(9.0, 4, 4, False, True, id="NEARLY_INJECTED: worth a word"),
        pytest.param(7.0, 4, 4, False, False, id="NEARLY_INJECTED: nothing"),
        pytest.param(30.0, 3, 3, True, False, id="FEWEST_CHARACTERS: three"),
        pytest.param(30.0, 2, 2, False, True, id="FEWEST_CHARACTERS: two"),
        pytest.param(70.0, 4, 0, True, False, id="SURE: also of characters that no list has"),
        pytest.param(50.0, 4, 0, False, True, id="SURE: not of these"),
    ],
)
def test_limits_of_the_evidence(
    common: float, characters: int, listed: int, injected: bool, near: bool
) -> None:
    found = Evidence(characters, characters, 0, 0, common, 0.0, 0.0, listed, frozenset(), 0)
    assert (found.injected, found.near) == (injected, near)


def test_punctuation_folded_to_ascii_is_written_as_the_page_writes_it() -> None:
    meant = page(3)
    damaged = inject(meant).translate({0xFF01 + i: 0x21 + i for i in range(94)})
    result = injected(damaged)
    assert "，" not in result.text
