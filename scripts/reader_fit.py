"""Fit the reader's two parts: weights of pieces (logistic regression), then trees over columns (boosting)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy
from reader_pages import Page, folds, weights
from reader_synthetic import augment
from reader_texts import made
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from newsclean.structure.markup import NAMES
from newsclean.structure.model.columns import TITLED, Columns, titled
from newsclean.structure.model.decode import Costs
from newsclean.structure.model.file import Model, packed
from newsclean.structure.model.line import folded
from newsclean.structure.model.trees import Trees
from newsclean.structure.model.vocabulary import Vocabulary, pieces

TREES = {
    "objective": "binary",
    "learning_rate": 0.12,
    "num_leaves": 14,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "verbose": -1,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "max_bin": 255,
    "min_data_in_bin": 1,
}
ROUNDS = 100
TITLE_ROUNDS = 50
#: With HTML a column tells more by itself. Of families that were not read, F1 is 0.971 with these small trees
#: (322 lines lost), 0.971 with 320 trees of 14 leaves at 0.06 (337 lost), and 0.968 with 60 of 14 at 0.25;
#: they ask 650 conditions, those 3,600.
HTML_TREES = {"num_leaves": 8, "min_data_in_leaf": 40, "learning_rate": 0.2}
HTML_ROUNDS = 100
#: Of the form of the columns; another one needs training anew.
VERSION = "1"
#: A piece is in the model if so many families use it.
FAMILIES = 3
LISTS = 120
_INNER = 4


def targets(page: Page, what: int) -> list[int]:
    """Labels of lines for one of the three weights of a piece: -1 where a line says nothing of it."""
    if what == 0 or 1 not in page.labels:
        return page.labels
    _, first, last = page.span
    wanted = range(max(0, first - 4), first) if what == 1 else range(last + 1, last + 4)
    return [
        -1 if i in page.titles or label < 0 else int(label == 0 and i in wanted)
        for i, label in enumerate(page.labels)
    ]


class Pieces:
    """The pieces of all lines of some pages, as a sparse table."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = list(pages)
        users: dict[str, set[str]] = {}
        found = []
        for page in self.pages:
            rows = [pieces(line) for line in folded(page.lines)]
            found.append(rows)
            for row in rows:
                for piece in row:
                    families = users.setdefault(piece, set())
                    if len(families) < FAMILIES:
                        families.add(page.family)
        self.names = sorted(piece for piece, families in users.items() if len(families) >= FAMILIES)
        number = {piece: i for i, piece in enumerate(self.names)}
        self.starts = [0]
        indexes: list[int] = []
        ends = [0]
        for rows in found:
            for row in rows:
                indexes += [number[piece] for piece in row if piece in number]
                ends.append(len(indexes))
            self.starts.append(len(ends) - 1)
        ones = numpy.ones(len(indexes), numpy.float32)
        self.table = csr_matrix((ones, indexes, ends), shape=(len(ends) - 1, len(self.names)))

    def fit(self, chosen: Sequence[int], strength: float = 0.35, texts: float = 0.1) -> Vocabulary:
        """Weights of pieces, learned from the pages with these indexes."""
        rows = numpy.concatenate([numpy.arange(self.starts[i], self.starts[i + 1]) for i in chosen])
        counts = numpy.concatenate(
            [
                numpy.full(
                    self.starts[i + 1] - self.starts[i], w * (texts if self.pages[i].kind == "text" else 1)
                )
                for i, w in zip(chosen, weights([self.pages[i] for i in chosen]), strict=True)
            ]
        )
        found = []
        for what in range(3):
            labels = numpy.concatenate([targets(self.pages[i], what) for i in chosen])
            use = labels >= 0
            model = LogisticRegression(C=strength, solver="liblinear", tol=1e-3, random_state=0)
            model.fit(self.table[rows[use]], labels[use], sample_weight=counts[use])
            found.append(numpy.clip(numpy.rint(model.coef_[0] * _SCALE), -127, 127).astype(int))
        weighed = {
            piece: (int(a), int(b), int(c))
            for piece, a, b, c in zip(self.names, *found, strict=True)
            if max(abs(a), abs(b), abs(c)) >= _LEAST
        }
        return Vocabulary(packed(weighed))


#: Weights are stored in 32nds, as the vocabulary reads them; those smaller on all three are left out.
_SCALE, _LEAST = 32, 3


def matrix(page: Page, vocabulary: Vocabulary) -> Any:
    """The columns of a page, as rows for training."""
    columns = Columns(page.lines, vocabulary).values
    if page.html is not None:
        columns = columns + [bytes(column) for column in zip(*page.html, strict=True)]
    return numpy.frombuffer(b"".join(columns), numpy.uint8).reshape(len(columns), -1).T


def fit(pages: Sequence[Page], texts: Sequence[Page], costs: Costs | None = None, **changed: Any) -> Model:
    """Fit a model.

    The trees learn from scores of pieces that were fitted without the page's own family.

    :param texts: texts without a page around them; pages with HTML have none beside them.
    :param changed: settings of the boosting beside :data:`TREES`.
    """
    texts = [*texts, *made(pages, LISTS)]
    known = [*pages, *texts]
    pieces_of = Pieces(known)
    everything = range(len(known))
    vocabulary = pieces_of.fit(everything)
    fold = folds([page.family for page in known], _INNER, 7)
    inner = [pieces_of.fit([i for i in everything if fold[known[i].family] != j]) for j in range(_INNER)]
    documents = [*pages, *augment(pages, texts)]
    with_html = documents[0].html is not None
    settings = TREES | (HTML_TREES if with_html else {}) | changed
    columns = [matrix(page, inner[fold[page.family]]) for page in documents]
    titles = [Rows() for _ in range(_INNER + 1)]  # one without each fold, and one of all
    for page, table in zip(documents, columns, strict=True):
        if page.kind != "text":
            # Beside the title, what is over the article; weighed so that each title counts alike.
            lines = numpy.arange(len(page.lines))
            labels = numpy.isin(lines, list(page.titles)).astype(int)
            for j, rows in enumerate(titles):
                if fold[page.family] != j:
                    rows.add(table, labels, lines <= page.span[1], len(lines) ** -0.5)
    title_models = [
        Trees(*flatten(rows.train(TITLE_ROUNDS, settings | {"num_leaves": 6}))) for rows in titles
    ]
    article = Rows()
    for page, table, weight in zip(documents, columns, weights(documents), strict=True):
        labels = numpy.array(page.labels)
        scores = title_models[fold[page.family]].score([column.tobytes() for column in table.T])
        more = numpy.frombuffer(b"".join(titled(scores)), numpy.uint8).reshape(len(TITLED), -1).T
        article.add(numpy.hstack([table, more]), labels, labels >= 0, weight)
    names = Columns(["一", "二"], vocabulary).names
    html = [f"html {name}" for name in NAMES] if with_html else []
    return Model(
        VERSION,
        "",
        (*names, *html, *TITLED),
        costs or Costs(),
        vocabulary,
        Trees(*flatten(article.train(HTML_ROUNDS if with_html else ROUNDS, settings))),
        title_models[-1],
    )


class Rows:
    """Rows to train trees on."""

    def __init__(self) -> None:
        self._rows: list[Any] = []
        self._labels: list[Any] = []
        self._counts: list[Any] = []

    def add(self, rows: Any, labels: Any, use: Any, weight: float) -> None:
        """Add those rows of a document that are of use, each with a weight."""
        self._rows.append(rows[use])
        self._labels.append(labels[use])
        self._counts.append(numpy.full(int(use.sum()), weight))

    def train(self, rounds: int, settings: dict[str, Any]) -> Any:
        """Boost so many trees."""
        counts = numpy.concatenate(self._counts)
        labels = numpy.concatenate(self._labels)
        data = lightgbm.Dataset(numpy.vstack(self._rows), labels, weight=counts / counts.mean())
        return lightgbm.train(settings, data, rounds)


#: Leaves are stored in steps of so much of a nat; the sum of all fits 16 bits.
STEPS = 1000


def flatten(model: Any) -> tuple[list[tuple[int, int]], list[list[int]], int, float]:
    """A boosted model as :class:`~newsclean.structure.model.trees.Trees` takes it."""
    numbers: dict[tuple[int, int], int] = {}
    trees: list[list[int]] = []
    offset = 0
    span = 0.0
    raw: list[tuple[list[Any], float]] = []
    for tree in model.dump_model()["tree_info"]:
        steps: list[Any] = []
        values: list[float] = []

        def walk(node: dict[str, Any], steps: list[Any] = steps, values: list[float] = values) -> None:
            if "leaf_value" in node:
                steps.append(float(node["leaf_value"]))
                values.append(float(node["leaf_value"]))
                return
            condition = node["split_feature"], int(node["threshold"])
            steps.append(numbers.setdefault(condition, len(numbers)))
            walk(node["left_child"])
            walk(node["right_child"])

        walk(tree["tree_structure"])
        raw.append((steps, min(values)))
        span += max(values) - min(values)
    scale = min(STEPS, int(65_000 / span))
    for steps, least in raw:
        offset -= round(least * scale)
        base = round(least * scale)
        trees.append([step if isinstance(step, int) else ~(round(step * scale) - base) for step in steps])
    return list(numbers), trees, offset, float(scale)
