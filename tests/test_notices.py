"""Notices: taken apart, put together again, summed up by kind."""

import pickle

import pytest

from newsclean.notices import KINDS, Notice, from_line, notice, summed, warned
from newsclean.repair import repair

SAID = [
    (("lost-characters", "text beyond repair: \ufffd", 3, 5), "line 3, column 5: text beyond repair: \ufffd"),
    (("other", "something odd", 12), "line 12: something odd"),
    (("quotation-marks", "quotation marks that do not pair"), "quotation marks that do not pair"),
    (("other", "a\nb", 2, 1), "line 2, column 1: a\nb"),
]


@pytest.mark.parametrize(("parts", "text"), SAID)
def test_a_notice_carries_its_kind_and_place_and_prints_as_it_was(parts, text):
    kind, message, line, column = (*parts, None, None)[:4]
    written = warned(*parts)
    assert written == text
    for same in (written, pickle.loads(pickle.dumps(written))):
        assert notice(same) == Notice(kind, line, column, message)
        assert str(notice(same)) == text


@pytest.mark.parametrize("text", ["", "line 2, column 1: only text", "text beyond repair"])
def test_nothing_is_read_from_the_words_of_a_text(text):
    assert notice(text) == Notice("other", None, None, text)
    assert str(notice(text)) == text


def test_runs_of_lines_have_the_line_as_their_place():
    inside = warned("lost-characters", "the last character is incomplete")
    found = from_line(inside, 7)
    assert found == f"from line 7 on: {inside}"
    assert notice(found) == Notice("lost-characters", 7, None, inside)


@pytest.mark.parametrize(("part", "place"), [(1, 1), (1, 7), (3, 7)])
def test_places_in_a_part_are_places_in_the_whole(part, place):
    found = from_line(warned("undecodable-bytes", "1 undecodable sequence", part, 4), place)
    assert notice(found) == Notice("undecodable-bytes", place - 1 + part, 4, "1 undecodable sequence")
    assert found == f"line {place - 1 + part}, column 4: 1 undecodable sequence"


def test_what_the_repair_says_has_a_kind():
    text = "市政府\ufffd天宣布\n新\x9c闻\n" + "图书馆昨天宣布".encode().decode("cp437")[:-3] + "\n"
    kinds = {notice(warning).kind for warning in repair(text).warnings}
    assert "lost-characters" in kinds
    assert "other" not in kinds
    assert kinds <= KINDS


def test_one_line_for_a_kind():
    lost = [warned("lost-characters", "text beyond repair: \ufffd", n, 2) for n in (9, 4, 30)]
    control = [warned("control-character", "control character U+009C left as it is", 1, 1)]
    assert list(summed(lost + control)) == [
        "line 4, column 2: text beyond repair: \ufffd (and 2 more)",
        "line 1, column 1: control character U+009C left as it is",
    ]
    assert list(summed([])) == []


def test_a_count_that_is_not_whole_says_so():
    told = [
        warned("lost-characters", "text beyond repair: \ufffd", 1, 1),
        warned("lost-characters", "more text beyond repair follows", 8, 1),
    ]
    assert list(summed(told)) == ["line 1, column 1: text beyond repair: \ufffd (and at least 1 more)"]


def test_what_has_no_place_stands_alone():
    signs = [
        warned("lost-characters", "U+FFFD: bytes were lost before this file was written"),
        warned("lost-characters", "锟斤拷: UTF-8 with U+FFFD was read as GBK"),
    ]
    placed = [warned("lost-characters", "text beyond repair: \ufffd", n, 4) for n in (1, 2)]
    assert list(summed(signs + placed)) == [*signs, f"{placed[0]} (and 1 more)"]


def test_unknown_kinds_are_summed_by_their_words():
    told = [warned("other", f"odd thing {n}: x{n}", n, 1) for n in (1, 2)]
    told.append(warned("other", "another thing", 3, 1))
    assert list(summed(told)) == ["line 1, column 1: odd thing 1: x1 (and 1 more)", told[2]]
