"""What readings of torn places cost beside the models, part by part (``cases/torn_costs.toml``)."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.repair.pinyin.beam import Search
from newsclean.repair.pinyin.document_model import DocumentModel
from newsclean.repair.pinyin.eaten import LOST, explanations
from newsclean.repair.pinyin.gbk_candidates import encode
from newsclean.repair.pinyin.marks import Marks
from newsclean.repair.pinyin.readings import Stretch
from newsclean.repair.pinyin.rerank import ranked
from newsclean.repair.pinyin.restore import Restoration, honest
from tests.cases import load

CASES: dict[str, list[dict[str, Any]]] = load(__file__, "torn_costs")


def near(nats: float) -> Any:
    return pytest.approx(nats, abs=0.02)


def document(case: dict[str, Any]) -> DocumentModel:
    model = DocumentModel(known=frozenset(case.get("known", "")), folded=case.get("folded", False))
    model.learn(case.get("document", ""))
    return model


@pytest.mark.parametrize("case", CASES["mark"], ids=lambda case: case["numbers"])
def test_a_mark(case: dict[str, Any]) -> None:
    assert Marks(case["line"]).cost(case["mark"], case["read"]) == near(case["nats"])


@pytest.mark.parametrize("case", CASES["eaten"], ids=lambda case: case["numbers"])
def test_what_was_eaten(case: dict[str, Any]) -> None:
    found = explanations(document(case), "?" + case["behind"], 1, case["before"])
    assert [(eaten.text, eaten.cost) for eaten in found] == [(text, near(nats)) for text, nats in case["was"]]


@pytest.mark.parametrize("case", CASES["character"], ids=lambda case: case["numbers"])
def test_characters_of_a_document(case: dict[str, Any]) -> None:
    found = document(case).costs(case["text"], case["before"])
    assert found == [near(nats) for nats in case["nats"]]


@pytest.mark.parametrize("case", CASES["strange"], ids=lambda case: case["numbers"])
def test_what_is_strange(case: dict[str, Any]) -> None:
    assert document(case).strangeness(case["text"]) == near(case["nats"])


@pytest.mark.parametrize("case", CASES["dropped"], ids=lambda case: case["numbers"])
def test_whether_characters_were_dropped(case: dict[str, Any]) -> None:
    assert Restoration(case["text"], frozenset("發")).model.private_dropped == near(case["odds"])


@pytest.mark.parametrize("case", CASES["search"], ids=lambda case: case["numbers"])
def test_readings_of_a_place(case: dict[str, Any]) -> None:
    """A reading in brackets stands between two bytes of the character behind ``before``, or a cut does."""
    before, behind = case["before"], case["behind"]
    search = Search(document(case), before + behind, before)
    if "reading" in case:
        states = search.after_key(encode(before[-1])[1], case["reading"], before)
    else:
        states = search.before_cut(len(before), before)
    found = search.run(states, len(before) + case.get("cut", 0))
    assert [(stretch.text + stretch.eaten, stretch.cost) for stretch in found[: len(case["was"])]] == [
        (text, near(nats)) for text, nats in case["was"]
    ]


@pytest.mark.parametrize("case", CASES["rank"], ids=lambda case: case["numbers"])
def test_readings_ranked(case: dict[str, Any]) -> None:
    """By words, and by the marks of the line, beside what the search found: nothing here."""
    text = case["behind"]
    found = ranked(text, case["before"], [Stretch(0, case["read"], "", len(text), 0.0, 0, 0)])
    assert found[0].cost == near(case["nats"])


@pytest.mark.parametrize("case", CASES["clear"], ids=lambda case: case["numbers"])
def test_when_a_reading_is_clear(case: dict[str, Any]) -> None:
    """By how much it must be likelier than all others."""
    read = case["read"]
    best = Stretch(len(read), read, "", len(read), 0.0, case.get("invented", 0), case.get("dropped", 0))
    restoration = Restoration("會議昨天結束。", frozenset("發"))
    restoration.model.private_dropped = case.get("private", 0.0)
    assert restoration.needed(best, case["before"]) == near(case["nats"])


@pytest.mark.parametrize("case", CASES["gains"], ids=lambda case: case["numbers"])
def test_what_shows_the_damage_without_readings(case: dict[str, Any]) -> None:
    restoration = Restoration(case["text"])
    restoration.run()
    assert restoration.gains == [near(nats) for nats in case["nats"]]


@pytest.mark.parametrize("case", CASES["honest"], ids=lambda case: case["numbers"])
def test_whether_a_line_end_was_eaten(case: dict[str, Any]) -> None:
    costs = {"\n": 10.0, " ": 10.0 + case["behind"], LOST: 20.0}
    found = [Stretch(3, "下雨。", eaten, 5, cost, 1, 0) for eaten, cost in costs.items()]
    assert honest(found).eaten == case["was"]


@pytest.mark.parametrize(
    ("text", "drops"),
    [
        ("路很長?！崩", False),
        ("路很長(zhǎng)?！崩", False),
        ("補償?shù)葯C", False),
        ("路很長(zhǎng)。", True),
        ("路很長(DNA)?！崩", True),
    ],
)
def test_what_shows_that_the_decoder_writes_question_marks(text: str, drops: bool) -> None:
    assert Restoration(text, frozenset("長")).model.drops_lead is drops
