"""What words of the caller's cost: ``python benchmarks/conversion_words.py``.

6 MB of news in one text are converted with and without ``--dict``, ``--keep-word`` and ``--protect``, in
turn; printed is the share of the speed that is left, by the medians. The big dictionary is the first 20,000
of OpenCC's own phrases, which stand everywhere.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import conversion_text

_ROUNDS = 7


def main() -> None:
    """Measure and print."""
    from newsclean.convert import convert

    text = conversion_text.make(6_000_000)
    with tempfile.TemporaryDirectory() as folder:
        cases = _cases(Path(folder))
        for to in ("zh-TW", "s2t"):
            times: dict[str, list[float]] = {name: [] for name in cases}
            for _ in range(_ROUNDS + 1):
                for name, given in cases.items():
                    begin = time.perf_counter()
                    convert(text, to, **given)
                    times[name].append(time.perf_counter() - begin)
            spent = {name: median(values[1:]) for name, values in times.items()}  # the first turn compiles
            for name, seconds in spent.items():
                print(f"{to:8}{name:24}{seconds * 1000:8.0f} ms{spent['nothing'] / seconds:8.0%}")


def _cases(folder: Path) -> dict[str, dict[str, Any]]:
    """What is given besides the target."""
    from newsclean.convert.opencc.dictionaries import data_folder

    lines = (data_folder() / "STPhrases.txt").read_text(encoding="utf-8").split("\n")
    entries = [line.split(" ")[0] for line in lines if "\t" in line and not line.startswith("#")]
    words = [entry.split("\t")[0] for entry in entries]

    def dictionary(name: str, given: list[str]) -> list[str]:
        (folder / name).write_text("".join(f"{entry}\n" for entry in given), encoding="utf-8")
        return [str(folder / name)]

    return {
        "nothing": {},
        "--dict, 3 words": {"dict": dictionary("3.txt", ["软件\t軟體", "经济\t經濟", "李发\t李发"])},
        "--dict, 100 words": {"dict": dictionary("100.txt", entries[:100])},
        "--dict, 20,000 words": {"dict": dictionary("20000.txt", entries[:20_000])},
        "--keep-word, 2 words": {"keep": ["经济", "范先生"]},
        "--keep-word, 20,000": {"keep": words[:20_000]},
        "--protect": {"protect": ["《[^》]*》"]},
    }


if __name__ == "__main__":
    main()
