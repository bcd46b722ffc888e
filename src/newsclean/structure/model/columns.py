"""What is measured of the lines of a document: one column of small numbers for each feature.

Everything is worked out in passes over whole columns, in integers, so a page costs as many calls as
there are features and not as there are lines, and the numbers are the same on every machine. The
training script calls the same code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise, repeat
from operator import and_, mul, sub
from typing import Any

from newsclean.structure.model.lanes import column, greatest, least, spread, sums
from newsclean.structure.model.line import NAMES, log, look, pairs, pairs_of_lead
from newsclean.structure.model.vocabulary import Vocabulary


class Columns:
    """The features of a document's lines.

    :param lines: lines that are not blank, without outer blanks.
    :ivar names: the names of the features, in the order of ``values``.
    :ivar values: a column of bytes for each feature.
    """

    def __init__(self, lines: Sequence[str], vocabulary: Vocabulary) -> None:
        self.names: list[str] = []
        self.values: list[bytes] = []
        self._count = len(lines)
        self.look = look(lines, vocabulary)
        features: Sequence[Any] = self.look[: len(NAMES)]
        for name, values in zip(NAMES, features, strict=True):
            self.add(name, values)
        self._place()
        self._around()
        self._runs()
        self._stretch()
        self._shared()

    def add(self, name: str, values: Iterable[int]) -> None:
        """Append a feature; its numbers are from 0 to 255."""
        self.names.append(name)
        self.values.append(bytes(values))

    def _place(self) -> None:
        n = self._count
        order = range(n)
        self.add("from start", log(order))
        self.add("from end", log(range(n - 1, -1, -1)))
        total = max(sum(self.look.size), 1)
        running = list(map(mul, self.look.size, self.look.prose))
        self.running = running
        text = max(sum(running), 1)
        before = list(accumulate(running, initial=0))
        self.add("prose before", [200 * s // text for s in before[:-1]])
        self.add("prose after", [200 * (before[-1] - s) // text for s in before[1:]])
        paragraphs = sum(self.look.prose)
        for name, value in (
            ("lines", log([n])[0]),
            (
                "characters",
                min(255, 16 * total.bit_length() + (total >> max(total.bit_length() - 5, 0) & 15)),
            ),
            ("prose share", 200 * text // total if total else 0),
            ("paragraphs", log([paragraphs])[0]),
        ):
            self.add("text " + name, bytes([min(value, 255)]) * n)
        # The page's own title (the first lines), said again over the article.
        folded = self.look.folded
        again = [False, *(line in "\n".join(folded[:i]) for i, line in enumerate(folded[1:_TOP], 1))]
        again += map("\n".join(folded[:_TOP]).__contains__, folded[_TOP:])
        again = list(map(and_, again, map(_SAID.__le__, self.look.size)))
        self.add("says the top again", again)
        self.add("since the top was said", _since(again))
        self.add("to the top said again", _since(again[::-1])[::-1])

    def _around(self) -> None:
        size = self._count
        look = self.look
        for name, lanes, windows in (
            ("length", spread(look.length), (2, 4)),
            ("prose", spread(bytes(look.prose).translate(_TRUE)), (4, 16)),
            ("says", spread(bytes(look.keep), _NOTHING), (2, 4, 8, 16)),
        ):
            for power, total in enumerate(sums(lanes, max(windows).bit_length() - 1), 1):
                lines = 1 << power
                if lines in windows:
                    self.add(f"{name} of {lines} lines before", column(total, size, -lines, power))
                    self.add(f"{name} of {lines} lines after", column(total, size, 1, power))
        for step, where in ((-1, "1 before"), (1, "1 after")):
            self.add(f"length {where}", column(spread(look.length, 255), size, step))
            self.add(f"end {where}", column(spread(look.end), size, step))
        self.add("says 1 before", column(spread(look.keep), size, -1))
        self.add("dated 1 after", column(spread(look.dated, 2), size, 1))
        self.add("to prose before", _since(look.prose))
        self.add("to prose after", _since(look.prose[::-1])[::-1])
        short = [d and not p and s < 80 for d, p, s in zip(look.dated, look.prose, look.size, strict=True)]
        self.add("since date", _since(short))
        self.add("to date", _since(short[::-1])[::-1])
        opens = greatest(spread(look.opens), 2)
        self.add("most opening before", column(opens, size, -4))
        self.add("most opening after", column(opens, size, 1))
        self.add("most closing before", column(greatest(spread(look.closes), 3), size, -8))
        said = least(spread(look.keep, 255), 2)
        self.add("least said before", column(said, size, -4))
        self.add("least said after", column(said, size, 1))

    def _runs(self) -> None:
        """Runs of lines without furniture between them: an article is one, a feed under buttons another."""
        n = self._count
        furniture = [
            k <= _FURNITURE and s <= _BUTTON for k, s in zip(self.look.keep, self.look.size, strict=True)
        ]
        self.add("since furniture", _since(furniture))
        self.add("to furniture", _since(furniture[::-1])[::-1])
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
        self.add("run lines", log(lengths))
        self.add("runs since the first long one", map(min, seen, repeat(60)))

    def _stretch(self) -> None:
        """The stretch of lines that is most clearly the article, by paragraphs and by what lines say."""
        n = self._count
        gains = [
            _GAINS[k] + (20 + (s if s < 120 else 120) if p else -18)
            for p, s, k in zip(self.look.prose, self.look.size, self.look.keep, strict=True)
        ]
        first, last, best = _greatest(gains)
        self.first, self.last = first, last
        rest = gains[:first] + [-(10**6)] * (last + 1 - first) + gains[last + 1 :]
        second = _greatest(rest)[2]
        self.add("before stretch", log(chain(range(first, 0, -1), repeat(0, n - first))))
        self.add("after stretch", log(chain(repeat(0, last + 1), range(1, n - last))))
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
        self.add("stretch lines", constant(log([inside])[0]))
        self.add("stretch prose", constant(200 * sum(self.look.prose[first : last + 1]) // inside))
        self.add("second stretch", constant(ratio))

    def _shared(self) -> None:
        """What lines share with the article's beginning: a title does, teasers of others do not."""
        first, last = self.first, self.last
        folded = self.look.folded
        lead = pairs_of_lead("\n".join(folded[first : min(last + 1, first + 4)])[:_LEAD])
        inside = bytes([101]) * (last + 1 - first)
        others = map(pairs, folded[:first] + folded[last + 1 :])
        shares = [100 * len(own & lead) // (len(own) or 1) for own in others]
        self.add("shares with lead", bytes(shares[:first]) + inside + bytes(shares[first:]))


# A line that says nothing; 0 and 1 as 0 and 255.
_NOTHING = 128
_TRUE = bytes([0, *[255] * 255])
# What a line gains for the stretch by what it says.
_GAINS = [max(-32, min(32, says - 128)) >> 1 for says in range(256)]
_TOP, _SAID = 3, 6

#: The columns that :func:`titled` adds.
TITLED = ("best title before", "best title", "since the best title", "to the best title")


def titled(odds: Sequence[float]) -> list[bytes]:
    """Columns for the article from the log-odds of each line being the title."""
    scores = [128 + round(x) for x in map(mul, odds, repeat(12))]
    best = max(scores)
    if best > _MOST_ODDS or min(scores) < 1:
        scores = [max(1, min(_MOST_ODDS, score)) for score in scores]
        best = max(scores)
    at = scores.index(best)
    n = len(scores)
    return [
        column(greatest(spread(scores), 3), n, -7),
        bytes([best]) * n,
        bytes(log(chain(repeat(0, at), range(n - at)))),
        bytes(log(chain(range(at, 0, -1), repeat(0, n - at)))),
    ]


_MOST_ODDS = 255
# A short line that says so little of an article (2 nats against it) is furniture.
_FURNITURE, _BUTTON = 112, 24
_LEAD = 400
_NEVER = 99


def _since(flags: Iterable[object]) -> bytes:
    """How many lines ago each was set last, in steps that grow; 0 on the line itself."""
    before, *runs = bytes(map(bool, flags)).split(b"\1")
    return _AGO[-1:] * len(before) + b"".join(
        [_AGO[: len(run) + 1].ljust(len(run) + 1, _AGO[-1:]) for run in runs]
    )


_AGO = log(range(_NEVER + 1))


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
