"""Both sides of numbers that decide about texts that are put together by length."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest

from newsclean.edits import Edit
from newsclean.models import plausibility, unigrams
from newsclean.repair import character_data, examples
from newsclean.repair.invisible import _structure
from newsclean.repair.mojibake import (
    fill,
    filling,
    gb2312,
    pairs,
    questions,
    rest,
    thresholds,
    utf16,
    verdict,
    western,
)
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.fill import Filling
from newsclean.repair.mojibake.losses import controls
from newsclean.repair.mojibake.pairs import DOUBLE_PAIRS, PAIRS, SINGLE_PAIRS
from newsclean.repair.mojibake.pieces import pieces
from newsclean.repair.mojibake.places import end_taken_along
from newsclean.repair.mojibake.quoted import cited
from newsclean.repair.mojibake.remains import _is_packed
from newsclean.repair.mojibake.runs import Traits
from newsclean.repair.mojibake.screen import reads_poorly
from newsclean.repair.mojibake.tables import alternatives
from newsclean.repair.mojibake.utf16 import _is_sound

reader = import_module("newsclean.repair.mojibake.reader")
RULES = {pair.rule: pair for pair in PAIRS}


@pytest.mark.parametrize(
    ("sound", "far", "restored", "quotation"),
    [
        pytest.param(4, 0, 10, True, id="_SENTENCE: four Han characters around it"),
        pytest.param(3, 0, 10, False, id="_SENTENCE: three are no sentence"),
        pytest.param(40, 0, 50, True, id="_LONG: fifty come back"),
        pytest.param(40, 0, 70, False, id="_LONG: seventy are no quotation"),
        pytest.param(10, 0, 35, True, id="_WHOLE: more sound text is not asked for"),
        pytest.param(10, 0, 45, False, id="_WHOLE: most of the text is damaged"),
        pytest.param(20, 0, 50, True, id="_WHOLE_TIMES: two and a half for each that is sound"),
        pytest.param(16, 0, 55, False, id="_WHOLE_TIMES: more than three"),
        pytest.param(4, 165, 10, True, id="_AROUND: the sentence is near"),
        pytest.param(4, 230, 10, False, id="_AROUND: the sentence is far"),
    ],
)
def test_a_quotation(sound: int, far: int, restored: int, quotation: bool) -> None:
    """So many sound Han characters, other signs up to the mark, and so many that would come back."""
    before = "河" * sound + "." * far + "“"
    edit = Edit("repair", "utf-8-as-gbk", len(before), "鏂" * restored, "新" * restored)
    assert bool(cited(before + edit.before + "”", [edit]).edits) is quotation


@pytest.mark.parametrize(("sound", "spoken_of"), [("河", False), ("河堤", True)])
def test_a_name_of_an_encoding_speaks_of_damage(sound: str, spoken_of: bool) -> None:
    """``_FEWEST``: a text with fewer Han characters is a program, and one it reads or writes."""
    before = f"GBK {sound} "
    edit = Edit("repair", "utf-8-as-gbk", len(before), "鏂" * 10, "新" * 10)
    assert bool(cited(before + edit.before, [edit]).edits) is spoken_of


@pytest.mark.parametrize(
    ("everyday", "ascii", "others", "sound"),
    [
        pytest.param(5, 0, 95, True, id="_LEAST_EVERYDAY: five everyday characters in a hundred"),
        pytest.param(4, 0, 96, False, id="_LEAST_EVERYDAY: four"),
        pytest.param(0, 95, 5, True, id="_MOST_ASCII: nearly all is ASCII"),
        pytest.param(0, 80, 20, False, id="_MOST_ASCII: four fifths are"),
        pytest.param(0, 45, 1, True, id="_LEAST_FOR_ASCII: enough to tell"),
        pytest.param(0, 33, 1, False, id="_LEAST_FOR_ASCII: too short to tell"),
    ],
)
def test_a_beginning_that_is_no_utf_16(everyday: int, ascii: int, others: int, sound: bool) -> None:
    assert _is_sound("的" * everyday + "a" * ascii + "龘" * others) is sound


@pytest.mark.parametrize(("distance", "near"), [(250, True), (350, False)])
def test_a_word_is_heard_so_far(distance: int, near: bool) -> None:
    """``_FAR``."""
    assert examples.near("." * 1_000, [0], distance, distance + 1) is near
    assert examples.near("." * 1_000, [900], 899 - distance, 900 - distance) is near


@pytest.mark.parametrize(
    ("rows", "lines", "structure"),
    [
        pytest.param(3, 3, True, id="_LEAST_ROWS: three"),
        pytest.param(2, 2, False, id="_LEAST_ROWS: two"),
        pytest.param(9, 10, True, id="_MOST_OF: nine in ten lines"),
        pytest.param(7, 10, False, id="_MOST_OF: seven in ten"),
    ],
)
def test_a_control_that_separates_fields(rows: int, lines: int, structure: bool) -> None:
    text = "一\x04二\n" * rows + "一二\n" * (lines - rows)
    assert ("\x04" in _structure(text)) is structure


@pytest.mark.parametrize(
    ("others", "found", "packed"),
    [
        pytest.param(10, 1, True, id="_LEAST_PACKED: ten"),
        pytest.param(9, 1, False, id="_LEAST_PACKED: nine are text"),
        pytest.param(12, 4, True, id="_PACKED: three for each that was found"),
        pytest.param(11, 4, False, id="_PACKED: fewer"),
    ],
)
def test_packed_data(others: int, found: int, packed: bool) -> None:
    text = "".join(f"a{chr(0x4E00 + number)}" for number in range(others)) + "a"
    assert _is_packed(text, set("河堤水闸"[:found])) is packed


@pytest.mark.parametrize(("low", "high", "told"), [(2, 2, True), (1, 2, False), (2, 1, False)])
def test_controls_of_both_kinds(low: int, high: int, told: bool) -> None:
    """``_LEAST_CONTROLS``."""
    text = "河堤" + "\x02\x03"[:low] + "\x80\x81"[:high]
    assert bool(list(controls(text, frozenset(text)))) is told


@pytest.mark.parametrize(("run", "poorly"), [("科研团队在", False), ("香飘满了整", True)])
def test_a_run_that_reads_poorly(run: str, poorly: bool) -> None:
    """``_POOR``: three characters of the first cost 21 nats, of the second 28."""
    assert reads_poorly(run) is poorly


@pytest.mark.parametrize(("text", "read"), [("河堤水闸", True), ("河堤水", False)])
def test_a_piece_of_a_long_line(text: str, read: bool) -> None:
    """``_LEAST``: four characters between two that no decoder wrote."""
    pair = RULES["utf-8-as-cp1252"]
    assert bool(pieces(f"a一{text.encode().decode('latin-1')}一b", pair)) is read


def test_what_is_filled_in_is_no_rare_character() -> None:
    """``_RAREST``: the 5,000 commonest cost up to 13 nats."""
    costs = [plausibility.single(character) for character, _ in fill._index("utf-8", 3)]
    assert 12 < max(costs) <= 13


@pytest.mark.parametrize(("behind", "gives"), [(1, True), (2, True), (3, False)])
def test_a_guess_gives_the_damage_but_for_its_end(behind: int, gives: bool) -> None:
    """``_UNCERTAIN``: the last two characters of a group may have lost a byte with what follows."""
    damage = "河堤上的柳树".encode().decode("gbk", "replace")
    other = damage[:-behind] + "一" + damage[len(damage) - behind + 1 :]
    assert filling._gives("河堤上的柳树", other, RULES["utf-8-as-gbk"], whole=False) is gives


@pytest.mark.parametrize(
    ("before", "first", "second", "taken"), [("桥", "小", "大", "小"), ("花", "川", "山", "山")]
)
def test_a_filling_that_is_text(before: str, first: str, second: str, taken: str) -> None:
    """``_TEXT``: 大 is likelier behind 桥 by 2.4 nats, 山 behind 花 by 3.6."""
    found = filling._cheaper(Filling(first, 9.0), Filling(second, 9.0), before, "了")
    assert found.text == taken


@pytest.mark.parametrize(("signs", "row"), [("§§§¶¶¶", True), ("§§¶¶§", False)])
def test_signs_that_come_again_and_again(signs: str, row: bool) -> None:
    """``_SIGNS_EACH``: each three times."""
    edit = Edit("repair", "gbk-as-cp1252", 0, signs, "一")
    read = Candidate(signs, "一", 0.0, edits=(edit,), pairs=(RULES["gbk-as-cp1252"],))
    assert verdict._is_row(read) is row


@pytest.mark.parametrize(("count", "tried"), [(4, True), (5, False)])
def test_characters_with_several_codes(count: int, tried: bool) -> None:
    """``_MOST_DOUBTFUL``."""
    doubtful = tuple(alternatives("shift_jis"))[:count]
    assert any(utf16._bytes("".join(doubtful), doubtful, "shift_jis")) is tried


@pytest.mark.parametrize(
    ("ascii", "others", "tried"),
    [
        pytest.param("abcdefghijklmnop", 84, True, id="_LEAST_ASCII: sixteen in a hundred"),
        pytest.param("abcdefghijklmn", 86, False, id="_LEAST_ASCII: fourteen"),
        pytest.param("abc" * 20, 60, True, id="_LEAST_DIFFERENT: three"),
        pytest.param("ab" * 30, 60, False, id="_LEAST_DIFFERENT: two"),
    ],
)
def test_characters_of_one_byte_in_utf_16(
    ascii: str, others: int, tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(utf16, "_readings", lambda _, candidates, **__: asked.extend(candidates) or ())
    utf16.utf_16(ascii + "龘" * others)
    assert ("gbk" in asked) is tried


@pytest.mark.parametrize(("cheaper", "altered"), [(1.9, False), (2.1, True)])
def test_that_a_program_altered_damage_costs_something(cheaper: float, altered: bool) -> None:
    """``_ALTERED``, in nats."""
    pair = RULES["utf-8-as-cp1252"]
    best = Candidate("é", "é", 50.0)
    other = best._replace(cost=best.cost - cheaper, pairs=(pair,))
    asked = reader.Reader(guess=False, traits=Traits(normalised=True))
    asked._search = lambda *_: other  # type: ignore[method-assign]
    assert (asked._altered(best, best, [pair]) is other) is altered


@pytest.mark.parametrize(("distance", "found"), [(499, True), (501, False)])
def test_han_in_the_line_of_a_western_word(distance: int, found: bool) -> None:
    """``_NEAR``."""
    text = "河" + "." * (distance - 1) + "é"
    assert western._on_a_line_with_han(text, distance, distance + 1) is found


def test_encodings_that_are_not_named_are_seldom() -> None:
    """``_REST``: rarer than those that are named, and no rarer than the rarest of two bytes."""
    named = max(SINGLE_PAIRS[encoding][0].prior for encoding in pairs._PRIORS)
    assert named < SINGLE_PAIRS["cp775"][0].prior < max(pair.prior for pair in DOUBLE_PAIRS)


@pytest.mark.parametrize(
    ("text", "at", "odd"),
    [
        pytest.param("山谷里的蕨类植物在雾?慢慢舒展开卷曲的嫩叶", 10, False, id="_ODD: 28 nats"),
        pytest.param("孩子们在河滩上捡鹅?石排成一条长龙", 9, True, id="_ODD: 33"),
        pytest.param("木匠用砂纸把凳子腿磨?又?又滑", 10, False, id="_ODD_BETWEEN: 8.4 a character"),
        pytest.param("山谷里的蕨?植?在雾中慢慢舒展开卷曲的嫩叶", 5, True, id="_ODD_BETWEEN: 10.1"),
    ],
)
def test_a_mark_between_what_makes_no_words(text: str, at: int, odd: bool) -> None:
    assert questions._is_odd(text, at) is odd


@pytest.mark.parametrize("around", ["鷺一豆", "採摘嫩铃"])
def test_a_look_alike_among_three_and_four_characters(around: str) -> None:
    """``_MOST``: each costs 9.6 to 9.9 nats, which is no running text."""
    edit = Edit("repair", "compatibility-ideograph", 1, "\uf900", around[1])
    assert not character_data._in_words(around, edit, 0, len(around) - 1)


@pytest.mark.parametrize(("text", "chance"), [("渡口的老營", True), ("渡口的老船體", False)])
def test_a_traditional_character_at_the_end_of_simplified_text(text: str, chance: bool) -> None:
    """``_FOREIGN_END``: four nats on top of 6.3 are too much for its end, on top of 5.7 they are not."""
    given = text.encode("gbk").decode("latin-1")
    edit = Edit("repair", "gbk-as-cp1252", 0, given, text)
    read = Candidate(given, text, 0.0, edits=(edit,), pairs=(RULES["gbk-as-cp1252"],))
    assert (end_taken_along(read) >= thresholds.CHANCE_END) is chance


@pytest.mark.parametrize(("run", "dear"), [("龘靐齉", True), ("龘靐", False)])
def test_what_stands_beside_what_was_read_again(run: str, dear: bool) -> None:
    """``_LEAST``: three characters say something."""
    assert rest._is_dear(run) is dear


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        pytest.param("这天?x冈奈纱来了", ["畑"], id="three characters behind make the word"),
        pytest.param("工伤身高?P洁", ["昉"], id="a fourth one before would make another"),
    ],
)
def test_a_word_with_half_a_character(text: str, filled: list[str]) -> None:
    """``_AROUND``."""
    assert [edit.after for edit in gb2312.halves(text)[0]] == filled


@pytest.mark.parametrize(("behind", "filled"), [(9.0, ["镕"]), (7.0, [])])
def test_two_words_with_half_a_character(
    behind: float, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``_MARGIN``: another word that is nearly as likely makes it doubtful."""
    other = next(c for c in gb2312._with_second_byte("F") if c != "镕")
    costs = {"朱镕": 10.0, f"朱{other}": 10.0 + behind, "朱": 12.0, "": 0.0}
    table = SimpleNamespace(cost=lambda run: costs.get(run, 40.0))
    monkeypatch.setattr(unigrams, "words", lambda: table)
    assert [edit.after for edit in gb2312.halves("朱?F，")[0]] == filled
