"""newsclean's own words and word borders: used for targets like zh-TW, never for OpenCC's configurations."""

from pathlib import Path

import pytest

from newsclean.convert import convert, rewrite
from newsclean.convert.labels import Recipe
from newsclean.convert.opencc.compose import Stages, add_borders, compose
from newsclean.convert.opencc.dictionaries import read_configuration, read_dictionary
from newsclean.convert.opencc.installed import own_files
from tests.cases import load
from tests.convert.test_opencc import published_cases

GROUPS = load(__file__, "words")["case"]
DIFFERENCES = load(__file__, "differences")["case"]
CASES = [
    pytest.param(text, to, expected, id=f"{to}-{text}")
    for group in GROUPS
    for to in group["to"]
    for text, expected in group["becomes"].items()
]


@pytest.mark.parametrize(("text", "to", "expected"), CASES)
def test_case(text, to, expected):
    assert convert(text, to, usage="opencc").text == expected
    assert convert(expected, to, usage="opencc").text == expected


def test_configurations_stay_as_openccs():
    assert convert("粉丝发布", "s2tw").text == "粉絲髮布"
    assert convert("粉丝发布", "zh-TW", usage="opencc").configuration == "s2tw-words"
    assert rewrite("粉丝发布", "s2tw-words") == "粉絲發佈"


def test_overlay_is_sorted_and_not_idle():
    lines = Path(own_files(Recipe("s2tw"))[0]).read_text(encoding="utf-8").split("#\n")
    for group in lines:
        words = [line for line in group.splitlines() if not line.startswith("#")]
        assert words == sorted(set(words))
    stages = Stages(read_configuration("s2t"))
    words = read_dictionary(own_files(Recipe("s2tw"))[0])
    idle = [word for word, value in words.items() if stages(word) == value]
    # Words that OpenCC has right today are kept where their neighbours need it: 范小姐 among 范先生 ….
    assert len(idle) < len(words) / 2
    assert all(len(word) == len(value) for word, value in words.items())


def test_borders_are_sorted():
    lines = Path(own_files(Recipe("s2tw"))[1]).read_text(encoding="utf-8").splitlines()
    groups = [line.split(" ") for line in lines if not line.startswith("#")]
    assert groups == sorted(groups)
    assert all(seconds == sorted(set(seconds)) and seconds for _, *seconds in groups)


def test_add_borders():
    table = {"被发": "被髮", "发": "發"}
    add_borders(table, [["被", "发明"], ["被", "发"], ["发", "明"]])
    assert table == {"被发": "被髮", "发": "發", "被发明": "被發明"}


#: What each target with a region stands for.
TARGETS = {
    "s2tw": ("zh-TW", False),
    "s2hk": ("zh-HK", False),
    "s2twp": ("zh-TW", True),
    "s2hkp": ("zh-HK", True),
    "tw2s": ("zh-Hans", False),
    "tw2sp": ("zh-Hans", True),
}


@pytest.mark.slow  # other tests look at the published cases
@pytest.mark.parametrize("name", TARGETS)
def test_words_change_no_published_case(name):
    """OpenCC's own cases, with newsclean's words and borders."""
    different = {
        case["input"]
        for case in published_cases()
        if name in case["expected"] and rewrite(case["input"], f"{name}-words") != case["expected"][name]
    }
    assert different == set()


@pytest.mark.parametrize("name", TARGETS)
def test_differences_from_published_cases(name):
    """The targets leave text alone where OpenCC does not: every difference is listed with its reason."""
    listed = {
        row["case"]: row["result"] for row in DIFFERENCES if row["configuration"] == name and row["reason"]
    }
    to, phrases = TARGETS[name]
    found = {}
    for case in published_cases():
        if name in case["expected"]:
            result = convert(case["input"], to, phrases=phrases, usage="opencc").text
            if result != case["expected"][name]:
                found[case["id"]] = result
    assert found == listed


def test_compose_is_not_changed_by_words():
    assert compose(read_configuration("s2tw"))["头发"] == "頭髮"
