"""Words of the caller's are found alike in all ways, and as the definition has it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.convert import convert, protection, wordlist
from newsclean.convert.engine import rewriter
from newsclean.convert.protection import MARK, Guard
from newsclean.convert.stretches import Stretches
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
@given(WORDS, TEXTS, st.sampled_from([0, 3]), st.sampled_from([0, 10**9]), st.sampled_from([2, 1 << 17]))
def test_as_defined(words, text, few, dense, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordlist, "_FEW", few)
        patch.setattr(wordlist, "_DENSE", dense)
        patch.setattr(wordlist, "_PIECE", piece)
        patch.setattr(wordlist, "_RARE", few)
        masked, taken = wordlist.WordList(list(words.items())).take(text, MARK)
        done = taken.back(masked, MARK)
    expected, pairs = plainly(text, words)
    assert (masked, list(taken)) == (expected, pairs)
    assert len(taken) == len(pairs)
    assert taken.change() == any(before != after for before, after in pairs)
    assert done == Stretches(pairs).back(expected, MARK)


@settings(max_examples=100, deadline=None)
@given(WORDS, st.text("头发后甲，" + MARK, max_size=40), st.sampled_from([0, 10**9]))
def test_among_what_is_taken_before(words, text, dense):
    extra = [(str(number), str(number)) for number in range(text.count(MARK))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordlist, "_DENSE", dense)
        masked, taken = wordlist.WordList(list(words.items())).take(text, MARK, extra)
    plain, pairs = plainly(text, words)
    mine, others = iter(pairs), iter(extra)
    kinds = []
    at = 0
    while at < len(text):
        found = max((word for word in words if text.startswith(word, at)), key=len, default="")
        if found or text[at] == MARK:
            kinds.append(next(mine) if found else next(others))
        at += len(found) or 1
    assert (masked, list(taken)) == (plain, kinds)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.text("头发后里台", min_size=1, max_size=3), st.text("頭發后", min_size=1, max_size=3)),
    st.lists(st.text("发后里。", min_size=1, max_size=3), max_size=5),
    st.sampled_from([(), ("《[^》]*》",), ("后.",)]),
    st.text("头发后里台頭發，。\n《》/a`关于關于", max_size=40),
    st.sampled_from(["zh-TW", "zh-Hans", "s2t", "s2twp", "t2tw"]),
)
def test_long_text_is_converted_as_short_text(words, keep, protect, text, to):
    results = []
    for long in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(protection, "_LONG", 0 if long else 10**9)
            patch.setattr(wordlist, "_DENSE", len(text) % 2 * 10**9)
            guard = Guard(protect, keep, words)
            masked, taken = guard.mask(text)
            results.append((masked, list(taken), taken.back(masked, MARK)))
    assert results[0] == results[1]


def test_a_whole_conversion_alike(tmp_path, monkeypatch):
    path = tmp_path / "words.txt"
    path.write_text("头发\t頭毛\n里\t裏\n后\t后\n发展\t開發\n甲\t甲乙\n", encoding="utf-8")
    text = "头发里的发展，皇后在后面。《头发》甲乙丙 http://a.example/头发 关于面条\n" * 60
    given = {"dict": [str(path)], "keep": ["面条", "关"], "protect": ["《[^》]*》"]}
    done = {}
    for long in (False, True):
        monkeypatch.setattr(protection, "_LONG", 0 if long else 10**9)
        monkeypatch.setattr(rewriter, "LONG", 0 if long else 10**9)
        done[long] = [convert(text, to, **given) for to in ("zh-TW", "zh-Hans", "s2twp", "t2s")]
    assert done[True] == done[False]


def test_overlapping_words_take_linear_time():
    words = wordlist.WordList(
        [("头头头", "甲"), ("头" * 7, "乙"), ("头发", "丙"), ("发头", "丁"), ("头发头", "戊")]
    )
    assert_linear(lambda text: words.take(text, MARK), lambda length: "头头发头" * (length // 4), 100_000)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text("发后里a/", min_size=1, max_size=3), max_size=5, unique=True),
    st.sampled_from([(), ("《[^》]*》",), ("后.", "(?<=里)发*")]),
    st.text("头发后里，\n《》/a`", max_size=40),
)
def test_few_words_to_keep_and_many_are_found_alike(keep, protect, text):
    found = []
    for few, long in ((100, False), (0, False), (0, True)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(protection, "_FEW", few)
            patch.setattr(protection, "_is_long", lambda _text, used=long: used)
            masked, taken = Guard(protect, keep).mask(text)
            found.append((masked, list(taken)))
    assert found[0] == found[1] == found[2]
