"""Mutate each number that decides something, one by one, and see whether a test fails.

usage: python scripts/mutate.py [--sample N | --random N] [--record] [PART ...]

A mutant is the package with one constant of ``repair/``, ``structure/``, ``decode/`` or ``convert/`` larger
or smaller (floats by a quarter, small integers by one). It is *killed* if a test of its package fails, and
*survives* if all pass: then nothing shows what the number is for.

Tests are collected once for each package. For each mutant the process is forked, the constant is set in every
module that holds it, and tests run until one fails, the one that killed it before first. A number that
becomes part of something while its module is loaded is changed in a copy of the package instead.

``scripts/mutants.tsv`` holds what is known of each mutant: ``killed`` and by which test, or ``survived`` and,
where someone has found out, why that may be. Without options all those are tried whose name holds a PART
(all of them without one) and what became of them is printed; ``--record`` writes it down. ``--random N``
tries N of all, the same ones each time. ``--sample N`` tries N of those that were killed before, other ones
for each state of the sources, and ends with exit code 1 if one survives now: a test has become weaker.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zlib import crc32

import pytest
from _pytest.runner import runtestprotocol
from mutants import SOURCE, Mutant, is_read_while_loading, mutants

ROOT = Path(__file__).parent.parent
KNOWN = ROOT / "scripts" / "mutants.tsv"

#: The tests that run first, the likeliest to fail; those of the first folder that holds the module.
FIRST = {
    "repair/mojibake": ("test_thresholds", "test_mojibake", "test_clean", "test_bounds"),
    "repair/pinyin": ("test_injected", "test_relatives", "test_clean"),
    "repair/notations": ("test_notations", "test_clean"),
    "repair": ("test_clean", "test_glyphs", "test_character_data", "test_examples", "test_mojibake"),
    "decode": ("test_cases", "test_detect", "test_mixed_lines", "test_errors", "test_codecs"),
    "structure": ("test_rules", "test_reader", "test_speech", "test_strip", "test_metadata", "test_hostile"),
    "convert": ("test_gate", "test_mixture", "test_decisions", "test_protection", "test_census"),
}
#: The package whose tests compile tables, which takes minutes and is done once for all.
COMPILED = "convert"
_OPTIONS = ("-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib", "-m", "not slow")


class Trials:
    """A plugin of pytest that tries mutants in the place of running the tests once.

    :ivar killers: name of a mutant → the test that failed with it; empty where none did.
    """

    def __init__(self, chosen: list[Mutant], before: dict[str, str], record: bool) -> None:
        self._chosen, self._before, self._record = chosen, before, record
        self.killers: dict[str, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each of them."""
        # Where tests keep their caches: processes that are forked share what one without a mutant put there.
        session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
        if self._chosen[0].path.startswith(COMPILED) and _killer_in_fork(None, session.items):
            raise RuntimeError("a test fails without any mutant")
        with tempfile.TemporaryDirectory() as folder:
            for mutant in self._chosen:
                last = self._before.get(mutant.name, "").removeprefix("killed by ")
                items = sorted(session.items, key=lambda item: _rank(item, mutant, last))
                if is_read_while_loading(mutant):
                    killer = _killer_in_copy(mutant, folder, items)
                else:
                    killer = _killer_in_fork(mutant, items)
                self.killers[mutant.name] = killer
                print(mutant.name, f"killed by {killer}" if killer else "SURVIVES", sep="\t", flush=True)
                if self._record:
                    _write_down(mutant, killer)
        return True


def _rank(item: pytest.Item, mutant: Mutant, last: str) -> tuple[bool, int]:
    folder = next(folder for folder in FIRST if mutant.path.startswith(folder))
    stem = item.path.stem
    place = FIRST[folder].index(stem) if stem in FIRST[folder] else len(FIRST[folder])
    return _function(item.nodeid) != last, place


def _function(test: str) -> str:
    """The name of a test without its parameters."""
    return test.partition("[")[0]


def _killer_in_fork(mutant: Mutant | None, items: list[pytest.Item]) -> str:
    """The test that fails with a mutant, or without one, in a process that has loaded everything."""
    reader, writer = multiprocessing.Pipe(duplex=False)
    pid = os.fork()
    if not pid:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        killer = "a crash"
        try:
            killer = _first_failure(mutant, items)
        finally:
            writer.send(killer)
            os._exit(0)
    writer.close()
    try:
        killer = str(reader.recv())
    except EOFError:
        killer = "a crash"
    os.waitpid(pid, 0)
    return killer


def _first_failure(mutant: Mutant | None, items: list[pytest.Item]) -> str:
    for item, following in zip(items, [*items[1:], None], strict=True):
        if mutant:
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


def _killer_in_copy(mutant: Mutant, folder: str, items: list[pytest.Item]) -> str:
    """The test that fails with a mutant, in a process that loads a changed copy of the package."""
    copy = Path(folder, "newsclean")
    if not copy.exists():
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("data", "__pycache__"))
        (copy / "data").symlink_to(SOURCE / "data")
    place = copy / mutant.path
    source = place.read_text(encoding="utf-8")
    place.write_text(_mutated(mutant), encoding="utf-8")
    files = dict.fromkeys(str(item.path) for item in items)
    paths = os.pathsep.join([folder, str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-rf", *_OPTIONS, *files]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
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
    KNOWN.write_text(_HEAD + "".join(rows), encoding="utf-8")


def try_package(package: str, chosen: list[Mutant], record: bool) -> dict[str, str]:
    """Try the mutants of a package, for a process of its own: pytest runs once in each.

    :returns: name of a mutant → the test that failed with it, or an empty string.
    """
    sys.path[:0] = [str(ROOT)]
    trials = Trials(chosen, known(), record)
    code = pytest.main([*_OPTIONS, "-p", "no:terminal", f"{ROOT}/tests/{package}"], plugins=[trials])
    if len(trials.killers) != len(chosen):
        raise RuntimeError(f"the tests of {package} cannot be collected ({code})")
    return trials.killers


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sample", type=int, metavar="N", help="N of those that were killed before")
    parser.add_argument("--random", type=int, metavar="N", help="N of all, spread over the packages")
    parser.add_argument("--record", action="store_true", help=f"write down what is found in {KNOWN.name}")
    parser.add_argument("parts", nargs="*", metavar="PART", help="parts of the names of files or constants")
    asked = parser.parse_args()
    every = list(mutants())
    before = known()
    chosen = [m for m in every if not asked.parts or any(part in m.name for part in asked.parts)]
    if asked.sample is not None:
        chosen = [m for m in chosen if before.get(m.name, "").startswith("killed")]
        seed = crc32("".join(m.name for m in every).encode())
        chosen = random.Random(seed).sample(chosen, min(asked.sample, len(chosen)))
    elif asked.random is not None:
        chosen = random.Random(1).sample(chosen, min(asked.random, len(chosen)))
    killers: dict[str, str] = {}
    for package in dict.fromkeys(m.path.partition("/")[0] for m in every):
        mine = [m for m in chosen if m.path.startswith(f"{package}/")]
        if mine:
            with multiprocessing.get_context("fork").Pool(1) as process:
                killers |= process.apply(try_package, (package, mine, asked.record))
    survived = [name for name, killer in killers.items() if not killer]
    weaker = [name for name in survived if before.get(name, "").startswith("killed")]
    print(
        f"{len(chosen)} of {len(every)} tried, {len(survived)} survive, {len(weaker)} of them killed before"
    )
    return 1 if weaker else 0


if __name__ == "__main__":
    sys.exit(main())
