"""Error handlers for codecs: mark and count what cannot be decoded, read what vendors added.

A handler knows nothing but the error it is called with, so :func:`marked` counts its calls.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial

#: The handler that puts :data:`BAD` in place of an undecodable sequence and counts it.
MARK = "newsclean.mark"
BAD = "\N{REPLACEMENT CHARACTER}"

_marks: ContextVar[list[int]] = ContextVar("marks")


def marked(decode: Callable[[str], str]) -> tuple[str, int]:
    """A text with U+FFFD for each undecodable sequence, and how many of these were put there.

    :param decode: decodes with the error handler that it is given the name of.
    """
    counter = [0]
    token = _marks.set(counter)
    try:
        return decode(MARK), counter[0]
    finally:
        _marks.reset(token)


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _marks.get()[0] += 1
    return BAD, error.end


def _euro(error: UnicodeError) -> tuple[str, int] | None:
    """CP936's 0x80, which Python's gbk and gb18030 refuse."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    return None


# CP950 maps these ranges of codes, row after row, to private use from U+E000, U+E311, U+EEB8 and
# U+F6B1 on (Microsoft's "Unicode PUA mappings" of code page 950); Python's cp950 refuses them.
_END_USER = ((0xFA, 0xFE, 0xE000), (0x8E, 0xA0, 0xE311), (0x81, 0x8D, 0xEEB8), (0xC6, 0xC8, 0xF6B1))
_CELLS = bytes((*range(0x40, 0x7F), *range(0xA1, 0xFF)))
_UPPER = 63  # cells below 0xA1: row C6 is for end users from C6A1 on


def _end_user(error: UnicodeError) -> tuple[str, int] | None:
    """A character that users of CP950 defined, as the private-use character Windows gives it."""
    if not isinstance(error, UnicodeDecodeError):
        return None
    lead, cell = (*error.object[error.start : error.start + 2], 0)[:2]
    column = _CELLS.find(cell)
    for first, last, private in _END_USER:
        if first <= lead <= last and column >= (_UPPER if lead == 0xC6 else 0):
            shift = _UPPER if first == 0xC6 else 0
            return chr(private + (lead - first) * len(_CELLS) + column - shift), error.start + 2
    return None


def end_user_code(char: str) -> bytes | None:
    """CP950's code for a private-use character, or ``None``."""
    for first, last, private in _END_USER:
        shift = _UPPER if first == 0xC6 else 0
        row, column = divmod(ord(char) - private + shift, len(_CELLS))
        if ord(char) >= private and first + row <= last:
            return bytes((first + row, _CELLS[column]))
    return None


def _encode_end_user(error: UnicodeError) -> tuple[bytes, int]:
    if isinstance(error, UnicodeEncodeError):
        code = end_user_code(error.object[error.start])
        if code:
            return code, error.start + 1
    raise error


_Handler = Callable[[UnicodeError], tuple[str | bytes, int]]
_Extension = Callable[[UnicodeError], tuple[str, int] | None]
#: What becomes of what an extension does not read either.
_FALLBACKS = ("strict", "replace", MARK)
_EXTENSIONS: dict[str, _Extension] = {"cp936": _euro, "cp950": _end_user}
#: The handler for encoding with CP950's end-user characters.
CP950_ENCODE = "newsclean.cp950.encode"


def extended(encoding: str, errors: str) -> str:
    """The name of the handler that reads what ``cp936`` or ``cp950`` has beside Python's codec.

    :param errors: what becomes of the rest: ``strict``, ``replace`` or :data:`MARK`.
    """
    return f"newsclean.{encoding}.{errors}"


def _either(first: _Extension, then: _Handler, error: UnicodeError) -> tuple[str | bytes, int]:
    return first(error) or then(error)


def _register() -> None:
    codecs.register_error(MARK, _mark)
    codecs.register_error(CP950_ENCODE, _encode_end_user)
    for encoding, extension in _EXTENSIONS.items():
        for errors in _FALLBACKS:
            handler = partial(_either, extension, codecs.lookup_error(errors))
            codecs.register_error(extended(encoding, errors), handler)


_register()
