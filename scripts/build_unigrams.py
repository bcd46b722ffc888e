"""Build ``src/newsclean/data/models/unigrams.bin``: how often Chinese words are written.

Run it in an environment that holds the packages of ``build_plausibility.py``::

    python scripts/build_unigrams.py src/newsclean/data/models/unigrams.bin

Sources: JioNLP 1.5.31 (Apache-2.0), counts of words in a corpus of Chinese web text; jieba 0.42.1
(MIT), a dictionary of words with counts. The words are Simplified.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from pathlib import Path

from table_file import packed, sums
from word_counts import words

from newsclean.models.unigrams import LAYOUT, LONGEST, SCALE

# Words of several characters that are kept: those that say most beyond their parts. On 27,000
# characters of news all 400,000 cost 4.86 nats a character, 150,000 4.90, 100,000 4.95, 60,000 5.05.
MOST_WORDS = 100_000
# What a character costs that seldom is a word: this share of all its occurrences counts.
BY_ITSELF = 0.03
LEAST = 1e-8


def costs() -> dict[str, float]:
    """−ln P of each character as a word, and of the words worth keeping."""
    counts = {word: count for word, count in words().items() if len(word) <= LONGEST}
    total = sum(counts.values())
    characters: Counter[str] = Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count  # type: ignore[assignment]
    written = sum(characters.values())
    result = {
        c: -math.log(max(counts.get(c, 0.0) / total, BY_ITSELF * n / written, LEAST))
        for c, n in characters.items()
    }
    whole = result | {w: -math.log(n / total) for w, n in counts.items() if len(w) > 1}
    saved: list[tuple[float, str]] = []
    for word, count in counts.items():
        if len(word) > 1:
            saving = _as_parts(word, whole) - whole[word]
            if saving > 0:
                saved.append((-count * saving, word))
    saved.sort()
    result.update((word, whole[word]) for _, word in saved[:MOST_WORDS])
    return result


def _as_parts(word: str, table: dict[str, float]) -> float:
    """What a word costs as several."""
    size = len(word)
    best = [0.0] + [math.inf] * size
    for i in range(size):
        for j in range(i + 1, size + 1):
            if j - i < size:
                best[j] = min(best[j], best[i] + table.get(word[i:j], math.inf))
    return best[size]


def encode(table: dict[str, float]) -> bytes:
    """Lay the table out as :mod:`newsclean.models.unigrams` reads it."""
    groups: dict[str, list[str]] = {word: [] for word in sorted(table) if len(word) == 1}
    for word in sorted(table):
        if len(word) > 1:
            groups[word[0]].append(word)
    tails = [" ".join(word[1:] for word in group).encode() for group in groups.values()]
    blocks = [
        "".join(groups).encode(),
        bytes(byte(table[character]) for character in groups),
        sums(map(len, tails)),
        b"".join(tails),
        sums(map(len, groups.values())),
        bytes(byte(table[word]) for group in groups.values() for word in group),
    ]
    print(f"{len(table)} words", file=sys.stderr)
    return packed(LAYOUT, blocks)


def byte(cost: float) -> int:
    """A cost in nats as the byte that is stored."""
    return min(255, round(cost * SCALE))


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("output", type=Path)
    output: Path = parser.parse_args().output
    output.write_bytes(encode(costs()))


if __name__ == "__main__":
    main()
