"""The bytes that the characters of a run were made from, with marks for what is lost or foreign.

Programs alter damaged text on its way: they bring it into another normal form of Unicode, make its letters
small, or make its quotation marks and dashes ASCII. One character may then be one of several bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from newsclean.patterns import lazy
from newsclean.repair.mojibake.tables import LOST_IN_CP932, NO_BREAK, SINGLE, alphabet, alternatives, inverse
from newsclean.values import NamedTuple

HOLE, FOREIGN = -1, -2

#: A byte; or all that it can have been. Negative numbers: a lost byte, a character that is no byte.
Byte = int | tuple[int, ...]

# What programs make a blank of: the no-break space, and what CP1252 lacks.
BLANKED = (*NO_BREAK, 0x81, 0x8D, 0x8F, 0x90, 0x9D)

#: What a program did to the damaged text: nothing, a normal form, small letters, ASCII for signs.
PLAIN, NORMALISED, LOWERED, STRAIGHTENED = "", "normalised", "lowered", "straightened"


@cache
def blanked(read_as: str) -> tuple[int, ...]:
    """The bytes that a program can have made a blank of: what the table lacks, and the no-break space."""
    meant = {byte: bytes((byte,)).decode(read_as, "ignore") for byte in range(0x80, 0x100)}
    if meant[0x81] == "\x81":
        return BLANKED  # a table with control characters may be its relative without, as Latin-1 is CP1252
    return tuple(byte for byte, character in meant.items() if character in ("", "\xa0"))


class Token(NamedTuple):
    """Characters ``start`` to ``end`` of a run, which the wrong decoder made of the bytes ``data``."""

    start: int
    end: int
    data: tuple[Byte, ...]


# Signs that compatibility forms take apart; spacing accents become a blank and a combining one.
_TAKEN_APART = {normalize("NFKC", sign): sign for sign in "¼½¾µ¨¯´¸…™˜˘˙˚˝˛"}
#: These, as an expression.
APART = "|".join(map(re.escape, _TAKEN_APART))
_APART = lazy(APART)

# Letters of CP1252 that a program made small: š œ ž ÿ may have been Š Œ Ž Ÿ. Those from à to þ are bytes of
# UTF-8 that no text in it has as À to Þ.
_CAPITALS = {"š": "Š", "œ": "Œ", "ž": "Ž", "ÿ": "Ÿ"}
# Typographic signs that editors and web forms make ASCII.
_ASCII_FOR = {'"': "“”", "'": "‘’", "-": "–—", "...": "…", "~": "˜", "^": "ˆ"}


def unfolded(run: str) -> str:
    """A run as it was before a program brought it into another normal form, as far as that is certain."""
    return normalize("NFC", _APART.sub(lambda match: _TAKEN_APART[match.group()], run))


def small(run: str) -> bool:
    """Whether a program may have made the letters of a run small."""
    return run == run.lower() and not _CAPITALS.keys().isdisjoint(run)


def tokens(run: str, read_as: str, altered: str = PLAIN) -> list[Token]:
    """The characters of a run with their bytes in the wrong encoding.

    :param altered: what a program did to the run afterwards: one of the constants above.
    """
    table, twice = inverse(read_as), alternatives(read_as)
    several = _altered(read_as, altered)
    if several:
        return list(_altered_tokens(run, table, several))
    found: list[Token] = []
    lost = LOST_IN_CP932 if read_as == "shift_jis" else "\ufffd"
    for i, character in enumerate(run):
        data: tuple[Byte, ...]
        if character in ("\ufffd", lost):
            data = (HOLE,)
        elif character in twice:
            data = tuple(zip(*twice[character], strict=True))
        else:
            data = tuple(table[character]) or (FOREIGN,)
        found.append(Token(i, i + 1, data))
    return found


def _altered_tokens(
    run: str, table: dict[str, bytes], several: dict[str, tuple[int, ...]]
) -> Iterator[Token]:
    longest = max(map(len, several))
    at = 0
    while at < len(run):
        for size in range(min(longest, len(run) - at), 0, -1):
            values = several.get(run[at : at + size])
            if values or size == 1:
                known = table[run[at]]
                data: tuple[Byte, ...] = (HOLE,) if run[at] == "\ufffd" else tuple(known) or (FOREIGN,)
                if values:
                    data = (values if len(values) > 1 else values[0],)
                yield Token(at, at + size, data)
                at += size
                break


@cache
def _altered(read_as: str, altered: str) -> dict[str, tuple[int, ...]]:
    """What programs make of an encoding's characters → the bytes that these, and the result itself, are."""
    found: dict[str, set[int]] = {}
    table = inverse(read_as)
    if read_as not in SINGLE or altered == PLAIN:
        return {}
    if altered == NORMALISED:
        for character in alphabet(read_as):
            for form in ("NFC", "NFD", "NFKC", "NFKD"):
                new = normalize(form, character)
                if new != character:
                    found.setdefault(new, set()).update(table[character])
        if " " in found:  # of the no-break space; what the table lacks may have become one as well
            found[" "].update(blanked(read_as))
    else:
        signs = _ASCII_FOR if altered == STRAIGHTENED else _CAPITALS
        for new, characters in signs.items():
            found[new] = {byte for character in characters for byte in table[character]}
    for new, values in found.items():
        if len(new) == 1:
            values.update(table[new])
    return {new: tuple(sorted(values)) for new, values in found.items() if values}
