"""Signals, kills and orphans: a run that is ended leaves whole files, and nothing is written afterwards."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.conftest import CLEAN, DIRTY

LONG = DIRTY.replace("馆方还将增加", "馆方还将增加很多很多" * 200)


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "src").mkdir()
    for number in range(300):
        text = LONG + f"第{number}号公告今天发布，请大家周知。\n"
        (tmp_path / "src" / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "src"


def states(directory):
    """The files with their bytes; a temporary one may go while they are listed."""
    found = {}
    for file in directory.iterdir():
        with suppress(FileNotFoundError):
            found[file.name] = file.read_bytes()
    return found


def started(tree, *arguments, ignored=()):
    """A run that has begun to replace files, in a group of its own."""

    def prepare():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)

    return subprocess.Popen(
        [sys.executable, "-m", "newsclean", "clean", *arguments, "src"],
        cwd=tree.parent,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=prepare,  # noqa: PLW1509 - no threads here
    )


def gone(group):
    """Wait until no process of a group lives."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def whole(old, now):
    """Whether each file is old or new, and which are new."""
    assert all(now[name] == data or now[name].startswith(CLEAN[:60].encode()) for name, data in old.items())
    assert all(len(now[name]) in (len(old[name]), len(now[name])) for name in old)
    return {name for name in old if now[name] != old[name]}


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("whom", ["parent", "group"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_end_a_run_as_an_interrupt_does(tree, number, code, whom, jobs):
    old = states(tree)
    process = started(tree, "-i", "-j", jobs, "--report", "report.json")
    assert process.stderr.readline().startswith("cleaned")
    os.killpg(process.pid, number) if whom == "group" else process.send_signal(number)
    err = process.stderr.read()
    assert process.wait(timeout=30) == code
    at_the_end = states(tree)
    assert gone(process.pid)
    assert states(tree) == at_the_end
    assert "interrupted after " in err
    assert "Traceback" not in err
    new = whole(old, at_the_end)
    assert 0 < len(new) < len(old)
    assert at_the_end.keys() == old.keys()
    record = json.loads((tree.parent / "report.json").read_text(encoding="utf-8"))
    assert (record["interrupted"], record["exit_code"]) == (True, code)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_output_that_is_not_done_does_not_appear(tree, jobs):
    process = started(tree, "--format", "jsonl", "-o", "all.jsonl", "-j", jobs, "-v")
    while not list(tree.parent.glob(".all.jsonl.*.newsclean.tmp")):
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 143
    process.stderr.close()
    assert gone(process.pid)
    assert sorted(os.listdir(tree.parent)) == ["src"]


def test_a_signal_that_is_ignored_stays_so(tree):
    process = started(tree, "-i", "-j", "2", ignored=(signal.SIGHUP,))
    assert process.stderr.readline().startswith("cleaned")
    os.killpg(process.pid, signal.SIGHUP)
    err = process.stderr.read()
    assert process.wait(timeout=60) == 0
    assert "300 files cleaned" in err


def test_nothing_is_written_after_the_parent_was_killed(tree):
    old = states(tree)
    process = started(tree, "-i", "-j", "2")
    assert process.stderr.readline().startswith("cleaned")
    process.kill()
    process.wait()
    at_the_end = states(tree)
    process.stderr.close()
    assert gone(process.pid)
    afterwards = states(tree)
    assert {name: afterwards[name] for name in old} == {name: at_the_end[name] for name in old}
    assert 0 < len(whole(old, at_the_end)) < len(old)


def test_what_a_kill_left_is_removed_by_the_next_run(tree):
    for name in (".000.txt.0123abcd.newsclean.tmp", ".x.0123abcd.newsclean.tmp"):
        (tree / name).write_bytes(b"half")
    process = started(tree, "-i", "-q")
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert not list(tree.glob(".*"))
    assert len(states(tree)) == 300


SERVER = """
import os, signal
from multiprocessing import forkserver
from newsclean import parallel

launch = parallel._Worker._launch
def launch_and_kill(worker):
    server = forkserver._forkserver._forkserver_pid
    if server and killed < {kills}:
        globals()["killed"] += 1
        os.kill(server, signal.SIGKILL)
    launch(worker)

killed = 0
parallel._Worker._launch = launch_and_kill

def work(item):
    return item

def crashed(item):
    return f"killed by {{item}}"

if __name__ == "__main__":
    print(list(parallel.ordered(work, range(200), 3, crashed)) == list(range(200)), killed)
"""


def test_a_killed_fork_server_is_started_anew(tmp_path):
    script = tmp_path / "server.py"
    script.write_text(SERVER.format(kills=2), encoding="utf-8")
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, script], capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "True 2\n", "")


UNSTARTABLE = """
import sys
from newsclean import parallel
from newsclean.cli import run
import multiprocessing.context
def start(self):
    raise EOFError("unexpected EOF")
multiprocessing.context.ForkServerProcess.start = start
sys.exit(run(sys.argv[1:]))
"""


def test_processes_that_cannot_be_started_are_one_line(tree):
    command = [sys.executable, "-c", UNSTARTABLE, "clean", "-i", "-j", "2", "--report", "report.json", "src"]
    done = subprocess.run(command, cwd=tree.parent, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, "newsclean: cannot start a process: unexpected EOF\n")
    assert (tree.parent / "report.json").exists()


BROKEN = """
import sys
from newsclean.cli import action, run
def broken(*_arguments):
    raise {error}
action.{what} = broken
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("error", ["ValueError('ours\\nalone')", "RecursionError", "MemoryError"])
@pytest.mark.parametrize("what", ["run", "_print"])
def test_our_mistakes_are_one_line(tree, what, error):
    script = BROKEN.format(what=what, error=error)
    command = [sys.executable, "-c", script, "clean", "--check", "src"]
    done = subprocess.run(command, cwd=tree.parent, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("newsclean: internal error: ")
    assert done.stderr.count("\n") == 1


def test_an_interrupt_while_the_program_loads_is_quiet(tmp_path):
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")
    command = [sys.executable, "-m", "newsclean", "clean", "--check", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (130, "")


HELD_BACK = """
import signal
from newsclean.parallel import ordered

def held_back(_):
    return sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ()))

if __name__ == "__main__":
    print(*ordered(held_back, [1], 1, held_back), held_back(1))
"""


def test_interrupts_do_not_reach_a_process_that_loads_python(tmp_path):
    (tmp_path / "held_back.py").write_text(HELD_BACK)
    command = [sys.executable, "held_back.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == f"{[signal.SIGHUP, signal.SIGINT]} []\n"


def test_a_broken_installation_is_one_line(tmp_path):
    (tmp_path / "click.py").write_text("raise ImportError('broken')\n")
    command = [sys.executable, "-m", "newsclean", "clean", "--check", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, "newsclean: cannot start: ImportError: broken\n")
