"""Rows of cells: every byte outside the text's cell stays."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import FileError
from newsclean.records.delimited import Cells, Header, spans, stays_open, unquoted
from newsclean.records.row import BadRecordError

HEADER = Header(b"\xef\xbb\xbfid,text,x\r\n", ("text",), frozenset({"newsclean_title"}), ",", "a.csv")


@pytest.mark.parametrize(
    ("raw", "value", "made"),
    [
        ('1,旧,"a,b"\r\n', "旧", '1,新,"a,b"\r\n'),
        ('1,"旧","a ""b"""\n', "旧", '1,"新","a ""b"""\n'),
        ('1,"旧\r\n旧"," x"', "旧\r\n旧", '1,"新"," x"'),
        ('1,5" rohr,y\n', '5" rohr', "1,新,y\n"),
        ("1,,\n", "", "1,新,\n"),
    ],
)
def test_other_cells_stay(raw, value, made):
    row = Cells(raw.encode(), HEADER, ",")
    assert row.value == value
    assert row.written("新", {}) == made.encode()
    assert row.written(None, {}) == raw.encode()


def test_what_needs_quotation_marks_gets_them():
    row = Cells("1,旧,x\n".encode(), HEADER, ",")
    assert row.written('a,"b"\n', {"t": 'c"'}) == b'1,"a,""b""\n",x,"c"""\n'


@pytest.mark.parametrize("raw", [b"1,2\n", b"1,2,3,4\n", b'1,"2"3"4,5,6\n'])
def test_rows_with_another_number_of_cells_are_bad(raw):
    with pytest.raises(BadRecordError, match="cells; the header has 3"):
        Cells(raw, HEADER, ",")


@pytest.mark.parametrize("raw", ['1,灯,"x\n', '1,灯,"', '1,灯,"x""\n'])
def test_a_last_cell_that_is_not_closed_is_bad(raw):
    with pytest.raises(BadRecordError, match="not closed"):
        Cells(raw.encode(), HEADER, ",")
    assert Cells((raw + '"').encode(), HEADER, ",").value == "灯"


@pytest.mark.parametrize(
    ("header", "reason"),
    [(b"id,x\n", "expected exactly one column 'text'"), (b"text,text\n", "expected exactly one")],
)
def test_a_header_without_the_column(header, reason):
    with pytest.raises(FileError, match=reason):
        Header(header, ("text",), frozenset(), ",", "a.csv")


_CELL = st.text(alphabet='ab,"\n\r 中', max_size=8)


@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=5))
def test_cells_are_those_of_the_csv_module(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    lines = io.BytesIO(out.getvalue().encode()).readlines()
    found, row, inside = [], b"", False
    for line in lines:
        row += line
        inside = stays_open(line, b",", inside=inside)
        if not inside:
            found.append([unquoted(row.decode()[a:b]) for a, b in spans(row.decode(), ",")])
            row = b""
    assert not row
    assert found == rows
