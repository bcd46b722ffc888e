"""What is measured of a line by itself: its length and signs, and what it says.

Pages of one site repeat most of their short lines, and what is kept of a page is read again: the numbers of
a line are remembered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate, repeat
from operator import floordiv, itemgetter, mul, sub

from newsclean.patterns import lazy
from newsclean.structure.model.vocabulary import Vocabulary, pairs_in
from newsclean.structure.rules.fold import lookup, table
from newsclean.values import NamedTuple

# How a line ends and begins, in an order in which neighbours are alike to a tree.
_ENDS = {
    **dict.fromkeys("|/\\>", 1),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 2),
    "0": 3,
    **dict.fromkeys("-_~", 5),
    ":": 6,
    ",": 7,
    ".": 8,
    **dict.fromkeys("!?", 9),
    ";": 10,
}
_HAN_END = 4
_STARTS = {
    **dict.fromkeys("|/\\>", 1),
    **dict.fromkeys("@#&=%+*×▲▼△▽■●◆★□○◎※►▶©·", 2),
    **dict.fromkeys("[(", 3),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 4),
    "0": 5,
    '"': 7,
    "《": 8,
}
_HAN_START = 6
_CLOSING = "\"')]}》>」』 "
# A year, a time. Both begin with a set of characters: other places are passed over quickly.
_DATES = (lazy(r"(?:19|20)(?<!\d\d\d)\d\d(?!\d)"), lazy(r"\d\d?[:：]\d\d"))
_FIRST, _LAST = itemgetter(0), itemgetter(-1)


# Small numbers in steps that grow: 0 to 7 as they are, then eight steps for each doubling.
def _step(n: int) -> int:
    power = n.bit_length() - 1
    return n if n < 8 else min(255, 8 * (power - 2) + ((n << 3 >> power) & 7))


_LOG = bytes(map(_step, range(256)))


def log(column: Iterable[int]) -> bytes:
    """Numbers in steps that grow."""
    numbers = list(column)
    try:
        return bytes(numbers).translate(_LOG)
    except ValueError:  # some are higher
        return bytes([_LOG[n] if n < len(_LOG) else _step(n) for n in numbers])


class Looks(NamedTuple):
    """A column for each thing that is measured of lines; those in :data:`NAMES` are features.

    :param keep: what a line says for standing in the article, ``opens`` and ``closes`` for one opening
        after it or having closed before it.
    :param prose: whether it reads as running text.
    :param folded: as the vocabulary sees it.
    """

    length: list[int]
    digits: list[int]
    spaces: list[int]
    bars: list[int]
    commas: list[int]
    stops: list[int]
    end: list[int]
    start: list[int]
    keep: list[int]
    opens: list[int]
    closes: list[int]
    keep_share: list[int]
    size: list[int]
    prose: list[int]
    dated: list[int]
    folded: list[str]


#: The names of the features among them.
NAMES = (
    *("length", "share digits", "share spaces", "share bars", "commas", "stops"),
    *("end", "start", "says", "says opening", "says closing", "says a character"),
)


def folded(lines: Sequence[str]) -> list[str]:
    """The lines as the vocabulary sees them."""
    text = "\n".join(lines).translate(_table())
    if len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
        text = _ASTRAL.sub("\ufffd", text)  # pairs are looked up by two bytes a character
    return text.split("\n")


@cache
def _table() -> Sequence[int]:
    """The fold of rules, and all digits alike."""
    digits = range(ord("0"), ord("9") + 1)
    found = lookup()[:]
    for code in (*digits, *[code for code, other in table().items() if other in digits]):
        found[code] = digits[0]
    return found


_ASTRAL = lazy("[\U00010000-\U0010ffff]")


def look(lines: Sequence[str], vocabulary: Vocabulary) -> Looks:
    """Measure lines that are not blank, without outer blanks."""
    known = vocabulary.remembered
    fresh = [line for line in dict.fromkeys(lines) if line not in known]
    if len(known) > _REMEMBERED:
        known.clear()
        fresh = list(dict.fromkeys(lines))
    if fresh:
        known.update(zip(fresh, zip(*_measure(fresh, vocabulary), strict=True), strict=True))
    found = Looks(*map(list, zip(*map(known.__getitem__, lines), strict=True)))
    for line in fresh:
        if len(line) > _LONGEST:
            del known[line]
    return found


_REMEMBERED, _LONGEST = 20_000, 400


def _measure(lines: Sequence[str], vocabulary: Vocabulary) -> Looks:
    """The same of lines that were not seen before, in passes over whole columns."""
    seen = folded(lines)
    ascii = list(map(str.encode, seen, repeat("ascii"), repeat("ignore")))
    size = list(map(len, lines))

    def count(sign: bytes) -> list[int]:
        return list(map(bytes.count, ascii, repeat(sign)))

    def among(signs: bytes) -> list[int]:
        rest = map(len, map(bytes.translate, ascii, repeat(None), repeat(signs)))
        return list(map(sub, map(len, ascii), rest))

    def share(column: Iterable[int]) -> list[int]:
        return list(map(floordiv, map(mul, column, repeat(100)), size))

    bars, commas, asks = among(b"|/\\>"), count(b","), among(b"!?")
    stops = list(map(str.count, lines, repeat("。")))
    cores = [line.rstrip(_CLOSING) or line for line in seen]
    ends = list(map(_ENDS.get, map(_LAST, cores), repeat(_HAN_END)))
    prose = [
        int(
            (
                (comma + stop + ask >= 2 and n >= 24 and end >= 6)
                or (stop > 0 and n >= 12)
                or (comma >= 2 and n >= 40)
            )
            and bar < 3
        )
        for n, comma, stop, ask, end, bar in zip(size, commas, stops, asks, ends, bars, strict=True)
    ]
    keep, opens, closes = vocabulary.scores(seen)
    return Looks(
        list(log(size)),
        share(count(b"0")),
        share(count(b" ")),
        share(bars),
        list(map(min, commas, repeat(20))),
        list(map(min, stops, repeat(20))),
        ends,
        list(map(_STARTS.get, map(_FIRST, seen), repeat(_HAN_START))),
        keep,
        opens,
        closes,
        [128 + max(-127, min(127, 4 * (k - 128) // (n + 2))) for k, n in zip(keep, size, strict=True)],
        size,
        prose,
        _dated(lines),
        seen,
    )


def _dated(lines: Sequence[str]) -> list[int]:
    """Whether a year or a time stands in each line: one search for all."""
    text = "\n".join(lines)
    ends = list(accumulate(map(len, lines), lambda end, size: end + 1 + size))
    found = [0] * len(lines)
    for date in _DATES:
        for match in date.finditer(text):
            found[bisect_left(ends, match.end())] = 1
    return found


@lru_cache(maxsize=8192)
def pairs(line: str) -> frozenset[int]:
    """The pairs of neighbouring characters at the beginning of a folded line."""
    return pairs_in(line[:_PAIRED])


_PAIRED = 40

#: The same of the beginning of an article: what is kept of a page is read again.
pairs_of_lead = lru_cache(maxsize=4)(pairs_in)
