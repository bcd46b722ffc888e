"""Double-byte codecs from published tables, for what Python lacks: EUC-TW and Big5-UAO.

A run of codes becomes UTF-32 units ``plane, row, cell`` by slicing, and those become characters
by :meth:`str.translate`: no loop over characters runs in Python.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

from newsclean import data_files

_CNS_TRAILS = bytes(range(0xA1, 0xFF))
_BIG5_TRAILS = bytes((*range(0x40, 0x7F), *range(0xA1, 0xFF)))
_UNASSIGNED = "\N{REPLACEMENT CHARACTER}"
#: Stands for an unassigned code inside this module; no table holds this noncharacter.
_MISSING = "\uffff"


class _Units(dict[int, str]):
    """Characters by unit; a unit without one gives :data:`_MISSING`."""

    def __missing__(self, unit: int) -> str:
        return _MISSING


class Table:
    """A codec for ASCII plus the two- and four-byte codes of one table.

    :param name: of the encoding and of its file under ``data/decode``.
    :param pattern: matches, in this order of groups: ASCII, two-byte codes, four-byte codes.
    """

    def __init__(self, name: str, pattern: bytes, trails: bytes) -> None:
        self.name = name
        self._token = re.compile(pattern)
        self.units = _Units()
        self.codes: dict[int, str] = {}
        for lead, chars in _rows(name):
            plane = lead[1] & 0x1F if len(lead) == 3 else 1
            row = plane << 16 | lead[-1] << 8
            prefix = lead.decode("latin-1")
            for trail, char in zip(trails, chars, strict=True):
                if char != _UNASSIGNED:
                    self.units[row | trail] = char
                    code = prefix + chr(trail)
                    # Of two codes for a character the first wins, but Big5-UAO repeats
                    # characters of Big5 proper (lead A1 and up) below it.
                    if self.codes.setdefault(ord(char), code) < "\xa1" <= code:
                        self.codes[ord(char)] = code

    def decode(self, data: bytes, errors: str = "strict") -> str:
        """The text of bytes; ``errors`` names a handler as for :meth:`bytes.decode`.

        :raises UnicodeDecodeError: a code is unassigned or cut off, and ``errors`` is strict.
        """
        pieces: list[str] = []
        at = 0
        while at < len(data):
            match = self._token.match(data, at)
            if match is None:
                at = self._bad(data, at, 1, errors, pieces)
            elif match.lastindex == 1:
                pieces.append(match.group().decode("ascii"))
                at = match.end()
            else:
                at = self._codes(data, match, errors, pieces)
        return "".join(pieces)

    def _codes(self, data: bytes, match: re.Match[bytes], errors: str, pieces: list[str]) -> int:
        """Decode a run of codes of one width, and return where to go on."""
        run, width = match.group(), 2 * (match.lastindex or 2) - 2
        units = bytearray(len(run) // width * 4)
        if width == 2:
            units[1::4] = b"\x01" * (len(run) // 2)
        else:
            units[1::4] = run[1::4].translate(_LOW_BITS)
        units[2::4], units[3::4] = run[width - 2 :: width], run[width - 1 :: width]
        text = units.decode("utf-32-be").translate(self.units)
        begin = 0
        while (end := text.find(_MISSING, begin)) >= 0:
            pieces.append(text[begin:end])
            begin = end + 1
            at = match.start() + end * width
            if (resume := self._bad(data, at, width, errors, pieces)) != at + width:
                return resume
        pieces.append(text[begin:])
        return match.end()

    def _bad(self, data: bytes, at: int, length: int, errors: str, pieces: list[str]) -> int:
        end = min(at + length, len(data))
        error = UnicodeDecodeError(self.name, data, at, end, "unassigned or incomplete code")
        replacement, resume = codecs.lookup_error(errors)(error)
        pieces.append(str(replacement))
        return resume

    def encode(self, text: str) -> bytes:
        """The bytes of a text.

        :raises UnicodeEncodeError: a character has no code.
        """
        for start, char in sorted(
            (text.index(c), c) for c in set(text) if c > "\x7f" and ord(c) not in self.codes
        ):
            raise UnicodeEncodeError(self.name, text, start, start + len(char), "character has no code")
        return text.translate(self.codes).encode("latin-1")


_LOW_BITS = bytes(byte & 0x1F for byte in range(256))


def _rows(name: str) -> list[tuple[bytes, str]]:
    rows = (line.split("\t") for line in data_files.lines("decode", f"{name}.txt"))
    return [(bytes.fromhex(lead), chars) for lead, chars in rows]


_PATTERNS = {
    # CNS 11643 plane 1 in two bytes, the others in four.
    "euc-tw": (rb"([\x00-\x7f]+)|((?:[\xa1-\xfe]{2})+)|((?:\x8e[\xa2-\xb0][\xa1-\xfe]{2})+)", _CNS_TRAILS),
    "big5-uao": (rb"([\x00-\x7f]+)|((?:[\x81-\xfe][\x40-\x7e\xa1-\xfe])+)", _BIG5_TRAILS),
}


@cache
def table(name: str) -> Table:
    """The codec ``euc-tw`` or ``big5-uao``; reading its table takes some 20 to 60 ms, once."""
    return Table(name, *_PATTERNS[name])
