"""Which lines of web pages are kept, beside peers: ``python -m benchmarks pages LABELLED HTML [NAMES]``.

LABELLED holds ID.txt and ID.labels.tsv (scripts/reader_pages.py says in which form), HTML the same pages as
ID.html. NAMES lists the pages to measure, one a line: those that the model was trained on say nothing
about it (scripts/train_reader.py measures by cross-validation). Prints the means over pages of precision,
recall and F1 of lines, how many pages came out empty, and the processor time of a page.

The peers live in an environment of their own (:mod:`benchmarks.peers`).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.peers import environment

#: Environments of peers: the packages, and what defines ``PEERS``, name → function from a page to its text.
ENVIRONMENTS = {
    "pages": (
        ("trafilatura", "resiliparse", "lxml_html_clean"),  # jusText comes with trafilatura
        r"""
import justext, trafilatura
from resiliparse.extract.html2text import extract_plain_text
OPTIONS = {"include_comments": False}
def paragraphs(page):
    # No list of stop words: they are told by blanks, and Chinese has none.
    found = justext.justext(page, frozenset(), stopwords_low=0, stopwords_high=0)
    return "\n".join(part.text for part in found if not part.is_boilerplate)
PEERS = {
    "trafilatura": lambda page: trafilatura.extract(page, **OPTIONS) or "",
    "trafilatura, recall": lambda page: trafilatura.extract(page, favor_recall=True, **OPTIONS) or "",
    "resiliparse": lambda page: extract_plain_text(page, main_content=True),
    "jusText": paragraphs,
}
""",
    ),
    "pages-readability": (
        ("readability-lxml", "lxml_html_clean"),
        r"""
import lxml.html
from readability import Document
def summary(page):
    found = lxml.html.fromstring(Document(page).summary())
    for block in found.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "td"):
        block.tail = "\n" + (block.tail or "")
    return found.text_content()
PEERS = {"readability-lxml": summary}
""",
    ),
}
#: Reads the paths of pages from standard input, prints for each peer and page its text and the seconds.
RUN = r"""
import json, logging, sys, time
logging.disable(logging.CRITICAL)
for path in sys.stdin.read().split("\n"):
    page = open(path, encoding="utf-8").read()
    for name, extract in PEERS.items():
        begin = time.process_time()
        try:
            text = extract(page)
        except Exception:
            text = ""
        print(json.dumps([name, path, text, time.process_time() - begin]))
"""


def plain(line: str) -> str:
    """A line as it is compared: without blanks."""
    return re.sub(r"[\s\u200b\ufeff\u00ad]+", "", unicodedata.normalize("NFKC", line))


def kept(lines: list[str], text: str) -> list[bool]:
    """Which lines of a page stand in a text: one line of it for one of the page; then those that were joined
    or divided, among the lines that are left.
    """
    ours, theirs = list(map(plain, lines)), list(filter(None, map(plain, text.split("\n"))))
    found, used = [False] * len(ours), [False] * len(theirs)
    for a, b, size in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        found[a : a + size] = used[b : b + size] = [True] * size
    rest = [line for line, is_used in zip(theirs, used, strict=True) if not is_used]
    joined = "".join(rest)
    for i, line in enumerate(ours):
        if not found[i] and len(line) >= _LONG and joined:
            parts = {part for part in rest if len(part) >= _LONG and part in line}
            found[i] = line in joined or sum(map(len, parts)) >= 0.8 * len(line)
    return found


_LONG = 8


def measures(lines: list[str], labels: list[str], text: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the lines kept."""
    rows = list(zip(kept(lines, text), labels, strict=True))
    right = sum(is_kept and label == "keep" for is_kept, label in rows)
    taken = sum(is_kept and label in ("keep", "drop") for is_kept, label in rows)
    wanted = labels.count("keep")
    precision, recall = right / taken if taken else 0.0, right / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def main() -> None:
    """Measure, and print a table."""
    labelled, html = map(Path, sys.argv[1:3])
    chosen = set(Path(sys.argv[3]).read_text("utf-8").split()) if len(sys.argv) > 3 else None
    paths = [
        path
        for path in sorted(html.glob("*.html"))
        if (labelled / f"{path.stem}.txt").exists() and (chosen is None or path.stem in chosen)
    ]
    results: dict[str, list[tuple[str, str, float]]] = {}
    for path in paths:
        results.setdefault("newsclean", []).append((path.stem, *_ours(path)))
    for environment_name, (packages, peers) in ENVIRONMENTS.items():
        done = subprocess.run(
            [environment(environment_name, *packages), "-c", peers + RUN],
            input="\n".join(map(str, paths)),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        for row in done.stdout.splitlines():
            name, page, text, seconds = json.loads(row)
            results.setdefault(name, []).append((Path(page).stem, text, seconds))
    print(f"{'':20} precision  recall     F1  empty  ms a page  ({len(paths)} pages)")
    for name, rows in results.items():
        scores = [measures(*_labels(labelled, page), text) for page, text, _ in rows]
        means = [sum(column) / len(rows) for column in zip(*scores, strict=True)]
        empty = sum(not text.strip() for _, text, _ in rows)
        cost = 1000 * sum(seconds for *_, seconds in rows) / len(rows)
        print(f"{name:20} {means[0]:9.3f} {means[1]:7.3f} {means[2]:6.3f} {empty:6} {cost:10.1f}")


def _ours(path: Path) -> tuple[str, float]:
    from newsclean import clean

    data = path.read_bytes()
    begin = time.process_time()
    text = clean(data, input="html").text
    return text, time.process_time() - begin


def _labels(labelled: Path, page: str) -> tuple[list[str], list[str]]:
    table = (labelled / f"{page}.labels.tsv").read_text("utf-8").splitlines()
    lines = (labelled / f"{page}.txt").read_text("utf-8").split("\n")[: len(table)]
    labels = [row.split("\t")[1] if plain(line) else "" for row, line in zip(table, lines, strict=True)]
    return lines, labels


if __name__ == "__main__":
    main()
