"""Which script a text is in, and what it mixes, as ``newsclean detect`` tells it."""

import json

import pytest

from newsclean.convert.engine import tables
from newsclean.convert.forms import forms, kanji
from newsclean.convert.mixture import mixture
from newsclean.convert.script import detect_script
from newsclean.convert.standard import to_standard


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("图书馆延长开放时间", "Hans", ""),
        ("圖書館延長開放時間", "Hant", ""),
        ("他看著窗外，那裡很安靜，說話的人都走了。", "Hant", "TW"),
        ("他看着窗外，那裏很安靜，説話的人都走了。", "Hant", "HK"),
        ("著名的編著者發表了顯著的成果。", "Hant", ""),
        ("裏面和裡面，說著話，看着門", "Hant", ""),
        ("图书馆延長開放", "mixed", ""),
        ("李松仁", "other", ""),
        ("台北 公里", "other", ""),
        ("国会は来年度の予算案を可決した。", "other", ""),
        ("대한민국 國會는 예산을 통과시켰다.", "other", ""),
        ("爲什麽這樣", "Hant", ""),
        ("Hello, world", "other", ""),
        ("", "other", ""),
    ],
)
def test_script(text, name, region):
    found = detect_script(text)
    assert (found.name, found.region) == (name, region)
    assert 0 <= found.confidence <= 1


def test_confidence_grows_with_the_evidence():
    one, many = detect_script("发"), detect_script("图书馆延长开放时间")
    assert one.confidence == pytest.approx(2 / 3)
    assert many.confidence > 0.85
    assert detect_script("李松仁").confidence == 0
    assert detect_script("国会は予算案を可決した。").confidence == 1
    assert detect_script("Hello").confidence == 1


@pytest.mark.parametrize(
    ("text", "shinjitai", "variants", "words"),
    [
        ("这个国家的経済很好", 2, 0, ["経済"]),
        ("发展經濟是大事，头髮也是", 0, 0, ["发展經濟", "头髮"]),
        ("這裏和那裡，裡面都有", 0, 1, []),
        ("爲什麽這樣，爲的是什麽", 0, 2, []),
        ("图书馆延长开放时间", 0, 0, []),
        ("圖書館在這裏延長開放時間", 0, 0, []),
        ("経済発展", 0, 0, []),
        ("経済発展について話した。发", 0, 0, []),
        ("里面的裏子說來简单", 0, 0, ["裏子說來简单"]),
        ("", 0, 0, []),
    ],
)
def test_mixture(text, shinjitai, variants, words):
    found = mixture(text)
    assert (found.shinjitai, found.variants) == (shinjitai, variants)
    assert [word.text for word in found.examples] == words
    assert found.words == len(words)


def test_places_of_examples():
    found = mixture("图书馆\r\n发展經濟\n" * 9)
    assert found.words == 9
    assert [(word.line, word.column) for word in found.examples] == [(line, 1) for line in (2, 4, 6, 8, 10)]


def test_as_a_process(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("头发很长。\n发展經濟，这里的経済\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("图书馆延长开放时间。\n", encoding="utf-8")
    rows = [line.split("\t") for line in newsclean("detect", "a.txt", "b.txt").text.splitlines()]
    assert rows[0][-2] == "4 Hans, 2 Hant, 2 shinjitai, 2 mixed words: 2:1 发展經濟, 2:9 経済"
    assert rows[1][-2] == "-"
    record = json.loads(newsclean("detect", "--format", "json", "a.txt").text)
    assert record["script"] == {"name": "mixed", "hans": 4, "hant": 2, "confidence": 0.875, "region": None}
    assert record["mixture"] == {
        "shinjitai": 2,
        "variants": 0,
        "words": 2,
        "examples": [
            {"line": 2, "column": 1, "text": "发展經濟"},
            {"line": 2, "column": 9, "text": "経済"},
        ],
    }


@pytest.mark.parametrize(("name", "standard"), [("s2tw-words", "TW"), ("s2hk-words", "HK")])
def test_a_conversion_writes_what_its_standard_writes(name, standard):
    table, _ = tables.entries(name)
    odd = {form for form, row in forms().items() if standard in row.becomes}
    # 幺麽 and names apart, no word that is made for a region has another's form.
    assert not [key for key, value in table.items() if odd & set(value) - set(key)]


def test_to_standard_settles():
    text = "".join(forms()) + "這說"
    for standard in ("TW", "HK"):
        once = to_standard(text, standard, True)
        assert to_standard(once, standard, True) == once
        assert to_standard(once, standard, False) == once or standard == "HK"


def test_data_files_are_sorted():
    assert list(forms()) == sorted(forms())
    assert list(kanji()) == sorted(kanji())
