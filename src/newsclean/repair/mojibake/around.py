"""What surrounds a run, or a place in it: the context in which lost characters are filled in."""

from __future__ import annotations

from newsclean.edits import Edit, apply
from newsclean.values import NamedTuple

# So many characters on either side of lost ones are given to what fills them in.
_CONTEXT = 30


class Around(NamedTuple):
    """What surrounds a run in its line: a character before it and a few after it, or nothing."""

    before: str = ""
    after: str = ""


# What may have been lost together with the last byte of a run, by what opens before it and goes on after it.
_CLOSING = {"'": "'", '"': '"', "(": ")", "[": "]", "{": "}", "<": ">"}


def sound(
    given: str, edits: list[Edit], left: list[tuple[int, int]], start: int, end: int
) -> tuple[str, str]:
    """The text before and after a place of a run, up to the next place that is damaged still."""
    low = max((b for _, b in left if b <= start), default=0)
    high = min((a for a, _ in left if a >= end), default=len(given))

    def text(begin: int, stop: int) -> str:
        inside = [edit._replace(start=edit.start - begin) for edit in edits if begin <= edit.start < stop]
        return apply(given[begin:stop], inside)

    return text(low, start)[-_CONTEXT:], text(end, high)[:_CONTEXT]


_MAY_BE_EATEN = " \"'(),./:;<0123456789"


def eaten(around: Around) -> str:
    """The ASCII characters that may have been taken with a lost byte: one, if the line shows which."""
    if around.before == ">" and around.after.startswith("/"):
        return "<"
    closing = _CLOSING.get(around.before, "")
    return closing if closing and not around.after.startswith(closing) else _MAY_BE_EATEN
