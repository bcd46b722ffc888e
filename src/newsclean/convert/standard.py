"""One standard for a text: the forms of Taiwan, of Hong Kong, of OpenCC's own, and Japan's new characters.

What the characters mean is not in question here (裏 and 裡, 説 and 說, 爲 and 為 are the same words), only
which of the forms a text should have. So each form becomes another by itself, wherever it stands.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from newsclean.convert.characters import DATA, chinese, hant, has_any, has_foreign, is_foreign, sample

#: The standards that write a form, as ``standards.txt`` names them.
TAIWAN, HONG_KONG, OPENCC = "TW", "HK", "T"


class Form(NamedTuple):
    """A form of a character.

    :param standards: those that write it; none for a form that is no standard.
    :param becomes: by standard, the form that it writes instead.
    """

    standards: frozenset[str]
    becomes: dict[str, str]


def to_standard(text: str, standard: str, always: bool) -> str:
    """A Chinese text with the forms of one standard.

    :param standard: :data:`TAIWAN` or :data:`HONG_KONG`.
    :param always: change a text that another standard writes as a whole, too; else only one that no
        standard writes so (裏 and 裡 in one text, or 麽).
    """
    if not has_any(text, changing(standard)) or is_foreign(text) or not is_chinese(text, 1):
        return text
    if not always and standards_of(text):
        return text
    return _by_line(text, {ord(form): forms()[form].becomes[standard] for form in changing(standard)})


def standards_of(text: str) -> frozenset[str]:
    """The standards that write all the forms of a text; none where it mixes them."""
    found = [forms()[form].standards for form in forms().keys() & set(text)]
    return frozenset({TAIWAN, HONG_KONG, OPENCC}).intersection(*found)


def without_kanji(text: str) -> str:
    """A Chinese text with Japan's new characters as Traditional writes them (経済 becomes 經濟).

    Only where the text is Chinese beyond doubt: no kana or hangul anywhere, and more characters that
    Japanese does not use than new ones of Japan's.
    """
    if not has_any(text, frozenset(kanji())) or has_foreign(text) or not is_chinese(text, 2):
        return text
    return text.translate({ord(char): other for char, other in kanji().items()})


def is_japanese(text: str) -> bool:
    """Whether a text without kana is Japanese: it has characters that only Japanese has."""
    return has_any(text, frozenset(kanji())) and not has_foreign(text) and not is_chinese(text, 1)


def is_chinese(text: str, least: int) -> bool:
    """Whether a text without kana is Chinese.

    :param least: how many characters that Japanese does not use it must have; also as many as it has
        characters that only Japanese uses.
    """
    counts = Counter(sample(text))
    japanese = sum(counts[char] for char in kanji())
    return sum(count for char, count in counts.items() if char in _not_japanese()) >= max(least, japanese)


def _by_line(text: str, changes: dict[int, str]) -> str:
    """The text with characters changed, but for lines in Japanese and Korean."""
    if not has_foreign(text):
        return text.translate(changes)
    lines = text.split("\n")
    return "\n".join([line if is_foreign(line) else line.translate(changes) for line in lines])


def region_of(text: str, counts: Mapping[str, int]) -> str:
    """The region whose forms a Traditional text has: ``TW``, ``HK``, or empty where they do not tell.

    :param counts: how often each character stands in the text.
    """
    evidence = {TAIWAN: 0, HONG_KONG: 0}
    for form, row in forms().items():
        if form in counts:
            for region, other in ((TAIWAN, HONG_KONG), (HONG_KONG, TAIWAN)):
                if region in row.standards and other not in row.standards:
                    evidence[region] += counts[form]
    if "著" in counts:
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
_PARTICLE = "(?<![顯名土原編專巨拙卓昭論譯合新舊遺所自\\W])著(?![名作述稱書者錄手重眼有力實])"


@cache
def _not_japanese() -> frozenset[str]:
    """The characters that Chinese writes and Japanese does not, or hardly.

    Of Traditional those outside of the 2,965 common kanji with which JIS X 0208 begins.
    """
    return chinese() | frozenset(char for char in hant() if not _is_common_kanji(char)) | frozenset(_CHINESE)


# Of both scripts, in nearly every Chinese text.
_CHINESE = "這她你您很吧呢哪啊"


def _is_common_kanji(char: str) -> bool:
    try:
        return b"\xb0" <= char.encode("euc_jp") < b"\xd0"
    except UnicodeEncodeError:
        return False


@cache
def changing(standard: str) -> frozenset[str]:
    """The forms that a standard writes otherwise."""
    return frozenset(form for form, row in forms().items() if standard in row.becomes)


@cache
def forms() -> dict[str, Form]:
    """The forms that differ between the standards."""
    result = {}
    for form, standards, taiwan, hong_kong in _rows("standards.txt"):
        becomes = {TAIWAN: taiwan, HONG_KONG: hong_kong}
        result[form] = Form(
            frozenset(standards.split(",")) - {"-"},
            {name: other for name, other in becomes.items() if other != "-"},
        )
    return result


@cache
def odd_forms() -> frozenset[str]:
    """The forms that no standard writes; OpenCC takes 麽 for Simplified, but 爲什麽 is none."""
    return frozenset(form for form, row in forms().items() if not row.standards)


@cache
def kanji() -> dict[str, str]:
    """The characters that only Japanese has, each with the Traditional one it stands for."""
    return dict(_rows("kanji.txt"))


def _rows(name: str) -> list[list[str]]:
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
