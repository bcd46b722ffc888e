"""The characters of a text are counted the same with NumPy and without."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.convert import census, naive, protection
from newsclean.convert.census import Census
from newsclean.convert.protection import Guard

GROUPS = [1 << bit for bit in range(11)]
TEXTS = st.text("头發发后後麽裏裡著経済はカ한這/w`⿰\ufdd1\ud800\U00020000a，\n關于皇采編", max_size=30)


def with_numpy(patch, used):
    for module in (census, naive):
        patch.setattr(module, "pays", lambda text: used)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from([2, 1 << 17]))
def test_both_ways_count_alike(text, piece):
    seen = []
    for used in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            with_numpy(patch, used)
            patch.setattr(census, "_PIECE", piece)
            found = Census(text)
            seen.append([(found.has(group), found.count(group), found.counts(group)) for group in GROUPS])
    assert seen[0] == seen[1]
    for group, (has, count, counts) in zip(GROUPS, seen[0], strict=True):
        assert counts == {char: text.count(char) for char in census.members(group) & set(text)}
        assert (has, count) == (bool(counts), counts.total())


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_wrong_words_are_found_alike(text):
    text = "，" * naive._SHORT + text
    found = []
    for used in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            with_numpy(patch, used)
            patch.setattr(naive, "_PIECE", 7)
            found.append(naive._found(text))
    assert found[0] == found[1]


@settings(max_examples=200, deadline=None)
@given(
    st.sets(st.text("头发后⿰", min_size=1, max_size=3), min_size=1, max_size=5),
    st.text("头发后⿰a`は", max_size=20),
)
def test_few_words_and_many_are_found_alike(words, text):
    guard = Guard(words=dict.fromkeys(words, "x"))
    few = guard.mask(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protection, "_FEW", 0)
        assert guard.mask(text) == few


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["《[^》]*》", "发+", "(?<=头)(?=发)", "a|头发", r"\d+(?=后)"]), max_size=3),
    st.lists(st.text("头发-]^", min_size=1, max_size=3), max_size=3),
    st.text("头发后《》`12a-]^\n", max_size=20),
)
def test_what_begins_first_is_protected(protect, keep, text):
    """By one alternation of all that is protected."""
    every = protection._everything(tuple(protect), tuple(keep), protection._ALWAYS)
    guard = Guard(protect, keep)
    masked, taken = guard.mask(text)
    if protect or keep:
        assert [stretch for stretch, _ in taken] == [match[0] for match in every.finditer(text)]
        assert masked == every.sub(protection.MARK, text)
    assert protection.unmask(masked, taken) == text
