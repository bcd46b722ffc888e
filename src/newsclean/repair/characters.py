"""What is known of single Han characters: their readings, and which script they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import normalize

from newsclean import data_files
from newsclean.patterns import compiled

#: The letters that a reading is written with, for a character class of a regular expression.
#: GBK has its own ɑ and ɡ, and some pages write them.
READING_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ"

_PLAIN = str.maketrans("ɑɡ", "ag")


def table(name: str) -> Iterator[list[str]]:
    """The rows of a data file: fields separated by tabs."""
    return (line.split("\t") for line in data_files.lines("repair", name))


@cache
def _readings() -> dict[str, str]:
    """Reading → the characters that have it."""
    return dict(table("readings.txt"))


@lru_cache(maxsize=2_000)  # more than there are; what a text writes in brackets may be none
def read_as(reading: str) -> frozenset[str]:
    """The characters that have a reading, written with tone marks."""
    return frozenset(_readings().get(reading.translate(_PLAIN), ""))


@cache
def _toneless() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for reading, characters in _readings().items():
        bare = "".join(c for c in normalize("NFD", reading) if c.isascii() or c == "\u0308")
        for written in {bare.replace("u\u0308", letter) for letter in ("u", "v", "ü")}:
            table[written] = table.get(written, frozenset()).union(characters)
    return table


def read_as_toneless(reading: str) -> frozenset[str]:
    """The characters that have a reading, written without tone marks, in any tone."""
    return _toneless().get(reading, frozenset())


@cache
def _scripts() -> tuple[frozenset[str], dict[str, str]]:
    only: set[str] = set()
    simplified: dict[str, str] = {}
    for short, forms, flag in table("scripts.txt"):
        if flag:
            only.add(short)
        # The first one wins where a character has two Simplified forms: 乾 is 干 before 乾.
        for form in forms:
            simplified.setdefault(form, short)
    return frozenset(only), simplified


def simplified_only() -> frozenset[str]:
    """The characters that Traditional text never contains."""
    return _scripts()[0]


def simplified_form() -> dict[str, str]:
    """Traditional-only character → its Simplified form."""
    return _scripts()[1]


@cache
def _to_simplified() -> dict[int, str]:
    return {ord(form): short for form, short in simplified_form().items()}


def simplify(text: str) -> str:
    """The text with every Traditional-only character replaced by its Simplified form, one by one."""
    # Most texts have none of them: to see that takes a twentieth of the time.
    return text.translate(_to_simplified()) if _traditional().search(text) else text


@cache
def _traditional() -> re.Pattern[str]:
    return compiled(f"[{''.join(simplified_form())}]")


def is_bopomofo(character: str) -> bool:
    """Whether a character is a letter of bopomofo that Big5 has."""
    return "\u3105" <= character <= "\u3129"


@cache
def in_gb2312(character: str) -> bool:
    """Whether the character stands in GB 2312."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
