"""Whether a text is Japanese or Korean, and the names in kana that a Chinese text holds."""

from __future__ import annotations

from newsclean.convert.characters import FOREIGN, HAN, chinese
from newsclean.patterns import compiled, lazy

# From this share of the letters on, kana or hangul make a text Japanese or Korean; a short Japanese
# headline has 12 to 15 % of kana, sentences have half. What stands in quotation marks does not count:
# Chinese names Japanese titles.
_FOREIGN_SHARE = 0.1

# Unless there are so many characters that only Simplified has, and half as many of them as of kana: a Chinese
# sentence may be short and hold a name (记者采访了広瀬すず).
_CHINESE, _CHINESE_SHARE = 2, 0.5

_QUOTED = "[《「『“〈][^《》「」『』“”〈〉\r\n]{0,40}[》」』”〉]"

# A name in kana with the family name before it: 広瀬すず, 桜木ルイ.
_NAME = lazy("[\u4e00-\u9fff]{0,2}[\u3041-\u30fa\u30fc-\u30ff]{2,}")


def is_foreign(text: str) -> bool:
    """Whether a text is Japanese or Korean, by its share of kana and hangul and what only Chinese has."""
    if not has_share_of_kana(text):
        return False
    text = compiled(_QUOTED).sub("", text)
    letters = len(compiled(FOREIGN).findall(text))
    simplified = sum(map(chinese().__contains__, text))
    return simplified < max(_CHINESE, _CHINESE_SHARE * letters)


def has_share_of_kana(text: str) -> bool:
    """Whether kana and hangul are as many as in Japanese or Korean, which conversion does not change."""
    if compiled(FOREIGN).search(text) is None:
        return False
    text = compiled(_QUOTED).sub("", text)
    letters = len(compiled(FOREIGN).findall(text))
    return letters > 0 and letters >= _FOREIGN_SHARE * (letters + len(compiled(HAN).findall(text)))


def names(text: str, other: frozenset[str]) -> list[tuple[int, int]]:
    """Where names in kana stand in a Chinese text.

    :param other: characters that no such name has.
    """
    found = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        while not other.isdisjoint(text[start:end]):
            start += 1
        found.append((start, end))
    return found
