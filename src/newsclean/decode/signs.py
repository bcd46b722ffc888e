"""Signs in a decoded text that something went wrong before it was written."""

from __future__ import annotations

from newsclean.document import Decoded
from newsclean.notices import warned
from newsclean.patterns import PRIVATE_USE, lazy


def signs(decoded: Decoded) -> tuple[str, ...]:
    """What looks like damage in a decoded text, one short sentence each.

    :param decoded: as ``decode(…, errors="replace")`` gave it.
    """
    text = decoded.text
    found: list[str] = [
        warned(kind, sign)
        for mark, kind, sign in _SIGNS
        # What decoding has put in is told by its warnings.
        if mark in text and not (decoded.warnings and mark == _SIGNS[0][0])
    ]
    for pattern, kind, sign in () if text.isascii() else _COUNTED:
        count = len(pattern.findall(text))
        if count:
            found.append(warned(kind, f"{sign} ({count} times)" if count > 1 else sign))
    return (*decoded.warnings, *found)


# What wrong decoders leave behind (the last two fill uninitialised memory in C++ programs). An
# article about mojibake holds them too: they are signs, not proof.
_SIGNS = (
    ("\N{REPLACEMENT CHARACTER}", "lost-characters", "U+FFFD: bytes were lost before this file was written"),
    ("锟斤拷", "lost-characters", "锟斤拷: UTF-8 with U+FFFD was read as GBK"),
    ("嚙踝蕭", "lost-characters", "嚙踝蕭: UTF-8 with U+FFFD was read as Big5"),
    ("\0", "control-character", "NUL: UTF-16 was read as something else, or a file was cut"),
    ("烫烫烫", "uninitialised-memory", "烫烫烫: uninitialised memory was written as GBK"),
    ("屯屯屯", "uninitialised-memory", "屯屯屯: uninitialised memory was written as GBK"),
)
# The same, by expressions; how many there are is told.
_COUNTED = (
    (
        lazy("[\x80-\x84\x86-\x9f]"),
        "control-character",
        "C1 control characters: a Windows code page was read as ISO-8859",
    ),
    (
        lazy("[\xe3-\xe9][\x80-\xbf\u0152-\u2122]{2}"),
        "wrong-decoding",
        "Latin letters where Chinese would be: UTF-8 was read as Windows-1252",
    ),
    (
        PRIVATE_USE,
        "private-use",
        "private-use characters: an extension of the encoding was not known",
    ),
)
