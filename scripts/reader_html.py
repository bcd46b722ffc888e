"""Columns from HTML for labelled pages: parse ID.html, and find the lines of ID.txt in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lxml import html
from reader_pages import Page

from newsclean.structure.markup import NAMES, Markup

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
        *("ul", "option", "button"),
    )
)
_HIDDEN = {"script", "style", "noscript", "template", "iframe", "svg", "head"}


@dataclass
class _Block:
    element: Any
    text: str = ""
    linked: int = 0
    bold: int = 0


@dataclass
class _Walk:
    blocks: list[_Block] = field(default_factory=list)
    current: _Block | None = None

    def text(self, element: Any, text: str | None, linked: bool, bold: bool) -> None:
        if not text or not text.strip():
            return
        if self.current is None:
            self.current = _Block(element)
            self.blocks.append(self.current)
        plain = re.sub(r"\s+", " ", text)
        self.current.text += plain
        self.current.linked += linked * len(plain.strip())
        self.current.bold += bold * len(plain.strip())

    def walk(self, element: Any, block: Any, linked: bool, bold: bool) -> None:
        if not isinstance(element.tag, str) or element.tag in _HIDDEN:
            return
        begins = element.tag in _BLOCKS or element.tag == "br"
        if begins:
            self.current = None
            block = element if element.tag != "br" else block
        inside_link, inside_bold = linked or element.tag == "a", bold or element.tag in ("b", "strong")
        self.text(block, element.text, inside_link, inside_bold)
        for child in element:
            self.walk(child, block, inside_link, inside_bold)
            self.text(block, child.tail, inside_link, inside_bold)
        if begins:
            self.current = None


def blocks(source: str) -> list[tuple[str, Markup]]:
    """The lines of a page with what its HTML says of them."""
    walk = _Walk()
    walk.walk(html.fromstring(source), None, linked=False, bold=False)
    running: dict[Any, int] = {}
    total = 0
    for block in walk.blocks:
        if "。" in block.text and block.element is not None:
            total += len(block.text)
            for around in (block.element, *block.element.iterancestors()):
                running[around] = running.get(around, 0) + len(block.text)
    found = []
    for block in walk.blocks:
        if block.element is None:
            found.append((block.text, Markup("div")))
            continue
        around = list(block.element.iterancestors())
        size = max(len(block.text.strip()), 1)
        near = [block.element, *around[:3]]
        names = " ".join(f"{e.get('class') or ''} {e.get('id') or ''}" for e in near)
        share = [running.get(e, 0) / max(total, 1) for e in around[:2]] + [0.0, 0.0]
        found.append(
            (
                block.text,
                Markup(
                    block.element.tag,
                    min(block.linked / size, 1.0),
                    len(around),
                    share[0],
                    share[1],
                    names,
                    block.bold >= 0.9 * size,
                ),
            )
        )
    return found


def _plain(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff\u00ad]+", "", unicodedata.normalize("NFKC", text))


def add_html(page: Page, folder: Path) -> bool:
    """Give a page its columns from HTML, if its file is there; lines that are not found get those before."""
    path = folder / f"{page.name}.html"
    if not path.exists():
        return False
    rows = blocks(path.read_text("utf-8", errors="replace"))
    theirs, ours = [_plain(text) for text, _ in rows], [_plain(line) for line in page.lines]
    found: list[list[int] | None] = [None] * len(ours)
    for a, b, size in SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks():
        for step in range(size):
            found[b + step] = list(rows[a + step][1].row())
    by_text = dict(zip(theirs, rows, strict=True))
    last = [0] * len(NAMES)
    page.html = []
    for line, row in zip(ours, found, strict=True):
        known = row or (list(by_text[line][1].row()) if line in by_text else None)
        last = known or last
        page.html.append(last)
    return True
