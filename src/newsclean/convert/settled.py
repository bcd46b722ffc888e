"""A conversion with one more look at its result, so that cleaning it later changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from newsclean.document import Converted, Repaired
from newsclean.lines import Places, split
from newsclean.notices import warned

# Texts that are not made for it need one.
_ROUNDS = 4


def settled(
    text: str,
    damaged: tuple[str, ...],
    convert: Callable[[str, tuple[str, ...]], Converted],
    repair: Callable[[str], Repaired] | None,
) -> tuple[Converted, set[str]]:
    """A text converted such that cleaning it later changes nothing.

    :param damaged: what of it is damaged still, and is not converted.
    :param convert: converts a text but for some words.
    :param repair: what a later run would repair; ``None`` if it would repair nothing.
    :returns: the result, and the lines that are not converted as they would be repaired then.
    """
    lines: set[str] = set()
    for rounds in range(_ROUNDS, -1, -1):
        converted = convert(text, (*damaged, *sorted(lines)))
        if not rounds or repair is None or not (damaged or converted.text != text):
            break
        again = repair(converted.text)
        more = _repairable(text, converted.text, again)
        if more:
            lines |= more
            continue
        # What was damaged beside what is repaired by now may be told no more: a later run would convert it.
        if not damaged or convert(converted.text, again.damaged).text == converted.text:
            break
        damaged = again.damaged
    return converted, lines


def _repairable(text: str, converted: str, repaired: Repaired) -> set[str]:
    """Lines of a text that would be repaired once they are converted: they are damaged, although it does not
    show yet, and so they must not be converted.

    :param converted: what the text becomes; it has the same lines. ``repaired``: what becomes of that.
    """
    if converted == text or not repaired.edits:
        return set()
    place, lines = Places(converted), split(text)
    numbers = {place(edit.start)[0] for edit in repaired.edits}
    return {lines[number - 1][0] for number in numbers if number <= len(lines)}


def not_converted(text: str, lines: set[str]) -> tuple[str, ...]:
    """The warning for lines of a text that are not converted, if there are any."""
    if not lines:
        return ()
    numbers = [number for number, (line, *_) in enumerate(split(text), 1) if line in lines]
    if not numbers:
        return ()
    what = f"not converted, because the result would look damaged; lines: {len(numbers)}"
    return (warned("not-converted", what, numbers[0]),)
