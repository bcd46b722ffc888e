"""What is left in a line beside what was read again: mostly of the same damage, though it says too little.

``掀 os.remove 方法`` and ``µÄËơ`` behind good Chinese would be taken for text, with everything around mended.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from newsclean.edits import Edit
from newsclean.models import plausibility
from newsclean.patterns import compiled, lazy
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.pairs import PAIRS, Pair
from newsclean.repair.mojibake.tables import PARTICLES, SINGLE, alphabet
from newsclean.repair.prefilter import is_rare

# A longer run of Han characters says enough by itself.
_SHORT = lazy("(?<![\u3400-\u9fff])[\u3400-\u9fff]{1,3}(?![\u3400-\u9fff])")
_LEAST = 3
# Signs that Chinese text has, and accented letters, which Western words have.
_SIGNS = frozenset("“”‘’—–…·•×÷°±§€£¥©®™«»→←↑↓■□●○◆◇▲△▼▽№ⅠⅡⅢ\xa0")
_IN_WORD = lazy("(?<=[A-Za-z])[\xc0-\u024f]|[\xc0-\u024f](?=[A-Za-z])")
# Parts of signs that normal forms take apart, and what of a decoder's signs no Chinese text has.
_APART = "\u0300-\u036f\u2044\u3099\u309a"
_OF_DECODER = {"euc_kr": "\uac00-\ud7a3", "johab": "\uac00-\ud7a3", "shift_jis": "\uff61-\uff9f\ue000-\uf8ff"}
_OF_DECODER |= {"big5": "\u3105-\u3129\u2e80-\u2fdf\ue000-\uf8ff\ufe30-\ufe6f", "gbk": "\ue000-\uf8ff"}
_OF_DECODER["big5-hkscs"] = _OF_DECODER["big5"]
_THREE_KANA = lazy("[\u3041-\u30fe]{3}|.[\u3041-\u30fe]{3}|..[\u3041-\u30fe]{3}")
# The letters and signs of its relatives.
_LATIN = frozenset(map(chr, range(0xA1, 0x250)))
# What a lost byte may be before what was read again, with the second byte of its character; a question ends
# in one of the others.
_MARK = lazy(f"(?<![{PARTICLES}?])[?](?:(?<![A-Za-z].)[@-~])?\\Z")
# So many characters of a line are looked at for rare ones.
_MOST = 500


def rest(text: str, edits: list[Edit], known: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Where something is left in a line with edits, and the rule of its pair; once between two edits.

    :param known: first and last offset of what is reported already.
    """
    starts = sorted({start for start, _ in known})
    end = 0
    for i, edit in enumerate(edits):
        pair = _pairs().get(edit.rule.split("+")[0])
        if pair is None:
            continue
        begin = max(end, text.rfind("\n", 0, edit.start) + 1)
        last = i + 1 == len(edits)
        stop = text.find("\n", edit.end) % (len(text) + 1)
        end = min(stop, edits[i + 1].start if not last else stop)
        for low, high in ((begin, edit.start), (edit.end, end)):
            at = _first(text, low, high, pair)
            if high == edit.start and at < 0 and "\u3400" <= edit.after[0] <= "\u9fff":
                mark = _MARK.search(text, max(low, high - 3), high)
                at = mark.start() if mark else at
            if at >= 0 and bisect_left(starts, low) == bisect_right(starts, high):
                yield at, pair.rule


def _first(text: str, low: int, high: int, pair: Pair) -> int:
    """The first place of a part of a line that looks like damage under a pair; -1 if none does."""
    sign = signs_of(pair.read_as).search(text, low, high)
    while sign and _IN_WORD.match(text, sign.start()):
        sign = signs_of(pair.read_as).search(text, sign.end(), high)
    found = [sign.start()] if sign else []
    if not pair.single:
        found += (
            match.start() for match in _SHORT.finditer(text, low, high) if _is_cheaper(match.group(), pair)
        )
        # Kana by itself, or two, as no Japanese is written.
        ends = [at for at in (low, high - 1) if low < high and "\u3041" <= text[at] <= "\u30fe"]
        found += (at for at in ends if not _THREE_KANA.match(text, max(0, at - 2)))
        # From a byte that was dropped on the rest is out of step, and so not likelier as the pair reads it.
        found += (start for start, end in _touching(text, low, high) if _is_dear(text[start:end]))
        found += (at for at in range(low, min(high, low + _MOST)) if is_rare(text[at]))
    return min(found, default=-1)


def _touching(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Offsets of Han characters in a row at either end of a part of a line."""
    for start, end, step in ((low, high, 1), (high - 1, low - 1, -1)):
        at = start
        while at != end and abs(at - start) < _MOST and "\u3400" <= text[at] <= "\u9fff":
            at += step
        yield (start, at) if step > 0 else (at + 1, high)


def _is_dear(run: str) -> bool:
    return len(run) >= _LEAST and plausibility.cost(run) > thresholds.READS * len(run)


def _is_cheaper(run: str, pair: Pair) -> bool:
    """Whether a short run of Han characters is likelier as the pair reads it."""
    read = pair.read_again(run)
    return bool(read) and plausibility.cost(read) + thresholds.REST < plausibility.cost(run)


@cache
def signs_of(read_as: str) -> re.Pattern[str]:
    """The signs that a wrong decoder leaves, and parts of them."""
    own = _OF_DECODER.get(read_as, "")
    if read_as in SINGLE:
        own = re.escape("".join(sorted({*alphabet(read_as), *_LATIN} - _SIGNS)))
    return compiled(f"[{_APART}{own}]")


@cache
def _pairs() -> dict[str, Pair]:
    """The pairs by their rules."""
    return {pair.rule: pair for pair in PAIRS}
