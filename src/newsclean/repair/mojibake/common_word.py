"""A run of two rare characters that is a common word as a pair reads it: ``[笢恅](README.md)``, 中文.

By themselves two characters say too little for the model. But that two different rare ones give one of the
commonest words is no chance: of 20,000 random pairs and of 742 that sound text has, none does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.edits import Edit
from newsclean.patterns import lazy
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.outcome import Outcome
from newsclean.repair.mojibake.pairs import DOUBLE_PAIRS
from newsclean.repair.mojibake.screen import screen
from newsclean.repair.prefilter import is_rare

# With what is ASCII behind it a run may have a bracket or letter.
_TWO = lazy("([\u4e00-\u9fff])(?!\\1)[\u4e00-\u9fff](?=[\x00-\x7f]*\\Z)")
# Others leave kana, Hangul or half of a character of two.
_PAIRS = tuple(
    pair for pair in DOUBLE_PAIRS if pair.rule in ("gbk-as-big5", "gbk-as-big5-hkscs", "big5-as-gbk")
)
# Two characters, and what of ASCII a run may end in.
_LONGEST = 4


def common_words(runs: Sequence[str]) -> Iterator[tuple[int, Outcome]]:
    """What became of those of some runs that are such a word: index of the run, and its outcome."""
    two = [
        (index, match.group())
        for index, run in enumerate(runs)
        if len(run) <= _LONGEST and (match := _TWO.match(run)) and all(map(is_rare, match.group()))
    ]
    for number, pairs in screen([given for _, given in two], _PAIRS, short=True).items():
        index, given = two[number]
        for pair in pairs:
            word = pair.read_again(given)
            margin = thresholds.COMMON_WORD - _cost(word)
            if margin >= 0:
                yield index, Outcome((Edit("repair", pair.rule, 0, given, word, round(margin, 2)),))
                break


def _cost(word: str) -> float:
    """What a word of two Han characters costs, in nats; infinite for anything else."""
    from newsclean.models.unigrams import words
    from newsclean.repair.characters import simplify  # its tables are not needed for one rare character

    is_han = len(word) == 2 and all("\u4e00" <= character <= "\u9fff" for character in word)
    return words().cost(simplify(word)) if is_han else float("inf")
