"""Genuine Traditional to Simplified and back, beside the peers: ``python -m benchmarks convert-back FOLDER``.

FOLDER has genuine text, a paragraph a line, in files ``hant-tw-*.txt`` and ``hant-hk-*.txt`` (``.xz`` as
well). Paragraphs of each are made Simplified by OpenCC (``tw2s``, ``hk2s``), converted back by each engine,
and compared with the text character by character: errors in 10,000 Han characters, all of them and without
those that are only forms of a character or free spellings (spellings.txt). The last line says what happens to
the genuine text itself, and to genuine Simplified text (``hans-*.txt``) on the way to Simplified.

newsclean's usage is counted from text. So that it is not measured on what it has seen, ``--leave-out`` counts
it anew for each source from all the others (some minutes each; ``--lists FOLDER`` keeps the result).
"""

from __future__ import annotations

import argparse
import lzma
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peers import ROOT, environment

# Paragraphs that are converted at a time, as an article.
_ARTICLE = 12

_PEERS = {
    "opencc": ("opencc==1.4.2", "import opencc; f = opencc.OpenCC({config!r}).convert"),
    "zhconv-rs": ("zhconv-rs==0.4.2", "import zhconv_rs; f = lambda text: zhconv_rs.zhconv(text, {tag!r})"),
    "opencc-jieba-pyo3": (
        "opencc-jieba-pyo3==0.8.0",
        "import opencc_jieba_pyo3; f = opencc_jieba_pyo3.OpenCC({config!r}).convert",
    ),
}
_NEWSCLEAN = """
from newsclean.convert.opencc import installed
lists = {lists!r}
if lists:
    installed.usage_folder = lambda: lists
from newsclean.convert import convert
f = lambda text: convert(text, {target!r}, usage={usage!r}).text
"""
_WORKER = """
import json, sys
{code}
articles = json.loads(sys.stdin.buffer.read())
sys.stdout.buffer.write(json.dumps([f(article) for article in articles]).encode())
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Errors of conversion there and back.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=6000, help="paragraphs of each source (default 6000)")
    parser.add_argument("--sources", nargs="*", help="names of files, without .txt (default all)")
    parser.add_argument("--peers", nargs="*", default=list(_PEERS), choices=list(_PEERS))
    parser.add_argument("--leave-out", action="store_true", help="count usage without the source measured")
    parser.add_argument("--lists", type=Path, help="where usage that is counted anew is kept")
    parser.add_argument("--show", type=int, default=0, help="print so many of the most frequent errors")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        lists = arguments.lists or Path(temporary)
        for path in sorted(arguments.folder.glob("*.txt*")):
            name = path.name.partition(".")[0]
            if arguments.sources and name not in arguments.sources:
                continue
            if name.startswith("hant-"):
                region = name.split("-")[1]
                usage = _left_out(arguments.folder, name, region, lists) if arguments.leave_out else None
                lines = _paragraphs(path, arguments.lines)
                _back(lines, name, usage, peers=arguments.peers, show=arguments.show)
            elif name.startswith("hans-"):
                _simplified(_paragraphs(path, arguments.lines), name, arguments.show)


def _left_out(folder: Path, name: str, region: str, lists: Path) -> Path:
    """Usage counted without a source."""
    target = lists / name
    if not (target / f"{region}.txt").exists():
        target.mkdir(parents=True, exist_ok=True)
        script = str(ROOT / "scripts" / "build_usage.py")
        command = [sys.executable, script, str(folder), "--without", name, "--output", str(target)]
        subprocess.run([*command, "--regions", region], check=True, stdout=sys.stderr)
    return target


def _paragraphs(path: Path, count: int) -> list[str]:
    """Paragraphs of a file, chosen at random."""
    content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    lines = [line for line in content.decode().split("\n") if line]
    random.Random(3).shuffle(lines)
    return lines[:count]


def _back(lines: list[str], name: str, usage: Path | None, *, peers: Iterable[str], show: int) -> None:
    """Measure one source."""
    from newsclean.convert import rewrite

    region = name.split("-")[1]
    simplified = [rewrite(line, "hk2s" if region == "hk" else "tw2s") for line in lines]
    kept = [pair for pair in zip(lines, simplified, strict=True) if len(pair[0]) == len(pair[1])]
    genuine, simplified = ([pair[side] for pair in kept] for side in (0, 1))
    han = sum("\u3400" <= char <= "\u9fff" for line in genuine for char in line)
    print(f"{name}: {len(genuine)} paragraphs, {han} Han characters; errors of 10,000: all | folded")
    names = {"config": f"s2{region}", "tag": f"zh-{region}", "target": f"zh-{region.upper()}"}
    lists = str(usage) if usage else ""
    engines = {
        "newsclean": (sys.executable, _NEWSCLEAN.format(lists=lists, usage="region", **names)),
        "newsclean official": (sys.executable, _NEWSCLEAN.format(lists=lists, usage="official", **names)),
        "newsclean opencc": (sys.executable, _NEWSCLEAN.format(lists=lists, usage="opencc", **names)),
    }
    for peer in peers:
        package, code = _PEERS[peer]
        engines[peer] = (str(environment(peer, package)), code.format(**names))
    for engine, (python, code) in engines.items():
        done = _converted(python, code, simplified)
        wrong = list(_errors(genuine, done))
        print(f"  {engine:20} {_rate(wrong, han)}", flush=True)
        if show and engine == "newsclean":
            print(f"    {_most(wrong, show)}")
            _show(genuine, simplified, done, show)
    python, code = engines["newsclean"]
    wrong = list(_errors(genuine, _converted(python, code, genuine)))
    print(f"  {'genuine text itself':20} {_rate(wrong, han)}   {_most(wrong, 12)}", flush=True)


def _simplified(lines: list[str], name: str, show: int) -> None:
    """Measure what happens to genuine Simplified."""
    han = sum("\u3400" <= char <= "\u9fff" for line in lines for char in line)
    code = _NEWSCLEAN.format(lists="", target="zh-Hans", usage="region")
    wrong = list(_errors(lines, _converted(sys.executable, code, lines)))
    print(f"{name}: {han} Han characters")
    print(f"  {'genuine text itself':20} {_rate(wrong, han)}   {_most(wrong, show or 12)}")


def _converted(python: str, code: str, lines: list[str]) -> list[str]:
    """Paragraphs as an engine converts them, an article at a time."""
    import json

    articles = ["\n".join(lines[at : at + _ARTICLE]) for at in range(0, len(lines), _ARTICLE)]
    program = _WORKER.format(code=code)
    done = subprocess.run(
        [python, "-c", program], input=json.dumps(articles).encode(), capture_output=True, check=True
    )
    return "\n".join(json.loads(done.stdout)).split("\n")


def _errors(expected: list[str], got: list[str]) -> Iterator[tuple[str, str]]:
    """The characters that differ; those of a paragraph whose length differs as one error a character."""
    for right, line in zip(expected, got, strict=True):
        if len(right) != len(line):
            yield from [("", "")] * abs(len(right) - len(line))
        elif right != line:
            yield from [pair for pair in zip(right, line, strict=True) if pair[0] != pair[1]]


def _rate(wrong: list[tuple[str, str]], han: int) -> str:
    same = _same()
    folded = sum(pair not in same for pair in wrong)
    return f"{1e4 * len(wrong) / han:7.2f} | {1e4 * folded / han:6.2f}"


def _same() -> frozenset[tuple[str, str]]:
    """Pairs of characters of which either may stand for the other."""
    content = Path(__file__).with_name("spellings.txt").read_text(encoding="utf-8")
    pairs = [pair for line in content.split("\n") if not line.startswith("#") for pair in line.split()]
    return frozenset((pair[side], pair[1 - side]) for pair in pairs for side in (0, 1))


def _most(wrong: list[tuple[str, str]], count: int) -> str:
    return " ".join([f"{a}→{b} {number}" for (a, b), number in Counter(wrong).most_common(count)])


def _show(genuine: list[str], simplified: list[str], done: list[str], count: int) -> None:
    """Print the most frequent errors that are left when folded, with examples of the Simplified text."""
    same = _same()
    places: dict[tuple[str, str], list[str]] = {}
    for right, source, line in zip(genuine, simplified, done, strict=True):
        for at, pair in enumerate(zip(right, line, strict=len(right) == len(line))):
            if pair[0] != pair[1] and pair not in same:
                places.setdefault(pair, []).append(source[max(0, at - 4) : at + 5])
    for pair, contexts in sorted(places.items(), key=lambda item: -len(item[1]))[:count]:
        print(f"    {pair[0]}→{pair[1]} {len(contexts)}: {' · '.join(contexts[:5])}")


if __name__ == "__main__":
    main()
