"""UTF-16 and UTF-32 without a byte order mark, in any script."""

from __future__ import annotations

from newsclean.decode import codecs

_SAMPLE = 4096  # bytes; even the shortest news has shown its pattern by then
# UTF-16 units of Chinese text have these bytes first: NUL for ASCII and Latin-1, 20 and 30 for
# punctuation, 31–32 for bopomofo and enclosed characters, 33–9F for Han, FE–FF for full-width
# forms. Over them BE and LE tell themselves apart.
_FIRST = bytes((0x00, 0x20, *range(0x30, 0xA0), 0xFE, 0xFF))
#: First bytes of scripts of which text without a blank has hardly another first byte: Latin with
#: signs, Greek, Cyrillic, Hebrew, Arabic, Thai, arrows and mathematics, box drawing.
_SCRIPTS = bytes((*range(0x01, 0x07), 0x0E, 0x1E, *range(0x21, 0x27)))

#: Characters of the longest text without a blank.
_WORDS = 128

#: Nats a character that text stays below: of 400 excerpts each of 4 characters in eight languages
#: the dearest had 11.3, of 8 characters 10.3; what is not UTF-16, or is of the other order, has 12
#: and more in 99 of 100 of 8 characters.
_READABLE = 10.5
#: The same where there are NULs, all in places where ASCII has them: what else could that be? Lists
#: of rare characters, readings between them, tables drawn with lines are still below it.
_WITH_NULS = 13.5

#: Control characters but tab and line ends: bytes that are no UTF-16 have them.
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))


def without_mark(data: bytes) -> str | None:
    """The UTF-16 or UTF-32 that bytes without a BOM are in, or ``None``.

    Decided by where the NULs are, then by how the text reads; text that ends within a
    character is recognised too, and text that is padded with NULs.
    """
    end = len(data.rstrip(b"\0"))
    # A last NUL can be half of a character. Padding is cut before the sample is, as it is text of
    # the first half only that some programs pad.
    sample = data[: min(end + 3 & ~3, _SAMPLE)]
    if len(sample) < 2:
        return None
    if sample.count(0) >= len(sample) // 4 and len(sample) >= 4:
        for name, zeros in (("utf-32le", (2, 3)), ("utf-32be", (0, 1))):
            planes, tops = sample[zeros[0] :: 4], sample[zeros[1] :: 4]
            if name == "utf-32be":
                planes, tops = tops, planes
            if not tops.strip(b"\0") and planes and max(planes) <= 3 and _text(sample, name):
                return name
    sample = data[: min(end + (end & 1), _SAMPLE)]
    found: list[tuple[float, str]] = []
    for name, first in (("utf-16le", 1), ("utf-16be", 0)):
        high, low = sample[first::2], sample[1 - first :: 2]
        nuls = high.count(0)
        if not _is_possible(high, nuls):
            continue
        text = _text(sample, name)
        # 一 is U+4E00, so that its second byte is a NUL as well.
        limit = _WITH_NULS if nuls >= 2 and low.count(0) * 4 <= nuls else _READABLE
        if text and (mean := _mean(text)) < limit:
            found.append((mean, name))
    return min(found)[1] if found else None


def _is_possible(high: bytes, nuls: int) -> bool:
    """Whether the first bytes of units can be those of text; a quick look that spares decoding."""
    if nuls:
        return True
    if len(high.translate(None, _FIRST)) * 10 <= len(high):
        return True
    # Longer text of another script has a blank or a line end, and so a NUL.
    return len(high) <= _WORDS and any(high.count(byte) * 4 >= len(high) * 3 for byte in _SCRIPTS)


def _text(sample: bytes, name: str) -> str:
    """A sample's text, if it decodes (but for a character cut off at its end) to text; else empty."""
    try:
        text = codecs.to_text(sample, name)
    except UnicodeDecodeError as error:
        if len(sample) - error.start > 4:
            return ""
        text = codecs.to_text(sample[: error.start], name)
    if "\0" in text.rstrip("\0"):
        return ""
    text = text.rstrip("\0")
    return text if (len(text) - len(text.translate(_CONTROLS))) * 20 <= len(text) else ""


def _mean(text: str) -> float:
    """Nats per character of the first part of a text."""
    from newsclean.models import plausibility

    text = text[:256]
    return plausibility.cost(text) / len(text)
