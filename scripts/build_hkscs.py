"""Build ``src/newsclean/data/repair/hkscs.txt``: private-use characters of Hong Kong's character set.

Before Unicode had them, the characters of the Hong Kong Supplementary Character Set were written
with private-use code points: those that CP950 and HKSCS give the codes of Big5's end-user areas, in
the order of the codes. What the codes mean is asked of Python's codec ``big5hkscs`` (HKSCS-2004)::

    python scripts/build_hkscs.py src/newsclean/data/repair/hkscs.txt
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

HEADER = """\
# Private-use characters of the Hong Kong Supplementary Character Set and what they mean: the first
# code point of a run, tab, the characters that it and those behind it mean.
# Source: the order of Big5's end-user areas in CP950 and HKSCS, and Python's codec big5hkscs
# (HKSCS-2004); facts of standards, no licence.
# Made by scripts/build_hkscs.py. Sorted by code point.
"""

# First and last code of an area, and the code point of its first.
AREAS = (
    (0xFA40, 0xFEFE, 0xE000),
    (0x8E40, 0xA0FE, 0xE311),
    (0x8140, 0x8DFE, 0xEEB8),
    (0xC6A1, 0xC8FE, 0xF6B1),
)
TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))


def codes(first: int, last: int) -> Iterator[bytes]:
    """The codes of an area in order."""
    for lead in range(first >> 8, (last >> 8) + 1):
        for trail in TRAILS:
            if first <= lead << 8 | trail <= last:
                yield bytes((lead, trail))


def private_use() -> dict[int, str]:
    """Private-use code point → the one character that is meant."""
    table: dict[int, str] = {}
    for first, last, point in AREAS:
        for offset, code in enumerate(codes(first, last)):
            meant = code.decode("big5hkscs", "ignore")
            if len(meant) == 1 and meant > "\x7f" and not "\ue000" <= meant <= "\uf8ff":
                table[point + offset] = meant
    return table


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description="build the table of HKSCS's private-use characters")
    parser.add_argument("output", type=Path)
    output: Path = parser.parse_args().output
    runs: dict[int, str] = {}
    begin = 0
    for point, meant in sorted(private_use().items()):
        if begin + len(runs.get(begin, "")) != point or len(runs[begin]) >= 60:
            begin = point
            runs[begin] = ""
        runs[begin] += meant
    lines = [f"{point:04X}\t{characters}\n" for point, characters in runs.items()]
    output.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
