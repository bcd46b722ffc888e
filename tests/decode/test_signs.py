"""What looks like damage in decoded text."""

from __future__ import annotations

import pytest

from newsclean.decode import decode
from newsclean.decode.signs import signs
from tests.decode.texts import SIMPLIFIED


def test_a_sound_text_shows_no_sign():
    assert signs(decode(SIMPLIFIED.encode("gbk"))) == ()
    assert signs(decode(b"")) == ()


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
    assert any(sign in found for found in signs(decode(data, errors="replace")))
