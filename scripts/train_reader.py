"""Train the reader's models, ``src/newsclean/data/structure/*.model``, and record their cross-validation.

usage: python scripts/train_reader.py PAGES... --families MAP.tsv... --negatives FOLDER...
           [--html FOLDER] [--shut NAMES.txt] [--folds 4] [--only-measure] [--only-html]
           [--again]

PAGES are folders of labelled pages (scripts/reader_pages.py says in which form; a folder called dumps or
crawled holds dumps). MAP.tsv begins with the name of a page and its family of sites in each row. Negatives
are texts without a page around them. With --html, a folder of ID.html, the second model is trained too; with
--only-html nothing else is.
Families named in the file that --shut gives are left out and measured at the end, once; the models that are
written know them. With --again, models of the last run are measured with the reader as it is now; nothing
is trained anew. Needs the extra "train" of the package.

Prints, measured with the real reader on pages of families that a model was not trained on: precision, recall
and F1 of the lines kept (means over documents), lines lost, lines gone, titles. Everything is seeded and
runs in one thread: the same pages make the same model, byte for byte.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader_fit import fit
from reader_pages import Page, Scores, folds, load, load_negatives, score

from newsclean.document import KEPT_ROLES, Reading
from newsclean.structure import read
from newsclean.structure.model import file as models
from newsclean.structure.model.file import dump, parse

DATA = Path(__file__).parent.parent / "src" / "newsclean" / "data" / "structure"
#: What is trained on the way.
BUILD = Path("build") / "reader"
DOCS = Path(__file__).parent.parent / "docs" / "strip.md"
KINDS = {"page": "whole pages", "dump": "dumps", "crawled": "crawled texts"}
_COLUMNS = (
    "kind",
    "documents",
    "precision",
    "recall",
    "F1",
    "lost",
    "of",
    "gone",
    "of",
    "titles",
    "of",
    "invented",
)


@dataclass
class Measured:
    """How a kind of documents was read."""

    kind: str
    documents: int
    scores: Scores
    titles: int
    titled: int
    invented: int

    def row(self) -> list[str]:
        s = self.scores
        means = [f"{value:.3f}" for value in (s.precision, s.recall, s.f1)]
        counts = (s.lost, s.wanted, s.gone, s.unwanted, self.titles, self.titled, self.invented)
        return [self.kind, str(self.documents), *means, *map(str, counts)]


def measure(pages: Sequence[Page], reader: Callable[[Page], Reading]) -> list[Measured]:
    """Read pages and compare with their labels, kind by kind."""
    found = []
    for kind, name in KINDS.items():
        own = [page for page in pages if page.kind == kind]
        if not own:
            continue
        readings = [reader(page).lines for page in own]
        kept = [[line.role in KEPT_ROLES for line in lines] for lines in readings]
        titles = titled = invented = 0
        for page, lines in zip(own, readings, strict=True):
            at = next((i for i, line in enumerate(lines) if line.role == "title"), None)
            right = {page.lines[i] for i in page.titles}
            titled += bool(right)
            titles += at is not None and page.lines[at] in right
            invented += at is not None and not right
        found.append(Measured(name, len(own), score(own, kept), titles, titled, invented))
    return found


def use(name: str, pages: Sequence[Page], texts: Sequence[Page]) -> None:
    """Let the reader use a model trained on these pages; it is not trained again if it is there.

    With HTML it is the second model: what stays is read as text again, by the first of the same name (it is
    trained if it is not there).

    :param name: of the folder for both.
    """
    folder = BUILD / name
    folder.mkdir(parents=True, exist_ok=True)
    html = any(page.html is not None for page in pages)
    for file, fitted, others in (
        ("reader.model", [replace(page, html=None) for page in pages], texts),
        ("reader-html.model", pages, []),
    )[: 1 + html]:
        path = folder / file
        if not path.exists():
            path.write_bytes(dump(fit(fitted, others)))
    models.use(folder)


def reading(page: Page, *, careful: bool = False) -> Reading:
    """A page as the reader reads it."""
    return read("\n".join(page.lines) + "\n", evidence=page.html, careful=careful)


def validate(
    fold: dict[str, int], pages: Sequence[Page], texts: Sequence[Page]
) -> tuple[list[Measured], list[Measured]]:
    """Cross-validation by family: what readers make of pages of families they were not trained on.

    :param fold: of each family.
    :returns: the measures, and those with ``careful``.
    """
    count = max(fold.values()) + 1
    seen: dict[str, Reading] = {}
    cautious: dict[str, Reading] = {}
    for j in range(count):
        use(str(j), [page for page in pages if fold[page.family] != j], texts)
        for page in pages:
            if fold[page.family] == j:
                seen[page.name] = reading(page)
                cautious[page.name] = reading(page, careful=True)
        print(f"fold {j + 1} of {count}", flush=True)
    return measure(pages, lambda page: seen[page.name]), measure(pages, lambda page: cautious[page.name])


def table(measured: Sequence[Measured]) -> str:
    """The measures as a table for the docs."""
    rows = [list(_COLUMNS), ["---"] * len(_COLUMNS), *(m.row() for m in measured)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--families", nargs="+", type=Path, default=[])
    parser.add_argument("--negatives", nargs="+", type=Path, default=[])
    parser.add_argument("--most-negatives", type=int, default=600, help="of each folder, drawn at random")
    parser.add_argument("--html", type=Path)
    parser.add_argument("--shut", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--only-measure", action="store_true")
    parser.add_argument("--only-html", action="store_true")
    parser.add_argument("--again", action="store_true", help="with the models of the last run")
    given = parser.parse_args()
    families: dict[str, str] = {}
    for path in given.families:
        rows = (row.split("\t") for row in path.read_text("utf-8").splitlines())
        families.update((row[0], row[1]) for row in rows)
    pages: list[Page] = []
    for folder in given.pages:
        kind = next((kind for kind in KINDS if folder.name.startswith(kind)), "page")
        pages += load(folder, families, kind)
    texts: list[Page] = []
    for folder in given.negatives:
        found = load_negatives(folder)
        texts += random.Random(3).sample(found, min(len(found), given.most_negatives))
    closed = set(given.shut.read_text("utf-8").splitlines()) if given.shut else set()
    shut = [page for page in pages if page.family in closed]
    seen = [page for page in pages if page.family not in closed]
    known = len({page.family for page in seen})
    print(f"{len(seen)} pages of {known} families, {len(texts)} texts without a page")
    if not given.again:
        shutil.rmtree(BUILD, ignore_errors=True)
    fold = folds([page.family for page in seen], given.folds, 3)
    if given.only_html:
        finish_html(fold, seen, shut, texts, given)
        return
    measured, careful = validate(fold, seen, texts)
    print(table(measured), "careful:", table(careful), sep="\n")
    if shut:
        use("shut", seen, texts)
        print("families that were shut:", table(measure(shut, reading)), sep="\n")
    if given.only_measure:
        return
    use("all", pages, texts)
    data = (BUILD / "all" / "reader.model").read_bytes()
    DATA.mkdir(exist_ok=True)
    (DATA / "reader.model").write_bytes(data)
    record("reader.model", parse(data).digest, measured)
    record("careful", parse(data).digest, careful)
    if given.html:
        finish_html(fold, seen, shut, texts, given)
    write_docs()


def finish_html(
    fold: dict[str, int],
    seen: Sequence[Page],
    shut: Sequence[Page],
    texts: Sequence[Page],
    given: argparse.Namespace,
) -> None:
    """Train the second model; write it with its cross-validation, unless only to measure is asked for."""
    data, measured = train_html(fold, seen, shut, texts, given)
    if given.only_measure:
        return
    (DATA / "reader-html.model").write_bytes(data)
    record("reader-html.model", parse(data).digest, measured)
    write_docs()


def train_html(
    fold: dict[str, int],
    seen: Sequence[Page],
    shut: Sequence[Page],
    texts: Sequence[Page],
    given: argparse.Namespace,
) -> tuple[bytes, list[Measured]]:
    """The model for pages whose HTML is known, and its cross-validation."""
    from reader_html import with_html

    whole = [page for page in (*seen, *shut) if page.kind == "page"]
    pages = [shown for page in whole if (shown := with_html(page, given.html))]
    names = {page.name for page in shut}
    known = [page for page in pages if page.name not in names]
    measured, _ = validate(fold, known, texts)
    print("with HTML:", table(measured), sep="\n")
    if shut:
        use("shut", known, texts)
        print(
            "families that were shut:",
            table(measure([p for p in pages if p.name in names], reading)),
            sep="\n",
        )
    use("all", pages, texts)
    return (BUILD / "all" / "reader-html.model").read_bytes(), measured


def record(name: str, digest: str, measured: Sequence[Measured]) -> None:
    """Write the cross-validation beside the models, with the digest of the model it belongs to."""
    path = DATA / "cross-validation.tsv"
    rows = path.read_text("utf-8").splitlines() if path.exists() else []
    head = [
        "# Cross-validation by family of sites of the models beside this file, by scripts/train_reader.py.",
        "\t".join(("# model", "sha256", *_COLUMNS)),
    ]
    others = [row for row in rows if row[:1] != "#" and row.split("\t")[0] != name]
    own = ["\t".join((name, digest, *m.row())) for m in measured]
    path.write_text("\n".join((*head, *sorted(others + own))) + "\n", "utf-8")


def write_docs() -> None:
    """Put the recorded cross-validation into docs/strip.md, between its marks."""
    rows = [row.split("\t") for row in (DATA / "cross-validation.tsv").read_text("utf-8").splitlines()[2:]]
    lines = ["| model | " + " | ".join(_COLUMNS) + " |", "| --- |" + " --- |" * len(_COLUMNS)]
    lines += ["| " + " | ".join((row[0], *row[2:])) + " |" for row in rows]
    text = DOCS.read_text("utf-8")
    mark = "<!-- cross-validation -->"
    whole = re.compile(rf"{mark}.*?{mark}", re.DOTALL)
    DOCS.write_text(whole.sub(lambda _: f"{mark}\n{chr(10).join(lines)}\n{mark}", text), "utf-8")


if __name__ == "__main__":
    main()
