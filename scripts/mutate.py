"""Mutate each number that decides something, one by one, and see whether a test fails.

usage: python scripts/mutate.py [--sample N] [--record] [PART ...]

A mutant is a copy of the package in which one constant of ``repair/``, ``structure/``, ``decode/`` or
``convert/`` is larger or smaller (floats by a quarter, small integers by one). It is *killed* if the tests of
its package fail, and *survives* if they pass: then nothing shows what the number is for.

``scripts/mutants.tsv`` holds what is known of each mutant. Without options all those are tried whose name
holds a PART (all of them without one) and what became of them is printed; ``--record`` writes it down.
``--sample N`` tries N of those that were killed before, other ones for each state of the sources, and ends
with exit code 1 if one survives now: a test has become weaker.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "newsclean"
KNOWN = ROOT / "scripts" / "mutants.tsv"

#: The tests that are asked, the likeliest to fail first; those of the first folder that holds the module.
TESTS = {
    "repair/mojibake": ("test_thresholds", "test_mojibake", "test_clean", "test_bounds"),
    "repair/pinyin": ("test_injected", "test_relatives", "test_clean"),
    "repair/notations": ("test_notations", "test_clean"),
    "repair": ("test_clean", "test_glyphs", "test_character_data", "test_examples", "test_mojibake"),
    "decode": ("test_cases", "test_detect", "test_mixed_lines", "test_errors", "test_codecs"),
    "structure": ("test_rules", "test_reader", "test_speech", "test_strip", "test_metadata", "test_hostile"),
    "convert": ("test_gate", "test_mixture", "test_decisions", "test_protection", "test_census"),
}

#: What bounds work, memory or messages, or names a format: another value gives the same texts.
BOUNDS = {
    *("_MOST_WARNINGS", "_SHOWN", "_PIECE", "_CHUNK", "_SAMPLE", "_SEARCHED", "_LONGEST", "LONGEST", "_MUCH"),
    *("_VERSION", "_CHECKSUM", "_BITS", "_ROOM", "_SIZE", "_TABLE", "_OPENINGS", "_BY_HAND", "_NONE", "NONE"),
    *("_PLAIN", "_ANY", "_QUESTION", "_ROUNDS", "_CALL", "_EXAMPLES", "_SAMPLED", "_WARNINGS", "_MOST_COSTS"),
    *("_MOST_SEARCHES", "_MOST_LAYOUTS", "_MOST_FRUITLESS", "_MOST_FRUITLESS_IN_ALL", "_MOST_LINES"),
    *("_REMEMBERED", "_FEW_HELD"),
    *("_LONG_LINE", "_LOOK_BACK", "_WINDOW", "_WIDTH", "_COLUMNS", "_SAMPLES", "_DEEPEST", "_MOST_RUNS"),
}


class Mutant(NamedTuple):
    """A constant with another value.

    :param at: the offsets of its number in the file, in characters.
    """

    path: str
    constant: str
    old: str
    new: str
    at: tuple[int, int]

    @property
    def name(self) -> str:
        """How it is written down: unambiguous as long as the number stays."""
        return f"{self.path}\t{self.constant}\t{self.old}\t{self.new}"


def mutants() -> Iterator[Mutant]:
    """All mutants, by file."""
    for part in ("repair", "structure", "decode", "convert"):
        for path in sorted((SOURCE / part).rglob("*.py")):
            yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Mutant]:
    source = path.read_text(encoding="utf-8")
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    encoded = source.encode()
    for node in ast.parse(source).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if (
            not isinstance(target, ast.Name)
            or not target.id.isupper()
            or target.id in BOUNDS
            or value is None
        ):
            continue
        for number in _numbers(value):
            begin = starts[number.lineno - 1] + number.col_offset
            end = starts[(number.end_lineno or 0) - 1] + (number.end_col_offset or 0)
            old = encoded[begin:end].decode()
            at = (len(encoded[:begin].decode()), len(encoded[:end].decode()))
            for new in _others(number.value):
                yield Mutant(path.relative_to(SOURCE).as_posix(), target.id, old, new, at)


def _numbers(value: ast.expr) -> list[ast.Constant]:
    """The number of a constant, or those of a short row of them."""
    if isinstance(value, ast.UnaryOp):
        value = value.operand
    if isinstance(value, ast.Constant):
        return [value] if type(value.value) in (int, float) else []
    if isinstance(value, ast.Tuple) and len(value.elts) <= 4:
        return [number for element in value.elts for number in _numbers(element)]
    return []


def _others(value: object) -> tuple[str, ...]:
    if isinstance(value, int):
        step = 1 if value <= 10 else max(2, value // 3)
        return str(value - step), str(value + step)
    assert isinstance(value, float)
    return f"{value * 0.75:g}", f"{value * 1.25:g}"


def survives(mutant: Mutant, copy: Path) -> bool:
    """Whether the tests pass with it.

    :param copy: a folder with a copy of the package.
    """
    place = copy / "newsclean" / mutant.path
    source = place.read_text(encoding="utf-8")
    start, end = mutant.at
    assert source[start:end] == mutant.old
    place.write_text(source[:start] + mutant.new + source[end:], encoding="utf-8")
    try:
        folder = next(folder for folder in TESTS if mutant.path.startswith(folder))
        names = [f"tests/{folder.split('/')[0]}/{name}.py" for name in TESTS[folder]]
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *names]
        paths = os.pathsep.join([str(copy), str(ROOT)])
        environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    finally:
        place.write_text(source, encoding="utf-8")
    if done.returncode not in (0, 1):
        raise SystemExit(f"{mutant.name}: pytest could not run\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def _copied(folder: str) -> Path:
    """A copy of the package; the data are linked."""
    copy = Path(folder)
    shutil.copytree(SOURCE, copy / "newsclean", ignore=shutil.ignore_patterns("data", "__pycache__"))
    (copy / "newsclean" / "data").symlink_to(SOURCE / "data")
    return copy


def known() -> dict[str, str]:
    """What became of mutants: their names, and ``killed`` or ``survived`` with a reason or without."""
    if not KNOWN.exists():
        return {}
    lines = [line for line in KNOWN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: fate for name, _, fate in (line.rpartition("\t") for line in lines)}


_HEAD = "# Written by scripts/mutate.py --record: file, constant, value, other value, what became of it\n"


def _record(fates: dict[str, str], every: list[Mutant]) -> None:
    fates = known() | fates
    rows = [f"{mutant.name}\t{fates[mutant.name]}\n" for mutant in every if mutant.name in fates]
    KNOWN.write_text(_HEAD + "".join(rows), encoding="utf-8")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sample", type=int, metavar="N", help="N of those that were killed before")
    parser.add_argument("--record", action="store_true", help=f"write down what is found in {KNOWN.name}")
    parser.add_argument("parts", nargs="*", metavar="PART", help="parts of the names of files or constants")
    asked = parser.parse_args()
    every = list(mutants())
    before = known()
    chosen = [m for m in every if not asked.parts or any(part in m.name for part in asked.parts)]
    if asked.sample is not None:
        chosen = [m for m in chosen if before.get(m.name) == "killed"]
        seed = crc32("".join(m.name for m in every).encode())
        chosen = random.Random(seed).sample(chosen, min(asked.sample, len(chosen)))
    weaker = survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(folder)
        for mutant in chosen:
            alive = survives(mutant, copy)
            survived += alive
            weaker += alive and before.get(mutant.name) == "killed"
            print(mutant.name, "SURVIVES" if alive else "killed", sep="\t", flush=True)
            if asked.record:
                fate = "survived" if alive else "killed"
                same = before.get(mutant.name, "").startswith(fate)  # with the reason that was written to it
                _record({} if same else {mutant.name: fate}, every)
    print(f"{len(chosen)} of {len(every)} mutants tried, {survived} survive, {weaker} of them killed before")
    return 1 if weaker else 0


if __name__ == "__main__":
    sys.exit(main())
