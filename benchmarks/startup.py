"""Start-up: the whole command on a 4 KB file and on a page, beside ``python -c "import click"``; first
conversions. Processor time of whole processes: a busy machine slows all alike.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.peers import BYTECODE, alternate
from benchmarks.read_speed import whole_page
from benchmarks.text import article

FIRST = "import newsclean; newsclean.convert('头发里有面条', to={!r})"


def _run(*command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, capture_output=True, env=BYTECODE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print medians and ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "page.txt"
        file.write_text(article(4096), encoding="utf-8")
        page = Path(scratch) / "whole.txt"
        page.write_text(whole_page(8192, 1), encoding="utf-8")
        commands = {
            "python -c pass": ("-c", "pass"),
            "python -c 'import click'": ("-c", "import click"),
            "newsclean --version": ("-m", "newsclean", "--version"),
            "newsclean clean, 4 KB": ("-m", "newsclean", "clean", str(file)),
            "newsclean clean, a page of 8 KB": ("-m", "newsclean", "clean", str(page)),
            "newsclean clean --format json": ("-m", "newsclean", "clean", "--format", "json", str(file)),
            "newsclean.convert(…, to='s2t')": ("-c", FIRST.format("s2t")),
            "newsclean.convert(…, to='zh-Hant')": ("-c", FIRST.format("zh-Hant")),
            "newsclean clean --to zh-Hant": ("-m", "newsclean", "clean", "--to", "zh-Hant", str(file)),
        }
        for command in commands.values():
            _run(*command)  # fill the caches
        times = alternate({name: partial(_run, *command) for name, command in commands.items()}, 5)
    base = times["python -c 'import click'"]
    print(f"{'start-up':36}{'ms':>8}{'× import click':>16}")
    for name, value in times.items():
        print(f"{name:36}{value * 1000:8.0f}{value / base:16.2f}")


if __name__ == "__main__":
    main()
