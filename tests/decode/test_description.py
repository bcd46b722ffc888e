"""What is said of bytes beside their encoding."""

from __future__ import annotations

import pytest

from newsclean.decode.description import describe
from newsclean.errors import BinaryError
from tests.decode.texts import SIMPLIFIED


def test_a_sound_text_shows_no_sign():
    found = describe(SIMPLIFIED.encode("gbk"))
    assert (found.detection.encoding, found.newlines, found.final_newline) == ("gb18030", "lf", True)
    assert found.signs == ()
    assert describe(b"").final_newline


@pytest.mark.parametrize(
    ("data", "sign"),
    [
        ("新闻锟斤拷标题".encode(), "锟斤拷"),
        ("新闻\ufffd标题".encode(), "U+FFFD"),
        (SIMPLIFIED.encode("gbk")[:-6] + b"\xff\n", "1 undecodable sequence"),
        (SIMPLIFIED.encode().decode("latin-1").encode(), "UTF-8 was read as"),
        ("一\ue000二".encode(), "private-use characters"),
        (b"abc\0def" + b" ghi jkl mno" * 9, "NUL"),
    ],
)
def test_signs(data, sign):
    assert any(sign in found for found in describe(data).signs)


@pytest.mark.parametrize(("data", "style", "final"), [(b"a\r\nb", "crlf", False), (b"a\rb\n", "mixed", True)])
def test_line_ends(data, style, final):
    found = describe(data)
    assert (found.newlines, found.final_newline) == (style, final)


def test_binary_files_are_refused():
    with pytest.raises(BinaryError):
        describe(b"\x89PNG\r\n\x1a\n")
