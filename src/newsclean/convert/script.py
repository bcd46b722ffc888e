"""Which script Chinese text is in, told by the characters that only one script has."""

from __future__ import annotations

import os
from functools import cache

from newsclean.document import Script

DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "convert")

# Text beyond this many characters is judged by samples spread over it, so that the time is bounded (20 ms).
_WHOLE = 1 << 18
_SAMPLES = 16

# From this share of the letters on, kana or hangul make a text Japanese or Korean; a short Japanese
# headline has 12 to 15 % of kana, sentences have half. What stands in quotation marks does not count:
# Chinese names Japanese titles.
_FOREIGN_SHARE = 0.1
_FOREIGN = "[\u3041-\u30ff\uac00-\ud7a3]"
_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_QUOTED = "[《「『“〈][^《》「」『』“”〈〉\r\n]{0,40}[》」』”〉]"

# From this share of the evidence on, the rarer script makes a text mixed. Of 61 labelled news
# pages none written in one script had more than 0.9 % of the other; see docs/convert.md.
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

    text = _sample(text)
    counts = Counter(text)
    hans_only, hant_only = hans(), hant()
    simplified = traditional = foreign = 0
    for char, count in counts.items():
        if char < "\u3041":
            continue
        if char in hans_only:
            simplified += count
        elif char in hant_only:
            traditional += count
        elif char <= "\u30ff" or "\uac00" <= char <= "\ud7a3":
            foreign += count
    if foreign and is_foreign(text):
        return Script("other", simplified, traditional)
    return Script(_name(simplified, traditional), simplified, traditional)


def has_foreign(text: str) -> bool:
    """Whether there is any kana or hangul."""
    import re

    return re.search(_FOREIGN, text) is not None


def is_foreign(text: str) -> bool:
    """Whether a text is Japanese or Korean, by its share of kana and hangul."""
    import re

    if re.search(_FOREIGN, text) is None:
        return False
    text = re.sub(_QUOTED, "", text)
    letters = len(re.findall(_FOREIGN, text))
    return letters > 0 and letters >= _FOREIGN_SHARE * (letters + len(re.findall(_HAN, text)))


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


@cache
def chinese() -> frozenset[str]:
    """The characters that only Simplified text has, and not Japanese."""
    return hans() - _characters("shinjitai.txt")


def _characters(name: str) -> frozenset[str]:
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return frozenset("".join([line.rstrip("\n") for line in file if not line.startswith("#")]))
