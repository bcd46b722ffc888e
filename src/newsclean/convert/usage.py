"""What genuine text of a region writes where OpenCC's lists write something else, with how often it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from newsclean.convert.forms import forms
from newsclean.values import NamedTuple


class Usage(NamedTuple):
    """How a region writes a word.

    :param word: as Simplified has it.
    :param written: what text of the region has for it.
    :param times: how often it does; see the head of the file for the text.
    :param others: how often it has something else.
    """

    word: str
    written: str
    times: int
    others: int


def read_usage(path: str) -> Iterator[Usage]:
    """The entries of a file of ``data/convert/usage``."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                word, written, count, others = line.rstrip("\n").split("\t")
                yield Usage(word, written, int(count), int(others))


def unless_glyphs(usage: Mapping[str, str], table: Mapping[str, str]) -> dict[str, str]:
    """The entries of a usage that are a matter of words, not of the forms of characters alone.

    :param table: what the lists have.
    """
    result = {}
    for word, written in usage.items():
        listed = table.get(word) or "".join([table.get(char, char) for char in word])
        if listed.translate(_glyphs()) != written.translate(_glyphs()):
            result[word] = (
                "".join(
                    [
                        form if form.translate(_glyphs()) == char.translate(_glyphs()) else char
                        for form, char in zip(listed, written, strict=True)
                    ]
                )
                if len(listed) == len(written)
                else written
            )
    return result


def with_glyphs(usage: Mapping[str, str], table: Mapping[str, str]) -> dict[str, str]:
    """A table with the forms of characters that a usage writes, in phrases, too.

    Where it writes 台 for a character that the lists write 臺, it does so in 台灣.
    """
    changes = {}
    for char, written in usage.items():
        listed = table.get(char, char)
        if (
            len(char) == 1
            and listed != written
            and listed.translate(_glyphs()) == written.translate(_glyphs())
        ):
            changes[ord(listed)] = written
    return {key: value.translate(changes) for key, value in table.items()}


@cache
def _glyphs() -> dict[int, str]:
    """The forms of a character, each with one that stands for all of them."""
    found = {ord("台"): "臺"}
    for form, row in forms().items():
        one = min({form, *row.becomes.values()})
        for other in (form, *row.becomes.values()):
            found[ord(other)] = one
    return found
