"""Whether a text says what stands around articles: asked of its vocabulary before any tree is loaded."""

from __future__ import annotations

from newsclean.structure.model.file import TEXT, vocabulary
from newsclean.structure.model.line import look
from newsclean.structure.notes import Notes


def speak_of_page(notes: Notes) -> bool:
    """Whether some lines say what furniture says: without, and without a certain line, there is no page.

    What is kept of a page is read again; it mostly ends here.
    """
    lines = [note.text for note in notes if not note.is_prose]
    if not lines:
        return False
    found = iter(look(lines, vocabulary(TEXT)).keep)
    says = [PARAGRAPH if note.is_prose else next(found) for note in notes]
    together = min(len(says), TOGETHER)
    rows = [says[i : len(says) - together + i + 1] for i in range(together)]
    return (
        min(map(sum, zip(*rows, strict=True))) <= SAY_TOGETHER * together
        or min(says) <= SAYS
        or min(says[:EDGE] + says[-EDGE:]) <= SAYS_AT_EDGE
    )


#: So many lines of furniture in a row say no more than this (128 is nothing), a clear one by itself, and one
#: of the first or last lines: 97 % of whole pages, of families that were not seen, have such lines, 63 % of
#: crawled texts, and 25 % of articles alone.
PARAGRAPH = 160  # what a paragraph says, about
TOGETHER, SAY_TOGETHER, SAYS, EDGE, SAYS_AT_EDGE = 4, 126, 105, 3, 125
