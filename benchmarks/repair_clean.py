"""Does repair leave clean text alone, and at what cost? Every change is counted and shown, for a person to
judge: some files of any collection are damaged in truth.

The texts are a folder of yours, such as unpacked packages; what its folders are called is the kind of
text. Run::

    python -m benchmarks repair-clean FOLDER [--jobs N] [--seconds N] [--changes FILE]
    python -m benchmarks repair-clean --rows [COUNT]

A file counts once, however often it is there; only UTF-8 is read, and ``.gz`` files and gettext catalogues
as the text in them. Files of more than a megabyte are cut at line ends. A part that takes more than the
seconds that are allowed is counted as slow, and only its beginning is read. ``--rows`` repairs random rows of
signs, of which none may change.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import hashlib
import io
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from multiprocessing import Pool
from pathlib import Path
from types import FrameType
from typing import NamedTuple, TextIO

from benchmarks.rows import rare_rows, rows
from newsclean.edits import Edit
from newsclean.lines import Places
from newsclean.repair import repair

# Larger files are data, not text.
_LARGEST = 30_000_000
_PART = 1_000_000
_SUFFIXES_OF_BINARIES = frozenset(
    (".png", ".jpg", ".gif", ".ttf", ".woff", ".woff2", ".so", ".pyc", ".svg", ".map", ".db", ".qm", ".ogg")
)
# What repair announces for Chinese text: invisible characters go, no-break spaces become blanks.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\xa0\xad\u180e\u2007\u200b-\u200f\u202a-\u202f\u2060-\u2069\ufeff]+"
)
_PLACE = re.compile(r"line [\d,]+, column [\d,]+: ")
# So many examples of a kind of change or warning are shown, and so many slow files.
_EXAMPLES, _SLOW = 6, 20
# What takes more seconds a byte is worth a line of its own.
_COSTLY = 0.5e-6


class Part(NamedTuple):
    """A stretch of a file, and what repair did with it."""

    name: str
    kind: str
    lines: int
    size: int
    seconds: float
    ended: bool = True
    rules: tuple[tuple[str, int], ...] = ()
    changes: tuple[tuple[str, str, str, str, int], ...] = ()
    warnings: tuple[str, ...] = ()


class _TimeLimitError(Exception):
    """A part took longer than allowed."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _TimeLimitError


def _texts(path: Path) -> Iterator[str]:
    """The text of a file, in parts; nothing if it is none in UTF-8."""
    if path.suffix.lower() in _SUFFIXES_OF_BINARIES or path.stat().st_size > _LARGEST:
        return
    data = path.read_bytes()
    try:
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        if path.suffix in (".mo", ".gmo"):
            catalogue = getattr(gettext.GNUTranslations(io.BytesIO(data)), "_catalog", {})
            text = "\n".join(str(message) for message in catalogue.values())
        else:
            text = data.decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError, ValueError, IndexError):
        return
    if "\0" in text or text.isascii():
        return
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PART) + 1 or len(text)
        yield text[at:end]
        at = end


def _measure(task: tuple[str, str, str, float]) -> Iterator[Part]:
    name, kind, text, limit = task
    size = len(text.encode("utf-8", "replace"))
    lines = text.count("\n") + 1
    signal.setitimer(signal.ITIMER_PROF, limit)
    begin = time.thread_time()  # that of the process moves in steps of 4 ms while such a timer runs
    try:
        result = repair(text)
    except _TimeLimitError:
        yield Part(name, kind, 0, size, time.thread_time() - begin, ended=False)
        if len(text) > 2_000:
            yield from _measure((name, kind, text[: len(text) // 16], limit))
        return
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.thread_time() - begin
    rules = Counter(edit.rule for edit in result.edits)
    places = Places(text)
    changes = tuple(_shown(text, edit, places) for edit in result.edits if not _announced(edit))
    yield Part(name, kind, lines, size, seconds, True, tuple(rules.items()), changes, result.warnings)


def _measured(task: tuple[str, str, str, float]) -> list[Part]:
    return list(_measure(task))


def _announced(edit: Edit) -> bool:
    """Whether an edit takes out what nobody sees, or makes a blank of it."""
    return not edit.after.strip(" ") and _INVISIBLE.fullmatch(edit.before) is not None


def _shown(text: str, edit: Edit, places: Places) -> tuple[str, str, str, str, int]:
    around = (
        text[max(0, edit.start - 12) : edit.start] + "【" + edit.before[:60] + "】" + text[edit.end :][:12]
    )
    return (edit.rule, edit.before[:80], edit.after[:80], around, places(edit.start)[0])


def _start() -> None:
    signal.signal(signal.SIGPROF, _stop)
    repair("鏂伴椈")  # the models are loaded before the clock runs


def _tasks(folder: Path, limit: float) -> Iterator[tuple[str, str, str, float]]:
    seen: set[bytes] = set()
    paths = sorted(folder.rglob("*"))
    random.Random(1).shuffle(paths)  # what is seen first is a sample of all
    for path in paths:
        name = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or len(name.parts) < 2:
            continue
        for number, text in enumerate(_texts(path)):
            digest = hashlib.sha1(text.encode("utf-8", "replace")).digest()
            if digest not in seen:
                seen.add(digest)
                yield f"{name}#{number}" if number else str(name), name.parts[0], text, limit


class Totals:
    """What was found in one kind of text."""

    def __init__(self) -> None:
        self.files: set[str] = set()
        self.changed: set[str] = set()
        self.lines = self.size = 0
        self.seconds = self.measured = 0.0
        self.slow = 0
        self.rules: Counter[str] = Counter()
        self.other = 0
        self.warnings: Counter[str] = Counter()

    def add(self, part: Part) -> None:
        """Count a part."""
        self.files.add(part.name.split("#")[0])
        self.seconds += part.seconds
        if not part.ended:
            self.slow += 1
            return
        self.measured += part.seconds
        self.lines += part.lines
        self.size += part.size
        if part.rules:
            self.changed.add(part.name.split("#")[0])
        self.rules.update(dict(part.rules))
        self.other += len(part.changes)
        self.warnings.update(map(_kind_of_warning, part.warnings))


def _kind_of_warning(warning: str) -> str:
    kind = _PLACE.sub("", warning)
    return re.sub(r"U\+[0-9A-F]{4,6}|\d[\d,]*", "N", re.sub(r"(beyond repair): .*", r"\1", kind))[:90]


def _run(
    folder: Path, jobs: int, limit: float, details: TextIO | None
) -> tuple[dict[str, Totals], list[Part]]:
    totals: dict[str, Totals] = {"all": Totals()}
    parts: list[Part] = []
    told = 0
    with Pool(jobs, _start) as pool:
        for found in pool.imap_unordered(_measured, _tasks(folder, limit)):
            for part in found:
                totals["all"].add(part)
                totals.setdefault(part.kind, Totals()).add(part)
                parts.append(part)
                if details:
                    _write(part, details)
                if not part.ended:
                    print(f"slow: {part.name} ({part.size:,} bytes)", file=sys.stderr)
            if totals["all"].size >= told + 10_000_000:
                told = totals["all"].size
                print(f"{told / 1e6:.0f} MB, {totals['all'].seconds:.0f} s", file=sys.stderr)
    return totals, parts


def _print(totals: dict[str, Totals], parts: list[Part]) -> None:
    print(
        f"{'kind':22}{'MB':>7}{'lines':>11}{'files':>7}{'changed':>8}{'edits':>9}{'other':>7}{'told':>8}",
        end="",
    )
    print(f"{'s/MB':>8}{'slow':>6}   (edits, other changes and warnings per 100,000 lines)")
    for kind, found in sorted(totals.items()):
        share = 100_000 / max(1, found.lines)
        print(
            f"{kind:22}{found.size / 1e6:7.1f}{found.lines:11,}{len(found.files):7,}{len(found.changed):8,}"
            f"{found.rules.total() * share:9.1f}{found.other * share:7.1f}"
            f"{found.warnings.total() * share:8.1f}"
            f"{found.measured / max(1, found.size) * 1e6:8.2f}{found.slow:6}"
        )
    everything = totals["all"]
    share = 100_000 / max(1, everything.lines)
    print("\nedits by rule, per 100,000 lines")
    for rule, count in everything.rules.most_common():
        print(f"  {rule:40}{count:9,}{count * share:10.2f}")
    print("\nwarnings by kind, per 100,000 lines")
    for warning, count in everything.warnings.most_common():
        print(f"  {count:9,}{count * share:10.2f}  {warning}")
    print("\nchanged in another way than by taking out what nobody sees")
    by_rule: dict[str, list[tuple[Part, tuple[str, str, str, str, int]]]] = {}
    for part in parts:
        for change in part.changes:
            by_rule.setdefault(change[0], []).append((part, change))
    for rule, found_here in sorted(by_rule.items(), key=lambda item: -len(item[1])):
        print(f"  {rule}: {len(found_here)}")
        for part, (_, _, after, around, line) in found_here[:: max(1, len(found_here) // _EXAMPLES)]:
            print(f"    {part.name}:{line}\t{around!r} → {after!r}")
    print("\nwarnings, examples")
    shown: Counter[str] = Counter()
    for part in parts:
        for warning in part.warnings:
            kind = _kind_of_warning(warning)
            shown[kind] += 1
            if shown[kind] <= _EXAMPLES:
                print(f"  {part.name}: {warning}")
    print("\nslowest parts, seconds per MB (of 2,000 bytes and more)")
    for part in sorted((p for p in parts if p.size >= 2_000), key=lambda p: -p.seconds / p.size)[:_SLOW]:
        ended = "" if part.ended else "  (did not end)"
        print(f"  {part.seconds / part.size * 1e6:9.1f}{part.size:12,} bytes  {part.name}{ended}")


def _write(part: Part, file: TextIO) -> None:
    """What is of interest in a part, as lines of tab-separated values."""
    for rule, before, after, around, line in part.changes:
        print(part.name, line, rule, repr(before), repr(after), repr(around), sep="\t", file=file)
    for warning in part.warnings:
        print(part.name, 0, "warning", repr(warning), sep="\t", file=file)
    if part.seconds > part.size * _COSTLY:
        cost = f"{part.seconds / part.size * 1e6:.2f} s/MB"
        print(part.name, 0, "cost" if part.ended else "time limit", cost, part.size, sep="\t", file=file)
    file.flush()


def _rows(count: int) -> int:
    """Repair random rows; the number of those that were altered."""
    altered = 0
    for name, made in (("signs", rows(count)), ("rare Han characters", rare_rows(count))):
        changed = told = 0
        begin = time.process_time()
        for line in made:
            result = repair(line)
            told += bool(result.warnings)
            if result.text != line:
                changed += 1
                print(f"  {result.edits[0].rule}\t{line!r} → {result.text!r}")
        seconds = time.process_time() - begin
        print(
            f"rows of {name}: {changed} of {count} altered, {told} with a warning, "
            f"{seconds / count * 1e3:.2f} ms each"
        )
        altered += changed
    return altered


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks repair-clean", description=__doc__.split("\n")[0]
    )
    parser.add_argument("folder", type=Path, nargs="?", help="folder of clean texts")
    parser.add_argument("--rows", type=int, nargs="?", const=2_000, help="random rows of signs (2,000)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--seconds", type=float, default=20.0, help="processor time for a part at most (20)")
    parser.add_argument(
        "--changes", type=Path, help="file for every change, warning and slow part, as tab-separated values"
    )
    options = parser.parse_args()
    if options.rows is None and options.folder is None:
        parser.error("name a folder of clean texts, or --rows")
    if options.rows is not None and _rows(options.rows):
        raise SystemExit(1)
    if options.folder is not None:
        with (
            options.changes.open("w", encoding="utf-8", errors="backslashreplace")
            if options.changes
            else nullcontext() as details
        ):
            _print(*_run(options.folder, options.jobs, options.seconds, details))


if __name__ == "__main__":
    main()
