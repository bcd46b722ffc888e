"""The forms of characters that differ between standards, and the characters that only Japanese has."""

from __future__ import annotations

from functools import cache

from newsclean import data_files
from newsclean.convert.characters import chinese, hant
from newsclean.values import NamedTuple

#: The standards that write a form, as ``standards.txt`` names them.
TAIWAN, HONG_KONG, OPENCC = "TW", "HK", "T"


class Form(NamedTuple):
    """A form of a character.

    :param standards: those that write it; none for a form that is no standard.
    :param becomes: by standard, the form that it writes instead.
    """

    standards: frozenset[str]
    becomes: dict[str, str]


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
def changing(standard: str) -> frozenset[str]:
    """The forms that a standard writes otherwise."""
    return frozenset(form for form, row in forms().items() if standard in row.becomes)


@cache
def odd_forms() -> frozenset[str]:
    """The forms that no standard writes; OpenCC takes 麽 for Simplified, but 爲什麽 is none."""
    return frozenset(form for form, row in forms().items() if not row.standards)


@cache
def kanji() -> dict[str, str]:
    """The characters that only Japanese has, each with the Traditional one it stands for."""
    return dict(_rows("kanji.txt"))


@cache
def not_japanese() -> frozenset[str]:
    """The characters that Chinese writes and Japanese does not, or hardly.

    Of Traditional those outside of the 2,965 common kanji with which JIS X 0208 begins, of the forms of
    a standard those that it lacks (户, 卧).
    """
    lacking = frozenset(form for form in forms().keys() - odd_forms() if len(_in_japan(form)) != 2)
    rare = frozenset(char for char in hant() if not b"\xb0" <= _in_japan(char) < b"\xd0")
    return chinese() | lacking | rare | frozenset(_CHINESE)


# Of both scripts, in nearly every Chinese text.
_CHINESE = "這她你您很吧呢哪啊"


def _in_japan(char: str) -> bytes:
    """A character in EUC-JP: two bytes if JIS X 0208 has it."""
    return char.encode("euc_jp", "ignore")


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in data_files.lines("convert", name)]
