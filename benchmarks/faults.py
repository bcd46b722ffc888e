"""Inject one error into each call that a run makes into the system; nothing may be torn, lost or left.

usage: python -m benchmarks.faults [FRACTION]

Needs strace (Debian's package has that name). A run is traced once; then it is done again for each of its
calls that has to do with the files of the run, with an error in place of that call. After each of these runs

* every input, output and backup is whole: as it was, or as it should be;
* what is not as it should be is named on standard error, and the exit code is 2;
* there is no traceback, and no temporary file that the next run does not remove;
* the next run, without an error, ends as it should.

FRACTION of the calls are tried (default 1), chosen at random.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.text import article

#: The errors that are injected, by call; a call that is not named here gets EIO.
ERRORS = {
    "openat": ("EMFILE", "EACCES", "ENOSPC", "EIO", "EINTR"),
    "read": ("EIO", "EINTR"),
    "pread64": ("EIO",),
    "write": ("ENOSPC", "EIO", "EINTR"),
    "fsync": ("EIO", "ENOSPC", "EINTR"),
    "renameat": ("EIO", "EXDEV", "EACCES"),
    "linkat": ("EPERM", "EIO", "EMLINK"),
    "unlinkat": ("EIO", "EACCES"),
    "newfstatat": ("EIO", "EACCES"),
    "mkdir": ("ENOSPC", "EACCES"),
    "fchmod": ("EPERM",),
    "fchown": ("EPERM",),
    "flistxattr": ("EOPNOTSUPP", "EIO"),
    "fgetxattr": ("EIO",),
    "fsetxattr": ("EPERM",),
    "utimensat": ("EPERM",),
    "flock": ("ENOLCK", "EINTR"),
    "getdents64": ("EIO",),
    "ftruncate": ("EIO",),
    "close": ("EIO",),
}
_IGNORED = {"execve", "getcwd", "chdir", "ioctl", "mmap", "access", "readlink", "+++", "---", "exit_group"}

#: Seconds after which a run is said to hang: far more than it takes on a busy machine.
HANGS = 600

INPUTS = ("0.txt", "文 1.txt")

#: What is run: the name, the arguments, and which files it makes.
RUNS = {
    "-i": (("-i", "in"), ()),
    "-i named": (("-i", "in/0.txt", "in/文 1.txt"), ()),
    "-i --backup": (("-i", "--backup", ".orig", "in"), ()),
    "-i --resume": (("-i", "--resume", "in"), ()),
    "-o FILE": (("in/0.txt", "-o", "out.txt"), ("out.txt",)),
    "-o DIR": (("in", "-o", "out"), tuple(f"out/{name}" for name in INPUTS)),
    "jsonl -o": (("in", "--format", "jsonl", "-o", "all.jsonl"), ("all.jsonl",)),
    "--report": (("--check", "--report", "report.json", "in"), ("report.json",)),
}


_BY_PATH = ("openat", "newfstatat", "mkdir", "renameat", "linkat", "unlinkat")
# Names of ours, relative to the working directory.
_OURS = re.compile(r'"(?:in|out|all\.jsonl|report\.json|\.)(?:["./])')


class Call(NamedTuple):
    """The call of this name that comes as number ``number`` of its name, from 1."""

    name: str
    number: int


class Scene:
    """A directory with inputs, and what a run should make of them."""

    def __init__(self, place: Path, arguments: tuple[str, ...]) -> None:
        self.place = place
        self.old = {f"in/{name}": _page(number) for number, name in enumerate(INPUTS)}
        script = Path(sys.executable).with_name("newsclean")
        self.command = [str(script), "clean", *arguments]
        self.reset()
        self.run(self.command)  # tables are compiled
        self.reset()
        done = self.run(self.command)
        self.code, self.new = done.returncode, self.files()

    def reset(self) -> None:
        """Put everything back as it was."""
        shutil.rmtree(self.place, ignore_errors=True)
        for name, data in self.old.items():
            path = self.place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run something there; its caches are there too."""
        environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(self.place / "cache"),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return subprocess.run(
            command,
            cwd=self.place,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=HANGS,
        )

    def files(self) -> dict[str, bytes]:
        """All files but caches."""
        return {
            str(path.relative_to(self.place)): path.read_bytes()
            for path in sorted(self.place.rglob("*"))
            if path.is_file() and "cache" not in path.relative_to(self.place).parts[0]
        }

    def calls(self) -> list[Call]:
        """The calls of a run that have to do with its files."""
        self.reset()
        trace = self.place.with_name("trace")
        self.run(["strace", "-f", "-y", "-s", "4096", "-o", str(trace), *self.command])
        seen: Counter[str] = Counter()
        found = []
        for line in trace.read_text(errors="replace").splitlines():
            name = re.split(r"[( ]", line.partition(" ")[2].lstrip(), maxsplit=1)[0]
            seen[name] += 1
            # Python looks for its own files from the working directory too.
            subject = re.sub("AT_FDCWD<[^>]*>", "", line)
            if name not in _IGNORED and (
                str(self.place) in subject or (name in _BY_PATH and _OURS.search(subject))
            ):
                found.append(Call(name, seen[name]))
        return found

    def _is_part(self, name: str, data: bytes) -> bool:
        """Whether a file that is made of all inputs holds whole records: an input that failed has none."""
        lines = set(self.new[name].splitlines(keepends=True))
        return name == "report.json" or (
            name == "all.jsonl" and lines.issuperset(data.splitlines(keepends=True))
        )

    def faults(self, call: Call, error: str) -> Iterator[str]:
        """What is wrong after a run in which that call fails."""
        self.reset()
        where = ["-e", f"trace={call.name}", "-e", f"inject={call.name}:error={error}:when={call.number}"]
        try:
            done = self.run(
                [
                    "strace",
                    "-f",
                    "--seccomp-bpf",
                    "-o",
                    str(self.place.with_name("trace")),
                    *where,
                    *self.command,
                ]
            )
        except subprocess.TimeoutExpired:
            yield f"hangs: not done after {HANGS} seconds"
            return
        now = self.files()
        wrong = [name for name, data in self.new.items() if now.get(name) != data]
        if "Traceback" in done.stderr or "internal error" in done.stderr:
            yield f"traceback or internal error: {done.stderr.strip().splitlines()[-1]}"
        for name in wrong:
            if now.get(name) not in (None, self.old.get(name)) and not self._is_part(name, now[name]):
                yield f"torn: {name}"
            if name in self.old and now.get(name) is None:
                yield f"lost: {name}"
        if wrong and done.returncode != 2:
            yield f"silent: exit code {done.returncode}, not done: {wrong}"
        if done.returncode not in (self.code, 2):
            yield f"exit code {done.returncode}"
        after = self.run(self.command)
        left = [name for name in self.files() if name not in self.new]
        if left:
            yield f"left: {left}"
        wanted = dict(self.new)
        now = self.files()
        for name in wrong:
            if now.get(name) != wanted[name] and not name.endswith(".json"):
                yield f"not mended by the next run, {after.returncode}: {name}: {after.stderr.strip()}"


def _page(number: int) -> bytes:
    return f"当前位置：首页 > 新闻\n\n{article(3000, number)}\u200b\n（责任编辑：林晓）\n".encode()


def main(fraction: float = 1.0) -> None:
    """Print what was found; exit code 1 if anything was wrong."""
    dice = random.Random(1)
    wrong: Counter[str] = Counter()
    total = 0
    for title, (arguments, _) in RUNS.items():
        with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
            scene = Scene(Path(scratch, "scene"), arguments)
            calls = scene.calls()
            tried = [(call, error) for call in calls for error in ERRORS.get(call.name, ("EIO",))]
            tried = [case for case in tried if dice.random() < fraction]
            for call, error in tried:
                for fault in scene.faults(call, error):
                    wrong[fault.partition(":")[0]] += 1
                    print(f"  {title}: {call.name} number {call.number}, {error}: {fault}", flush=True)
            total += len(tried)
            names = ", ".join(
                f"{name} {count}" for name, count in Counter(c.name for c, _ in tried).most_common()
            )
            print(f"{title}: {len(tried)} errors injected ({names})", flush=True)
    print(f"{total} errors injected; what went wrong: {dict(wrong) or 'nothing'}")
    if wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
