"""CESU-8 (Unicode Technical Report 26): UTF-8 of UTF-16's units, six bytes for an emoji.

Databases write it (Oracle's ``UTF8``, MySQL's clients), and Java's ``writeUTF`` writes it with
NUL as ``C0 80`` ("modified UTF-8").
"""

from __future__ import annotations

import re

from newsclean.patterns import lazy

_PAIR = lazy(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xc0\x80")


def occurs(data: bytes) -> bool:
    """Whether there is a surrogate pair of three bytes each, or a NUL of two bytes."""
    return (b"\xed" in data or b"\xc0\x80" in data) and _PAIR.search(data) is not None


def to_text(data: bytes, errors: str = "strict") -> str:
    """The text of bytes; characters in UTF-8's four bytes are read as well.

    :raises UnicodeDecodeError: what is neither. Its offset is right up to the first pair only.
    """
    return _PAIR.sub(_character, data).decode("utf-8", errors)


def to_bytes(text: str) -> bytes:
    """The bytes of a text; NUL is one byte, as in Unicode's report.

    :raises UnicodeEncodeError: there is a lone surrogate.
    """
    text.encode()  # a lone surrogate is an error here as well
    return re.sub("[\U00010000-\U0010ffff]", _pair, text).encode("utf-8", "surrogatepass")


def _character(match: re.Match[bytes]) -> bytes:
    pair = match.group()
    if len(pair) == 2:
        return b"\0"
    units = pair.decode("utf-8", "surrogatepass")
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le").encode()


def _pair(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-le")
    return chr(int.from_bytes(units[:2], "little")) + chr(int.from_bytes(units[2:], "little"))
