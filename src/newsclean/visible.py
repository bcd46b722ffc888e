r"""What a terminal would obey instead of showing it: control characters, escapes, marks of direction.

A file may be named ``\x1b[2Jx.txt``, and a text may hold U+202E, which turns the rest of a line round.
"""

from __future__ import annotations

import re
from functools import cache

# The categories Cc, Cf, Zl and Zp of Unicode 15.1.
_SIGNS = (
    "\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_SURROGATES = "\ud800-\udfff"
_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}


def escaped(text: str) -> str:
    r"""One line that a terminal shows as it is: ``\n``, ``\x1b``, ``\u202e``; ``\xff`` for bytes of a file
    name that are not UTF-8.
    """
    return _pattern(f"[{_SIGNS}{_SURROGATES}]").sub(_escape, text)


def quoted(name: str) -> str:
    """A file name as it may stand in a list or a diff: in quotation marks if anything in it is escaped.

    Bytes that are not UTF-8 stay: programs read lists, and look for files of these names.
    """
    listed = _pattern(f"[{_SIGNS}]")
    if not listed.search(name):
        return name
    return '"' + listed.sub(_escape, name.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def visible(text: str) -> str:
    """A line of a text with such signs, no-break spaces too, as ``<U+200B>``; tabs and its end stay."""
    end = text[len(text.rstrip("\r\n")) :]
    body = text[: len(text) - len(end)]
    pattern = _pattern(f"(?!\t)[{_SIGNS}{_SURROGATES}\xa0]")
    return pattern.sub(lambda match: f"<U+{ord(match[0]):04X}>", body) + end


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    """Compiled on first use: most runs show nothing."""
    return re.compile(expression)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in _SHORT:
        return _SHORT[match[0]]
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
