"""Korean text that is sound: its runs are not looked at, however rare some of their syllables are.

Chinese that was read as EUC-KR or Johab has syllables, too, but hardly ever the endings and particles that
Korean has in every phrase.
"""

from __future__ import annotations

import re
from functools import cache

# The syllables that Korean has most, of particles and endings: 21 to 33 in 100 syllables of translations,
# manuals and word lists. Of GBK, Big5 and UTF-8 read as EUC-KR, CP949 or Johab 0 to 1.4 in 100.
_PARTICLES = "이다는을의에하고가지로기한사은도를리어자"
#: So many of 100 syllables of a text must be particles, and it must have so many in all.
_SHARE, _LEAST = 0.1, 20
_UPPER = bytes(range(0xAC, 0xD8))
# A run of syllables that is no longer is a word or a name among Korean; damage has Han characters in it.
_SHORT = 5


def without_korean(text: str) -> str:
    """The text with NUL for each character of its sound Korean runs: offsets and line ends stay.

    It comes back as it is unless it has Korean. A run with anything but syllables stays, too: Han characters
    beside them are what a wrong decoder leaves.
    """
    particles = sum(map(text.count, _PARTICLES))
    if particles < _LEAST:
        return text
    upper = text.encode("utf-16-le", "surrogatepass")[1::2]
    syllables = len(upper) - len(upper.translate(None, _UPPER))
    return _runs().sub(_masked, text) if particles >= _SHARE * syllables else text


def _masked(match: re.Match[str]) -> str:
    run = match.group()
    return "\0" * len(run) if len(run) <= _SHORT or _particle().search(run) else run


@cache
def _particle() -> re.Pattern[str]:
    return re.compile(f"[{_PARTICLES}]")


@cache
def _runs() -> re.Pattern[str]:
    """Runs (see ``runs``) of nothing but syllables, with nothing else beside ASCII near them."""
    between = "[0-9?@-~ ]"
    before = "".join(f"(?<![^\x00-\x7f]{between * size})" for size in range(4))
    return re.compile(f"{before}[가-힣](?:{between}{{0,3}}[가-힣])*(?!{between}{{0,3}}[^\x00-\x7f])")
