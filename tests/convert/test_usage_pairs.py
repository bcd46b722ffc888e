"""Which pairs of characters count as words of a region: a table of texts in which they stand."""

from importlib import import_module

import pytest

from tests.scripts import FOLDER

pytest.importorskip("numpy")

WORDS = dict.fromkeys(["周一", "奖金", "发给", "征服", "特征", "服务", "面条"], 100)
BORDERS = [("上", "周一"), ("奖金", "发给"), ("特征", "服务"), ("的", "面条")]
BASE = {"上周": "上週", "金发": "金髮", "征服": "征服", "面条": "麪條"}


@pytest.fixture
def left(monkeypatch):
    """What is left of an entry for a pair: whether the region alone decides of it."""
    monkeypatch.syspath_prepend(str(FOLDER))
    pairs, text, counts = map(import_module, ("usage_pairs", "usage_text", "usage_counts"))
    meeting = pairs.Meeting(BORDERS, WORDS)

    def of(pair, form, texts):
        sources = [
            text.Source("text", text.codes(simplified + "\n" * 4), text.codes(genuine + "\n" * 4), own)
            for genuine, simplified, own in texts
        ]
        return [entry.own for entry in meeting.sorted_out([counts.Entry(pair, form, 9, 0)], sources, BASE)]

    return of


@pytest.mark.parametrize(
    ("pair", "form", "texts", "own"),  # of a text: genuine, Simplified, whether it is the region's own
    [
        # By itself in twenty places, and in one less; in a twentieth of all places, and in less.
        ("上周", "上周", [("上周一，" * 99 + "上周，" * 20, "上周一，" * 99 + "上周，" * 20, True)], [True]),
        ("上周", "上周", [("上周一，" * 99 + "上周，" * 19, "上周一，" * 99 + "上周，" * 19, True)], []),
        (
            "上周",
            "上周",
            [("上周一，" * 380 + "上周，" * 20, "上周一，" * 380 + "上周，" * 20, True)],
            [True],
        ),
        ("上周", "上周", [("上周一，" * 381 + "上周，" * 20, "上周一，" * 381 + "上周，" * 20, True)], []),
        # Written so in 17 of 20 places, and in 16.
        (
            "上周",
            "上周",
            [("上周一，" * 99 + "上周，" * 17 + "上週，" * 3, "上周一，" * 99 + "上周，" * 20, True)],
            [True],
        ),
        (
            "上周",
            "上周",
            [("上周一，" * 99 + "上周，" * 16 + "上週，" * 4, "上周一，" * 99 + "上周，" * 20, True)],
            [],
        ),
        # Another region's text says nothing where the own has enough of it.
        (
            "上周",
            "上周",
            [
                ("上周一，" * 99 + "上周，" * 20, "上周一，" * 99 + "上周，" * 20, True),
                ("上週，" * 90, "上周，" * 90, False),
            ],
            [True],
        ),
        # Another word by itself; no word by itself; no word of the lists.
        ("金发", "金發", [("獎金發給，" * 90 + "金髮，" * 20, "奖金发给，" * 90 + "金发，" * 20, True)], []),
        ("征服", "徵服", [("特徵服務，" * 90, "特征服务，" * 90, True)], []),
        ("的面", "的面", [("的面，" * 90, "的面，" * 90, True)], [False]),
    ],
)
def test_words_by_themselves_and_ends_of_words_that_meet(left, pair, form, texts, own):
    assert left(pair, form, texts) == own
