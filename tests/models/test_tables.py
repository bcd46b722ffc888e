"""Files of tables: what scripts/table_file.py writes is read as it was, and damage is refused."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.models import ngrams, plausibility, tables, trigrams, unigrams
from tests.scripts import load_script

LAYOUT = b"newsclean examples 7\n"
FILES = {
    "hans.ngrams": ngrams.LAYOUT,
    "hant.ngrams": ngrams.LAYOUT,
    "plausibility.bin": plausibility.LAYOUT,
    "trigrams.bin": trigrams.LAYOUT,
    "unigrams.bin": unigrams.LAYOUT,
}


WRITER = load_script("table_file")


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_tables_come_back(written: list[bytes]) -> None:
    read = tables.split(WRITER.packed(LAYOUT, written), LAYOUT)
    assert [table.tobytes() for table in read] == written


@given(st.lists(st.integers(0, 2**32 - 1)), st.lists(st.integers(0, 2**16 - 1)))
def test_integers_come_back_wherever_their_table_begins(fours: list[int], twos: list[int]) -> None:
    numbers = [WRITER.little_endian(array("I", fours)), b"odd", WRITER.little_endian(array("H", twos))]
    first, _, second = tables.split(WRITER.packed(LAYOUT, numbers), LAYOUT)
    assert list(tables.integers("I", first)) == fours
    assert list(tables.integers("H", second)) == twos


@given(st.lists(st.integers(0, 900), min_size=1, max_size=3 * tables.BLOCK))
def test_offsets_are_those_of_plain_sums(sizes: list[int]) -> None:
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + size)
    bases, rest = tables.split(WRITER.packed(LAYOUT, WRITER.offsets(starts)), LAYOUT)
    offsets = tables.Offsets(bases, rest)
    assert [offsets.range(i) for i in range(len(sizes))] == list(pairwise(starts))


def test_offsets_too_far_apart_are_not_written() -> None:
    WRITER.offsets([0, 2**16 - 1])
    with pytest.raises(ValueError, match="too many"):
        WRITER.offsets([0, 2**16])


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_whole_is_refused(name: str) -> None:
    data, layout = tables.mapped(name).tobytes(), FILES[name]
    assert tables.split(data, layout)
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 1
    title = layout.decode().rpartition(" ")[0]
    for damaged in (b"", data[:5], data[: len(layout) + 7], data[:-1], data + b"\0", bytes(flipped)):
        with pytest.raises(ValueError, match=title):
            tables.split(damaged, layout)
    with pytest.raises(ValueError, match=r"not the newsclean examples of this version"):
        tables.split(data, LAYOUT)
