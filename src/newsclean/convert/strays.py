"""What stays in a text of the target's script and is not of it: a writer's slips and habits (踪, 撃).

:mod:`newsclean.convert.gate` leaves such characters alone where they stand alone in clauses of the target's
script. Here they are found in the result, so that a run can say that there are some.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from newsclean.convert.census import FOREIGN, HANS, HANT, KANJI, ODD, Census, members
from newsclean.convert.language import is_foreign
from newsclean.convert.protection import MARK, Guard
from newsclean.convert.standard import is_chinese
from newsclean.lines import split
from newsclean.patterns import compiled

# Characters that are named in the warning.
_SHOWN = 5


def strays(text: str, found: Census, to: str, guard: Guard) -> tuple[str, ...]:
    """The warning about what stays, if there is something, with its number and the first place.

    :param found: of the text.
    :param to: the target.
    :param guard: takes out what is left alone because it is protected; that is not told.
    """
    other = HANT if to == "zh-Hans" else HANS
    if not found.has(other | KANJI) or (found.has(FOREIGN) and is_foreign(text)) or not is_chinese(text, 1):
        return ()
    # Odd forms are in text of either script.
    places = list(_places(text, found, members(other) - members(ODD), guard))
    if not places:
        return ()
    line, column, _ = places[0]
    different = list(dict.fromkeys([char for _, _, char in places]))
    shown = " ".join(different[:_SHOWN]) + (" …" if len(different) > _SHOWN else "")
    return (
        f"line {line}, column {column}: characters that are not of the target script were left: {shown};"
        f" places: {len(places)}",
    )


def _places(text: str, found: Census, other: frozenset[str], guard: Guard) -> Iterator[tuple[int, int, str]]:
    """Line, column and character of each; new characters of Japan's are at home in a line with kana."""
    masked, taken = guard.mask(text, found)
    if taken:
        # Blanks in the place of what was taken out, so that each character stands where it stood.
        pieces = zip_longest(masked.split(MARK), [before for before, _ in taken], fillvalue="")
        masked = "".join([piece + compiled("[^\r\n]").sub(" ", stretch) for piece, stretch in pieces])
    among_chinese = other | members(KANJI)
    for number, (line, _) in enumerate(split(masked), 1):
        if among_chinese.isdisjoint(line) or is_foreign(line):
            continue
        wanted = among_chinese if members(FOREIGN).isdisjoint(line) else other
        yield from [(number, at, char) for at, char in enumerate(line, 1) if char in wanted]
