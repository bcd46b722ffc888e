"""A run of UTF-8 that was decoded as Windows-1252 twice, and lost on the way what that encoding lacks.

At first 81, 8D, 8F, 90 and 9D became controls, then each of these ``Â`` and another control, which programs
drop: a lone ``Â`` is all that is left of a byte (``Ã¥Â¼Â`` of 式), and ``â€`` of a quotation mark. The upper
layer is undone by these rules, and what is below is a run with lost bytes like any other.
"""

from __future__ import annotations

from itertools import accumulate

from newsclean.patterns import lazy
from newsclean.repair.mojibake.outcome import Outcome
from newsclean.repair.mojibake.tables import NEXT_IN_CP1252, bytes_of, decode

# A character of the layer below, complete or with what is left of it, or anything else. A blank between two
# was a no-break space.
_PART = lazy(
    f"(?s:[\xc2-\xdf][{NEXT_IN_CP1252}]|[\xe0-\xef][{NEXT_IN_CP1252}]{{2}}|[\xf0-\xf4][{NEXT_IN_CP1252}]{{3}}"
    "|(?:Â|Å|â€) (?=[\xc2-\xef]|\\Z)|(?:Â|â€)\ufffd?|.)"
)
# What is left of one → what it was: U+FFFD and a blank for what may have been several.
_LONE = {"Â": "\ufffd", "Â\ufffd": "\ufffd", "Â ": " ", "Å ": "Š"}
_LONE |= {"â€": "\u201d", "â€\ufffd": "\u201d", "â€ ": "†"}
# Of a run that was damaged twice no more parts than one in so many are neither ASCII nor a character of the
# layer below.
_STRANGE = 8
#: What edits of such a run are named after, before the pair of the layer below.
RULE = "utf-8-as-cp1252"


def once_less(run: str) -> tuple[str, list[int]] | None:
    """A run without its upper layer, and where each character of that begins in the run, with its end.

    ``None`` if it was not damaged twice, or has lost what tells which letter an ``Ã`` was.
    """
    if "Ã" not in run:
        return None
    parts = _PART.findall(run)
    below = list(map(_below, parts))
    strange = sum(part == new and part > "\x7f" for part, new in zip(parts, below, strict=True))
    if strange * _STRANGE > len(parts) or "Ã" in parts:
        return None
    return "".join(below), list(accumulate(map(len, parts), initial=0))


def _below(part: str) -> str:
    """One character of the layer below; the part as it is if it is none."""
    if part in _LONE:
        return _LONE[part]
    text = decode(bytes_of(part, "cp1252"), "utf-8")
    return text if len(text) == 1 else part[0] if len(part) == 1 else "\ufffd"


def carried_over(outcome: Outcome, run: str, starts: list[int]) -> Outcome:
    """What became of the layer below, as what became of the run that was given."""
    edits = tuple(
        edit._replace(
            rule=f"{RULE}+{edit.rule}",
            start=starts[edit.start],
            before=run[starts[edit.start] : starts[edit.end]],
        )
        for edit in outcome.edits
    )
    left = tuple((starts[first], starts[end], rule) for first, end, rule in outcome.left)
    doubts = tuple((starts[at], why) for at, why in outcome.doubts)
    damaged = tuple(run[first:end] for first, end, _ in left)
    return Outcome(edits, left, doubts, damaged)
