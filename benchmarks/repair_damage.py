"""How much of damaged Chinese text comes back: by pair of encodings, in context, with a letter or bytes lost.

Sentences are encoded, decoded wrongly and repaired; those of files that you name, one text a file, or those
that the project ships. Run::

    python -m benchmarks repair-damage [FILE ...] [--part NAME] [--count N] [--jobs N] [--silent N]

The parts are ``pairs`` (beside ftfy, if that is installed), ``contexts``, ``letters`` and ``losses``;
``--silent`` shows so many cases of each part that are not right and came without a warning.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from benchmarks.damage import contexts, letters, losses, pairs
from benchmarks.damage.outcome import outcomes
from benchmarks.damage.sentences import Sentences, of_files, own

PARTS = {"pairs": pairs, "contexts": contexts, "letters": letters, "losses": losses}


def lines(part: str, sentences: Sentences, count: int, jobs: int, silent: int) -> Iterator[str]:
    """What one part finds, line by line.

    :param silent: how many cases are shown that are not right and were not reported.
    """
    peer = part == "pairs" and find_spec("ftfy") is not None
    cases = list(PARTS[part].cases(sentences, count))
    found = outcomes(cases, jobs=jobs, peer=peer)
    if part == "losses":
        yield from losses.report(found, outcomes(cases, jobs=jobs, guess=True))
    else:
        yield from PARTS[part].report(found)
    shown = (o for o in found if any(kind.endswith("silently") for kind in o.kinds))
    for outcome in islice(shown, silent):
        case = outcome.case
        yield f"silent: {' '.join(case.group)}: {case.given!r} → {outcome.text!r}, was {case.meant!r}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks repair-damage", description=__doc__.split("\n")[0]
    )
    parser.add_argument(
        "file", type=Path, nargs="*", help="UTF-8 text, plain or .xz; without, our own sentences"
    )
    parser.add_argument(
        "--part", choices=tuple(PARTS), action="append", help="measure this only; may be repeated"
    )
    parser.add_argument("--count", type=int, default=50, help="sentences or phrases for each pair (50)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--silent", type=int, default=0, help="silent faults shown for each part (0)")
    options = parser.parse_args()
    sentences = of_files(options.file) if options.file else own()
    for part in options.part or PARTS:
        begin = time.perf_counter()
        for line in lines(part, sentences, options.count, options.jobs, options.silent):
            print(line, flush=True)
        print(f"({time.perf_counter() - begin:.0f} s)\n", flush=True)


if __name__ == "__main__":
    main()
