"""Sound text is told so by something cheap that proves it, and is not searched: no seconds are asked here."""

from __future__ import annotations

from importlib import import_module

import pytest

from newsclean.models import plausibility
from newsclean.models.trigrams import Sequences
from newsclean.repair.mojibake import fill, lattice, runs, screen, traces
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.pairs import DOUBLE_PAIRS, PAIRS
from newsclean.repair.mojibake.runs import Traits
from newsclean.repair.pinyin.document_model import DocumentModel
from newsclean.repair.pinyin.stage import injected

reader = import_module("newsclean.repair.mojibake.reader")
detect = import_module("newsclean.repair.pinyin.detect")

# A dictionary in one line; a name with rare characters; running text.
SOUND = (
    "丁丁噹 叮叮噹|高沙可夫 科薩科夫|嘰哩咕嚕 嘰里咕嚕|砧板 案板|魆黑 漆黑|鞦韆架 秋千架",
    "曱甴",
    "白鹭飞过水田，黄鹂在夏天的树林里叫",
)


def _fail(*_: object) -> None:
    raise AssertionError("it was searched")


@pytest.mark.parametrize("run", SOUND)
def test_a_sound_run_is_not_searched(run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lattice._Search, "run", _fail)
    for pair in DOUBLE_PAIRS:
        assert lattice.reread(run, pair) is None


_RULES = {pair.rule: pair for pair in PAIRS}
# Six letters in UTF-8 that GBK made Han of: a word of two characters has as many, if it was damaged before.
_LETTERS = "éèêëàç".encode().decode("gbk")


@pytest.mark.parametrize(
    ("run", "rule", "by_chance"),
    [
        pytest.param("祖父的懷錶停在下午三點一娗掩檢刻", "gbk-as-big5", True, id="_BORDER: 9.6"),
        pytest.param("漁民在礁石邊修參汃補被浪打破的網", "gbk-as-big5-hkscs", True, id="_BORDER: 10.2"),
        pytest.param("茶農趁著露水未乾上山採摘掛掛溫嫩芽", "gbk-as-big5-hkscs", False, id="_BORDER: 11.5"),
        pytest.param("稻田裡的白匯訳海鷺一步一步走得很慢", "gbk-as-euc_jp", False, id="_BORDER: 12.7"),
        pytest.param("祖父的懷錶停在下午?三點一娗掩檢刻", "gbk-as-big5", False, id="a lost byte"),
        pytest.param("店裡賣了一整天的，只剩下第Х侉欿淀", "euc_jp-as-big5", False, id="the last of several"),
        pytest.param("木匠的凳子|鈥滄垚|又圆又滑", "utf-8-as-gbk", False, id="a sign and a character"),
        pytest.param("軗徹", "gbk-as-big5-hkscs", False, id="two characters"),
        pytest.param(f"木匠的凳子{_LETTERS[:5]}又圆又滑", "utf-8-as-gbk", True, id="_ROW: five"),
        pytest.param(f"木匠的凳子{_LETTERS}又圆又滑", "utf-8-as-gbk", False, id="_ROW: six"),
        pytest.param(_LETTERS[:4], "utf-8-as-gbk", False, id="_ROW: all of a run"),
    ],
)
def test_what_is_so_by_chance(run: str, rule: str, by_chance: bool) -> None:
    pair = _RULES[rule]
    assert screen.is_by_chance(run, pair) is by_chance
    assert pair not in screen.screen([run], [pair]).get(0, []) or not by_chance


def test_eight_characters_on_either_side_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []
    weigh = screen._gained

    def noted(*weighed: list[float]) -> float:
        sizes.append(len(weighed[3]) - 1)
        return weigh(*weighed)

    monkeypatch.setattr(screen, "_gained", noted)
    damaged = "木匠用砂纸把凳子腿磨得又圆又滑".encode("gbk").decode("big5", "ignore")
    for run in (damaged, "稻田裡的白鷺一步一步走軗徹坒得很慢又很慢地走過去了"):
        screen.is_by_chance(run, _RULES["gbk-as-big5-hkscs"])
    assert max(sizes) == 8 + 3 + 8


@pytest.mark.parametrize(
    ("run", "promises"),
    [
        ("главнаяНовостиСпортПогодаЭкономикаКультураОбществоНаукаТуризмИстория", False),
        ("木匠用砂纸把凳子腿磨得又圆又滑".encode("gbk").decode("koi8-r"), True),
    ],
)
def test_letters_that_gain_nothing_as_bytes_are_not_searched(run: str, promises: bool) -> None:
    pairs = [_RULES["gbk-as-koi8-r"], _RULES["big5-as-koi8-r"]]
    assert any(screen.promises(run, pair) for pair in pairs) is promises


def test_a_run_of_which_a_part_is_damaged_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lattice._Search, "run", _fail)
    pair = next(pair for pair in DOUBLE_PAIRS if pair.rule == "utf-8-as-gbk")
    for run in ("鏈変汉", "白鹭飞过水田，鏈変汉"):
        with pytest.raises(AssertionError):
            lattice.reread(run, pair)


def test_where_bytes_were_lost_nothing_is_proved() -> None:
    pair = next(pair for pair in DOUBLE_PAIRS if pair.rule == "utf-8-as-gbk")
    for run, proved in ((SOUND[2], True), (SOUND[2] + "？", True), (SOUND[2] + "?", False)):
        parts = lattice.tokens(run, pair.read_as)
        data = [byte for part in parts for byte in part.data]
        assert lattice._Search(run, pair, parts, data).is_vain() is proved


def test_what_is_told_already_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "promises", _fail)
    run = SOUND[0]
    start = Candidate(run, run, plausibility.cost(run))
    asked = reader.Reader(guess=False, traits=Traits())
    asked._in_vain = reader._MOST_FRUITLESS_IN_ALL + 1
    with pytest.raises(AssertionError):
        asked._search(start, list(DOUBLE_PAIRS))
    asked.limits[reader._FRUITLESS] = 0
    monkeypatch.setattr(reader, "reads_poorly", _fail)
    assert asked._search(start, list(DOUBLE_PAIRS)) is start


def test_lines_with_many_rare_characters_are_found_without_an_expression(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rare = frozenset(map(chr, range(0x3400, 0x3400 + runs._FEW + 1)))
    lines = ["好", *(f"{character} 好" for character in sorted(rare)), "", "😀", "好\r好㐂", "㐀"]
    text = "\n".join(lines)
    wanted = list(runs._lines_with([runs._searcher(runs.re.compile(runs._one_of(rare)), text)], text))
    assert len(wanted) == len(rare) + 2
    monkeypatch.setattr(runs.re, "compile", _fail)
    for finders in (runs._finders(rare | {"😀"}, text), runs._finders(rare, text)):
        assert list(runs._lines_with(finders, text)) == wanted
    with pytest.raises(AssertionError):  # of a long text it is worth its while
        runs._finders(rare, text + "好" * runs._COMPILED * len(rare))


def test_lines_are_found_by_several_at_once() -> None:
    text = "甲乙\n丙\n\n乙\r丁甲\n甲"
    finders = runs._finders(frozenset("甲乙丁"), text)
    assert list(runs._lines_with(finders, text)) == [(0, "甲乙"), (6, "乙"), (8, "丁甲"), (11, "甲")]


def test_of_han_characters_alone_the_traces_of_letters_are_not_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(traces, "_OTHER_TRACES", (("", _fail),))
    assert not traces.traced("曱甴走廊，雙門 2 枝").left
    with monkeypatch.context() as patched:
        patched.setattr(traces, "_of_utf8_in_any", _fail)
        assert not traces.traced("曱甴").left  # too little to tell
        with pytest.raises(AssertionError):
            traces.traced("曱甴廊")
    with pytest.raises(AssertionError):
        traces.traced("曱甴走廊，雙門a枝")


def test_words_are_looked_for_in_lines_that_have_notes() -> None:
    text = "甲、乙(yǐ)、丙\n丁、戊\n己 庚(gēng)辛、壬(a"
    assert [word.group() for word in detect._with_notes(text)] == ["乙(yǐ)", "庚(gēng)辛"]
    assert detect._listed(text) == {text.index("乙"), text.index("庚")}


def test_what_fills_a_gap_is_found_by_a_byte_that_is_known() -> None:
    pair = next(pair for pair in DOUBLE_PAIRS if pair.rule == "utf-8-as-gbk")
    index = fill._index("utf-8", 3)
    for group in ((0xE6, fill._LOST, 0x87), (fill._LOST, 0x96, 0x87), (fill._LOST, fill._LOST, 0x87)):
        found = fill._matching(group, pair, (), "")
        assert 1 < len(found) < len(index) / 16
        known = [(at, byte) for at, byte in enumerate(group) if byte != fill._LOST]
        assert list(found) == [way for way in index if all(way[1][at] == byte for at, byte in known)]
    few = fill._by_bytes("utf-8", 3)
    assert all(byte == data[at] for at in range(3) for byte, ways in few[at].items() for _, data in ways)


def test_what_characters_cost_behind_others_is_asked_for_all_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    costs = Sequences.costs

    def counted(self: Sequences, context: str, candidates: str) -> list[float]:
        asked.append(candidates)
        return costs(self, context, candidates)

    monkeypatch.setattr(Sequences, "costs", counted)
    pair = next(pair for pair in DOUBLE_PAIRS if pair.rule == "utf-8-as-gbk")
    layout = ((0xE6, fill._LOST, 0x87),)
    found = fill._texts(layout, pair, "处理", "", 0, "")
    assert "文" in {text for text, _ in found}
    assert len(asked) == 1 < len(asked[0])


def test_the_words_of_a_document_are_counted_only_where_something_looks_torn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DocumentModel, "_sequences", _fail)
    page = "記者問這個問題應該怎麼辦呢?會議結束後市長沒有說話，說明書還沒有寫好。\n"
    assert injected(page * 3).edits == ()
    with pytest.raises(AssertionError):
        injected(page * 3 + "政府說補償?葯C制已經開始實行。\n")
