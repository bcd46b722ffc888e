"""What genuine text of a region writes where OpenCC's lists write something else, with how often it does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from newsclean import data_files
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
    for line in data_files.lines(path):
        word, written, count, others = line.split("\t")
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


def worked_in(
    usage: Mapping[str, str],
    sure: Iterable[str],
    table: Mapping[str, str],
    borders: Collection[Sequence[str]],
) -> dict[str, str]:
    """A table with a usage, and with words that meet, which become what the region makes of each.

    :param sure: words that are written so inside of longer phrases, too.
    :param table: what the lists have, without borders.
    """
    from newsclean.convert.opencc.compose import add_borders

    changes = {word: (table[word], usage[word]) for word in sure if word in table and word in usage}
    result = {**_inside(changes, table), **usage}
    # What usage says of a single character is said of what stands outside of words.
    single = {word: table.get(word, word) for pair in borders for word in pair if len(word) == 1}
    add_borders(result, borders, single)
    return result


def joined(
    usage: Iterable[str], table: Mapping[str, str], lists: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Pairs of a usage that are no words, with the words of two characters that begin with their last one and
    write it alike, where the rest of the word would be lost: 在回 and 回复 in 在回复.

    :param table: with the usage worked in.
    :param lists: the words of the lists.
    """
    by_last: dict[str, list[str]] = {}
    for pair in usage:
        if len(pair) == 2 and pair not in lists:
            by_last.setdefault(pair[1], []).append(pair)
    for word, written in table.items():
        if len(word) == 2 == len(written) and written[1] != table.get(word[1], word[1]):
            for pair in by_last.get(word[0], ()):
                if table[pair][1] == written[0]:
                    yield pair[0] + word, table[pair][0] + written


# A word is written so inside of phrases, too, if text has it so often, and so many times as often as
# otherwise: 发布 in 发布会; but 自制力 is no 自製.
_OFTEN, _SURE = 100, 20


def is_sure(word: str, times: int, others: int) -> bool:
    """Whether text writes a word so wherever it stands."""
    return len(word) > 1 and times >= _OFTEN and times >= _SURE * others


def _inside(changes: Mapping[str, tuple[str, str]], table: Mapping[str, str]) -> dict[str, str]:
    """A table with words written otherwise inside of longer phrases.

    :param changes: for each word what the lists have for it and what it becomes. Where a phrase has something
        else for it, it is not that word.
    """
    result = dict(table)
    pairs = {word[:2] for word in changes}
    for key, value in table.items():
        if len(key) != len(value) or len(key) < 3:
            continue
        for at in range(len(key) - 1):
            if key[at : at + 2] not in pairs:
                continue
            for end in range(at + 2, len(key) + 1):
                listed, written = changes.get(key[at:end], ("", ""))
                if listed and end - at < len(key) and result[key][at:end] == listed:
                    result[key] = result[key][:at] + written + result[key][end:]
    return result


@cache
def _glyphs() -> dict[int, str]:
    """The forms of a character, each with one that stands for all of them."""
    found = {ord("台"): "臺"}
    for form, row in forms().items():
        one = min({form, *row.becomes.values()})
        for other in (form, *row.becomes.values()):
            found[ord(other)] = one
    return found
