"""Why the model thinks so of a line, in words: what its log-odds would be without a kind of evidence."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.structure.model.trees import Trees

#: What is said of a kind of evidence → how the names of its columns begin; the first that fits counts.
KINDS = (
    ("its words", ("says a character", "says", "has url", "has time")),
    (
        "the words of the lines around it",
        ("says of", "says 1", "says 2", "least said", "most opening", "most closing"),
    ),
    (
        "its length and punctuation",
        ("length", "share", "spaces", "commas", "stops", "colons", "end", "start"),
    ),
    (
        "the shape of the lines around it",
        ("length of", "length 1", "length 2", "prose of", "prose 1", "prose 2", "end 1"),
    ),
    ("its position", ("from ", "place", "characters before", "prose before", "prose after", "to prose")),
    (
        "the longest passage",
        ("before stretch", "after stretch", "in stretch", "to end of", "stretch", "second"),
    ),
    ("page elements next to it", ("since furniture", "to furniture", "run", "runs")),
    ("dates nearby", ("since date", "to date", "dated")),
    ("the document as a whole", ("text ",)),
    ("its repetition", ("repeats",)),
    ("its share of the article's words", ("shares",)),
    (
        "where the title is",
        (
            *("title", "best title", "since the best", "to the best"),
            *("since the top", "to the top", "says the top"),
        ),
    ),
    ("the page's HTML", ("html",)),
)
_MOST = 3


def reasons(
    trees: Trees, names: Sequence[str], columns: Sequence[bytes], odds: Sequence[float]
) -> list[tuple[str, ...]]:
    """The three strongest reasons for the log-odds of each line.

    :param names: of the columns.
    :param odds: what the trees say of the lines.
    """
    groups = [kind(name) for name in names]
    gains: list[list[tuple[float, str]]] = [[] for _ in odds]
    for group in dict.fromkeys(groups):
        without = [
            _middle(column) if own == group else column for own, column in zip(groups, columns, strict=True)
        ]
        for row, with_it, score in zip(gains, odds, trees.score(without), strict=True):
            row.append((with_it - score, group))
    return [
        tuple(f"{group} {gain:+.1f}" for gain, group in sorted(row, key=_size)[:_MOST] if abs(gain) >= 0.05)
        for row in gains
    ]


def kind(name: str) -> str:
    """What is said of a column: the kind whose beginning fits its name best."""
    fitting = [(len(start), words) for words, starts in KINDS for start in starts if name.startswith(start)]
    return max(fitting)[1]


def _middle(column: bytes) -> bytes:
    """A column that says nothing: the median of its numbers everywhere."""
    return bytes([sorted(column)[len(column) // 2]]) * len(column)


def _size(reason: tuple[float, str]) -> float:
    return -abs(reason[0])
