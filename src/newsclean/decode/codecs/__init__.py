"""One function to decode and one to encode for every encoding, by the names results carry.

Most work is done by Python's codecs. What they lack is added: the editions of GB18030, CP936's
euro sign and CP950's end-user characters (:mod:`error_handlers`), EUC-TW and Big5-UAO (:mod:`tables`),
HZ and ISO-2022-CN (:mod:`sevenbit`).
"""

from __future__ import annotations

from functools import cache, lru_cache

from newsclean import data_files
from newsclean.decode.codecs import error_handlers
from newsclean.decode.encodings import ENCODINGS, python_codec
from newsclean.patterns import lazy

_MADE_OF = {row.name: row.made_of for row in ENCODINGS if row.made_of}


def to_text(data: bytes, name: str, errors: str = "strict") -> str:
    """The text of bytes in an encoding named as results name it; a BOM is not removed.

    :param errors: ``strict``, ``replace``, or what :func:`error_handlers.marked` passes on.
    :raises UnicodeDecodeError: strict, and the bytes are not in that encoding.
    """
    made_of = _MADE_OF.get(name)
    if made_of == "tables":
        from newsclean.decode.codecs import tables

        return tables.table(name).decode(data, errors)
    if made_of == "sevenbit":
        from newsclean.decode.codecs import sevenbit

        return sevenbit.to_text(data, name, errors)
    if made_of == "cesu8":
        from newsclean.decode.codecs import cesu8

        return cesu8.to_text(data, errors)
    if name == "gb18030-2022":
        return data.decode("gb18030", errors).translate(_editions())
    if name == "cp936":
        return data.decode("gb18030", error_handlers.extended("cp936", errors))
    if name == "cp950":
        return data.decode("cp950", error_handlers.extended("cp950", errors))
    return data.decode(python_codec(name), errors)


@lru_cache(maxsize=1 << 16)
def character(code: bytes, name: str) -> str | None:
    """The one character of a code, or ``None`` where the bytes are none, or are several."""
    try:
        text = to_text(code, name)
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 else None


def to_bytes(text: str, name: str) -> bytes:
    """The bytes of a text, without a BOM.

    :raises UnicodeEncodeError: the encoding lacks a character.
    """
    made_of = _MADE_OF.get(name)
    if made_of == "tables":
        from newsclean.decode.codecs import tables

        return tables.table(name).encode(text)
    if made_of == "sevenbit":
        from newsclean.decode.codecs import sevenbit

        return sevenbit.to_bytes(text, name)
    if made_of == "cesu8":
        from newsclean.decode.codecs import cesu8

        return cesu8.to_bytes(text)
    if name == "gb18030-2022":
        return text.translate(_editions()).encode("gb18030")
    if name == "cp936":
        return b"\x80".join(part.encode("gb18030") for part in text.split("€"))
    if name == "gb2312":
        data = text.encode("gbk")  # Python's gb2312 has neither · nor —, which its files hold
        try:
            data.decode("gb2312")
        except UnicodeDecodeError:
            raise UnicodeEncodeError(name, text, 0, len(text), "not in GB 2312") from None
        return data
    if name == "cp950":
        return text.encode("cp950", error_handlers.CP950_ENCODE)
    if name == "big5-hkscs":
        # Python writes ／ and ＼ by codes that CP950 reads as ∕ and ﹨; of the codes that it does
        # not write all read the same.
        return b"\xa2\x40".join(
            b"\xa1\xfe".join(part.encode("big5hkscs") for part in piece.split("／"))
            for piece in text.split("＼")
        )
    return text.encode(python_codec(name))


def utf8_length(lead: int) -> int:
    """How many bytes a character of UTF-8 has that begins with a byte."""
    return 1 + (lead >= 0xC2) + (lead >= 0xE0) + (lead >= 0xF0)


def lacking(text: str, name: str) -> list[str]:
    """The characters of a text that an encoding cannot hold, in the order they first occur."""
    missing = []
    for char in set(text):
        try:
            to_bytes(char, name)
        except UnicodeEncodeError:
            missing.append(char)
    return sorted(missing, key=text.index)


def edition(name: str, text: str) -> str:
    """The edition of GB18030 that a text decoded as ``gb18030`` was written in.

    GB18030's editions differ in 25 codes (``data/decode/gb18030-2022.tsv``). A file written by
    the newer one shows private-use characters when read by the older.
    """
    if name == "gb18030" and _PRIVATE.search(text):
        editions = _EDITIONS.findall(text)
        private = sum("\ue000" <= char <= "\uf8ff" for char in editions)
        # Where one file holds both kinds, the more frequent ones are to be read.
        if private and private * 2 >= len(editions):
            return "gb18030-2022"
    return name


_PRIVATE = lazy("[\ue78d-\ue864]")
_EDITIONS = lazy(
    "[\ue78d-\ue796\ue7c7\ue816-\ue818\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864"
    "\ufe10-\ufe19\u1e3f\u9fb4-\u9fbb\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe]"
)


@cache
def _editions() -> dict[int, int]:
    """Swaps the characters that GB18030-2022 and GB18030-2000 map crosswise."""
    swaps: dict[int, int] = {}
    for line in data_files.lines("decode", "gb18030-2022.tsv"):
        private, char = (int(field, 16) for field in line.split("\t")[1:3])
        swaps[private], swaps[char] = char, private
    return swaps
