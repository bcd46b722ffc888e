"""Repair: undo injected glyphs and wrong decodings, only on evidence.

Every pass is a function from a text to a text with the edits that made it. They run in the order
of ``PASSES``, and all of them once more until nothing changes: repaired text is left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from newsclean.document import Repaired
from newsclean.edits import Edit, compose
from newsclean.repair.injected import injected
from newsclean.repair.invisible import invisible
from newsclean.repair.wrong_decoding import wrong_decoding

__all__ = ["PASSES", "repair"]

#: The passes in the order in which they run.
PASSES: tuple[Callable[[str], Repaired], ...] = (
    # First: what injection tore apart is found by its bytes, and private-use characters, which
    # later passes take for damage of their own, are among these bytes.
    injected,
    # Before anything is taken out: private-use and control characters are bytes of wrong decodings.
    wrong_decoding,
    # Last: what is invisible may be a byte of something that an earlier pass puts together.
    invisible,
)

# One run uncovers what the next repairs, such as a second layer of damage. Text that still
# changes after this many runs was made to do so.
_MOST_RUNS = 4


def repair(text: str) -> Repaired:
    """Undo damage in a text; clean text comes back as it is, and so does repaired text.

    :returns: the repaired text, the edits that made it (offsets in the given text), and warnings
        about damage that was seen and left.
    """
    edits: tuple[Edit, ...] = ()
    warnings: list[str] = []
    current = text
    for run in range(_MOST_RUNS):
        before = current
        for step in PASSES:
            result = step(current)
            if not run:  # later runs would say the same again, about other places
                warnings += result.warnings
            if result.edits:
                edits = compose(text, edits, result.edits)
                current = result.text
        if current == before:
            break
    return Repaired(current, edits, tuple(warnings))
