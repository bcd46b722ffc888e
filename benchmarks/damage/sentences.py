"""What is damaged: sentences and phrases, of files that the caller names or of the project's own."""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent.parent
_SENTENCE = re.compile("[^。！？\n]{6,60}[。！？]")
_HAN = re.compile("[\u4e00-\u9fff]{4,}")
# What a file's sentences are taken from, in characters: not its beginning, where contents and notices are.
_SKIPPED, _READ = 1_000_000, 2_000_000
#: Phrases have so many Han characters.
SHORTEST, LONGEST = 4, 10


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences by script, in an order that is random and always the same."""

    simplified: tuple[str, ...]
    traditional: tuple[str, ...]
    japanese: tuple[str, ...]

    def of(self, true: str) -> tuple[str, ...]:
        """Those that are written in a true encoding; both scripts by turns in UTF-8 and UTF-16."""
        if true == "cp932":
            return self.japanese
        if true.startswith("big5"):
            return self.traditional
        if true.startswith("gb"):
            return self.simplified
        return tuple(_by_turns(self.simplified, self.traditional))

    def phrases(self, true: str) -> list[str]:
        """Different phrases of Han characters, for a true encoding."""
        dice = random.Random(1)
        found = (
            phrase[: dice.randint(SHORTEST, LONGEST)]
            for text in self.of(true)
            for phrase in _HAN.findall(text)
        )
        return list(dict.fromkeys(found))


def _by_turns(first: Iterable[str], second: Iterable[str]) -> Iterable[str]:
    first, second = list(first), list(second)
    for i in range(max(len(first), len(second))):
        yield from first[i : i + 1]
        yield from second[i : i + 1]


def _is(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _japanese() -> tuple[str, ...]:
    text = (_HERE / "japanese_sentences.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines()[1:])


def own() -> Sentences:
    """The sentences that the project ships."""
    text = (_HERE / "decode_sentences.txt").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line]
    simplified = tuple(row[1] for row in rows if row[0] == "s")
    return Sentences(simplified, tuple(row[1] for row in rows if row[0] in ("t", "h")), _japanese())


def of_files(paths: Iterable[Path]) -> Sentences:
    """The sentences of UTF-8 text files, which may be packed with xz.

    A sentence that GB 2312 holds is Simplified, another one that Big5 holds is Traditional.
    """
    simplified: list[list[str]] = []
    traditional: list[list[str]] = []
    for path in paths:
        opened = lzma.open if path.suffix == ".xz" else open
        with opened(path, "rt", encoding="utf-8") as file:
            text = file.read(_SKIPPED + _READ)
        text = text[min(_SKIPPED, len(text) // 2) :]
        found = list(dict.fromkeys(match.group().strip() for match in _SENTENCE.finditer(text)))
        random.Random(1).shuffle(found)
        found = [sentence for sentence in found if _HAN.search(sentence)]
        simplified.append([s for s in found if _is(s, "gb2312")])
        traditional.append([s for s in found if not _is(s, "gb2312") and _is(s, "cp950")])
    return Sentences(_mixed(simplified), _mixed(traditional), _japanese())


def _mixed(files: list[list[str]]) -> tuple[str, ...]:
    """The sentences of several files by turns; none of a file that has a few in this script by chance."""
    most = max(map(len, files), default=0)
    files = [file for file in files if len(file) > most // 10 or len(file) > 2_000]
    rows = max(map(len, files), default=0)
    return tuple(file[i] for i in range(rows) for file in files if i < len(file))
