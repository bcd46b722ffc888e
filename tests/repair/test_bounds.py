"""Clean text costs one scan, hostile text a bounded time, and a limit that stops the work says so."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from importlib import import_module

import pytest

from newsclean.edits import apply
from newsclean.repair import repair, reports
from newsclean.repair.mojibake import layers, utf16
from newsclean.repair.mojibake.pairs import PAIRS
from newsclean.repair.mojibake.runs import suspicious_runs
from newsclean.repair.mojibake.utf16 import utf_16
from newsclean.repair.prefilter import unusual
from tests.growth import assert_linear

CLEAN = "市政府昨天宣布，地铁三号线将在年底前通车（全长 12 公里）；“很好！”——记者 Smith & Co.\r\n"
HAN = "".join(map(chr, range(0x4E00, 0x9FA6)))
plausibility = import_module("newsclean.models.plausibility")
tables = import_module("newsclean.repair.mojibake.tables")
lattice = import_module("newsclean.repair.mojibake.lattice")
reader = import_module("newsclean.repair.mojibake.reader")


def test_clean_text_has_no_unusual_characters() -> None:
    assert unusual(CLEAN) == unusual(CLEAN * 10_000) == frozenset()
    assert unusual("plain ASCII, 100% & more\r\n\t") == frozenset()


@pytest.mark.parametrize("character", "\x07\x7f\xa0é①⼈鹭㐂\u200b\ue000\ufeff\ufffd한ﾊ𠮷")
def test_an_unusual_character_is_found_wherever_it_stands(character: str) -> None:
    for text in (character, CLEAN + character, CLEAN * 10_000 + character + CLEAN, character + "abc"):
        assert character in unusual(text)
        assert unusual(text) <= {character}


def test_text_of_many_unusual_characters_is_looked_up_one_by_one() -> None:
    text = "Съешь же ещё этих мягких французских булок, да выпей чаю. " * 20_000
    assert unusual(text) == frozenset(filter(str.isalpha, text))


def test_suspicious_runs_have_their_offsets() -> None:
    damaged = "新闻发布".encode("gbk").decode("latin-1")
    for end in ("\n", "\r\n", "\r"):
        text = end.join(("好", damaged, "", f"id={damaged}, ok", "水田", damaged, "白鹭"))
        found = list(suspicious_runs(text, unusual(text), common=False))
        assert [run for _, run in found] == [damaged, damaged, damaged, "白鹭"]
        assert all(text[start:].startswith(run) for start, run in found)


def test_of_a_long_paragraph_the_clauses_are_looked_at() -> None:
    good = "市政府昨天宣布地铁三号线将在年底前通车，全长十二公里，" * 2
    text = f"{good}白鹭飞过水田，{good}"
    assert [run for _, run in suspicious_runs(text, unusual(text), common=False)] == ["白鹭飞过水田，"]


def test_places_that_are_no_text_take_time_in_proportion() -> None:
    assert_linear(repair, lambda n: "уАК" + "нРтЦа" * (n // 5) + "я╝Й", 20_000)


def test_blanks_stand_for_what_is_left_in_time_in_proportion() -> None:
    quoted = import_module("newsclean.repair.mojibake.quoted")

    def step(text: str) -> None:
        places = [(at, at + 1) for at in range(0, len(text), 2)]
        assert quoted._blanked(text, iter(places)) == " 闻" * (len(text) // 2)
        quoted.cited(text, [], places)

    assert quoted._blanked("新闻", ()) == "新闻"
    assert_linear(step, lambda n: "新闻" * (n // 2), 40_000)


def test_passes_do_not_load_the_engine_for_clean_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pinyin.stage", "mojibake.stage", "notations.stage", "glyphs", "invisible"):
        monkeypatch.setitem(sys.modules, f"newsclean.repair.{name}", None)  # importing it would fail
    assert repair(CLEAN * 10).edits == ()


def random_han(size: int) -> str:
    return "".join(random.Random(size).choices(HAN, k=size))


HOSTILE: dict[str, Callable[[int], str]] = {
    "mojibake without a cure": lambda n: (CLEAN[:40].encode().decode("latin-1") + "中") * (n // 100),
    "random Han": random_han,
    "few of them": lambda n: "".join(random.Random(n).choices(HAN[::14], k=n)),  # no list of characters
    "random Han in lines": lambda n: "\n".join(random_han(12) + str(i) for i in range(n // 15)),
    "private use": lambda n: "\ue000\uf8f5" * (n // 2),
    "annotations": lambda n: "業(a)" * (n // 4),
    "brackets": lambda n: "(a)" * (n // 3),
    "question marks and losses": lambda n: "?\ufffd新" * (n // 3),
    "an entity escaped again and again": lambda n: "新&" + "amp;" * (n // 4) + "#26032;",
    "codes": lambda n: "\\u4e2d" * (n // 6),
    "percent signs": lambda n: "%E4%B8" * (n // 6),
    "halves": lambda n: "鏂\ufffd锛é陔ﾊЦ(yè&#20\ue000?\u200b\x85⼈" * (n // 25),
    "controls in many lines": lambda n: "新\x00\u200b\xa0\n" * (n // 5),
    "what is left between what is read again": lambda n: (
        "新闻发布".encode().decode("koi8-r") + "л=Ц└┘" * (n // 5)
    ),
    "accented letters of no word": lambda n: "电话：" + "Ã©" * (n // 2),
    "question marks and no end": lambda n: "标题：" + "?" * n + "|",
    "a blank and no end": lambda n: "\xa0" + " " * n,
    "rare characters of every plane": lambda n: "".join(map(chr, range(0x20000, 0x20000 + n // 10))) * 5,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST_FRUITLESS", 300)
    text = HOSTILE[name](6_000)
    result = repair(text)
    assert apply(text, result.edits) == result.text
    assert_linear(repair, HOSTILE[name], 6_000)


def damaged(size: int, true: str, wrong: str, width: int) -> str:
    """Random characters decoded wrongly, in lines, with a good one in each that is in the way."""
    common = HAN.encode("gb2312", "ignore").decode("gb2312")[::4]  # else a long line is a list of characters
    text = "".join(random.Random(size).choices(common, k=size)).encode(true).decode(wrong, "replace")
    text = text.replace("\n", "x").replace("\r", "x")[:size]
    return "\n".join(text[i : i + width] + "好" for i in range(0, size, width))


class Work:
    """Counts the characters that are judged, decoded and searched."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done = self.searched = 0
        for module, name in ((plausibility, "cost"), (tables, "decode"), (lattice, "reread")):
            monkeypatch.setattr(module, name, self._counted(getattr(module, name), search=name == "reread"))

    def _counted(self, step: Callable[..., object], *, search: bool) -> Callable[..., object]:
        def counted(first: str | bytes, *rest: object, **options: object) -> object:
            self.done += len(first)
            self.searched += len(first) if search else 0
            return step(first, *rest, **options)

        return counted


@pytest.mark.parametrize("width", [40, 1_500, 100_000])
@pytest.mark.parametrize(
    ("true", "wrong"),
    [
        ("utf-8", "latin-1"),
        ("gb18030", "cp1251"),
        ("gb18030", "cp950"),
        ("gb18030", "cp932"),
        ("utf-8", "gbk"),
    ],
)
def test_work_grows_no_faster_than_text(
    true: str, wrong: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Steps are counted, not seconds: three times the text is three times the work at most.

    The texts are so long that what they prove of a pair is proved in both.
    """
    monkeypatch.setattr(reader, "_MOST_FRUITLESS", 100)
    done = []
    for size in (12_000, 36_000):
        with monkeypatch.context() as patch:
            work = Work(patch)
            repair(damaged(size, true, wrong, width))
        done.append(work.done)
        # Each pair is searched until its limit is met, by one run at most; longer lines are read between
        # errors.
        assert work.searched <= len(PAIRS) * (100 + width + 1)
        assert bool(work.searched) == (width < layers.LONGEST)
        assert work.done <= 250 * size  # all pairs that fit, up to three layers, and what judges them
    assert done[1] <= 3.2 * done[0]


def test_a_line_without_a_cure_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    line = damaged(90, "gb18030", "latin-1", 90)  # longer rows of different characters are lists
    work = Work(monkeypatch)
    repair(line)
    once = work.searched
    assert once
    repair("\n".join([line] * 50) + "\n新\x00闻")  # what is taken out makes for another run
    assert work.searched == 2 * once


# Every second byte of GBK is missing.
DAMAGED = "市政府昨天宣布，地铁三号线将在年底前通车".encode("gbk")[::2].decode("latin-1")
# Lines that are the same are looked at once.
UNLIKE = "".join(f"{DAMAGED[i:]}\n" for i in range(4))


@pytest.mark.parametrize(
    ("limit", "value", "text", "warning"),
    [
        ("LONGEST", 10, DAMAGED, "line 1, column 1: a line of more than 10 characters"),
        ("_MOST_FRUITLESS", 0, "好\n" + UNLIKE, "line 4, column 1: from here on only whole runs"),
    ],
)
def test_a_limit_says_where_it_stopped(
    limit: str, value: int, text: str, warning: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not any(warning in told for told in repair(text).warnings)
    monkeypatch.setattr(reader, "promises", lambda run, pair, altered: True)  # so that all of it is searched
    monkeypatch.setattr(reader, limit, value)
    assert [told[: len(warning)] for told in repair(text).warnings if warning in told] == [warning]


def test_warnings_about_controls_are_limited() -> None:
    warnings = repair("新\x9c闻\n" * 500).warnings
    assert len(warnings) == reports._MOST_WARNINGS + 1
    assert warnings[-1].endswith("more control characters that are left follow")


def test_everyday_characters_end_the_search_for_utf_16() -> None:
    text = "临江图书馆昨天宣布，从下月起每晚开放到十点。馆长周明说，读者的来信让他们下了决心。"
    swapped = text.encode("utf-16-be").decode("utf-16-le")
    assert utf_16(swapped).text == text
    few, many = len(swapped) // 50, len(swapped) // 10
    assert utf_16(swapped + "的" * few).text != swapped + "的" * few
    assert utf_16(swapped + "的" * many).text == swapped + "的" * many


@pytest.mark.parametrize(("share", "tried"), [(0.05, False), (0.3, True)])
def test_code_without_blanks_is_not_read_as_utf_16(
    share: float, tried: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nearly all of it is ASCII, which Chinese in UTF-16 never is."""
    asked: list[bytes] = []
    monkeypatch.setattr(utf16, "_looks_wide", asked.append)
    dice = random.Random(1)
    code = "".join("é" if dice.random() < share else dice.choice("abcdefgh=;(){}") for _ in range(400))
    assert utf_16(code).edits == ()
    assert bool(asked) == tried
