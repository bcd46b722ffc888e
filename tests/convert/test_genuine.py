"""Genuine text stays, and what is converted is written as the region writes it: tables of cases."""

import sys
from pathlib import Path

import pytest

from newsclean.convert import convert
from newsclean.convert.characters import hans, hant, leaning
from newsclean.convert.context import Contextual
from newsclean.convert.engine.tables import rewriter, usage_of
from newsclean.convert.labels import Recipe, recipe_of
from newsclean.convert.opencc.compose import Stages
from newsclean.convert.opencc.dictionaries import read_configuration
from newsclean.errors import OptionsError
from newsclean.options import CONFIGURATIONS, target

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

GROUPS = tomllib.loads((Path(__file__).parent / "cases" / "genuine.toml").read_text(encoding="utf-8"))["case"]
CASES = [
    pytest.param(
        text,
        to,
        expected,
        id=f"{to}-{text[:12]!r}",
        marks=pytest.mark.xfail(strict=True, reason=group["fails"]) if "fails" in group else (),
    )
    for group in GROUPS
    for to in group["to"]
    for text, expected in (
        group.get("becomes") or dict(zip(group["same"], group["same"], strict=True))
    ).items()
]


@pytest.mark.parametrize(("text", "to", "expected"), CASES)
def test_case(text, to, expected):
    assert convert(text, to).text == expected
    assert convert(expected, to).text == expected


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh-sg", "zh-Hans"),
        ("ZH-HANS-CN", "zh-Hans"),
        ("zh-MO", "zh-HK"),
        ("zh-Hant-HK", "zh-HK"),
        ("zh-hant-tw", "zh-TW"),
        ("zh-tw", "zh-TW"),
        ("s2t", "s2t"),
    ],
)
def test_tags_of_bcp_47_in_any_case(name, meant):
    assert target(name) == meant


def test_other_tags_are_refused():
    for name in ("zh", "zh-XX", "S2T", "en"):
        with pytest.raises(OptionsError, match="to"):
            target(name)


# Traditional already, addresses, code, Japanese: all that the careful targets leave alone.
LITERAL = "萬里長城，李松仁。见 https://example.org/发 和 `print('发')`。東京で国会が開かれた。頭发"


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_named_configurations_convert_all_of_a_text(name):
    """By the plain definition: segments by longest match, each stage by longest match in each segment."""
    configuration = read_configuration(name)
    normal = LITERAL.translate({ord(key): value for key, value in configuration.normalization.items()})
    assert convert(LITERAL, name).text == Stages(configuration)(normal)
    assert normal == LITERAL or name.startswith("s2")


@pytest.mark.parametrize("text", ["访问了解", "数字表达式", "他访问了解新的"])
def test_a_word_that_begins_in_a_key_keeps_what_follows_from_beginning_one(text):
    assert rewriter("s2twp")(text) == Stages(read_configuration("s2twp"))(text)


def test_what_the_caller_protects_stays_with_named_configurations_too():
    assert convert("头发和面条", "s2t", keep=["头发"]).text == "头发和麪條"
    assert convert("头发和面条", "s2t", protect=["面."]).text == "頭髮和面条"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # So many times as much evidence of the target script, and one less.
        ("國" * 30 + "。决", None),
        ("國" * 29 + "。决", "國" * 29 + "。決"),
        ("國" * 30 + "。撃", None),
        ("國" * 29 + "。撃", "國" * 29 + "。擊"),
        # A clause, a line: what a writer quotes or took over.
        ("國" * 60 + "。联军", None),
        ("國" * 120 + "。联军國", None),
        ("國" * 120 + "\n联军", None),
        # A line of its own in ten times as much, and one less; it has a tenth of the target's at most.
        ("國" * 20 + "\n联军", None),
        ("國" * 19 + "\n联军", "國" * 19 + "\n聯軍"),
        ("國" * 120 + "\n" + "联" * 11 + "國", None),
        ("國" * 120 + "\n" + "联" * 10 + "國", "國" * 120 + "\n" + "聯" * 10 + "國"),
        # Slips beside the line are counted as before.
        ("國" * 30 + "决。\n联军", None),
        ("國" * 29 + "决。\n联军", "國" * 29 + "決。\n聯軍"),
        # Paragraphs of the source script from so much evidence on, with lines that tell nothing between them.
        ("國" * 570 + "\n" + "联" * 19, None),
        ("國" * 600 + "\n" + "联" * 20, "國" * 600 + "\n" + "聯" * 20),
        (
            "國" * 600 + "\n" + "联" * 10 + "\n\n12\n" + "联" * 10,
            "國" * 600 + "\n" + "聯" * 10 + "\n\n12\n" + "聯" * 10,
        ),
        ("國" * 600 + "\n" + "联" * 10 + "\n國\n" + "联" * 10, None),
        # A quotation, if five times as much evidence of the target script stands in the text, and one less.
        ("國" * 20 + "「联军联军」", None),
        ("國" * 19 + "「联军联军」", "國" * 19 + "「聯軍聯軍」"),
        ("國" * 20 + "“联军联军”", None),
        # What stands outside of it counts.
        ("國" * 30 + "「联军联」决", None),
        ("國" * 29 + "「联军联」决", "國" * 29 + "「聯軍聯」決"),
    ],
)
def test_what_stands_alone_in_a_text_of_the_target_script_stays(text, expected):
    expected = expected or text
    assert convert(text, "zh-TW").text == expected
    assert convert(text, "zh-TW", explain=True).text == expected


def test_usage_can_be_turned_off():
    text = "农业计划公布，台湾的湿地。"
    assert convert(text, "zh-TW", usage="opencc").text == "農業計劃公佈，臺灣的溼地。"
    official = convert(text, "zh-TW", usage="official").text
    assert "農業計畫公布" in official
    assert "臺灣" in official
    assert convert(text, "zh-TW").text == "農業計畫公布，台灣的濕地。"
    with pytest.raises(OptionsError, match="usage"):
        convert(text, "zh-TW", usage="none")


@pytest.mark.parametrize("region", ["tw", "hk"])
def test_usage_is_readable_and_writes_no_simplified(region):
    entries = usage_of(Recipe("s2tw", True, region).name).values()
    assert len(entries) > 1000
    for entry in entries:
        assert len(entry.word) == len(entry.written)
        assert entry.times > entry.others
        assert hans().isdisjoint(entry.written)


def test_recipes_have_names():
    for recipe in (
        Recipe("s2t"),
        Recipe("s2tw", True),
        Recipe("s2hk", True, "hk"),
        Recipe("s2tw", True, "tw-official"),
    ):
        assert recipe_of(recipe.name) == recipe


def test_model_goes_against_a_short_phrase_and_never_against_a_long_one():
    table = Contextual(Recipe("s2tw", True, "tw").name)
    text = "剑客独斗数人"
    found = table.matched(text, [])[1]
    assert [(choice.listed, choice.chosen) for choice in found] == [("斗", "鬥")]
    assert found[0].margin >= 6
    for text in ("紫微斗数", "头发剪了", "北斗七星"):
        assert not table.matched(text, [])[1]


class _Model:
    """A model that finds one form likelier than all others by so many nats."""

    def __init__(self, form, margin, rarer=0.0):
        self.form, self._margin, self._rarer = form, margin, rarer

    def choice(self, _before, forms, _after):
        return [0.0 if form == self.form else self._margin for form in forms]

    def characters(self, _context, forms):
        return [self._rarer if form == self.form else 0.0 for form in forms]


@pytest.mark.parametrize(
    ("text", "model", "chosen"),
    [
        # Outside of phrases, and against a phrase of two characters (矮几).
        ("甲冲乙", _Model("沖", 3.0, 0), True),
        ("甲冲乙", _Model("沖", 2.9, 0), False),
        ("那张矮几也坏", _Model("幾", 6.0, 0), True),
        ("那张矮几也坏", _Model("幾", 5.9, 0), False),
        # The same, where that form is the commoner one everywhere.
        ("那张矮几也坏", _Model("幾", 7.0, -6.0), True),
        ("那张矮几也坏", _Model("幾", 6.9, -6.0), False),
        # A form that is far rarer than another one.
        ("甲冲乙", _Model("沖", 9.0, 4.1), True),
        ("甲冲乙", _Model("沖", 9.0, 4.2), False),
    ],
)
def test_margins_of_the_model(monkeypatch, text, model, chosen):
    monkeypatch.setattr("newsclean.models.ngrams.traditional", lambda: model)
    table = Contextual(Recipe("s2tw", True, "tw").name)
    assert [choice.chosen for choice in table.matched(text, [])[1]] == [model.form] * chosen


class _Common(_Model):
    """The same, where 復 is rarer than the other forms by 3 nats everywhere."""

    def characters(self, _context, forms):
        return [3.0 if form == "復" else 0.0 for form in forms]


@pytest.mark.parametrize(
    ("text", "model", "chosen"),
    [
        # 来复 is a phrase of the lists, 复制 a pair that text writes 複製.
        ("选项来复制甲", _Model("複製", 2.0), "複製"),
        ("选项来复制甲", _Model("複製", 1.9), ""),
        # The nats by which 複 is the commoner form do not count.
        ("选项来复制甲", _Common("複製", 5.0), "複製"),
        ("选项来复制甲", _Common("複製", 4.9), ""),
        # What is behind belongs to another phrase.
        ("选项来复制度甲", _Model("複製", 9.0), ""),
    ],
)
def test_margin_of_torn_pairs(monkeypatch, text, model, chosen):
    monkeypatch.setattr("newsclean.models.ngrams.traditional", lambda: model)
    table = Contextual(Recipe("s2tw", True, "tw").name)
    assert "".join([choice.chosen for choice in table.matched(text, [])[1]]) == chosen


def test_reasons_name_list_usage_and_model():
    rules = {
        row.before: row.rule
        for row in convert("农业计划公布，皮肤发炎，剑客独斗数人。", "zh-TW", explain=True).decisions
    }
    assert rules["划"].startswith("usage ")
    assert rules["发"].startswith("model ")
    assert rules["斗"] == "pair 独斗"


def test_leaning_characters_are_of_both_scripts():
    assert not leaning().keys() & (hans() | hant())
    assert leaning()["几"] > 3
    assert leaning()["於"] < 0


@pytest.mark.parametrize(
    ("text", "to", "words"),
    [
        ("喂食", "zh-TW", "喂食"),  # 3.9 nats
        ("棋后", "zh-TW", "棋后"),  # 3.0 nats
        ("万一", "zh-HK", "万一"),  # Japanese has it as well
        ("内容", "zh-Hant", "内容"),
        ("于是", "zh-TW", "于是"),
        ("禀告", "zh-TW", ""),  # 2.7 nats
        ("皇后", "zh-TW", ""),
        ("公里", "zh-TW", ""),
        ("特别", "zh-Hans", ""),
        ("特别的國家", "zh-TW", ""),  # it is Traditional, and 别 its writer's
        ("特别な人", "zh-TW", ""),
        ("以后", "zh-TW", ""),  # is converted
    ],
)
def test_what_could_be_simplified_is_told(text, to, words):
    done = convert(text, to)
    expected = (f"the text could be Simplified, and was left alone: {words}",) if words else ()
    assert (done.warnings, done.text == text) == (expected, text != "以后")


def test_what_is_protected_could_be_nothing():
    assert convert("喂食", "zh-TW", keep=["喂食"]).warnings == ()
