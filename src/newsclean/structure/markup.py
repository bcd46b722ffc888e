"""What the HTML of a page says of its lines, as the reader takes it: a row of small numbers for each line.

Who reads pages makes the rows (:mod:`newsclean.web.evidence`); the second model of the reader was trained
with these columns beside its own. *Running text* is the text of lines with the full stop of a sentence.
"""

from __future__ import annotations

#: What the names of classes, ids and tags can say a part of a page is.
KINDS = (
    *("article", "title", "facts", "caption", "comment", "related", "navigation", "side", "footer"),
    *("share", "advertisement", "tags"),
)

#: The names of the columns, in the order of a row. Shares are told in 200ths.
NAMES = (
    "links",  # share of the line in links
    "links of parent",  # share of links in the text of the element that holds the element
    "tag",  # of the element
    "heading",  # its level, or 0
    "bold",  # whether all of it is
    "depth",  # how many elements it is in
    "parent",  # share of the page's running text in the element around the line's
    "grandparent",
    "great-grandparent",
    "style",  # share of the running text in elements of the same tags and classes
    "alike",  # how many lines are in such elements
    "lines of parent",  # how many lines are in the element around the line's
    "outside",  # levels from the container of the article up to what holds the line as well
    "inside",  # levels from there down to the line
    "before container",  # 1: before it, 2: in it, 3: after it
    "step before",  # levels up from the line to what holds the line before it as well
    "step after",
    "head's title",  # share of the title in the page's head that the line says
    *(f"is {kind}" for kind in KINDS),  # how near the innermost element whose names say so is, at most 8
)

#: Where a row says how much of the head's title its line says.
SAID = NAMES.index("head's title")
