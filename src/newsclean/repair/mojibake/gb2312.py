"""Characters that GBK has and GB 2312 lacks, of which a decoder of GB 2312 left the second byte.

``朱?F基`` and ``朱F基`` were 朱镕基: the first byte became ``?``, U+FFFD or nothing, the second one is
a letter of ASCII. The character comes back if it makes a listed word of what is around it; else its place is
reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsclean.edits import Edit
from newsclean.patterns import lazy
from newsclean.repair.mojibake.tables import LOSS, PARTICLES
from newsclean.repair.prefilter import half_of_a_name

_RULE = "gbk-as-gb2312+filled"
_HAN = "\u3400-\u9fff"
_NO_HAN = lazy(f"[^{_HAN}]")
# A question may end before a letter: 是吗?A说. What is seldom comes first, by which text is passed over.
_MARKED = lazy(f"[{LOSS}](?<=[{_HAN}].)(?<![{PARTICLES}].)([@-~])(?=[{_HAN}，。、）])")
# By so many nats its words must be likelier than those with any other: 朱镕基 is by 21, given names that are
# no listed words are by 1 to 4.
_MARGIN = 8.0
# So many characters on either side make words with it.
_AROUND = 3
# So many places are looked at: each takes about a millisecond.
_MOST = 200


def halves(text: str) -> tuple[list[Edit], list[tuple[int, int]]]:
    """What mends such places, and first and last offset of those that are only reported, in order."""
    edits: list[Edit] = []
    left: list[tuple[int, int]] = []
    for count, (start, end, sure) in enumerate(sorted(_places(text))):
        character = _meant(text, start, end) if count < _MOST and text[end - 1] != "?" else ""
        if character:
            edits.append(Edit("repair", _RULE, start, text[start:end], character, _MARGIN))
        elif sure:
            left.append((start, end))
    return edits, left


def _places(text: str) -> Iterator[tuple[int, int, bool]]:
    """First and last offset of what may be half a character, and whether little else is written so."""
    for match in _MARKED.finditer(text):
        yield match.start(), match.end(), match[1] not in "[|]"  # 周?[一二] is an expression
    for match in half_of_a_name().finditer(text):
        letter = match.group()[1]
        yield match.start() + 1, match.end(), letter == "?" or letter.islower()


def _meant(text: str, start: int, end: int) -> str:
    """The character that makes a word of what is around it; empty if none does."""
    from newsclean.models.unigrams import words  # few texts need it

    before = _NO_HAN.split(text[max(0, start - _AROUND) : start])[-1]
    following = _NO_HAN.split(text[end : end + _AROUND])[0]
    table = words()
    costs = sorted((table.cost(before + c + following), c) for c in _with_second_byte(text[end - 1]))
    without = table.cost(before) + table.cost(following)
    if costs[0][0] > without or costs[1][0] - costs[0][0] < _MARGIN:
        return ""
    return costs[0][1]


@cache
def _with_second_byte(letter: str) -> tuple[str, ...]:
    """The Simplified characters of GBK whose second byte is a letter of ASCII: GB 2312 has none."""
    from newsclean.repair.characters import simplify

    codes = (bytes((lead, ord(letter))).decode("gbk", "ignore") for lead in range(0x81, 0xFF))
    return tuple(c for c in codes if "\u4e00" <= c <= "\u9fff" and simplify(c) == c)
