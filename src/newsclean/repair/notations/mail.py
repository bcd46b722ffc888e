"""Notations of e-mail: encoded-words in headers (RFC 2047), quoted-printable and base64 bodies (RFC 2045).

A body is undone as a whole or not at all, with its soft line breaks, in the encoding that its headers name.
The headers say then what it is now: 8bit, UTF-8.
"""

from __future__ import annotations

import binascii
import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby

from newsclean.edits import Edit, Spans
from newsclean.lines import Places
from newsclean.notices import warned
from newsclean.patterns import lazy
from newsclean.repair.notations.charsets import Undone, read_declared, read_double, read_utf_8, torn
from newsclean.repair.notations.left import CODE, OTHER, TORN, Left
from newsclean.repair.notations.surroundings import Surroundings
from newsclean.values import NamedTuple

#: The rules, each with how 中 is written in it.
EXAMPLES = {
    "encoded-word": "=?gb2312?B?1tA=?=",
    "quoted-printable": "=E4=B8=AD",
    "base64": "5Lit",
}

_ENCODING = lazy(
    "^Content-Transfer-Encoding:[ \t]*(quoted-printable|base64)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_CHARSET = lazy(r"""\bcharset[ \t]{0,9}=[ \t]{0,9}["']?([\w.:-]{2,30})""", re.IGNORECASE)
_NO_TEXT = lazy("^Content-Type:(?![ \t]*text/)", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = lazy("(?<=\n)\r?\n|(?<=\r)\r")
_BORDER = lazy("^(?:--[^ \r\n]{4,}|From [^\r\n@]+@)", re.MULTILINE)
_BASE64 = lazy("[A-Za-z0-9+/\r\n]{4,}(?:={1,2}[ \t\r\n]*|[ \t][ \t\r\n]*)?")

# A line of a card or a calendar (vCard, vCalendar) that says itself how it is to be read.
_PARAMETER = lazy(";(?:ENCODING=)?QUOTED-PRINTABLE[;:]", re.IGNORECASE)

_UNIT = lazy("=([0-9A-Fa-f]{2})")
_SOFT = lazy("=[ \t]{0,9}(?:\r\n|\n|\r)")
# What hardly any other text has: a unit of a byte, then another one or one behind a second byte in ASCII.
_SIGN = lazy("=[89A-F][0-9A-F](?:=[0-9A-F\r\n]|[@-~]=[89A-F])")
# A line with those that it goes on in: a soft break, then the next.
_LOGICAL_LINE = lazy("((?:[^\r\n]*=[ \t]{0,9}(?:\r\n|\n|\r))*[^\r\n]*)(\r\n|\n|\r|$)")

_WORD = r"=\?[\w.:-]{2,30}\?[BbQq]\?[!->@-~]*\?="
# Words in a row belong together, also those that a line that is folded goes on with.
_WORDS = lazy(f"{_WORD}(?:[ \t]{{0,80}}(?:(?:\r\n|\n|\r)[ \t]{{1,80}})?{_WORD})*")
_PARTS = lazy(r"=\?([\w.:-]{2,30})\?([BbQq])\?([^?]*)\?=")
_LINE_END = lazy("[\r\n]")
_NEWLINE = lazy("\r\n|\n|\r")
_WORD_BEFORE = lazy("[A-Za-z0-9_]")
# A block is Chinese if it has so many Han characters; text behind a word, as values stand, so many.
_LEAST_HAN, _LONG = 2, 10


class Blocks:
    """What was found: edits, what is left, and which stretches of the text are done with."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self.left: list[Left] = []
        self.warnings: list[str] = []
        self.spans: list[tuple[int, int]] = []

    def keep(self, rule: str, reason: str, start: int, end: int) -> None:
        """Note that a stretch is left."""
        self.left.append(Left(rule, reason, start, end))
        self.spans.append((start, end))

    def change(self, rule: str, start: int, before: str, after: str) -> None:
        """Note an edit."""
        if before != after:
            self.edits.append(Edit("repair", rule, start, before, after))
        self.spans.append((start, start + len(before)))


# --- bodies below their headers --------------------------------------------------------------


def declared(around: Surroundings) -> Blocks:
    """The bodies whose headers say that they are quoted-printable or base64, if they are Chinese.

    The headers are changed with them, and a warning says so.
    """
    text, found = around.text, Blocks()
    if "ransfer-" not in text:
        return found
    places = Places(text)
    for message in _messages(text):
        if _undo(around, message, found):
            line, column = places(message.header.start())
            rule = message.header[1].lower()
            what = f"the headers of a {rule} body were changed with it to 8bit and UTF-8"
            found.warnings.append(warned("other", what, line, column))
    found.edits.sort(key=lambda edit: edit.start)
    return found


class _Message(NamedTuple):
    """A text whose headers name a transfer encoding.

    :param header: the one that does.
    :param start: offset of the headers.
    :param begin: offset of the body.
    :param end: offset behind it.
    """

    header: re.Match[str]
    start: int
    begin: int
    end: int


def _messages(text: str) -> list[_Message]:
    """Those that may hold text; one ends where the headers of the next begin, or at a border."""
    blanks = [blank.span() for blank in _BLANK_LINE.finditer(text)]
    borders = [border.start() for border in _BORDER.finditer(text)] + [len(text)]
    found: list[_Message] = []
    for header in _ENCODING.finditer(text):
        blank = bisect_left(blanks, (header.start(), 0))
        if blank == len(blanks):
            break
        begin = blanks[blank][1]
        border = bisect_left(borders, begin)
        start = max(blanks[blank - 1][1] if blank else 0, borders[border - 1] if border else 0)
        last = found[-1] if found else None
        if last and begin == last.begin:
            continue  # it is named twice
        if last:
            found[-1] = last._replace(end=min(last.end, start))
        found.append(_Message(header, start, begin, borders[border]))
    # Not pictures and programs.
    return [message for message in found if not _NO_TEXT.search(text[message.start : message.begin])]


def _undo(around: Surroundings, message: _Message, found: Blocks) -> bool:
    """Undo the body of a message, with its headers; whether that was done."""
    header, start, begin, end = message
    rule, body = header[1].lower(), around.text[begin:end]
    data = (_from_base64 if rule == "base64" else _from_printable)(body)
    if data is None or data.isascii():
        return False
    named = _CHARSET.search(around.text[start:begin])
    reading = _read(data, named[1] if named else "")
    if reading is None or around.in_code(begin):
        if (reading and reading.han) or torn(data.decode("latin-1")):
            found.keep(rule, CODE if reading else TORN, begin, end)
        return False
    if not reading.han:
        return False
    for one in _ENCODING.finditer(around.text, start, begin):
        found.change(rule, one.start(1), one[1], "8bit")
    if named:
        found.change(rule, start + named.start(1), named[1], "utf-8")
    found.change(rule, begin, body, _ended(_NEWLINE.sub(around.newline, reading.text), body))
    return True


def _from_base64(body: str) -> bytes | None:
    body = body.rstrip()
    if not _BASE64.fullmatch(body):
        return None
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        return None


def _from_printable(body: str) -> bytes | None:
    """The bytes of quoted-printable text; ``None`` if it has characters that are no part of it."""
    if not body.isascii():
        return None
    return _UNIT.sub(lambda unit: chr(int(unit[1], 16)), _SOFT.sub("", body)).encode("latin-1")


def _read(data: bytes, charset: str = "") -> Undone | None:
    """What bytes mean in the encoding that is named, or in one that they show themselves."""
    return (read_declared(data, charset) if charset else None) or read_utf_8(data) or read_double(data)


def _ended(body: str, source: str) -> str:
    """A body with the line ends that its source ends with: those of base64 are none of its own."""
    ends = source[len(source.rstrip("\r\n")) :]
    return body.rstrip("\r\n") + ends


# --- blocks without headers, and encoded-words -----------------------------------------------


def blocks(around: Surroundings, done: Blocks) -> Blocks:
    """Encoded-words, and lines in quoted-printable that no header speaks of."""
    found = Blocks()
    if "=?" in around.text:
        _encoded_words(around, found)
    spans = Spans([*done.spans, *found.spans])
    if _SIGN.search(around.text):
        for block in _printable_blocks(around.text):
            start, end = block[0].start(1), block[-1].end(1)
            if not spans.meet(start, end):
                _printable(around, block, found)
    return found


def _printable_blocks(text: str) -> Iterator[list[re.Match[str]]]:
    """Logical lines of ASCII from the first in quoted-printable to the last one, in blocks."""
    block: list[re.Match[str]] = []
    last = 0
    for line in _LOGICAL_LINE.finditer(text):
        if line[1].isascii():
            if _SIGN.search(line[1]):
                block.append(line)
                last = len(block)
            elif block:
                block.append(line)
            continue
        if block:
            yield block[:last]
        block, last = [], 0
    if block:
        yield block[:last]


def _printable(around: Surroundings, block: list[re.Match[str]], found: Blocks) -> None:
    """Undo a block of lines in quoted-printable, in one encoding."""
    start, end = block[0].start(1), block[-1].end(1)
    lines = [_from_printable(line[1].removesuffix("=")) or b"" for line in block]
    high = [line for line in lines if not line.isascii()]
    whole = b"\n".join(high)
    reading = read_utf_8(whole) or read_double(whole)
    if reading is None:
        if torn(whole.decode("latin-1")):
            found.keep("quoted-printable", TORN, start, end)
        return
    if reading.han < _LEAST_HAN:
        return
    if any(_is_in_code(around, line) for line in block):
        found.keep("quoted-printable", CODE, start, end)
        return
    first = around.text.index("=", start)
    if reading.han < _LONG and _WORD_BEFORE.match(around.text, max(0, first - 1)) and first > start:
        found.keep("quoted-printable", OTHER, start, end)
        return
    for line, data in zip(block, lines, strict=True):
        after = line[1] if data.isascii() and "=" not in line[1] else data.decode(reading.charset)
        found.change("quoted-printable", line.start(1), line[1], _NEWLINE.sub(around.newline, after))


def _is_in_code(around: Surroundings, line: re.Match[str]) -> bool:
    unit = _SIGN.search(line[1])
    at = line.start(1) + (unit.start() if unit else 0)
    return bool(
        _PARAMETER.search(line[1])
        or around.in_code(at)
        or around.quoted_in_code(at)
        or around.in_address(at, path=True)
        or (unit and around.before(at).endswith("="))
    )


def _encoded_words(around: Surroundings, found: Blocks) -> None:
    """Undo encoded-words, those together that stand in a row."""
    for row in _WORDS.finditer(around.text):
        words = _PARTS.findall(row.group())
        pieces: list[str] = []
        chinese = failed = False
        for charset, group in groupby(words, key=lambda word: word[0].lower()):
            reading = _decoded_words(charset, [(form, data) for _, form, data in group])
            failed = failed or reading is None
            chinese = chinese or bool(reading and reading.han) or charset.startswith(("gb", "big5"))
            pieces.append(reading.text if reading else "")
        meant = "".join(pieces)
        if not chinese:
            continue
        if failed or _LINE_END.search(meant):
            found.keep("encoded-word", TORN, *row.span())
        elif around.in_code(row.start()) or around.quoted_in_code(row.start()):
            found.keep("encoded-word", CODE, *row.span())
        else:
            found.change("encoded-word", row.start(), row.group(), meant)


def _decoded_words(charset: str, words: list[tuple[str, str]]) -> Undone | None:
    """What encoded-words of one encoding mean: their bytes are joined, for some senders cut characters."""
    data = b""
    for form, source in words:
        if form in "Qq":
            data += _from_printable(source.replace("_", " ")) or b""
            continue
        try:
            data += binascii.a2b_base64(source + "=" * (-len(source) % 4))
        except binascii.Error:
            return None
    return _read(data, charset)
