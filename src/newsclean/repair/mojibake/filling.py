"""What was lost of a run that was read again: filled in where that is certain, or a guess is asked for."""

from __future__ import annotations

from math import inf

from newsclean.edits import Edit
from newsclean.models import plausibility
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.around import Around, eaten, eaten_inside, sound
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.fill import Filling, fill
from newsclean.repair.mojibake.pairs import Pair

# Decoders that lose other bytes and have the same characters otherwise.
_RELATIVES = {"gbk": ("gb18030",)}
# By so many nats a filling with a blank or line end must be cheaper than the only one without.
_TEXT = 3.0
# So often the places of a run are gone through.
_ROUNDS = 2


def filled(read: Candidate, around: Around, *, guess: bool) -> tuple[list[Edit], list[tuple[int, int]]]:
    """The lost characters of a reading that can be filled in, and the places that cannot.

    :param guess: whether the likeliest are put in where none is certain.
    """
    pair, given = read.pairs[0], read.given
    if len(read.pairs) > 1 or not read.left:
        return [], list(read.left)
    edits: list[Edit] = []
    left = list(read.left)
    for _ in range(_ROUNDS):  # what is filled in helps its neighbours
        for start, end in tuple(left):
            before, after = sound(given, sorted((*read.edits, *edits), key=by_start), left, start, end)
            filling = _filling(read, around, (start, end), before, after)
            if filling and _reads(filling.text) and (filling.margin >= thresholds.CERTAIN or guess):
                kind = "+filled" if filling.margin >= thresholds.CERTAIN else "+guess"
                if read.altered and filling.margin == inf and pair.true == "utf-8":
                    kind = ""  # the bytes say it: nothing else is possible
                margin = nats(filling.margin)
                edits.append(
                    Edit("repair", f"{pair.rule}{kind}", start, given[start:end], filling.text, margin)
                )
                left.remove((start, end))
    return edits, left


def _filling(
    read: Candidate, around: Around, place: tuple[int, int], before: str, after: str
) -> Filling | None:
    """What is likeliest at a place, between sound text; an ASCII character may have been lost with it."""
    start, end = place
    rest = read.given[end:]
    best: Filling | None = None
    for taken in dict.fromkeys(eaten_inside(rest) if rest else (eaten(around),)):
        found = fill(
            read.given[start:end],
            read.pairs[0],
            before=before or (around.before if start == 0 else ""),
            after=after or ("" if rest else around.after or "\n"),
            following=rest or around.after,
            eaten=taken,
            altered=read.altered,
        )
        if best is None:
            best = found
        elif found is not None:
            best = _cheaper(best, found, before[-2:], after[:2])
        if best is not None and best.margin < inf:
            break  # the only one that gives the damage may be a character that nobody wrote there
    return best


def _cheaper(first: Filling, second: Filling, before: str, after: str) -> Filling:
    """The second filling where it is text and the first one is not, or where the models disagree on both."""
    if second.text == first.text:
        return second if second.margin < 0 else first
    costs = [plausibility.cost(f"{before}{filling.text}{after}") for filling in (first, second)]
    gain = costs[0] - costs[1]
    return second._replace(margin=min(second.margin, gain)) if gain >= _TEXT else first


def without_patches(read: Candidate) -> Candidate:
    """A reading without the stretches whose bytes are uncertain, or lost: they are ranked."""
    sure = tuple(e for e in read.edits if not e.rule.endswith("+filled") and "\ufffd" not in e.after)
    if len(sure) == len(read.edits) or len(read.pairs) > 1:
        return read
    uncertain = [(edit.start, edit.end) for edit in read.edits if edit not in sure]
    return read.having(sure, sorted((*read.left, *uncertain)))


def guessed(read: Candidate, pair: Pair, around: Around) -> Edit | None:
    """A whole run of which bytes were lost, as the likeliest text that gives the same damage."""
    from newsclean.repair.mojibake import guess

    known = "".join((around.before, *(edit.after for edit in read.edits), around.after))
    for decoder in dict.fromkeys((pair.read_as, *_RELATIVES.get(pair.read_as, ()))):
        way = pair._replace(read_as=decoder)
        found = guess.search(read.given, way, sound=known, before=around.before, after=around.after)
        if found is not None:
            break
    if found is None:
        return None
    return Edit("repair", f"{pair.rule}+guess", 0, read.given, found.text, nats(found.margin))


def _reads(text: str) -> bool:
    """Whether what was filled in is text; a letter in it may be half of another character."""
    if any("@" <= c <= "~" or c == "\ufffd" for c in text):
        return False
    return plausibility.cost(text) <= thresholds.READS * len(text) + thresholds.READS_SLACK


def nats(margin: float) -> float:
    """A margin that can be written in JSON."""
    return round(min(margin, 99.0), 2)


def by_start(edit: Edit) -> int:
    """What edits are sorted by."""
    return edit.start
