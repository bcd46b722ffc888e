"""Private-use characters of the Hong Kong Supplementary Character Set: U+ECD9 for 咗.

Other character sets use the same code points for other characters, so it is decided for a document:
all its private-use characters, or nearly, must be of this set, and most of them must mean something
that Hong Kong writes, between Han characters of Traditional text.
"""

from __future__ import annotations

from functools import cache

from newsclean.models import plausibility
from newsclean.patterns import PRIVATE_USE, lazy
from newsclean.repair.characters import simplified_only, table

_BESIDE_HAN = lazy("(?<=[\u4e00-\u9fff])[\ue000-\uf8ff]|[\ue000-\uf8ff](?=[\u4e00-\u9fff])")
# 9% of the set's 4,896 characters are Han characters that cost less than this many nats, and so is what
# Cantonese is written with; private-use characters of another set would seldom all be among these.
_KNOWN = 14.5


@cache
def _private_use() -> dict[str, str]:
    """Private-use character → what it means."""
    return {
        chr(int(point, 16) + offset): meant
        for point, characters in table("hkscs.txt")
        for offset, meant in enumerate(characters)
    }


def hkscs(text: str) -> dict[str, str]:
    """What the private-use characters of a text mean if they are of this set; empty if they are not."""
    found = PRIVATE_USE.findall(text)
    meant = [_private_use()[character] for character in found if character in _private_use()]
    if len(set(meant)) < 2 or len(meant) < 0.95 * len(found):
        return {}
    known = sum(plausibility.single(c) < _KNOWN and plausibility.class_of(c) == "han" for c in meant)
    beside = len(_BESIDE_HAN.findall(text))
    if known < 0.8 * len(found) or beside < 0.8 * len(found):
        return {}
    if any(character in simplified_only() for character in set(text)):
        return {}
    return _private_use()
