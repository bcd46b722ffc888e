"""What surrounds a run, or a place in it: the context in which lost characters are filled in."""

from __future__ import annotations

from newsclean.edits import Edit, apply
from newsclean.values import NamedTuple

# So many characters on either side of lost ones are given to what fills them in.
_CONTEXT = 30
# So far on either side of a run its line is looked at.
_LINE = 500


class Around(NamedTuple):
    """What surrounds a run in its line: a character before it and a few after it, or nothing.

    :param open: the quotation mark or bracket that is open in the line and closed nowhere in it.
    """

    before: str = ""
    after: str = ""
    open: str = ""


# What may have been lost together with the last byte of a run, by what opens before it.
_CLOSING = {"'": "'", '"': '"', "(": ")", "[": "]", "{": "}", "<": ">"}


def around(text: str, start: int, end: int) -> Around:
    """What surrounds a run of a text."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end) % (len(text) + 1)
    before, after = text[max(begin, start - _LINE) : start], text[end : min(stop, end + _LINE)]
    opened = ""
    for mark, closing in _CLOSING.items():
        if mark == closing:
            is_open = before.count(mark) % 2 == 1 and after.count(mark) % 2 == 0
        else:
            is_open = before.rfind(mark) > before.rfind(closing) and closing not in after
        if is_open and before.rfind(mark) >= before.rfind(opened or mark):
            opened = mark
    return Around(text[max(0, start - 1) : start], after[:2], opened)


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


_DIGITS = "0123456789"
_MAY_BE_EATEN = f" \"'(),./:;<{_DIGITS}"
_JOINED = f"\n {_DIGITS}"


def eaten(around: Around) -> str:
    """The ASCII characters that may have been taken with the last byte: one, if the line shows which."""
    if around.before == ">" and around.after.startswith("/"):
        return "<"
    closing = _CLOSING.get(around.open, "")
    return closing if closing and not around.after.startswith(closing) else _MAY_BE_EATEN


def eaten_inside(following: str) -> tuple[str, str]:
    """The same before some more of a run: those that may have been, and those if nothing else explains it."""
    if following[0] in _DIGITS:
        return _DIGITS, _JOINED
    return "", _JOINED
