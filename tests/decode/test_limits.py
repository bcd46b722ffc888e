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


@pytest.mark.parametrize(("length", "name"), [(120, "utf-16le"), (140, "ascii")])
def test_letters_of_another_script_without_a_blank(length: int, name: str) -> None:
    """``_WORDS``: so many may be a word, or a name; more would have a blank."""
    assert detect(("новостигород" * 12)[:length].encode("utf-16le")).encoding == name


def test_no_reading_is_beyond_doubt() -> None:
    """``MOST``: however many characters agree."""
    text = "江城入夏以来雨水偏多，沿江各县已经开始巡查堤防，目前水位仍在警戒线以下。"
    assert detect(text.encode("gb18030")).confidence == 0.99
