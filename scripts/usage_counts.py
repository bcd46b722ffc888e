"""How often sources write a word, and what follows from it, for ``build_usage.py``."""

from __future__ import annotations

from typing import NamedTuple

from usage_text import word_of

# An entry mends this many places at least ...
GAIN = {2: 3, 3: 4, 4: 5}
# ... in paragraphs of which so large a share writes the word so. Sources count alike up to a limit, because
# laws repeat themselves.
_SHARE = 0.75
_LIMIT = 300
# Sources that write a word otherwise more often than not have no more of its places than this share.
_AGAINST = 0.1
# What it mends for each place that it breaks.
RATIO = 2.5
# From this many places on a region's own text decides alone.
OWN = 8


class Entry(NamedTuple):
    """A word, what the region writes, how often it does, and how often it writes something else."""

    word: str
    written: str
    times: int
    others: int
    own: bool = True


class Row(NamedTuple):
    """How often a source has a form, and how often the lists make the same of it."""

    source: int
    own: bool
    places: int
    unchanged: int


Forms = dict[int, list[Row]]


def own_form(forms: Forms) -> int | None:
    """What the region itself writes for a word, if its text has it often enough."""
    forms = {form: [row for row in rows if row.own] for form, rows in forms.items()}
    if sum(row.places for rows in forms.values() for row in rows) < OWN:
        return None
    found = shares(forms)
    return max(found, key=found.__getitem__)


def judged(key: int, forms: Forms, length: int) -> Entry | None:
    """An entry for a word, if it is clear how it is written and if that mends more than it breaks."""
    own = own_form(forms) is not None
    if own:
        forms = {form: [row for row in rows if row.own] for form, rows in forms.items()}
    totals = {form: sum(row.places for row in rows) for form, rows in forms.items()}
    found = shares(forms)
    best = max(found, key=found.__getitem__)
    fixed = sum(row.places - row.unchanged for row in forms[best])
    broken = sum(row.unchanged for form, rows in forms.items() if form != best for row in rows)
    if (
        found[best] < _SHARE
        or not agreed(forms, best)
        or fixed - broken < GAIN[length]
        or fixed < RATIO * broken
    ):
        return None
    others = sum(totals.values()) - totals[best]
    return Entry(word_of(key, length), word_of(best, length), totals[best], others, own)


def agreed(forms: Forms, best: int) -> bool:
    """Whether the sources that have most of a word's places write it so more often than not.

    得併 is what laws have of 得併科; in what people say, 覺得並, it is not.
    """
    places: dict[int, list[int]] = {}
    for form, rows in forms.items():
        for row in rows:
            tally = places.setdefault(row.source, [0, 0])
            tally[form == best] += row.places
    weights = {source: min(sum(tally), _LIMIT) for source, tally in places.items()}
    against = sum(weights[source] for source, (wrong, right) in places.items() if wrong > right)
    return against <= _AGAINST * sum(weights.values())


def shares(forms: Forms) -> dict[int, float]:
    """The share of each form; a source counts by its places up to a limit."""
    totals: dict[int, int] = {}
    for rows in forms.values():
        for row in rows:
            totals[row.source] = totals.get(row.source, 0) + row.places
    weight = sum(min(total, _LIMIT) for total in totals.values())
    return {
        form: sum(row.places * min(1, _LIMIT / totals[row.source]) for row in rows) / max(1, weight)
        for form, rows in forms.items()
    }


def weighed(counts: list[tuple[bool, int, int]]) -> tuple[float, int, int]:
    """The share of places that a change mends, and how many it mends and breaks."""
    if sum(fixed + broken for own, fixed, broken in counts if own) >= OWN:
        counts = [row for row in counts if row[0]]
    weights = [min(fixed + broken, 10 * _LIMIT) for _, fixed, broken in counts]
    rates = [fixed / max(1, fixed + broken) for _, fixed, broken in counts]
    share = sum(a * b for a, b in zip(weights, rates, strict=True)) / max(1, sum(weights))
    return share, sum(row[1] for row in counts), sum(row[2] for row in counts)
