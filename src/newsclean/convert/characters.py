"""The characters that tell scripts and languages apart, and whether a text has them."""

from __future__ import annotations

import os
from functools import cache

DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "convert")

# Text beyond this many characters is judged by samples spread over it, so that the time is bounded (20 ms).
_WHOLE = 1 << 18
_SAMPLES = 16

# From this share of the letters on, kana or hangul make a text Japanese or Korean; a short Japanese
# headline has 12 to 15 % of kana, sentences have half. What stands in quotation marks does not count:
# Chinese names Japanese titles.
_FOREIGN_SHARE = 0.1
#: Kana and hangul.
FOREIGN_RANGES = (("\u3041", "\u30ff"), ("\uac00", "\ud7a3"))
_FOREIGN = f"[{''.join(f'{low}-{high}' for low, high in FOREIGN_RANGES)}]"
HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
#: Without any of these in a text nothing in it is protected: they stand in addresses, paths and code, and the
#: last ones are the marks for what was taken out.
SIGNS = "/w\\`\ufdd1\ufdd2\ufdd3"
_QUOTED = "[《「『“〈][^《》「」『』“”〈〉\r\n]{0,40}[》」』”〉]"


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
    return letters > 0 and letters >= _FOREIGN_SHARE * (letters + len(re.findall(HAN, text)))


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


def _characters(name: str) -> frozenset[str]:
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return frozenset("".join([line.rstrip("\n") for line in file if not line.startswith("#")]))
