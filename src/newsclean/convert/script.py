"""Which script Chinese text is in, told by the characters that only one script has."""

from __future__ import annotations

import os
from functools import cache

from newsclean.document import Script

_DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "convert")

# Text beyond this many characters is judged by samples spread over it, so that the time is bounded (20 ms).
_WHOLE = 1 << 18
_SAMPLES = 16

# From this share of the letters on, kana or hangul make a text Japanese or Korean. Chinese news that
# names a Japanese title has below 2 %; Japanese news has 40 to 60 %, its headlines from 12 %.
FOREIGN_SHARE = 0.1

# From this share of the evidence on, the rarer script makes a text mixed. Of 54 labelled news
# pages none written in one script had more than 2.2 % of the other; see docs/convert.md.
_MIXED = 0.1


def detect_script(text: str) -> Script:
    """Say which script a text is in, and how many characters tell.

    :returns: ``Hans`` or ``Hant``; ``mixed`` where each has a tenth of the evidence or more; ``other`` for
        text without evidence (not Chinese, or too short to tell) and for Japanese and Korean. For very
        long text the counts are those of samples.
    """
    if text.isascii():
        return Script("other")
    from collections import Counter

    counts = Counter(_sample(text))
    hans_only, hant_only = hans(), hant()
    simplified = traditional = foreign = han = 0
    for char, count in counts.items():
        if char < "\u3041":
            continue
        if char in hans_only:
            simplified += count
        elif char in hant_only:
            traditional += count
        if char >= "\u3400" and (char <= "\u9fff" or char > "\uffff"):
            han += count
        elif char <= "\u30ff" or "\uac00" <= char <= "\ud7a3":
            foreign += count
    if foreign and foreign >= FOREIGN_SHARE * (foreign + han):
        return Script("other", simplified, traditional)
    return Script(_name(simplified, traditional), simplified, traditional)


def _name(simplified: int, traditional: int) -> str:
    if not simplified and not traditional:
        return "other"
    if min(simplified, traditional) >= _MIXED * (simplified + traditional):
        return "mixed"
    return "Hans" if simplified > traditional else "Hant"


def _sample(text: str) -> str:
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


def _characters(name: str) -> frozenset[str]:
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:
        return frozenset("".join([line.rstrip("\n") for line in file if not line.startswith("#")]))
