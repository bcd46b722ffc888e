"""A process of the command line that is forked does what one that is started does."""

import os
import subprocess
import sys

import pytest

from tests import fork_server as module

pytestmark = pytest.mark.skipif(not module.AVAILABLE, reason="needs fork")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["clean", "page.txt"],
        ["clean", "--format", "json", "page.txt"],
        ["clean", "--check", "page.txt"],
        ["clean", "missing.txt"],
        ["clean", "-j", "2", "-i", "-v", "page.txt", "other.txt"],
        ["detect", "--color", "always", "page.txt"],
        ["claen"],
    ],
    ids=" ".join,
)
def test_forked_and_started(newsclean, page, tmp_path, arguments):
    given = page.read_bytes()

    def end(run):
        page.write_bytes(given)
        (tmp_path / "other.txt").write_bytes(given)
        code, out, err = run()
        return code, out, err, page.read_bytes()

    def started():
        command = [sys.executable, "-m", "newsclean", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
        return done.returncode, done.stdout, done.stderr.decode()

    def forked():
        done = newsclean(*arguments)
        return done.code, done.out, done.err

    assert end(forked) == end(started)


def test_killed_and_late(fork_server, tmp_path):
    """It goes on after a process of its was ended."""
    run = {"cwd": tmp_path, "env": dict(os.environ), "timeout": 60}
    code, out, err = fork_server.run(["clean"], stdin=b"a\n", **run)
    assert (code, out, err) == (0, b"a\n", b"")
    with pytest.raises(subprocess.TimeoutExpired):
        fork_server.run(["clean"], stdin=b"a\n", **{**run, "timeout": 0.0001})
    assert fork_server.run(["claen"], stdin=b"b\n", **run)[0] == 2
    assert fork_server.run(["clean"], stdin=b"b\n", **run)[:2] == (0, b"b\n")


@pytest.mark.parametrize("name", ["PYTHONIOENCODING", "LC_ALL", "LANG"])
def test_what_python_settles_when_it_starts_is_not_forked(name):
    assert module.can_run({**os.environ, "COLUMNS": "80"})
    assert not module.can_run({**os.environ, name: "other"})
