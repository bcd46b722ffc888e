"""The characters that tell scripts and languages apart, and whether a text has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from newsclean import data_files
from newsclean.values import NamedTuple

DATA = data_files.place("convert")

# Text beyond this many characters is judged by samples spread over it, so that the time is bounded (20 ms).
_WHOLE = 1 << 18
_SAMPLES = 16

#: Kana and hangul.
FOREIGN_RANGES = (("\u3041", "\u30ff"), ("\uac00", "\ud7a3"))
FOREIGN = f"[{''.join(f'{low}-{high}' for low, high in FOREIGN_RANGES)}]"
HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
#: Halves of code points, which are no text.
SURROGATES = "[\ud800-\udfff]"


def has_foreign(text: str) -> bool:
    """Whether there is any kana or hangul."""
    import re

    return re.search(FOREIGN, text) is not None


def found_by(find: Callable[[str], list[tuple[int, int, int]]], text: str) -> list[tuple[int, int, int]]:
    """What an automaton finds in a text; what it looks for has no halves of code points, which it refuses."""
    try:
        return find(text)
    except UnicodeEncodeError:
        import re

        return find(re.sub(SURROGATES, "\ufffd", text))


def sample(text: str) -> str:
    """A text, or where it is very long stretches of it."""
    if len(text) <= _WHOLE:
        return text
    step, size = len(text) // _SAMPLES, _WHOLE // _SAMPLES
    return "".join([text[at : at + size] for at in range(0, step * _SAMPLES, step)])


@cache
def hans() -> frozenset[str]:
    """The characters that only Simplified text has."""
    return _characters("hans.txt")


@cache
def hant() -> frozenset[str]:
    """The characters that only Traditional text has."""
    return _characters("hant.txt")


@cache
def chinese() -> frozenset[str]:
    """The characters that only Simplified text has, and not Japanese."""
    return hans() - _characters("shinjitai.txt")


@cache
def leaning() -> dict[str, float]:
    """Characters that both scripts have, with how much they speak for Simplified, in nats."""
    rows = (line.split("\t") for line in data_files.lines("convert", "leaning.txt"))
    return {char: float(weight) for char, weight in rows}


class LeaningWord(NamedTuple):
    """A word of two characters that both scripts have, and Simplified far more often.

    :param char: the one that Traditional writes otherwise.
    :param weight: how much the word speaks for Simplified, in nats.
    :param is_evidence: whether it may speak alone; not if Japanese has it as well, or a name may begin so.
    """

    char: str
    weight: float
    is_evidence: bool


@cache
def leaning_words() -> dict[str, LeaningWord]:
    """What words of characters that both scripts have say about the script."""
    rows = (line.split("\t") for line in data_files.lines("convert", "leaning-words.txt"))
    return {word: LeaningWord(char, float(weight), not other) for word, char, weight, *other in rows}


@cache
def leaning_characters() -> frozenset[str]:
    """The characters that both scripts have and that speak for Simplified, by themselves or in words."""
    # Not by way of the words: most texts have evidence without them, and reading them takes 8 ms of a start.
    told = [line[len("两字\t")] for line in data_files.lines("convert", "leaning-words.txt")]
    return frozenset(told + [char for char, weight in leaning().items() if weight > 0])


def _characters(name: str) -> frozenset[str]:
    return frozenset(listed(name))


def listed(name: str) -> str:
    """The characters of a file, in its order."""
    return "".join(data_files.lines("convert", name))
