"""Speed of script conversion beside its peers: ``python benchmarks/conversion.py``.

Each peer gets an environment of its own, because OpenCC and opencc-python-reimplemented install a module
of the same name; it is made on the first run in the user's cache folder. The engines convert the same
20 MB of news text in turn, several times over; what is printed is the median of the ratios of one turn.
``newsclean`` is the whole of what ``--to s2t`` does, ``rewriter`` its table alone, without finding out what
has to be converted. With ``--articles`` the text comes in articles of 4 KB, one after the other.
zhconv-rs applies other rules and is under the GPL: it is measured, never used.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import conversion_text
from benchmarks.peers import environment

_PEERS = {"opencc": "opencc==1.4.2", "zhconv-rs": "zhconv-rs==0.4.2", "opencc-pyo3": "opencc-pyo3==0.12.0"}
_CONFIGURATIONS = ("s2t", "t2s", "s2twp")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Compare the speed of script conversion with peers.")
    parser.add_argument("--size", type=float, default=20, help="megabytes of UTF-8 (default 20)")
    parser.add_argument("--rounds", type=int, default=5, help="alternating runs (default 5)")
    parser.add_argument("--peers", nargs="*", default=["opencc", "zhconv-rs"], choices=sorted(_PEERS))
    parser.add_argument("--articles", action="store_true", help="convert articles of 4 KB")
    arguments = parser.parse_args()

    engines = {"newsclean": sys.executable, "rewriter": sys.executable}
    engines |= {peer: peer_python(peer) for peer in arguments.peers}
    with tempfile.TemporaryDirectory() as folder:
        files = _texts(int(arguments.size * 1e6), Path(folder))
        form = "articles" if arguments.articles else "long"
        workers = {name: _worker(name, python, [*files, form]) for name, python in engines.items()}
        for configuration in _CONFIGURATIONS:
            turns = [
                {name: _run(worker, configuration) for name, worker in workers.items()}
                for _ in range(arguments.rounds + 1)
            ][1:]  # the first turn warms up
            print(_line(configuration, turns, arguments.size))
        for worker in workers.values():
            worker.communicate()


def peer_python(peer: str) -> str:
    """The Python of an environment that has a peer, made if need be."""
    return str(environment(peer, _PEERS[peer]))


def _texts(size: int, folder: Path) -> list[str]:
    """The text in both scripts, as files."""
    from newsclean.convert import rewrite

    simplified = conversion_text.make(size)
    files = []
    for name, text in (("simplified", simplified), ("traditional", rewrite(simplified, "s2tw"))):
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8", newline="\n")
        files.append(str(path))
    return files


def _worker(name: str, python: str, given: list[str]) -> subprocess.Popen[str]:
    script = str(Path(__file__).with_name("conversion_worker.py"))
    return subprocess.Popen(
        [python, script, name, *given], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _run(worker: subprocess.Popen[str], configuration: str) -> float:
    """Seconds for one conversion."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(configuration + "\n")
    worker.stdin.flush()
    return float(worker.stdout.readline())


def _line(configuration: str, turns: list[dict[str, float]], size: float) -> str:
    parts = [f"{configuration:6}"]
    for name in turns[0]:
        speed = size / median(turn[name] for turn in turns)
        if name == "newsclean":
            parts.append(f"newsclean {speed:5.1f} MB/s")
        else:
            ratio = median(turn[name] / turn["newsclean"] for turn in turns)
            parts.append(f"{ratio:5.2f} × {name} ({speed:5.1f} MB/s)")
    return "   ".join(parts)


if __name__ == "__main__":
    main()
