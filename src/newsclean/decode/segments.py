"""A line in more than one encoding: a Viterbi search over its bytes.

A program that logs a name in GBK into lines of UTF-8 makes such lines. At each place of the line
the best reading up to there is kept for each encoding; a character costs what the plausibility
model says, a change of the encoding costs, and a byte that is none in any costs most.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.decode import alignment, codecs
from newsclean.decode.encodings import BY_NAME
from newsclean.models import plausibility
from newsclean.values import NamedTuple

#: Nats for leaving the encoding of the line: one damaged character of UTF-8, read as two of GBK
#: that are rare, must not pay (48 for its bytes and 2 × 13 beside it).
_CHANGE = 30.0
#: What a stretch in another encoding must read like, in nats a character: what is left of damaged
#: UTF-8 reads as Han at 12 and more, words at 8 and less. A character by itself proves little.
_READS, _READS_ALONE, _RARE = 9.5, 7.5, 13.5
#: Bytes of the longest line that is looked at.
LONGEST = 4096


class Segment(NamedTuple):
    """A stretch of a line in one encoding; ``name`` is empty for bytes that are no text."""

    name: str
    text: str
    cost: float


class _Path(NamedTuple):
    cost: float
    char: str
    name: str
    step: float
    before: _Path | None


def read(line: bytes, names: tuple[str, ...]) -> list[Segment]:
    """A line cut into stretches, each in one encoding.

    :param names: the encoding of the rest of the text, then those that may occur in it.
    """
    table = plausibility.pair_costs()
    home = names[0]
    places: list[dict[str, _Path]] = [{} for _ in range(len(line) + 5)]
    places[0][home] = _Path(0.0, "\n", home, 0.0, None)
    for at in range(len(line)):
        for name, path in places[at].items():
            for length, char, other in _steps(line[at : at + 4], name, names):
                step = table[path.char, char] if char else _lost(line[at : at + 4], other)
                cost = path.cost + step + (_CHANGE if other not in (name, home) and char else 0.0)
                arrive = places[at + length]
                state = other or name
                if state not in arrive or cost < arrive[state].cost:
                    arrive[state] = _Path(cost, char or path.char, other if char else "", step, path)
        places[at].clear() if at else None
    return _pieces(min(places[len(line)].values(), key=lambda path: path.cost))


def is_sound(pieces: list[Segment], home: str) -> bool:
    """Whether all bytes are text, and stretches in other encodings read like words."""
    for piece in pieces:
        if not piece.name:
            return False
        if piece.name != home:
            count = sum(map("\x7f".__lt__, piece.text))
            mean = piece.cost / max(1, count)
            if mean > (_READS if count > 1 else _READS_ALONE) or _rarest(piece.text) > _RARE:
                return False
    return True


def _rarest(text: str) -> float:
    return max((plausibility.single(char) for char in text if char > "\x7f"), default=0.0)


def _lost(code: bytes, name: str) -> float:
    return alignment.CODE if name == "utf-8" and code[0] >= 0xC2 else alignment.ORPHAN


def _steps(code: bytes, name: str, names: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Length, character and encoding of what bytes can begin with; no character for lost bytes."""
    if code[0] < 0x80:
        yield 1, chr(code[0]), name
        return
    for other in names:
        for length in BY_NAME[other].lengths:
            char = codecs.character(code[:length], other) if length <= len(code) else None
            if char:
                yield length, char, other
    yield (_truncated(code) if names[0] == "utf-8" else 1), "", name


def _truncated(code: bytes) -> int:
    """How many bytes of UTF-8 a character has whose end is lost."""
    most, length = min(codecs.utf8_length(code[0]), len(code)), 1
    while length < most and 0x80 <= code[length] < 0xC0:
        length += 1
    return length


def _pieces(path: _Path) -> list[Segment]:
    steps: list[_Path] = []
    node: _Path | None = path
    while node is not None and node.before is not None:
        steps.append(node)
        node = node.before
    pieces: list[Segment] = []
    for step in reversed(steps):
        text = step.char if step.name else "\N{REPLACEMENT CHARACTER}"
        # ASCII belongs to what it is among; only what is beyond it is counted.
        if pieces and (pieces[-1].name == step.name):
            last = pieces[-1]
            cost = last.cost + (step.step if text > "\x7f" else 0.0)
            pieces[-1] = Segment(last.name, last.text + text if step.name else last.text, cost)
        else:
            pieces.append(Segment(step.name, text, step.step if text > "\x7f" else 0.0))
    return pieces
