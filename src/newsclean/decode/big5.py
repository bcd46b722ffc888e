"""Which Big5 it is: Microsoft's, Hong Kong's, or that of Taiwanese boards.

All agree on the characters of Big5 proper. What lies around them they fill differently, and
nothing but the sense of the lines that use it tells them apart.
"""

from __future__ import annotations

import math
import re
from functools import cache

from newsclean import data_files
from newsclean.decode import codecs, score
from newsclean.decode.line_blocks import blocks
from newsclean.models import plausibility

#: Lines with a code beyond CP950 that are compared, and the bytes of each: from the line's start
#: if that is near, and so many behind the code.
_LINES, _BEFORE, _BEHIND = 12, 400, 200


#: Nats against Big5-UAO, of boards in Taiwan up to 2010 or so: without signs of it, HKSCS is likelier.
_UAO_PRIOR = 10.0
#: Nats for it where there are kana: Japanese on boards was why it was made, and its kanji (関, 込) are
#: rare to the model. Both have kana at the same codes.
_UAO_WITH_KANA = -14.0
#: Nats that a character which is common in Hong Kong costs more than 的: the model, of news, calls many of
#: them rare (㗎 17, with what is around it 25), so that one was read as a rare one of Big5-UAO (鮁).
_COMMON_IN_HONG_KONG = 3.0


def member(data: bytes, hint: str | None = None) -> tuple[str, float]:
    """``cp950``, ``big5-hkscs`` or ``big5-uao``, for data in some Big5.

    :param hint: what the data declares, if anything.
    :returns: the name, and by how many nats it reads better than the others; infinite if these read alike.
    """
    beyond = _beyond(data)
    if not beyond:
        return "cp950", math.inf
    if hint in ("big5-hkscs", "big5-uao") and score.read(beyond, hint).bad == 0:
        return hint, math.inf
    names = ["big5-hkscs", "big5-uao"]
    if not _DISPUTED.search(codecs.to_text(beyond, "cp950", "replace")):
        names.insert(0, "cp950")
    # What the others read as characters is private use in CP950, which the model holds for dear.
    found = sorted(
        (reading.bad, _cost(beyond, reading), reading.name)
        for reading in (score.read(beyond, name) for name in names)
    )
    (bad, cost, name), text = found[0], codecs.to_text(beyond, found[0][2], "replace")
    others = [
        other + score.UNDECODABLE * (more - bad)
        for more, other, another in found[1:]
        if codecs.to_text(beyond, another, "replace") != text
    ]
    return name, min(others, default=math.inf) - cost


def _cost(beyond: bytes, reading: score.Scored) -> float:
    if reading.name == "big5-uao":
        return reading.cost + (_UAO_WITH_KANA if reading.letters else _UAO_PRIOR)
    if reading.name != "big5-hkscs" or reading.bad:
        return reading.cost
    common = _common()
    text = codecs.to_text(beyond, "big5-hkscs")
    count = sum(map(common.__contains__, map(ord, text)))
    return plausibility.cost(text.translate(common)) + count * _COMMON_IN_HONG_KONG


@cache
def _common() -> dict[int, str]:
    """The characters that are common in Hong Kong, as a table that puts a common one in their place."""
    return dict.fromkeys(map(ord, "".join(data_files.lines("decode", "hkscs-common.txt"))), "的")


#: Kana, Cyrillic letters and numbers in brackets, which Python's CP950 has at C6A1 to C8D3 in an order
#: of its own. ETEN, whose fonts these texts were written with, the WHATWG, HKSCS and Big5-UAO agree on
#: another; Microsoft's CP950 has private use there.
_DISPUTED = re.compile("[\u0401-\u0451\u2474-\u247d\u3005\u3041-\u30fe]")
#: What Python's CP950 makes of の い に し た る を は な か て ン ー ス ル ト 々 〇 ①: few lines of Japanese
#: are without one of them, and looking for them one by one is five times as fast as for all. And of the signs
#: that stand alone in Chinese: ② ③ ⑴ ⑵ 丶 ［.
_FREQUENT = "ソゆズウギペメゾスろサ⑦みЗюЬぼまヾ" + "ゝゞぇえせむ"


def _beyond(data: bytes) -> bytes:
    """The first lines that hold a code which CP950 lacks."""
    lines: list[bytes] = []
    for _, line, text in blocks(data, _as_cp950):
        if text is None:
            lines.append(_around(line))
        if len(lines) == _LINES:
            break
    return b"\n".join(lines)


def _as_cp950(data: bytes) -> str:
    text = data.decode("cp950")
    if any(map(text.__contains__, _FREQUENT)) and (disputed := _DISPUTED.search(text)):
        at = len(text[: disputed.start()].encode("cp950"))
        raise UnicodeDecodeError("cp950", data, at, at + 2, "not in this order")
    return text


def _around(line: bytes) -> bytes:
    """The part of a line around the first code that CP950 lacks, from a character's first byte."""
    try:
        _as_cp950(line)
    except UnicodeDecodeError as error:
        begin = 0 if error.start < _BEFORE else error.start
        return line[begin : error.start + _BEHIND]
    return line[:_BEHIND]
