"""One standard for a text: the forms of Taiwan, of Hong Kong, of OpenCC's own, and Japan's new characters.

What the characters mean is not in question here (裏 and 裡, 説 and 說, 爲 and 為 are the same words), only
which of the forms a text should have. So each form becomes another by itself, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Mapping

from newsclean.convert import census
from newsclean.convert.census import Census
from newsclean.convert.characters import has_foreign, sample
from newsclean.convert.forms import HONG_KONG, OPENCC, TAIWAN, changing, forms, kanji
from newsclean.convert.language import is_foreign

__all__ = ["HONG_KONG", "OPENCC", "TAIWAN"]

#: The group of the forms that a standard writes otherwise.
CHANGING = {TAIWAN: census.TAIWAN, HONG_KONG: census.HONG_KONG}


#: Forms of another standard that text of a region writes as often as its own: in 21 million characters of
#: news Hong Kong has 裡 4,546 times and 裏 2,558 times.
WRITTEN = {TAIWAN: frozenset[str](), HONG_KONG: frozenset("裡")}


def to_standard(text: str, standard: str, always: bool, keep: frozenset[str] = frozenset()) -> str:
    """A Chinese text with the forms of one standard.

    :param standard: :data:`TAIWAN` or :data:`HONG_KONG`.
    :param always: change a text that another standard writes as a whole, too; else only one that no
        standard writes so (裏 and 裡 in one text, or 麽).
    :param keep: forms that stay.
    """
    if not Census(text).has(CHANGING[standard]) or is_foreign(text) or not is_chinese(text, 1):
        return text
    if not always and standards_of(text):
        return text
    return _by_line(text, {ord(form): forms()[form].becomes[standard] for form in changing(standard) - keep})


def standards_of(text: str) -> frozenset[str]:
    """The standards that write all the forms of a text; none where it mixes them."""
    found = [forms()[form].standards for form in Census(text).counts(census.FORMS)]
    return frozenset({TAIWAN, HONG_KONG, OPENCC}).intersection(*found)


def without_kanji(text: str) -> str:
    """A Chinese text with Japan's new characters as Traditional writes them (経済 becomes 經濟).

    Only where the text is Chinese beyond doubt: no kana or hangul anywhere, and more characters that
    Japanese does not use than new ones of Japan's.
    """
    if not Census(text).has(census.KANJI) or has_foreign(text) or not is_chinese(text, 2):
        return text
    return text.translate({ord(char): other for char, other in kanji().items()})


def is_japanese(text: str) -> bool:
    """Whether a text without kana is Japanese: it has characters that only Japanese has."""
    return Census(text).has(census.KANJI) and not has_foreign(text) and not is_chinese(text, 1)


def is_chinese(text: str, least: int) -> bool:
    """Whether a text without kana is Chinese.

    :param least: how many characters that Japanese does not use it must have; also as many as it has
        characters that only Japanese uses.
    """
    found = Census(sample(text))
    return found.count(census.NOT_JAPANESE) >= max(least, found.count(census.KANJI))


def _by_line(text: str, changes: dict[int, str]) -> str:
    """The text with characters changed, but for lines in Japanese and Korean."""
    if not has_foreign(text):
        return text.translate(changes)
    lines = text.split("\n")
    return "\n".join([line if is_foreign(line) else line.translate(changes) for line in lines])


def region_of(text: str, counts: Mapping[str, int]) -> str:
    """The region whose forms a Traditional text has: ``TW``, ``HK``, or empty where they do not tell.

    :param counts: how often each form stands in the text.
    """
    evidence = {TAIWAN: 0, HONG_KONG: 0}
    for form, count in counts.items():
        standards = forms()[form].standards
        for region, other in ((TAIWAN, HONG_KONG), (HONG_KONG, TAIWAN)):
            if region in standards and other not in standards:
                evidence[region] += count
    if "著" in text:
        import re

        # Behind a verb Taiwan writes 著, Hong Kong 着; both write 著名, 顯著, 編著.
        evidence[TAIWAN] += len(re.findall(_PARTICLE, text))
    total = sum(evidence.values())
    for region, count in evidence.items():
        if count >= _REGION * total > 0:
            return region
    return ""


# The share of the evidence that a region needs; the least that lets one form in ten be a quotation.
_REGION = 0.9
_PARTICLE = "著(?<![顯名土原編專巨拙卓昭論譯合新舊遺所自\\W]著)(?![名作述稱書者錄手重眼有力實])"
