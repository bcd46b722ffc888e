"""A tree of many small files: one process beside two, a second run beside the first, memory.

usage: python -m benchmarks.tree [FILES]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.text import article

FILES = 50_000


def _run(*arguments: str, cache: str) -> tuple[float, int]:
    """Seconds, and the parent's peak resident memory in MiB (Linux)."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "newsclean", "clean", "-q", *arguments]
    process = subprocess.Popen(command, env={"XDG_CACHE_HOME": cache, "PATH": "/usr/bin:/bin"})
    peak = 0
    while process.poll() is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
            peak = max(peak, int(status.split("VmHWM:")[1].split()[0]))
        except (OSError, IndexError):
            pass
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}")
    return time.perf_counter() - start, peak // 1024


def main(files: int = FILES) -> None:
    """Print times, ratios and memory."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch, "source")
        for number in range(files):
            file = source / f"{number % 100:02}" / f"{number:06}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(article(4096, number), encoding="utf-8")
        runs = {
            "-j 1": ("-j", "1", "-o", f"{scratch}/one"),
            "-j 2": ("-j", "2", "-o", f"{scratch}/two"),
            "-j 2 --resume, first": ("-j", "2", "--resume", "-o", f"{scratch}/three"),
            "-j 2 --resume, again": ("-j", "2", "--resume", "-o", f"{scratch}/three"),
        }
        print(f"{files:,} files of 4 KB{'seconds':>14}{'files/s':>10}{'× -j 1':>8}{'MiB':>6}")
        base = 0.0
        for name, arguments in runs.items():
            seconds, memory = _run(str(source), *arguments, cache=f"{scratch}/cache")
            base = base or seconds
            print(f"{name:22}{seconds:14.1f}{files / seconds:10.0f}{base / seconds:8.2f}{memory:6}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
