"""Wrong decoders: which pairs of encodings there are, and how programs lose what they cannot decode."""

from __future__ import annotations

from collections.abc import Callable

TRUE = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "cp932")
#: Encodings of one byte that are met often, and the others.
USUAL = ("cp1252", "latin-1", "cp437", "cp850", "mac_roman", "cp1250", "cp1251", "koi8-r")
OTHERS = (
    *("iso8859_15", "iso8859_2", "cp1254", "iso8859_9", "cp852", "cp858", "cp865", "cp866", "koi8-u"),
    *("iso8859_16", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859_5"),
    *("mac_cyrillic", "mac_latin2", "mac_turkish", "mac_greek", "mac_iceland"),
    *("cp855", "cp857", "cp860", "cp861", "cp862", "cp863", "cp737", "cp775"),
    *("iso8859_3", "iso8859_4", "iso8859_10", "iso8859_13", "iso8859_14"),
)
DOUBLE = ("gbk", "gb18030", "cp950", "big5hkscs", "cp949", "cp932", "euc_jp")
#: Pairs of Chinese encodings of which the wrong one has several bytes, as far as a phrase can survive them.
HAN_PAIRS = (
    *(("utf-8", wrong) for wrong in ("gbk", "gb18030", "cp949", "cp932")),
    *(("gbk", wrong) for wrong in ("cp950", "big5hkscs", "cp949", "cp932", "euc_jp")),
    *(("big5", wrong) for wrong in ("gbk", "gb18030", "cp949", "cp932", "euc_jp")),
)


def damaged(text: str, *chain: str) -> str:
    """A text in the first encoding, decoded with the second, written as UTF-8 and decoded with the third …

    :returns: nothing if a byte is lost, or nothing changes.
    """
    given, true = text, chain[0]
    for wrong in chain[1:]:
        try:
            given = given.encode(true).decode(wrong)
        except UnicodeError:
            return ""
        true = "utf-8"
    return "" if given == text or "\n" in given or "\r" in given else given


def as_windows(data: bytes) -> str:
    """GBK as Windows decodes it: a pair of bytes that is no character becomes one ``?``, ASCII and all."""
    return _as_gbk(data, "?", takes_ascii=True)


def as_browser(data: bytes) -> str:
    """GBK as browsers decode it (WHATWG): U+FFFD, and an ASCII byte is kept."""
    return _as_gbk(data, "\ufffd", takes_ascii=False)


def _as_gbk(data: bytes, sign: str, *, takes_ascii: bool) -> str:
    found: list[str] = []
    at = 0
    while at < len(data):
        byte, pair = data[at], data[at : at + 2]
        at += 1
        if byte < 0x80:
            found.append(chr(byte))
        elif byte == 0x80:
            found.append("€")
        elif "\ufffd" not in (character := pair.decode("gbk", "replace")):
            found.append(character)
            at += 1
        else:
            found.append(sign)
            at += len(pair) == 2 and byte < 0xFF and (pair[1] >= 0x80 or takes_ascii)
    return "".join(found)


def _replaced(true: str, wrong: str) -> Callable[[str], str]:
    return lambda text: text.encode(true).decode(wrong, "replace")


#: Name, true encoding, and the decoder that loses bytes.
LOSSES: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("UTF-8 as GBK, Python", "utf-8", _replaced("utf-8", "gbk")),
    (
        "UTF-8 as GBK, Python, `?`",
        "utf-8",
        lambda s: s.encode().decode("gbk", "replace").replace("\ufffd", "?"),
    ),
    ("UTF-8 as GBK, Windows", "utf-8", lambda s: as_windows(s.encode())),
    ("UTF-8 as GBK, browsers", "utf-8", lambda s: as_browser(s.encode())),
    ("UTF-8 as GB18030, Python", "utf-8", _replaced("utf-8", "gb18030")),
    ("UTF-8 as CP1252, U+FFFD", "utf-8", _replaced("utf-8", "cp1252")),
    ("UTF-8 as CP1252, dropped", "utf-8", lambda s: s.encode().decode("cp1252", "ignore")),
    (
        "UTF-8 as CP1252, blanks",
        "utf-8",
        lambda s: s.encode().decode("cp1252", "replace").replace("\ufffd", " "),
    ),
    ("UTF-8 as CP949, Python", "utf-8", _replaced("utf-8", "cp949")),
    ("UTF-8 as Shift-JIS, Python", "utf-8", _replaced("utf-8", "cp932")),
    ("UTF-8 as Big5, Python", "utf-8", _replaced("utf-8", "cp950")),
    ("GBK as Big5, Python", "gbk", _replaced("gbk", "cp950")),
    ("GBK as Shift-JIS, Python", "gbk", _replaced("gbk", "cp932")),
    ("Big5 as GBK, Python", "big5", _replaced("big5", "gbk")),
)
