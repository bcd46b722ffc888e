"""HZ (RFC 1843) and ISO-2022-CN (RFC 1922): Chinese in seven bits, between escape sequences.

Python has no ISO-2022-CN, and its ``hz`` maps two punctuation marks of GB2312 (A1A4, A1AA)
otherwise than GBK and GB18030 do, so that a text would differ by the encoding it came in.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from newsclean.decode.codecs import tables
from newsclean.patterns import lazy

_HIGH = bytes(byte | 0x80 for byte in range(256))
_LOW = bytes(byte & 0x7F for byte in range(256))

# ISO-2022-CN. Designations hold until the end of the line; SO and SI shift G1 in and out, SS2 and
# SS3 fetch one character from G2 or G3. CNS 11643 planes are numbers, GB 2312 is 0.
_DESIGNATIONS = {
    b"\x1b$)A": ("so", 0),
    b"\x1b$)G": ("so", 1),
    b"\x1b$*H": ("ss2", 2),
    **{b"\x1b$+" + bytes([final]): ("ss3", final - ord("I") + 3) for final in b"IJKLM"},
}
_SINGLE_SHIFTS = {b"\x1bN": "ss2", b"\x1bO": "ss3"}
_SHIFT_OUT, _SHIFT_IN = b"\x0e", b"\x0f"
_ISO_TOKEN = lazy(
    rb"\x1b\$[)*+][A-M]|(?:\x1bN|\x1bO)[\x21-\x7e]{2}|[\x0e\x0f]|[\r\n]+|[\x21-\x7e]+|[^\x1b\x0e\x0f\r\n\x21-\x7e]+|\x1b",
    re.DOTALL,
)


def to_text(data: bytes, name: str, errors: str) -> str:
    """The text of HZ or ISO-2022-CN bytes.

    :raises UnicodeDecodeError: ``errors`` is strict and there is a byte above 0x7F, an unknown
        escape sequence, or a code without a character.
    """
    pieces: list[str] = []
    at = 0
    tokens = _hz(data) if name == "hz-gb-2312" else _iso_2022_cn(data)
    for start, end, text in tokens:
        if start < at:
            continue  # the handler of an error resumed behind it
        if text is None:
            error = UnicodeDecodeError(name, data, start, end, "no such code or escape sequence")
            replacement, at = codecs.lookup_error(errors)(error)
            pieces.append(str(replacement))
        else:
            pieces.append(text)
    return "".join(pieces)


def to_bytes(text: str, name: str) -> bytes:
    """The bytes of a text in HZ or ISO-2022-CN, in the form the RFCs recommend.

    :raises UnicodeEncodeError: a character has no code.
    """
    return _to_hz(text) if name == "hz-gb-2312" else _to_iso_2022_cn(text, name)


def _gb(codes: bytes) -> str | None:
    """GB 2312 in seven bits as text, by the mapping that GBK and GB18030 share."""
    try:
        return codes.translate(_HIGH).decode("gbk")
    except UnicodeDecodeError:
        return None


def _cns(plane: int, codes: bytes) -> str | None:
    prefix = b"" if plane == 1 else bytes([0x8E, 0xA0 + plane])
    high = codes.translate(_HIGH)
    pairs = (prefix + high[i : i + 2] for i in range(0, len(high), 2))
    try:
        return tables.table("euc-tw").decode(b"".join(pairs))
    except UnicodeDecodeError:
        return None


def _pairs(start: int, codes: bytes, plane: int) -> Iterator[tuple[int, int, str | None]]:
    """A run of two-byte codes; pair by pair where it cannot be read as a whole."""
    even = len(codes) & ~1
    text = _gb(codes[:even]) if plane == 0 else _cns(plane, codes[:even])
    if text is not None:
        yield start, start + even, text
    else:
        for i in range(0, even, 2):
            pair = codes[i : i + 2]
            yield start + i, start + i + 2, _gb(pair) if plane == 0 else _cns(plane, pair)
    if even < len(codes):
        yield start + even, start + len(codes), None


def _hz(data: bytes) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and text of each stretch of HZ; ``None`` for what cannot be read."""
    for match in _HZ_TOKEN.finditer(data):
        start, end, token = *match.span(), match.group()
        if match.group(1) is not None:
            yield from _pairs(match.start(1), match.group(1), 0)
            if not match.group(2) and data[end : end + 1] not in (b"", b"\r", b"\n"):
                yield end, end + 1, None  # half a pair; what follows is read as ASCII
        elif token in (b"~}", b"~\n"):
            continue  # the end of a run whose middle could not be read, or a continued line
        elif token == b"~~":
            yield start, end, "~"
        elif token[0] >= 0x80 or token[0] == 0x7E:
            yield start, end, None
        else:
            yield start, end, token.decode("ascii")


# Pairs run to ``~}`` or, as every reader has it although the RFC forbids it, to the line end. A
# pair may end in ``~`` but not begin with it.
_HZ_TOKEN = lazy(rb"~\{((?:[\x21-\x7d][\x21-\x7e])*)(~\})?|~[}~\n]|[\x00-\x7d\x7f]+|[\x80-\xff]+|~")


def _to_hz(text: str) -> bytes:
    pieces: list[bytes] = []
    for match in re.finditer("([\x00-\x7f]+)|[^\x00-\x7f]+", text):
        if match.group(1) is not None:
            pieces.append(match.group().replace("~", "~~").encode("ascii"))
        else:
            pieces.append(b"~{" + _gb_codes(text, match.start(), match.group(), "hz-gb-2312") + b"~}")
    return b"".join(pieces)


def _gb_codes(text: str, start: int, run: str, name: str) -> bytes:
    """GB 2312 codes of a run in seven bits.

    :raises UnicodeEncodeError: at the character of ``text`` that GB 2312 lacks.
    """
    for i, char in enumerate(run):
        if not _in_gb_2312(char):
            raise UnicodeEncodeError(name, text, start + i, start + i + 1, "character has no code")
    return run.encode("gbk").translate(_LOW)


def _in_gb_2312(char: str) -> bool:
    """Whether GB 2312 has a character, by GBK's mapping: its two marks differ from Python's."""
    if char in "·—":
        return True
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return char not in "・―"


def _iso_2022_cn(data: bytes) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and text of each stretch of ISO-2022-CN; ``None`` for what cannot be read."""
    planes: dict[str, int] = {}
    shifted = False
    for match in _ISO_TOKEN.finditer(data):
        start, end, token = *match.span(), match.group()
        if token in _DESIGNATIONS:
            slot, plane = _DESIGNATIONS[token]
            planes[slot] = plane
        elif token[:2] in _SINGLE_SHIFTS and len(token) == 4:
            plane = planes.get(_SINGLE_SHIFTS[token[:2]], -1)
            yield start, end, _cns(plane, token[2:]) if plane > 0 else None
        elif token == _SHIFT_OUT and "so" in planes:
            shifted = True
        elif token == _SHIFT_IN:
            shifted = False
        elif token[0] in b"\r\n":
            planes, shifted = {}, False
            yield start, end, token.decode("ascii")
        elif token[0] >= 0x80 or token[0] in b"\x1b\x0e":
            yield start, end, None
        elif shifted and 0x21 <= token[0] <= 0x7E:
            yield from _pairs(start, token, planes["so"])
        else:
            yield from _ascii(start, token)


def _ascii(start: int, token: bytes) -> Iterator[tuple[int, int, str | None]]:
    """A stretch outside the shifts, which may hold bytes that are not ASCII."""
    for match in re.finditer(rb"[\x00-\x7f]+|[\x80-\xff]+", token):
        run = match.group()
        text = run.decode("ascii") if run.isascii() else None
        yield start + match.start(), start + match.end(), text


def _to_iso_2022_cn(text: str, name: str) -> bytes:
    """GB 2312 where it has the character, else CNS 11643, each designated once a line."""
    codes = tables.table("euc-tw").codes
    out = bytearray()
    planes: dict[str, int] = {}
    shifted = False
    for i, char in enumerate(text):
        if char < "\x80":
            if shifted:
                out += _SHIFT_IN
                shifted = False
            out += char.encode()
            if char in "\r\n":
                planes = {}
            continue
        if _in_gb_2312(char):
            plane, code = 0, char.encode("gbk")
        else:
            code = codes.get(ord(char), "").encode("latin-1")
            plane = code[1] & 0x1F if len(code) == 4 else 1
        if not code or plane > (7 if name.endswith("ext") else 2):
            raise UnicodeEncodeError(name, text, i, i + 1, "character has no code")
        slot = "so" if plane < 2 else "ss2" if plane == 2 else "ss3"
        if planes.get(slot) != plane:
            planes[slot] = plane
            out += next(key for key, value in _DESIGNATIONS.items() if value == (slot, plane))
        if slot == "so" and not shifted:
            out += _SHIFT_OUT
            shifted = True
        if slot != "so":
            out += b"\x1bN" if slot == "ss2" else b"\x1bO"
        out += code[-2:].translate(_LOW)
    return bytes(out + (_SHIFT_IN if shifted else b""))
