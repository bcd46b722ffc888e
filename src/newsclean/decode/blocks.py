"""Cutting bytes into lines, but only where it must be done: blocks of lines that decode together."""

from __future__ import annotations

from collections.abc import Iterator

_SIZE = 1 << 16


def blocks(data: bytes, codec: str) -> Iterator[tuple[int, bytes, bool]]:
    r"""Whole lines that decode together, in blocks; any other line alone.

    Memory stays bounded, and most bytes are decoded once and in C.

    :param codec: a Python codec in which ``\n`` is one byte and no part of a character.
    :returns: the number of the first line, from 1; its bytes, where a single line comes without
        its ``\n``; and whether they decode.
    """
    at, number = 0, 1
    while at < len(data):
        end = data.find(b"\n", min(at + _SIZE, len(data)))
        end = len(data) if end < 0 else end + 1
        chunk = data[at:end]
        if decodes(chunk, codec):
            yield number, chunk, True
        else:
            for i, line in enumerate(chunk.removesuffix(b"\n").split(b"\n")):
                yield number + i, line, decodes(line, codec)
        number += chunk.count(b"\n")
        at = end


def decodes(data: bytes, codec: str) -> bool:
    """Whether all bytes decode by a Python codec."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
