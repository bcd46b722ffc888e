"""Labelled pages as their HTML shows them: the lines of ID.html, with the labels of the lines of ID.txt."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

from reader_pages import Page

from newsclean.web.page import read_page


def _plain(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff\u00ad]+", "", unicodedata.normalize("NFKC", text))


def with_html(page: Page, folder: Path) -> Page | None:
    """The page with the lines and the evidence of its HTML, or ``None`` if there is no file of it.

    Lines that the text does not have are not scored.
    """
    path = folder / f"{page.name}.html"
    if not path.exists():
        return None
    shown = read_page(path.read_text("utf-8", errors="replace"))
    lines = [line.strip() for line in shown.text.split("\n")[:-1]]
    found = Page(
        page.name, page.family, page.kind, lines, [-1] * len(lines), html=[*map(list, shown.evidence)]
    )
    found.roles = [""] * len(lines)
    theirs, ours = list(map(_plain, page.lines)), list(map(_plain, lines))
    for a, b, size in SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks():
        for step in range(size):
            found.labels[b + step] = page.labels[a + step]
            found.roles[b + step] = page.roles[a + step]
            if a + step in page.titles:
                found.titles.add(b + step)
    return found if 1 in found.labels else None
