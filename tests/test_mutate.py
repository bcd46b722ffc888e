"""The script that changes numbers, on a small project: it does, says what survives, and leaves no trace."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.scripts import FOLDER, load_script

SOURCE = '''
"""Numbers of four kinds: read by a function, by nobody's test, part of a table, and a field's."""

_READ = 3
_UNTESTED = 20
_LOADED = 2
SHARED = 0.5

TABLE = [0] * _LOADED


class Costs:
    weight: float = 0.5
    none: float = 0.0


def many(number):
    return number > _READ


def very_many(number):
    return number > _UNTESTED
'''
OTHER = "from newsclean.emit.numbers import SHARED\n\n\ndef half(number):\n    return number * SHARED\n"
TESTS = """
import os
from newsclean.emit import numbers, other


def seen(what, value):
    with open(os.environ["SEEN"], "a") as file:
        file.write(f"{what} {value}\\n")


def test_read():
    seen("read", sum(not numbers.many(number) for number in range(10)) - 1)
    assert numbers.many(4) and not numbers.many(3)


def test_untested():
    assert numbers.very_many(1000)


def test_table():
    seen("loaded", len(numbers.TABLE))
    assert len(numbers.TABLE) == 2


def test_weight():
    seen("weight", numbers.Costs().weight)
    assert numbers.Costs().weight == 0.5


def test_half():
    seen("shared", other.half(1))
    assert other.half(1) == 0.5
"""
WAITS = """
import os, time
from newsclean.emit import numbers


def test_waits():
    if numbers.many(3) or not numbers.many(4) or len(numbers.TABLE) != 2:
        open(os.environ["SEEN"], "w").close()
        time.sleep(60)
"""
SURVIVORS = [
    "emit/numbers.py\t_UNTESTED\t20\t14\tSURVIVES",
    "emit/numbers.py\t_UNTESTED\t20\t26\tSURVIVES",
]


@pytest.fixture
def project(tmp_path):
    """A project of a few numbers, with the script."""
    package = tmp_path / "src" / "newsclean" / "emit"
    for folder in (package, tmp_path / "tests" / "emit", tmp_path / "scripts", tmp_path / "temporary"):
        folder.mkdir(parents=True)
    for name in ("mutate.py", "mutants.py"):
        shutil.copy(FOLDER / name, tmp_path / "scripts")
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "numbers.py").write_text(SOURCE)
    (package / "other.py").write_text(OTHER)
    (tmp_path / "tests" / "emit" / "test_numbers.py").write_text(TESTS)
    return tmp_path


def started(project, *arguments):
    environment = os.environ | {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(project / "src"),
        "SEEN": str(project / "seen"),
        "TMPDIR": str(project / "temporary"),
    }
    return subprocess.Popen(
        [sys.executable, "scripts/mutate.py", *arguments],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(project, *arguments):
    process = started(project, *arguments)
    out, err = process.communicate(timeout=120)
    assert err == ""
    return process.returncode, out.splitlines()


def files(project):
    """What stands in the sources, the tests and the scripts."""
    paths = [path for part in ("src", "tests", "scripts") for path in (project / part).rglob("*")]
    return {path: path.read_bytes() for path in paths if path.is_file()}


def test_numbers_are_changed_and_survivors_told(project):
    before = files(project)
    code, lines = run(project)
    assert code == 0
    assert [line for line in lines if line.endswith("SURVIVES")] == SURVIVORS
    killed = [line for line in lines if "\tkilled by tests/emit/test_numbers.py::test_" in line]
    assert len(killed) == 8
    assert lines[-2:] == [
        "emit: 2 of 10 survive",
        "10 of 10 tried, 2 survive, 0 of them killed before",
    ]
    # Each test saw each number as it is, smaller and larger.
    seen = {tuple(line.split()) for line in (project / "seen").read_text().splitlines()}
    assert {value for what, value in seen if what == "read"} == {"2", "3", "4"}
    assert {value for what, value in seen if what == "loaded"} == {"1", "2", "3"}
    assert {value for what, value in seen if what == "weight"} == {"0.375", "0.5", "0.625"}
    assert {value for what, value in seen if what == "shared"} == {"0.375", "0.5", "0.625"}
    assert files(project) == before
    assert not [path for path in (project / "temporary").iterdir() if "pytest" not in path.name]


def test_what_is_known_is_written_down_and_a_weaker_test_fails(project):
    assert run(project, "--record", "_READ", "_UNTESTED")[0] == 0
    known = (project / "scripts" / "mutants.tsv").read_text().splitlines()[1:]
    assert [line.rpartition("\t")[2].partition(" ")[0] for line in known] == ["killed"] * 2 + ["survived"] * 2
    (project / "tests" / "emit" / "test_numbers.py").write_text(TESTS.replace("not numbers.many(3)", "True"))
    code, lines = run(project, "_READ")
    assert code == 1
    assert lines[-1] == "2 of 10 tried, 1 survive, 1 of them killed before"
    assert run(project, "--most", "0.4", "_UNTESTED")[0] == 1


@pytest.mark.parametrize("part", ["_READ", "_LOADED"])
@pytest.mark.parametrize("whom", ["group", "parent"])
def test_an_interrupt_leaves_nothing_changed(project, part, whom):
    (project / "tests" / "emit" / "test_numbers.py").write_text(WAITS)
    before = files(project)
    process = started(project, part)
    deadline = time.monotonic() + 60
    while not (project / "seen").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.poll() is None
    (os.killpg if whom == "group" else os.kill)(process.pid, signal.SIGINT)
    assert process.communicate(timeout=20) == ("", "")  # nobody holds the pipes: the processes are gone
    assert process.returncode == 130
    assert files(project) == before
    assert not [path for path in (project / "temporary").iterdir() if "pytest" not in path.name]


def test_each_mutant_is_its_source_with_one_other_number(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    mutate, mutants = load_script("mutate"), load_script("mutants")
    every = list(mutants.mutants())
    assert len({mutant.name for mutant in every}) == len(every) > 1000
    paths = {mutants.SOURCE / mutant.path for mutant in every}
    sources = {path: path.read_text(encoding="utf-8") for path in paths}
    monkeypatch.setattr(Path, "read_text", lambda path, **_: sources[path])
    for mutant in every:
        start, end = mutant.at
        source, mutated = sources[mutants.SOURCE / mutant.path], mutate._mutated(mutant)
        assert source[start:end] == mutant.old
        assert mutated == source[:start] + mutant.new + source[end:]
        assert float(eval(mutant.new)) != float(eval(mutant.old))
