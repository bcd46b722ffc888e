"""Notices: what was seen in a text and left alone, with its kind and its place; and their sum.

The stages write notices as strings, ``line 3, column 5: text beyond repair: …``, which carry their kind and
place: nothing is read from their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from newsclean.patterns import compiled
from newsclean.values import NamedTuple


class Notice(NamedTuple):
    """Something that was seen and left alone.

    :param kind: one of the names in :data:`KINDS`, or ``other``.
    :param line: from 1; ``None`` where the notice is about the text as a whole.
    :param column: in code points, from 1; ``None`` where it is about whole lines.
    :param message: one short sentence, without the place.
    """

    kind: str
    line: int | None
    column: int | None
    message: str

    def __str__(self) -> str:
        if self.line is None:
            return self.message
        if self.column is None:
            return f"line {self.line}: {self.message}"
        return f"line {self.line}, column {self.column}: {self.message}"

    @property
    def follows(self) -> bool:
        """Whether it only says that there is more of its kind than was counted."""
        return self.message.startswith("more ")


#: The kinds of notices; docs/json.md says what each means.
KINDS = frozenset(
    {
        *("undecodable-bytes", "encoding-guess", "lost-characters", "filled-in", "doubtful-reading"),
        *("wrong-decoding", "notation", "injected-pinyin", "control-character", "private-use"),
        *("uninitialised-memory", "quotation-marks", "not-converted", "stopped-early"),
        *("stray-characters", "no-article", "other"),
    }
)


class Warned(str):
    """A notice as a stage writes it: text for people, and what programs go by."""

    notice: Notice


def warned(kind: str, message: str, line: int | None = None, column: int | None = None) -> Warned:
    """A notice of a kind, as text.

    :param message: without the place.
    """
    found = Notice(kind, line, column, message)
    text = Warned(found)
    text.notice = found
    return text


def from_line(text: str, line: int) -> Warned:
    """A notice about a part of a text that begins with a line, as one about the whole text."""
    found = notice(text)
    if found.line is not None:
        return warned(found.kind, found.message, line - 1 + found.line, found.column)
    moved = Warned(f"from line {line} on: {text}")
    moved.notice = found._replace(line=line)
    return moved


def notice(text: str) -> Notice:
    """The notice that a stage wrote as a string; its ``str()`` is a text that says the same."""
    return text.notice if isinstance(text, Warned) else Notice("other", None, None, text)


#: Kinds that hold several things; these, and what has no place, are summed by their words.
_APART = frozenset({"doubtful-reading", "filled-in", "notation", "other"})


def renumbered(texts: Sequence[str], numbers: Sequence[int]) -> tuple[str, ...]:
    """Notices about lines, with the numbers that these lines have in the text that they were taken from.

    :param numbers: of the lines; none if all of the text was taken.
    """

    def moved(text: str) -> str:
        kind, line, column, message = notice(text)
        return text if line is None else warned(kind, message, numbers[line - 1], column)

    return tuple(map(moved, texts)) if numbers else tuple(texts)


def summed(texts: Iterable[str]) -> Iterator[str]:
    """One line for each kind: its first notice, and how many more there are.

    :param texts: notices as the stages wrote them.
    """
    numbers = compiled(r"\d+|: .*", re.DOTALL)
    groups: dict[tuple[str, str], list[Notice]] = {}
    for text in texts:
        found = notice(text)
        apart = found.kind in _APART or found.line is None
        words = numbers.sub("", found.message) if apart else ""
        groups.setdefault((found.kind, words), []).append(found)
    for group in groups.values():
        first = min(group, key=lambda one: (one.line or 0, one.column or 0))
        more = len(group) - 1
        if not more:
            yield str(first)
        elif any(found.follows for found in group):
            yield f"{first} (and at least {more} more)"
        else:
            yield f"{first} (and {more} more)"
