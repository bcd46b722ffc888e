"""Contract 7: a file is replaced only if its bytes change, and the old one is whole on failure."""

import os
import signal
import stat
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean.disk.files import replace_file, writer
from newsclean.errors import FileError


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=50), st.binary(max_size=50), st.sampled_from([0o600, 0o644, 0o755]))
def test_replace(tmp_path_factory, old, new, mode):
    directory = tmp_path_factory.mktemp("files")
    file = directory / "a.txt"
    file.write_bytes(old)
    file.chmod(mode)
    before = file.stat()
    assert replace_file(file, new, backup=".bak") == (old != new)
    after = file.stat()
    assert file.read_bytes() == new
    assert stat.S_IMODE(after.st_mode) == mode
    if old == new:
        assert after.st_ino == before.st_ino
        assert os.listdir(directory) == ["a.txt"]
    else:
        assert (directory / "a.txt.bak").read_bytes() == old


def test_a_new_file_gets_the_usual_permissions(tmp_path):
    (tmp_path / "usual").write_bytes(b"")
    replace_file(tmp_path / "new", b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("point", ["fsync", "replace", "fchmod"])
def test_a_failure_leaves_the_old_file_whole(tmp_path, monkeypatch, point):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")

    def fail(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"newsclean.disk.entry.os.{point}", fail)
    with pytest.raises(FileError, match=r"a\.txt: cannot write: No space left"):
        replace_file(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_an_error_while_writing_leaves_the_old_file_whole(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")

    def interrupted():
        with writer(file) as out:
            out.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_directory_or_device_is_refused(tmp_path):
    with pytest.raises(FileError, match="not a regular file"):
        replace_file(tmp_path, b"x")
    with pytest.raises(FileError, match="not a regular file"):
        replace_file("/dev/null", b"x")


@pytest.mark.slow
@pytest.mark.parametrize("backup", [None, ".orig"])
def test_a_kill_between_any_two_calls(tmp_path, backup):
    """SIGKILL before the first, second, … call into the system: old or new, and whole.

    A child counts its calls into C and kills itself before one of them, until it comes through.
    """
    file, old, new = tmp_path / "page.txt", b"old " * 5000, b"new " * 6000
    states, survived = set(), False
    for last in range(1, 2000):
        file.write_bytes(old)
        (tmp_path / "page.txt.orig").unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            _replace_until(last, file, new, backup)
        _, status = os.waitpid(child, 0)
        states.add(file.read_bytes())
        if backup and (tmp_path / "page.txt.orig").exists():
            assert (tmp_path / "page.txt.orig").read_bytes() == old
        assert file.stat().st_size in (len(old), len(new))
        survived = os.WIFEXITED(status)
        if survived:
            break
    assert survived
    assert last > 20  # it was killed that often
    assert states == {old, new}


def _replace_until(last, file, data, backup):
    """Replace a file in a child process that dies before its call number ``last``."""
    left = last

    def count(_frame, event, _argument):
        nonlocal left
        if event == "c_call":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    replace_file(file, data, backup=backup)
    sys.setprofile(None)
    os._exit(0)
