"""The ways of the search over a run (lattice): what a step is, and what the best way reads."""

from __future__ import annotations

from newsclean.repair.mojibake.tables import encode
from newsclean.values import NamedTuple

#: What a way writes for a character whose bytes were lost.
LOST = "\ufffd"
#: Of a stretch one of whose bytes a program dropped.
INCOMPLETE = 2


class Stretch(NamedTuple):
    """Characters ``start`` to ``end`` of the run, read again.

    :param patched: whether a program altered some of its bytes, or (``INCOMPLETE``) dropped one.
    """

    start: int
    end: int
    text: str
    patched: int


class Reading(NamedTuple):
    """A run read again.

    :param paid: what priors, switches and dropped bytes cost, in nats.
    :param stretches: the stretches that changed; they begin and end between characters of the run.
    :param left: first and last offset of what was decoded wrongly and cannot be read, for bytes are missing.
    """

    paid: float
    stretches: tuple[Stretch, ...]
    left: tuple[tuple[int, int], ...]


class Node(NamedTuple):
    """A way up to some byte.

    :param reads: whether its last step read bytes again; otherwise it left a character.
    :param paid: what of the cost is not the model's.
    """

    cost: float
    paid: float
    last: str
    emitted: str
    reads: bool
    offset: int
    back: Node | None
    patched: bool = False


def reading(end: Node, starts: dict[int, int], run: str, true: str) -> Reading | None:
    """Follow the best way back and gather its stretches.

    :param starts: byte → the offset of the character that begins with it.
    :param true: the encoding that was read.
    """
    path: list[Node] = []
    node: Node | None = end
    while node is not None:
        path.append(node)
        node = node.back
    path.reverse()
    stretches: list[Stretch] = []
    left: list[tuple[int, int]] = []
    group: list[Node] = []  # what was read since the last place where both kinds of characters begin
    begin = 0
    for here in path:
        if not here.reads:
            continue
        if not here.emitted:
            begin = here.offset
            continue
        group.append(here)
        if here.offset not in starts:
            continue
        start, stop = starts[begin], starts[here.offset]
        text = "".join(node.emitted for node in group)
        patched = int(any(node.patched for node in group))
        if patched and here.offset - begin != len(encode(text, true)):
            patched = INCOMPLETE
        if any(node.emitted == LOST for node in group):
            left.append((start, stop))
        elif (
            stretches
            and stretches[-1].end == start
            and stretches[-1].patched == patched
            and patched != INCOMPLETE
        ):
            last = stretches.pop()
            stretches.append(Stretch(last.start, stop, last.text + text, patched))
        else:
            stretches.append(Stretch(start, stop, text, patched))
        begin, group = here.offset, []
    changed = tuple(_trimmed(s, run) for s in stretches if run[s.start : s.end] != s.text)
    return Reading(end.paid, changed, tuple(left)) if changed or left else None


def _trimmed(stretch: Stretch, run: str) -> Stretch:
    """A stretch without the characters at its ends that stay the same."""
    given, text = run[stretch.start : stretch.end], stretch.text
    most = min(len(given), len(text)) - 1
    head = next((i for i in range(most) if given[i] != text[i]), most)
    most -= head
    tail = next((i for i in range(most) if given[-1 - i] != text[-1 - i]), most)
    return Stretch(stretch.start + head, stretch.end - tail, text[head : len(text) - tail], stretch.patched)
