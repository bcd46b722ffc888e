"""Traditional text made character by character, as many sites make it: 關于, 采編, 頭發, 皇後.

A table of characters writes one Traditional form for each Simplified character, always the same. Where
Simplified merges several characters it is wrong in every word that takes the other form: where it writes
于 for 于, 關於 becomes 關于. Genuine Traditional has both forms, each in its words. Evidence are words in a
form that is no way to write any word, on condition that the character that would be right stands nowhere in
the text.
"""

from __future__ import annotations

import os
import re
from functools import cache
from operator import add

from newsclean.convert.characters import DATA

# Different words needed. On 24 genuine Traditional news pages (46,000 characters) none has more than
# one; 37 pages made character by character by two tables have 2 to 43, but for one with 1.
_WORDS = 2

# A text of the length of a title or a paragraph has no room for two. There one will do, if it is a hundred
# times as common as by chance (頭發 is not: 街頭發生).
_SHORT = 200
_SURE = 2

# Beyond this many characters a regular expression is faster, its compilation (4 ms) included.
_LONG = 1 << 15


def is_naive(text: str) -> bool:
    """Whether Traditional text was made from Simplified character by character."""
    words = _words()
    found = _pairs(text) & words.keys()
    counted = [word for word in found if not any(char in text for char in words[word][0] if char not in word)]
    if len(counted) >= _WORDS:
        return 2 * len(counted) > len(found)
    return len(text) <= _SHORT and len(found) == 1 and any(words[word][1] >= _SURE for word in counted)


def _pairs(text: str) -> set[str]:
    """Characters of a text with their neighbours: at least all those that can be wrong."""
    if len(text) <= _LONG:
        return set(map(add, text, text[1:]))
    pairs = set()
    for match in _pattern().finditer(text):
        at = match.start()
        pairs |= {text[max(at - 1, 0) : at + 1], text[at : at + 2]}
    return pairs


@cache
def _pattern() -> re.Pattern[str]:
    """One character that can be wrong."""
    pairs = ((wrong, right) for wrong, (right, _) in _words().items())
    characters = {a for pair in pairs for a, b in zip(*pair, strict=True) if a != b}
    return re.compile(f"[{''.join(sorted(characters))}]")


@cache
def _words() -> dict[str, tuple[str, int]]:
    """Wrong words of two characters, each with the right one and how sure it is."""
    words = {}
    with open(os.path.join(DATA, "naive.txt"), encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                wrong, right, sure = line.split("\t")
                words[wrong] = right, int(sure)
    return words
