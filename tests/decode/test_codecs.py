"""The codecs that Python lacks, against codes from the standards and other converters."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from newsclean.decode import codecs, decode, detect, encode
from newsclean.errors import DecodeError, EncodeError
from tests.decode.texts import TRADITIONAL
from tests.growth import assert_linear

#: Encoding, text, and its bytes as glibc's iconv writes them (Big5-UAO: as the package uao does).
CODES = [
    ("euc-tw", "中文臺灣碁銹", "c4e3 c5c6 ead7 fda4 8ea3c3b7 8ea3cfd0"),
    ("iso-2022-cn", "中文", "1b242941 0e 5650 4e44 0f"),
    ("iso-2022-cn-ext", "中文臺灣碁", "1b242941 0e 5650 4e44 1b242947 6a57 7d24 1b242b49 1b4f 4337 0f"),
    ("hz-gb-2312", "a~中文", "61 7e7e 7e7b 5650 4e44 7e7d"),
    ("hz-gb-2312", "·—", "7e7b 2124 212a 7e7d"),
    ("big5-uao", "请问か♥", "885b 83f4 c6f1 9dde"),
    ("big5-hkscs", "／＼冇", "a1fe a240 c94e"),
    ("cp936", "€中", "80 d6d0"),
    ("gb18030", "㐀𠀀", "8139ee39 95328236"),
    ("gb18030-2022", "︐龴ḿ", "a6d9 fe59 a8bc"),
    ("gb18030", "︐龴ḿ", "84318236 82359037 8135f437"),
]


@pytest.mark.parametrize(("name", "text", "codes"), CODES)
def test_codes(name, text, codes):
    data = bytes.fromhex(codes)
    assert encode(text, name) == data
    assert decode(data, encoding=name).text == text


@pytest.mark.parametrize(
    ("name", "data", "offset"),
    [
        ("euc-tw", b"\xc4\xe3\x8e\xa2\xa1", 2),
        ("euc-tw", b"\xc4\xe3\x8e\xb1\xa1\xa1", 2),
        ("euc-tw", b"a\xc4", 1),
        ("big5-uao", b"\xa4\xa4\xa4", 2),
        ("hz-gb-2312", b"~{VPN~}", 6),
        ("hz-gb-2312", b"a\x80", 1),
        ("iso-2022-cn", b"\x1b$)A\x0eVPN\x0f", 7),
        ("iso-2022-cn", b"abc\x1b$B", 3),
        ("iso-2022-cn", b"\x0eVPND", 0),
        ("cp950", b"\xa4\xa4\xff", 2),
        ("cp936", b"\x80\xff", 1),
    ],
)
def test_first_bad_byte(name, data, offset):
    with pytest.raises(DecodeError) as caught:
        decode(data, encoding=name)
    assert caught.value.offset == offset
    assert decode(data, encoding=name, errors="replace").warnings


def test_iso_2022_cn_forgets_designations_at_the_line_end():
    data = b"\x1b$)A\x0eVPND\nVPND"
    assert decode(data, encoding="iso-2022-cn").text == "中文\nVPND"


def test_hz_line_continuation_and_line_end_in_chinese():
    assert decode(b"ab~\ncd", encoding="hz").text == "abcd"
    assert decode(b"~{VPND\nab", encoding="hz").text == "中文\nab"


def test_members_of_big5():
    hong_kong = ("佢哋話嗰啲嘢好靚，" * 3) + TRADITIONAL
    board = "请问这个怎么说，これは漫画です。" + TRADITIONAL
    assert detect(encode(hong_kong, "big5-hkscs")).encoding == "big5-hkscs"
    assert detect(encode(board, "big5-uao")).encoding == "big5-uao"
    assert detect(encode(TRADITIONAL, "big5-uao")).encoding == "cp950"
    assert detect(encode(board, "big5-uao"), encoding="big5").encoding == "big5-uao"


#: Encoding, and its codes that are not written: each stands for a character with another code.
SECOND_CODES = {
    "euc-tw": "c8de 8ea2a1ab 8ea2a2ea",
    "cp950": "a2cc a2ce f9e9 f9ea f9eb f9f9 f9fa f9fb f9fc f9fd",
    "big5-hkscs": "a241 a242 a27e a2a1 a2a2 a2a3 a2a4 a2a5 a2a6 a2a7 a2cc a2ce",
    "gb18030": "",
    "cp949": "",
}


@pytest.mark.parametrize(("name", "second"), SECOND_CODES.items())
def test_every_code_is_written_as_it_was_read(name, second):
    leads = [bytes([lead]) for lead in range(0x81, 0xFF)]
    if name == "euc-tw":
        leads += [bytes([0x8E, plane, row]) for plane in range(0xA2, 0xB1) for row in range(0xA1, 0xFF)]
    other = []
    for code in (lead + bytes([trail]) for lead in leads for trail in range(0x40, 0xFF)):
        try:
            text = codecs.to_text(code, name)
        except UnicodeDecodeError:
            continue
        if codecs.to_bytes(text, name) != code:
            other.append(code.hex())
    assert other == second.split()


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
@pytest.mark.parametrize("plane", [1, 2, 3, 4, 5, 6, 7])
def test_euc_tw_agrees_with_iconv(plane):
    """All of CNS 11643, but for the marks and five Han characters that the tables map apart."""
    prefix = b"" if plane == 1 else bytes([0x8E, 0xA0 + plane])
    known = []
    for code in (prefix + bytes([row, cell]) for row in range(0xA1, 0xFF) for cell in range(0xA1, 0xFF)):
        char = decode(code, encoding="euc-tw", errors="replace").text
        if char != "\ufffd":
            known.append((code, char))
    lines = "\n".join(char for _, char in known).encode()
    done = subprocess.run(
        ["iconv", "-c", "-f", "UTF-8", "-t", "EUC-TW"], input=lines, capture_output=True, check=False
    )
    theirs = done.stdout.split(b"\n")
    differing = [
        (char, ours.hex(), other.hex())
        for (ours, char), other in zip(known, theirs, strict=True)
        if other not in (b"", ours)
    ]
    assert len(differing) <= 14, differing


@pytest.mark.parametrize(
    ("name", "fits", "lacks"),
    [
        ("gbk", "图書·—…～", "€"),
        ("gbk", "鎔", "\U00020000"),
        ("GB2312", "图书·—…～①", "書"),
        ("euc-cn", "图书", "鎔"),
    ],
)
def test_gbk_and_gb2312_are_written_as_what_they_say(name, fits, lacks):
    data = encode(fits, name)
    assert data == fits.encode("gbk")
    assert decode(data * 9, encoding=name).text == fits * 9
    with pytest.raises(EncodeError, match=f"U\\+{ord(lacks):04X}"):
        encode(fits + lacks, name)
    assert encode(lacks, name, references=True) == f"&#{ord(lacks)};".encode()


@pytest.mark.parametrize("code", [b"\xac\xdb", b"\x8e\xa2\xfe\xfe"])
def test_unassigned_codes_take_time_in_proportion(code):
    def read(data):
        return codecs.to_text(data, "euc-tw", "replace")

    assert read(b"\xc4\xe3" + code * 2 + b"\xc4\xe3") == "中\ufffd\ufffd中"
    assert_linear(read, lambda n: (b"\xc4\xe3" + code) * n, 3000)
