"""The names of encodings: what users may write, and the one name results carry.

A result names the encoding that decodes all of the text, in lower case, spelled as the WHATWG or
IANA spells it: ``gb18030`` where GB2312 or GBK was asked for, since every such file is also
GB18030 and files labelled GB2312 hold more than GB2312 has.
"""

from __future__ import annotations

import codecs

from newsclean.errors import OptionsError

#: Labels for encodings that Python's codecs do not know or name otherwise, without ``-_. :``.
_ALIASES = {
    "ascii": "ascii usascii ansix341968 iso646us",
    "utf-8": "utf8 utf8sig utf8bom u8 cp65001 unicode11utf8",
    "utf-16": "utf16 u16 ucs2 unicode csunicode iso10646ucs2",
    "utf-16le": "utf16le unicodelittleunmarked unicodefeff cp1200 windows1200",
    "utf-16be": "utf16be unicodebigunmarked unicodefffe cp1201 windows1201",
    "utf-32": "utf32 u32 ucs4",
    "utf-32le": "utf32le cp12000",
    "utf-32be": "utf32be cp12001",
    "gb18030": "gb18030 gb2312 gb231280 gbk xgbk gb euccn euccn eucgb2312cn csgb2312 csiso58gb231280 isoir58 "
    "chinese hp15cn gb180302000 gb180302005 cp54936 windows54936 cngb",
    "gb18030-2022": "gb180302022",
    "cp936": "cp936 ms936 windows936 936 cp1386 xmswin936",
    "hz-gb-2312": "hzgb2312 hz hzgb",
    "iso-2022-cn": "iso2022cn csiso2022cn iso2022cngb iso2022cncns",
    "iso-2022-cn-ext": "iso2022cnext csiso2022cnext",
    "big5": "big5 big5tw csbig5 cnbig5 xxbig5 big52003 bigfive",
    "cp950": "cp950 ms950 windows950 950 big5eten",
    "big5-hkscs": "big5hkscs hkscs big5hk cp951 ms951 big5hkscs2004 big5hkscs2008",
    "big5-uao": "big5uao uao uao250",
    "euc-tw": "euctw cns11643 cp964 ibm964 ibmeuctw cseuctw",
    # Python's gb2312, euc_kr and shift_jis lack characters that files under those labels hold.
    "cp949": "cp949 euckr korean ksc56011987 ksc5601 ksx1001 windows949 uhc ms949",
    "cp932": "cp932 shiftjis sjis csshiftjis ms932 windows31j mskanji xsjis cswindows31j",
}
_NAMES = {alias: name for name, aliases in _ALIASES.items() for alias in aliases.split()}

#: Labels that are read as GB18030 and written as what they say: who asks for GBK has a reader
#: that does not know GB18030's codes of four bytes.
_WRITTEN = {
    "gb2312": "gb2312 gb231280 gb euccn eucgb2312cn csgb2312 csiso58gb231280 isoir58 chinese hp15cn cngb",
    "gbk": "gbk xgbk",
}
_WRITTEN_NAMES = {alias: name for name, aliases in _WRITTEN.items() for alias in aliases.split()}

#: Codecs that Python counts as text encodings and that are escapes, or depend on the machine.
_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "mbcs", "oem", "charmap"}
)

#: Names offered when one is misspelled; any of Python's text encodings is accepted besides.
KNOWN = (
    *_ALIASES,
    *("gb2312", "gbk", "hz", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "iso-2022-kr", "johab"),
    *("windows-1250", "windows-1251", "windows-1252", "iso-8859-1", "iso-8859-15", "koi8-r", "mac-roman"),
)


def resolve(name: str) -> str:
    """The name results carry for an encoding that a user named.

    ``utf-16``, ``utf-32`` and ``big5`` are families: the bytes tell which member it is.

    :raises OptionsError: no text encoding has that name; the message suggests the nearest one.
    """
    folded = name.lower().translate(_SEPARATORS)
    if folded in _NAMES:
        return _NAMES[folded]
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):  # ValueError: a NUL in the name
        info = None
    if info is None or info.name.replace("-", "_") in _NOT_CHARSETS or not info._is_text_encoding:
        raise OptionsError(_unknown(name))
    return spelled(info.name)


def resolve_output(name: str) -> str:
    """The name of an encoding to write in: as :func:`resolve`, but GBK and GB2312 are themselves.

    :raises OptionsError: no text encoding has that name.
    """
    return _WRITTEN_NAMES.get(name.lower().translate(_SEPARATORS)) or resolve(name)


_SEPARATORS = str.maketrans("", "", "-_. :/")


def spelled(codec: str) -> str:
    """A Python codec's name as standards spell it."""
    folded = codec.lower().translate(_SEPARATORS)
    if folded in _NAMES:
        return _NAMES[folded]
    if codec.startswith("cp125"):
        return "windows-" + codec[2:]
    return codec.replace("iso8859", "iso-8859").replace("iso2022", "iso-2022").replace("_", "-")


def _unknown(name: str) -> str:
    from newsclean.options import nearest

    near = nearest(name, KNOWN)
    return f"encoding: unknown encoding {name!r}" + (f"; did you mean {near!r}?" if near else "")
