"""Words of the caller's are found alike in all ways, and as the definition has it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.convert import convert, protection
from newsclean.convert.engine import rewriter
from newsclean.convert.protection import MARK, Guard
from tests.growth import assert_linear

CHARS = "头发后甲\U00020000"
WORDS = st.dictionaries(
    st.text(CHARS, min_size=1, max_size=4), st.text("頭发乙\U00020000", min_size=1, max_size=5), max_size=8
)
TEXTS = st.text(CHARS + "，\n", max_size=60)


def plainly(text, words):
    """The definition: the word that begins first, and of those that begin there the longest."""
    masked, taken, at = [], [], 0
    while at < len(text):
        found = max((word for word in words if text.startswith(word, at)), key=len, default="")
        masked.append(MARK if found else text[at])
        taken += [(found, words[found])] if found else []
        at += len(found) or 1
    return "".join(masked), taken


@settings(max_examples=300, deadline=None)
@given(WORDS, TEXTS, st.sampled_from([0, 100]))
def test_as_defined(words, text, few):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protection, "_FEW", few)
        masked, taken = Guard(words=words).mask(text)
    expected, pairs = plainly(text, words)
    assert (masked, list(taken)) == (expected, pairs)
    assert taken.change() == any(before != after for before, after in pairs)
    assert taken.back(masked) == "".join(pieces_of(expected, pairs))


def pieces_of(masked, pairs):
    """The text with what comes back, piece by piece."""
    values = iter([value for _, value in pairs])
    return [next(values) if char == MARK else char for char in masked]


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.text("头发后里台", min_size=1, max_size=3), st.text("頭發后", min_size=1, max_size=3)),
    st.lists(st.text("发后里。", min_size=1, max_size=3), max_size=5),
    st.sampled_from([(), ("《[^》]*》",), ("后.",)]),
    st.text("头发后里台頭發，。\n《》/a`关于關于⿰", max_size=40),
)
def test_few_and_many_are_found_alike(words, keep, protect, text):
    results = []
    for few in (100, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(protection, "_FEW", few)
            masked, taken = Guard(protect, keep, words).mask(text)
            results.append((masked, list(taken)))
    assert results[0] == results[1]


def test_a_whole_conversion_alike(tmp_path, monkeypatch):
    path = tmp_path / "words.txt"
    path.write_text("头发\t頭毛\n里\t裏\n后\t后\n发展\t開發\n甲\t甲乙\n", encoding="utf-8")
    text = "头发里的发展，皇后在后面。《头发》甲乙丙 http://a.example/头发 关于面条\n" * 60
    given = {"dict": [str(path)], "keep": ["面条", "关"], "protect": ["《[^》]*》"]}
    done = {}
    for few, long in ((100, 10**9), (0, 0)):
        monkeypatch.setattr(protection, "_FEW", few)
        monkeypatch.setattr(rewriter, "LONG", long)
        done[few] = [convert(text, to, **given) for to in ("zh-TW", "zh-Hans", "s2twp", "t2s")]
    assert done[0] == done[100]


@pytest.mark.parametrize("kind", ["words", "keep"])
@pytest.mark.parametrize("few", [0, 100])
def test_overlapping_words_take_linear_time(kind, few, monkeypatch):
    monkeypatch.setattr(protection, "_FEW", few)
    words = ["头头头", "头" * 7, "头发", "发头", "头发头"]
    guard = Guard(keep=words) if kind == "keep" else Guard(words=dict.fromkeys(words, "甲"))
    assert_linear(guard.mask, lambda length: "头头发头" * (length // 4), 100_000)


def test_half_a_code_point_beside_many_words(monkeypatch):
    monkeypatch.setattr(protection, "_FEW", 0)
    masked, taken = Guard(keep=["头发"]).mask("\ud800头发\udc00")
    assert (masked, [*taken]) == (f"\ud800{MARK}\udc00", [("头发", "头发")])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text("发后里a/", min_size=1, max_size=3), max_size=5, unique=True),
    st.sampled_from([(), ("《[^》]*》",), ("后.", "(?<=里)发*")]),
    st.text("头发后里，\n《》/a`", max_size=40),
)
def test_few_words_to_keep_beside_expressions_and_many_are_found_alike(keep, protect, text):
    found = []
    for few in (100, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(protection, "_FEW", few)
            masked, taken = Guard(protect, keep).mask(text)
            found.append((masked, list(taken)))
    assert found[0] == found[1]
