"""GBK that is out of step since a byte was lost: ``；泼鳎合衷谖倚�布`` was ：黄明：现在我宣布.

Every character begins with the second byte of one and ends with the first byte of the next, up to a byte
that no longer fits (U+FFFD, or ``?``), or from such a byte on. The bytes are paired anew where that reads
well; the two characters at the ends, of which one byte is known, are filled in where the model is
certain, and stay in their damaged form where it is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from newsclean.edits import Edit
from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.fill import partner
from newsclean.repair.mojibake.tables import LOSS
from newsclean.values import NamedTuple

#: The rule of the edits.
RULE = "gbk-out-of-step"

# A byte that no longer fits beside characters of two bytes, on either side; longer rows are cut.
_ROW = lazy(f"([{LOSS}]?)([\u00a4-\u00b0\u2010-\u2642\u3000-\u9fff\uff01-\uffe5]{{3,200}})([{LOSS}]?)")
# Where a program that put readings in cut the bytes, another pass has looked (see pinyin).
_CUT = "！？；，。"
_LEAST = 2  # characters that are paired anew
# So many characters before what the model sees are paired anew as well, if each makes it so much cheaper.
_BACK, _SOUND = 2, 4.0
# So many characters beside the mark are looked at first.
_NEAR = 16


class _Anew(NamedTuple):
    """Characters that are paired anew.

    :param first: offset of the first of them in the text, with the mark before it if there is one.
    :param last: the same behind the last one.
    :param low: offset of the first one that is replaced even if the opening one is not known.
    :param high: the same behind the last one.
    :param opening: the character whose second byte, or first one, is known; empty if it is uncertain.
    :param closing: the character whose first byte is known.
    :param likely: all of it with the likeliest characters at both ends, and U+FFFD where there is none.
    """

    first: int
    last: int
    low: int
    high: int
    opening: str
    new: str
    closing: str
    likely: str


def out_of_step(text: str) -> Iterator[tuple[Edit, tuple[int, ...]]]:
    """The edits that pair the bytes of GBK anew, in order of their offsets.

    A character at an end of which the other half is uncertain stays as it is, for it holds a byte of one that
    is lost: each edit comes with the offsets of those.
    """
    at = 0
    while match := _ROW.search(text, at):
        at = match.end(2)
        before, row, after = match.groups()
        if not before and not after:
            continue
        if before == "?" and row[0] in _CUT:
            continue
        found = _paired_anew(text, match.start(2), row, before, after)
        if found is not None:
            yield found
            at = max(at, found[0].end)


def _paired_anew(
    text: str, start: int, row: str, before: str, after: str
) -> tuple[Edit, tuple[int, ...]] | None:
    """The edit for one row of characters, if it is out of step up to one of its ends."""
    try:
        data = row.encode("gbk")
    except UnicodeEncodeError:
        return None
    if not (after and _gains_near(row[-_NEAR:])) and not (before and _gains_near(row[:_NEAR], last=False)):
        return None
    shifted = _shifted(data)
    gain, low, high = _where(_gains(row, shifted), before=bool(before), after=bool(after))
    if gain < thresholds.OUT_OF_STEP or high - low < _LEAST:
        return None
    marks = (bool(before), bool(after))
    # Where it begins or ends the model does not see by one character: the neighbours are tried as well.
    tries = [(low, high)]
    if after:
        tries = [(at, high) for at in range(low + 1, low - _BACK - 1, -1) if 0 <= at <= high - _LEAST]
    if not any(_reads_well("".join(shifted[a:b])) for a, b in tries):
        return None  # before the ends are filled in, which takes a thousand times as long
    ways = [_anew(text, start, row, data, "".join(shifted[a:b]), (a, b), marks) for a, b in tries]
    # The first one is paired anew at least; those before it are sound as they are.
    best = min(ways, key=lambda way: _cost_after(text, way) + _SOUND * max(0, start + low + 1 - way.low))
    return _edit(text, best, gain) if _reads_well(best.new) else None


def _where(gains: list[float], *, before: bool, after: bool) -> tuple[float, int, int]:
    """What is gained by pairing anew, and the first and last character of it."""
    choices: list[tuple[float, int, int]] = []
    if after:  # out of step from some character on
        ends = list(accumulate(reversed(gains)))
        best = max(range(len(ends)), key=ends.__getitem__)
        choices.append((ends[best], len(gains) - 1 - best, len(gains)))
    if before:  # out of step up to some character
        ends = list(accumulate(gains))
        best = max(range(len(ends)), key=ends.__getitem__)
        choices.append((ends[best], 0, best + 1))
    return max(choices)


def _reads_well(new: str) -> bool:
    return "\ufffd" not in new and plausibility.cost(new) <= thresholds.READS_WELL * len(new)


def _shifted(data: bytes) -> list[str]:
    """The characters that begin with the second byte of each one."""
    return [data[i : i + 2].decode("gbk", "replace") for i in range(1, len(data) - 1, 2)]


def _gains_near(row: str, *, last: bool = True) -> bool:
    """Whether the characters beside a mark gain enough: each that is out of step gains 5 nats and more."""
    gains = _gains(row, _shifted(row.encode("gbk")))
    return max(accumulate(reversed(gains) if last else gains), default=0.0) >= thresholds.OUT_OF_STEP


def _cost_after(text: str, way: _Anew) -> float:
    """What the text around costs once it is paired anew; an unknown character costs as a rare one."""
    around = text[max(0, way.first - 5) : way.first] + way.likely + text[way.last : way.last + 3]
    return plausibility.cost(around.replace("\ufffd", "")) + around.count("\ufffd") * thresholds.LOST


def _gains(row: str, shifted: list[str]) -> list[float]:
    """What each character paired anew gains over the one that it begins in, in nats."""
    costs = plausibility.per_character(row)
    new = plausibility.per_character("".join(c if len(c) == 1 else "\ufffd" for c in shifted))
    return [a - b for a, b in zip(costs[1:], new, strict=True)]


def _anew(  # noqa: PLR0917
    text: str, start: int, row: str, data: bytes, new: str, part: tuple[int, int], marks: tuple[bool, bool]
) -> _Anew:
    """A part of a row paired anew, with the characters at both ends, of which one byte is known."""
    low, high = part
    lost_before, lost_after = marks[0] and low == 0, marks[1] and high == len(row) - 1
    first, last = start + low - lost_before, start + high + 1 + lost_after
    head = text[max(0, first - 20) : first]
    tail = text[last : last + 20]
    # Before: the second byte of a character if its first one is the mark, else the first byte of one.
    opening = partner(data[2 * low], first=not lost_before, before=head, after=new)
    closing = partner(data[2 * high + 1], first=True, before=head + new, after=tail)
    known = [end.text if end and end.margin >= thresholds.CERTAIN else "" for end in (opening, closing)]
    likely = new.join(end.text if end else "\ufffd" for end in (opening, closing))
    return _Anew(first, last, start + low + 1, start + high, known[0], new, known[1], likely)


def _edit(text: str, way: _Anew, gain: float) -> tuple[Edit, tuple[int, ...]]:
    """The edit, and the offsets of the characters at its ends that stay."""
    low = way.first if way.opening else way.low
    high = way.last if way.closing else way.high
    filled = "+filled" if way.opening or way.closing else ""
    margin = round(gain - thresholds.OUT_OF_STEP, 2)
    after = f"{way.opening}{way.new}{way.closing}"
    edit = Edit("repair", f"{RULE}{filled}", low, text[low:high], after, margin)
    left = (*(() if way.opening else (way.low - 1,)), *(() if way.closing else (way.high,)))
    return edit, left
