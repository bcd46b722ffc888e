"""The bytes that the characters of a run were made from, with marks for what is lost or foreign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from newsclean.repair.mojibake.tables import alternatives, inverse

HOLE, FOREIGN = -1, -2

#: A byte; or all that it can have been. Negative numbers: a lost byte, a character that is no byte.
Byte = int | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """Characters ``start`` to ``end`` of a run, which the wrong decoder made of the bytes ``data``."""

    start: int
    end: int
    data: tuple[Byte, ...]


#: What the compatibility forms of Unicode (NFKC, NFKD) fold to ASCII, and with what the sign began.
FOLDED = {"1": b"\xb9", "2": b"\xb2", "3": b"\xb3", "a": b"\xaa", "o": b"\xba", " ": b"\xa0"}
# Signs of Latin-1 that they take apart; spacing accents become a blank and a combining one.
_TAKEN_APART = {"1\u20444": "¼", "1\u20442": "½", "3\u20444": "¾", "\u03bc": "µ"}
_TAKEN_APART |= {" \u0308": "¨", " \u0304": "¯", " \u0301": "´", " \u0327": "¸", "...": "…", "TM": "™"}
_TAKEN_APART |= {" \u0303": "˜"}
_APART = re.compile("|".join(map(re.escape, _TAKEN_APART)))


# Letters of CP1252 that a program made small: š œ ž ÿ may have been Š Œ Ž Ÿ. Those from à to þ are bytes of
# UTF-8 that no text in it has as À to Þ.
LOWERED = {"š": b"\x8a", "œ": b"\x8c", "ž": b"\x8e", "ÿ": b"\x9f"}


def unfolded(run: str) -> str:
    """A run as it was before a program brought it into another normal form, as far as that is certain."""
    return normalize("NFC", _APART.sub(lambda match: _TAKEN_APART[match.group()], run))


def tokens(run: str, read_as: str, *, folded: bool = False) -> list[Token]:
    """The characters of a run with their bytes in the wrong encoding.

    :param folded: whether an ASCII character may be one of :data:`FOLDED`.
    """
    table, twice = inverse(read_as), alternatives(read_as)
    if folded:
        twice = {sign: (sign.encode(), data) for sign, data in FOLDED.items()}
    elif read_as == "cp1252" and run == run.lower():
        twice = {letter: (table[letter], data) for letter, data in LOWERED.items()}
    found: list[Token] = []
    for i, character in enumerate(run):
        data: tuple[Byte, ...]
        if character == "\ufffd":
            data = (HOLE,)
        elif character in twice:
            data = tuple(zip(*twice[character], strict=True))
        else:
            data = tuple(table[character]) or (FOREIGN,)
        found.append(Token(i, i + 1, data))
    return found
