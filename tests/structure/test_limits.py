"""Cases on either side of numbers that decide about lines (``cases/limits.toml``)."""

import pytest

from newsclean.structure import genre, read
from tests.cases import load

CASES = load(__file__, "limits")


@pytest.mark.parametrize("case", CASES["page"], ids=lambda case: case["name"])
def test_page(case):
    text = "".join(row.partition("\t")[2] + "\n" for row in case["lines"].splitlines())
    assert "".join(f"{line.role}\t{line.text}\n" for line in read(text).lines if line.text) == case["lines"]


@pytest.mark.parametrize("case", CASES["text"], ids=lambda case: case["name"])
def test_text(case):
    if "chinese" in case:
        assert genre.is_chinese(case["text"]) is case["chinese"]
    else:
        assert genre.is_prose(case["text"]) is case["prose"]
