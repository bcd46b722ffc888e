"""Search a text for many words at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

from newsclean.patterns import compiled

# What a search word by word costs, in characters passed over: a call as much as so many characters, and
# all of it as much as one pass for all words when so many have been passed over. (A call takes 60 ns and
# a character 0.6 ns; the pattern takes 0.2 ms to
# make of its stored code, its pass 12 ns a character.)
_CALL = 100
_MUCH = 300_000


class Words:
    """Words to be found in texts, in capitals or not.

    :param words: in lower case; none is empty.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._passed = 0
        self._begun: tuple[re.Pattern[str], dict[str, tuple[int, ...]]] | None = None

    def find(self, text: str) -> list[tuple[int, str]]:
        """Place and word for all words that stand in a text, in any order."""
        if self._begun is None:
            self._passed += len(self._words) * (len(text) + _CALL)
            if self._passed < _MUCH:
                return self._find_each(text)
            self._begun = self._beginnings()
        pattern, sizes = self._begun
        words = self._words
        found: list[tuple[int, str]] = []
        for match in pattern.finditer(text):
            at = match.start()
            for size in sizes.get(text[at : at + 2]) or sizes.get(text[at]) or ():
                word = text[at : at + size]
                if word in words or (word := word.lower()) in words:
                    found.append((at, word))
        return found

    def _find_each(self, text: str) -> list[tuple[int, str]]:
        """The same, word by word."""
        lower = text.lower()
        if len(lower) == len(text):  # İ becomes two code points
            text = lower
        found: list[tuple[int, str]] = []
        for word in self._words:
            at = text.find(word)
            while at >= 0:
                found.append((at, word))
                at = text.find(word, at + len(word))
        return found

    def _beginnings(self) -> tuple[re.Pattern[str], dict[str, tuple[int, ...]]]:
        """A pattern for where words may begin, and the sizes of words by their first two characters."""
        begun: dict[str, set[int]] = {}
        for word in self._words:
            start = word[:2]
            cases = {start}
            if start != start.upper():
                cases = set(map("".join, product(*[(sign, sign.upper()) for sign in start])))
            for beginning in cases:
                begun.setdefault(beginning, set()).add(len(word))
        single = {key for key in begun if len(key) == 1}  # words of one character
        for key, sizes in begun.items():
            if key[0] in single:
                sizes.add(1)
        first, second, only = (
            re.escape("".join(sorted(signs)))
            for signs in ({key[0] for key in begun}, {key[1] for key in begun if len(key) == 2}, single)
        )
        pattern = f"[{first}](?:(?=[{second}])" + (f"|(?<=[{only}]))" if only else ")")
        return compiled(pattern), {key: tuple(sizes) for key, sizes in begun.items()}
