"""Lines in two encodings: found, recorded, given back."""

from __future__ import annotations

import pytest

from newsclean.decode import decode, detect, encode
from newsclean.errors import DecodeError, EncodeError, OptionsError
from tests.decode.texts import SIMPLIFIED, TRADITIONAL


def joined(text: str, *names: str) -> bytes:
    """A text whose lines take turns in the encodings."""
    lines = text.splitlines(keepends=True)
    return b"".join(encode(line, names[i % len(names)]) for i, line in enumerate(lines))


@pytest.mark.parametrize(
    ("text", "legacy"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "cp950"), (TRADITIONAL, "gb18030")]
)
@pytest.mark.parametrize("first", [0, 1])
def test_lines_of_two_encodings(text, legacy, first):
    names = ("utf-8", legacy) if first == 0 else (legacy, "utf-8")
    data = joined(text, *names)
    decoded = decode(data)
    assert decoded.text == text
    assert decoded.detection.encoding == f"utf-8+{legacy}"
    assert decoded.detection.how == "lines"
    assert decoded.detection.runs == ((1, names[0]), (2, names[1]), (3, names[0]))
    assert encode(decoded.text, decoded.detection) == data


def test_ascii_lines_between_belong_to_the_run_before():
    data = "标题：新馆开放\n".encode() + b"abc\n\n" + "记者在现场看到，读者很多。\n".encode("gbk") + b"end\n"
    decoded = decode(data)
    assert decoded.detection.runs == ((1, "utf-8"), (4, "gb18030"))
    assert encode(decoded.text, decoded.detection) == data


TEXTS = {
    "windows-1251": "Привет, читатели городской библиотеки.\nСегодня она открыта до десяти часов.\n",
    "koi8-r": "Привет, читатели городской библиотеки.\nСегодня она открыта до десяти часов.\n",
    "windows-1253": "Η βιβλιοθήκη ανοίγει στις δέκα το πρωί.\nΤο Σάββατο ανοίγει νωρίτερα.\n",
}
WESTERN = "Die Bücherei öffnet um zehn Uhr, am Samstag früher.\nDer Käse ist größer als gestern.\n"


@pytest.mark.parametrize(
    ("line", "legacy"),
    [
        ("Käse\n", "windows-1252"),
        ("«Votre commande», dit le garçon…\n", "windows-1252"),
        ("360°\n", "windows-1252"),
        ("l’été\n", "windows-1252"),
        ("Stanislav Šešek\n", "windows-1252"),
        ("Новости\n", "windows-1252"),
        ("图书馆\n", "windows-1252"),
        ("Новости\n", "windows-1251"),
        ("Новости\n", "koi8-r"),
        ("l’avenue — Ελλάδα\n", "windows-1253"),
    ],
)
def test_lines_of_utf8_in_a_text_of_single_bytes(line, legacy):
    text = TEXTS.get(legacy, WESTERN)
    data = encode(text, legacy) + b"ASCII\n" + line.encode() + encode(text, legacy)
    decoded = decode(data)
    assert decoded.text == text + "ASCII\n" + line + text
    assert decoded.detection.encoding == f"utf-8+{legacy}"
    assert decoded.detection.runs == ((1, legacy), (4, "utf-8"), (5, legacy))
    assert encode(decoded.text, decoded.detection) == data
    assert decode(data, mixed=False).detection.runs == ()


@pytest.mark.parametrize(
    ("line", "legacy"),
    [
        ("Das CAFÉ… hat auf\n", "windows-1252"),  # valid UTF-8 by chance
        ("À la SOIRÉE “JOSÉ”\n", "windows-1252"),
        ("Её Ві\n", "windows-1251"),
        ("Fermé\n", "iso-8859-15"),
    ],
)
def test_lines_of_single_bytes_that_only_look_like_utf8(line, legacy):
    text = TEXTS.get(legacy, WESTERN)
    assert decode(encode(text + line + text, legacy)).detection.runs == ()


def test_a_mixture_may_be_asked_for():
    data = joined(SIMPLIFIED, "utf-8", "gbk")
    assert decode(data, encoding="utf-8+gbk").text == SIMPLIFIED
    assert detect(data, encoding="utf-8+gbk").how == "given"
    with pytest.raises(OptionsError):
        decode(data, encoding="gbk+big5")


def test_a_mixture_may_be_ruled_out():
    data = joined(SIMPLIFIED, "utf-8", "gb18030")
    assert "+" not in detect(data, mixed=False).encoding
    with pytest.raises(DecodeError):
        decode(data, mixed=False)


def test_writing_a_mixture_by_name_is_refused():
    with pytest.raises(EncodeError, match="name one"):
        encode("新闻", "utf-8+gb18030")


def test_errors_name_the_place_in_the_whole_input():
    lines = [line + "\n" for line in ("市图书馆对外开放了。", "首日接待读者三千人。", "馆长说每个孩子都来。")]
    data = lines[0].encode() + lines[1].encode("gbk")[:-1] + b"\xff\n" + lines[2].encode()
    with pytest.raises(DecodeError) as caught:
        decode(data)
    assert (caught.value.line, caught.value.column) == (2, 11)
    assert caught.value.offset == len(lines[0].encode()) + 20
    assert decode(data, errors="replace").text == "".join(lines).replace("人。\n", "人。\ufffd\n")


@pytest.mark.parametrize("place", [4, 100, 301])
def test_damaged_utf8_is_no_mixture(place):
    data = bytearray((SIMPLIFIED * 4).encode())
    data[place] = 0xFF
    found = detect(bytes(data))
    assert (found.encoding, found.runs) == ("utf-8", ())


@pytest.mark.parametrize("before", [20, 590, 5000])
@pytest.mark.parametrize("behind", [0, 400])
def test_a_damaged_line_with_much_ascii_around_it(before, behind):
    """Records of JSON with an address in front of the Chinese, which has lost two bytes in the first one."""
    whole, other = "图书馆的门开了".encode(), "昨天下午渡船因为大雾停开。".encode("gbk")
    damaged = whole[:4] + whole[5:10] + whole[11:]
    rows = [
        b'{"u": "%s", "t": "%s", "k": "%s"}\n' % (b"a" * before, text, b"x" * behind)
        for text in (damaged, other)
    ]
    assert detect(b"".join(rows)).runs == ((1, "utf-8"), (2, "gb18030"))
    assert detect(b"".join(rows[::-1])).runs == ((1, "gb18030"), (2, "utf-8"))


@pytest.mark.parametrize("text", [SIMPLIFIED * 30, TRADITIONAL * 30])
@pytest.mark.parametrize("name", ["gb18030", "cp949", "euc-tw"])
def test_one_encoding_is_no_mixture(text, name):
    text = "".join(char for char in text if _has(name, char))
    assert not detect(encode(text, name)).runs


def _has(name: str, char: str) -> bool:
    try:
        encode(char, name)
    except EncodeError:
        return False
    return True
