"""Genuine text beside the same made Simplified, and the words in it, for ``build_usage.py`` and
``build_registers.py``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from genuine_text import Array, codes, texts

from newsclean.convert.engine.tables import rewriter

# Characters of the longest words that are looked at.
LONGEST = 4


class Source(NamedTuple):
    """Genuine text and the same made Simplified, as code points of the same length.

    :param weight: 1 for text of the region, 0 for others, which count where the region says nothing.
    """

    name: str
    simplified: Array
    genuine: Array
    own: bool


def command_line(description: str) -> argparse.ArgumentParser:
    """The arguments that say what is read, and the folder to write to."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", nargs="*", default=[], help="sources to leave out")
    parser.add_argument(
        "--half", nargs="*", default=[], help="sources of which every second line is left out"
    )
    parser.add_argument("--output", type=Path, required=True)
    return parser


def read(folder: Path, region: str, without: Sequence[str], half: Sequence[str]) -> Iterator[Source]:
    """The sources, those of other regions with the forms of characters of this one."""
    for name, text in texts(folder, "hant-"):
        if name in without:
            continue
        home = name.split("-")[1]
        given = "\n".join(text.split("\n")[::2]) if name in half else text
        simplified = rewriter("hk2s" if home == "hk" else "tw2s")(given)
        genuine = given
        if region != "hk" and home == "hk":
            genuine = rewriter("t2tw")(rewriter("hk2t")(given))
        elif region == "hk" and home == "tw":
            genuine = rewriter("t2hk")(rewriter("tw2t")(given))
        if region != "hk" and len(genuine) == len(given):
            # OpenCC's way from one standard to the other knows no 台.
            genuine = "".join(["台" if old == "台" else new for old, new in zip(given, genuine, strict=True)])
        pairs = zip(genuine.split("\n"), simplified.split("\n"), strict=True)
        kept = [pair for pair in pairs if len(pair[0]) == len(pair[1])]
        yield Source(
            name,
            codes("\n".join([one for _, one in kept]) + "\n" * LONGEST),
            codes("\n".join([one for one, _ in kept]) + "\n" * LONGEST),
            region in (home, "hant"),
        )


def text_of(codes: Array) -> str:
    """The text of code points."""
    return codes.astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")


def han(codes: Array) -> Array:
    """Which code points are Han."""
    return (codes >= 0x3400) & (codes <= 0x9FFF)


def grams(codes: Array, length: int) -> tuple[Array, Array]:
    """Each stretch of some characters as a number, and whether all of it is Han."""
    size = len(codes) - length + 1
    keys = np.zeros(size, np.uint64)
    valid = np.ones(size, np.bool_)
    good = han(codes)
    for offset in range(length):
        keys = (keys << np.uint64(16)) | codes[offset : offset + size]
        valid &= good[offset : offset + size]
    return keys, valid


def places_of(keys: Array, valid: Array, words: Array) -> Array:
    """Where words stand.

    :param words: sorted.
    """
    if not len(words):
        return np.zeros(0, np.int64)
    bits, shift = np.zeros(1 << 22, np.bool_), np.uint64(42)
    golden = np.uint64(0x9E3779B97F4A7C15)
    bits[(words * golden) >> shift] = True
    places = np.flatnonzero(valid & bits[(keys * golden) >> shift])
    at = np.minimum(np.searchsorted(words, keys[places]), len(words) - 1)
    found: Array = places[words[at] == keys[places]]
    return found


def key_of(word: str) -> int:
    """A word as a number."""
    key = 0
    for char in word:
        key = key << 16 | ord(char)
    return key


def word_of(key: int, length: int) -> str:
    """The word of a number."""
    return "".join([chr(key >> 16 * at & 0xFFFF) for at in range(length - 1, -1, -1)])
