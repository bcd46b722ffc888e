"""Does repair leave clean text alone? Every line it would change is printed, for a person to judge:
some of these files are damaged in truth.

The texts are what the machine it runs on offers, manual pages (``/usr/share/man``) and gettext
catalogues, and every folder that is named: packages of any kind, unpacked. docs/repair.md names
those it was run on. Run::

    python -m benchmarks.repair_clean [--most LINES] [--ftfy] [FOLDER ...]

Each line is repaired by itself, which is harder than inside its text, and each file as a whole.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import html
import json
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from newsclean.repair import repair

Source = Iterator[tuple[str, str]]

# Larger files are data, not text.
_LARGEST = 20_000_000
# Files of one folder at most, drawn by lot.
_MOST_FILES = 50


def manual_pages(root: Path) -> Source:
    """Language and text of the manual pages, markup included."""
    for path in sorted(root.glob("*/man*/*.gz")):
        try:
            yield "man-" + path.parts[-3].split("_")[0], gzip.decompress(path.read_bytes()).decode("utf-8")
        except (OSError, UnicodeDecodeError, EOFError):
            continue  # a few pages are in older encodings


def catalogues(root: Path) -> Source:
    """Language and messages of the gettext catalogues."""
    for path in sorted(root.rglob("LC_MESSAGES/*.mo")):
        try:
            with path.open("rb") as file:
                translations = gettext.GNUTranslations(file)
        except (OSError, UnicodeDecodeError, ValueError, IndexError):
            continue
        messages = getattr(translations, "_catalog", {}).values()
        yield "po-" + path.parts[-3].split("_")[0], "\n".join(str(m) for m in messages)


def folder(root: Path) -> Source:
    """Name of the folder and the text of files in it that are UTF-8."""
    paths = [p for p in sorted(root.rglob("*")) if p.is_file() and not p.is_symlink()]
    for path in random.Random(1).sample(paths, len(paths))[:_MOST_FILES]:
        name, data = path.name, path.read_bytes() if path.stat().st_size < _LARGEST else b"\0"
        if name.endswith(".gz"):
            data, name = gzip.decompress(data), name[:-3]
        if b"\0" in data:
            continue
        try:
            yield root.name, _plain(data.decode("utf-8-sig"), Path(name).suffix.lower())
        except UnicodeDecodeError:
            continue


def _plain(text: str, suffix: str) -> str:
    """The text of a file without its markup, as an article would have it."""
    if suffix == ".json":
        try:
            return "\n".join(_strings(json.loads(text)))
        except ValueError:
            return text
    if suffix in (".html", ".htm", ".xhp", ".xml", ".svg"):
        return html.unescape(re.sub(r"<[^<>]*>", "", text))
    return text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


class Count:
    """What was looked at and what was changed in one kind of text."""

    def __init__(self) -> None:
        self.lines: set[str] = set()
        self.texts = self.changed_lines = self.changed_texts = 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="count the clean lines that repair changes")
    parser.add_argument("--most", type=int, default=20_000, help="lines of one kind at most, drawn by lot")
    parser.add_argument("--ftfy", action="store_true", help="ask ftfy as well")
    parser.add_argument("folders", type=Path, nargs="*", help="folders of texts")
    options = parser.parse_args()
    sources = [manual_pages(Path("/usr/share/man")), catalogues(Path("/usr/share/locale"))]
    sources += [catalogues(Path(p)) for p in sys.path if p.endswith("site-packages")]
    sources += [folder(path) for path in options.folders]
    counts: dict[str, Count] = {}
    for source in sources:
        for kind, content in source:
            count = counts.setdefault(kind, Count())
            lines = {
                line for line in re.split("[\r\n]+", content) if re.search("[^\x00-\x7f]|[&%=\\\\]", line)
            }
            if lines:
                count.lines |= lines
                count.texts += 1
                count.changed_texts += _changes(content, f"{kind}: text")
    size, seconds = _lines(counts, options.most)
    for kind, count in counts.items():
        print(
            f"{kind}: {count.changed_lines} of {len(count.lines)} lines changed, "
            f"{count.changed_texts} of {count.texts} texts",
            file=sys.stderr,
        )
    changed = sum(count.changed_lines for count in counts.values())
    total = sum(len(count.lines) for count in counts.values())
    print(
        f"{changed} of {total} lines changed, {size / seconds / 1e6:.1f} MB/s line by line", file=sys.stderr
    )
    if options.ftfy:
        _ask_ftfy(counts)


def _lines(counts: dict[str, Count], most: int) -> tuple[int, float]:
    """Repair the lines by themselves; the number of bytes, and how long it took."""
    size, seconds = 0, 0.0
    for kind, count in counts.items():
        lines = sorted(count.lines)
        if len(lines) > most:
            lines = random.Random(1).sample(lines, most)
        count.lines = set(lines)
        for line in lines:
            size += len(line.encode("utf-8", "replace"))
            begin = time.perf_counter()
            count.changed_lines += _changes(line, kind)
            seconds += time.perf_counter() - begin
    return size, seconds


def _changes(text: str, kind: str) -> bool:
    """Whether repair changes a text; what it changes is printed, at most ten places."""
    result = repair(text)
    for edit in result.edits[:10]:
        place = text[max(0, edit.start - 12) : edit.end + 12][:100]
        print(f"{kind}\t{edit.rule}\t{edit.before[:60]!r}\t{edit.after[:60]!r}\t{place!r}")
    return bool(result.edits)


def _ask_ftfy(counts: dict[str, Count]) -> None:
    import ftfy

    encoding = text = 0
    for count in counts.values():
        encoding += sum(ftfy.fix_encoding(line) != line for line in count.lines)
        text += sum(
            ftfy.fix_text(line, normalization=None, unescape_html=False) != line for line in count.lines
        )
    print(f"ftfy: fix_encoding changed {encoding}, fix_text {text}", file=sys.stderr)


if __name__ == "__main__":
    main()
