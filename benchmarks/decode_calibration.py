"""What confidence is worth: of the answers with a confidence, how many are right.

``python -m benchmarks.decode_calibration FILE...`` reads texts in UTF-8 (``.txt`` or ``.txt.xz``, a
paragraph a line) whose names begin with the language (``zh-Hans.news.txt``, ``ja.messages.txt``),
cuts samples out of them, writes each in an encoding of its language and decodes it again.
Three cuts of running text (a whole file of 40 paragraphs, a paragraph, 300 characters), and of
Chinese those that detectors fail at: a list of names, JSON with one value in Chinese, code with two
comments, CSV, a log, readings in bopomofo or pinyin. Chinese takes two samples of three.

Printed are the answers by confidence, and by encoding how many were wrong: announced (confidence
below 0.5), refused, and silent (0.5 or more), which a user never learns of. ``--show`` prints these.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from newsclean.decode import GUESS, codecs, decode, encode
from newsclean.errors import NewscleanError

ENCODINGS = {
    "zh-Hans": ("utf-8", "gb18030", "gb18030", "gb18030", "utf-16le", "utf-16be"),
    "zh-Hant": ("utf-8", "cp950", "cp950", "cp950", "gb18030", "utf-16le"),
    "zh-HK": ("utf-8", "big5-hkscs", "big5-hkscs", "cp950", "utf-16be"),
    "ja": ("utf-8", "euc-jp", "cp932", "utf-16le"),
    "ko": ("utf-8", "cp949", "utf-16le"),
    "ru": ("utf-8", "windows-1251", "koi8-r", "utf-16le", "utf-16be"),
    "fr": ("utf-8", "windows-1252", "utf-16le"),
    "de": ("utf-8", "windows-1252", "utf-16be"),
    "ar": ("utf-8", "utf-16le"),
    "th": ("utf-8", "utf-16le"),
}
#: Lower bounds of the rows of the table.
BOUNDS = (0.99, 0.9, 0.8, 0.5, 0.2, 0.0)

# One string each, cut into sounds below.
_BOPOMOFO = "ㄅㄚ ㄇㄚˊ ㄓㄨㄥ ㄍㄨㄛˊ ㄒㄩㄝˊ ㄕㄥ ㄊㄨˊ ㄕㄨ ㄍㄨㄢˇ ㄕˋ ㄈㄨˇ ㄖㄣˊ ㄇㄧㄣˊ"
_PINYIN = "zhōng guó rén mín tú shū guǎn shì zhèng fǔ dà xué shēng huí lái nǐ hǎo nǚ ér lǜ sè"

Cut = Callable[[random.Random, list[str]], str]


def whole(rng: random.Random, lines: list[str]) -> str:
    """Forty paragraphs that follow each other."""
    at = rng.randrange(max(1, len(lines) - 40))
    return "\n".join(lines[at : at + 40]) + "\n"


def paragraph(rng: random.Random, lines: list[str]) -> str:
    """One paragraph."""
    return rng.choice(lines)


def excerpt(rng: random.Random, lines: list[str]) -> str:
    """300 characters from a random place."""
    at = rng.randrange(max(1, len(lines) - 20))
    text = "\n".join(lines[at : at + 20])
    start = rng.randrange(max(1, len(text) - 300))
    return text[start : start + 300]


def _words(rng: random.Random, lines: list[str], count: int, low: int, high: int) -> list[str]:
    words: list[str] = []
    while len(words) < count:
        for run in re.findall("[\u4e00-\u9fff]{2,}", rng.choice(lines)):
            start = rng.randrange(len(run) - 1)
            words.append(run[start : start + rng.randint(low, high)])
    return words[:count]


def names(rng: random.Random, lines: list[str]) -> str:
    """A list of short words, one a line."""
    return "\n".join(_words(rng, lines, rng.randrange(3, 200), 2, 3)) + "\n"


def record(rng: random.Random, lines: list[str]) -> str:
    """JSON with one short value in Chinese."""
    (word,) = _words(rng, lines, 1, 3, 8)
    return f'{{"id": {rng.randrange(9999)}, "type": "item", "price": 12.5, "name": "{word}", "tags": []}}\n'


def code(rng: random.Random, lines: list[str]) -> str:
    """Program text with two comments."""
    one, two = _words(rng, lines, 2, 3, 8)
    body = "value = load(path)\nif value < 0:\n    return None\n" * rng.randrange(3, 40)
    return f"# {one}\n{body}print(value)  # {two}\n{body}"


def table(rng: random.Random, lines: list[str]) -> str:
    """CSV with one column in Chinese."""
    words = _words(rng, lines, rng.randrange(2, 30), 2, 6)
    return "id,name,amount\n" + "".join(f"{i},{word},{i * 37.5}\n" for i, word in enumerate(words))


def log(rng: random.Random, lines: list[str]) -> str:
    """A log of which every fifth line has Chinese."""
    rows = []
    for i in range(rng.randrange(5, 60)):
        word = _words(rng, lines, 1, 4, 12)[0] if i % 5 == 2 else "done"
        rows.append(f"2026-05-06 08:09:{i:02d} INFO [main] {word}, code=200\n")
    return "".join(rows)


def readings(rng: random.Random, lines: list[str]) -> str:
    """Words with their readings."""
    sounds = rng.choice((_BOPOMOFO, _PINYIN)).split(" ")
    words = _words(rng, lines, rng.randrange(2, 12), 2, 2)
    return "".join(f"{word} {rng.choice(sounds)} {rng.choice(sounds)}\n" for word in words)


RUNNING: tuple[Cut, ...] = (whole, paragraph, paragraph, excerpt)
SPECIAL: tuple[Cut, ...] = (names, record, code, table, log, readings)


def load(path: Path) -> tuple[str, list[str]]:
    """Language and paragraphs of a file of text."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    return path.name.split(".")[0], [line.strip() for line in text.split("\n") if line.strip()]


def samples(paths: list[Path], count: int, seed: int) -> list[tuple[str, str, bytes, str]]:
    """Encoding, kind of cut, bytes and text of each sample."""
    texts: dict[str, list[list[str]]] = {}
    for path in paths:
        language, lines = load(path)
        texts.setdefault(language, []).append(lines)
    chinese = [tag for tag in texts if tag.startswith("zh")]
    others = [tag for tag in texts if not tag.startswith("zh")]
    rng = random.Random(seed)
    made: list[tuple[str, str, bytes, str]] = []
    while len(made) < count:
        tag = rng.choice(others if others and rng.random() < 1 / 3 else chinese)
        cut = rng.choice(RUNNING if tag in others or rng.random() < 0.7 else SPECIAL)
        name = rng.choice(ENCODINGS[tag])
        text = cut(rng, rng.choice(texts[tag]))
        try:
            data = encode(text, name)
        except NewscleanError:
            continue  # the encoding lacks a character of it
        if codecs.to_text(data, name) == text:  # not so where two characters share a code
            made.append((name, cut.__name__, data, text))
    return made


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--samples", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--dump", type=Path, help="write a line for each answer: right, confidence, …")
    arguments = parser.parse_args()
    bins: Counter[tuple[float, bool]] = Counter()
    rows: Counter[tuple[str, str]] = Counter()
    dumped = []
    for name, cut, data, text in samples(arguments.files, arguments.samples, arguments.seed):
        try:
            decoded = decode(data)
        except NewscleanError as error:
            rows[name, "refused"] += 1
            if arguments.show:
                print("REFUSED", name, cut, repr(text[:60]), str(error)[:80])
            continue
        right = decoded.text == text
        found = decoded.detection
        bins[next(bound for bound in BOUNDS if found.confidence >= bound), right] += 1
        outcome = "right" if right else "silent" if found.confidence >= GUESS else "announced"
        rows[name, outcome] += 1
        dumped.append(f"{right:d}\t{found.confidence}\t{name}\t{found.encoding}\t{found.how}\t{cut}")
        if arguments.show and not right:
            print(outcome.upper(), name, cut, found, repr(text[:60]), repr(decoded.text[:60]))
    if arguments.dump:
        arguments.dump.write_text("\n".join(dumped), encoding="utf-8")
    print("| confidence | answers | right | of 100 |\n|---|---|---|---|")
    for bound in BOUNDS:
        good, wrong = bins[bound, True], bins[bound, False]
        share = 100 * good / (good + wrong) if good + wrong else 0.0
        print(f"| {bound} and more | {good + wrong} | {good} | {share:.3f} |")
    print("\n| encoding | samples | refused | wrong, announced | wrong, silent |\n|---|---|---|---|---|")
    for name in sorted({name for name, _ in rows}):
        counts = [rows[name, kind] for kind in ("refused", "announced", "silent")]
        print(f"| {name} | {sum(counts) + rows[name, 'right']} | {' | '.join(map(str, counts))} |")


if __name__ == "__main__":
    main()
