"""Which characters torn text can have meant, by their bytes.

The text is Simplified GBK text in Traditional characters: a character that only Simplified text
has, or one beyond GBK, was never in it.
"""

from __future__ import annotations

from functools import cache

from newsclean.repair.characters import in_gb2312, read_as, simplified_form, simplified_only
from newsclean.repair.pinyin import gbk

#: What the text may hold beside Han characters.
PUNCTUATION = frozenset("，。、；：！？“”‘’《》（）—…·〈〉【】『』「」　")


@cache
def meant(character: str) -> bool:
    """Whether Traditional text made from Simplified GBK text may contain the character."""
    if character in PUNCTUATION:
        return True
    return "\u4e00" <= character <= "\u9fa5" and character not in simplified_only()


@cache
def meant_in_row(lead: int) -> str:
    """The meant characters of a lead byte."""
    return "".join(filter(meant, gbk.row(lead)))


@cache
def meant_in_column(trail: int) -> str:
    """The meant characters of a trail byte."""
    return "".join(filter(meant, gbk.column(trail)))


@cache
def meant_behind(leads: bytes, trail: int) -> str:
    """The meant characters with one of some lead bytes and a trail byte."""
    return "".join(c for c in (gbk.pair(lead, trail) for lead in leads) if c and meant(c))


@cache
def is_key(character: str) -> bool:
    """Whether injectors annotate the character: Traditional-only, and not in GB 2312."""
    return character in simplified_form() and not in_gb2312(character)


@cache
def keys(lead: int, reading: str) -> str:
    """The keys with a lead byte and a reading."""
    return "".join(c for c in meant_in_row(lead) if c in read_as(reading) and is_key(c))
