"""The names of encodings: what users may write, and the one name results carry.

A result names the encoding that decodes all of the text, in lower case, spelled as the WHATWG or
IANA spells it: ``gb18030`` where GB2312 or GBK was asked for, since every such file is also
GB18030 and files labelled GB2312 hold more than GB2312 has.
"""

from __future__ import annotations

import codecs

from newsclean.decode.encodings import ENCODINGS, SINGLE
from newsclean.errors import OptionsError


def fold(label: str) -> str:
    """A label in lower case, without the signs between its parts."""
    return label.lower().translate(_SEPARATORS)


_SEPARATORS = str.maketrans("", "", "-_. :/")
_NAMES = {
    label: row.name
    for row in ENCODINGS
    if row.kind != SINGLE
    for label in (fold(row.name), *row.labels.split())
}

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
    *(row.name for row in ENCODINGS),
    *("gb2312", "gbk", "hz", "shift_jis", "euc-kr", "johab"),
)


def resolve(name: str) -> str:
    """The name results carry for an encoding that a user named.

    ``utf-16``, ``utf-32`` and ``big5`` are families: the bytes tell which member it is.

    :raises OptionsError: no text encoding has that name; the message suggests the nearest one.
    """
    folded = fold(name)
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
    return _WRITTEN_NAMES.get(fold(name)) or resolve(name)


def spelled(codec: str) -> str:
    """A Python codec's name as standards spell it."""
    folded = fold(codec)
    if folded in _NAMES:
        return _NAMES[folded]
    if codec.startswith("cp125"):
        return "windows-" + codec[2:]
    return codec.replace("iso8859", "iso-8859").replace("iso2022", "iso-2022").replace("_", "-")


def _unknown(name: str) -> str:
    from newsclean.options import nearest

    near = nearest(name, KNOWN)
    return f"encoding: unknown encoding {name!r}" + (f"; did you mean {near!r}?" if near else "")
