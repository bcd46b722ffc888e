"""Names: many labels, one name in results."""

from __future__ import annotations

import pytest

from newsclean.decode import decode, detect, encode
from newsclean.decode.names import KNOWN, resolve

LABELS = {
    "gb18030": "GB2312 gbk x-gbk GB_2312-80 csGB2312 chinese GB18030 EUC-CN",
    "cp936": "cp936 MS936 windows-936",
    "big5": "big5 Big5 csBig5 big5-tw cn-big5 x-x-big5",
    "cp950": "cp950 ms950 windows-950",
    "big5-hkscs": "Big5-HKSCS big5hkscs hkscs",
    "big5-uao": "Big5-UAO UAO",
    "euc-tw": "EUC-TW euctw CNS11643",
    "hz-gb-2312": "hz HZ-GB-2312 hz-gb",
    "iso-2022-cn": "ISO-2022-CN csISO2022CN",
    "utf-8": "utf8 UTF-8 utf_8_sig cp65001 U8",
    "utf-16le": "utf-16le UTF-16-LE utf_16_le",
    "cp932": "shift_jis sjis windows-31j ms932",
    "cp949": "euc-kr ks_c_5601-1987 cp949 uhc",
    "windows-1252": "cp1252 windows-1252",
    "iso-8859-1": "latin-1 iso8859-1 l1",
}


@pytest.mark.parametrize(("name", "labels"), LABELS.items())
def test_labels(name, labels):
    assert {resolve(label) for label in labels.split()} == {name}


@pytest.mark.parametrize("name", KNOWN)
def test_a_result_name_is_its_own_label_and_works(name):
    name = resolve(name)
    assert resolve(name) == name
    assert decode(encode("news\n", name), encoding=name).text == "news\n"


@pytest.mark.parametrize("data", [b"", b"abc", "新闻".encode(), b"\xff\xfe\x00"])
def test_a_given_encoding_is_taken_as_given(data):
    assert detect(data, encoding="GBK").encoding == "gb18030"
    assert detect(data, encoding="GBK").how == "given"


def test_euro_of_cp936_in_gbk():
    decoded = decode(b"\x805\xd4\xaa", encoding="gbk")
    assert decoded.text == "€5元"
    assert decoded.detection.encoding == "cp936"
    assert encode(decoded.text, "cp936") == b"\x805\xd4\xaa"


def test_editions_of_gb18030():
    new = decode(b"\xa6\xd9\xfe\x59", encoding="gb18030")
    assert (new.text, new.detection.encoding) == ("\ufe10\u9fb4", "gb18030-2022")
    old = decode(bytes.fromhex("84318236 82359037"), encoding="gb18030")
    assert (old.text, old.detection.encoding) == ("\ufe10\u9fb4", "gb18030")
    assert encode(new.text, "gb18030-2022") == b"\xa6\xd9\xfe\x59"


def test_end_user_characters_of_cp950():
    data = b"\xfa\x40\xa4\xa4\x8e\x40\xc8\xfe\x81\x40\xfe\xfe"
    decoded = decode(data, encoding="cp950")
    assert decoded.text == "\ue000中\ue311\uf848\ueeb8\ue310"
    assert encode(decoded.text, "cp950") == data
