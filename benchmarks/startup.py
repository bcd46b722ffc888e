"""Start-up: the whole command on a 4 KB file, beside ``python -c "import click"``; first conversions."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.peers import alternate
from benchmarks.text import article

#: With bytecode, as after any installation.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

FIRST = "import newsclean; newsclean.convert('头发里有面条', to={!r})"


def _run(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def main() -> None:
    """Print medians and ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "page.txt"
        file.write_text(article(4096), encoding="utf-8")
        commands = {
            "python -c pass": ("-c", "pass"),
            "python -c 'import click'": ("-c", "import click"),
            "newsclean --version": ("-m", "newsclean", "--version"),
            "newsclean clean, 4 KB": ("-m", "newsclean", "clean", str(file)),
            "newsclean clean --format json": ("-m", "newsclean", "clean", "--format", "json", str(file)),
            "newsclean.convert(…, to='s2t')": ("-c", FIRST.format("s2t")),
            "newsclean.convert(…, to='zh-Hant')": ("-c", FIRST.format("zh-Hant")),
            "newsclean clean --to zh-Hant": ("-m", "newsclean", "clean", "--to", "zh-Hant", str(file)),
        }
        for command in commands.values():
            _run(*command)  # fill the caches
        times = alternate({name: partial(_run, *command) for name, command in commands.items()}, 15)
    base = times["python -c 'import click'"]
    print(f"{'start-up':36}{'ms':>8}{'× import click':>16}")
    for name, value in times.items():
        print(f"{name:36}{value * 1000:8.0f}{value / base:16.2f}")


if __name__ == "__main__":
    main()
