"""The registry of encodings: all that this stage knows of an encoding, in one row each.

To add an encoding, add a row. Names are spelled as the WHATWG or IANA spell them; an encoding
without a row can still be named by a user if Python has a codec for it, but is never guessed.
"""

from __future__ import annotations

from newsclean.values import NamedTuple

#: Kinds: ``unicode``; ``double-byte`` (ASCII and codes of two bytes or more); ``escapes`` (seven
#: bits with escape sequences); ``single-byte``.
UNICODE, DOUBLE, ESCAPES, SINGLE = "unicode", "double-byte", "escapes", "single-byte"


class Encoding(NamedTuple):
    """What is known of an encoding.

    :param name: the name that results carry.
    :param kind: one of the four kinds above.
    :param languages: of the texts in it, as BCP 47 tags; of Unicode none, for it has all.
    :param labels: other names for it that users may write, folded: lower case, without ``-_. :/``.
        Labels that Python knows under the same name need not be listed.
    :param codec: Python's name for it, where that is not the name with ``-`` as ``_``.
    :param made_of: the module of :mod:`newsclean.decode.codecs` that decodes it where Python has
        no codec: ``tables`` or ``sevenbit``.
    :param bom: how it writes U+FEFF at the start of a file.
    :param family: the encoding that stands for all that decode the same common characters; empty
        for itself.
    :param prior: −ln of how often this tool meets it, in nats, roughly: it settles two-character
        words, which read well by chance in some encoding or other, and nothing longer.
    :param lengths: how many bytes its codes beyond ASCII have, where their borders can be lost.
    :param candidate: whether every legacy text is read in it when the best reading is looked for.
    :param fallback: whether chardet's word for it is believed. Text files are really written in
        these; of others that chardet knows (EBCDIC, KZ-1048, HP Roman …) no public report of a
        text file was found, and damaged GBK was called by their names.
    """

    name: str
    kind: str
    languages: tuple[str, ...] = ()
    labels: str = ""
    codec: str = ""
    made_of: str = ""
    bom: bytes = b""
    family: str = ""
    prior: float = 4.0
    lengths: tuple[int, ...] = ()
    candidate: bool = False
    fallback: bool = False


_ZH, _HANT, _HK, _JA, _KO = ("zh",), ("zh-Hant",), ("zh-HK", "zh-Hant"), ("ja",), ("ko",)
_WEST = ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi")
_CENTRAL, _BALTIC = ("pl", "cs", "hu", "hr", "ro", "sk", "sl"), ("et", "lt", "lv")
_CYRILLIC = ("ru", "uk", "bg", "sr", "mk", "be")
_GB = "gb18030 gb2312 gb231280 gbk xgbk gb euccn eucgb2312cn csgb2312 csiso58gb231280 isoir58 chinese hp15cn"

# fmt: off
#: Every encoding with a name of its own here; of encodings that read a text alike, the earlier one
#: is taken.
ENCODINGS = (
    Encoding("ascii", UNICODE, labels="usascii ansix341968 iso646us"),
    Encoding("utf-8", UNICODE, labels="utf8 utf8sig utf8bom u8 cp65001 unicode11utf8", bom=b"\xef\xbb\xbf",
             prior=0.0, lengths=(2, 3, 4), candidate=True),
    Encoding("cesu-8", UNICODE, labels="cesu8 mutf8 modifiedutf8", made_of="cesu8", family="utf-8"),
    Encoding("utf-16", UNICODE, labels="u16 ucs2 unicode csunicode iso10646ucs2"),
    Encoding("utf-16le", UNICODE, labels="unicodelittleunmarked unicodefeff cp1200 windows1200",
             codec="utf-16-le", bom=b"\xff\xfe", prior=0.0),
    Encoding("utf-16be", UNICODE, labels="unicodebigunmarked unicodefffe cp1201 windows1201",
             codec="utf-16-be", bom=b"\xfe\xff", prior=1.0),
    Encoding("utf-32", UNICODE, labels="u32 ucs4"),
    Encoding("utf-32le", UNICODE, labels="cp12000", codec="utf-32-le", bom=b"\xff\xfe\0\0"),
    Encoding("utf-32be", UNICODE, labels="cp12001", codec="utf-32-be", bom=b"\0\0\xfe\xff"),
    Encoding("gb18030", DOUBLE, _ZH, labels=f"{_GB} gb180302000 gb180302005 cp54936 windows54936 cngb",
             bom=b"\x84\x31\x95\x33", prior=0.0, lengths=(2, 4), candidate=True),
    Encoding("gb18030-2022", DOUBLE, _ZH, codec="gb18030", bom=b"\x84\x31\x95\x33", family="gb18030"),
    Encoding("cp936", DOUBLE, _ZH, labels="ms936 windows936 936 cp1386 xmswin936", codec="gb18030",
             bom=b"\x84\x31\x95\x33", family="gb18030", lengths=(2, 4)),
    Encoding("cp950", DOUBLE, _HANT, labels="ms950 windows950 950 big5eten", family="big5", prior=0.0,
             lengths=(2,), candidate=True),
    Encoding("big5-hkscs", DOUBLE, _HK, labels="hkscs big5hk cp951 ms951 big5hkscs2004 big5hkscs2008",
             codec="big5hkscs", family="big5", prior=1.0, lengths=(2,), candidate=True),
    Encoding("big5", DOUBLE, _HANT, labels="big5tw csbig5 cnbig5 xxbig5 big52003 bigfive"),
    Encoding("big5-uao", DOUBLE, _HANT, labels="uao uao250", made_of="tables", family="big5", lengths=(2,)),
    Encoding("euc-jp", DOUBLE, _JA, codec="euc_jp", lengths=(2, 3), candidate=True, fallback=True),
    Encoding("euc-jis-2004", DOUBLE, _JA, codec="euc_jis_2004", family="euc-jp", lengths=(2, 3)),
    # Python's gb2312, euc_kr and shift_jis lack characters that files under those labels hold.
    Encoding("cp932", DOUBLE, _JA,
             labels="shiftjis sjis csshiftjis ms932 windows31j mskanji xsjis cswindows31j", lengths=(1, 2),
             candidate=True, fallback=True),
    Encoding("cp949", DOUBLE, _KO, labels="euckr korean ksc56011987 ksc5601 ksx1001 windows949 uhc ms949",
             lengths=(2,), candidate=True, fallback=True),
    Encoding("euc-tw", DOUBLE, _HANT, labels="cns11643 cp964 ibm964 ibmeuctw cseuctw", made_of="tables",
             prior=6.0, lengths=(2, 4)),
    Encoding("hz-gb-2312", ESCAPES, _ZH, labels="hz hzgb", made_of="sevenbit"),
    Encoding("iso-2022-cn", ESCAPES, _ZH, labels="csiso2022cn iso2022cngb iso2022cncns", made_of="sevenbit"),
    Encoding("iso-2022-cn-ext", ESCAPES, _ZH, made_of="sevenbit"),
    Encoding("utf-7", ESCAPES, labels="utf7 unicode11utf7", codec="utf_7"),
    Encoding("iso-2022-jp", ESCAPES, _JA),
    Encoding("iso-2022-kr", ESCAPES, _KO),
    Encoding("windows-1252", SINGLE, _WEST, codec="cp1252", fallback=True),
    Encoding("windows-1250", SINGLE, _CENTRAL, codec="cp1250", fallback=True),
    Encoding("windows-1251", SINGLE, _CYRILLIC, codec="cp1251", fallback=True),
    Encoding("windows-1253", SINGLE, ("el",), codec="cp1253", fallback=True),
    Encoding("windows-1254", SINGLE, ("tr",), codec="cp1254", fallback=True),
    Encoding("windows-1255", SINGLE, ("he",), codec="cp1255", fallback=True),
    Encoding("windows-1256", SINGLE, ("ar", "fa"), codec="cp1256", fallback=True),
    Encoding("windows-1257", SINGLE, _BALTIC, codec="cp1257", fallback=True),
    Encoding("windows-1258", SINGLE, ("vi",), codec="cp1258", fallback=True),
    Encoding("iso-8859-1", SINGLE, _WEST, codec="iso8859_1", fallback=True),
    Encoding("iso-8859-2", SINGLE, _CENTRAL, codec="iso8859_2", fallback=True),
    Encoding("iso-8859-3", SINGLE, ("eo", "mt"), codec="iso8859_3", fallback=True),
    Encoding("iso-8859-4", SINGLE, _BALTIC, codec="iso8859_4", fallback=True),
    Encoding("iso-8859-5", SINGLE, _CYRILLIC, codec="iso8859_5", fallback=True),
    Encoding("iso-8859-6", SINGLE, ("ar",), codec="iso8859_6", fallback=True),
    Encoding("iso-8859-7", SINGLE, ("el",), codec="iso8859_7", fallback=True),
    Encoding("iso-8859-8", SINGLE, ("he",), codec="iso8859_8", fallback=True),
    Encoding("iso-8859-9", SINGLE, ("tr",), codec="iso8859_9", fallback=True),
    Encoding("iso-8859-13", SINGLE, _BALTIC, codec="iso8859_13", fallback=True),
    Encoding("iso-8859-14", SINGLE, ("cy", "ga"), codec="iso8859_14", fallback=True),
    Encoding("iso-8859-15", SINGLE, _WEST, codec="iso8859_15", fallback=True),
    Encoding("iso-8859-16", SINGLE, ("ro",), codec="iso8859_16", fallback=True),
    Encoding("koi8-r", SINGLE, ("ru",), codec="koi8_r", fallback=True),
    Encoding("koi8-u", SINGLE, ("uk",), codec="koi8_u", fallback=True),
    Encoding("cp866", SINGLE, _CYRILLIC, fallback=True),
    Encoding("cp437", SINGLE, _WEST, prior=12.0, fallback=True),
    Encoding("cp850", SINGLE, _WEST, prior=12.0, fallback=True),
    Encoding("cp852", SINGLE, _CENTRAL, prior=12.0, fallback=True),
    Encoding("cp874", SINGLE, ("th",), fallback=True),
    Encoding("tis-620", SINGLE, ("th",), codec="tis_620", fallback=True),
    Encoding("mac-roman", SINGLE, _WEST, codec="mac_roman", prior=12.0, fallback=True),
    Encoding("mac-cyrillic", SINGLE, _CYRILLIC, codec="mac_cyrillic", prior=12.0, fallback=True),
)
# fmt: on

#: The rows by the names that results carry.
BY_NAME = {encoding.name: encoding for encoding in ENCODINGS}


def family(name: str) -> str:
    """The encoding that stands for all that decode the same common characters."""
    found = BY_NAME.get(name)
    return found.family or name if found else name


def kind(name: str) -> str:
    """Of which of the four kinds an encoding is; empty if it has no row."""
    found = BY_NAME.get(name)
    return found.kind if found else ""


def python_codec(name: str) -> str:
    """Python's name for an encoding; the name itself if it has no row."""
    found = BY_NAME.get(name)
    return (found.codec if found else "") or name
