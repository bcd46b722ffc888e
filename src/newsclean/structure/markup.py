"""What the HTML of a page says of its lines, as the reader takes it: a row of small numbers for each line.

The lines of a page are the texts of its block elements; an element's *running text* is the text of lines with
the full stop of a sentence. The second model of the reader was trained with these columns beside its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

#: The names of the columns, in the order of a row.
NAMES = ("links", "tag", "heading", "depth", "parent", "grandparent", "content words", "page words", "bold")

# Tags in an order in which neighbours are alike to a tree; what is not here is a div.
_TAGS = {
    tag: 10 * n
    for n, tags in enumerate(
        (
            ("a", "button", "option", "select", "label", "nav"),
            ("li", "dd", "dt", "ul", "ol"),
            ("td", "th", "tr", "table"),
            ("footer", "aside", "header", "form"),
            ("div", "span", "section"),
            ("figcaption", "figure", "em", "small"),
            ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "b"),
            ("blockquote", "pre", "article", "main"),
            ("p",),
        ),
        1,
    )
    for tag in tags
}
_CONTENT = re.compile(r"article|content|text|body|post|entry|detail|main|story|rich|news_?con|正文", re.I)
_PAGE = re.compile(
    r"nav|menu|foot|head|side|share|social|comment|relat|recom|hot|rank|list|link|tag|ad[sv_-]|banner|copy"
    r"|crumb|page|tool|login|search|widget|sponsor|pop|qr|app",
    re.I,
)


class Markup(NamedTuple):
    """What the HTML says of a line.

    :param tag: of the block element that holds it.
    :param links: the share of its characters that are in links, 0 to 1.
    :param depth: how many elements it is in.
    :param parent: the share of the page's running text in the element's parent, 0 to 1;
        ``grandparent`` in the parent's parent.
    :param classes: classes and ids of the element and those around it, joined by blanks.
    :param bold: whether all of it is bold.
    """

    tag: str
    links: float = 0.0
    depth: int = 0
    parent: float = 0.0
    grandparent: float = 0.0
    classes: str = ""
    bold: bool = False

    def row(self) -> tuple[int, ...]:
        """The numbers of a line, each from 0 to 255; :data:`NAMES` says which is which."""
        heading = int(self.tag[1]) if re.fullmatch("h[1-6]", self.tag) else 0
        return (
            round(200 * self.links),
            _TAGS.get(self.tag, _TAGS["div"]),
            heading,
            min(self.depth, 60),
            round(200 * self.parent),
            round(200 * self.grandparent),
            min(len(_CONTENT.findall(self.classes)), 20),
            min(len(_PAGE.findall(self.classes)), 40),
            int(self.bold),
        )


def evidence(lines: Iterable[Markup | None]) -> list[tuple[int, ...]]:
    """Rows for :func:`newsclean.structure.read`.

    :param lines: for each line of the text what its HTML says, or ``None`` for blank lines.
    """
    return [(0,) * len(NAMES) if line is None else line.row() for line in lines]
