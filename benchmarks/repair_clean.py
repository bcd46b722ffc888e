"""Does repair leave clean text alone? Count the lines it would change, and its speed beside ftfy.

The lines are what the machine it runs on offers: manual pages (``/usr/share/man``), gettext
catalogues (``/usr/share/locale`` and those inside Python packages). Run::

    python benchmarks/repair_clean.py [--limit LINES]

ftfy must be installed. It prints every change, for a person to judge: some of these files are
damaged in truth.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import ftfy

from newsclean.repair import repair


def manual_pages() -> Iterator[tuple[str, str]]:
    """Language and text of the manual pages, markup included."""
    for path in sorted(Path("/usr/share/man").glob("*/man*/*.gz")):
        try:
            yield "man-" + path.parts[4], gzip.decompress(path.read_bytes()).decode("utf-8")
        except (OSError, UnicodeDecodeError, EOFError):
            continue  # a few pages are in older encodings


def catalogues() -> Iterator[tuple[str, str]]:
    """Language and messages of the gettext catalogues."""
    roots = [Path("/usr/share/locale"), *(Path(p) for p in sys.path if p.endswith("site-packages"))]
    for root in roots:
        for path in sorted(root.rglob("LC_MESSAGES/*.mo")):
            try:
                with path.open("rb") as file:
                    translations = gettext.GNUTranslations(file)
            except (OSError, UnicodeDecodeError, ValueError, IndexError):
                continue
            messages = getattr(translations, "_catalog", {}).values()
            language = path.parts[-3].split("_")[0]
            yield "po-" + language, "\n".join(str(m) for m in messages)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="count the clean lines that repair changes")
    parser.add_argument("--limit", type=int, default=400_000, help="lines at most")
    limit: int = parser.parse_args().limit
    lines: defaultdict[str, set[str]] = defaultdict(set)
    for source in (manual_pages(), catalogues()):
        for language, content in source:
            lines[language] |= {line for line in re.split("[\r\n]+", content) if not line.isascii()}
    total = changed = size = encoding = text = 0
    seconds = 0.0
    for language, found in sorted(lines.items()):
        for line in sorted(found):
            if total >= limit:
                break
            total += 1
            size += len(line.encode("utf-8", "replace"))
            begin = time.perf_counter()
            result = repair(line)
            seconds += time.perf_counter() - begin
            encoding += ftfy.fix_encoding(line) != line
            text += ftfy.fix_text(line, normalization=None, unescape_html=False) != line
            if result.edits:
                changed += 1
                rules = ",".join(sorted({edit.rule for edit in result.edits}))
                print(f"{language}\t{rules}\t{line[:90]}\t{result.text[:90]}")
    print(f"{total} lines, {changed} changed, {size / seconds / 1e6:.1f} MB/s line by line", file=sys.stderr)
    print(f"ftfy: fix_encoding changed {encoding}, fix_text {text}", file=sys.stderr)


if __name__ == "__main__":
    main()
