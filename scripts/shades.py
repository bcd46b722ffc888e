"""What two commits make of the same texts, and where they differ: by stage and by rule.

usage: python scripts/shades.py A [B] [--to TARGET] [--all]

Both commits are taken out of the repository and run, in processes of their own, over one fixed corpus: the
examples, the golden pages, the sentences of the benchmarks and the texts of the cases, as they are in the
working tree. Without B the working tree itself is compared with A. First comes what changed by stage and
rule, then each text of which something changed (the first 20; all with ``--all``): its first line that
differs, and the edits, warnings and roles that only one of the two has. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsclean.limited import parse_toml

ROOT = Path(__file__).parent.parent
SHOWN = 20

#: What of a case is a text.
_KEYS = ("text", "given", "before", "after", "same", "line", "lines", "from")


def corpus() -> Iterator[tuple[str, str]]:
    """Names and texts, the same ones for both commits."""
    for path in sorted((ROOT / "examples").glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "tests" / "structure" / "golden").glob("*.tsv")):
        rows = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("##")]
        yield path.name, "\n".join(row.partition("\t")[2] for row in rows) + "\n"
    for path in sorted((ROOT / "benchmarks").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                yield f"{path.name}:{number}", line.split("\t")[-1]
    for path in sorted((ROOT / "tests").glob("*/cases/*.toml")):
        loaded = parse_toml(path.read_bytes(), path.name)
        for number, text in enumerate(dict.fromkeys(_texts(loaded)), 1):
            yield f"{path.parent.parent.name}/{path.name}#{number}", text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in _KEYS:
                yield inner
            elif isinstance(inner, list) and key in _KEYS:
                yield from (text for text in inner if isinstance(text, str))
                yield from _texts([one for one in inner if not isinstance(one, str)])
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


#: Run under each commit: what becomes of each text, as JSON. Only what all versions have is asked for.
_RUN = """
import json, sys
from newsclean import clean
to = sys.argv[1]
for line in sys.stdin:
    try:
        done = clean(json.loads(line), to=to)
        edits = [[e.stage, e.rule, e.before, e.after] for e in done.edits]
        roles = [[l.role, l.text] for l in done.lines]
        made = [done.text, edits, list(map(str, done.warnings)), roles]
    except Exception as error:
        made = [f"{type(error).__name__}: {error}", [], [], []]
    print(json.dumps(made), flush=True)
"""


def taken_out(commit: str, folder: Path) -> Path:
    """The package as it was at a commit, below a folder."""
    command = ["git", "-C", str(ROOT), "archive", commit, "src"]
    packed = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def results(source: Path, texts: list[str], to: str) -> list[list[Any]]:
    """What a version of the package makes of texts: text, edits, warnings, roles of lines."""
    given = "".join(json.dumps(text) + "\n" for text in texts)
    environment = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, to], input=given, env=environment, text=True, check=True, stdout=-1
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


_Pieces = list[tuple[str, str, str]]


def _pieces(made: list[Any]) -> _Pieces:
    """What can differ, each with its stage and rule: edits, warnings and roles."""
    _, edits, warnings, roles = made
    found = [(stage, rule, f"{before!r} -> {after!r}") for stage, rule, before, after in edits]
    found += [("warning", warning.partition(": ")[2].partition(":")[0], warning) for warning in warnings]
    return found + [("role", role, repr(text)) for role, text in roles]


def _first_difference(before: str, after: str) -> Iterator[str]:
    rows = zip([*before.split("\n"), ""], [*after.split("\n"), ""], strict=False)
    for number, (old, new) in enumerate(rows, 1):
        if old != new:
            yield f"    line {number}: {old!r}"
            yield f"    {' ' * len(f'line {number}:')} {new!r}"
            return


def main() -> int:
    """Compare two commits and print what differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("first", metavar="A")
    parser.add_argument("second", metavar="B", nargs="?")
    parser.add_argument("--to", default="zh-Hans", help="what the texts are converted to (zh-Hans)")
    parser.add_argument("--all", action="store_true", help=f"show more than {SHOWN} texts")
    asked = parser.parse_args()
    names, texts = zip(*corpus(), strict=True)
    with tempfile.TemporaryDirectory() as folder:
        old = results(taken_out(asked.first, Path(folder, "a")), list(texts), asked.to)
        source = taken_out(asked.second, Path(folder, "b")) if asked.second else ROOT / "src"
        new = results(source, list(texts), asked.to)
    gone: Counter[tuple[str, str]] = Counter()
    come: Counter[tuple[str, str]] = Counter()
    shown: list[str] = []
    changed = 0
    for name, before, after in zip(names, old, new, strict=True):
        if before == after:
            continue
        changed += 1
        was, now = Counter(_pieces(before)), Counter(_pieces(after))
        gone.update((stage, rule) for stage, rule, _ in (was - now).elements())
        come.update((stage, rule) for stage, rule, _ in (now - was).elements())
        if changed <= SHOWN or asked.all:
            shown.append(name)
            shown += _first_difference(before[0], after[0])
            shown += [f"    - {stage} {rule}: {what}" for stage, rule, what in (was - now).elements()]
            shown += [f"    + {stage} {rule}: {what}" for stage, rule, what in (now - was).elements()]
    print(f"{len(texts)} texts, {changed} differ")
    for stage, rule in sorted({*gone, *come}):
        print(f"  {stage} {rule}: -{gone[stage, rule]} +{come[stage, rule]}")
    print("\n".join(shown))
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
