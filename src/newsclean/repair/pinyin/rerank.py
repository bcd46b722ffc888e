"""Rank the readings of a torn stretch once more, by whole words and by what fits the line.

The beam search goes character by character and knows two characters back. What it found is ranked
again with whole words (the likeliest way to cut them, a unigram model), and with the quotation marks and
brackets of the rest of the line.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.models import ngrams
from newsclean.models.unigrams import LONGEST, words
from newsclean.patterns import lazy
from newsclean.repair.pinyin import thresholds
from newsclean.repair.pinyin.document_model import ANNOTATION, as_counted, particles
from newsclean.repair.pinyin.marks import misfits
from newsclean.repair.pinyin.readings import Stretch

# How much words count against sequences of characters. Between 0.3 and 1 the share of right readings
# differs by less than one in 100.
_WORDS = 0.5
# How far the text on both sides is looked at, in characters: a word and a half.
_AROUND = 10

_IN_STEP = lazy(r"[^?\n]{0,500}\n?")
_HAN = lazy("[\u4e00-\u9fff]+")
_BEFORE = lazy(f"[\u4e00-\u9fff]{{0,{_AROUND}}}$")
_AFTER = lazy(f"[\u4e00-\u9fff]{{0,{LONGEST - 1}}}")


def ranked(text: str, line: str, found: Iterable[Stretch]) -> list[Stretch]:
    """Readings, likeliest first, their costs by characters and words.

    :param text: the damaged text.
    :param line: the restored line up to the stretch.
    """
    result = []
    found = list(found)
    end = _in_step(text, max((stretch.end for stretch in found), default=0))
    before = _BEFORE.search(line[-_AROUND:])
    left = before.group() if before else ""
    for stretch in found:
        rest = ANNOTATION.sub("", text[stretch.end : stretch.horizon])
        after = ""
        if not rest.endswith("\n"):
            following = ANNOTATION.sub("", text[stretch.horizon : stretch.horizon + 4 * _AROUND])
            match = _AFTER.match(following)
            after = match.group() if match else ""
        read = stretch.text + stretch.eaten
        cost = stretch.cost + _WORDS * _by_words(as_counted(left + read + rest + after))
        cost += thresholds.MISFIT_IN_LINE * misfits(line, read + text[stretch.end : end])
        cost += thresholds.TWO_STOPS * (read + text[stretch.end : stretch.end + 1]).count("。。")
        result.append(stretch._replace(cost=cost))
    return sorted(result, key=lambda stretch: (stretch.cost, stretch.text, stretch.eaten))


def _in_step(text: str, at: int) -> int:
    """Up to where a line is not damaged, its end included."""
    match = _IN_STEP.match(text, at)
    return match.end() if match else at


def _by_words(text: str) -> float:
    """What the Han characters of a text cost as words, less what they cost one by one."""
    return sum(map(_run_by_words, _HAN.findall(text)))


def _run_by_words(run: str) -> float:
    if "著" in run:
        return min(_word_gain(run), _word_gain(particles(run)))
    return _word_gain(run)


def _word_gain(run: str) -> float:
    return words().cost(run) - ngrams.simplified().cost(run)
