"""Edits: applying, joining and finding them."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.edits import Edit, apply, before_removals, compose, difference, replay


@st.composite
def edits_of(draw, text):
    """Edits that fit a text: in order, not overlapping, also empty and adjacent ones."""
    points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(points[::2], points[1::2], strict=False):
        if not edits or start >= edits[-1].end:
            after = draw(st.text("xyz\n", max_size=3))
            edits.append(Edit("repair", draw(st.sampled_from("ab")), start, text[start:end], after))
    return edits


@given(st.data(), st.text("abc\n", max_size=14))
def test_compose_does_what_two_lists_do(data, text):
    first = data.draw(edits_of(text))
    middle = apply(text, first)
    second = data.draw(edits_of(middle))
    joined = compose(text, first, second)
    assert apply(text, joined) == apply(middle, second)
    assert all(edit.before != edit.after for edit in joined) or not (first and second)


@given(st.data(), st.text("abc\n", max_size=14))
def test_edits_before_removals_leave_the_same(data, text):
    removals = [edit._replace(after="") for edit in data.draw(edits_of(text)) if edit.before]
    edits = data.draw(edits_of(apply(text, removals)))
    moved = before_removals(removals, edits)
    if moved is None:
        assert removals
        assert any(edit.before for edit in edits)
    else:
        assert [(e.before, e.after) for e in moved] == [(e.before, e.after) for e in edits]
        both = sorted([*removals, *moved], key=lambda edit: (edit.start, edit in moved))
        assert apply(text, both) == apply(apply(text, removals), edits)


@given(st.text("ab发發\n\r", max_size=30), st.text("ab发發\n\r", max_size=30))
def test_difference_is_exact(before, after):
    assert apply(before, difference(before, after, stage="convert", rule="x")) == after


def test_difference_is_local():
    edits = difference("头发和打印机都在", "頭髮和印表機都在", stage="convert", rule="s2twp")
    assert [(e.start, e.before, e.after) for e in edits] == [(0, "头发", "頭髮"), (3, "打印机", "印表機")]
    edits = difference("他用软件写信。完", "他用軟體軟體寫信。完", stage="convert", rule="x")
    assert apply("他用软件写信。完", edits) == "他用軟體軟體寫信。完"
    assert edits[-1].end < 8


def test_difference_of_a_long_line_is_linear():
    before = "软" * 200_000 + "尾"
    after = "軟體" * 200_000 + "尾"
    assert apply(before, difference(before, after, stage="convert", rule="x")) == after


def test_apply_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="does not fit"):
        apply("abc", [Edit("repair", "r", 0, "b", "x")])
    with pytest.raises(ValueError, match="does not fit"):
        apply("abc", [Edit("repair", "r", 1, "bc", ""), Edit("repair", "r", 0, "a", "")])


def test_replay_goes_stage_by_stage():
    edits = [Edit("repair", "r", 1, "b", ""), Edit("strip", "s", 1, "c", "d")]
    assert replay("abc", edits) == "ad"


def test_edits_pickle():
    edit = Edit("repair", "r", 0, "a", "b", 1.5)
    assert pickle.loads(pickle.dumps(edit)) == edit
