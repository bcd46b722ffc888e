"""Write by which words a text tells its register, and what each register writes in its own way.

    python scripts/data.py usage FOLDER     # builds them after the lists of the regions
    python scripts/build_registers.py FOLDER --output FOLDER [--without SOURCE ...] [--half SOURCE ...]

FOLDER has genuine text (see build_usage.py), and the output folder the lists of the regions. A register is a
kind of text that spells some words otherwise than other text of its region: minutes of meetings in Taiwan
write 瞭解 and 儘量, newspapers 了解 and 盡量. ``registers.txt`` has the words that are far more frequent in a
register than in every other source, wherever in the register one looks; ``tw-minutes.txt`` and the like have
the words that the register writes otherwise than the region's list. Words are those of jieba's dictionary, so
that neither holds ends of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
from genuine_text import Array, codes
from usage_counts import RATIO, Entry
from usage_text import Source, command_line, grams, han, key_of, places_of, read, text_of, word_of
from word_counts import folder as package

from newsclean.convert.engine.rewriter import Rewriter
from newsclean.convert.engine.tables import lists
from newsclean.convert.usage import is_sure, read_usage, unless_glyphs, with_glyphs, worked_in


class Sign(NamedTuple):
    """A word that tells a register, how often it stands in a million characters, and how often elsewhere."""

    word: str
    often: int
    elsewhere: int


# Each register of a region with the source that is in it.
REGISTERS = {"tw-law": "hant-tw-law", "tw-minutes": "hant-tw-speech"}

# A word tells the register if it stands so often in a million characters of it, so many times as often as in
# every other source, and in so many of its equal stretches (names and subjects of a few meetings do not).
# With 5 times as often for 3, and 30 for 50, the rates of minutes and of news came closer to each other.
_MILLION, _TIMES, _STRETCHES, _IN = 50, 3, 20, 18
# So many words are taken at most: those that tell the most, by how often they stand, and how much more often.
_MOST = 50
# What is not seen elsewhere could be there so often.
_UNSEEN = 2

# A register writes a word in its own way in so large a share of the places, and in so many more than not.
_SHARE, _GAIN = 0.8, 30

_LENGTHS, _LONGEST = (2, 3, 4), 3


def main() -> None:
    """Write the lists."""
    arguments = command_line("Count what registers write.").parse_args()
    build(arguments.folder, arguments.output, arguments.without, arguments.half)


def build(
    folder: Path,
    output: Path,
    without: Sequence[str] = (),
    half: Sequence[str] = (),
    regions: Sequence[str] = ("tw",),
) -> None:
    """Write ``registers.txt`` and the list of each register of some regions whose source is not left out."""
    sources = {source.name: source for source in read(folder, "tw", without, half)}
    words = {length: np.array(sorted(map(key_of, of)), np.uint64) for length, of in _words().items()}
    tallies = {
        name: [_counted(source, words[length], length) for length in _LENGTHS]
        for name, source in sources.items()
    }
    rows = []
    for register, name in REGISTERS.items():
        region = register.partition("-")[0]
        if name in sources and region in regions:
            others = [tallies[other] for other in sources if other != name]
            signs = sorted(_signs(tallies[name], others, words), key=_tells)[-_MOST:]
            rows += [f"{register}\t{sign.word}\t{sign.often}\t{sign.elsewhere}\n" for sign in sorted(signs)]
            entries = _entries(sources[name], output / f"{region}.txt", words)
            _write(output / f"{register}.txt", _HEADER.format(source=name, region=region), entries)
    (output / "registers.txt").write_text(_SIGNS + "".join(rows), encoding="utf-8", newline="\n")


def _words() -> dict[int, set[str]]:
    """The words of jieba's dictionary by their lengths."""
    found: dict[int, set[str]] = {length: set() for length in _LENGTHS}
    for line in (package("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word = line.partition(" ")[0]
        if len(word) in found and all("\u4e00" <= char <= "\u9fff" for char in word):
            found[len(word)].add(word)
    return found


def _counted(source: Source, words: Array, length: int) -> Array:
    """How often words of a length stand in a million Han characters of each stretch of a source."""
    keys, valid = grams(source.simplified, length)
    places = places_of(keys, valid, words)
    number = np.searchsorted(words, keys[places])
    stretch = places * _STRETCHES // len(source.simplified)
    counts = np.bincount(stretch * len(words) + number, minlength=_STRETCHES * len(words))
    rates: Array = counts.reshape(_STRETCHES, -1) * (1e6 / np.count_nonzero(han(source.simplified)))
    return rates


def _tells(sign: Sign) -> tuple[float, Sign]:
    return sign.often * log(sign.often / sign.elsewhere), sign


def _signs(own: list[Array], others: list[list[Array]], words: dict[int, Array]) -> Iterator[Sign]:
    """The words that tell a register.

    :param own: how often the words of each length stand in its stretches.
    :param others: the same of other sources.
    """
    for number, length in enumerate(_LENGTHS):
        often = own[number].sum(axis=0)
        elsewhere = np.max([other[number].sum(axis=0) for other in others], axis=0) + _UNSEEN
        wide = np.count_nonzero(own[number], axis=0) >= _IN
        for at in np.flatnonzero(wide & (often >= _MILLION) & (often >= _TIMES * elsewhere)).tolist():
            yield Sign(word_of(int(words[length][at]), length), round(often[at]), round(elsewhere[at]))


def _entries(source: Source, region: Path, words: dict[int, Array]) -> list[Entry]:
    """What a source writes otherwise than the list of its region makes of it, the shortest words first."""
    found: dict[str, Entry] = {}
    listed = {row.word for row in read_usage(str(region))}
    for length in _LENGTHS:
        one = _converted(source, region, found)
        wrong = one != source.genuine
        keys, valid = grams(source.simplified, length)
        # Longer words of the region's list that hold one of these go before it: 不了解 holds 了解.
        held = {word for word in listed if len(word) == length and any(part in word for part in found)}
        known = words[length] if length <= _LONGEST else np.zeros(0, np.uint64)
        places = places_of(keys, valid, np.union1d(known, np.array([*map(key_of, held)], np.uint64)))
        touched = np.add.reduce([wrong[places + offset] for offset in range(length)]) > 0
        places = places[np.isin(keys[places], np.unique(keys[places][touched]))]
        right, got = (grams(text, length)[0][places] for text in (source.genuine, one))
        for key in np.unique(keys[places]).tolist():
            here = keys[places] == key
            word = word_of(key, length)
            entry = _judged(word, right[here], got[here], 1 if word in held else _GAIN)
            if entry:
                found[entry.word] = entry
    return sorted(found.values())


def _judged(word: str, right: Array, got: Array, gain: int) -> Entry | None:
    """An entry for a word, if the register writes it in one way, and not only in another form.

    :param gain: how many more places it mends than it breaks, at least.
    """
    forms, counts = np.unique(right, return_counts=True)
    best, times = int(forms[counts.argmax()]), int(counts.max())
    fixed = int(np.count_nonzero((right == best) & (got != best)))
    broken = int(np.count_nonzero((right != best) & (right == got)))
    made, often = np.unique(got, return_counts=True)
    listed = word_of(int(made[often.argmax()]), len(word))
    written = word_of(best, len(word))
    if (
        times < _SHARE * len(right)
        or fixed - broken < gain
        or fixed < RATIO * broken
        or not unless_glyphs({word: written}, {word: listed})
    ):
        return None
    return Entry(word, written, times, len(right) - times)


def _converted(source: Source, region: Path, found: dict[str, Entry]) -> Array:
    """The Simplified text through the region's list and what was found."""
    base, configuration, borders = lists("s2tw-words")
    usage = {row.word: row.written for row in read_usage(str(region))}
    sure = [row.word for row in read_usage(str(region)) if is_sure(row.word, row.times, row.others)]
    usage |= {word: entry.written for word, entry in found.items()}
    table = worked_in(usage, sure, with_glyphs(usage, base), borders)
    return codes(Rewriter.build(table, configuration.normalization)(text_of(source.simplified)))


def _write(path: Path, header: str, entries: list[Entry]) -> None:
    rows = [f"{entry.word}\t{entry.written}\t{entry.times}\t{entry.others}\n" for entry in entries]
    path.write_text(header + "".join(rows), encoding="utf-8", newline="\n")


_SIGNS = f"""\
# Words by which a text tells its register: the list of what the register writes, a word in Simplified, how
# often it stands in a million Han characters of that register, and how often at most in any other source.
# Counted in the Traditional text that NOTICE names. Made by scripts/build_registers.py.
# At least {_MILLION} in a million, {_TIMES} times as often as elsewhere, in {_IN} of {_STRETCHES} equal
# stretches; the {_MOST} that tell the most.
"""
_HEADER = """\
# What one register writes otherwise than {region}.txt: the word in Simplified, what is written, how often,
# and how often something else. It goes before {region}.txt in a text of the register.
# Counted in: {source}.
# Made by scripts/build_registers.py. Sorted by the first column.
"""


if __name__ == "__main__":
    main()
