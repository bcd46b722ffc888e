"""A web page as the reader takes it: its lines as text, and evidence beside each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.edits import Edit
from newsclean.lines import split
from newsclean.patterns import lazy
from newsclean.web.evidence import Row, rows
from newsclean.web.head import Head, read_head
from newsclean.web.tree import Tree


class Page(NamedTuple):
    """What a page shows, and what its HTML says of it.

    :param text: the lines that a reader of the page sees, each with a newline.
    :param evidence: a row for each line (:mod:`newsclean.structure.markup`).
    :param head: what its head says.
    """

    text: str
    evidence: tuple[Row, ...]
    head: Head

    def beside(self, text: str, edits: Sequence[Edit]) -> Sequence[Row]:
        """The evidence for the lines of the text after edits: a repair may join lines or divide one.

        :param text: after the edits.
        :param edits: of this page's text, in order.
        """
        if not any(_END.search(edit.before) or _END.search(edit.after) for edit in edits):
            return self.evidence
        numbers = [0]  # for each line of the text, the page's line that it begins in
        line = start = 0
        for edit in edits:
            passed = self.text.count("\n", start, edit.start)
            numbers += range(line + 1, line + 1 + passed)
            line += passed + edit.before.count("\n")
            numbers += [line] * len(_END.findall(edit.after))
            start = edit.start + len(edit.before)
        numbers += range(line + 1, len(self.evidence))
        missing = len(split(text)) - len(numbers)
        return [self.evidence[number] for number in numbers + [numbers[-1]] * missing]


_END = lazy("\r\n|\r|\n")


def read_page(source: str) -> Page:
    """Read HTML.

    :param source: the decoded page.
    :raises ExtraError: selectolax is not installed.
    """
    tree = Tree(source)
    head = read_head(tree.parsed)
    found = rows(tree.elements, tree.lines, head.titles)
    return Page("".join([line.text + "\n" for line in tree.lines]), tuple(found), head)
