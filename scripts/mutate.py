"""Mutate each number that decides something, one by one, and see whether a test fails.

usage: python scripts/mutate.py [--sample N [--seed SEED]] [--record] [PART ...]

A mutant is the program with one constant of a package larger or smaller (floats by a quarter, small integers
by one). It is *killed* if a test of its package fails, and *survives* if all pass: then nothing shows what
the number is for.

Tests are collected once for each package. For each mutant the process is forked, the constant is set in every
module that holds it, and tests run until one fails: the one that killed it before, then all that can tell it,
file by file, those that name the constant or its module first. Which can is seen by running the tests of a
file once: those that run a function that reads the constant. A file is run so when a mutant comes to it, for
to run all of a package takes many minutes. A number that becomes part of something while its module is loaded
is changed in a copy of the package. The sources themselves are never changed.

``scripts/mutants.tsv`` holds what is known of each mutant: ``killed`` and by which test, or ``survived`` and,
where someone has found out, why that may be. Without options all those are tried whose name holds a PART
(all of them without one) and what became of them is printed; ``--record`` writes it down. ``--sample N``
draws N of all but the survivors that are explained, whether or not they were ever tried: other ones for each
SEED, without one other ones for each state of the sources. It ends with exit code 1 if a larger share than
``--most`` survives, or one that was killed before: a test has become weaker.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple, TypeVar
from zlib import crc32

import pytest
from _pytest.runner import runtestprotocol
from mutants import PACKAGES, SOURCE, Mutant, is_kept, is_read_while_loading, mutants

ROOT = Path(__file__).parent.parent
KNOWN = ROOT / "scripts" / "mutants.tsv"
T = TypeVar("T")

#: Tests that are left out, for they take most of the time and are seldom the only ones to fail: properties
#: on generated text, growth of time, OpenCC's own cases. A mutant that only they would kill survives.
LEFT_OUT = frozenset(
    {
        *("test_properties", "test_bounds", "test_hostile", "test_opencc", "test_opencc_python"),
        *("test_cache", "test_kills", "test_browser", "test_aside"),
    }
)
#: The package whose tests compile tables, which takes minutes and is done once for all.
COMPILED = "convert"
_OPTIONS = ("-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib", "-m", "not slow")


class Trials:
    """A plugin of pytest that tries mutants in the place of running the tests once.

    :ivar killers: name of a mutant → the test that failed with it; empty where none did.
    """

    def __init__(self, chosen: list[Mutant], before: dict[str, str], record: bool, folder: str) -> None:
        self._chosen, self._before, self._record, self._folder = chosen, before, record, folder
        self.killers: dict[str, str] = {}
        self._runs: dict[Path, dict[str, Run]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each of them."""
        # Where tests keep their caches: processes that are forked share what one without a mutant put there.
        session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        items = [item for item in session.items if item.path.stem not in LEFT_OUT]
        if self._chosen[0].path.startswith(COMPILED):
            for file in dict.fromkeys(item.path for item in items):
                self._runs_of(file, items)  # the tables are compiled and kept
        for mutant in self._chosen:
            killer = self._killer(mutant, items)
            self.killers[mutant.name] = killer
            print(mutant.name, f"killed by {killer}" if killer else "SURVIVES", sep="\t", flush=True)
            if self._record:
                _write_down(mutant, killer)
        return True

    def _killer(self, mutant: Mutant, items: list[pytest.Item]) -> str:
        """The test that fails with a mutant: the one that did before, or one of all that can tell it."""
        in_copy = is_read_while_loading(mutant)
        last = self._before.get(mutant.name, "").removeprefix("killed by ")
        known = [item for item in items if _function(item.nodeid) == last]
        try:
            killer = _in_fork(partial(_first_failure, mutant, known)) if known and not in_copy else ""
            if killer:
                return killer
            if in_copy:
                return _killer_in_copy(mutant, self._folder, _files(mutant, items))
            for file in _files(mutant, items):
                runs = self._runs_of(file, items)
                others = [
                    item
                    for item in items
                    if item.path == file and _may_tell(mutant, runs[item.nodeid], once=is_kept(mutant))
                ]
                others.sort(key=lambda item: runs[item.nodeid].seconds)
                killer = _in_fork(partial(_first_failure, mutant, others))
                if killer:
                    return killer
            return ""
        except CrashError:
            return "a crash"

    def _runs_of(self, file: Path, items: list[pytest.Item]) -> dict[str, Run]:
        """What each test of a file runs, which is found out when it is first asked for."""
        if file not in self._runs:
            mine = [item for item in items if item.path == file]
            self._runs[file] = _in_fork(lambda: _runs(mine))
        return self._runs[file]


class CrashError(Exception):
    """A process ended without a result."""


class Run(NamedTuple):
    """What one test took, and what it ran: files, and the constants that functions in them read."""

    seconds: float
    read: frozenset[tuple[str, str]]


def _runs(items: list[pytest.Item]) -> dict[str, Run]:
    """What each test runs.

    :raises RuntimeError: one fails without any mutant.
    """
    constants = {mutant.constant for mutant in mutants()}
    read: dict[CodeType, frozenset[tuple[str, str]]] = {}
    found = {}
    executed: set[CodeType] = set()

    def trace(frame: FrameType, event: str, argument: object) -> None:
        executed.add(frame.f_code)

    for item, following in zip_longest(items, items[1:]):
        executed.clear()
        start = time.process_time()
        sys.settrace(trace)
        failed = any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))
        sys.settrace(None)
        if failed:
            raise RuntimeError(f"{item.nodeid} fails without any mutant")
        for code in executed - read.keys():
            path = Path(code.co_filename)
            inside = path.is_relative_to(SOURCE)
            file = path.relative_to(SOURCE).as_posix() if inside else ""
            read[code] = frozenset((file, name) for name in {"", *code.co_names} & {"", *constants} if inside)
        seconds = time.process_time() - start
        found[item.nodeid] = Run(seconds, frozenset().union(*(read[code] for code in executed)))
    return found


def _files(mutant: Mutant, items: list[pytest.Item]) -> list[Path]:
    """The files of tests: those that name the constant, or the module that it is in, before the others."""
    module = mutant.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]

    named = {item.path for item in items if mutant.constant in item.nodeid}  # by the name of a case

    def names(file: Path) -> int:
        text = file.read_text(encoding="utf-8")
        return (file in named or mutant.constant in text) + (module in text)

    return sorted(dict.fromkeys(item.path for item in items), key=names, reverse=True)


def _may_tell(mutant: Mutant, run: Run, *, once: bool) -> bool:
    """Whether a test can tell a mutant: it runs what reads the constant.

    :param once: whether it is read once for all tests: then all that run something of its file may.
    """
    if once:
        return (mutant.path, "") in run.read
    if mutant.constant.startswith("_"):
        return (mutant.path, mutant.constant) in run.read
    return any(name == mutant.constant for _, name in run.read)


def _function(test: str) -> str:
    """The name of a test without its parameters."""
    return test.partition("[")[0]


def _in_fork(what: Callable[[], T]) -> T:
    """What a function returns in a process that has loaded everything.

    :raises RuntimeError: it fails there.
    :raises CrashError: the process ends.
    """
    reader, writer = multiprocessing.Pipe(duplex=False)
    pid = os.fork()
    if not pid:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        result: object = None
        try:
            result = what()
        except BaseException as error:
            result = RuntimeError(str(error))
        finally:
            writer.send(result)
            os._exit(0)
    writer.close()
    try:
        result = reader.recv()
    except EOFError:
        result = CrashError()
    os.waitpid(pid, 0)
    if isinstance(result, RuntimeError | CrashError):
        raise result
    returned: T = result  # type: ignore[assignment]
    return returned


def _first_failure(mutant: Mutant, items: list[pytest.Item]) -> str:
    for item, following in zip_longest(items, items[1:]):
        _set(mutant)  # again and again: a test may have loaded another module that holds it
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return _function(item.nodeid)
    return ""


def _set(mutant: Mutant) -> None:
    """Set the constant in its module and in those that have it from there."""
    name = "newsclean." + mutant.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    home = importlib.import_module(name)
    if "__mutated__" not in vars(home):
        vars(home)["__mutated__"] = vars(home)[mutant.constant]
        exec(compile(_mutated_line(mutant), name, "exec"), vars(home))
    old, new = vars(home)["__mutated__"], vars(home)[mutant.constant]
    if mutant.constant.startswith("_"):
        return
    for other, module in list(sys.modules.items()):
        if other.startswith("newsclean") and vars(module).get(mutant.constant) is old:
            setattr(module, mutant.constant, new)


def _mutated_line(mutant: Mutant) -> ast.Module:
    tree = ast.parse(_mutated(mutant))
    wanted = [line for line in tree.body if mutant.constant in _names_set(line)]
    return ast.Module(body=[wanted[-1]], type_ignores=[])


def _names_set(line: ast.stmt) -> list[str]:
    target = line.targets[0] if isinstance(line, ast.Assign) else getattr(line, "target", None)
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)] if target else []


def _mutated(mutant: Mutant) -> str:
    source = (SOURCE / mutant.path).read_text(encoding="utf-8")
    start, end = mutant.at
    assert source[start:end] == mutant.old
    return source[:start] + mutant.new + source[end:]


def _killer_in_copy(mutant: Mutant, folder: str, files: list[Path]) -> str:
    """The test that fails with a mutant, in a process that loads a changed copy of the package."""
    if not files:  # pytest would run all tests of the project
        return ""
    copy = Path(folder, "newsclean")
    if not copy.exists():
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("data", "__pycache__"))
        (copy / "data").symlink_to(SOURCE / "data")
    place = copy / mutant.path
    source = place.read_text(encoding="utf-8")
    paths = os.pathsep.join([folder, str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-rfE", *_OPTIONS, *map(str, files)]
    place.write_text(_mutated(mutant), encoding="utf-8")
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    finally:
        place.write_text(source, encoding="utf-8")
    if done.returncode not in (0, 1):
        return "loading it"
    failed = [line.split()[1] for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return _function(failed[0]) if done.returncode else ""


def known() -> dict[str, str]:
    """What became of mutants: their names, and ``killed by …`` or ``survived`` with a reason or without."""
    if not KNOWN.exists():
        return {}
    lines = [line for line in KNOWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: fate for name, _, fate in (line.rpartition("\t") for line in lines)}


_HEAD = "# Written by scripts/mutate.py --record: file, constant, value, other value, what became of it\n"


def _write_down(mutant: Mutant, killer: str) -> None:
    fates = known()
    fate = f"killed by {killer}" if killer else "survived"
    if not fates.get(mutant.name, "").startswith(fate):  # with the reason that was written to it
        fates[mutant.name] = fate
    rows = [f"{mutant.name}\t{fates[mutant.name]}\n" for mutant in mutants() if mutant.name in fates]
    written = KNOWN.with_suffix(".new")
    written.write_text(_HEAD + "".join(rows), encoding="utf-8")
    written.replace(KNOWN)


def end_with_all_of_it() -> None:
    """Let this process end with those that it started, at once, when it is told to end."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))


def try_package(package: str, chosen: list[Mutant], record: bool, folder: str) -> dict[str, str]:
    """Try the mutants of a package, for a process of its own: pytest runs once in each.

    :param folder: for a copy of the sources.
    :returns: name of a mutant → the test that failed with it, or an empty string.
    """
    sys.path[:0] = [str(ROOT)]
    trials = Trials(chosen, known(), record, tempfile.mkdtemp(dir=folder))
    code = pytest.main([*_OPTIONS, "-p", "no:terminal", f"{ROOT}/tests/{package}"], plugins=[trials])
    if len(trials.killers) != len(chosen):
        raise RuntimeError(f"the tests of {package} cannot be collected ({code})")
    return trials.killers


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sample", type=int, metavar="N", help="N of all but the explained survivors")
    parser.add_argument("--most", type=float, default=1.0, metavar="SHARE", help="that may survive")
    parser.add_argument("--seed", type=int, help="draw the sample of this number")
    parser.add_argument("--record", action="store_true", help=f"write down what is found in {KNOWN.name}")
    parser.add_argument("parts", nargs="*", metavar="PART", help="parts of the names of files or constants")
    asked = parser.parse_args()
    every = list(mutants())
    before = known()
    chosen = [m for m in every if not asked.parts or any(part in m.name for part in asked.parts)]
    if asked.sample is not None:
        chosen = [m for m in chosen if not before.get(m.name, "").startswith("survived:")]
        seed = crc32("".join(m.name for m in every).encode()) if asked.seed is None else asked.seed
        chosen = random.Random(seed).sample(chosen, min(asked.sample, len(chosen)))
    killers: dict[str, str] = {}
    processes = 1 if asked.record else 2  # where what is found is written down, one package after the other
    context = multiprocessing.get_context("fork")
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            context.Pool(processes, end_with_all_of_it, maxtasksperchild=1) as pool,
        ):
            tried = []
            for package in PACKAGES:
                mine = [m for m in chosen if m.path.startswith(f"{package}/")]
                if mine:
                    tried.append(pool.apply_async(try_package, (package, mine, asked.record, folder)))
            for results in tried:
                killers |= results.get()
    except KeyboardInterrupt:
        return 130
    survived = [name for name, killer in killers.items() if not killer]
    weaker = [name for name in survived if before.get(name, "").startswith("killed")]
    for package in dict.fromkeys(name.partition("/")[0] for name in killers):
        fates = [killer for name, killer in killers.items() if name.startswith(f"{package}/")]
        print(f"{package}: {fates.count('')} of {len(fates)} survive")
    print(
        f"{len(chosen)} of {len(every)} tried, {len(survived)} survive, {len(weaker)} of them killed before"
    )
    return 1 if weaker or len(survived) > asked.most * len(chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
