"""The characters of a text are counted as one by one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.alignment import Aligned
from newsclean.convert import census, naive, protection
from newsclean.convert.census import Census
from newsclean.convert.protection import Guard

GROUPS = [1 << bit for bit in range(11)]
TEXTS = st.text("头發发后後麽裏裡著経済はカ한這/w`⿰\ufdd1\ud800\U00020000a，\n關于皇采編", max_size=30)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_counts(text):
    found = Census(text)
    for group in GROUPS:
        counts = {char: text.count(char) for char in census.members(group) & set(text)}
        assert found.counts(group) == counts
        assert (found.has(group), found.count(group)) == (bool(counts), sum(counts.values()))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_wrong_words_are_found_in_long_text_as_in_short(text):
    assert naive._found("，" * naive._SHORT + text) == naive._found(text)


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
    assert protection.unmask(masked, Aligned(masked), taken).text == text


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """An empty folder of caches; tables that this process has forgotten."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    census._tables.cache_clear()
    yield tmp_path / "newsclean" / "census"
    census._tables.cache_clear()


def test_stored_tables_are_those_that_were_made(kept, monkeypatch):
    made = census._tables()
    assert kept.is_file()
    census._tables.cache_clear()
    monkeypatch.setattr(census, "_made", None)  # is not asked again
    assert census._tables() == made


def test_tables_are_made_again_from_other_data(kept, monkeypatch):
    census._tables()
    before = kept.read_bytes()
    census._tables.cache_clear()
    monkeypatch.setattr(census, "_VERSION", census._VERSION + 1)
    census._tables()
    assert kept.read_bytes() != before
