"""Peers live in virtual environments of their own: some install the same module name."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: Variables of processes that keep bytecode, as it is after any installation.
BYTECODE = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
HOME = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "newsclean-benchmarks"


def environment(name: str, *packages: str) -> Path:
    """The Python of a virtual environment that has these packages; made at the first call."""
    home = HOME / f"{name}-{sys.version_info.major}.{sys.version_info.minor}"
    python = home / "bin" / "python"
    if not (home / "done").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        (home / "done").touch()
    return python


def seconds(python: Path | str, code: str, *arguments: str) -> float:
    """Run a program that prints how many seconds its work took (its last line)."""
    done = subprocess.run(
        [str(python), "-c", code, *arguments],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=BYTECODE,
    )
    return float(done.stdout.split()[-1])


def alternate(measures: Mapping[str, Callable[[], float]], rounds: int = 7) -> dict[str, float]:
    """The median of several runs each; runs alternate, so that a slow minute hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            times[name].append(measure())
    return {name: statistics.median(values) for name, values in times.items()}
