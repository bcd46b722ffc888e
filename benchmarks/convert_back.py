"""Genuine Traditional to Simplified and back, beside the peers: ``python -m benchmarks convert-back FOLDER``.

FOLDER has genuine text, a paragraph a line, in files ``hant-tw-*.txt`` and ``hant-hk-*.txt`` (``.xz`` as
well). Every so many a paragraph of each is made Simplified by OpenCC (``tw2s``, ``hk2s``), converted back by
each engine, twelve at a time as an article, and compared with the text character by character: errors in
10,000 Han characters, strict, and folded: without those that are only forms of a character or free spellings
(spellings.txt), and then without 瞭 and 儘, which official text of Taiwan writes and newspapers do not. A
second table has what happens to the genuine text itself, to its own region's target and, of ``hans-*.txt``,
to Simplified.

What newsclean knows of usage is counted from text. So that it is not measured on what it has seen,
``--leave-out`` makes its lists, known pairs and model anew for each source from all the others
(``scripts/data.py without``, some minutes each; ``--learned FOLDER`` keeps the result).
"""

from __future__ import annotations

import argparse
import json
import lzma
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peers import ROOT, environment

# Paragraphs that are converted at a time, as an article.
_ARTICLE = 12

_PEERS = {
    "OpenCC": ("opencc==1.4.2", "import opencc; f = opencc.OpenCC({config!r}).convert"),
    "opencc-pyo3": (
        "opencc-pyo3==0.12.0",
        "import opencc_pyo3; f = opencc_pyo3.OpenCC({config!r}).convert",
    ),
    "opencc-jieba-pyo3": (
        "opencc-jieba-pyo3==0.8.0",
        "import opencc_jieba_pyo3; f = opencc_jieba_pyo3.OpenCC({config!r}).convert",
    ),
    "zhconv-rs": ("zhconv-rs==0.4.2", "import zhconv_rs; f = lambda text: zhconv_rs.zhconv(text, {tag!r})"),
    "zhconv": ("zhconv==1.4.3", "import zhconv; f = lambda text: zhconv.convert(text, {tag!r})"),
    "opencc-python": (
        "opencc-python-reimplemented==0.1.7",
        "import opencc; f = opencc.OpenCC({config!r}).convert",
    ),
}
_NEWSCLEAN = """
import os
from newsclean import data_files
from newsclean.convert import convert
from newsclean.models import ngrams
learned = {learned!r}
if learned:
    shipped = data_files.place
    def place(*names):
        own = os.path.join(learned, names[-1])
        return own if os.path.exists(own) else shipped(*names)
    data_files.place = place
    with open(learned + "/hant.ngrams", "rb") as file:
        model = ngrams.NgramModel(file.read())
    ngrams.traditional = lambda: model
"""
_TEXT = "f = lambda text: convert(text, {target!r}, usage={usage!r}).text"
# What was made of a text, and by what steps.
_STEPS = "f = lambda text: [*convert(text, {target!r})[:2]]"
_WORKER = """
import json, sys
{code}
articles = json.loads(sys.stdin.buffer.read())
sys.stdout.buffer.write(json.dumps([f(article) for article in articles]).encode())
"""


# What official text of Taiwan writes (瞭解, 儘量) for what newspapers write.
_OFFICIAL = frozenset({("瞭", "了"), ("了", "瞭"), ("儘", "盡"), ("盡", "儘")})


class Rate(NamedTuple):
    """Errors of 10,000 Han characters: all, folded, and of these without official spellings."""

    strict: float
    folded: float
    unofficial: float

    def __str__(self) -> str:
        return " \\| ".join([f"{rate:.1f}" for rate in self])


class Sample(NamedTuple):
    """Paragraphs of a source."""

    name: str
    lines: list[str]

    @property
    def target(self) -> str:
        """The target that leaves it as it is."""
        script, region, *_ = self.name.split("-")
        return "zh-Hans" if script == "hans" else f"zh-{region.upper()}"

    @property
    def han(self) -> int:
        """How many Han characters it has."""
        return sum("\u3400" <= char <= "\u9fff" for line in self.lines for char in line)


class Back(NamedTuple):
    """Paragraphs of a source, the same in Simplified, and what each engine makes of that."""

    genuine: list[str]
    simplified: list[str]
    by_engine: dict[str, list[str]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Errors of conversion there and back.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=20, help="one paragraph of so many (default 20)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one (default 0)")
    parser.add_argument("--sources", nargs="*", help="names of files, without .txt (default all)")
    parser.add_argument("--peers", nargs="*", default=list(_PEERS), choices=list(_PEERS))
    parser.add_argument("--leave-out", action="store_true", help="learn anew without the source measured")
    parser.add_argument("--learned", type=Path, help="where what is learned anew is kept")
    parser.add_argument("--show", type=int, default=0, help="print so many of the most frequent errors")
    parser.add_argument(
        "--characters", action="store_true", help="print the folded errors by Simplified character"
    )
    arguments = parser.parse_args()
    samples = list(_samples(arguments.folder, arguments.sources, arguments.every, arguments.first))
    rates: dict[str, dict[str, Rate]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for sample in samples:
            if sample.name.startswith("hant-"):
                home = (arguments.learned or Path(temporary)) / sample.name
                learned = _learned(arguments.folder, sample.name, home) if arguments.leave_out else ""
                done = _back(sample, learned, arguments.peers)
                han = Sample(sample.name, done.genuine).han
                rates[sample.name] = {
                    engine: _rate(list(_errors(done.genuine, lines)), han)
                    for engine, lines in done.by_engine.items()
                }
                if arguments.show:
                    _show(sample.name, done, arguments.show)
                if arguments.characters:
                    _print_characters(sample.name, done)
    _print(samples, rates)
    print("\n| genuine text | to | articles | converted in part | changed of 10,000 | what |")
    print("|---|---|---|---|---|---|")
    for sample in samples:
        print(_genuine(sample, arguments.show or 12), flush=True)


def _samples(folder: Path, names: list[str] | None, every: int, first: int) -> Iterator[Sample]:
    for path in sorted(folder.glob("*.txt*")):
        name = path.name.partition(".")[0]
        if names is None or name in names:
            content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
            lines = [line for line in content.decode().split("\n") if line]
            yield Sample(name, lines[first::every])


def _learned(folder: Path, name: str, home: Path) -> str:
    """The folder of what is learned without a source."""
    if not (home / "hant.ngrams").exists():
        command = [sys.executable, str(ROOT / "scripts" / "data.py"), "without", name, str(folder)]
        subprocess.run([*command, "--output", str(home)], check=True, stdout=sys.stderr)
    return str(home.resolve())


def _back(sample: Sample, learned: str, peers: Iterable[str]) -> Back:
    """One source there and back with each engine."""
    from newsclean.convert import rewrite

    region = sample.name.split("-")[1]
    simplified = [rewrite(line, "hk2s" if region == "hk" else "tw2s") for line in sample.lines]
    kept = [pair for pair in zip(sample.lines, simplified, strict=True) if len(pair[0]) == len(pair[1])]
    genuine, simplified = ([pair[side] for pair in kept] for side in (0, 1))
    names = {"config": f"s2{region}", "tag": f"zh-{region}", "target": sample.target}
    engines = {
        f"newsclean{option}": (
            sys.executable,
            _NEWSCLEAN.format(learned=learned) + _TEXT.format(usage=usage, **names),
        )
        for option, usage in (
            ("", "region"),
            (" `--usage official`", "official"),
            (" `--usage opencc`", "opencc"),
        )
    }
    for peer in peers:
        package, code = _PEERS[peer]
        engines[peer] = (str(environment(peer.lower(), package)), code.format(**names))
    done = {
        engine: "\n".join(_converted(python, code, simplified)).split("\n")
        for engine, (python, code) in engines.items()
    }
    return Back(genuine, simplified, done)


def _print(samples: list[Sample], rates: dict[str, dict[str, Rate]]) -> None:
    """The table of all sources and engines."""
    measured = [sample for sample in samples if sample.name in rates]
    if not measured:
        return
    heads = [f"{sample.name}, {sample.han / 1000:.0f},000 Han" for sample in measured]
    print(f"| strict \\| folded \\| without 瞭, 儘 | {' | '.join(heads)} |")
    print("|---" * (len(heads) + 1) + "|")
    for engine in rates[measured[0].name]:
        print(f"| {engine} | {' | '.join(str(rates[sample.name][engine]) for sample in measured)} |")


def _genuine(sample: Sample, show: int) -> str:
    """What happens to genuine text on the way to its own script and region, as a row of a table."""
    from newsclean.convert.forms import forms

    code = _NEWSCLEAN.format(learned="") + _STEPS.format(target=sample.target)
    done = _converted(sys.executable, code, sample.lines)
    wrong = list(_errors(sample.lines, "\n".join([text for text, _ in done]).split("\n")))
    # What docs/convert.md says of the region's standard is no harm.
    wrong = [(a, b) for a, b in wrong if a not in forms() or b not in forms()[a].becomes.values()]
    partly = sum("2" in (steps or "") for _, steps in done)
    return (
        f"| {sample.name}, {sample.han / 1000:.0f},000 Han | {sample.target} | {len(done)} | {partly} |"
        f" {1e4 * len(wrong) / sample.han:.3f} | {_most(wrong, show)} |"
    )


def _converted(python: str, code: str, lines: list[str]) -> list[Any]:
    """What a function makes of paragraphs, an article at a time."""
    articles = ["\n".join(lines[at : at + _ARTICLE]) for at in range(0, len(lines), _ARTICLE)]
    program = _WORKER.format(code=code)
    done = subprocess.run(
        [python, "-c", program], input=json.dumps(articles).encode(), capture_output=True, check=True
    )
    result: list[Any] = json.loads(done.stdout)
    return result


def _errors(expected: list[str], got: list[str]) -> Iterator[tuple[str, str]]:
    """The characters that differ; those of a paragraph whose length differs as one error a character."""
    for right, line in zip(expected, got, strict=True):
        if len(right) != len(line):
            yield from [("", "")] * abs(len(right) - len(line))
        elif right != line:
            yield from [pair for pair in zip(right, line, strict=True) if pair[0] != pair[1]]


def _rate(wrong: list[tuple[str, str]], han: int) -> Rate:
    folded = [pair for pair in wrong if pair not in _same()]
    unofficial = [pair for pair in folded if pair not in _OFFICIAL]
    return Rate(*(1e4 * len(errors) / han for errors in (wrong, folded, unofficial)))


@cache
def _same() -> frozenset[tuple[str, str]]:
    """Pairs of characters of which either may stand for the other."""
    content = Path(__file__).with_name("spellings.txt").read_text(encoding="utf-8")
    pairs = [pair for line in content.split("\n") if not line.startswith("#") for pair in line.split()]
    return frozenset((pair[side], pair[1 - side]) for pair in pairs for side in (0, 1))


def _most(wrong: list[tuple[str, str]], count: int) -> str:
    return " ".join([f"{a}→{b} {number}" for (a, b), number in Counter(wrong).most_common(count)])


def _show(name: str, done: Back, count: int) -> None:
    """Tell the most frequent errors, with examples of the Simplified text; ≈ before those that are folded."""
    same = _same()
    places: dict[tuple[str, str], list[str]] = {}
    for right, source, line in zip(done.genuine, done.simplified, done.by_engine["newsclean"], strict=True):
        if len(right) == len(line):
            for at, pair in enumerate(zip(right, line, strict=True)):
                if pair[0] != pair[1]:
                    places.setdefault(pair, []).append(source[max(0, at - 4) : at + 5])
    print(name, file=sys.stderr)
    for pair, contexts in sorted(places.items(), key=lambda item: -len(item[1]))[:count]:
        sign = "≈" if pair in same else " "
        shown = " · ".join(contexts[:: max(1, len(contexts) // 6)])
        print(f"  {sign}{pair[0]}→{pair[1]} {len(contexts)}: {shown}", file=sys.stderr)


def _print_characters(name: str, done: Back) -> None:
    """The table of the Simplified characters that stand for several, with each engine's folded errors."""
    from newsclean.convert.context import open_characters

    wanted = frozenset(open_characters()) | _ALSO
    same = _same()
    places: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = {engine: Counter() for engine in done.by_engine}
    for number, (right, source) in enumerate(zip(done.genuine, done.simplified, strict=True)):
        lines = {engine: of_engine[number] for engine, of_engine in done.by_engine.items()}
        for at in [at for at, char in enumerate(source) if char in wanted]:
            places[source[at]] += 1
            for engine, line in lines.items():
                if len(line) != len(right) or (line[at] != right[at] and (line[at], right[at]) not in same):
                    wrong[engine][source[at]] += 1
    print(f"\n| {name} | places | {' | '.join(wrong)} |\n|---|---{'|---' * len(wrong)}|")
    print(f"| all | {places.total()} | {' | '.join(str(of.total()) for of in wrong.values())} |")
    for char, count in places.most_common():
        if any(of_engine[char] for of_engine in wrong.values()):
            print(
                f"| {char} | {count} | {' | '.join(str(of_engine[char]) for of_engine in wrong.values())} |"
            )


# Characters that stand for several words, and about which the model is not asked.
_ALSO = frozenset("台周采表借升板郁游岳占合划回布了尽迹种舍吊念凶")


if __name__ == "__main__":
    main()
