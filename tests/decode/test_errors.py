"""Undecodable bytes, characters that cannot be encoded, unknown names: one line each."""

from __future__ import annotations

import pytest

from newsclean.decode import decode, detect, encode
from newsclean.errors import DecodeError, EncodeError, OptionsError
from newsclean.notices import notice
from tests.decode.texts import SIMPLIFIED, TRADITIONAL


def damaged(text: str, encoding: str, *places: int) -> bytes:
    data = bytearray(text.encode(encoding))
    for place in places:
        data[place] = 0xFF
    return bytes(data)


def test_error_names_place_bytes_and_number():
    data = damaged("第一行很正常。\r\n第二行坏了，很可惜。\r\n第三行又好了。\n", "gb18030", 26, 34)
    with pytest.raises(DecodeError) as caught:
        decode(data, path="news.txt")
    error = caught.value
    assert (error.path, error.line, error.column, error.offset) == ("news.txt", 2, 6, 26)
    assert "gb18030" in str(error)
    assert "FF" in str(error)
    assert "first of 2" in str(error)


def test_replace_marks_each_sequence_and_warns():
    data = damaged(SIMPLIFIED * 20, "gb18030", 1001)
    decoded = decode(data, errors="replace")
    assert decoded.text.count("\ufffd") == 1
    assert len(decoded.text) == len(SIMPLIFIED * 20)
    assert "1 undecodable sequence" in decoded.warnings[0]
    assert "byte offset" in decoded.warnings[0]


@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "cp950"), (SIMPLIFIED, "utf-8")]
)
def test_truncated_last_character(text, encoding):
    data = encode(text.rstrip("\n。」”"), encoding)[:-1]
    whole = text.rstrip("\n。」”")[:-1]
    decoded = decode(data)
    assert decoded.text == whole
    assert "the last character is incomplete" in decoded.warnings[0]
    assert decode(data, errors="replace").text == whole + "\ufffd"
    # Who names the encoding is told where the bytes are not in it.
    with pytest.raises(DecodeError) as caught:
        decode(data, encoding=encoding)
    assert caught.value.offset == len(data) - (2 if encoding == "utf-8" else 1)


@pytest.mark.parametrize("place", range(60, 80))
@pytest.mark.parametrize(
    ("text", "encoding"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "cp950"), (TRADITIONAL, "euc-tw")]
)
def test_one_bad_byte_spoils_one_character_only(text, encoding, place):
    data = bytearray(encode(text, encoding))
    data[place] = 0xFF
    result = decode(bytes(data), encoding=encoding, errors="replace").text
    assert result.count("\ufffd") == 1
    kept = result.split("\ufffd")
    assert text.startswith(kept[0])
    assert text.endswith(kept[1].lstrip("@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"))


@pytest.mark.parametrize("place", range(60, 80))
def test_one_lost_byte_spoils_two_characters_at_most(place):
    """GBK without one byte is shifted to the end of the line, and all of it reads as Han."""
    data = SIMPLIFIED.encode("gbk")
    result = decode(data[:place] + data[place + 1 :], encoding="gbk", errors="replace").text
    start, end = result.split("\ufffd")
    assert SIMPLIFIED.startswith(start)
    assert SIMPLIFIED.endswith(end[1:])
    assert len(start) + len(end) == len(SIMPLIFIED) - 1


def test_utf_16_with_a_byte_too_few():
    with pytest.raises(DecodeError) as caught:
        decode(b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le")[:-1], encoding="utf-16")
    assert caught.value.offset == 2 + len(SIMPLIFIED) * 2 - 2


def test_characters_the_target_lacks():
    with pytest.raises(EncodeError) as caught:
        encode("头条\n看😀了，😀又是龘\n", "gb2312".replace("gb2312", "big5"), path="out.txt")
    assert (caught.value.path, caught.value.line, caught.value.column) == ("out.txt", 1, 1)
    assert "头 (U+5934)" in str(caught.value)
    assert encode("是😀", "big5", references=True) == "是&#128512;".encode("big5")


@pytest.mark.parametrize(
    "name",
    [
        "rot13",
        "base64",
        "idna",
        "unicode_escape",
        "raw-unicode-escape",
        "punycode",
        "",
        "\0",
        "zlib",
        "undefined",
    ],
)
def test_codecs_that_are_no_charsets_are_refused(name):
    with pytest.raises(OptionsError):
        detect(b"abc", encoding=name)


def test_unknown_ways_to_treat_errors_are_refused():
    with pytest.raises(OptionsError, match="errors"):
        decode(b"abc", errors="ignore")


@pytest.mark.parametrize(
    ("name", "near"), [("gbkk", "gbk"), ("utf9", "utf-8"), ("big-55", "big5"), ("gb1830", "gb18030")]
)
def test_unknown_names_suggest_the_nearest(name, near):
    with pytest.raises(OptionsError, match=f"did you mean '{near}'"):
        encode("abc", name)


_OLD = "渡口的钟楼昨天修好了，街坊都来看。\n" * 5


def test_a_place_in_lines_of_another_encoding_is_one_in_the_file():
    data = _OLD.encode("gb18030") + damaged("钟楼\n邮局的门又开了，信箱也换了。\n" * 4, "utf-8", 30)
    with pytest.raises(DecodeError) as caught:
        decode(data)
    assert (caught.value.line, caught.value.column, caught.value.offset) == (7, 8, 203)
    assert _undecodable(data) == (7, 8, "at byte offset 203")


def test_a_place_in_appended_text_is_one_in_the_file():
    data = _OLD.encode("gb18030") + "钟楼\n".encode("utf-16le") * 3 + b"\x00\xd8"
    assert _undecodable(data) == (9, 1, f"at byte offset {len(data) - 2}")


def _undecodable(data):
    found = [notice(said) for said in decode(data, errors="replace").warnings]
    lost = next(one for one in found if one.kind == "undecodable-bytes")
    return lost.line, lost.column, lost.message[lost.message.index("at byte offset") :]
