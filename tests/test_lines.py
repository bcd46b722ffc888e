"""Lines end at \\n, \\r\\n and \\r and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.lines import Places, newline_style, split


@given(st.text(st.sampled_from("a\n\r\x0b\x0c\x1c\x85\u2028文")))
def test_split_loses_nothing(text):
    lines = split(text)
    assert "".join(line + ending for line, ending in lines) == text
    assert all(ending for _, ending in lines[:-1])
    assert not any("\n" in line or "\r" in line for line, _ in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a", [("a", "")]),
        ("a\n", [("a", "\n")]),
        ("\n\n", [("", "\n"), ("", "\n")]),
        ("a\r\n\rb", [("a", "\r\n"), ("", "\r"), ("b", "")]),
        ("a\x85b\u2028c\x0bd", [("a\x85b\u2028c\x0bd", "")]),
    ],
)
def test_split(text, expected):
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "style"),
    [("a", "none"), ("a\n", "lf"), ("a\r\n", "crlf"), ("a\rb", "cr"), ("a\r\nb\n", "mixed")],
)
def test_newline_style(text, style):
    assert newline_style(text) == style


def test_places():
    place = Places("ab\r\nc\rd\n")
    assert [place(i) for i in (0, 1, 4, 6, 8)] == [(1, 1), (1, 2), (2, 1), (3, 1), (4, 1)]
