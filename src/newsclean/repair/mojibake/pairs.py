"""Wrong decodings: which bytes a wrong decoder made which characters from.

A pair names the true encoding of a text and the encoding it was read as. Encoding the damaged
text with the wrong one brings the bytes back, as far as it was lossless. The tables are unions of
the variants that vendors use: CP936 has 0x80 for €, CP950 has its end-user area in private use,
browsers pass the bytes through that CP1252 lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

#: Encodings in which one character is one byte.
SINGLE = ("cp1252", "cp437", "cp850", "mac_roman", "cp1250", "cp1251", "koi8-r")

#: What each encoding is tried as, the first that accepts the bytes wins.
DECODERS = {
    "utf-8": ("utf-8",),
    "gbk": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "shift_jis": ("cp932",),
    "utf-16-le": ("utf-16-le",),
    "utf-16-be": ("utf-16-be",),
}

_ENCODERS = {
    "gbk": ("gb18030",),
    "big5": ("cp950", "big5"),
    "big5-hkscs": ("big5hkscs", "big5"),
    "euc_kr": ("cp949",),
    "shift_jis": ("cp932", "shift_jis"),
    "euc_jp": ("euc_jp",),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A wrong decoding.

    :param true: the encoding the text was in.
    :param read_as: the encoding it was decoded with.
    :param prior: −ln of how often it is met among suspicious lines, in nats, roughly.
    """

    true: str
    read_as: str
    prior: float

    @property
    def rule(self) -> str:
        """The name its edits carry."""
        return f"{self.true}-as-{self.read_as}"

    def rereads(self, other: Pair) -> bool:
        """Whether undoing it behind another one only decodes the same bytes once more.

        What two such layers do one pair does, but for private-use characters, which change.
        """
        return _family(self.read_as) == other.true


def _family(encoding: str) -> str:
    return "big5" if encoding == "big5-hkscs" else encoding


def _pairs() -> tuple[Pair, ...]:
    common = (
        Pair("utf-8", "gbk", 6),
        Pair("utf-8", "cp1252", 6),
        Pair("gbk", "cp1252", 7),
        Pair("big5", "cp1252", 8),
        Pair("big5", "gbk", 8),
        Pair("gbk", "big5", 9),
        Pair("gbk", "big5-hkscs", 9.5),
        Pair("utf-8", "big5", 9),
        Pair("utf-8", "big5-hkscs", 10),
        Pair("gbk", "euc_kr", 9),
        Pair("utf-8", "euc_kr", 9),
        Pair("utf-8", "shift_jis", 9),
        Pair("gbk", "shift_jis", 10),
        Pair("big5", "euc_kr", 10),
        Pair("big5", "shift_jis", 10),
        Pair("utf-8", "euc_jp", 11),
        Pair("gbk", "euc_jp", 11),
        Pair("big5", "euc_jp", 12),
    )
    others = tuple(
        Pair(true, wrong, 9 if wrong != "koi8-r" else 11)
        for wrong in SINGLE[1:]
        for true in ("utf-8", "gbk", "big5")
    )
    rare = tuple(Pair(true, wrong, 12) for wrong in ("cp1252", "gbk") for true in ("utf-16-le", "utf-16-be"))
    rare += tuple(Pair("shift_jis", wrong, 12) for wrong in ("gbk", "euc_kr", *SINGLE))
    return common + others + rare


#: Every wrong decoding that is looked for, the common ones first.
PAIRS = _pairs()


class _Inverse(dict[str, bytes]):
    """Character → the bytes it was made from, worked out when first asked for; empty for none."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding
        if encoding in SINGLE:
            if encoding.startswith("cp125"):  # what these lack passes through; the others lack nothing
                self.update({chr(byte): bytes([byte]) for byte in range(0x80, 0xA0)})
            for byte in range(0x80, 0x100):
                self[bytes([byte]).decode(encoding, "ignore")] = bytes([byte])
            self.pop("", None)
        elif encoding == "gbk":
            self.update({"€": b"\x80", "\uf8f5": b"\xff"})
        elif encoding == "big5":
            self.update(_end_user_area())
            self.update({"\x80": b"\x80", "\xff": b"\xff"})
        elif encoding == "big5-hkscs":
            self.update({"\x80": b"\x80", "\xff": b"\xff"})
        elif encoding == "shift_jis":
            self.update({"\x80": b"\x80", "\xa0": b"\xa0", "\uf8f0": b"\xa0"})
            self.update({"\uf8f1": b"\xfd", "\uf8f2": b"\xfe", "\uf8f3": b"\xff"})
            self.update(dict.fromkeys(_twice_in_cp932(), b""))  # see alternatives()
        elif encoding in ("euc_kr", "euc_jp"):
            self["\x80"] = b"\x80"

    def __missing__(self, character: str) -> bytes:
        data = b""
        if character < "\x80":
            data = character.encode()
        elif self._encoding not in SINGLE and character != "\ufffd":
            for codec in _ENCODERS[self._encoding]:
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


def alternatives(encoding: str) -> dict[str, tuple[bytes, ...]]:
    """The characters that a wrong encoding makes of several codes, all two bytes long."""
    return _twice_in_cp932() if encoding == "shift_jis" else {}


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text in a true encoding; empty where it lacks a character."""
    for codec in DECODERS[encoding]:
        try:
            return text.encode(codec)
        except UnicodeEncodeError:
            continue
    return b""


@cache
def inverse(encoding: str) -> dict[str, bytes]:
    """The table of a wrong encoding, character → bytes; empty bytes for a character it lacks."""
    return _Inverse(encoding)


def decode(data: bytes, encoding: str) -> str:
    """The text of bytes in a true encoding; empty where they are not valid in it."""
    for codec in DECODERS[encoding]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return ""
