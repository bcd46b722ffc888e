"""Kill runs at random moments; after each, every file must be the old or the new one.

usage: python -m benchmarks.kills [KILLS]
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.text import article

KILLS = 500
FILES = 200


def main(kills: int = KILLS) -> None:
    """Print what was found; exit code 1 if a file was damaged."""
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch, "tree")
        tree.mkdir()
        files = [tree / f"{number:03}.txt" for number in range(FILES)]
        old = {file: (article(4096, n) + "（责任编辑：林晓）\n").encode() for n, file in enumerate(files)}
        _restore(old)
        command = [sys.executable, "-m", "newsclean", "clean", "-q", "-i", "-j", "2", str(tree)]
        start = time.perf_counter()
        subprocess.run(command, check=True)
        length = time.perf_counter() - start
        new = {file: file.read_bytes() for file in files}
        wrong = finished = halfway = left = 0
        for _ in range(kills):
            _restore(old)
            process = subprocess.Popen(command, start_new_session=True)
            time.sleep(dice.uniform(0.0, 1.1 * length))
            finished += process.poll() is not None
            with contextlib.suppress(ProcessLookupError):  # it has come to its end
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            states = [file.read_bytes() if file.exists() else None for file in files]
            wrong += sum(s not in (old[f], new[f]) for f, s in zip(files, states, strict=True))
            done = sum(s == new[f] for f, s in zip(files, states, strict=True))
            halfway += 0 < done < FILES
            for name in tree.glob(".*.tmp"):
                left += 1
                name.unlink()
        print(f"{kills} kills over {length:.1f} s, {FILES} files each: {halfway} in the midst of writing,")
        print(f"{finished} after the end; files lost or damaged: {wrong}; temporary files left: {left}")
        if wrong:
            raise SystemExit(1)


def _restore(old: dict[Path, bytes]) -> None:
    for file, data in old.items():
        file.write_bytes(data)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
