"""Which bytes a wrong decoder made which characters from, and how bytes are decoded for what they are.

The tables are unions of the variants that vendors use: CP936 has 0x80 for €, CP950 has its end-user area
in private use, browsers pass the bytes through that CP1252 lacks (WHATWG Encoding, index-windows-1252).
"""

from __future__ import annotations

from functools import cache

#: Encodings of one byte, the usual ones first; as many as Python has whose upper half is characters.
SINGLE = (
    *("cp1252", "cp437", "cp850", "mac_roman", "cp1250", "cp1251", "koi8-r"),
    *("iso8859_15", "iso8859_2", "cp1254", "iso8859_9", "cp852", "cp858", "cp865", "cp866", "koi8-u"),
    *("iso8859_16", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859_5"),
    *("mac_cyrillic", "mac_latin2", "mac_turkish", "mac_greek", "mac_iceland"),
    *("cp855", "cp857", "cp860", "cp861", "cp862", "cp863", "cp864", "cp737", "cp775"),
    *("iso8859_3", "iso8859_4", "iso8859_10", "iso8859_13", "iso8859_14"),
)

# Python's codecs where they have another name, or there are several: the first that accepts the bytes wins.
_DECODERS = {
    "gbk": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "shift_jis": ("cp932",),
    "euc_kr": ("cp949",),
}
_ENCODERS = {"gbk": ("gb18030",), "big5": ("cp950", "big5"), "big5-hkscs": ("big5hkscs", "big5")}
_ENCODERS |= {"shift_jis": ("cp932", "shift_jis"), "euc_kr": ("cp949",)}

# Those that lose the bytes that a wrong decoder loses, where they have another name; the tables accept more.
_LOSING = {"big5": "cp950", "big5-hkscs": "big5hkscs", "euc_kr": "cp949", "shift_jis": "cp932"}

#: What decoders write for bytes that they lose.
LOSS = "?\ufffd"

#: With these questions end: a ``?`` behind one is no mark of a loss.
PARTICLES = "吗嗎呢么麼麽吧啊呀的了咩乜嗱吖啫啦喇歟欤乎耶哉未冇"

#: What Windows puts in the place of bytes that are none of CP932: its middle dot, where others have U+FFFD.
#: The bytes of the dot itself, 81 45, are the last one of a character in UTF-8 and a capital E, which hardly
#: come together.
LOST_IN_CP932 = "\u30fb"

#: Bytes that programs drop or blank on their way: the soft hyphen, the no-break space.
DROPPED, NO_BREAK = (0xAD,), (0xA0,)

#: What CP1252 makes of the bytes that go on with a character in UTF-8, as a part of a class.
NEXT_IN_CP1252 = "\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"

# ISO 8859 has the C1 controls, and who reads an encoding of Windows as its ISO relative gets them.
_HAS_C1 = ("cp125", "iso8859", "cp874", "koi8")


def has_loss(text: str) -> bool:
    """Whether a text may have lost bytes: it has a mark of a loss."""
    return "?" in text or "\ufffd" in text


# Characters that vendors have for bytes that are none in Python's codecs.
_OF_VENDORS = {
    "gbk": {"€": b"\x80", "\uf8f5": b"\xff"},
    "big5": {"\xff": b"\xff"},
    "big5-hkscs": {"\xff": b"\xff"},
    "shift_jis": {
        "\xa0": b"\xa0",
        "\uf8f0": b"\xa0",
        "\uf8f1": b"\xfd",
        "\uf8f2": b"\xfe",
        "\uf8f3": b"\xff",
    },
}


class _Inverse(dict[str, bytes]):
    """Character → the bytes it was made from, worked out when first asked for; empty for none."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding
        if encoding in SINGLE:
            if encoding.startswith(_HAS_C1):
                self.update({chr(byte): bytes([byte]) for byte in range(0x80, 0xA0)})
            upper = list(enumerate(bytes(range(0x80, 0x100)).decode(encoding, "replace"), 0x80))
            self.update({made: bytes([byte]) for byte, made in upper if made != "\ufffd"})
            for byte, made in upper:
                if made == "\ufffd":  # programs pass on what a table lacks
                    self.setdefault(chr(byte), bytes([byte]))
        elif encoding != "johab":
            self["\x80"] = b"\x80"
            self.update(_OF_VENDORS.get(encoding, {}))
        if encoding == "big5":
            self.update(_end_user_area())
        elif encoding == "shift_jis":
            self.update(dict.fromkeys((*_twice_in_cp932(), LOST_IN_CP932), b""))  # see alternatives()

    def __missing__(self, character: str) -> bytes:
        data = b""
        if character < "\x80":
            data = character.encode()
        elif self._encoding not in SINGLE and character != "\ufffd":
            for codec in _ENCODERS.get(self._encoding, (self._encoding,)):
                data = character.encode(codec, "ignore")
                if data:
                    break
        self[character] = data
        return data


def _end_user_area() -> dict[str, bytes]:
    """CP950's end-user-defined codes, which Windows maps to U+E000 and on in this order."""
    area: dict[str, bytes] = {}
    point = 0xE000
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    for first, last in ((0xFA, 0xFE), (0x8E, 0xA0), (0x81, 0x8D)):
        for lead in range(first, last + 1):
            for trail in trails:
                area[chr(point)] = bytes((lead, trail))
                point += 1
    return area


@cache
def _twice_in_cp932() -> dict[str, tuple[bytes, ...]]:
    """The characters that CP932 has at several places: from which one they came nobody knows."""
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFD)]
    found: dict[str, list[bytes]] = {}
    for lead in (0x81, 0x87, 0xED, 0xEE, *range(0xFA, 0xFD)):
        for trail in trails:
            code = bytes((lead, trail))
            character = code.decode("cp932", "replace")
            # U+FFFD marks what is no code, or only half of one.
            if len(character) == 1 and character != "\ufffd":
                found.setdefault(character, []).append(code)
    return {character: tuple(codes) for character, codes in found.items() if len(codes) > 1}


@cache
def lacking(encoding: str) -> tuple[int, ...]:
    """The bytes that an encoding of one byte has no character for."""
    upper = bytes(range(0x80, 0x100)).decode(encoding, "replace")
    return tuple(byte for byte, made in enumerate(upper, 0x80) if made == "\ufffd")


@cache
def lacking_leads(encoding: str) -> tuple[int, ...]:
    """Those of them that begin a Han character in UTF-8: E7 in CP857, which programs drop."""
    return tuple(byte for byte in lacking(encoding) if 0xE3 <= byte <= 0xE9)


# Signs that any text has.
_ANYWHERE = frozenset("“”‘’‚„–—…•·€™‹›")


@cache
def instead_of_controls(encoding: str) -> frozenset[str]:
    """What an encoding of Windows has where Latin-1 has controls, and other text has not."""
    if not encoding.startswith(("cp125", "cp874")):
        return frozenset()
    return frozenset(bytes(range(0x80, 0xA0)).decode(encoding, "ignore")) - _ANYWHERE


def alternatives(encoding: str) -> dict[str, tuple[bytes, ...]]:
    """The characters that a wrong encoding makes of several codes, all of the same length."""
    return _twice_in_cp932() if encoding == "shift_jis" else {}


@cache
def inverse(encoding: str) -> dict[str, bytes]:
    """The table of a wrong encoding, character → bytes; empty bytes for a character it lacks."""
    return _Inverse(encoding)


def bytes_of(text: str, encoding: str) -> bytes:
    """The bytes that a text was made from in a wrong encoding; a character that this lacks has none."""
    return b"".join(map(inverse(encoding).__getitem__, text))


@cache
def alphabet(encoding: str) -> frozenset[str]:
    """The characters beside ASCII of an encoding of one byte."""
    # What was asked for in vain is in the table, too, with no bytes.
    return frozenset(
        character for character, data in inverse(encoding).items() if data and character > "\x7f"
    )


def fast_codec(encoding: str) -> str:
    """Python's codec for a wrong encoding of several bytes: quick, but without the vendors' variants."""
    return _ENCODERS.get(encoding, (encoding,))[0]


def decoder(encoding: str) -> str:
    """Python's codec for a true encoding, the first that is tried."""
    return _DECODERS.get(encoding, (encoding,))[0]


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text in a true encoding; empty where it lacks a character."""
    for codec in _DECODERS.get(encoding, (encoding,)):
        try:
            return text.encode(codec)
        except UnicodeEncodeError:
            continue
    return b""


def decode(data: bytes, encoding: str) -> str:
    """The text of bytes in a true encoding; empty where they are not valid in it."""
    for codec in _DECODERS.get(encoding, (encoding,)):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""


def losing(encoding: str) -> str:
    """Python's codec for a wrong encoding that loses the bytes that this loses."""
    return _LOSING.get(encoding, encoding)


def decode_loosely(data: bytes, encoding: str) -> str:
    """What a wrong encoding makes of bytes; nothing where they are not valid in it."""
    return data.decode(losing(encoding), "ignore")
