"""The pieces of a view make up the text as it came and as it goes out."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import clean
from newsclean.document import Change
from newsclean.edits import Edit, apply
from newsclean.errors import FileError
from newsclean.report.saved import BEGINS, saved_view
from newsclean.report.view import pieces, view
from newsclean.report.words import LANGUAGES, words
from tests.report import pages


def sides(found):
    before = "".join(piece if isinstance(piece, str) else piece[0] for piece in found)
    after = "".join(piece if isinstance(piece, str) else piece[1] for piece in found)
    return before, after


@pytest.mark.parametrize("document", pages.documents(), ids=lambda document: document.path)
def test_pieces_are_the_text_before_and_after(document):
    assert sides(pieces(document)) == (document.source, document.text)


def test_what_only_touches_stays_apart():
    """A removed line, and the first character of the next, which is converted."""
    document = clean(pages.PINYIN, to="zh-Hans")
    removed = next(piece for piece in pieces(document) if not isinstance(piece, str))
    assert removed[0] == "當(dāng)前位置：首頁(yè) > 新聞 > 正文\n"
    assert [reason[:1] for reason in removed[2]] == [("repair",), ("strip",)]
    assert removed[2][1][2] == "breadcrumb"


def test_a_change_of_a_change_has_both_reasons():
    found = [piece for piece in pieces(clean(pages.PINYIN, to="zh-Hans")) if not isinstance(piece, str)]
    stages = {tuple(reason[0] for reason in piece[2]) for piece in found}
    assert ("repair", "convert") in stages


@st.composite
def stacked(draw):
    """A document with any edits of three stages, one on the other."""
    text = draw(st.text("ab\n", max_size=12))
    source, stages = text, []
    for stage in ("repair", "strip"):
        edits, at = [], 0
        while at <= len(text) and draw(st.booleans()):
            start = draw(st.integers(at, len(text)))
            end = draw(st.integers(start, min(len(text), start + 4)))
            after = "" if stage == "strip" else draw(st.text("xy\n", max_size=3))
            if end > start or after:
                edits.append(Edit(stage, f"{stage}-{len(edits)}", start, text[start:end], after))
            at = end + (end == start)
        text = apply(text, edits)
        stages.append(tuple(edits))
    final = text.replace("a", "AA").replace("x", "")
    document = clean("")._replace(
        source=source, stripped=text, text=final, repairs=stages[0], removals=stages[1], conversion="t"
    )
    joints, to = [], 0
    for at, char in enumerate(text):
        size = {"a": 2, "x": 0}.get(char, 1)
        joints += [(at, at + 1, to, to + size)] * (size != 1)
        to += size
    document = document._replace(changes=(Change("t", final, tuple(joints)),))
    assert apply(text, document.conversions) == final
    return document


@given(stacked())
@settings(max_examples=200, deadline=None)
def test_pieces_of_any_edits(document):
    assert sides(pieces(document)) == (document.source, document.text)


def test_several_conversions_inside_one_repair():
    document = clean(pages.WRONG, to="zh-Hant")
    assert len(document.conversions) > 3
    assert sides(pieces(document)) == (document.source, document.text)


def record_of(document):
    from newsclean.emit.record import document_json

    return document_json(document).encode()


def test_records_of_an_earlier_run_are_put_together_again():
    document = clean(pages.INVISIBLE, path="a.txt")
    line = record_of(document)
    assert line.startswith(BEGINS)
    summary, body = map(json.loads, saved_view(line, "run.jsonl", 1).split(b"\n")[:2])
    assert summary["name"] == "a.txt"
    assert summary["repairs"] == {"zero-width": 1}
    assert sides(body["pieces"])[0] == document.source
    fresh = json.loads(view(document).split(b"\n")[0])
    assert {**fresh, "saved": True} == summary


def test_a_record_whose_text_was_converted_keeps_its_lines():
    document = clean(pages.PINYIN, path="a.txt", to="zh-Hans")
    body = json.loads(saved_view(record_of(document), "run.jsonl", 1).split(b"\n")[1])
    assert sides(body["pieces"])[1] == document.text
    assert "（責任編輯：林曉）\n" in [piece[0] for piece in body["pieces"] if not isinstance(piece, str)]


@pytest.mark.parametrize("line", [b"{}", b"[1]", b"nonsense", b'{"schema": "newsclean/document/2"}', b"\xff"])
def test_what_is_no_record_is_named(line):
    with pytest.raises(FileError, match="line 7: not a record"):
        saved_view(line, "run.jsonl", 7)


def test_every_word_is_in_every_language():
    for kind, table in words().items():
        for key, sentences in table.items():
            assert tuple(sentences) == LANGUAGES, f"{kind} {key}"
            places = {tuple(sorted(re.findall(r"\{\w+\}", text))) for text in sentences.values()}
            assert len(places) == 1, f"{kind} {key}"


def test_every_rule_role_and_warning_has_words():
    from newsclean.document import ROLES
    from newsclean.notices import KINDS
    from newsclean.repair import PASSES, RULES

    passes = {name for name, _ in PASSES} - {"injected-pinyin", "wrong-decoding"}
    assert RULES - passes <= words()["rules"].keys()
    assert set(ROLES) == words()["roles"].keys()
    assert words()["warnings"].keys() == KINDS


def test_warnings_are_in_each_language_of_the_page():
    found = json.loads(view(clean("馆长说，读者的来信让他们下了决心。锟斤拷\n")).split(b"\n")[1])
    ((kind, line, column, message),) = found["warnings"]
    assert (kind, line, column) == ("lost-characters", 1, 18)
    assert message == {
        "en": "text beyond repair: 锟斤拷",
        "zh-Hans": "无法修复的文本：锟斤拷",
        "zh-Hant": "無法修復的文字：锟斤拷",
    }
