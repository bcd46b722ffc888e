"""A run that was damaged several times: read again as a whole, layer by layer."""

from __future__ import annotations

from operator import attrgetter

from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.candidates import Candidate, whole
from newsclean.repair.mojibake.pairs import DOUBLE_PAIRS, SINGLE_PAIRS, Pair
from newsclean.repair.mojibake.places import poor_places
from newsclean.repair.mojibake.screen import screen
from newsclean.repair.mojibake.tables import SINGLE, alphabet
from newsclean.repair.mojibake.verdict import reads_well

#: What a candidate costs in all.
total = attrgetter("total")

_LAYERS = 3
# How many readings of a run are looked at one layer further down.
_FRONT = 3
# So many encodings of one byte are tried below the first layer, those that are met most often. Of 900 phrases
# in two layers, with any of 16 in the middle, 878 come back and 4 are silently wrong; with 7, 619 and 41.
_BELOW = 16
#: A longer run is only tried as a whole and between its errors, one layer deep: the search keeps a few
#: objects a byte.
LONGEST = 2_000


def layers(start: Candidate, pairs: list[Pair]) -> Candidate:
    """The best of the readings of a whole run, up to three layers down; ``start`` if none is better.

    :param pairs: of the first layer; those of the next ones are found as they come to light.
    """
    best = start
    front = [(start, pairs or next_pairs([start])[0])]
    seen = {start.text}
    for _ in range(_LAYERS if len(start.text) <= LONGEST else 1):
        found: list[Candidate] = []
        for candidate, tried in front:
            for pair in tried:
                if candidate.pairs and pair.rereads(candidate.pairs[-1]):
                    continue
                below = whole(candidate, pair, seen)
                if below is not None:
                    found.append(below)
        found.sort(key=total)
        # Bytes that are valid as UTF-8 hardly are so by chance, whatever they look like yet.
        chosen = found[:_FRONT] + [c for c in found[_FRONT:] if c.pairs[-1].true == "utf-8"][:_FRONT]
        if not chosen:
            break
        best = min(best, chosen[0], key=total)
        if reads_well(best.text, best.cost):
            break
        front = list(zip(chosen, next_pairs(chosen), strict=True))
    return best


def next_pairs(candidates: list[Candidate]) -> list[list[Pair]]:
    """For each candidate the pairs that may explain what was read, if it was damaged more than once."""
    double = screen([candidate.text for candidate in candidates], DOUBLE_PAIRS)
    found = []
    for index, candidate in enumerate(candidates):
        odd = frozenset(c for c in candidate.text if c > "\x7f")
        single = [pair for e in SINGLE[:_BELOW] if odd <= alphabet(e) for pair in SINGLE_PAIRS[e]]
        found.append(single + double.get(index, []))
    return found


def is_sound(candidate: Candidate) -> bool:
    """Whether a reading reads well, on the whole and in every place."""
    if not candidate.pairs or candidate.cost >= thresholds.READS_WELL * len(candidate.text) + 12:
        return False
    return not candidate.left and not poor_places(candidate, thresholds.DOUBTFUL_PLACE)
