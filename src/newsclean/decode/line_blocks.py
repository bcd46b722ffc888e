"""Cutting bytes into lines, but only where it must be done: blocks of lines that decode together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

_SIZE = 1 << 16


def blocks(data: bytes, decode: Callable[[bytes], str]) -> Iterator[tuple[int, bytes, str | None]]:
    r"""Whole lines that decode together, in blocks; any other line alone.

    Memory stays bounded, and most bytes are decoded once and in C.

    :param decode: raises ``UnicodeDecodeError`` for bytes that do not decode; ``\n`` must be one
        byte, and no part of a character.
    :returns: the number of the first line, from 1; its bytes; and their text, if they decode.
    """
    at, number = 0, 1
    while at < len(data):
        end = data.find(b"\n", min(at + _SIZE, len(data)))
        end = len(data) if end < 0 else end + 1
        chunk = data[at:end]
        text = _decoded(chunk, decode)
        if text is not None:
            yield number, chunk, text
        else:
            for i, line in enumerate(lines_of(chunk), number):
                yield i, line, _decoded(line, decode)
        number += chunk.count(b"\n")
        at = end


def lines_of(data: bytes) -> list[bytes]:
    r"""Lines with their ends, which are ``\n`` only: ``bytes.splitlines`` also cuts at ``\r``."""
    lines = [line + b"\n" for line in data.split(b"\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _decoded(data: bytes, decode: Callable[[bytes], str]) -> str | None:
    try:
        return decode(data)
    except UnicodeDecodeError:
        return None
