"""What Taiwan and Hong Kong write alike: the list of Traditional without a region.

    python scripts/usage_common.py [FOLDER]

FOLDER has ``tw.txt`` and ``hk.txt`` (default: those that are shipped). A word of either list is taken where
both regions' tables make the same of it, but for forms of characters, and OpenCC's list something else. Where
they disagree (計畫 and 計劃) OpenCC's list stays. The counts are those of the lists that have the word.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from newsclean.convert.characters import hans
from newsclean.convert.engine.rewriter import Rewriter
from newsclean.convert.engine.tables import lists, rewriter
from newsclean.convert.usage import Usage, is_sure, read_usage, with_glyphs, worked_in

_SHIPPED = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "convert" / "usage"
_BASE = {"tw": "s2tw-words", "hk": "s2hk-words"}
_HEADER = """\
# What genuine text of Taiwan and of Hong Kong writes alike where OpenCC's lists have something else: the word
# in Simplified, what is written in the forms of Taiwan, how often, and how often something else.
# Made by scripts/usage_common.py of tw.txt and hk.txt. Sorted by the first column. A single character counts
# outside phrases only.
"""


def write_common(folder: Path) -> None:
    """Write ``hant.txt``."""
    rows = [f"{word}\t{written}\t{times}\t{others}\n" for word, written, times, others in common(folder)]
    (folder / "hant.txt").write_text(_HEADER + "".join(rows), encoding="utf-8", newline="\n")


def common(folder: Path) -> list[Usage]:
    """The entries, in order."""
    lists = {region: {row.word: row for row in read_usage(str(folder / f"{region}.txt"))} for region in _BASE}
    tables = {region: _table(base, lists[region]) for region, base in _BASE.items()}
    plain = rewriter(_BASE["tw"])
    found = []
    for word in sorted(set().union(*lists.values())):
        written = tables["tw"](word)
        if written == plain(word) or _folded(written) != _folded(tables["hk"](word)):
            continue
        rows = [row for of_region in lists.values() if (row := of_region.get(word))]
        found.append(Usage(word, written, sum(row.times for row in rows), sum(row.others for row in rows)))
    return found


def _table(base: str, usage: dict[str, Usage]) -> Callable[[str], str]:
    """A configuration with a list worked into it, as :func:`newsclean.convert.engine.tables.entries` does."""
    table, source, borders = lists(base)
    words = {word: row.written for word, row in usage.items() if hans().isdisjoint(row.written)}
    sure = [word for word in words if is_sure(word, usage[word].times, usage[word].others)]
    return Rewriter.build(worked_in(words, sure, with_glyphs(words, table), borders), source.normalization)


def _folded(text: str) -> str:
    """Text in one standard's forms of characters, so that those do not count (裏 and 裡, 溼 and 濕)."""
    return rewriter("t2tw")(rewriter("hk2t")(text))


if __name__ == "__main__":
    write_common(Path(sys.argv[1]) if len(sys.argv) > 1 else _SHIPPED)
