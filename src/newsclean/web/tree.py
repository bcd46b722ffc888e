"""The lines that a page shows, each with the block element that holds it: one walk over the parsed tree."""

from __future__ import annotations

import re
from typing import Any

from newsclean.extras import load
from newsclean.patterns import lazy
from newsclean.web import tables
from newsclean.web.nesting import bounded

_HIDDEN = lazy(r"display\s*:\s*none", re.IGNORECASE)
# Blanks that are not one space: most lines have none.
_BLANKS = lazy(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
# A line end between two characters of Chinese text was made by an editor or a program, and is no blank.
_CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]"
_WRAPPED = lazy(rf"(?<={_CHINESE})[ \t]*[\r\n][ \t\r\n\f]*(?={_CHINESE})")
_OUTER = " \t\r\n\f\xa0\u3000\u200b\ufeff"

# Longer names are no names; what they say is remembered.
_NAMES = 500
#: Deeper elements are not told apart: their lines count as the lines of this one.
DEEPEST = 400


class Elements:
    """Block elements in the order of the page; each column has a value for each, 0 is the page itself.

    :param parents: index of the block element around each (its own for the page).
    :param names: the values of ``class`` and ``id``, joined by a blank.
    :param depths: how many block elements each is in.
    """

    __slots__ = ("depths", "names", "parents", "tags")

    def __init__(self) -> None:
        self.tags = ["html"]
        self.parents = [0]
        self.names = [""]
        self.depths = [0]


class Shown:
    """A line that a page shows.

    :param element: index of the block element that holds it.
    :param linked: how many of its characters are in links; ``bold`` likewise.
    :param low: depth of the innermost element that holds it and the line before it.
    :param hidden: whether the page hides it at first.
    """

    __slots__ = ("bold", "element", "hidden", "linked", "low", "text")

    def __init__(self, text: str, element: int, linked: int, bold: int, low: int, hidden: bool) -> None:  # noqa: PLR0917
        self.text = text
        self.element = element
        self.linked = linked
        self.bold = bold
        self.low = low
        self.hidden = hidden


# What the walk is inside of, as bits.
_LINK, _STRONG, _UNSHOWN, _PRE = (1 << bit for bit in range(4))


def parser() -> Any:
    """The parser of HTML: Lexbor, by selectolax.

    :raises ExtraError: it is not installed.
    """
    return load("selectolax.lexbor", "web", "a web page").LexborHTMLParser


class Tree:
    """A page as lines and block elements.

    :ivar parsed: selectolax's tree.
    """

    def __init__(self, source: str) -> None:
        self.parsed: Any = parser()(bounded(source))
        self.elements = Elements()
        self.lines: list[Shown] = []
        self._line: list[str] = []  # parts of the line that is being read
        self._linked = self._bold = self._low = 0
        # Where the walk is: in which block element, in what else, how many lines there were when it began.
        self._block = self._inside = self._first = 0
        self._walk(self.parsed.body or self.parsed.root)
        self._drop_hidden()

    def _drop_hidden(self) -> None:
        """Leave out what the page hides, unless that is its text: some show it by script."""
        text = [0, 0]
        for line in self.lines:
            text[line.hidden] += len(line.text) if "。" in line.text else 0
        if text[True] <= text[False]:
            self.lines = [line for line in self.lines if not line.hidden]

    def _walk(self, node: Any) -> None:
        """Visit all nodes in order, with a stack of our own: pages may be nested without end."""
        blocks, unseen = tables.names("block"), tables.names("unseen")
        outer: list[tuple[Any, str, int, int, int]] = []
        while True:
            tag = node.tag
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag == "br":
                self._end()
            elif tag not in unseen and tag[0] not in _NO_ELEMENT:
                if tag in blocks:
                    self._end()
                child = node.first_child
                if child is not None:
                    outer.append((node, tag, self._block, self._inside, self._first))
                    if tag == "a":
                        self._inside |= _LINK
                    else:
                        self._enter(node, tag, block=tag in blocks)
                    node = child
                    continue
            following = node.next
            while following is None:
                if not outer:
                    self._end()
                    return
                node, tag, block, inside, first = outer.pop()
                if tag in blocks:
                    self._leave(tag, block)
                self._block, self._inside, self._first = block, inside, first
                following = node.next
            node = following

    def _enter(self, node: Any, tag: str, *, block: bool) -> None:
        attributes = node.attributes
        if attributes and not self._inside & _UNSHOWN:
            style = attributes.get("style")
            if "hidden" in attributes or (style and _HIDDEN.search(style)):
                self._inside |= _UNSHOWN
        if not block:
            if tag in _BOLD:
                self._inside |= _STRONG
            return
        elements, around = self.elements, self._block
        depth = elements.depths[around]
        if depth < DEEPEST:
            elements.tags.append(tag)
            elements.parents.append(around)
            names, identity = attributes.get("class") or "", attributes.get("id")
            if identity:
                names = f"{names} {identity}" if names else identity
            elements.names.append(names[:_NAMES])
            elements.depths.append(depth + 1)
            self._block = len(elements.tags) - 1
        if tag in _PREFORMATTED:
            self._inside |= _PRE
        self._first = len(self.lines)

    def _leave(self, tag: str, around: int) -> None:
        """Leave a block element.

        :param around: the one around it.
        """
        self._end()
        if tag == "tr":
            self._join_row()
        depth = self.elements.depths[around]
        self._low = min(self._low, depth)

    def _text(self, text: str) -> None:
        inside = self._inside
        if not (self._line or inside & _PRE or text.strip(_OUTER)):
            return  # no line begins with blanks
        if inside & _PRE and ("\n" in text or "\r" in text):
            *lines, text = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            for line in lines:
                self._line.append(line)
                self._end()
        self._line.append(text)
        if inside & (_LINK | _STRONG):
            size = len(_BLANKS.sub(" ", text.strip()))
            if inside & _LINK:
                self._linked += size
            if inside & _STRONG:
                self._bold += size

    def _end(self) -> None:
        """The line ends here."""
        if not self._line:
            return
        whole = "".join(self._line)
        self._line.clear()
        linked, bold, self._linked, self._bold = self._linked, self._bold, 0, 0
        if not whole.strip(_OUTER).strip():
            return
        if self._inside & _PRE:
            text = whole.rstrip(_OUTER)
        else:
            if "\n" in whole or "\r" in whole:
                whole = _WRAPPED.sub("", whole)
            text = _BLANKS.sub(" ", whole).strip(_OUTER)
        hidden = bool(self._inside & _UNSHOWN)
        self.lines.append(Shown(text, self._block, linked, bold, self._low, hidden))
        self._low = self.elements.depths[self._block]

    def _join_row(self) -> None:
        """Join the cells of a row of data; cells of a layout hold lines, links, blocks of their own."""
        row, cells = self._block, self.lines[self._first :]
        parents, tags = self.elements.parents, self.elements.tags
        holders = {cell.element for cell in cells}
        if (
            len(cells) < 2
            or len(holders) < len(cells)
            or any(parents[holder] != row or tags[holder] not in ("td", "th") for holder in holders)
            or any(cell.linked or len(cell.text) > _CELL for cell in cells)
        ):
            return
        whole = cells[0]
        whole.text = "\t".join([cell.text for cell in cells])
        whole.bold = sum(cell.bold for cell in cells)
        whole.element = row
        del self.lines[self._first + 1 :]


# Longer ones are paragraphs.
_CELL = 40
_NO_ELEMENT = "-!_"
_BOLD = frozenset({"b", "strong"})
_PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
