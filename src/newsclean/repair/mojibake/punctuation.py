"""Marks of punctuation that stand by themselves, read again as the rest of their document was.

``2:1¡£`` and ``iPhone¡¢iPad`` have ASCII on both sides of a mark, which is too little for a model to judge.
But where a document is damaged its marks are, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsclean.edits import Edit
from newsclean.patterns import compiled
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.pairs import CHINESE, Pair
from newsclean.repair.mojibake.tables import alphabet, decode, encode, inverse

_MARKS = "、。，．；：？！…—～‘’“”（）《》〈〉「」『』【】〔〕〖〗％℃￥"
_PRIVATE = "\ue000-\uf8ff"


def lone_marks(text: str, pair: Pair) -> Iterator[Edit]:
    """The edits that read marks between ASCII or Chinese again, under a pair that the document has proved."""
    marks = _marks(pair)
    for match in marks.finditer(text) if marks else ():
        given = match.group()
        yield Edit("repair", pair.rule, match.start(), given, pair.read_again(given), thresholds.PROVES)


@cache
def _marks(pair: Pair) -> re.Pattern[str] | None:
    """Damaged marks in a row with nothing beside them that the wrong decoder may have made of other bytes.

    ``None`` if it makes characters of them that sound text has: ``﹝`` is 。 of GBK in Big5.
    """
    if pair.true not in CHINESE:
        return None
    codes = filter(None, (encode(mark, pair.true) for mark in _MARKS))
    forms = [form for data in codes if (form := _form(data, pair))]
    if not forms:
        return None
    # Beside one may be the other byte of a character that it belongs to.
    others = re.escape("".join(sorted(alphabet(pair.read_as)))) if pair.single else _PRIVATE
    return compiled(f"(?<![{others}\ufffd])(?:{'|'.join(forms)})+(?![{others}\ufffd])")


def _form(data: bytes, pair: Pair) -> str:
    """What matches the bytes of a mark as the wrong decoder wrote them; empty for what says too little."""
    if not pair.single:  # of these only GBK has marks of another one where no text has characters
        text = decode(data, "gbk") if pair.read_as == "gbk" else ""
        return text if re.fullmatch(f"[{_PRIVATE}]", text) else ""
    table = inverse(pair.read_as)
    ways = ["".join(sorted(c for c in alphabet(pair.read_as) if table[c][0] == byte)) for byte in data]
    if data[-1] < 0x80:  # ``¡H`` is ？ of Big5, and may be the beginning of a word
        ways[-1] = chr(data[-1])
    if not all(ways):
        return ""
    form = "".join(f"[{re.escape(some)}]" for some in ways)
    return f"{form}(?![A-Za-z])" if data[-1] < 0x80 else form
