"""Build ``src/newsclean/data/repair/glyphs.tsv``: characters that stand for another one.

Run it with the folder that holds Unicode's data files, such as Debian's package ``unicode-data``::

    python scripts/build_glyphs.py /usr/share/unicode src/newsclean/data/repair/glyphs.tsv
"""

from __future__ import annotations

import argparse
import unicodedata
from pathlib import Path

HEADER = """\
# Characters that stand for another one: code point, code point that is meant, rule.
# radical: Unicode {version}, EquivalentUnifiedIdeograph.txt (radicals only, no strokes). Of the supplement
# (2E80-2EFF) only what looks like a character that texts are written with, not parts of characters.
# compatibility-ideograph: the canonical decompositions of UnicodeData.txt; the 12 characters of
# that block that are unified ideographs have none. Licence of both: Unicode License v3,
# copyright 1991-2022 Unicode, Inc.
# gb18030-private-use: editions of GB 18030 (facts, no licence), from data/decode/gb18030-2022.tsv.
# Made by scripts/build_glyphs.py. Sorted by code point.
"""

GB18030 = Path(__file__).parent.parent / "src/newsclean/data/decode/gb18030-2022.tsv"


# Radicals of the supplement that look like a whole character: these stand in its place in text that was
# taken out of PDF files. The others are parts of characters (⺌, ⺮, ⻏), which have another form than the
# ideograph that Unicode names for them, or ideographs that are no words: who writes these speaks of them.
WHOLE = "⺒⺓⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"


def radicals(path: Path) -> dict[int, int]:
    """Radicals used as characters, with the ideograph that looks the same."""
    table: dict[int, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) != 2:
            continue
        first, _, last = fields[0].strip().partition("..")
        for point in range(int(first, 16), int(last or first, 16) + 1):
            if 0x2F00 <= point <= 0x2FDF or chr(point) in WHOLE:
                table[point] = int(fields[1], 16)
    return table


def compatibility() -> dict[int, int]:
    """CJK compatibility ideographs, with the unified ideograph they decompose to."""
    table: dict[int, int] = {}
    for point in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        meant = unicodedata.normalize("NFC", chr(point))
        if unicodedata.category(chr(point)) == "Lo" and meant != chr(point):
            table[point] = ord(meant)
    return table


def private_use() -> dict[int, int]:
    """Private-use characters of GB 18030-2000 that later editions map to real ones."""
    table: dict[int, int] = {}
    for line in GB18030.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            _, private, meant, *_ = line.split("\t")
            table[int(private, 16)] = int(meant, 16)
    return table


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description="build the table of characters that stand for another one")
    parser.add_argument("unicode", type=Path, help="folder with EquivalentUnifiedIdeograph.txt")
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    source: Path = arguments.unicode / "EquivalentUnifiedIdeograph.txt"
    version = source.read_text(encoding="utf-8").split("\n", 1)[0].rpartition("-")[2].removesuffix(".txt")
    tables = {
        "radical": radicals(source),
        "compatibility-ideograph": compatibility(),
        "gb18030-private-use": private_use(),
    }
    rows = sorted((point, meant, rule) for rule, table in tables.items() for point, meant in table.items())
    lines = [f"{point:04X}\t{meant:04X}\t{rule}\n" for point, meant, rule in rows]
    arguments.output.write_text(HEADER.format(version=version) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
