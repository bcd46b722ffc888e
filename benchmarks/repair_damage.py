"""How much of damaged Chinese text comes back: exact lines by pair of encodings, beside ftfy.

Every sentence of ``decode_sentences.txt`` is cut to several lengths, encoded and decoded wrongly;
for Shift-JIS those of ``japanese_sentences.txt``.
*Invertible* are the lines that the wrong decoder took without an error; *lossy* ones went through
``errors="replace"``. Run it where ftfy is installed::

    python benchmarks/repair_damage.py
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

import ftfy

from newsclean.repair.mojibake.stage import wrong_decoding

LENGTHS = (4, 8, 16, 40)
WRONG = (
    *("gbk", "gb18030", "latin-1", "cp1252", "cp437", "cp850", "mac_roman", "cp1250", "cp1251", "koi8-r"),
    *("cp950", "big5hkscs", "cp949", "cp932", "euc_jp"),
)
TRUE = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp932")
# Whose lossy damage is measured, too; that of the others is not repaired.
LOSSY = ("utf-8", "gb18030", "big5hkscs")


# Text that was decoded wrongly, written as UTF-8 and decoded wrongly again, once or twice.
LAYERS = tuple(
    (true, *wrongs)
    for true in ("utf-8", "gb18030", "big5hkscs")
    for first in ("latin-1", "cp1252", "cp437", "cp850", "mac_roman", "cp1251", "koi8-r", "gb18030", "cp950")
    for wrongs in (
        *((first, again) for again in ("latin-1", "cp1252", "mac_roman", "cp437", "gb18030")),
        *((first, first, again) for again in ("latin-1", "cp437", "gb18030") if again != first),
        (first, first, first),
    )
)


def layered(text: str, chain: tuple[str, ...]) -> str:
    """A text after several wrong decodings; empty if one of them loses a byte."""
    true = chain[0]
    for wrong in chain[1:]:
        try:
            text = text.encode(true).decode(wrong)
        except UnicodeError:
            return ""
        true = "utf-8"
    return text


def sentences(true: str) -> list[str]:
    """The sentences for a true encoding: Simplified and Traditional, or Japanese."""
    if true == "cp932":
        path = Path(__file__).parent / "japanese_sentences.txt"
        return path.read_text(encoding="utf-8").splitlines()[1:]
    path = Path(__file__).parent / "decode_sentences.txt"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return [row[1] for row in rows if row[0] in ("s", "t", "h")]


def alike(first: str, second: str) -> float:
    """The share of the characters of the first that the second has in the same order."""
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(first))


def layers() -> None:
    """Measure and print damage of two and three layers without loss."""
    counts: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for chain in LAYERS:
        for sentence in sentences(chain[0]):
            for length in LENGTHS:
                text = sentence[:length]
                damaged = layered(text, chain) if len(text) == length or length == max(LENGTHS) else ""
                if damaged:
                    repaired = wrong_decoding(damaged).text
                    count = counts[len(chain) - 1, length]
                    count["all"] += 1
                    count["exact"] += repaired == text
                    count["wrong"] += repaired not in (text, damaged)
                    count["ftfy"] += ftfy.fix_encoding(damaged) == text
    for (depth, length), count in sorted(counts.items()):
        share = [100 * count[key] / count["all"] for key in ("exact", "wrong", "ftfy")]
        shares = " / ".join(f"{value:.1f}" for value in share)
        print(f"{depth} layers, {length} characters: {shares} of {count['all']}")


def main() -> None:
    """Measure and print a table."""
    exact: defaultdict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
    lossy: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    kept: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    seconds = size = 0.0
    for true in TRUE:
        for sentence in sentences(true):
            for wrong in WRONG:
                for length in LENGTHS:
                    text = sentence[:length]
                    try:
                        data = text.encode(true)
                    except UnicodeEncodeError:
                        continue
                    damaged = data.decode(wrong, "replace")
                    if damaged == text or len(text) < length < max(LENGTHS):
                        continue
                    begin = time.perf_counter()
                    result = wrong_decoding(damaged)
                    repaired = result.text
                    seconds += time.perf_counter() - begin
                    size += len(damaged)
                    if "\ufffd" not in damaged:
                        count = exact[true, wrong, length]
                        count["all"] += 1
                        count["exact"] += repaired == text
                        count["wrong"] += repaired not in (text, damaged)
                        count["ftfy"] += ftfy.fix_encoding(damaged) == text
                        count["left"] += repaired == damaged
                        count["told"] += repaired == damaged and bool(result.warnings)
                    elif length == max(LENGTHS) and true in LOSSY:
                        count = lossy[true, wrong]
                        guessed = wrong_decoding(damaged, guess=True).text
                        count["all"] += 1
                        count["guessed"] += guessed == text
                        count["changed"] += repaired != damaged
                        count["left"] += repaired == damaged
                        count["told"] += repaired == damaged and bool(result.warnings)
                        kept[true, wrong].append(alike(text, guessed))
                        count["ftfy"] += ftfy.fix_encoding(damaged) == text
    print("invertible: exact / changed to something wrong / ftfy exact, percent, by length")
    total: Counter[tuple[int, str]] = Counter()
    for true in TRUE:
        for wrong in WRONG:
            cells = []
            for length in LENGTHS:
                cell = exact.get((true, wrong, length))
                if cell:
                    share = [100 * cell[key] / cell["all"] for key in ("exact", "wrong", "ftfy")]
                    cells.append(
                        f"{length}: {share[0]:3.0f}/{share[1]:2.0f}/{share[2]:3.0f} of {cell['all']}"
                    )
                    for key, number in cell.items():
                        total[length, key] += number
            if cells:
                print(f"{true:9} as {wrong:9}", "   ".join(cells))
    for length in LENGTHS:
        share = [100 * total[length, key] / total[length, "all"] for key in ("exact", "wrong", "ftfy")]
        shares = " / ".join(f"{value:.1f}" for value in share)
        told = f"{total[length, 'told']} of {total[length, 'left']} that were left are reported"
        print(f"all, {length} characters: {shares} of {total[length, 'all']}; {told}")
    layers()
    print("lossy: exact with guess / characters right with guess / changed by default / ftfy exact, percent")
    for (true, wrong), count in lossy.items():
        right = 100 * sum(kept[true, wrong]) / len(kept[true, wrong])
        share = [100 * count[key] / count["all"] for key in ("guessed", "changed", "ftfy")]
        cells = [f"{value:3.0f}" for value in (share[0], right, share[1], share[2])]
        told = f"{count['told']} of {count['left']} left are reported"
        print(f"{true:9} as {wrong:9}", " / ".join(cells), "of", count["all"], told)
    print(f"{seconds / size * 1e6:.0f} microseconds a character of damaged text")


if __name__ == "__main__":
    main()
