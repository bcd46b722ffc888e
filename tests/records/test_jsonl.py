"""A line of JSON: every byte outside the text and what is added stays."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.records.jsonl import JsonLine, dumped, encoded
from newsclean.records.row import BadRecordError

NAMES = frozenset({"newsclean_title"})

#: Values that a library which reads and writes anew would change.
ODD = (
    "123456789012345678901234567890",
    "1e400",
    "-0",
    "1.10",
    "1E+2",
    "NaN",
    "-Infinity",
    '"\\ud800"',
    '"\\u4e2d\\/ \\"x\\""',
    '"a\tb"',
    "[1,  2 , {}]",
    '{"b": 1, "a": 2, "b": 3}',
    "null",
    "9" * 5000,
)
_SHORT = tuple(value for value in ODD if len(value) < 50)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:30])
def test_odd_values_stay(odd):
    raw = f'{{"x":{odd}, "text" : "旧" ,"x": {odd}}} \r\n'.encode()
    line = JsonLine(raw, "text", NAMES)
    assert line.value == "旧"
    added = line.written("新", {"newsclean_title": None})
    assert added == f'{{"x":{odd}, "text" : "新" ,"x": {odd},"newsclean_title":null}} \r\n'.encode()
    assert line.written(None, {}) == raw


_SPACE = st.sampled_from(["", " ", "\t", "  "])
_KEYS = st.text(max_size=3)  # too short for one of ours
_MEMBERS = st.lists(st.tuples(_KEYS, st.sampled_from(_SHORT), _SPACE, _SPACE), max_size=3)


@given(
    _MEMBERS, _MEMBERS, st.tuples(st.text(), st.text()), st.booleans(), st.sampled_from(["", "\n", "\r\n"])
)
def test_all_but_the_text_stays(before, after, texts, ascii_only, end):
    old, new = texts

    def members(rows):
        return [f"{json.dumps(key)}{a}:{b}{value}" for key, value, a, b in rows]

    pieces = members(before), members(after)
    head = "{" + "".join(f"{piece}, " for piece in pieces[0]) + '"text":'
    tail = "".join(f" ,{piece}" for piece in pieces[1]) + "}" + end
    raw = (head + json.dumps(old, ensure_ascii=ascii_only) + tail).encode("utf-8", "surrogatepass")
    try:
        raw.decode()
    except UnicodeDecodeError:
        return
    line = JsonLine(raw, "text", NAMES)
    assert line.value == old
    made = line.written(new, {}).decode()
    assert made.startswith(head)
    assert made.endswith(tail)
    assert json.loads(made[len(head) : len(made) - len(tail)]) == new
    assert line.written(None, {}) == raw


def test_an_ascii_line_stays_ascii_and_surrogates_stay_escaped():
    line = JsonLine(b'{"text":"\\u4e2d"}', "text", NAMES)
    assert line.written("文", {"newsclean_title": "题"}) == (
        b'{"text":"\\u6587","newsclean_title":"\\u9898"}'
    )
    assert encoded(dumped("中\ud800", ascii_only=False)) == '"中\\ud800"'.encode()


def test_a_mark_at_the_beginning_stays():
    raw = b'\xef\xbb\xbf{"text":"a"}\n'
    assert JsonLine(raw, "text", NAMES).written("b", {}) == raw.replace(b'"a"', b'"b"')


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("xx", "not a JSON object"),
        ("[1]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ("{", "breaks off"),
        ('{"text":"a"', "breaks off"),
        ('{"text":"a', "not JSON: Unterminated string starting at column 9"),
        ('{"text":"a",}', "a key is expected"),
        ('{"text" "a"}', "a colon is expected at column 9"),
        ('{"text":"a" "b":1}', "a comma is expected at column 13"),
        ('{"text":"a"} {}', "more follows"),
        ('{"text":}', "breaks off at column 9"),
        ('{"other":"a"}', "no field 'text'"),
        ('{"text":"a","text":"b"}', "the field 'text' occurs twice"),
        ('{"text":5}', "the field 'text' is not text"),
        ('{"text":["a"]}', "the field 'text' is not text"),
        ('{"text":"a","newsclean_title":1}', "already exists"),
        ('{"text":"a","x":' + "[" * 200_000 + "}", "nested too deeply"),
    ],
)
def test_bad_lines_say_why(raw, reason):
    with pytest.raises(BadRecordError, match=reason):
        JsonLine(raw.encode(), "text", NAMES)


def test_bytes_that_are_no_utf_8():
    with pytest.raises(BadRecordError, match=r"not UTF-8 \(byte 9 of the record\)"):
        JsonLine(b'{"text":"\xb2\xbb"}', "text", NAMES)


def test_null_is_no_text_and_no_error():
    assert JsonLine(b'{"text": null}', "text", NAMES).value is None
