"""How a text and what was made of it stand beside each other: character by character, but for *joints*.

A conversion changes characters where they stand; only some phrases change the length of the text, and what
was taken out of it beforehand comes back. Each such place is a joint, written down when it comes about. So
what was changed is read off, position by position, without guessing.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.edits import Edit, differing
from newsclean.values import NamedTuple

#: ``before[start:end]`` became ``after[to:to_end]``, as ``(start, end, to, to_end)``.
Joint = tuple[int, int, int, int]


class Aligned(NamedTuple):
    """A text that was made of another one, and the joints between the two, in order."""

    text: str
    joints: tuple[Joint, ...] = ()


class Growing:
    """A text and its joints, put together from pieces in order."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._joints: list[Joint] = []
        #: Up to where the text before is done; and the one after.
        self.reached = self.written = 0

    def take(self, before: str, after: Aligned) -> None:
        """Add what a piece has become."""
        if after.joints:
            at, to = self.reached, self.written
            self._joints += [(a + at, b + at, c + to, d + to) for a, b, c, d in after.joints]
        self._pieces.append(after.text)
        self.reached += len(before)
        self.written += len(after.text)

    def aligned(self) -> Aligned:
        """What was put together."""
        return Aligned("".join(self._pieces), tuple(self._joints))


def through(first: Sequence[Joint], second: Sequence[Joint]) -> tuple[Joint, ...]:
    """The joints from a text to what became of it in two steps."""
    if not first or not second:
        # Where one step keeps all places, the other's joints are those of both.
        return tuple(first or second)
    # Joints of the two that touch in the text between become one.
    spans = [(joint[2], joint[3], 0, joint) for joint in first]
    spans += [(joint[0], joint[1], 1, joint) for joint in second]
    joined: list[Joint] = []
    back = on = 0  # from places in the text between to the text before, and to the one after
    group: list[tuple[int, int, int, Joint]] = []
    stop = 0
    for span in [*sorted(spans), None]:
        if span is not None and (not group or span[0] <= stop):
            group.append(span)
            stop = max(stop, span[1])
            continue
        begin, begin_back, begin_on = group[0][0], back, on
        for _, _, is_second, (_, end, _, to_end) in group:
            if is_second:
                on = to_end - end
            else:
                back = end - to_end
        joined.append((begin + begin_back, stop + back, begin + begin_on, stop + on))
        if span is not None:
            group, stop = [span], span[1]
    return tuple(joined)


def edits_of(before: str, after: Aligned, rule: str) -> tuple[Edit, ...]:
    """What was changed, each stretch of changed characters as an edit of the stage ``convert``."""
    found: list[Edit] = []
    at = to = 0
    for start, end, begin, stop in (
        *after.joints,
        (len(before), len(before), len(after.text), len(after.text)),
    ):
        old, new = before[at:start], after.text[to:begin]
        if old != new:
            found += (Edit("convert", rule, at + i, old[i:j], new[i:j]) for i, j in differing(old, new))
        old, new = before[start:end], after.text[begin:stop]
        if old != new:
            found.append(Edit("convert", rule, start, old, new))
        at, to = end, stop
    return tuple(found)
