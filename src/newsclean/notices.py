"""Notices: what was seen in a text and left alone, with its kind and its place; and their sum.

The stages write notices as strings, ``line 3, column 5: text beyond repair: …``. This is the one
place where such a string is taken apart again, for the JSON and for the summary on a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


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


#: The kinds of notices, each with the words that its messages hold; the first kind that fits counts.
KINDS = (
    ("undecodable-bytes", "undecodable"),
    ("encoding-guess", "encoding is a guess"),
    ("lost-characters", r"beyond repair|was lost|were lost|U\+FFFD"),
    ("wrong-decoding", "wrong(?:ly)? decod|was read as"),
    ("injected-pinyin", "damaged text left|damaged places"),
    ("control-character", "control character|NUL"),
    ("private-use", "private-use"),
    ("uninitialised-memory", "uninitialised memory"),
    ("quotation-marks", "quotation marks"),
    ("not-converted", "not converted"),
    ("stray-characters", "not of the target script"),
    ("stopped-early", "repair stopped"),
)

_PLACE = r"(?:from )?line (\d+)(?: on)?(?:, column (\d+))?: (.*)"


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Of a place, of the kinds, and of numbers; compiled on first use, as most texts have no notice."""
    import re

    from newsclean.patterns import compiled

    kinds = "|".join(f"({words})" for _, words in KINDS)
    return compiled(_PLACE, re.DOTALL), compiled(kinds), compiled(r"\d+|: .*", re.DOTALL)


def notice(text: str) -> Notice:
    """The notice that a stage wrote as a string; its ``str()`` is a text that says the same."""
    place, kinds, _ = _patterns()
    found = place.fullmatch(text)
    message = found[3] if found else text
    kind = kinds.search(message)
    return Notice(
        KINDS[kind.lastindex - 1][0] if kind and kind.lastindex else "other",
        int(found[1]) if found else None,
        int(found[2]) if found and found[2] else None,
        message,
    )


def renumbered(texts: Sequence[str], numbers: Sequence[int]) -> tuple[str, ...]:
    """Notices about lines, with the numbers that these lines have in the text that they were taken from.

    :param numbers: of the lines; none if all of the text was taken.
    """
    found = map(notice, texts if numbers else ())
    moved = [str(one if one.line is None else one._replace(line=numbers[one.line - 1])) for one in found]
    return tuple(moved) if numbers else tuple(texts)


def summed(texts: Iterable[str]) -> Iterator[str]:
    """One line for each kind: its first notice, and how many more there are.

    :param texts: notices as the stages wrote them.
    """
    numbers = _patterns()[2]
    groups: dict[tuple[str, str], list[Notice]] = {}
    for text in texts:
        found = notice(text)
        # What is of no known kind, or has no place, is summed by its words.
        apart = found.kind == "other" or found.line is None
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
