"""Which of several readings of a torn stretch reads best as words.

The search goes character by character and knows two characters back. What it found is ranked once
more with whole words: those of the table, and what the document itself writes elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from newsclean.models.trigrams import sequences
from newsclean.models.unigrams import LONGEST, words
from newsclean.repair.characters import simplify
from newsclean.repair.pinyin.beam import Stretch
from newsclean.repair.pinyin.document_model import ANNOTATION, MARKS

# How much words count against sequences of characters.
_WORDS = 0.5
# How far the text on both sides is looked at, in characters: a word and a half.
_AROUND = 10

# What a mark costs that does not fit, in nats.
_UNBALANCED = 3.0
# What it costs that a sentence ends twice.
_TWICE = 4.0

_IN_STEP = re.compile(r"[^?\n]{0,500}\n?")
_HAN = re.compile("[\u4e00-\u9fff]+")
_BEFORE = re.compile(f"[\u4e00-\u9fff]{{0,{_AROUND}}}$")
_BEHIND = re.compile(f"[\u4e00-\u9fff]{{0,{LONGEST - 1}}}")


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
        behind = ""
        if not rest.endswith("\n"):
            following = ANNOTATION.sub("", text[stretch.horizon : stretch.horizon + 4 * _AROUND])
            match = _BEHIND.match(following)
            behind = match.group() if match else ""
        cost = stretch.cost + _WORDS * _by_words(simplify(left + stretch.text + rest + behind))
        cost += _UNBALANCED * _unbalanced(line, stretch.text + text[stretch.end : end])
        cost += _TWICE * stretch.text.count("。。")
        result.append(replace(stretch, cost=cost))
    return sorted(result, key=lambda stretch: (stretch.cost, stretch.text))


def _in_step(text: str, at: int) -> int:
    """Up to where a line is not damaged, its end included."""
    match = _IN_STEP.match(text, at)
    return match.end() if match else at


def _unbalanced(read: str, rest: str) -> int:
    """How many marks of a stretch and of what follows it do not fit what was read before.

    :param read: the line up to the stretch.
    :param rest: the stretch and what follows, up to the next damage or the end of the line.
    """
    found = 0
    for opening, closing in MARKS.items():
        depth = max(0, read.count(opening) - read.count(closing))
        for mark in rest:
            if mark == opening:
                found += depth > 0 and opening == "“"
                depth += 1
            elif mark == closing:
                found += depth == 0
                depth = max(0, depth - 1)
            elif mark == "\n":
                found += depth > 0
    return found


def _by_words(text: str) -> float:
    """What the Han characters of a text cost as words, less what they cost one by one."""
    nats = 0.0
    table, following = words(), sequences()
    for run in _HAN.findall(text):
        nats += table.cost(run)
        context = "\n"
        for character in run:
            nats -= following.cost(context, character)
            context = context[-1:] + character
    return nats
