"""Measure the reader on labelled pages, and how much its weights owe to the pages they were set on.

usage: python scripts/measure_reader.py FOLDER

FOLDER holds ID.txt (one block of a page a line) and ID.labels.tsv (line number, keep|drop|neutral|title).
The site of a page is its ID without the number at its end. Prints the mean precision, recall and F1 of the
lines kept; then the same when the weights for each site's pages are the best on all other sites' (leave one
site out), out of a grid around the weights in use; then with a random half of the rules taken away, and half
of the lines that the others list: how much a page owes to single rules. Labelled pages are their publishers':
bring your own.
"""

from __future__ import annotations

import random
import re
import sys
from itertools import product
from pathlib import Path
from statistics import mean

from newsclean.document import KEPT_ROLES
from newsclean.lines import split
from newsclean.structure import article
from newsclean.structure.notes import Notes, take_notes
from newsclean.structure.reader import settle
from newsclean.structure.rules.index import RuleBook, builtin

Scores = tuple[float, float, float]


def load(folder: Path, book: RuleBook) -> dict[str, tuple[Notes, dict[int, str]]]:
    """Name of a page → its notes, by the rules of a book, and the labels of its lines."""
    pages = {}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        rows = (path.with_suffix("").with_suffix(".labels.tsv")).read_text("utf-8").splitlines()
        cells = [row.split("\t") for row in rows]
        labels = {int(c[0]) - 1: c[1] for c in cells if len(c) < 3 or c[2] not in ("title", "caption")}
        pages[path.stem] = take_notes([line for line, _ in split(text)], book), labels
    return pages


def score(notes: Notes, labels: dict[int, str]) -> Scores:
    """Precision, recall and F1 of the lines kept on a page."""
    roles, _ = settle(notes)
    kept = {n for n, (role, _) in roles.items() if role in KEPT_ROLES and labels.get(n) in ("keep", "drop")}
    wanted = {n for n, label in labels.items() if label == "keep" and n in roles}
    right = len(kept & wanted)
    precision, recall = right / max(1, len(kept)), right / max(1, len(wanted))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    folder = Path(sys.argv[1])
    pages = load(folder, builtin())
    site = {name: re.sub(r"-?[0-9a-f]*$", "", name) or name for name in pages}
    phrase, walls, opens = article.WEIGHTS["phrase"], dict(article.WALLS), article.OPENS
    table: dict[tuple[float, float, float], dict[str, Scores]] = {}
    for setting in product((0.5, 1.0, 2.0), (0.5, 1.0, 2.0), (0.5, 1.0, 1.5)):
        article.WEIGHTS["phrase"] = phrase * setting[0]
        article.WALLS.update((role, cost * setting[1]) for role, cost in walls.items())
        article.OPENS = opens * setting[2]
        table[setting] = {name: score(*page) for name, page in pages.items()}
    report("weights in use", [table[1.0, 1.0, 1.0][name] for name in pages])
    held_out = []
    for name in pages:
        others = [other for other in pages if site[other] != site[name]]
        best = max(table, key=lambda setting: mean(table[setting][other][2] for other in others))
        held_out.append(table[best][name])
    report(f"leave one of {len(set(site.values()))} sites out", held_out)
    worst = min(table, key=lambda setting: mean(s[2] for s in table[setting].values()))
    article.WEIGHTS["phrase"], article.OPENS = phrase, opens
    article.WALLS.update(walls)
    report(f"worst of {len(table)} settings {worst}", list(table[worst].values()))
    halves = sorted(
        (mean(s[2] for s in scores), seed, scores)
        for seed in range(_SEEDS)
        for scores in [[score(*page) for page in load(folder, half(seed)).values()]]
    )
    for which, (_, seed, scores) in (
        ("worst", halves[0]),
        ("median", halves[_SEEDS // 2]),
        ("best", halves[-1]),
    ):
        report(f"half of the rules, {which} of {_SEEDS} seeds ({seed})", scores)


_SEEDS = 20


def half(seed: int) -> RuleBook:
    """A random half of the rules, each with a random half of the lines it lists."""
    dice = random.Random(seed)
    rules = builtin().rules
    kept = sorted(dice.sample(range(len(rules)), len(rules) // 2))
    return RuleBook(
        tuple(
            rules[n]._replace(lines=tuple(dice.sample(rules[n].lines, (len(rules[n].lines) + 1) // 2)))
            for n in kept
        )
    )


def report(what: str, scores: list[Scores]) -> None:
    precision, recall, f1 = (mean(s[i] for s in scores) for i in range(3))
    print(f"{what}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({len(scores)} pages)")


if __name__ == "__main__":
    main()
