"""The whole ``clean`` on clean UTF-8 text, beside a chain of chardet, ftfy and OpenCC, and beside what cannot
be had for less: decoding alone, one scan of a regular expression. Then how the time grows with the size of a
text, up to so many megabytes (1): ``python -m benchmarks clean [MEGABYTES]``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.peers import alternate, environment, seconds
from benchmarks.read_speed import whole_page
from benchmarks.text import article, corpus

#: Kind → how many texts, and what makes one of a seed.
KINDS: dict[str, tuple[int, Callable[[int], str]]] = {
    "records of 1 KB": (400, partial(article, 1024)),
    "articles of 4 KB": (200, partial(article, 4096)),
    "whole pages of 8 KB": (100, partial(whole_page, 8192)),
}
_PAGES = "pages = [p.read_bytes() for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]\n"
_LOOP = """
start = time.process_time()
for page in pages:
    one(page)
print(time.process_time() - start)
"""
#: What has not been seen before is measured: the first text warms up.
OURS = f"""
import sys, time, pathlib
from newsclean import Cleaner
{_PAGES}
one = Cleaner(to=sys.argv[2]).text
one(pages.pop(0))
{_LOOP}"""
CHAIN = f"""
import sys, time, pathlib, chardet, ftfy, opencc
{_PAGES}
convert = opencc.OpenCC("s2t").convert if sys.argv[2] != "keep" else str
def one(page):
    return convert(ftfy.fix_text(page.decode(chardet.detect(page)["encoding"])))
one(pages.pop(0))
{_LOOP}"""
DECODE = f"""
import sys, time, pathlib
{_PAGES}
def one(page):
    for _ in range(100):
        page.decode()
{_LOOP}"""
SCAN = f"""
import sys, time, pathlib, re
{_PAGES}
texts, find = [page.decode() for page in pages], re.compile("[。！？]").findall
pages = texts
def one(text):
    for _ in range(10):
        find(text)
{_LOOP}"""


def kinds(chain: Path) -> None:
    """Print µs of processor time for each text, and the chain's time for ours."""
    heads = f"{'to':>9}{'newsclean':>11}{'chain':>9}{'× faster':>10}{'decode':>8}{'scan':>8}"
    print(f"{'clean, µs a text':24}{heads}")
    for name, (number, make) in KINDS.items():
        with tempfile.TemporaryDirectory() as scratch:
            for seed in range(number):
                (Path(scratch) / f"{seed:04}.txt").write_text(make(seed), encoding="utf-8")
            for to in ("keep", "zh-Hant"):
                times = alternate(
                    {
                        "ours": partial(seconds, sys.executable, OURS, scratch, to),
                        "chain": partial(seconds, chain, CHAIN, scratch, to),
                        "decode": partial(seconds, sys.executable, DECODE, scratch),
                        "scan": partial(seconds, sys.executable, SCAN, scratch),
                    },
                    3,
                )
                ours, other = (times[key] * 1e6 / (number - 1) for key in ("ours", "chain"))
                decode, scan = times["decode"] * 1e4 / number, times["scan"] * 1e5 / number
                print(
                    f"{name:24}{to:>9}{ours:11.0f}{other:9.0f}{other / ours:10.2f}{decode:8.1f}{scan:8.1f}",
                    flush=True,
                )


def growth(most: int) -> None:
    """Print how many MB/s of processor time are cleaned of texts of 1 KB up to so many megabytes."""
    print(f"\n{'clean, one text':24}{'MB/s':>9}")
    text = corpus(most)
    size = 1000
    while size <= most * 1_000_000:
        with tempfile.TemporaryDirectory() as scratch:
            # The first is not measured.
            for number in range(1 + max(1, min(50, 1_000_000 // size))):
                start = number * size // 3 % max(1, len(text) - size // 3)
                part = text[start : start + size // 3]
                (Path(scratch) / f"{number:02}.txt").write_text(part, encoding="utf-8")
            count = number
            took = seconds(sys.executable, OURS, scratch, "keep")
        print(f"{f'{size // 1000:,} KB':24}{count * size / 1e6 / took:9.1f}", flush=True)
        size *= 10


def main() -> None:
    """Print medians and ratios of processor time: a busy machine slows both."""
    kinds(environment("chain", "chardet>=7", "ftfy", "opencc"))
    growth(int(sys.argv[1]) if len(sys.argv) > 1 else 1)


if __name__ == "__main__":
    main()
