"""How fast the read stage (text to lines with roles, and metadata) passes over articles, beside one
scan of a regular expression over the same text. Run: ``python -m benchmarks.read_speed``.

The articles are made at random from sentences of our own; one kind has what usually stands around
them: a dateline with its source under the title, and the editor's line at the end.
"""

from __future__ import annotations

import random
import re
import statistics
import time

from benchmarks.text import article
from newsclean.structure import read
from newsclean.structure.rules.fold import table

#: The named thing beside it: counting the ends of sentences.
SCAN = re.compile("[。！？]")


def page(size: int, seed: int) -> str:
    """An article of about so many bytes with its dateline, its source and its editor."""
    dice = random.Random(seed)
    title, _, paragraphs = article(size, seed).partition("\n\n")
    day = f"2023-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02} {dice.randrange(24):02}:15"
    return f"{title}\n{day} 来源：江城日报\n\n{paragraphs}\n（责任编辑：张三）\n"


def kinds() -> dict[str, list[str]]:
    """What is measured: name → texts."""
    return {
        "200 articles of 4 KB": [article(4096, seed) for seed in range(200)],
        "200 with dateline and editor": [page(4096, seed) for seed in range(200)],
        "one text of 2 MB": [page(2_000_000, 1)],
    }


def seconds(texts: list[str], times: int = 7) -> tuple[float, float, float]:
    """The medians of turns of reading, by the clock and of CPU time, and of scanning."""
    for text in texts:  # the reader compiles what a run of many documents needs
        read(text)
    clock, cpu, scan = [], [], []
    for _ in range(times):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        for text in texts:
            read(text)
        cpu.append(time.process_time() - begin_cpu)
        between = time.perf_counter()
        clock.append(between - begin)
        for text in texts:
            SCAN.findall(text)
        scan.append(time.perf_counter() - between)
    return statistics.median(clock), statistics.median(cpu), statistics.median(scan)


def main() -> None:
    """Print speed and ratio."""
    # Character by character: this is about the shapes of lines, not about spelling.
    traditional = {simplified: source for source, simplified in table().items() if simplified > 0x3400}
    print(f"{'read':42}{'MB/s':>8}{'of CPU':>8}{'× one scan':>12}")
    for name, texts in kinds().items():
        for script, these in (("Hans", texts), ("Hant", [text.translate(traditional) for text in texts])):
            clock, cpu, scan = seconds(these)
            size = sum(len(text.encode()) for text in these) / 1e6
            print(f"{name + ', ' + script:42}{size / clock:8.1f}{size / cpu:8.1f}{clock / scan:12.1f}")


if __name__ == "__main__":
    main()
