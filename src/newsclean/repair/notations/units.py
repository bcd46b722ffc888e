r"""The notations: what a unit of each looks like, and which byte or code point it stands for.

A run is a row of units. Between two units that are bytes may stand one ASCII character, because the second
byte of a GBK or Big5 character may be one: ``\xa4@``. Every expression begins with one character, and nothing
in it repeats without a bound before a unit has matched: so a search is as fast as one for a character, and
linear in any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from newsclean.patterns import lazy
from newsclean.values import NamedTuple

_HEX = "[0-9A-Fa-f]"


class Notation(NamedTuple):
    r"""One way to write characters in ASCII.

    :param rule: of the edits that undo it.
    :param example: how 中 is written in it, for messages.
    :param sign: a string that every text with this notation holds.
    :param rows: finds rows of units; a group ``tail`` is an ASCII character that may be a part of the last.
    :param read: what a row stands for. Bytes are the characters of the same numbers, as in Latin-1.
    :param bytewise: whether its units are bytes, so that what is no text in any encoding means nothing.
    """

    rule: str
    example: str
    sign: str
    rows: re.Pattern[str]
    read: Callable[[str], str]
    bytewise: bool = False


class Run(NamedTuple):
    """A row of units in a text.

    :param start: offset in code points.
    :param source: the text of the row.
    :param value: what :attr:`Notation.read` makes of it.
    :param tail: how many characters at its end may be no part of it: 0 or 1.
    """

    notation: Notation
    start: int
    source: str
    value: str
    tail: int = 0

    @property
    def end(self) -> int:
        """Offset behind the row."""
        return self.start + len(self.source)


def runs(notation: Notation, text: str) -> Iterator[Run]:
    """The rows of units of a notation in a text, in order."""
    if notation.sign not in text:
        return
    tailed = "tail" in notation.rows.groupindex
    for match in notation.rows.finditer(text):
        source = match.group()
        tail = len(match["tail"]) if tailed and match["tail"] else 0
        yield Run(notation, match.start(), source, notation.read(source), tail)


def _rows(first: str, unit: str, between: str = "", raw: str = "") -> re.Pattern[str]:
    """Rows of a unit.

    :param first: what each unit begins with, with a group in it that all of a row have in common.
    :param between: an ASCII character that may stand between units and behind the last.
    :param raw: what else may stand between units, as an alternative: ``|…``.
    """
    again = re.sub(r"\(.*\)", r"\\1", first)
    gap, tail = (f"(?:{between}{raw})?", f"(?P<tail>{between})?") if between else ("", "")
    return lazy(f"{first}{unit}(?:{gap}{again}{unit})*{tail}")


def _numbers(unit: str, base: int = 16) -> Callable[[str], str]:
    """A function that puts the character of its number in the place of each unit."""
    pattern = lazy(unit)

    def read(source: str) -> str:
        pieces = pattern.split(source)
        pieces[1::2] = [_character(int(number, base)) for number in pieces[1::2]]
        return "".join(pieces)

    return read


def _character(number: int) -> str:
    return chr(number) if number <= 0x10FFFF else "\ufffd"


# More than one backslash, where a string was written inside a string; not the end of a longer row of them.
_SLASHES = r"(\\(?<!\\\\)\\{0,3})"
# The ASCII characters that are the second byte of a character. A backslash is left out where it begins units.
_SECOND, _SECOND_BUT_BACKSLASH = "[@-~]", r"[@-\[\]-~]"
_POINT = rf"(?:u{_HEX}{{4}}|[ux]\{{{_HEX}{{2,6}}\}}|U{_HEX}{{8}})"

# References may be escaped several times. Those are left out that keep text from being markup.
_NUMBER = (
    "#(?:(?!0*(?:34|38|39|60|62)(?![0-9]))[0-9]{2,7}(?![0-9])"
    f"|[xX](?!0*(?:22|26|27|3[cCeE])(?!{_HEX})){_HEX}{{2,6}}(?!{_HEX}))"
)
_NAME = "(?!(?:lt|gt|amp|quot|apos|LT|GT|AMP|QUOT)\\b)[A-Za-z]{2,7}[0-9]{0,2}"
# HTML lets the semicolon of a number, and of the name of a Latin-1 character, go.
_REFERENCE = f"(?:{_NUMBER};?|{_NAME}(?:;|(?=&)))"
# Characters of bytes for which HTML 4 has no name, so that programs leave them as they are.
_NAMELESS = "\x80-\x9f\u017d\u017e\u20ac"
_ANY_REFERENCE = lazy("&(?:([A-Za-z]+[0-9]*)|#([0-9]+)|#[xX]([0-9A-Fa-f]+));?")
_ESCAPED_AGAIN = lazy("&(?:amp;)+")


_SHIFTED = "[A-Za-z0-9+/]{3,}"
# What may stand between: a minus sign ends a shift, and so does what is not in base64.
_SHIFT_ENDS = "(?:-[0-9A-Za-z ,.:%()-]{0,12}|[ ,.:%()]{1,12})"
_LEAST_SHIFTED = 3


def _references(source: str) -> str:
    """References as characters; also halves of surrogate pairs, of which browsers make U+FFFD."""
    return _ANY_REFERENCE.sub(_referred, _ESCAPED_AGAIN.sub("&", source))


def _referred(found: re.Match[str]) -> str:
    name, number, base = found[1], found[2] or found[3], 10 if found[2] else 16
    return unescape(f"&{name};") if name else _character(int(number, base))


def _utf_7(source: str) -> str:
    """UTF-7 as characters, if they are enough that it can be no sum or file name."""
    try:
        text = source.encode("ascii").decode("utf-7")
    except UnicodeDecodeError:
        return source
    return text if sum(character > "\u2e7f" for character in text) >= _LEAST_SHIFTED else source


# fmt: off
#: All that are undone character by character; see ``mail`` for those of e-mail.
NOTATIONS = (
    Notation("byte-escape", r"\xE4\xB8\xAD", "\\x", _rows(_SLASHES, f"x{_HEX}{{2}}", _SECOND_BUT_BACKSLASH),
             _numbers(rf"\\{{1,4}}x({_HEX}{{2}})"), bytewise=True),
    Notation("octal-escape", r"\344\270\255", "\\", _rows(_SLASHES, "[0-3][0-7]{2}", _SECOND_BUT_BACKSLASH),
             _numbers(r"\\{1,4}([0-3][0-7]{2})", 8), bytewise=True),
    Notation("unicode-escape", r"\u4e2d", "\\", _rows(_SLASHES, _POINT),
             _numbers(rf"\\{{1,4}}[uUx]\{{?({_HEX}{{2,8}})\}}?")),
    Notation("rtf-escape", r"\'d6\'d0", "\\'", _rows(r"(\\)", f"'{_HEX}{{2}}", _SECOND_BUT_BACKSLASH),
             _numbers(rf"\\'({_HEX}{{2}})"), bytewise=True),
    Notation("percent-encoding", "%E4%B8%AD", "%",
             _rows("%((?:25){0,3})", f"(?:[uU]{_HEX}{{4}}|{_HEX}{{2}})", _SECOND),
             _numbers(f"%(?:25){{0,3}}[uU]?((?<=[uU]){_HEX}{{4}}|{_HEX}{{2}})"), bytewise=True),
    # Lines of it are undone by ``mail``: these stand inside Chinese.
    Notation("quoted-printable", "=E4=B8=AD", "=",
             lazy(f"=[89A-F][0-9A-F](?:{_SECOND}?=[0-9A-F]{{2}})+(?P<tail>{_SECOND})?"),
             _numbers("=([0-9A-F]{2})"), bytewise=True),
    Notation("code-point", "<U+4E2D>", "<U+", lazy(rf"<U\+{_HEX}{{4,8}}>(?:<U\+{_HEX}{{4,8}}>)*"),
             _numbers(rf"<U\+({_HEX}{{4,8}})>")),
    Notation("html-reference", "&#20013;", "&",
             _rows("&((?:amp;){0,8})", _REFERENCE, _SECOND, f"|[{_NAMELESS}]{{1,3}}"), _references),
    Notation("utf-7", "+Ti1l-", "+",
             lazy(f"[+](?<![A-Za-z+/=][+]){_SHIFTED}(?:{_SHIFT_ENDS}[+]{_SHIFTED})*-?"), _utf_7),
)
# fmt: on
