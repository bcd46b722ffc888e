"""The classes of characters that the plausibility model tells apart, for ``build_plausibility.py``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

CODE_POINTS = 0x110000

PUNCTUATION = {
    "dash": "–—…•·",
    "open-quote": "“‘",
    "close-quote": "”’",
    "cjk-comma": "，、：；",
    "cjk-stop": "。！？",
    "cjk-open": "（《【「『〈",
    "cjk-close": "）》】」』〉",
    "cjk-space": "　",
}


def class_names() -> list[str]:
    """The class of every code point."""
    names = [_by_category(unicodedata.category(chr(point)), chr(point)) for point in range(CODE_POINTS)]

    def put(name: str, *ranges: tuple[int, int]) -> None:
        for first, last in ranges:
            for point in range(first, last + 1):
                if names[point] not in ("unassigned", "mark"):
                    names[point] = name

    put("start", (10, 10), (13, 13))
    put("space", (32, 32), (9, 9))
    put("lower", (0x61, 0x7A))
    put("upper", (0x41, 0x5A))
    put("digit", (0x30, 0x39))
    for character in map(chr, range(33, 127)):
        if not character.isalnum():
            put("ascii-punctuation", (ord(character), ord(character)))
    put("latin1-symbol", (0xA0, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7))
    put("latin1-upper", (0xC0, 0xD6), (0xD8, 0xDE))
    put("latin1-lower", (0xDF, 0xF6), (0xF8, 0xFF))
    for point in (*range(0x100, 0x250), *range(0x1E00, 0x1F00)):
        wide = "latin-a" if point < 0x180 else "latin-b"
        put(f"{wide}-upper" if chr(point).isupper() else f"{wide}-lower", (point, point))
    put("ipa", (0x250, 0x2FF), (0x1D00, 0x1DBF))
    put("greek", (0x370, 0x3FF), (0x1F00, 0x1FFF))
    put("cyrillic-lower", (0x430, 0x44F), (0x451, 0x451))
    put("cyrillic-upper", (0x410, 0x42F), (0x401, 0x401))
    put("cyrillic-other", (0x400, 0x400), (0x402, 0x40F), (0x450, 0x450), (0x452, 0x52F))
    put("hebrew", (0x590, 0x5FF), (0xFB1D, 0xFB4F))
    put("arabic", (0x600, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
    put("indic", (0x900, 0xDFF))
    put("thai", (0xE00, 0xEFF))
    for name, characters in PUNCTUATION.items():
        put(name, *((ord(c), ord(c)) for c in characters))
    put(
        "cjk-symbol", *((p, p) for p in range(0x3001, 0x3040) if chr(p) not in "。、《》【】「」『』〈〉々〇")
    )
    put("fullwidth", (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    fullwidth = [p for p in (*range(0xFF01, 0xFF61), *range(0xFFE0, 0xFFE7)) if not chr(p).isalnum()]
    put("fullwidth-symbol", *((p, p) for p in fullwidth if chr(p) not in "，：；！？（）"))
    put("halfwidth", (0xFF61, 0xFFDC))
    put("hiragana", (0x3041, 0x309F))
    put("katakana", (0x30A0, 0x30FF))
    put("bopomofo", (0x3105, 0x312F), (0x31A0, 0x31BF))
    put("enclosed", (0x2460, 0x24FF), (0x3200, 0x33FF))
    put("jamo", (0x1100, 0x11FF), (0x3130, 0x318F))
    put("hangul-rare", (0xAC00, 0xD7A3))
    put("hangul", *((ord(c), ord(c)) for c in double_byte("euc_kr", 0xB0, 0xC8)))
    put("box", (0x2500, 0x259F))
    put("radical", (0x2E80, 0x2FDF), (0x31C0, 0x31EF))
    put("han-a", (0x3400, 0x4DBF))
    put("han", (0x4E00, 0x9FFF), (0x3005, 0x3007))
    put("han-compatibility", (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
    put("han-b", (0x20000, 0x2F7FF), (0x30000, 0x323AF))
    put("private", (0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
    put("emoji", (0x1F000, 0x1FAFF), (0x2600, 0x27BF), (0xFE0F, 0xFE0F), (0x200D, 0x200D))
    put("replacement", (0xFFFD, 0xFFFD))
    return names


def _by_category(category: str, character: str) -> str:
    """The class of a code point that no range names."""
    if category in ("Cn", "Cs"):
        return "unassigned"
    if category == "Cc":
        return "c1" if character >= "\x7f" else "control"
    if category == "Co":
        return "private"
    if category in ("Cf", "Zs", "Zl", "Zp"):
        return "format"
    if category[0] == "M":
        return "mark"
    return "letter" if category[0] in "LN" else "symbol"


def double_byte(codec: str, first: int, last: int) -> Iterator[str]:
    """The characters of rows of a 94 × 94 character set."""
    for row in range(first, last + 1):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode(codec)
            except UnicodeDecodeError:
                continue
