"""What is done in a process of its own: results, errors and ends come back as if it were done here."""

from importlib import import_module

import pytest

from newsclean.errors import FileError, OptionsError
from newsclean.records import aside

MODULE = """
import os, signal
from contextlib import contextmanager
from newsclean.errors import OptionsError

def answer(a, b=0):
    return a + b, os.getpid()

def refuse():
    raise OptionsError("no", path="x")

def numbers(last):
    yield from range(3)
    if last == "error":
        refuse()
    if last == "kill":
        os.kill(os.getpid(), signal.SIGKILL)

@contextmanager
def written(path):
    try:
        with open(path + ".part", "w") as file:
            def take(item):
                if item == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                if item == "error":
                    refuse()
                file.write(item)
            yield take
        os.rename(path + ".part", path)
    except BaseException:
        os.unlink(path + ".part")
        raise
"""


@pytest.fixture
def there(tmp_path, monkeypatch):
    (tmp_path / "done_aside.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    return import_module("done_aside")


def test_what_a_function_returns_and_raises(there):
    import os

    value, process = aside.given(there.answer, 1, b=2)
    assert value == 3
    assert process != os.getpid()
    with pytest.raises(OptionsError, match="x: no"):
        aside.given(there.refuse)


@pytest.mark.parametrize(
    ("last", "error"), [("", None), ("error", OptionsError), ("kill", FileError), ("stop", None)]
)
def test_what_a_generator_yields_comes_before_its_error(there, last, error):
    found = []

    def collect():
        for item in aside.streamed(there.numbers, last):
            found.append(item)
            if last == "stop":
                return

    if error:
        with pytest.raises(error):
            collect()
    else:
        collect()
    assert found == ([0] if last == "stop" else [0, 1, 2])


@pytest.mark.parametrize("last", ["", "error", "kill", "raise"])
def test_a_file_is_there_only_if_all_went_well(there, tmp_path, last):
    path = tmp_path / "out"

    def write():
        with aside.taking(there.written, str(path)) as take:
            take("a" * 100_000)
            if last == "raise":
                raise KeyboardInterrupt
            take(last)

    if last:
        expected = {"error": OptionsError, "kill": FileError, "raise": KeyboardInterrupt}[last]
        with pytest.raises(expected):
            write()
        assert not path.exists()
        assert (tmp_path / "out.part").exists() == (last == "kill")
    else:
        write()
        assert path.read_text() == "a" * 100_000
