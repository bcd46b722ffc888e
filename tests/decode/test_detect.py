"""Which encoding, and how it was found: one table of inputs, one of refusals."""

from __future__ import annotations

import pytest

import newsclean
from newsclean.decode import decode, detect, encode
from newsclean.errors import DecodeError
from tests.decode.texts import ENCODED, SIMPLIFIED, TRADITIONAL, WITH_BOM


@pytest.mark.parametrize(("text", "name"), ENCODED)
@pytest.mark.parametrize("length", [8, 30, 200])
def test_text_is_the_same_from_every_encoding(text, name, length):
    data = encode(text[:length], name)
    assert decode(data).text == text[:length]


@pytest.mark.parametrize("name", WITH_BOM)
def test_byte_order_mark_is_recognised_and_is_no_text(name):
    data = encode(SIMPLIFIED, name, bom=True)
    decoded = decode(data)
    assert decoded.text == SIMPLIFIED
    assert (decoded.detection.how, decoded.detection.bom) == ("bom", True)
    assert encode(decoded.text, decoded.detection.encoding, bom=True) == data


@pytest.mark.parametrize(("text", "name"), ENCODED)
def test_keep_gives_the_same_bytes_back(text, name):
    data = encode(text, name)
    decoded = decode(data)
    assert encode(decoded.text, decoded.detection.encoding, bom=decoded.detection.bom) == data


@pytest.mark.parametrize(
    ("data", "name", "how"),
    [
        (b"", "ascii", "empty"),
        (b"plain text\n", "ascii", "ascii"),
        ("新闻".encode(), "utf-8", "utf-8"),
        ("naïve café\n".encode(), "utf-8", "utf-8"),
        (SIMPLIFIED.encode("gb2312"), "gb18030", "reading"),
        (TRADITIONAL.encode("gbk"), "gb18030", "reading"),
        (TRADITIONAL.encode("big5"), "cp950", "reading"),
        ("一台".encode("gbk"), "gb18030", "reading"),  # valid UTF-8 by accident
        (b'<meta charset="gb2312">\n' + SIMPLIFIED.encode("gb2312"), "gb18030", "declared"),
        (b'<meta charset="gb2312">\n' + TRADITIONAL.encode("big5"), "cp950", "reading"),
        (b'<?xml version="1.0" encoding="Big5"?>\n' + TRADITIONAL.encode("big5"), "cp950", "declared"),
        (b'<meta charset="gb2312">\n' + SIMPLIFIED.encode(), "utf-8", "utf-8"),
        (("价格€5，" + SIMPLIFIED).encode("gbk", "replace").replace(b"?", b"\x80"), "cp936", "reading"),
        ("以下は日本語の文章です。図書館は昨日から開いています。".encode("euc_jp"), "euc-jp", "chardet"),
        ("以下は日本語の文章です。図書館は昨日から開いています。".encode("cp932"), "cp932", "chardet"),
        ("도서관은 어제부터 열려 있습니다. 많은 사람이 왔습니다.".encode("cp949"), "cp949", "chardet"),
        ("Вчера в городе открылась новая библиотека.".encode("cp1251"), "windows-1251", "chardet"),
        (
            "Die größte Bücherei der Stadt öffnet – „für alle“, heißt es.".encode("cp1252"),
            "windows-1252",
            "chardet",
        ),
    ],
)
def test_name_and_reason(data, name, how):
    detection = detect(data)
    assert (detection.encoding, detection.how) == (name, how)
    assert 0 <= detection.confidence <= 1


@pytest.mark.parametrize("word", ["一台", "一只", "一同"])
def test_words_of_gbk_that_are_valid_utf8(word):
    data = word.encode("gbk")
    assert data.decode("utf-8") != word  # valid, or the branch for it would not be reached
    assert decode(data).text == word


def test_letters_of_utf8_that_read_little_better_as_gbk_stay():
    data = "һҶ".encode()  # as GBK 一叶, four nats better: UTF-8 is more frequent by six
    assert data.decode("gbk") == "一叶"
    assert detect(data).encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"PK\x03\x04\x14\0\0\0", "a ZIP archive"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "gzip-compressed data"),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0", "a Windows program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Office document"),
        (bytes(range(32)) * 40, "binary data"),
        (bytes(1 + i * i * 7 % 255 for i in range(400)), "binary data"),
    ],
)
def test_binary_files_are_refused_by_name(data, kind):
    for errors in ("strict", "replace"):
        with pytest.raises(DecodeError, match=f"^x: is {kind}.*not text"):
            decode(data, errors=errors, path="x")


@pytest.mark.parametrize(
    "text", ["MZ: a title\n", "PK is a name\n", "BM magazine\n", "GIF and PNG\n", "RIFF music\n"]
)
def test_text_that_begins_like_a_signature_is_text(text):
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    "source", ['s = "~{"; t = "~}"\n', 'char *p = "~{a~}";\n', "\x1b[31mred\x1b[0m\n", "a\x0eb\x0fc"]
)
def test_escapes_of_other_kinds_are_ascii(source):
    assert decode(source.encode()).detection.encoding == "ascii"


@pytest.mark.parametrize(
    ("before", "text", "name"),
    [
        (b"value = load(path)\n" * 60_000, "首日接待读者三千人次", "gb18030"),
        (b"x" * 1_000_000, "首日接待读者三千人次", "gb18030"),
        (b"title = ", "标题", "gb18030"),
        (b"value = load(path)\n" * 100 + b"title = ", "標題", "cp950"),
        (b"<meta charset=utf-8>", "首日接待读者三千人次", "gb18030"),
    ],
)
def test_little_chinese_in_much_ascii(before, text, name):
    data = before + text.encode(name) + b"\n" + before[:1000]
    assert decode(data).text == before.decode() + text + "\n" + before[:1000].decode()
    assert detect(data).encoding == name


@pytest.mark.parametrize(
    "text", ["€ 5", "“quoted”", "naïve – café", "Ünïcödé", "Привет", "ΑΒΓ", "שלום", "½ ± ×", "Zażółć"]
)
def test_short_utf8_stays_utf8(text):
    assert detect(text.encode()).encoding == "utf-8"


@pytest.mark.xfail(strict=True, reason="too little to go by")
@pytest.mark.parametrize(
    ("text", "name"),
    [("幸无", "gb18030"), ("ltensin含", "euc-tw"), ("面水质在Ⅲ类以上", "utf-16le")],
)
def test_known_failures(text, name):
    assert decode(encode(text, name)).text == text


@pytest.mark.parametrize(
    "text",
    [
        "# 读音表\n我(wǒ)们(men)早(zǎo)上(shàng)去(qù)图(tú)书(shū)馆(guǎn)。\n",
        "庐(lú)山、滁(chú)州、衢(qú)州、泸(lú)州的游客今年都多了。\n",
    ],
)
def test_hz_with_readings_between_letters(text):
    data = text.encode("hz")
    assert detect(data).encoding == "hz-gb-2312"
    assert decode(data).text == text


@pytest.mark.parametrize("wrong", [None, "text", 5])
def test_what_is_no_bytes_is_said(wrong):
    with pytest.raises(TypeError, match=f"expected bytes, not {type(wrong).__name__}"):
        newsclean.detect(wrong)


@pytest.mark.parametrize("name", ["euc_kr", "euc_jp", "gb2312"])
@pytest.mark.parametrize("first", [0xA1, 0xB0])
@pytest.mark.parametrize("width", [32, 94])
def test_a_table_of_a_whole_character_set_is_in_it_or_a_guess(name, first, width):
    rows = ([bytes((lead, trail)) for trail in range(0xA1, 0xFF)] for lead in range(first, 0xFD))
    data = b"".join(
        b"%02x: " % row[0][0] + b"".join(pair for pair in part if pair.decode(name, "ignore")) + b"\n"
        for row in rows
        for part in (row[:width], row[width:])
    )
    found = detect(data)
    assert found.confidence < 0.5 or data.decode(name) == data.decode(found.encoding)
