"""Both sides of numbers that decide about bytes that are put together by length."""

from __future__ import annotations

import pytest

from newsclean.decode import detect


@pytest.mark.parametrize(
    ("controls", "plain", "confidence"),
    [
        pytest.param(1_000, 3_000, 1.0, id="a quarter of the head are controls"),
        pytest.param(1_500, 3_000, 0.4, id="more than a third are"),
    ],
)
def test_controls_in_the_head(controls: int, plain: int, confidence: float) -> None:
    """``_HEAD``: what stands behind so many bytes is not looked at."""
    found = detect(b"\x01a" * controls + b"a " * (plain // 2))
    assert (found.encoding, found.confidence) == ("ascii", confidence)
