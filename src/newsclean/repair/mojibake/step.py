"""GBK that is out of step since a byte was lost: ``；泼鳎合衷谖倚�布`` was ：黄明：现在我宣布.

Every character begins with the second byte of one and ends with the first byte of the next, up to a byte
that no longer fits (U+FFFD, or ``?``), or from such a byte on. The bytes are paired anew where that reads
well; the two characters at the ends, of which one byte is known, are filled in where the model is certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from newsclean.edits import Edit
from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.fill import partner

# A byte that no longer fits beside characters of two bytes, on either side; longer rows are cut.
_ROW = lazy("([?\ufffd]?)([\u00a4-\u00b0\u2010-\u2642\u3000-\u9fff\uff01-\uffe5]{3,200})([?\ufffd]?)")
# Where a program that put readings in cut the bytes, another pass has looked (see pinyin).
_CUT = "！？；，。"
_LEAST = 2  # characters that are paired anew
_BACK = 2
# So many characters beside the mark are looked at first.
_NEAR = 16


def out_of_step(text: str) -> Iterator[Edit]:
    """The edits that pair the bytes of GBK anew, in order of their offsets."""
    if "\ufffd" not in text and "?" not in text:
        return
    at = 0
    while match := _ROW.search(text, at):
        at = match.end(2)
        before, row, after = match.groups()
        if not before and not after:
            continue
        if before == "?" and row[0] in _CUT:
            continue
        edit = _paired_anew(text, match.start(2), row, before, after)
        if edit is not None:
            yield edit
            at = edit.end


def _paired_anew(text: str, start: int, row: str, before: str, after: str) -> Edit | None:
    """The edit for one row of characters, if it is out of step up to one of its ends."""
    try:
        data = row.encode("gbk")
    except UnicodeEncodeError:
        return None
    if len(data) != 2 * len(row):
        return None
    if not (after and _gains_near(row[-_NEAR:])) and not (before and _gains_near(row[:_NEAR], last=False)):
        return None
    shifted = _shifted(data)
    gains = _gains(row, shifted)
    choices: list[tuple[float, int, int]] = []  # gain, first and last character of what is paired anew
    if after:  # out of step from some character on
        ends = list(accumulate(reversed(gains)))
        best = max(range(len(ends)), key=ends.__getitem__)
        choices.append((ends[best], len(gains) - 1 - best, len(gains)))
    if before:  # out of step up to some character
        ends = list(accumulate(gains))
        best = max(range(len(ends)), key=ends.__getitem__)
        choices.append((ends[best], 0, best + 1))
    gain, low, high = max(choices)
    if gain < thresholds.OUT_OF_STEP or high - low < _LEAST:
        return None
    marks = (bool(before), bool(after))
    # Where it begins or ends the model does not see by one character: the neighbours are tried as well.
    tries = [(low - back, high) for back in range(_BACK + 1) if low >= back] if after else [(low, high)]
    if not any(_reads_well("".join(shifted[a:b])) for a, b in tries):
        return None  # before the ends are filled in, which takes a thousand times as long
    edits = [_edit(text, start, row, data, "".join(shifted[a:b]), (a, b), marks, gain) for a, b in tries]
    best_edit = min(edits, key=lambda edit: _cost_after(text, edit, start))
    return best_edit if _reads_well(best_edit.after[1:-1]) else None


def _reads_well(new: str) -> bool:
    return "\ufffd" not in new and plausibility.cost(new) <= thresholds.READS_WELL * len(new)


def _shifted(data: bytes) -> list[str]:
    """The characters that begin with the second byte of each one."""
    return [data[i : i + 2].decode("gbk", "replace") for i in range(1, len(data) - 1, 2)]


def _gains_near(row: str, *, last: bool = True) -> bool:
    """Whether the characters beside a mark gain enough: each that is out of step gains 5 nats and more."""
    gains = _gains(row, _shifted(row.encode("gbk")))
    return max(accumulate(reversed(gains) if last else gains), default=0.0) >= thresholds.OUT_OF_STEP


def _cost_after(text: str, edit: Edit, start: int) -> float:
    """What the text around an edit costs once it is made; an unknown character costs as a rare one."""
    around = text[max(0, start - 5) : edit.start] + edit.after + text[edit.end : edit.end + 3]
    lost = around.count("\ufffd")
    return plausibility.cost(around.replace("\ufffd", "")) + lost * thresholds.LOST


def _gains(row: str, shifted: list[str]) -> list[float]:
    """What each character paired anew gains over the one that it begins in, in nats."""
    costs = plausibility.per_character(row)
    new = plausibility.per_character("".join(c if len(c) == 1 else "\ufffd" for c in shifted))
    return [a - b for a, b in zip(costs[1:], new, strict=True)]


def _edit(  # noqa: PLR0917
    text: str,
    start: int,
    row: str,
    data: bytes,
    new: str,
    part: tuple[int, int],
    marks: tuple[bool, bool],
    gain: float,
) -> Edit:
    """The edit with the characters at both ends, of which one byte is known."""
    low, high = part
    lost_before, lost_after = marks[0] and low == 0, marks[1] and high == len(row) - 1
    first, last = start + low - lost_before, start + high + 1 + lost_after
    head = text[max(0, first - 20) : first]
    tail = text[last : last + 20]
    # Before: the second byte of a character if its first one is the mark, else the first byte of one.
    opening = partner(data[2 * low], first=not lost_before, before=head, after=new)
    closing = partner(data[2 * high + 1], first=True, before=head + new, after=tail)
    sure = [end if end and end.margin >= thresholds.CERTAIN else None for end in (opening, closing)]
    ends = [end.text if end else "\ufffd" for end in sure]
    filled = "+filled" if any(sure) else ""
    after = f"{ends[0]}{new}{ends[1]}"
    margin = round(gain - thresholds.OUT_OF_STEP, 2)
    return Edit("repair", f"gbk-out-of-step{filled}", first, text[first:last], after, margin)
