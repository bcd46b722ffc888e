"""Which Big5 it is: Microsoft's, Hong Kong's, or that of Taiwanese boards.

All agree on the characters of Big5 proper. What lies around them they fill differently, and
nothing but the sense of the lines that use it tells them apart.
"""

from __future__ import annotations

from newsclean.decode import ranking

_LINES = 12  # lines with a code beyond CP950 that are compared


def member(data: bytes, hint: str | None = None) -> str:
    """``cp950``, ``big5-hkscs`` or ``big5-uao``, for data in some Big5.

    :param hint: what the data declares, if anything.
    """
    beyond = _beyond(data)
    if not beyond:
        return "cp950"
    if hint in ("big5-hkscs", "big5-uao") and ranking.read(beyond, hint).bad == 0:
        return hint
    readings = ranking.ranked(beyond, ("cp950", "big5-hkscs", "big5-uao"))
    # What the others read as characters is private use in CP950, which the model holds for dear.
    return min(readings, key=lambda reading: (reading.bad, reading.cost)).name


def _beyond(data: bytes) -> bytes:
    """The first lines that hold a code which Python's CP950 lacks."""
    lines: list[bytes] = []
    at = 0
    while len(lines) < _LINES:
        try:
            data[at:].decode("cp950") if at else data.decode("cp950")
        except UnicodeDecodeError as error:
            bad = at + error.start
            begin = max(data.rfind(b"\n", at, bad) + 1, at)
            end = data.find(b"\n", bad)
            end = len(data) if end < 0 else end
            # From the first character of the line to 200 bytes behind the code.
            lines.append(
                data[begin : min(end, bad + 200)][-600:]
                if bad - begin < 400
                else data[bad : min(end, bad + 200)]
            )
            at = end + 1
            continue
        break
    return b"\n".join(lines)
