"""The places of a reading that are no text, and what is left as it was given for that."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

from newsclean.edits import Edit, placed
from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.characters import is_bopomofo, simplify
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.pairs import CHINESE, Pair
from newsclean.repair.mojibake.tables import LOSS, encode
from newsclean.repair.mojibake.tokens import tokens
from newsclean.repair.prefilter import is_odd, is_rare

# Of a reading at least one part in so many is no poor place.
_LEAST_SOUND = 4
# A Traditional character at the end of Simplified text costs so many nats more.
_FOREIGN_END = 4.0
# Good Chinese has full-width signs where Big5 has single letters of bopomofo: ！ and ㄐ are the same bytes.
_BOPOMOFO_END = 12.0
# Letters of scripts that good Chinese has none of.
_FOREIGN = lazy("[\u0370-\u1fff\u3041-\u312f\uac00-\ud7a3\uff61-\uff9f]")


def poor_places(candidate: Candidate, most: float | None = None) -> list[tuple[int, int]]:
    """Where what was read is no text: first and last offset of three dear characters in a row.

    A wrong table or a missing byte leaves rare characters in the middle of common words.

    :param most: what three characters may cost, in nats; without it what a reading that is taken may.
    """
    if most is None:
        most = thresholds.PLACE_UTF8 if candidate.all_utf8 else thresholds.PLACE
    found: list[tuple[int, int]] = []
    for start, edit in placed(candidate.edits):
        before = candidate.text[start - 1 : start]
        costs = plausibility.per_character(edit.after, before if before.isascii() and before else "\n")
        for at, nats in enumerate(map(sum, zip(costs, costs[1:], costs[2:], strict=False)), start):
            if nats <= most:
                continue
            if found and at < found[-1][1]:
                found[-1] = (found[-1][0], at + 3)
            else:
                found.append((at, at + 3))
    return found


def without_poor_places(candidate: Candidate, most: float | None = None) -> Candidate | None:
    """The reading with its poor places left as they were given; ``None`` if nothing else is in it.

    :param most: what three characters may cost (see :func:`poor_places`).
    """
    places = poor_places(candidate, most)
    if not places or len(candidate.pairs) != 1:
        return candidate if not places else None
    return _without(candidate, places, damaged=True)


def end_taken_along(candidate: Candidate) -> float:
    """What the last character of a run costs if its second byte is ASCII behind the damage; 0 if it is not.

    Where damage was cut inside a character the byte that is left takes what follows as its partner.
    """
    pair, edit = candidate.pairs[0], candidate.edits[-1]
    if len(candidate.pairs) != 1 or pair.true == "utf-8" or len(edit.after) < _LEAST_SOUND:
        return 0.0
    if edit.end != len(candidate.given) or not edit.before[-1].isascii() or edit.after[-1].isascii():
        return 0.0
    # Of GBK only rare and Traditional characters have such a second byte.
    rest = edit.after[:-1]
    foreign = pair.true == "gbk" and simplify(rest) == rest and simplify(edit.after) != edit.after
    return plausibility.per_character(edit.after)[-1] + _FOREIGN_END * foreign


def without_chance_ends(candidate: Candidate) -> Candidate | None:
    """The reading without last characters that lost bytes made with what is behind them, if any is left."""
    if end_taken_along(candidate) >= thresholds.CHANCE_END:
        end = len(candidate.text)
        # It is not to be filled in: as its bytes are it would come back.
        candidate = _without(candidate, [(end - 1, end)], damaged=False) or candidate
    places = list(_mixed_ends(candidate))
    return _without(candidate, places, damaged=True) if places else candidate


def without_dear_ends(candidate: Candidate) -> tuple[Candidate, tuple[int, ...]]:
    """The reading without the good text beside damage, which has its bytes, too.

    With it come the offsets in the run where what was left may be damage all the same.
    """
    places = list(_dear_ends(candidate))
    read = _without(candidate, places, damaged=False) if places else None
    return (read, tuple(_ends_left(candidate, read))) if read else (candidate, ())


def _ends_left(whole: Candidate, read: Candidate) -> Iterator[int]:
    """Where an end was left that may be damage all the same.

    :param whole: the reading with its ends.
    :param read: the same without them.
    """
    if whole.cost - read.cost >= thresholds.SURELY_GOOD:
        return
    starts, ends = {edit.start for edit in read.edits}, [edit.end for edit in read.edits]
    for edit in whole.edits:
        last = bisect_right(ends, edit.end) - 1
        if edit.start not in starts:
            yield edit.start
        elif ends[last] != edit.end:
            yield ends[last]


def _without(candidate: Candidate, places: list[tuple[int, int]], *, damaged: bool) -> Candidate | None:
    """A reading with some places left as they were given; ``None`` if hardly anything else is in it.

    Both kinds of characters must begin at the same byte on either side of such a place.

    :param damaged: whether what is left is damage.
    """
    pair = candidate.pairs[0]
    starts, ends = zip(*places, strict=True)  # each in order

    def touches(begin: int, end: int) -> bool:
        return bisect_right(ends, begin) < bisect_left(starts, end)

    edits: list[Edit] = []
    left = list(candidate.left)
    for start, edit in placed(candidate.edits):
        if not touches(start, start + len(edit.after)):
            edits.append(edit)
            continue
        for low, high, begin, end in steps(edit, pair, candidate.altered):
            if not touches(start + begin, start + end):
                before, after = edit.before[low:high], edit.after[begin:end]
                edits.append(Edit("repair", edit.rule, edit.start + low, before, after))
            elif damaged:
                left.append((edit.start + low, edit.start + high))
    edits = _joined(edits)
    if _length(edits) * _LEAST_SOUND < _length(candidate.edits):
        return None
    return candidate.having(edits, merged(left))


def _dear_ends(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Where good text beside damage was read again: first and last offset of what was likelier before.

    ``（完）`` behind Chinese that was read as EUC-KR has its bytes, too. What was rare before is none.
    """
    if len(candidate.pairs) != 1 or candidate.pairs[0].single or candidate.pairs[0].true not in CHINESE:
        return
    for start, edit in placed(candidate.edits):
        # Nearly all damage is strange at both ends, however long it is.
        sides = [ends for ends, at in ((False, 0), (True, -1)) if not _is_strange(edit.before[at])]
        if not sides:
            continue
        parts = list(steps(edit, candidate.pairs[0], candidate.altered))
        given, read = plausibility.per_character(edit.before), plausibility.per_character(edit.after)
        for ends in sides:
            lost = most = 0.0
            far = -1
            for i in reversed(range(len(parts))) if ends else range(len(parts)):
                low, high, begin, end = parts[i]
                lost += sum(read[begin:end]) - sum(given[low:high])
                lost += _BOPOMOFO_END * _is_sign_for_letter(edit.before[low:high], edit.after[begin:end])
                if any(map(_is_strange, edit.before[low:high])):
                    break
                now = lost + _beside(edit, parts[i], ends=ends)
                if now > most:
                    far, most = i, now
            if most > thresholds.LEAVE_END:
                _, _, begin, end = parts[far]
                yield (start + begin, start + len(edit.after)) if ends else (start, start + end)


def _mixed_ends(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Where a last character that was read is none: first and last offset in the reading.

    ``瀛楃串`` is 字, the first byte of 符, and 串, whose bytes end a character that nobody wrote there.
    """
    if len(candidate.pairs) != 1 or candidate.pairs[0].single or candidate.pairs[0].true != "utf-8":
        return
    for start, edit in placed(candidate.edits):
        read, given = edit.after.rstrip(LOSS), edit.before.rstrip(LOSS)
        behind = edit.before[len(given) :] + candidate.given[edit.end : edit.end + 1]
        if not behind or not read or read[-1].isascii():
            continue
        if behind[0] in LOSS:
            is_none = is_rare(read[-1])
        elif "\u3400" <= behind <= "\u9fff" and not _is_strange(behind) and not _is_strange(given[-1]):
            # One that begins before the last sound character of the damage has only that one's bytes.
            *_, (low, high, _, _) = steps(edit, candidate.pairs[0], candidate.altered)
            is_none = high - low > 1 and plausibility.per_character(read)[-1] >= thresholds.CHANCE_END
        else:
            continue
        if is_none:
            yield start + len(read) - 1, start + len(read)


def _beside(edit: Edit, part: tuple[int, int, int, int], *, ends: bool) -> float:
    """How much dearer a part is beside damage than beside what was read, in nats: before it, or behind it."""
    low, high, begin, end = part
    costs = plausibility.pair_costs()
    if ends and begin:
        return costs[edit.before[low - 1], edit.before[low]] - costs[edit.after[begin - 1], edit.before[low]]
    if not ends and end < len(edit.after):
        return costs[edit.after[end - 1], edit.after[end]] - costs[edit.before[high - 1], edit.after[end]]
    return 0.0


def _is_sign_for_letter(before: str, after: str) -> bool:
    """Whether a sign that good Chinese is full of was read as a letter of bopomofo."""
    return len(before) == len(after) == 1 and "\uff00" < before < "\uff5f" and is_bopomofo(after)


def _is_strange(character: str) -> bool:
    """Whether a character stands in no good Chinese text."""
    return is_odd(character) or is_rare(character) or bool(_FOREIGN.match(character))


def _length(edits: Iterable[Edit]) -> int:
    return sum(len(edit.after) for edit in edits)


def steps(edit: Edit, pair: Pair, altered: str) -> Iterator[tuple[int, int, int, int]]:
    """The smallest parts that an edit can be cut into: offsets before and after.

    One part where bytes were dropped on the way, so that nothing says which became what.
    """
    parts = tokens(edit.before, pair.read_as, altered)
    given = list(accumulate((len(part.data) for part in parts), initial=0))
    places = [*(part.start for part in parts), len(edit.before)]
    read = list(accumulate((len(encode(c, pair.true)) for c in edit.after), initial=0))
    if given[-1] != read[-1]:
        yield 0, len(edit.before), 0, len(edit.after)
        return
    at = dict(zip(given, places, strict=True))
    shared = [(at[byte], i) for i, byte in enumerate(read) if byte in at]
    for (low, begin), (high, end) in pairwise(shared):
        yield low, high, begin, end


def _joined(edits: list[Edit]) -> list[Edit]:
    """Edits that touch, as one."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if last and last.end == edit.start and last.rule == edit.rule:
            joined[-1] = last._replace(before=last.before + edit.before, after=last.after + edit.after)
        else:
            joined.append(edit)
    return [edit for edit in joined if edit.before != edit.after]


def merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that touch or overlap, as one, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
