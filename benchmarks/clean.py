"""The whole ``clean`` on clean UTF-8 text, beside a chain of chardet, ftfy and OpenCC."""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.peers import alternate, environment, seconds
from benchmarks.text import article

#: As many articles of 4 KB as make runs of some seconds.
ARTICLES = 400

OURS = """
import sys, time, pathlib, newsclean
pages = [p.read_bytes() for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]
newsclean.clean(pages[0], to=sys.argv[2])
start = time.process_time()
for page in pages:
    newsclean.clean(page, to=sys.argv[2]).text
print(time.process_time() - start)
"""

CHAIN = """
import sys, time, pathlib, chardet, ftfy, opencc
pages = [p.read_bytes() for p in sorted(pathlib.Path(sys.argv[1]).iterdir())]
convert = opencc.OpenCC("s2t").convert
chardet.detect(pages[0]), ftfy.fix_text("a"), convert("a")
start = time.process_time()
for page in pages:
    text = ftfy.fix_text(page.decode(chardet.detect(page)["encoding"]))
    if sys.argv[2] != "keep":
        text = convert(text)
print(time.process_time() - start)
"""


def main() -> None:
    """Print medians and ratios of processor time: a busy machine slows both."""
    chain = environment("chain", "chardet>=7", "ftfy", "opencc")
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(ARTICLES):
            (Path(scratch) / f"{number:04}.txt").write_text(article(4096, number), encoding="utf-8")
        print(f"{'clean, ' + str(ARTICLES) + ' articles of 4 KB':36}{'ms each':>10}{'ratio':>8}")
        for to in ("keep", "zh-Hant"):
            times = alternate(
                {
                    "newsclean": partial(seconds, sys.executable, OURS, scratch, to),
                    "chardet + ftfy + opencc": partial(seconds, chain, CHAIN, scratch, to),
                },
                5,
            )
            base = times["chardet + ftfy + opencc"]
            for name, value in times.items():
                print(f"{name + ', --to ' + to:36}{value * 1000 / ARTICLES:10.2f}{value / base:8.2f}")


if __name__ == "__main__":
    main()
