"""What is measured of the lines of a document: one column of small numbers for each feature.

Everything is worked out in passes over whole columns, in integers, so a page costs as many calls as
there are features and not as there are lines, and the numbers are the same on every machine. The
training script calls the same code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, pairwise, repeat
from operator import floordiv, mul, sub
from typing import Any

from newsclean.structure.model.line import NAMES, log, look, pairs, pairs_of_article
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
        self._lines = lines
        self._count = len(lines)
        self.look = look(lines, vocabulary)
        features: Sequence[Any] = self.look[: len(NAMES)]
        for name, column in zip(NAMES, features, strict=True):
            self.add(name, column)
        self._place()
        self._around()
        self._runs()
        self._stretch()
        self._shared()

    def add(self, name: str, column: Iterable[int]) -> None:
        """Append a feature; its numbers are from 0 to 255."""
        self.names.append(name)
        self.values.append(bytes(column))

    def _place(self) -> None:
        n = self._count
        order = range(n)
        self.add("from start", log(order))
        self.add("from end", log(range(n - 1, -1, -1)))
        total = max(sum(self.look.size), 1)
        sums = list(accumulate(self.look.size, initial=0))
        self.add("characters before", [200 * s // total for s in sums[:-1]])
        running = list(map(mul, self.look.size, self.look.prose))
        self.running = running
        text = max(sum(running), 1)
        sums = list(accumulate(running, initial=0))
        self.add("prose before", [200 * s // text for s in sums[:-1]])
        self.add("prose after", [200 * (sums[-1] - s) // text for s in sums[1:]])
        paragraphs = sum(self.look.prose)
        for name, value in (
            ("lines", log([n])[0]),
            (
                "characters",
                min(255, 16 * total.bit_length() + (total >> max(total.bit_length() - 5, 0) & 15)),
            ),
            ("prose share", 200 * text // total if total else 0),
            ("prose lines", 200 * paragraphs // max(n, 1)),
            ("paragraphs", log([paragraphs])[0]),
        ):
            self.add("text " + name, bytes([min(value, 255)]) * n)
        times = Counter(self._lines)
        self.add("repeats", [min(times[line], 5) for line in self._lines])
        # The page's own title (the first lines), said again over the article.
        top = "\n".join(self.look.folded[:_TOP])
        again = [
            i >= 1
            and len(line) >= _SAID
            and (line in top if i >= _TOP else line in "\n".join(self.look.folded[:i]))
            for i, line in enumerate(self.look.folded)
        ]
        self.add("says the top again", again)
        self.add("since the top was said", _since(again))
        self.add("to the top said again", _since(again[::-1])[::-1])

    def _around(self) -> None:
        n = self._count
        prose = self.look.prose
        capped = list(map(min, self.look.length, repeat(48)))
        for name, column, scale in (
            ("length", capped, 4),
            ("prose", prose, 200),
            ("says", self.look.keep, 1),
            ("dated", self.look.dated, 200),
        ):
            sums = list(accumulate(map(mul, column, repeat(scale)), initial=0))
            for back, ahead in _WINDOWS[name]:
                self.add(
                    f"{name} of {back or ahead} lines {'before' if back else 'after'}",
                    _window(sums, n, back, ahead),
                )
        for step, where in ((-1, "1 before"), (1, "1 after")):
            self.add(f"length {where}", _shifted(self.look.length, step, 255))
            self.add(f"says {where}", _shifted(self.look.keep, step, 0))
            self.add(f"end {where}", _shifted(self.look.end, step, 0))
        self.add("dated 1 after", _shifted(self.look.dated, 1, 2))
        self.add("to prose before", _since(prose))
        self.add("to prose after", _since(prose[::-1])[::-1])
        short = [
            d and not p and s < 80 for d, p, s in zip(self.look.dated, prose, self.look.size, strict=True)
        ]
        self.add("since date", _since(short))
        self.add("to date", _since(short[::-1])[::-1])
        for name, column in (("opening", self.look.opens), ("closing", self.look.closes)):
            self.add(f"most {name} before", _most(column, 6, 0))
        self.add("most opening after", _most(self.look.opens, 0, 4))
        self.add("least said before", _least(self.look.keep, 4, 0))
        self.add("least said after", _least(self.look.keep, 0, 4))

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
            (20 + min(s, 120) if p else -18) + (max(-32, min(32, k - 128)) >> 1)
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
        lead = "\n".join(self.look.folded[first : min(last + 1, first + 4)])[:_LEAD]
        text = "\n".join(self.look.folded[first : last + 1])[:_TEXT]
        own = list(map(pairs, self.look.folded[:first] + self.look.folded[last + 1 :]))
        if not own:
            for name in ("lead", "article"):
                self.add("shares with " + name, bytes([101]) * self._count)
            return
        in_lead, in_text = pairs_of_article(lead), pairs_of_article(text)
        sizes = list(map(max, map(len, own), repeat(1)))
        shared = list(map(in_text.intersection, own))
        for name, found in (
            # What is shared with the beginning is shared with the text.
            ("lead", [len(both & in_lead) if both else 0 for both in shared]),
            ("article", list(map(len, shared))),
        ):
            shares = bytes(map(floordiv, map(mul, found, repeat(100)), sizes))
            inside = bytes([101]) * (last + 1 - first)
            self.add("shares with " + name, shares[:first] + inside + shares[first:])


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
        bytes(_highest(scores)),
        bytes([best]) * n,
        bytes(log(chain(repeat(0, at), range(n - at)))),
        bytes(log(chain(range(at, 0, -1), repeat(0, n - at)))),
    ]


def _highest(scores: list[int]) -> Iterable[int]:
    """The highest of each number and the eight before it."""
    most = scores
    for step in (1, 2, 4):
        most = list(map(max, most, _shifted(most, -step, 0)))
    return map(max, most, _shifted(scores, -_REACH, 0))


# A short line that says so little of an article (2 nats against it) is furniture.
_FURNITURE, _BUTTON = 112, 24
_LEAD, _TEXT = 400, 2000
_NEVER = 99


def _window(sums: list[int], n: int, back: int, ahead: int) -> Iterable[int]:
    """Means over the lines before (or after) each; 0 where there is none."""
    if back:
        highs, lows = sums[:n], [0] * min(back, n) + sums[: max(n - back, 0)]
        sizes = chain([1], range(1, min(back, n)), repeat(back, max(n - back, 0)))
    else:
        highs, lows = sums[1 + ahead :] + [sums[-1]] * min(ahead, n), sums[1 : n + 1]
        sizes = chain(repeat(ahead, max(n - ahead, 0)), range(min(ahead, n) - 1, 0, -1), [1])
    return map(floordiv, map(sub, highs, lows), sizes)


def _shifted(column: list[int], step: int, missing: int) -> list[int]:
    """The column of the neighbours at a distance."""
    if step < 0:
        return ([missing] * -step + column)[: len(column)]
    return (column[step:] + [missing] * step)[-len(column) :]


def _since(flags: Iterable[object]) -> bytes:
    """How many lines ago each was set last, in steps that grow; 0 on the line itself."""
    before, *runs = bytes(map(bool, flags)).split(b"\1")
    return _AGO[-1:] * len(before) + b"".join(
        [_AGO[: len(run) + 1].ljust(len(run) + 1, _AGO[-1:]) for run in runs]
    )


_AGO = log(range(_NEVER + 1))


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
