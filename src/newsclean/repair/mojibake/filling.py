"""What was lost of a run that was read again: filled in where that is certain, or a guess is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from operator import attrgetter

from newsclean.edits import Edit, apply
from newsclean.models import plausibility
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.around import Around, eaten, eaten_inside, sound
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.fill import Filling, fill
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.tables import encode, losing

#: What edits are sorted by.
by_start = attrgetter("start")

# Where a group of edits ends inside a run its last byte may have been lost with the next one.
_UNCERTAIN = 2
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
    if guess and edits:
        wrong = list(_wrong_guesses(given, sorted((*read.edits, *edits), key=by_start), pair))
        edits = [edit for edit in edits if edit not in wrong]
        left = sorted((*left, *((edit.start, edit.end) for edit in wrong)))
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
    if len(sure) == len(read.edits):
        return read
    uncertain = [(edit.start, edit.end) for edit in read.edits if edit not in sure]
    return read.having(sure, sorted((*read.left, *uncertain)))


def guessed(read: Candidate, pair: Pair, around: Around) -> Edit | None:
    """A whole run of which bytes were lost, as the likeliest text that gives the same damage."""
    from newsclean.repair.mojibake import guess

    known = "".join((around.before, *(edit.after for edit in read.edits), around.after))
    for decoder in _relatives(pair.read_as):
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


def _wrong_guesses(given: str, edits: Sequence[Edit], pair: Pair) -> Iterator[Edit]:
    """The guesses that do not give the damage again, with what was read beside them.

    :param given: a run with U+FFFD for lost bytes; other marks say less of what they stand for.
    :param edits: all that are made in it, in order.
    """
    if "\ufffd" not in given:
        return
    for group in _groups(given, edits):
        guesses = [edit for edit in group if edit.rule.endswith("+guess")]
        if guesses:
            start, end = group[0].start, group[-1].end
            text = apply(given[start:end], [edit._replace(start=edit.start - start) for edit in group])
            if not _gives(text, given[start:end], pair, whole=end == len(given)):
                yield from guesses


def _groups(given: str, edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits between which there is nothing or ASCII."""
    group: list[Edit] = []
    for edit in edits:
        if group and not given[group[-1].end : edit.start].isascii():
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _gives(text: str, damage: str, pair: Pair, *, whole: bool) -> bool:
    """Whether a wrong decoder makes the damage of a text, as Python's and browsers' do."""
    data = encode(text, pair.true)
    size = len(damage) if whole else max(1, len(damage) - _UNCERTAIN)
    written = [data.decode(losing(decoder), "replace") for decoder in _relatives(pair.read_as)]
    if whole:
        return damage in written
    return any(again[:size] == damage[:size] for again in written)


def _relatives(decoder: str) -> tuple[str, ...]:
    """A decoder, and those that lose other bytes and have the same characters otherwise."""
    return ("gbk", "gb18030") if decoder == "gbk" else (decoder,)


def nats(margin: float) -> float:
    """A margin that can be written in JSON."""
    return round(min(margin, 99.0), 2)
