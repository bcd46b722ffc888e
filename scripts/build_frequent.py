"""Build ``src/newsclean/data/repair/frequent.txt``: the characters that cost little, by how little.

Run it when plausibility.bin was made anew (``python scripts/build_frequent.py``); a test compares the two.
What looks for such characters in text need not load the model then, which takes 10 ms.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from newsclean.models import plausibility
from newsclean.repair.mojibake.screen import FREQUENT, FREQUENT_JP, HANGUL, KNOWN

TARGET = Path(__file__).parent.parent / "src" / "newsclean" / "data" / "repair" / "frequent.txt"
HEADER = f"""\
# Characters that text is mostly made of, by what they cost in plausibility.bin (see
# scripts/build_plausibility.py for its sources and their licences). Lines: Han characters of at most
# {FREQUENT_JP} nats; of at most {FREQUENT}; of at most {KNOWN}; syllables of Hangul of at most {HANGUL}. No
# character stands twice.
# Made by scripts/build_frequent.py.
"""


def lines() -> list[str]:
    """The lines of the file, without its header."""
    costs = {chr(code): plausibility.single(chr(code)) for code in range(0x4E00, 0xA000)}
    limits = (0.0, FREQUENT_JP, FREQUENT, KNOWN)
    bands = ["".join(c for c, nats in costs.items() if low < nats <= high) for low, high in pairwise(limits)]
    hangul = "".join(c for c in map(chr, range(0xAC00, 0xD7A4)) if plausibility.single(c) <= HANGUL)
    return [*bands, hangul]


if __name__ == "__main__":
    TARGET.write_text(HEADER + "".join(line + "\n" for line in lines()), encoding="utf-8")
