"""What is measured of the lines of a document: one column of small numbers for each feature.

Everything is worked out in passes over whole columns, in integers, so a page costs as many calls as
there are features and not as there are lines, and the numbers are the same on every machine. The
training script calls the same code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise, repeat
from operator import add, floordiv, itemgetter, mul, sub

from newsclean.structure.model.vocabulary import Vocabulary
from newsclean.structure.rules.fold import fold

_DIGITS = str.maketrans("123456789", "000000000")
_LATIN = bytes(range(65, 91)) + bytes(range(97, 123))


def folded(lines: Sequence[str]) -> list[str]:
    """The lines as the vocabulary sees them."""
    return fold("\n".join(lines)).translate(_DIGITS).split("\n")


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

# Small numbers in steps that grow: 0, 1, 2 … as they are, then by their logarithm.
_LOG = bytes(
    [
        n if n < 8 else min(255, int(8 + 8 * (n.bit_length() - 4 + n / (1 << n.bit_length() - 1) - 1)))
        for n in range(4096)
    ]
)


def _log(column: Iterable[int]) -> list[int]:
    return [_LOG[n] if n < 4096 else 255 if n > 1 << 20 else _LOG[4095] for n in column]


_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d\d?:\d\d")


class Columns:
    """The features of a document's lines.

    :param lines: lines that are not blank, without outer blanks.
    :ivar names: the names of the features, in the order of ``values``.
    :ivar values: a column of bytes for each feature.
    """

    def __init__(self, lines: Sequence[str], vocabulary: Vocabulary) -> None:
        self.names: list[str] = []
        self.values: list[bytes] = []
        self._lines = lines
        self._count = len(lines)
        self._shape()
        self._says(vocabulary)
        self._place()
        self._around()
        self._runs()
        self._stretch()
        self._shared()

    def add(self, name: str, column: Iterable[int]) -> None:
        """Append a feature; its numbers are from 0 to 255."""
        self.names.append(name)
        self.values.append(bytes(column))

    def _shape(self) -> None:
        lines = self._lines
        raw = fold("\n".join(lines))
        self.raw = raw.split("\n")
        self.folded = raw.translate(_DIGITS).split("\n")
        ascii = list(map(str.encode, self.raw, repeat("ascii"), repeat("ignore")))
        self.size = size = list(map(len, lines))
        self.long = _log(size)
        self.add("length", self.long)
        most = list(map(max, size, repeat(1)))

        def count(sign: bytes) -> list[int]:
            return list(map(bytes.count, ascii, repeat(sign)))

        def without(signs: bytes) -> list[int]:
            return list(
                map(sub, map(len, ascii), map(len, map(bytes.translate, ascii, repeat(None), repeat(signs))))
            )

        def share(column: Iterable[int]) -> Iterable[int]:
            return map(floordiv, map(mul, column, repeat(100)), most)

        digits, latin = without(b"0123456789"), without(_LATIN)
        spaces, bars = count(b" "), without(b"|/\\>")
        commas, stops = count(b","), list(map(str.count, lines, repeat("。")))
        asks = without(b"!?")
        self.add("share digits", share(digits))
        self.add("share latin", share(latin))
        self.add("share spaces", share(spaces))
        self.add("share bars", share(bars))
        self.add("share commas", share(commas))
        self.add("commas", map(min, commas, repeat(20)))
        self.add("stops", map(min, stops, repeat(20)))
        cores = [line.rstrip(_CLOSING) or line for line in self.folded]
        ends = list(map(_ENDS.get, map(_LAST, cores), repeat(_HAN_END)))
        self.ends = ends
        self.add("end", ends)
        self.add("start", map(_STARTS.get, map(_FIRST, self.folded), repeat(_HAN_START)))
        limits = list(accumulate(map(len, self.raw), lambda a, b: a + b + 1, initial=0))
        dated = {bisect_right(limits, match.start()) - 1 for match in _DATE.finditer(raw)}
        self.dated = [int(i in dated) for i in range(self._count)]
        self.prose = [
            (
                (comma + stop + ask >= 2 and n >= 24 and end >= 6)
                or (stop > 0 and n >= 12)
                or (comma >= 2 and n >= 40)
            )
            and bar < 3
            for n, comma, stop, ask, end, bar in zip(size, commas, stops, asks, ends, bars, strict=True)
        ]

    def _says(self, vocabulary: Vocabulary) -> None:
        scores = list(map(vocabulary.score, self.folded))
        self.keep = list(map(itemgetter(0), scores))
        self.opens = list(map(itemgetter(1), scores))
        self.closes = list(map(itemgetter(2), scores))
        self.add("says", self.keep)
        self.add("says opening", self.opens)
        self.add("says closing", self.closes)
        self.add(
            "says a character",
            [
                128 + max(-127, min(127, 4 * (k - 128) // (n + 2)))
                for k, n in zip(self.keep, self.size, strict=True)
            ],
        )

    def _place(self) -> None:
        n = self._count
        order = range(n)
        self.add("from start", _log(order))
        self.add("from end", _log(range(n - 1, -1, -1)))
        total = max(sum(self.size), 1)
        sums = list(accumulate(self.size, initial=0))
        self.add("characters before", [200 * s // total for s in sums[:-1]])
        running = list(map(mul, self.size, self.prose))
        self.running = running
        text = max(sum(running), 1)
        sums = list(accumulate(running, initial=0))
        self.add("prose before", [200 * s // text for s in sums[:-1]])
        self.add("prose after", [200 * (sums[-1] - s) // text for s in sums[1:]])
        paragraphs = sum(self.prose)
        for name, value in (
            ("lines", _log([n])[0]),
            (
                "characters",
                min(255, 16 * total.bit_length() + (total >> max(total.bit_length() - 5, 0) & 15)),
            ),
            ("prose share", 200 * text // total if total else 0),
            ("prose lines", 200 * paragraphs // max(n, 1)),
            ("paragraphs", _log([paragraphs])[0]),
        ):
            self.add("text " + name, bytes([min(value, 255)]) * n)
        times = Counter(self._lines)
        self.add("repeats", [min(times[line], 5) for line in self._lines])
        # The page's own title (the first lines), said again over the article.
        top = "\n".join(self.folded[:_TOP])
        again = [
            i >= 1
            and len(line) >= _SAID
            and (line in top if i >= _TOP else line in "\n".join(self.folded[:i]))
            for i, line in enumerate(self.folded)
        ]
        self.add("says the top again", again)
        self.add("since the top was said", _log(_since(again)))
        self.add("to the top said again", _log(reversed(_since(again[::-1]))))

    def _around(self) -> None:
        n = self._count
        prose = list(map(int, self.prose))
        capped = list(map(min, self.long, repeat(48)))
        for name, column, scale in (
            ("length", capped, 4),
            ("prose", prose, 200),
            ("says", self.keep, 1),
            ("dated", self.dated, 200),
        ):
            sums = list(accumulate(column, initial=0))
            for back, ahead in _WINDOWS[name]:
                self.add(
                    f"{name} of {back or ahead} lines {'before' if back else 'after'}",
                    _window(sums, n, back, ahead, scale),
                )
        for step, where in ((-1, "1 before"), (1, "1 after")):
            self.add(f"length {where}", _shifted(self.long, step, 255))
            self.add(f"says {where}", _shifted(self.keep, step, 0))
            self.add(f"end {where}", _shifted(self.ends, step, 0))
        self.add("dated 1 after", _shifted(self.dated, 1, 2))
        self.add("to prose before", _log(_since(prose)))
        self.add("to prose after", _log(reversed(_since(prose[::-1]))))
        short = [d and not p and s < 80 for d, p, s in zip(self.dated, prose, self.size, strict=True)]
        self.add("since date", _log(_since(short)))
        self.add("to date", _log(reversed(_since(short[::-1]))))
        for name, column in (("opening", self.opens), ("closing", self.closes)):
            self.add(f"most {name} before", _most(column, 6, 0))
        self.add("most opening after", _most(self.opens, 0, 4))
        self.add("least said before", _least(self.keep, 4, 0))
        self.add("least said after", _least(self.keep, 0, 4))

    def _runs(self) -> None:
        """Runs of lines without furniture between them: an article is one, a feed under buttons another."""
        n = self._count
        furniture = [k <= _FURNITURE and s <= _BUTTON for k, s in zip(self.keep, self.size, strict=True)]
        self.add("since furniture", _log(_since(furniture)))
        self.add("to furniture", _log(reversed(_since(furniture[::-1]))))
        limits = [0, *[i for i, is_it in enumerate(furniture) if is_it], n]
        text = max(sum(self.running), 1)
        sums = list(accumulate(self.running, initial=0))
        shares, lengths, seen = [0] * n, [0] * n, [0] * n
        runs = [(sums[end] - sums[start], start, end) for start, end in pairwise(limits) if end > start]
        most = max(runs)[0]
        started = 0
        for prose, start, end in runs:
            size = end - start
            shares[start:end] = [200 * prose // text] * size
            lengths[start:end] = [size] * size
            seen[start:end] = [started] * size
            started += started > 0 or 3 * prose >= most
        self.add("run share", shares)
        self.add("run lines", _log(lengths))
        self.add("runs since the first long one", map(min, seen, repeat(60)))

    def _stretch(self) -> None:
        """The stretch of lines that is most clearly the article, by paragraphs and by what lines say."""
        n = self._count
        gains = [
            (20 + min(s, 120) if p else -18) + (max(-32, min(32, k - 128)) >> 1)
            for p, s, k in zip(self.prose, self.size, self.keep, strict=True)
        ]
        first, last, best = _greatest(gains)
        self.first, self.last = first, last
        rest = gains[:first] + [-(10**6)] * (last + 1 - first) + gains[last + 1 :]
        second = _greatest(rest)[2]
        self.add("before stretch", _log(chain(range(first, 0, -1), repeat(0, n - first))))
        self.add("after stretch", _log(chain(repeat(0, last + 1), range(1, n - last))))
        inside = last + 1 - first
        self.add(
            "in stretch",
            chain(repeat(0, first), map(min, range(1, inside + 1), repeat(30)), repeat(0, n - last - 1)),
        )
        self.add(
            "to end of stretch",
            chain(repeat(0, first), map(min, range(inside, 0, -1), repeat(30)), repeat(0, n - last - 1)),
        )
        text = max(sum(self.running), 1)
        share = 200 * sum(self.running[first : last + 1]) // text
        ratio = min(200, max(0, 100 * second // max(best, 1)))

        def constant(value: int) -> bytes:
            return bytes([value]) * n

        self.add("stretch share", constant(share))
        self.add("stretch lines", constant(_log([inside])[0]))
        self.add("stretch prose", constant(200 * sum(self.prose[first : last + 1]) // inside))
        self.add("second stretch", constant(ratio))

    def _shared(self) -> None:
        """What lines share with the article's beginning: a title does, teasers of others do not."""
        first, last = self.first, self.last
        lead = "\n".join(self.folded[first : min(last + 1, first + 4)])[:_LEAD]
        text = "\n".join(self.folded[first : last + 1])[:_TEXT]
        in_lead, in_text = (set(map(add, sample, sample[1:])).__contains__ for sample in (lead, text))
        leads, texts = [101] * self._count, [101] * self._count
        for i in (*range(first), *range(last + 1, self._count)):
            line = self.folded[i][:_LINE]
            pairs = list(map(add, line, line[1:]))
            most = max(len(pairs), 1)
            leads[i] = 100 * sum(map(in_lead, pairs)) // most
            texts[i] = 100 * sum(map(in_text, pairs)) // most
        self.add("shares with lead", leads)
        self.add("shares with article", texts)


_WINDOWS = {
    "length": ((2, 0), (0, 2), (5, 0), (0, 5), (12, 0)),
    "prose": ((0, 5), (0, 12)),
    "says": ((2, 0), (0, 2), (5, 0), (0, 5), (12, 0), (0, 12)),
    "dated": ((12, 0), (0, 12)),
}
_TOP, _SAID = 3, 6

#: The columns that :func:`titled` adds.
TITLED = ("best title before", "best title", "since the best title", "to the best title")
_REACH = 8


def titled(odds: Sequence[float]) -> list[bytes]:
    """Columns for the article from the log-odds of each line being the title."""
    scores = [128 + max(-127, min(127, round(12 * x))) for x in odds]
    best = max(scores)
    at = scores.index(best)
    n = len(scores)
    return [
        bytes([max(scores[max(0, i - _REACH) : i + 1]) for i in range(n)]),
        bytes([best]) * n,
        bytes(_log(chain(repeat(0, at), range(n - at)))),
        bytes(_log(chain(range(at, 0, -1), repeat(0, n - at)))),
    ]


# A short line that says so little of an article (2 nats against it) is furniture.
_FURNITURE, _BUTTON = 112, 24
_FIRST, _LAST = itemgetter(0), itemgetter(-1)
_LEAD, _TEXT, _LINE = 400, 2000, 40
_NEVER = 99


def _window(sums: list[int], n: int, back: int, ahead: int, scale: int) -> list[int]:
    """Means over the lines before (or after) each; ``scale`` times the mean, 0 where there is none."""
    if back:
        highs, lows = sums[:n], [0] * min(back, n) + sums[: max(n - back, 0)]
        sizes = chain(range(min(back, n)), repeat(back, max(n - back, 0)))
    else:
        highs, lows = sums[1 + ahead :] + [sums[-1]] * min(ahead, n), sums[1 : n + 1]
        sizes = chain(repeat(ahead, max(n - ahead, 0)), range(min(ahead, n) - 1, -1, -1))
    return [scale * (high - low) // s if s else 0 for high, low, s in zip(highs, lows, sizes, strict=True)]


def _shifted(column: list[int], step: int, missing: int) -> list[int]:
    """The column of the neighbours at a distance."""
    if step < 0:
        return ([missing] * -step + column)[: len(column)]
    return (column[step:] + [missing] * step)[-len(column) :]


def _since(flags: Sequence[object]) -> list[int]:
    """How many lines ago each was set last; 0 on the line itself."""
    found: list[int] = []
    ago = _NEVER
    for flag in flags:
        ago = 0 if flag else min(ago + 1, _NEVER)
        found.append(ago)
    return found


def _most(column: list[int], back: int, ahead: int) -> list[int]:
    """The greatest number among the lines before, or after; 0 where there are none."""
    steps = range(-back, 0) if back else range(1, ahead + 1)
    return list(map(max, *(_shifted(column, step, 0) for step in steps)))


def _least(column: list[int], back: int, ahead: int) -> list[int]:
    """The smallest number among the lines before, or after; 255 where there are none."""
    steps = range(-back, 0) if back else range(1, ahead + 1)
    return list(map(min, *(_shifted(column, step, 255) for step in steps)))


def _greatest(gains: list[int]) -> tuple[int, int, int]:
    """First and last index, and the sum, of the stretch with the greatest sum (Kadane)."""
    sums = list(accumulate(gains, initial=0))
    lows = list(accumulate(sums, min))
    totals = list(map(sub, sums[1:], lows))
    best = max(totals)
    last = totals.index(best)
    low = lows[last]
    first = last - sums[last::-1].index(low)
    return first, last, best
