"""UTF-16 that was read as an encoding of bytes: ``-NýV`` for 中国, with control characters among it.

Half of its bytes are the same few, and any byte is among the others, line ends too: such a text
can only be read anew as a whole. What its first characters look like decides whether that is tried.
"""

from __future__ import annotations

import re

from newsclean.document import Repaired
from newsclean.edits import Edit

# Of the text so much is looked at, in characters.
_SAMPLE = 400
# Every other byte of Chinese UTF-16 is the first one of a Han character (4E–9F), but for
# punctuation, digits and line ends.
_FIRSTS = bytes(range(0x4E, 0xA0))
_LEAST_SHARE = 0.7
# Read as GBK, most of these bytes, and many of those between, are ASCII characters by themselves: 46 % of
# the characters at least, in 300 lines of news.
_LEAST_ASCII = 0.25
# What the new reading must gain, and what it may cost for each character, in nats: like those of
# other wrong decodings where Han is judged by the model alone.
_MARGIN = 22.0
_READS = 9.2


def utf_16(text: str) -> Repaired:
    """A text read anew as UTF-16, if that is what it was."""
    from newsclean import plausibility
    from newsclean.repair.channel import SINGLE

    sample = text[:_SAMPLE]
    if len(sample) < 4 or sample.isascii():
        return Repaired(text)
    candidates: tuple[str, ...] = SINGLE
    if re.search("[\u4e00-\u9fff]", sample):  # no encoding of one byte has Han
        if len(sample.encode("ascii", "ignore")) < _LEAST_ASCII * len(sample):
            return Repaired(text)
        candidates = ("gbk",)
    before = plausibility.cost(sample)
    best: tuple[float, str, str] | None = None
    for read_as in candidates:
        data = _bytes(sample, read_as)
        if len(data) < 4 or (read_as != "gbk" and not _looks_wide(data)):
            continue
        for true in ("utf-16-le", "utf-16-be"):
            new = _decode(data if len(sample) == len(text) else data[: len(data) // 2 * 2], true)
            han = sum("\u4e00" <= c <= "\u9fff" for c in new)
            if han < 2 or han < 0.5 * len(new):
                continue
            cost = plausibility.cost(new)
            if before - cost < _MARGIN or cost > _READS * len(new) + 8:
                continue
            if best is None or before - cost > best[0]:
                whole = _decode(_bytes(text, read_as), true)
                if whole:
                    best = (before - cost, whole, f"{true}-as-{read_as}")
    if best is None:
        return Repaired(text)
    gain, whole, rule = best
    return Repaired(whole, (Edit("repair", rule, 0, text, whole, round(gain - _MARGIN, 2)),))


def _looks_wide(data: bytes) -> bool:
    """Whether every other byte may begin a Han character."""
    half = len(data) // 2
    return any(
        half - len(data[parity::2].translate(None, _FIRSTS)) >= _LEAST_SHARE * half for parity in (0, 1)
    )


def _bytes(text: str, read_as: str) -> bytes:
    """The bytes that a text was made of; none if the encoding lacks a character."""
    from newsclean.repair.channel import inverse

    table = inverse(read_as)
    if not all(table[character] for character in set(text)):
        return b""
    return b"".join(map(table.__getitem__, text))


def _decode(data: bytes, true: str) -> str:
    """The text of bytes in UTF-16; empty where they are none, or hold what is no character."""
    from newsclean.repair.channel import decode

    new = decode(data, true)
    return "" if "\ufffe" in new or "\uffff" in new else new
