"""How wide a text is on a terminal, and where its lines may end: Chinese has no blanks between words."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

# A note in brackets, a word of ASCII with the signs around it, blanks, or one other character; no line
# begins with a sign that closes something, and none ends with one that opens something.
_PIECES = re.compile(r"\[[^\]]{1,40}\]|[（「『《“‘\[]*(?:[!-~]+|[^\s!-~])[，。、；：！？）」』》”’…\]]*|\s+")


def width(text: str) -> int:
    """In columns: characters of East Asia take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, most: int) -> list[str]:
    """The lines of a paragraph.

    :param most: columns of a line; what cannot be parted may have more.
    """
    lines: list[str] = []
    line = ""
    for piece in _PIECES.findall(text):
        if line and width(line) + width(piece.rstrip()) > most:
            lines.append(line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    return [*lines, line.rstrip()] if line else lines
