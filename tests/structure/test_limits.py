"""Cases on either side of numbers that decide about lines (``cases/limits.toml``, ``cases/borders.toml``)."""

import pytest

from newsclean.structure import genre, read
from tests.cases import load

CASES = load(__file__, "limits")
PAGES = CASES["page"] + load(__file__, "borders")["page"]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_page(case):
    text = "".join(row.partition("\t")[2] + "\n" for row in case["lines"].splitlines())
    lines = read(text, careful=case.get("careful", False)).lines
    assert "".join(f"{line.role}\t{line.text}\n" for line in lines if line.text) == case["lines"]


@pytest.mark.parametrize("case", CASES["text"], ids=lambda case: case["name"])
def test_text(case):
    if "chinese" in case:
        assert genre.is_chinese(case["text"]) is case["chinese"]
    elif "page" in case:
        assert genre.is_chinese_page(case["text"]) is case["page"]
    else:
        assert genre.is_prose(case["text"]) is case["prose"]
