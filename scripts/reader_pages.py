"""Labelled pages for the reader: load them, make more of them, and score what was kept.

A folder holds ID.txt and ID.labels.tsv (number of the line, keep|drop|neutral|title, kind). Pages are their
publishers': bring your own. Nothing of a page's text gets into the model but pieces of one and two
characters, and short lines, that several families of sites share.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_UNSEEN = re.compile(r"[\s\u200b\ufeff\u00ad]+")


@dataclass
class Page:
    """A document whose lines are labelled.

    :param labels: of each line: 1 the article's, 0 not, -1 not scored.
    :param titles: indexes of lines that are the title.
    :param html: columns of evidence from the HTML for each line, or none.
    """

    name: str
    family: str
    kind: str
    lines: list[str]
    labels: list[int]
    titles: set[int] = field(default_factory=set)
    html: list[list[int]] | None = None
    roles: list[str] = field(default_factory=list)

    @property
    def span(self) -> tuple[int, int, int]:
        """Indexes of the title (or of the article's first line), and of the article's first and last line."""
        kept = [i for i, label in enumerate(self.labels) if label == 1]
        over = [i for i in self.titles if i < kept[0]]
        return (max(over) if over else kept[0]), kept[0], kept[-1]

    def part(self, indexes: Iterable[int], mark: str) -> Page:
        """A document of some of the lines."""
        chosen = list(indexes)
        return Page(
            self.name + mark,
            self.family,
            "made",
            [self.lines[i] for i in chosen],
            [self.labels[i] for i in chosen],
            {n for n, i in enumerate(chosen) if i in self.titles},
            None if self.html is None else [self.html[i] for i in chosen],
        )


def load(folder: Path, families: dict[str, str], kind: str) -> list[Page]:
    """The labelled pages of a folder; one that no family is known of is a family of its own."""
    pages = []
    for path in sorted(folder.glob("*.txt")):
        table = path.with_name(path.stem + ".labels.tsv")
        if not table.exists():
            continue
        page = Page(path.stem, families.get(path.stem, kind + ":" + path.stem), kind, [], [])
        text = path.read_text("utf-8").split("\n")
        for line, row in zip(text, table.read_text("utf-8").splitlines(), strict=False):
            _, label, role = [*row.split("\t"), ""][:3]
            if not _UNSEEN.sub("", unicodedata.normalize("NFKC", line)):
                continue
            if "title" in (label, role):
                page.titles.add(len(page.lines))
            scored = label in ("keep", "drop") and role not in ("title", "caption", "blank")
            page.lines.append(line.strip())
            page.labels.append(int(label == "keep") if scored else -1)
            page.roles.append(role)
        if 1 in page.labels:
            pages.append(page)
    return pages


def load_negatives(folder: Path) -> list[Page]:
    """Texts without a page around them; what stands before the last hyphen of a name is its family."""
    pages = []
    for path in sorted(folder.glob("*.txt")):
        lines = [line.strip() for line in path.read_text("utf-8").split("\n") if line.strip()]
        if lines:
            family = "text:" + re.sub(r"-?\d+$", "", path.stem)
            pages.append(Page(path.stem, family, "text", lines, [1] * len(lines)))
    return pages


def folds(families: Iterable[str], count: int, seed: int) -> dict[str, int]:
    """Family → fold; folds hold about equal numbers of pages."""
    sizes: dict[str, int] = {}
    for family in families:
        sizes[family] = sizes.get(family, 0) + 1
    names = sorted(sizes)
    random.Random(seed).shuffle(names)
    loads = [0] * count
    found = {}
    for name in sorted(names, key=lambda name: -sizes[name]):
        fold = min(range(count), key=loads.__getitem__)
        found[name] = fold
        loads[fold] += sizes[name]
    return found


def weights(pages: Sequence[Page]) -> list[float]:
    """How much a line of each page counts, so that no family and no long page rules."""
    sizes: dict[str, int] = {}
    for page in pages:
        sizes[page.family] = sizes.get(page.family, 0) + 1
    return [
        SHARES.get(page.kind, 1.0) * sizes[page.family] ** -0.5 / max(1.0, len(page.lines) / 80) ** 0.7
        for page in pages
    ]


#: What a real page counts beside one that was made, and beside a text without a page. With 0.6 for a text of
#: reader-negatives.tsv, F1 of families that were not seen is .935 in the mean of three partings and 295 lines
#: are lost; with 0.3 it is .941 and 289 are (rules and bias of then). Of two folds with 0.3, with 0.15, and
#: with 4.0 for a page it is .951, .946, .937, and 18, 17, 25 lines are lost.
SHARES = {"page": 2.0, "text": 0.3}


@dataclass
class Scores:
    """Means over documents of precision, recall and F1 of kept lines; lines lost of lines to keep;
    lines gone of lines that should go.
    """

    precision: float
    recall: float
    f1: float
    lost: int
    wanted: int
    gone: int
    unwanted: int

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}, "
            f"lost {self.lost} of {self.wanted}, gone {self.gone} of {self.unwanted}"
        )


def score(pages: Sequence[Page], kept: Sequence[Sequence[bool]]) -> Scores:
    """What was kept of pages, against their labels."""
    total = [0.0] * 3
    lost = wanted = gone = unwanted = 0
    for page, flags in zip(pages, kept, strict=True):
        right = sum(label == 1 and flag for label, flag in zip(page.labels, flags, strict=True))
        taken = sum(label >= 0 and flag for label, flag in zip(page.labels, flags, strict=True))
        all_of_it = page.labels.count(1)
        precision, recall = right / taken if taken else 0.0, right / all_of_it if all_of_it else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        total = [a + b for a, b in zip(total, (precision, recall, f1), strict=True)]
        lost, wanted = lost + all_of_it - right, wanted + all_of_it
        unwanted += page.labels.count(0)
        gone += page.labels.count(0) - (taken - right)
    means = [value / max(len(pages), 1) for value in total]
    return Scores(means[0], means[1], means[2], lost, wanted, gone, unwanted)
