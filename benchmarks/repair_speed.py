"""How fast repair passes over clean text, beside one scan of a regular expression, and how it ends
on text that was made to keep it busy. Run: ``python benchmarks/repair_speed.py``.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from newsclean.repair import repair


def clean(kind: str, size: int) -> str:
    """Clean text of about ``size`` characters from the sentences of the benchmarks."""
    path = Path(__file__).parent / "decode_sentences.txt"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    text = "\n".join(row[1] for row in rows if row[0] == kind) + "\n"
    return text * (size // len(text) + 1)


def seconds(step: Callable[[], object], times: int) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        step()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


HOSTILE = {
    "one endless line of damage without a cure": "鏂\ufffd锛é陔ﾊЦ" * 300_000,
    "many lines of it": "鏂\ufffd锛é陔ﾊЦ鐨\n" * 250_000,
    "brackets that open readings": "業(yè" * 500_000,
    "annotations": "業(yè)發(fā)統(tǒng)區(qū)" * 100_000,
    "annotations and cuts": ("業(yè)發(fā)統(tǒng)區(qū)" * 20 + "?！崩罾鲜Ω") * 5_000,
    "controls": "新\x00\u200b" * 700_000,
    "escapes": "&#2000" * 350_000,
}


def main() -> None:
    """Measure and print."""
    repair("预热")
    scan = re.compile("[\ue000-\uf8ff]")
    for kind in ("s", "t"):
        for size in (2_000, 3_000_000):
            text = clean(kind, size)
            data = len(text.encode())
            mine = seconds(lambda text=text: repair(text), 5)  # type: ignore[misc]
            one = seconds(lambda text=text: scan.search(text), 5)  # type: ignore[misc]
            assert repair(text).edits == ()
            print(
                f"clean {kind}, {data:>9} bytes: {data / mine / 1e6:6.1f} MB/s, "
                f"{mine * 1e3:.2f} ms, {mine / one:.1f} times one scan"
            )
    for name, text in HOSTILE.items():
        taken = seconds(lambda text=text: repair(text), 1)  # type: ignore[misc]
        print(f"{name}: {len(text)} characters, {taken:.1f} s, {taken / len(text) * 1e6:.1f} µs a character")


if __name__ == "__main__":
    main()
