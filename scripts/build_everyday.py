"""Build ``src/newsclean/data/repair/everyday.txt``: what hardly a line of clean text begins without.

GBK that was read as an encoding of Han characters is made of Han characters, too, common ones even;
but not of those that are commonest in text. A character of these that such damage makes often is
left out.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from pathlib import Path

from newsclean.models import plausibility

HEADER = """\
# Characters that hardly a line of clean text begins without: {count} Han characters of the {most}
# commonest in plausibility.bin (see scripts/build_plausibility.py for its sources and their licences)
# that are at least four times as frequent in text as in GBK read as another encoding; letters, digits,
# hiragana and punctuation. Made by scripts/build_everyday.py. Sorted by code point, 100 to a line.
"""
MOST = 600
# Decoders of Han for Han; each lends its share of the damage.
WRONG = ("euc_jp", "big5hkscs", "cp949", "cp932")
TIMES = 4
OTHERS = (
    *(
        (0x30, 0x39),
        (0x41, 0x5A),
        (0x61, 0x7A),
        (0x2010, 0x2027),
        (0x3001, 0x3002),
        (0x3008, 0x3011),
        (0x3041, 0x3096),
    ),
    (0xFF01, 0xFF1F),
)


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("output", type=Path)
    output: Path = parser.parse_args().output
    share = {chr(p): math.exp(-plausibility.single(chr(p))) for p in range(0x4E00, 0xA000)}
    damage: defaultdict[str, float] = defaultdict(float)
    for character, much in share.items():
        for wrong in WRONG:
            damaged = character.encode("gbk", "ignore").decode(wrong, "ignore")
            if len(damaged) == 1:
                damage[damaged] += much if wrong == WRONG[0] else much / len(WRONG)
    commonest = sorted(share, key=lambda c: (-share[c], c))[:MOST]
    han = {c for c in commonest if TIMES * damage[c] < share[c]}
    others = {chr(point) for first, last in OTHERS for point in range(first, last + 1)}
    ordered = sorted(han | others)
    lines = ["".join(ordered[i : i + 100]) + "\n" for i in range(0, len(ordered), 100)]
    output.write_text(HEADER.format(count=len(han), most=MOST) + "".join(lines), encoding="utf-8")
    covered = sum(share[c] for c in han)
    print(f"{len(han)} Han characters, {covered:.0%} of text", file=sys.stderr)


if __name__ == "__main__":
    main()
