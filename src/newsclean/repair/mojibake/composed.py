"""A run whose signs a program took apart (``S`` and a caron for ``Š``), read as it was before.

Put together again its bytes are certain mostly, so all tables of one byte can be compared, as for a run that
nobody altered. What is read is carried back to the characters that the run was given in.
"""

from __future__ import annotations

from itertools import accumulate

from newsclean.patterns import lazy
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.tokens import APART, NORMALISED, unfolded

# What becomes one character: a sign that compatibility forms take apart, or one with its marks.
_PART = lazy(f"(?s:{APART}|.)[\u0300-\u036f]*")


def parts_of(run: str) -> tuple[str, list[int]] | None:
    """A run put together, and where each of its characters begins in the run as given, with its end.

    ``None`` if nothing was taken apart in it, or more than its parts say.
    """
    given = _PART.findall(run)
    characters = list(map(unfolded, given))
    if len(given) == len(run) or set(map(len, characters)) != {1}:
        return None
    return "".join(characters), list(accumulate(map(len, given), initial=0))


def carried_back(read: Candidate, run: str, starts: list[int]) -> Candidate:
    """A reading of a run that was put together, as one of the run as it was given."""
    edits = tuple(
        edit._replace(start=starts[edit.start], before=run[starts[edit.start] : starts[edit.end]])
        for edit in read.edits
    )
    left = tuple((starts[first], starts[end]) for first, end in read.left)
    return read._replace(given=run, edits=edits, left=left, altered=NORMALISED)
