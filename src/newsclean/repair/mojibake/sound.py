"""Runs that are sound, or too little to tell, by their characters alone: they are not looked at.

Dictionaries and tables have a rare character by itself in every field. Korean has rare syllables; Chinese
that was read as EUC-KR or Johab has syllables, too, but hardly ever the endings and particles that Korean
has in every phrase. Japanese has kana where Chinese that was read as GBK has few.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsclean.patterns import compiled, lazy
from newsclean.repair.mojibake import thresholds

if TYPE_CHECKING:
    from newsclean.repair.mojibake.pairs import Pair

# --- Korean ---------------------------------------------------------------------------------------

# The syllables that Korean has most, of particles and endings: 21 to 33 in 100 syllables of translations,
# manuals and word lists. Of GBK, Big5 and UTF-8 read as EUC-KR, CP949 or Johab 0 to 1.4 in 100.
_PARTICLES = "이다는을의에하고가지로기한사은도를리어자"
_PARTICLE = lazy(f"[{_PARTICLES}]")
# So many of 100 syllables of a text must be particles, and it must have so many in all.
_SHARE, _LEAST = 0.1, 20
_SYLLABLES = bytes(range(0xAC, 0xD8))  # the upper halves of their codes
# A run of syllables that is no longer is a word or a name among Korean; damage has Han characters in it.
_SHORT = 5

# --- Japanese -------------------------------------------------------------------------------------

# So much of a run is kana: of Japanese 30 to 55 in 100 characters beside ASCII, of Big5 read as GBK 4 to 8,
# of anything else that is no Japanese 1 at the most.
_KANA_SHARE = 0.3
# Encodings of Japanese, which has kana however it was decoded.
_JAPANESE = ("euc_jp", "shift_jis")
_KANA = lazy("[ぁ-んァ-ヶ]")
# Those of Big5 read as GBK stand by themselves.
_TWO_KANA = lazy("[ぁ-ん]{2}|[ァ-ヶ]{3}")

# A small letter behind one that has none, as 中文 of Big5 has.
_NO_JAPANESE = lazy("[ぁ-ん](?<![きぎしじちぢにひびぴみりふてでうとど])[ゃゅょ]")

# --- single characters ---------------------------------------------------------------------------

_HAN = "[\u2e80-\u9fff\U00020000-\U0003ffff]"
_ALONE = lazy(f"{_HAN}[\x00-\x7f]*")

# --- lists ----------------------------------------------------------------------------------------

# So many characters in a row, of which so many in 100 are different, are a list. Of news, laws and technical
# articles in both scripts 500 characters have 35 to 50 in 100 (65 at most), 3,000 have 15 to 25 (32 at most).
_LISTS = ((100, 0.95), (500, 0.7), (3_000, 0.4), (20_000, 0.3))
# So many signs in a row of which each comes so often are a pattern; two bytes of a character are not.
_PATTERN, _PATTERN_EACH, _PATTERN_MOST = 16, 4, 8


def without_sound(text: str, *, korean: bool) -> str:
    """The text with NUL for each character of what need not be looked at: offsets and line ends stay.

    :param korean: whether it has syllables of Hangul. A run with anything but these stays: Han characters
        beside them are what a wrong decoder leaves.
    """
    # A function takes a quarter of the time of a template.
    text = _alone().sub(lambda match: match[1] + "\0", f"\n{text}")[1:]
    if "⿰" in text or "⿱" in text:
        text = _described().sub(lambda match: "\0" * len(match.group()), text)
    if not korean:
        return text
    particles = sum(map(text.count, _PARTICLES))
    if particles < _LEAST:
        return text
    upper = text.encode("utf-16-le", "surrogatepass")[1::2]
    syllables = len(upper) - len(upper.translate(None, _SYLLABLES))
    return _korean().sub(_masked, text) if particles >= _SHARE * syllables else text


def is_alone(run: str) -> bool:
    """Whether a run is one Han character and what follows it: what :func:`without_sound` takes out."""
    return run[1:2] < "\x80" and _ALONE.fullmatch(run) is not None


def possible(run: str, pairs: list[Pair]) -> list[Pair]:
    """Those of some pairs under which a run can be read, by its kana and its different characters."""
    if not pairs:
        return pairs
    is_kana = _TWO_KANA.search(run) and not _NO_JAPANESE.search(run)
    if is_kana and len(_KANA.findall(run)) >= _KANA_SHARE * len(run):
        pairs = [pair for pair in pairs if pair.single or pair.true in _JAPANESE]
    different = len({c for c in run if c > "\x7f"})
    is_pattern = len(run) >= _PATTERN and different <= _PATTERN_MOST and different * _PATTERN_EACH <= len(run)
    if different < thresholds.DIFFERENT_HAN or is_pattern:
        return [pair for pair in pairs if pair.true == "utf-8"]
    return pairs


def is_list(run: str) -> bool:
    """Whether a run is a list of characters, most of which come once: no text, damaged or not, is."""
    if len(run) < _LISTS[0][0]:
        return False
    characters = run.replace(" ", "")
    length, different = len(characters), len(set(characters))
    return any(length >= least and different >= share * length for least, share in _LISTS)


# Russian quotes words in « and », which Big5 and GBK have as bytes, too.
_QUOTED = lazy("[«‹“„‘‚](?:[A-Za-z\xc0-\u024f]{1,4}|[\u0370-\u03ff]{1,4}|[\u0400-\u04ff]{1,4})[»›”“’‘]")


def is_quoted_word(run: str) -> bool:
    """Whether a run is a short word of one script in quotation marks: ``«Чі»``."""
    return _QUOTED.fullmatch(run) is not None


def is_pinyin(characters: set[str]) -> bool:
    """Whether the characters beside ASCII of a run are vowels of pinyin: ``āmóníyà``."""
    return characters <= _VOWELS


_VOWELS = frozenset("āáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ")


def _masked(match: re.Match[str]) -> str:
    run = match.group()
    return "\0" * len(run) if len(run) <= _SHORT or _PARTICLE.search(run) else run


# What may be between two characters of a run (see ``runs``), and what may not stand around one.
_BETWEEN = "[0-9?@-~ ]"
_BEFORE = "".join(f"(?<![^\x00-\x7f]{_BETWEEN * size})" for size in range(4))
_BEHIND = f"(?!{_BETWEEN}{{0,3}}[^\x00-\x7f])"


@cache
def _alone() -> re.Pattern[str]:
    """One Han character that is all of a run, behind one of ASCII: a character of UTF-8 is two of them.

    It begins with what is seldom in Chinese, by which the search passes over text.
    """
    return compiled(f"([\x00-\x7f])(?={_HAN}){_BEFORE}{_HAN}{_BEHIND}")


@cache
def _described() -> re.Pattern[str]:
    """Ideographic descriptions: ``⿰木每``."""
    return re.compile(f"{_BEFORE}[\u2ff0-\u2ffb][\u2e80-\u9fff\U00020000-\U0003ffff]{{2,20}}{_BEHIND}")


@cache
def _korean() -> re.Pattern[str]:
    """Runs of nothing but syllables."""
    return re.compile(f"{_BEFORE}[가-힣](?:{_BETWEEN}{{0,3}}[가-힣])*{_BEHIND}")


# --- alphabets ------------------------------------------------------------------------------------

# So many letters are seldom in this order by chance: of rows of eight capitals of Latin-1, one in 4,700.
_LAST_LATIN, _ORDERED_LEAST = "\u024f", 8


def is_alphabet(run: str) -> bool:
    """Whether a run lists Latin letters: each in both cases, or all in the order of the alphabet."""
    if not run.isalpha() or max(run) > _LAST_LATIN or len(set(run)) < len(run):
        return False
    if 2 * len(set(run.lower())) == len(run):
        return True
    from unicodedata import normalize

    letters = [normalize("NFD", letter)[0] for letter in run.lower()]
    return len(run) >= _ORDERED_LEAST and letters == sorted(letters)
