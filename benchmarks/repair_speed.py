"""How fast repair passes over clean text, beside one scan of a regular expression over the same text in
the same run, and how long it is busy with text that was made to keep it busy. Run::

    python -m benchmarks.repair_speed [--hostile CHARACTERS] [--width CHARACTERS]
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from newsclean.repair import repair

# What every search of the repair is like: one class of characters that the text has none of.
_SCAN = re.compile("[\ue000-\uf8ff]")
_ENGLISH = "The council said (on 12 May) that 40% of the line & its stations would open by winter. "


def clean(kind: str, size: int) -> str:
    """Clean text of about ``size`` characters from the sentences of the benchmarks."""
    path = Path(__file__).parent / "decode_sentences.txt"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    text = "\n".join(row[1] for row in rows if row[0] == kind) + "\n"
    return text * (size // len(text) + 1)


def mixed(size: int) -> str:
    """Chinese lines with an English sentence in each, about half and half."""
    return clean("s", size // 2).replace("\n", _ENGLISH + "\n")


def seconds(step: Callable[[], object], times: int) -> float:
    """The median of some runs, in seconds of the processor."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        step()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def _drawn(characters: str, size: int) -> str:
    return "".join(random.Random(5).choices(characters, k=size))


def hostile(size: int) -> dict[str, str]:
    """Texts of about so many characters each that give reason for work without an end to it."""
    han = "".join(map(chr, range(0x4E00, 0x9FA6)))
    common = han.encode("gb2312", "ignore").decode("gb2312")
    news = clean("s", 3_000).replace("\n", "")
    units = {
        "Latin-1 mojibake": news.encode().decode("latin-1"),
        "Latin-1 mojibake without a cure": (news.encode().decode("latin-1")[:-1] + "中"),
        "high Latin-1": _drawn("".join(map(chr, range(0x80, 0x100))), 20_000),
        "GBK read as Big5": _drawn(common, 20_000).encode("gbk").decode("cp950", "ignore"),
        "GBK read as EUC-KR": _drawn(common, 20_000).encode("gbk").decode("cp949", "replace"),
        "UTF-8 read as GBK, with losses": _drawn(common, 20_000).encode().decode("gbk", "replace"),
        "any Han": _drawn(han, 20_000),
        "private use": _drawn("".join(map(chr, range(0xE000, 0xF900))), 20_000),
        "annotations without a reading": "業(a)",
        "brackets": "(a)",
        "annotations": "業(yè)發(fā)統(tǒng)區(qū)",
        "annotations and torn places": "業(yè)發(fā)統(tǒng)區(qū)" * 3 + "補償?shù)葯C制",
        "annotations, torn without a trace": "業(yè)發(fā)統(tǒng)區(qū)" * 3 + "補償(shù)葯C制",
        "annotations and cuts": "業(yè)發(fā)統(tǒng)區(qū)" * 20 + "?！崩罾鲜Ω",
        "question marks and U+FFFD": "?\ufffd",
        "the same with Han": "?\ufffd新",
        "entities escaped twice": "新&amp;amp;#26032;",
        "codes": "\\u4e2d",
        "percent signs": "%E4%B8%AD",
        "percent signs, a byte short": "%E4%B8",
        "controls": "新\x00\u200b",
        "halves of everything": "鏂\ufffd锛é陔ﾊЦ(yè&#20\ue000?\u200b\x85⼈%E4\\u4e=E4&amp",
    }
    texts = {name: (unit * (size // len(unit) + 1))[:size] for name, unit in units.items()}
    texts["one entity escaped again and again"] = "新&" + "amp;" * (size // 4) + "#26032;"
    texts["blanks"] = "\xa0" + " " * size
    return texts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="time repair on clean and on hostile text")
    parser.add_argument("--hostile", type=int, default=100_000, help="characters of each hostile text")
    parser.add_argument("--width", type=int, default=0, help="cut the hostile texts into lines of so many")
    options = parser.parse_args()
    size = 3_000_000
    texts = {
        "Simplified": clean("s", size),
        "Traditional": clean("t", size),
        "Simplified and ASCII": mixed(size),
        "ASCII": _ENGLISH * (size // len(_ENGLISH)),
        "Simplified, 8 KB": clean("s", 2_000),
        "Traditional, 8 KB": clean("t", 2_000),
    }
    for name, text in texts.items():
        assert repair(text).edits == ()
        data = len(text.encode())
        mine = seconds(lambda text=text: repair(text), 7)  # type: ignore[misc]
        scan = seconds(lambda text=text: _SCAN.search(text), 7)  # type: ignore[misc]
        print(f"{name:22}{data:>10} bytes {data / mine / 1e6:7.1f} MB/s {mine / scan:5.2f} times one scan")
    for name, one_line in hostile(options.hostile).items():
        width = options.width or len(one_line)
        text = "\n".join(re.findall(f"(?s).{{1,{width}}}", one_line))
        taken = seconds(lambda text=text: repair(text), 1)  # type: ignore[misc]
        print(
            f"{name:38}{len(text):>9} characters {taken:8.2f} s {taken / len(text) * 1e6:8.2f} µs each",
            flush=True,
        )


if __name__ == "__main__":
    main()
