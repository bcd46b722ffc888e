"""Notices: taken apart, put together again, summed up by kind."""

import pytest

from newsclean.notices import KINDS, Notice, notice, summed
from newsclean.repair import repair

TAKEN_APART = [
    ("line 3, column 5: text beyond repair: \ufffd", ("lost-characters", 3, 5, "text beyond repair: \ufffd")),
    ("line 12: something odd", ("other", 12, None, "something odd")),
    ("quotation marks that do not pair were left alone: lines 1, 3", ("quotation-marks", None, None, None)),
    ("line x, column 5: no place", ("other", None, None, None)),
    ("line 2, column 1: a\nb", ("other", 2, 1, "a\nb")),
    ("", ("other", None, None, None)),
]


@pytest.mark.parametrize(("text", "parts"), TAKEN_APART)
def test_a_notice_is_taken_apart_and_prints_as_it_was(text, parts):
    kind, line, column, message = parts
    assert notice(text) == Notice(kind, line, column, text if message is None else message)
    assert str(notice(text)) == text


def test_runs_of_lines_have_the_line_as_their_place():
    found = notice("from line 7 on: 2 undecodable sequences of gb18030 replaced by U+FFFD")
    assert (found.kind, found.line, found.column) == ("undecodable-bytes", 7, None)


def test_what_the_repair_says_has_a_kind():
    text = "市政府\ufffd天宣布\n新\x9c闻\n" + "图书馆昨天宣布".encode().decode("cp437")[:-3] + "\n"
    kinds = {notice(warning).kind for warning in repair(text).warnings}
    assert "lost-characters" in kinds
    assert "other" not in kinds
    assert kinds <= {kind for kind, _ in KINDS}


def test_one_line_for_a_kind():
    lost = [f"line {n}, column 2: text beyond repair: \ufffd" for n in (9, 4, 30)]
    control = ["line 1, column 1: control character U+009C left as it is"]
    assert list(summed(lost + control)) == [
        "line 4, column 2: text beyond repair: \ufffd (and 2 more)",
        "line 1, column 1: control character U+009C left as it is",
    ]
    assert list(summed([])) == []


def test_a_count_that_is_not_whole_says_so():
    told = [
        "line 1, column 1: text beyond repair: \ufffd",
        "line 8, column 1: more text beyond repair follows",
    ]
    assert list(summed(told)) == ["line 1, column 1: text beyond repair: \ufffd (and at least 1 more)"]


def test_what_has_no_place_stands_alone():
    signs = [
        "U+FFFD: bytes were lost before this file was written",
        "锟斤拷: UTF-8 with U+FFFD was read as GBK",
    ]
    placed = [f"line {n}, column 4: text beyond repair: \ufffd" for n in (1, 2)]
    assert list(summed(signs + placed)) == [*signs, f"{placed[0]} (and 1 more)"]


def test_unknown_kinds_are_summed_by_their_words():
    told = [f"line {n}, column 1: odd thing {n}: x{n}" for n in (1, 2)] + ["line 3, column 1: another thing"]
    assert list(summed(told)) == ["line 1, column 1: odd thing 1: x1 (and 1 more)", told[2]]


def test_pinyin_that_was_left_has_its_kind():
    assert (
        notice("line 1, column 3: looks like injected pinyin, but was left: 6 readings").kind
        == "injected-pinyin"
    )
