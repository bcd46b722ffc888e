"""Both sides of numbers that decide about bytes that are put together by length."""

from __future__ import annotations

import pytest

from newsclean.decode import chardet_fallback, confidence, detect, score
from newsclean.decode.encodings import python_codec
from tests.decode import texts


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


@pytest.mark.parametrize("encoding", ["gb18030", "cp950", "big5-hkscs", "euc-jp", "cp949", "utf-8"])
@pytest.mark.parametrize("length", [3, 12, 60, 200])
def test_what_is_not_read_to_its_end_changes_nothing(encoding: str, length: int) -> None:
    """``_LEFT_BEHIND``: which reading is the best, and how sure that is, are as if all had been read."""
    sample = (texts.TRADITIONAL * 3)[:length].encode(python_codec(encoding), "ignore")
    names = [*score.CANDIDATES, "utf-8"]
    for hint in (None, *names):
        short = score.ordered(score.readings(sample, names), hint)
        whole = score.ordered([score.read(sample, name) for name in names], hint)
        assert short[0] == whole[0]
        assert confidence.of_reading(short) == confidence.of_reading(whole)
        assert min(confidence.margin(short), 42) == min(confidence.margin(whole), 42)


def test_news_is_clear_without_a_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    """``CLEAR``: this sentence costs 7 to 8 nats a character, and nobody else is asked about it."""
    monkeypatch.setattr(chardet_fallback, "ask", pytest.fail)
    assert detect("渡口的老船工把缆绳收好，天色渐晚。".encode("gb18030")).encoding == "gb18030"
