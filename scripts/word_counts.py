"""Chinese words and characters with their counts, from the packages that ``build_plausibility.py`` names."""

from __future__ import annotations

import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

# Words of the two dictionaries are counted in units of JioNLP's corpus (1.1e10 characters);
# jieba's counts come from one of 6e7 words.
JIEBA_UNIT = 60.0
# Share of each script in the model, by the OpenCC configuration that writes it.
SCRIPTS = {"": 0.6, "s2t": 0.1, "s2tw": 0.2, "s2hk": 0.1}
# Weight of the observed successor table against words strung together (perplexity on held-out
# manual pages; see docs/repair.md).
SUCCESSORS = 0.5


def folder(package: str) -> Path:
    """Where an installed package lies."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0])


def json_lines(archive: Path) -> dict[str, float]:
    """JioNLP's distributions: zipped lines of ``["character or word", count]``."""
    with zipfile.ZipFile(archive) as zipped:
        text = zipped.read(zipped.namelist()[0]).decode("utf-8")
    return {key: float(count) for key, count in map(json.loads, filter(None, text.split("\n")))}


def words() -> dict[str, float]:
    """Chinese words with their counts: JioNLP's, and jieba's where it has more."""
    dictionary = folder("jionlp") / "dictionary"
    counts = {w: n for w, n in json_lines(dictionary / "word_distribution.zip").items() if _all_han(w)}
    for line in (folder("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if _all_han(word) and len(word) > 1:
            counts[word] = max(counts.get(word, 0.0), (int(count) + 0.5) * JIEBA_UNIT)
    return counts


_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々〇]+")


def _all_han(word: str) -> bool:
    return _HAN.fullmatch(word) is not None


def in_script(strings: list[str], configuration: str) -> list[str]:
    """The strings as an OpenCC configuration writes them; as they are if it has no name."""
    if not configuration:
        return strings
    from opencc import OpenCC

    converted: str = OpenCC(configuration).convert("\n".join(strings))
    return converted.split("\n")


def observed_successors() -> dict[str, dict[str, float]]:
    """Pinyin2Hanzi's P(next | character), without its smoothing."""
    path = folder("Pinyin2Hanzi") / "data" / "hmm_transition.json"
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    return {
        a: {b: p for b, p in row.items() if len(b) == 1 and _all_han(b)}
        for a, row in data.items()
        if len(a) == 1 and _all_han(a)
    }


class HanCounts:
    """Counts of Han characters, pairs inside words, and word beginnings and ends."""

    def __init__(self) -> None:
        self.single: defaultdict[str, float] = defaultdict(float)
        self.pair: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.first: defaultdict[str, float] = defaultdict(float)
        self.last: defaultdict[str, float] = defaultdict(float)

    def add(self, word: str, count: float) -> None:
        """Count a word."""
        for character in word:
            self.single[character] += count
        self.first[word[0]] += count
        self.last[word[-1]] += count
        for pair in pairwise(word):
            self.pair[pair] += count

    def add_successors(self, table: Mapping[str, Mapping[str, float]], share: float) -> None:
        """Mix in a successor table: its pairs count ``share`` of the first character's count."""
        for a, row in table.items():
            weight = share * self.single.get(a, 0.0)
            for b, probability in row.items():
                self.pair[a, b] += weight * probability


def han_counts() -> HanCounts:
    """All scripts together, each with its share."""
    counts = HanCounts()
    simplified = sorted(words().items())
    table = observed_successors()
    pairs = sorted((a, b, p) for a, row in table.items() for b, p in row.items())
    successors: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for configuration, share in SCRIPTS.items():
        forms = in_script([word for word, _ in simplified], configuration)
        for (_, count), form in zip(simplified, forms, strict=True):
            counts.add(form, count * share)
        forms = in_script([a + b for a, b, _ in pairs], configuration)
        for (_, _, p), form in zip(pairs, forms, strict=True):
            if len(form) == 2:
                # Where all scripts write the pair alike, the shares add up to its probability.
                successors[form[0]][form[1]] += p * share
    for row in successors.values():
        whole = max(sum(row.values()), 1.0)  # two characters of one script may become one
        for b in row:
            row[b] /= whole
    counts.add_successors(successors, SUCCESSORS)
    return counts
