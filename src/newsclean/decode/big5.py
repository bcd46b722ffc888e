"""Which Big5 it is: Microsoft's, Hong Kong's, or that of Taiwanese boards.

All agree on the characters of Big5 proper. What lies around them they fill differently, and
nothing but the sense of the lines that use it tells them apart.
"""

from __future__ import annotations

from functools import partial

from newsclean.decode import score
from newsclean.decode.line_blocks import blocks

#: Lines with a code beyond CP950 that are compared, and the bytes of each: from the line's start
#: if that is near, and so many behind the code.
_LINES, _BEFORE, _BEHIND = 12, 400, 200


def member(data: bytes, hint: str | None = None) -> str:
    """``cp950``, ``big5-hkscs`` or ``big5-uao``, for data in some Big5.

    :param hint: what the data declares, if anything.
    """
    beyond = _beyond(data)
    if not beyond:
        return "cp950"
    if hint in ("big5-hkscs", "big5-uao") and score.read(beyond, hint).bad == 0:
        return hint
    readings = score.ranked(beyond, ("cp950", "big5-hkscs", "big5-uao"))
    # What the others read as characters is private use in CP950, which the model holds for dear.
    return min(readings, key=lambda reading: (reading.bad, reading.cost)).name


def _beyond(data: bytes) -> bytes:
    """The first lines that hold a code which Python's CP950 lacks."""
    lines: list[bytes] = []
    for _, line, text in blocks(data, partial(str, encoding="cp950")):
        if text is None:
            lines.append(_around(line))
        if len(lines) == _LINES:
            break
    return b"\n".join(lines)


def _around(line: bytes) -> bytes:
    """The part of a line around the first code that CP950 lacks, from a character's first byte."""
    try:
        line.decode("cp950")
    except UnicodeDecodeError as error:
        begin = 0 if error.start < _BEFORE else error.start
        return line[begin : error.start + _BEHIND]
    return line[:_BEHIND]
