"""What a few texts cost in each model (``cases/costs.toml``): thresholds are in the nats of these files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsclean.models import ngrams, plausibility, trigrams, unigrams
from tests.cases import load, params

COSTS: dict[str, Callable[[str], float]] = {
    "plausibility": plausibility.cost,
    "simplified": lambda text: ngrams.simplified().cost(text),
    "traditional": lambda text: ngrams.traditional().cost(text),
    "sequences": lambda text: sum(
        trigrams.sequences().cost(text[max(0, i - 2) : i], text[i]) for i in range(1, len(text))
    ),
    "words": lambda text: unigrams.words().cost(text),
}


@pytest.mark.parametrize("case", params(load(__file__, "costs")["case"], lambda case: str(case["text"])))
def test_cost(case: dict[str, Any]) -> None:
    found = {name: COSTS[name](case["text"]) for name in case["nats"]}
    assert found == pytest.approx(case["nats"], abs=0.02)
