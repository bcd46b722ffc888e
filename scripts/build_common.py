"""Build ``src/newsclean/data/repair/common.txt``: the characters that clean text is made of.

A line made of these only, without a telltale, is not looked at for wrong decodings. The fewer
rare Han characters the list has, the more damage is seen, and the more clean lines are judged by
the (slower) model.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from newsclean.models import plausibility

HEADER = """\
# The characters that clean text is made of; a line with any other is judged by the model.
# Han characters that cost less than {limit} nats each in plausibility.bin (see
# scripts/build_plausibility.py for its sources and their licences), and the alphabets, kana,
# Hangul, punctuation and symbols of the Basic Multilingual Plane.
# Made by scripts/build_common.py. Sorted by code point, 100 to a line.
"""
# 5,600 Han characters. With them all of 129 lines of 8 characters and more that were UTF-8 read as GBK
# without loss were seen (benchmarks/repair_damage.py).
LIMIT = 13.0
# Hangul: the syllables that are common in Korean.
LIMIT_HANGUL = 9.0

OTHERS = (
    *((0xA0, 0x58F), (0x590, 0x7BF), (0x900, 0x1FFF), (0x2000, 0x2BFF), (0x2E80, 0x2FDF)),
    *((0x3000, 0x33FF), (0xA000, 0xA4CF), (0xFE00, 0xFF60), (0xFFE0, 0xFFEF), (0x1F000, 0x1FAFF)),
)


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("output", type=Path)
    output: Path = parser.parse_args().output
    characters = {chr(point) for first, last in OTHERS for point in range(first, last + 1)}
    han = {chr(p) for p in range(0x4E00, 0xA000) if plausibility.single(chr(p)) < LIMIT}
    hangul = {c for c in map(chr, range(0xAC00, 0xD7A4)) if plausibility.single(c) < LIMIT_HANGUL}
    assigned = {c for c in characters if plausibility.class_of(c) not in ("unassigned", "start")}
    ordered = sorted((assigned | han | hangul) - {"\n", "\r", "\u0085", "\u2028", "\u2029", "#"})
    lines = ["".join(ordered[i : i + 100]) + "\n" for i in range(0, len(ordered), 100)]
    output.write_text(HEADER.format(limit=LIMIT) + "".join(lines), encoding="utf-8")
    print(f"{len(han)} Han, {len(ordered)} in all", file=sys.stderr)


if __name__ == "__main__":
    main()
