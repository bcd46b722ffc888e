"""Traditional text made character by character, as many sites make it: 關于, 采編, 頭發, 皇後.

A table of characters writes one Traditional form for each Simplified character, always the same. Where
Simplified merges several characters it is wrong in every word that takes the other form: where it writes
于 for 于, 關於 becomes 關于. Genuine Traditional has both forms, each in its words. Evidence are words in a
form that is no way to write any word, on condition that the character that would be right stands nowhere in
the text. What stands in Simplified, as a quotation may, has such words rightly (采用) and does not count.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from newsclean import data_files
from newsclean.convert.census import HANS, HANT, Census
from newsclean.convert.characters import found_by

TYPE_CHECKING = False
if TYPE_CHECKING:
    from daachorse import CharwiseDoubleArrayAhoCorasick

# Different words needed. On 24 genuine Traditional news pages (46,000 characters) none has more than
# one; 37 pages made character by character by two tables have 2 to 43, but for one with 1.
_WORDS = 2

# A text of the length of a title or a paragraph has no room for two. There one will do, if it is a hundred
# times as common as by chance (頭發 is not: 街頭發生), and in more than a sentence a thousand times. Of
# 27,000 pieces of twelve genuine messages of programs 19 had one that is a hundred times as common (繪制, a
# slip), 5 one that is so in a sentence, or a thousand times.
_SHORT, _SENTENCE = 200, 60
_SURE, _SURER = 2, 3


def is_naive(census: Census) -> bool:
    """Whether Traditional text was made from Simplified character by character."""
    words = _words()
    text, found = census.text, wrong_words(census)
    entries = {word: words[word].split("\t") for word in found}
    counted = [
        word for word in found if not any(char in text for char in entries[word][1] if char not in word)
    ]
    # Two words that overlap (佩特裏尼) are one place.
    apart = [
        word
        for word in counted
        if not any(other[1] == word[0] and other + word[1] in text for other in counted)
    ]
    if len(apart) >= _WORDS:
        return 2 * len(counted) > len(found)
    if not _is_short(census) or len(found) != 1:
        return False
    sure = _SURE if len((census.whole or census).text) <= _SENTENCE else _SURER
    return any(int(entries[word][2]) >= sure for word in counted)


def wrong_words(census: Census) -> set[str]:
    """The wrong words that stand in what is Traditional of a text."""
    found: set[str] | None = census.known.get(_NAME)
    if found is None:
        text = census.without(HANS, HANT) if census.has(HANS) else census.text
        found = census.known[_NAME] = _found(text)
    return found


_NAME = "wrong words"


def is_genuine(census: Census) -> bool:
    """Whether a text was not made character by character for certain, nor was any part of it."""
    return len(wrong_words(census)) < (1 if _is_short(census) else _WORDS)


def _is_short(census: Census) -> bool:
    """Whether a text is short, with what was taken out of it."""
    return len((census.whole or census).text) <= _SHORT


def _found(text: str) -> set[str]:
    words = _words()
    if len(text) <= _SHORT:  # not worth the making of the automaton
        return {a + b for a, b in pairwise(text)} & words.keys()
    names = _names()
    places = found_by(_automaton().find_overlapping, text)
    return {names[number] for _, _, number in places}


@cache
def _names() -> tuple[str, ...]:
    """The wrong words by their numbers."""
    return tuple(_words())


@cache
def _automaton() -> CharwiseDoubleArrayAhoCorasick:
    """Finds the wrong words."""
    import daachorse

    return daachorse.CharwiseDoubleArrayAhoCorasick([*_names()])


@cache
def _words() -> dict[str, str]:
    """Wrong words of two characters, each with its line: it, the right one, and how sure it is."""
    return {line[:2]: line for line in data_files.lines("convert", "naive.txt")}
