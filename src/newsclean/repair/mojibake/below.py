"""A run as it was before something happened to all of it, and how what is read there is carried back.

Either a program took its signs apart (``S`` and a caron for ``Š``). Put together again its bytes are certain
mostly, so all tables of one byte can be compared, as for a run that nobody altered.

Or it was UTF-8 that was decoded as Windows-1252 twice, and lost on the way what that encoding lacks. At first
81, 8D, 8F, 90 and 9D became controls, then each of these ``Â`` and another control, which programs drop: a
lone ``Â`` is all that is left of a byte (``Ã¥Â¼Â`` of 式), and ``â€`` of a quotation mark.
"""

from __future__ import annotations

from itertools import accumulate

from newsclean.edits import Edit
from newsclean.patterns import lazy
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.outcome import Outcome
from newsclean.repair.mojibake.tables import NEXT_IN_CP1252, bytes_of, decode
from newsclean.repair.mojibake.tokens import APART, NORMALISED, unfolded
from newsclean.values import NamedTuple

# What becomes one character: a sign that compatibility forms take apart, or one with its marks.
_SIGN = lazy(f"(?s:{APART}|.)[\u0300-\u036f]*")
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


class Below(NamedTuple):
    """A run as it was.

    :param given: the run as it was given.
    :param starts: where each character of the text begins in that, with its end.
    """

    given: str
    text: str
    starts: list[int]

    @classmethod
    def of(cls, parts: list[str], characters: list[str]) -> Below:
        """What the parts of a run were, one character each."""
        return cls("".join(parts), "".join(characters), list(accumulate(map(len, parts), initial=0)))

    def _edit(self, edit: Edit, prefix: str = "") -> Edit:
        start, end = self.starts[edit.start], self.starts[edit.end]
        return edit._replace(rule=prefix + edit.rule, start=start, before=self.given[start:end])

    def candidate(self, read: Candidate) -> Candidate:
        """A reading of the run that was put together, as one of the run as it was given."""
        left = tuple((self.starts[first], self.starts[end]) for first, end in read.left)
        edits = tuple(map(self._edit, read.edits))
        return read._replace(given=self.given, edits=edits, left=left, altered=NORMALISED)

    def outcome(self, outcome: Outcome) -> Outcome:
        """What became of the layer below, as what became of the run that was given."""
        left = tuple((self.starts[first], self.starts[end], rule) for first, end, rule in outcome.left)
        doubts = tuple((self.starts[at], why) for at, why in outcome.doubts)
        damaged = tuple(self.given[first:end] for first, end, _ in left)
        edits = tuple(self._edit(edit, f"{RULE}+") for edit in outcome.edits)
        return Outcome(edits, left, doubts, damaged)


def put_together(run: str) -> Below | None:
    """A run put together; ``None`` if nothing was taken apart in it, or more than its parts say."""
    parts = _SIGN.findall(run)
    characters = list(map(unfolded, parts))
    if len(parts) == len(run) or set(map(len, characters)) != {1}:
        return None
    return Below.of(parts, characters)


def once_less(run: str) -> Below | None:
    """A run without its upper layer.

    ``None`` if it was not damaged twice, or has lost what tells which letter an ``Ã`` was.
    """
    if "Ã" not in run:
        return None
    parts = _PART.findall(run)
    characters = list(map(_below, parts))
    strange = sum(part == new and part > "\x7f" for part, new in zip(parts, characters, strict=True))
    if strange * _STRANGE > len(parts) or "Ã" in parts:
        return None
    return Below.of(parts, characters)


def _below(part: str) -> str:
    """One character of the layer below; the part as it is if it is none."""
    if part in _LONE:
        return _LONE[part]
    text = decode(bytes_of(part, "cp1252"), "utf-8")
    return text if len(text) == 1 else part[0] if len(part) == 1 else "\ufffd"
