"""An error is one line that names the place."""

import pickle

import pytest

from newsclean.errors import DecodeError, FileError, NewscleanError


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (NewscleanError("broken"), "broken"),
        (FileError("cannot read", path="a.txt"), "a.txt: cannot read"),
        (
            DecodeError("bad byte", path="a.txt", line=3, column=7, offset=90),
            "a.txt:3:7: bad byte (byte offset 90)",
        ),
        (FileError("cannot read", path="a\nb.txt"), "a\\nb.txt: cannot read"),
    ],
)
def test_text(error, line):
    assert str(error) == line
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == line
