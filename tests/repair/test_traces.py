"""What is reported of runs that no reading explains (``cases/traces.toml``)."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.repair.mojibake.traces import traced
from tests.cases import load, params

CASES = load(__file__, "traces")["case"]


@pytest.mark.parametrize("case", params(CASES, lambda case: f"{case['numbers'][0]}: {case['run']!r}"))
def test_trace(case: dict[str, Any]) -> None:
    run = case["run"]
    outcome = traced(run)
    assert not outcome.edits
    assert list(outcome.left) == ([(0, len(run), case["rule"])] if "rule" in case else [])
