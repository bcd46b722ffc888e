"""Both ways to apply a table give what one pass by longest match gives, and tell what they did."""

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.alignment import edits_of
from newsclean.convert.engine import rewriter as module
from newsclean.convert.engine import tables, vectors
from newsclean.convert.engine.rewriter import Rewriter
from newsclean.convert.engine.vectors import Vectors
from newsclean.edits import apply
from newsclean.options import CONFIGURATIONS
from tests.growth import assert_linear

NAMES = [*CONFIGURATIONS, "s2tw-words", "s2tw-usage-tw"]


def by_definition(table, text, longest):
    """The longest key at each place, from left to right."""
    pieces = []
    at = 0
    while at < len(text):
        for length in range(min(longest, len(text) - at), 0, -1):
            piece = text[at : at + length]
            if piece in table:
                pieces.append(table[piece])
                break
        else:
            pieces.append(piece)
        at += length
    return "".join(pieces)


@cache
def compiled(name):
    table, source = tables.entries(name)
    built = Rewriter.build(table, source.normalization)
    return table, Rewriter.load(built.compiled())


@cache
def with_numpy(rewriter):
    vectors = Vectors(rewriter)

    def step(text):
        done = vectors(text)
        assert apply(text, edits_of(text, done, "x")) == done.text
        return done.text

    return step


def without(rewriter):
    """A table without NumPy; what it tells of the places must be what it did."""

    def step(text):
        done = rewriter.matched(text, None)
        assert apply(text, edits_of(text, done, "x")) == done.text
        return done.text

    return step


def lines(table, count, seed):
    """Keys of a table, whole or in part, one after the other, those that overlap above all."""
    rng = random.Random(seed)
    keys = sorted(table)
    begins = {}
    for key in keys:
        begins.setdefault(key[0], []).append(key)
    for _ in range(count):
        text = ""
        for _ in range(rng.randint(1, 6)):
            if text and rng.random() < 0.5 and text[-1] in begins:
                # Goes on from the last character.
                text += rng.choice(begins[text[-1]])[1:]
            else:
                key = rng.choice(keys)
                cut = rng.randint(0, len(key) - 1) if rng.random() < 0.3 else 0
                text += key[cut:] if rng.random() < 0.5 else key[: len(key) - cut]
        yield text


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_both_ways_do_as_defined(name):
    table, rewriter = compiled(name)
    # They are replaced before all else, which this is not about.
    abnormal = {*map(chr, rewriter.normalization)}
    texts = [text for text in lines(table, 1500, name) if abnormal.isdisjoint(text)]
    longest = max(map(len, table))
    expected = [by_definition(table, text, longest) for text in texts]
    assert [without(rewriter)(text) for text in texts] == expected
    assert with_numpy(rewriter)("\n".join(texts)).split("\n") == expected


TABLE = {
    "a": "A",
    "b": "B",
    "ab": "x",
    "abc": "ABc",
    "bcd": "yyy",
    "cde": "",
    "ea": "EA",
    "f": "ff",
    "aaa": "zz",
}
SMALL = Rewriter.build(TABLE, {"ä": "a"})


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="abcdefä\n⿰\0\ud800\U00020000", max_size=40))
def test_small_table(text):
    assert without(SMALL)(text) == with_numpy(SMALL)(text)
    if "⿰" not in text:
        assert without(SMALL)(text) == by_definition(TABLE, text.replace("ä", "a"), 3)


def test_noted_phrases_are_told_from_the_others_whether_they_differ_or_not():
    table = {"ab": "x", "bc": "y", "cd": "cd", "de": "de", "ef": "zz", "fg": "fg"}
    built = Rewriter.load(Rewriter.build(table, {"ä": "a"}, {"bc", "de", "ef"}).compiled())
    matches = []
    assert built.matched("ab⿰bc cd de ef fg äb", matches).text == "x⿰y cd de zz fg x"
    noted = dict(zip(["ab", "bc", "cd", "de", "ef", "fg", "äb"], matches, strict=True))
    assert [word for word, match in noted.items() if built.is_noted(match[2])] == ["bc", "de", "ef"]


@pytest.mark.parametrize("length", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    "text",
    ["", "\n", "头发", "发\0", "\ud800发\udc00", "\U00020000头发，", "⿰氵发头发", "豈头发", "\u2581发"],
)
def test_pieces_of_any_length(text, length, monkeypatch):
    _, rewriter = compiled("s2t")
    monkeypatch.setattr(vectors, "_PIECE", length)
    monkeypatch.setattr(module, "_PIECE", length)
    text *= 5
    assert with_numpy(rewriter)(text) == without(rewriter)(text)


def test_numpy_is_for_long_text_whatever_came_before(monkeypatch):
    rewriter = Rewriter.build({"发": "發", "头发": "頭髮"}, {})
    monkeypatch.setattr(module, "LONG", 3000)
    for _ in range(3):
        assert rewriter("头发" * 1000) == "頭髮" * 1000
    assert "_vectors" not in vars(rewriter)
    assert rewriter("头发" * 1500) == "頭髮" * 1500
    assert "_vectors" in vars(rewriter)


def test_the_phrases_are_told():
    matches = []
    done = SMALL.matched("xaby⿰ab\n" + "cdeä", matches)
    assert done == ("xxy⿰x\nA", ((1, 3, 1, 2), (5, 7, 4, 5), (8, 11, 6, 6)))
    assert [match[:2] for match in matches] == [(1, 3), (5, 7), (8, 11)]
    assert [number < SMALL.differing for _, _, number in matches] == [True] * 3


HOSTILE = [
    "发",
    "了",
    "后",
    "干",
    "头发",
    "一",
    "的",
    "钟",
    "㐀",
    "⿰",
    "豈",
    "⿰氵",
    "发\n",
    "\ud800",
    "ab",
    "里面",
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("way", ["rewrite", "vectors"])
def test_linear_time(piece, way):
    step = without(compiled("s2twp")[1]) if way == "rewrite" else with_numpy(compiled("s2twp")[1])
    assert_linear(step, lambda length: piece * (length // len(piece)), 4_000)
