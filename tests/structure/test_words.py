"""Many words at once: both ways to search find the same, and the short cut to speech misses nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.lines import split
from newsclean.structure.exceptions.context import in_context
from newsclean.structure.exceptions.quotation import SPEECH, is_near_speech
from newsclean.structure.notes import take_notes
from newsclean.structure.rules.index import builtin
from newsclean.structure.rules.rule import Sizes
from newsclean.structure.rules.search import Words
from tests.structure.test_strip import PAGES

WORDS = ["编辑", "编", "责任编辑", "20", "2", "app", "(c) 20", "©", "来源", "来源于网络", "/"]
TEXTS = st.lists(
    st.sampled_from([*WORDS, "APP", "App", "责任", "İ", "来", "源", " ", "\n", "水", "1"]), max_size=30
)


@given(TEXTS.map("".join))
def test_one_pass_for_all_words_finds_what_a_pass_for_each_finds(text: str) -> None:
    each, all_ = Words(WORDS), Words(WORDS)
    all_._passed = 10**9
    if len(text.lower()) == len(text):  # else capitals are found in one of them only
        assert set(each.find(text)) == set(all_.find(text))


def test_words_in_capitals_and_in_one_another() -> None:
    words = Words(WORDS)
    words._passed = 10**9
    assert sorted(words.find("责任编辑:APP")) == [(0, "责任编辑"), (2, "编"), (2, "编辑"), (5, "app")]
    assert words.find("他在岸边站了很久") == []


@given(PAGES | st.text("江a \u3000\xa0\t\u2009\u200b\u200e\ufeff\u2060\n.，", max_size=40))
def test_no_line_is_shorter_than_the_least(text: str) -> None:
    lines = [line.strip() for line, _ in split(text) if line.strip()]
    sizes = Sizes(lines)
    assert all(least <= sizes[i] for i, least in enumerate(sizes.least()))


@settings(max_examples=400, deadline=None)
@given(PAGES)
def test_without_signs_of_speech_nothing_is_said(text: str) -> None:
    notes = take_notes([line for line, _ in split(text)], builtin())
    if not is_near_speech(notes):
        assert [judge.__name__ for judge in SPEECH if judge(notes)] == []


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_indexes_agree_with_the_notes(text: str) -> None:
    notes = take_notes([line for line, _ in split(text)], builtin())
    for found in (notes, in_context(notes)):
        assert found.hits == [i for i, note in enumerate(found) if note.rule is not None]
        assert found.prose == [i for i, note in enumerate(found) if note.is_prose]
