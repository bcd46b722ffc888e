"""End runs at random moments, by random signals; nothing may be torn, and nothing written afterwards.

usage: python -m benchmarks.kills [KILLS [SEED]]

Each run replaces the files of a tree in two processes. It gets SIGKILL, SIGTERM, SIGHUP or SIGINT: its
parent, its whole group, or one of its children (a worker, the server that forks them). Then

* every file, and every backup, is the old one or the new one;
* nothing has changed between the end of the parent and the end of the last process;
* the exit code is that of the signal, there is no traceback;
* the next run ends what was begun, and leaves no temporary file.
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
from collections import Counter
from pathlib import Path

from benchmarks.text import article

KILLS = 500
FILES = 60
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
WHOM = ("parent", "group", "child")


def main(kills: int = KILLS, seed: int = 1) -> None:
    """Print what was found; exit code 1 if anything was wrong.

    :param seed: decides which signals, to whom and when.
    """
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(Path(scratch))
        seen: Counter[str] = Counter()
        for number in range(kills):
            how = dice.choice(SIGNALS), dice.choice(WHOM)
            for what in trial.end(*how, dice.randrange(FILES), dice.uniform(0, 0.02)):
                seen[what] += 1
                if what not in _FINE:
                    print(f"  {number}: {how[0].name} to the {how[1]}: {what}", flush=True)
            if (number + 1) % 50 == 0:
                print(f"  {number + 1} runs", flush=True)
        told = ", ".join(f"{what} {count}" for what, count in seen.most_common())
        print(f"{kills} runs over {FILES} files, ended by random signals: {told}")
        if set(seen) - set(_FINE):
            raise SystemExit(1)


_FINE = ("in the midst of writing", "after the end", "a temporary file left and removed by the next run")


class Trial:
    """A tree, and runs over it."""

    def __init__(self, scratch: Path) -> None:
        self._dice = random.Random(2)
        self.tree = scratch / "tree"
        self.tree.mkdir()
        self.old = {
            f"{n:03}.txt": f"{article(4096, n)}\u200b（责任编辑：林晓）\n".encode() for n in range(FILES)
        }
        self.errors = scratch / "errors"
        self.command = [sys.executable, "-m", "newsclean", "clean", "-q", "-i", "-j", "2", "--resume"]
        self.command += ["--backup", ".orig", str(self.tree)]
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(scratch / "cache")}
        self._restore()
        self._run()
        self.new = {name: data for name, data in self._states().items() if name in self.old}
        assert all(self.new[name] != data for name, data in self.old.items())

    def end(self, number: signal.Signals, whom: str, backups: int, delay: float) -> list[str]:
        """End a run when it has made so many backups, and a moment has passed; what was seen."""
        self._restore()
        with self.errors.open("w+") as errors:
            process = subprocess.Popen(
                self.command,
                stderr=errors,
                env=self.environment,
                start_new_session=True,
                preexec_fn=_heed,  # noqa: PLW1509 - no threads here
            )
            while process.poll() is None and sum(".orig" in name for name in os.listdir(self.tree)) < backups:
                time.sleep(0.001)
            time.sleep(delay)
            finished = process.poll() is not None
            self._signal(process.pid, number, whom)
            code = process.wait()
            at_the_end = self._states()
            _wait_for_group(process.pid)
            afterwards = self._states()
            errors.seek(0)
            said = errors.read()
        seen = ["after the end"] * finished
        done = sum(at_the_end.get(name) == data for name, data in self.new.items())
        seen += ["in the midst of writing"] * (0 < done < FILES)
        seen += self._torn(afterwards)
        if any(at_the_end.get(name) != afterwards.get(name) for name in self.old):
            seen.append("WRITTEN AFTER THE END")
        expected = {0} if whom == "child" else {0, -number, 128 + number}
        if code not in expected and not (whom == "child" and code == 2 and said.count("\n") == 1):
            seen.append(f"EXIT CODE {code}")
        # A child that is killed while Python itself starts says so; that is not ours.
        if "Traceback" in said and whom == "parent":
            seen.append(f"TRACEBACK {said.strip().splitlines()[-1]}")
        left = [name for name in afterwards if name.startswith(".")]
        self._run()
        final = self._states()
        wanted = {**self.new, **{f"{name}.orig": data for name, data in self.old.items()}}
        if {name: data for name, data in final.items() if not name.startswith(".")} != wanted:
            seen.append("NOT ENDED BY THE NEXT RUN")
        if any(name.startswith(".") for name in final):
            seen.append("LEFT AFTER THE NEXT RUN")
        elif left:
            seen.append("a temporary file left and removed by the next run")
        return seen

    def _torn(self, states: dict[str, bytes]) -> list[str]:
        for name, data in self.old.items():
            if states.get(name) not in (data, self.new[name]):
                return [f"TORN {name}"]
            if states.get(f"{name}.orig", data) != data:
                return [f"TORN {name}.orig"]
            if states[name] != data and f"{name}.orig" not in states:
                return [f"NO BACKUP OF {name}"]
        return []

    def _signal(self, parent: int, number: signal.Signals, whom: str) -> None:
        with contextlib.suppress(ProcessLookupError):  # it has come to its end
            if whom == "parent":
                os.kill(parent, number)
            elif whom == "group":
                os.killpg(parent, number)
            elif children := _descendants(parent):
                os.kill(self._dice.choice(children), number)

    def _run(self) -> None:
        subprocess.run(self.command, env=self.environment, check=True, capture_output=True)

    def _states(self) -> dict[str, bytes]:
        states = {}
        for entry in sorted(os.listdir(self.tree)):
            with contextlib.suppress(FileNotFoundError):
                states[entry] = (self.tree / entry).read_bytes()
        return states

    def _restore(self) -> None:
        for entry in os.listdir(self.tree):
            (self.tree / entry).unlink()
        for name, data in self.old.items():
            (self.tree / name).write_bytes(data)
        for journal in self.errors.parent.glob("cache/newsclean/journal/*"):
            journal.unlink()


def _heed() -> None:
    """A shell makes its jobs in the background ignore interrupts, and so what these start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _descendants(process: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for child in map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()):
            found += [child, *_descendants(child)]
    return found


def _wait_for_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        while True:
            os.killpg(group, 0)
            time.sleep(0.005)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
