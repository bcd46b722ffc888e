"""What do strip and convert do to genuine texts that need neither? (For repair see ``repair_clean``.)

The texts are folders of yours; what a folder's own folders are called is the kind of text. A file is a
document; of ``.xz`` files, which hold a paragraph a line, twelve lines are one. Run::

    python -m benchmarks harm FOLDER [--to TARGET] [--every N] [--most N] [--lines FILE]

Without ``--to`` every text goes through ``strip``, which must not lose a line of a text without a page around
it. With ``--to`` genuine text of a standard goes to that standard: changes in 10,000 Han characters, the
documented standard forms beside all others, and the documents that were converted as if they were of another
script. ``--lines`` writes what was lost or changed as JSON Lines.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import newsclean
from newsclean.document import KEPT_ROLES

_PARAGRAPHS = 12
# Shorter and longer files are no documents.
_SHORTEST, _LONGEST = 200, 400_000
_HAN = re.compile("[\u3400-\u9fff]")
_LEAST_HAN = 0.2  # of the characters of a document
_EXAMPLES = 12

Document = tuple[str, str, str]  # kind, name, text


def _documents(folder: Path, every: int, seed: int = 1) -> Iterator[Document]:
    """The documents of a folder in a random order, each once."""
    seen: set[bytes] = set()
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    random.Random(seed).shuffle(paths)
    for path in paths:
        name = path.relative_to(folder)
        for number, text in enumerate(_texts(path, every)):
            digest = hashlib.sha1(text.encode("utf-8", "replace")).digest()
            if digest not in seen and len(_HAN.findall(text)) >= _LEAST_HAN * len(text):
                seen.add(digest)
                yield name.parts[0], f"{name}#{number}", text


def _texts(path: Path, every: int) -> Iterator[str]:
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            number = 0
            while group := list(islice(lines, _PARAGRAPHS)):
                if number % every == 0:
                    yield "".join(group)
                number += 1
        return
    if not _SHORTEST <= path.stat().st_size <= _LONGEST:
        return
    try:
        yield path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return


def _stripped(document: Document) -> dict[str, Any]:
    """The lines that strip takes out of a document."""
    kind, name, text = document
    lines = newsclean.clean(text, only=("strip",)).lines
    gone = [line for line in lines if line.cuts or line.role not in (*KEPT_ROLES, "blank")]
    lost = [[line.number, line.role, line.rule, line.text[:120]] for line in gone]
    return {"kind": kind, "name": name, "harmed": bool(lost), "lost": lost}


def _converted(document: Document, to: str) -> dict[str, Any]:
    """What conversion to its own standard changes of a document."""
    kind, name, text = document
    result = newsclean.convert(text, to=to, explain=True)
    changes = Counter((d.rule, d.before, d.after) for d in result.decisions if d.before != d.after)
    crossed = result.configuration is not None and not result.configuration.startswith("standard")
    others = sum(n for (rule, _, _), n in changes.items() if not rule.startswith("standard"))
    return {
        "kind": kind,
        "name": name,
        "han": len(_HAN.findall(text)),
        "standard": changes.total() - others,
        "others": others,
        "crossed": crossed,
        "configuration": result.configuration,
        "harmed": crossed or others > 0,
        "changes": [[*change, n] for change, n in changes.most_common(20)],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks harm", description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="+", help="folders of genuine texts")
    parser.add_argument("--to", help="the standard that the texts are in, such as zh-TW")
    parser.add_argument("--most", type=int, default=2_000, help="documents of a folder at most (2,000)")
    parser.add_argument("--every", type=int, default=1, help="of .xz files every Nth document (1)")
    parser.add_argument("--lines", type=Path, help="file for what was lost or changed, as JSON Lines")
    options = parser.parse_args()
    found: dict[str, list[dict[str, Any]]] = {}
    begin = time.process_time()
    with options.lines.open("w", encoding="utf-8") if options.lines else nullcontext() as file:
        for folder in options.folder:
            for document in islice(_documents(folder, options.every), options.most):
                result = _converted(document, options.to) if options.to else _stripped(document)
                found.setdefault(result["kind"], []).append(result)
                if result["harmed"] and file:
                    _write(result, file)
    _print_converted(found) if options.to else _print_stripped(found)
    print(f"{time.process_time() - begin:.0f} s of processor time")


def _write(result: dict[str, Any], file: TextIO) -> None:
    print(json.dumps(result, ensure_ascii=False), file=file, flush=True)


def _print_stripped(found: dict[str, list[dict[str, Any]]]) -> None:
    print(f"{'kind':40}{'documents':>10}{'losing':>8}{'lines':>8}")
    for kind, results in sorted([*found.items(), ("all", [r for some in found.values() for r in some])]):
        lost = [len(result["lost"]) for result in results]
        print(f"{kind[:39]:40}{len(results):10,}{sum(n > 0 for n in lost):8,}{sum(lost):8,}")


def _print_converted(found: dict[str, list[dict[str, Any]]]) -> None:
    print(f"{'kind':40}{'documents':>10}{'Han':>12}{'standard':>10}{'others':>8}{'crossed':>8}   (in 10,000)")
    for kind, results in sorted([*found.items(), ("all", [r for some in found.values() for r in some])]):
        han = sum(result["han"] for result in results) or 1
        standard, others = (sum(r[key] for r in results) / han * 1e4 for key in ("standard", "others"))
        crossed = sum(result["crossed"] for result in results)
        print(f"{kind[:39]:40}{len(results):10,}{han:12,}{standard:10.2f}{others:8.3f}{crossed:8,}")
    changes: Counter[tuple[str, str, str]] = Counter()
    for results in found.values():
        for result in results:
            for rule, before, after, count in result["changes"]:
                changes[rule, before, after] += count
    for rule in sorted({rule for rule, _, _ in changes}):
        most = Counter({k: n for k, n in changes.items() if k[0] == rule}).most_common(_EXAMPLES)
        print(f"{rule}: {', '.join(f'{before}→{after} {n}' for (_, before, after), n in most)}")


if __name__ == "__main__":
    main()
