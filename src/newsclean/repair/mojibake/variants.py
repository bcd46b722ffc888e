"""Characters of damage that may have been others: a program changed their case, or their normal form.

``╩╟╫ό║├`` reads 祖好, and 最好 if ό was a capital; 樂 of EUC-KR may have been any of four codes. The bytes
do not say so, only that another reading is likelier in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from newsclean.edits import placed
from newsclean.models import plausibility
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.places import steps
from newsclean.repair.mojibake.tables import SINGLE, alphabet, inverse, losing

# So many letters, all capital or all small, say that a program may have changed the case.
_LEAST_LETTERS = 3
# A part of more characters has lost bytes: nothing says which became what.
_LONGEST_PART = 6


def may_be_others(read: Candidate) -> Iterator[int]:
    """Where another character reads better that a program may have changed: offsets in the run as given."""
    if len(read.pairs) != 1:
        return
    pair = read.pairs[0]
    table, forms = inverse(pair.read_as), _forms(pair.read_as)
    # Letters all of one case: a program may have changed it.
    letters = [c for edit in read.edits for c in edit.before if c.swapcase() != c]
    folded = len(letters) >= _LEAST_LETTERS and len({c.islower() for c in letters}) == 1
    costs = plausibility.pair_costs()
    for start, edit in placed(read.edits):
        if "+" in edit.rule:  # ranked, and reported
            continue
        for low, high, begin, end in steps(edit, pair, read.altered):
            if high - low > _LONGEST_PART:
                continue
            part, now = edit.before[low:high], edit.after[begin:end]
            first, last = start + begin, start + end
            before, after = read.text[max(0, first - 1) : first] or "\n", read.text[last : last + 1]
            given = sum(map(costs.__getitem__, zip(before + now, now + after, strict=False)))
            for i, character in enumerate(part):
                limit = thresholds.ANOTHER if pair.single else thresholds.ANOTHER_CODE
                others = [(other, limit) for other in forms.get(character, "")]
                other = character.swapcase()
                if other != character and len(other) == 1 and table[other]:
                    unsure = thresholds.ANOTHER if pair.single else thresholds.REST
                    others.append((other, thresholds.FOLDED if folded else unsure))
                for other, limit in others:
                    new = pair.read_again(f"{part[:i]}{other}{part[i + 1 :]}")
                    if len(new) != len(now) or "\ufffd" in new:
                        continue
                    cost = sum(map(costs.__getitem__, zip(before + new, new + after, strict=False)))
                    if cost + limit < given:
                        yield edit.start + low
                        break


@cache
def _forms(read_as: str) -> dict[str, str]:
    """A character → those of the encoding that normal forms of Unicode make it of."""
    found: dict[str, str] = {}
    for character in alphabet(read_as) if read_as in SINGLE else _of_two_bytes(read_as):
        for new in {normalize("NFC", character), normalize("NFKC", character)} - {character}:
            if len(new) == 1:
                found[new] = found.get(new, "") + character
    return found


def _of_two_bytes(encoding: str) -> frozenset[str]:
    """The characters of an encoding of two bytes that have other forms."""
    codes = (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
    text = "".join(code.decode(losing(encoding), "ignore") for code in codes)
    return frozenset(c for c in text if c > "\x7f" and normalize("NFKC", c) != c)
