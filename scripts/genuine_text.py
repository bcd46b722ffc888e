"""Genuine text that is counted: files of a folder, a paragraph a line, ``.xz`` as well.

``hant-tw-*``, ``hant-hk-*`` and ``hans-*`` are Traditional of Taiwan and Hong Kong, and Simplified.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def texts(folder: Path, pattern: str) -> Iterator[tuple[str, str]]:
    """Names and contents of the files whose names begin with a pattern."""
    for path in sorted(folder.glob(f"{pattern}*.txt*")):
        content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        yield path.name.partition(".")[0], content.decode()


def codes(text: str) -> Array:
    """The code points of a text; those beyond the BMP become U+FFFF."""
    found = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).copy()
    found[found > 0xFFFF] = 0xFFFF
    result: Array = found.astype(np.uint16)
    return result


def character_counts(folder: Path, pattern: str) -> Array:
    """How often each character of the BMP stands in the text."""
    counts = np.zeros(1 << 16, np.int64)
    for _, text in texts(folder, pattern):
        counts += np.bincount(codes(text), minlength=1 << 16)
    return counts


def word_counts(folder: Path, pattern: str, words: list[str]) -> dict[str, int]:
    """How often each word of two characters stands in the text."""
    keys = np.array(sorted(ord(word[0]) << 16 | ord(word[1]) for word in words), np.uint32)
    counts = np.zeros(len(keys), np.int64)
    wanted = np.zeros(1 << 16, np.bool_)
    wanted[keys >> np.uint32(16)] = True
    for _, text in texts(folder, pattern):
        found = codes(text)
        places = np.flatnonzero(wanted[found[:-1]])
        pairs = found[places].astype(np.uint32) << np.uint32(16) | found[places + 1]
        at = np.minimum(np.searchsorted(keys, pairs), len(keys) - 1)
        counts += np.bincount(at[keys[at] == pairs], minlength=len(keys))
    return {
        chr(key >> 16) + chr(key & 0xFFFF): count
        for key, count in zip(keys.tolist(), counts.tolist(), strict=True)
    }
