"""Letters of Western words that a decoder of two bytes made Han characters of: ``M眉ller``, ``M黮ler``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsclean.patterns import compiled

#: Letters that UTF-8 writes with two bytes; GBK has a Han character at each, some of them frequent.
LETTERS = tuple(c for c in map(chr, (*range(0xDF, 0x100), *range(0x101, 0x180))) if c.islower())


@cache
def western_letter() -> re.Pattern[str]:
    """Han characters in a Western word that may be letters in UTF-8: ``M眉ller``, ``Beyonc茅``.

    The group that matched, ``gbk`` or ``big5``, says what decoder makes such characters; ``latin`` are
    letters of Latin-1 in GBK. At the end of a word only é, for 茅, but in 茅台 and its like, and those that
    make rare characters (``Jovi膰``): ``Taq酶`` and ``K帽`` are good Chinese. Those of Big5 (簽, 簿) are more
    frequent than those of GBK: inside a word only.
    """
    gbk = "".join(letter.encode().decode("gbk", "ignore") for letter in LETTERS)
    big5 = "".join(letter.encode().decode("cp950", "ignore") for letter in LETTERS)
    last = "(?<=[A-Za-z][a-z][a-z]茅)(?![台屋盾草山庐盧舍房坑箭亭塞津岩棚店A-Za-z])"
    rare = "".join(filter(_is_rare_anywhere, gbk))
    last += f"|(?<=[A-Za-z][a-z][a-z][{rare}])(?![A-Za-z])|(?<=[A-Za-z][{gbk}][a-z][{rare}])(?![A-Za-z])"
    # Four letters at least: a table of keys may have one on either side. Or the word goes on: São Paulo.
    inside = "(?<=[A-Za-z].)(?=[a-z]{3})|(?<=[A-Za-z]{2}.)(?=[a-z]{2})|(?<=[A-Za-z]{3}.)(?=[a-z])"
    inside += "|(?<![A-Za-z][A-Z].)(?<=[A-Z].)(?=[a-z] [A-Z][a-z]{2})"
    # Two wrong letters with one between them: br没l茅e.
    inside += f"|(?<=[A-Za-z]{{2}}.)(?=[a-z][{gbk}][a-z])|(?<=[A-Za-z][{gbk}][a-z].)(?=[a-z])"
    two = "(?<=[A-Za-z]..)(?=[a-z]{2})|(?<=[A-Za-z]{3}..)(?=[a-z])"
    before = "(?:(?<=[a-z].)|(?<![A-Za-z][A-Z].)(?<=[A-Z].))(?=[a-z]{2}|[a-z] [A-Z][a-z]{2})"
    before += "|(?<=[A-Za-z][a-z]{2}.)(?=[a-z](?![A-Za-z]))"
    # One class first, by which the search passes over text at C speed.
    # Of é, which Big5 makes 矇, there is no other word in a Western one: Beyonc矇的.
    end = "(?<=[A-Za-z][a-z][a-z]矇)(?![騙骗混蔽矓朦住眼上著着過过A-Za-z])"
    # A letter of Latin-1 and the small one behind it: M黮ler. Frequent ones are words: post錯link, eki駅map.
    latin = "".join(filter(_is_rare_anywhere, _latin_in_gbk()))
    in_word = "(?<=[A-Za-z]{2}.)(?=[a-z])|(?<=[A-Z].)(?=[a-z]{2}| [A-Z][a-z]{2})"
    in_word += "|(?<=[A-Z][a-z]{2}.)(?![A-Za-z])"
    return compiled(
        f"[{gbk}{big5}{latin}](?:(?P<gbk>(?<=[{gbk}])(?:{inside}|{last}|[{gbk}]{two}))"
        f"|(?P<big5>(?<=[{big5}])(?:{before}|[{big5}]{two}|{end}))|(?P<latin>(?<=[{latin}])(?:{in_word})))"
    )


def _latin_in_gbk() -> Iterator[str]:
    """Han characters that GBK makes of a letter of Latin-1 and an ASCII letter."""
    for letter in filter(str.isalpha, map(chr, range(0xDF, 0x100))):
        for small in map(chr, range(0x61, 0x7B)):
            found = f"{letter}{small}".encode("latin-1").decode("gbk", "ignore")
            if "\u4e00" <= found <= "\u9fff":
                yield found


def _is_rare_anywhere(han: str) -> bool:
    """Whether a character is none of GB 2312, nor of the frequent ones of Big5 and JIS.

    These are their first levels, but for the last row of JIS: 鰐 is in it, which Göteborg has.
    """
    big5, jis = (han.encode(name, "ignore") for name in ("cp950", "shift_jis"))
    return not (han.encode("gb2312", "ignore") or b"\xa4" < big5 < b"\xc6\x7f" or b"\x88" < jis < b"\x98")
