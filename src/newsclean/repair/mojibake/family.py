"""Encodings of one byte that are alike: a run is read again under all that have its characters."""

from __future__ import annotations

from newsclean.repair.mojibake import losses, thresholds
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.fill import likeliest
from newsclean.repair.mojibake.pairs import SINGLE_PAIRS, Pair
from newsclean.repair.mojibake.tables import SINGLE, alphabet, bytes_of, encode

# Readings under other tables that cost so much more, in nats, are none.
_FAMILY = 12.0


def of_its_family(best: Candidate) -> tuple[Candidate, tuple[tuple[int, str], ...]]:
    """The best reading under all encodings of one byte that have all characters of a run, and its doubts.

    ISO 8859-2 and CP1250 differ in a few letters: what one reads well may be another character.
    """
    if len(best.pairs) != 1 or not best.pairs[0].single or best.altered:
        return best, ()
    pair = best.pairs[0]
    given = "".join(edit.before for edit in best.edits)
    odd = frozenset(best.signs)
    seen: dict[bytes, str] = {}
    for encoding in SINGLE:
        if odd <= alphabet(encoding):
            seen.setdefault(bytes_of(given, encoding), encoding)
    if len(seen) < 2:
        return best, ()
    readings = {best.text: best}
    for encoding in seen.values():
        other = _read_as(best, next(p for p in SINGLE_PAIRS[encoding] if p.true == pair.true))
        if other and "\ufffd" not in other.text and other.cost < best.cost + _FAMILY:
            readings.setdefault(other.text, other)
    first = likeliest(readings) if len(readings) > 1 else None
    if first is None or (first.text == best.text and first.margin >= thresholds.CERTAIN):
        return best, ()
    if first.margin >= thresholds.CERTAIN:
        return readings[first.text], ()
    text = first.text if first.text != best.text else next(text for text in readings if text != best.text)
    other = readings[text]
    at = next((i for i, (a, b) in enumerate(zip(best.text, other.text, strict=False)) if a != b), 0)
    size = min(len(encode(best.text[:at], pair.true)), len(best.given) - 1)
    return best, ((size, losses.MAY_BE_ANOTHER.format(pair.rule, other.pairs[0].rule)),)


def _read_as(best: Candidate, pair: Pair) -> Candidate | None:
    """A reading with its stretches read under another table, if their bytes are valid there."""
    edits = []
    for edit in best.edits:
        after = edit.after if edit.rule.endswith("+filled") else pair.read_again(edit.before)
        if not after:
            return None
        edits.append(edit._replace(rule=edit.rule.replace(best.pairs[0].rule, pair.rule), after=after))
    return best.having(edits, best.left)._replace(pairs=(pair,))
