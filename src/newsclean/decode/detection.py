"""Which encoding bytes are in: one order of decisions, from certain to likely.

Read :func:`identify` from top to bottom. Each step either answers or leaves the bytes to the next;
``Detection.how`` names the step that answered. Cheap and certain steps come first: nearly all
input ends at the strict UTF-8 decoder, in C. Everything that costs time or an import is imported
where it is needed.
"""

from __future__ import annotations

import re

from newsclean.decode.signatures import binary_kind, byte_order_mark
from newsclean.document import Detection
from newsclean.errors import BinaryError

# Regular expressions are compiled where they are used: most input needs none of them.

#: At most so many non-ASCII characters are checked for being legacy bytes that happen to be valid
#: UTF-8: two GBK characters are in 2 of 100 cases, eight in 1 of 10 million.
_FEW = 16

#: Nats by which such bytes must read better: UTF-8 is the more frequent by far.
_UTF8_PRIOR = 6.0


#: Bytes of text in which one control character is reason enough to ask for UTF-16: a line of it.
_SHORT = 64
_HEAD = 4096  # bytes looked at for control characters
_CONTROLS = bytes((*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))


def identify(data: bytes, *, mixed: bool = True, declared: str | None = None) -> tuple[Detection, str | None]:
    """Which encoding bytes are in, and their text where deciding took decoding all of it.

    :param mixed: whether lines may be in two encodings.
    :param declared: the name that something beside the data gives.
    :raises BinaryError: the bytes are no text: a known kind of binary file, or nothing that any
        encoding reads.
    """
    # A mark at the start is a statement, not a guess.
    mark = byte_order_mark(data)
    if mark and mark[0] != "utf-8":
        return Detection(mark[0], 1.0, "bom", bom=True), None
    if mark:
        return _marked_utf8(data, mark[1], mixed), None

    # Before anything statistical: compressed data reads like something in some encoding.
    kind = binary_kind(data)
    if kind:
        if kind.endswith("-compressed data"):
            raise BinaryError(f"is {kind}, not text: decompress it first")
        raise BinaryError(f"is {kind}, not text")

    # UTF-16 and UTF-32 of ASCII are valid ASCII with NULs, so they are asked before UTF-8.
    if b"\0" in data:
        return _with_nuls(data, mixed)

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, mixed, declared), None
    # Escape sequences stand in ASCII: before ASCII is believed.
    if text.isascii():
        return _seven_bit(data, text)
    # len(data) - len(text) counts continuation bytes: one to three for each character.
    if len(data) - len(text) <= _FEW * 3:
        legacy = _short(data, text)
        if legacy:
            return legacy, None
    return Detection("utf-8", 1.0, "utf-8"), text


def _marked_utf8(data: bytes, length: int, mixed: bool) -> Detection:
    """UTF-8's mark is an editor's, or a program's that copied it in front of bytes in GBK."""
    body = data[length:]
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        found = _legacy(body, mixed)
        if found.confidence > 0.5 and found.encoding not in ("utf-8", "utf-16le", "utf-16be"):
            return found._replace(bom=True)
    return Detection("utf-8", 1.0, "bom", bom=True)


def _with_nuls(data: bytes, mixed: bool) -> tuple[Detection, str | None]:
    """UTF-16 or UTF-32 without a mark, text with NULs in it, or no text at all."""
    from newsclean.decode import appended, storage
    from newsclean.decode.utf16 import without_mark

    # Before the whole is read as UTF-16: what another program wrote first would be rare Han.
    tail = appended.utf16_tail(data)
    if tail:
        return identify(data[: tail[0]], mixed=mixed)[0], None
    # What another program wrote behind it may be longer than the UTF-16 itself.
    name = without_mark(data) or without_mark(data[: data.rindex(0) + 2 & ~1])
    if name:
        return Detection(name, 0.99, "nul-pattern"), None
    text = storage.without_padding(data)
    if text is None:
        raise BinaryError("is binary data, not text", offset=data.index(0))
    found = identify(text, mixed=mixed)[0]
    # Much padding and bytes that only a one-byte encoding reads: records of a program.
    if found.how == "chardet" and len(text) * 50 < len(data) * 49:
        raise BinaryError("is binary data, not text", offset=data.index(0))
    return found, None


def _seven_bit(data: bytes, text: str) -> tuple[Detection, str | None]:
    """ASCII, unless escape sequences or control characters say that it is something else."""
    if b"\x1b" in data:
        found = _iso_2022(data)
        if found:
            return Detection(found[0], 1.0, "escapes"), found[1]
    # Asking for one byte first is ten times as fast as for two.
    if b"~" in data and b"~{" in data and _is_hz(data):
        return Detection("hz-gb-2312", 0.99, "escapes"), None
    if b"+" in data and _is_utf_7(data):
        return Detection("utf-7", 0.99, "escapes"), None
    # A word in Cyrillic, Greek or Thai letters in UTF-16 has a control character in every second place.
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 3 > len(head) or (controls and (b" " not in head or len(data) < _SHORT)):
        from newsclean.decode.utf16 import without_mark

        name = without_mark(data)
        if name:
            return Detection(name, 0.9, "reading"), None
        if controls * 3 > len(head):
            return Detection("ascii", 0.4, "ascii"), text
    return Detection("ascii", 1.0, "ascii" if data else "empty"), text


def _iso_2022(data: bytes) -> tuple[str, str | None] | None:
    """The ISO-2022 encoding whose designations occur, and the text if all of the data decode."""
    from newsclean.decode import codecs

    found = set(re.findall(rb"\x1b(?:\$[)*+]?[@-Z]|\([BIJ]|\.[AF]|&@)", data))
    if b"\x1b$)C" in found:
        names = ["iso-2022-kr"]
    elif found & {b"\x1b$)A", b"\x1b$)G", b"\x1b$*H"}:
        names = ["iso-2022-cn", "iso-2022-cn-ext"]
        if any(mark[:3] == b"\x1b$+" for mark in found):
            names.reverse()
    else:
        names = ["iso-2022-jp", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-ext"]
        if not any(mark[:2] == b"\x1b$" for mark in found):
            return None
    for name in names:
        try:
            text = codecs.to_text(data, name)
        except UnicodeDecodeError:
            continue
        # Python's codecs leave escape sequences they do not know in the text.
        return None if "\x1b" in text else (name, text)
    return names[0], None  # damaged, but designations are no accident


def _is_hz(data: bytes) -> bool:
    """Whether HZ's escapes enclose Chinese: program text may hold ``~{`` too."""
    from newsclean.models import plausibility

    start = data.index(b"~{")
    sample = data[start : start + 65536]
    runs = b"".join(re.findall(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)~\}", sample))[:256]
    if not runs:
        return False
    text = bytes(byte | 0x80 for byte in runs).decode("gb2312", "replace")
    # The letters of readings (row 8) are alone in their escapes, between Latin ones: torn from these they
    # read like nothing.
    text = re.sub("[à-ǜ]+", "", text)
    if not text:
        return False
    # Nats a character: four of news cost 10.7 in 95 of 100 samples, pairs of letters and digits
    # 13.5 on average but 9.9 in 5 of 100, so that few must read better than many.
    limit = min(12.5, 9.5 + 0.4 * len(text))
    return (
        text.count("\N{REPLACEMENT CHARACTER}") * 8 <= len(text)
        and plausibility.cost(text) / len(text) < limit
    )


def _is_utf_7(data: bytes) -> bool:
    """Whether the runs of Base64 between plus signs are Chinese in UTF-16, as sums and files are not."""
    runs = re.findall(rb"\+([A-Za-z0-9+/]{5,})", data[:65536])[:32]
    if not runs:
        return False
    from newsclean.models import plausibility

    text = ""
    for run in runs:
        try:
            text += (b"+" + run + b"-").decode("utf-7")
        except UnicodeDecodeError:
            return False
    han = sum(map("\u2e80".__lt__, text))
    if han < 2 or han * 2 < len(text) or plausibility.cost(text) > 9.0 * len(text):
        return False
    try:
        data.decode("utf-7")
    except UnicodeDecodeError:
        return False
    return True


def _short(data: bytes, text: str) -> Detection | None:
    """The legacy encoding of bytes that are valid UTF-8 by accident, as GBK's 一台 is.

    Only where the non-ASCII characters are few and read clearly better otherwise.
    """
    # A word of two GBK characters is valid as two letters of U+0080 to U+07FF, seldom as more.
    # One character alone is a letter or, which no text has after a blank, a mark that combines.
    if re.search("[\x80-\u07ff]{2}|(?:^|\\s)[\u0300-\u036f]", text) is None or re.search(
        "[\u2e80-\u9fff]", text
    ):
        return None
    from newsclean.decode import score

    sample = score.sample(data, 2048)
    as_utf8 = score.read(sample, "utf-8")
    # What a reading costs that cannot decode the bytes says nothing beside much ASCII.
    for reading in score.ranked(sample, ("gb18030", "cp950")):
        if reading.bad == 0 and reading.mean < 9.5 and reading.cost + _UTF8_PRIOR < as_utf8.cost:
            return Detection(reading.name, 0.8, "reading")
    return None


def _legacy(data: bytes, mixed: bool, declared: str | None = None) -> Detection:
    """Bytes that are not UTF-8: what they declare, how they read, and what chardet says."""
    from newsclean.decode import legacy

    return legacy.identify(data, mixed=mixed, declared=declared)
