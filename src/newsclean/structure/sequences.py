"""Lines in an order, which stay together: numbered rows, references, the entries of a live report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newsclean.patterns import compiled
from newsclean.structure.notes import Note, Notes
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.words import expression

# More than so many rows, references, entries make a sequence.
_LEAST = 2


def keep_rows(notes: Notes, kept: list[bool], boxed: set[int]) -> None:
    """Keep numbered rows under a paragraph that announces them, or of which the first two are kept."""
    begun = next((i for i in notes.prose if kept[i]), len(notes))
    for run in _rows(notes, begun + 1):
        if len(run) <= _LEAST or boxed.intersection(run):
            continue
        # The names of the columns may stand between.
        over = [i for i in (run.start - 1, run.start - 2) if kept[i] and notes[i].is_prose]
        announced = any(compiled(expression("announces")).search(fold(notes[i].text)) for i in over)
        if announced or all(kept[i] for i in run[:_LEAST]):
            begin = max(over, default=run.start - 1) + 1
            kept[begin : run.stop] = [notes[i].rule is None for i in range(begin, run.stop)]


def _rows(notes: Notes, begin: int) -> Iterator[range]:
    """The lines in a row, from one on, that no rule fits and whose numbers follow each other."""
    start = end = value = -1
    for i in [i for i in range(begin, len(notes)) if notes[i].text[0].isdecimal()]:
        match = compiled(_ROW).match(notes[i].text) if notes[i].rule is None else None
        number = int(match[0]) if match else -1
        if i != end or number != value + 1 or number < 1:
            yield range(start, end)
            start = i
        end, value = i + 1, number
    yield range(start, end)


_ROW = r"\d{1,3}(?=[ \u3000\t、．])"


def keep_references(notes: Notes, certain: set[int], kept: list[bool]) -> None:
    """Keep the references under an article, [1] and what it names, if the line over the first is kept, or is
    their heading, right under the article.
    """
    numbers = {
        i: int(match[1])
        for i, note in enumerate(notes)
        if note.text[0] in _BRACKETS and (match := compiled(_CITED).match(note.text))
    }
    for begin in [i for i, number in numbers.items() if number == 1 and i]:
        headed = begin > 1 and kept[begin - 2] and _heads_references(notes[begin - 1])
        if not (kept[begin - 1] or headed):
            continue
        end, count = begin, 0
        while (i := next((i for i in range(end, end + _REFERENCE) if numbers.get(i) == count + 1), -1)) >= 0:
            end, count = i + 1, count + 1
        bare = compiled(_CITED).fullmatch(notes[end - 1].text) is not None
        is_pager = bare and end - begin == count  # numbers with nothing beside them
        if count > _LEAST and not is_pager:
            for i in range(begin - headed, min(end + bare, len(notes))):
                kept[i] = i not in certain


def _heads_references(note: Note) -> bool:
    return note.rule is None and compiled(expression("references")).fullmatch(fold(note.text)) is not None


# A number in brackets, what such a line begins with, and how many lines under a reference the next begins.
_CITED, _BRACKETS, _REFERENCE = r"[\[［【〔](\d{1,3})[\]］】〕]", frozenset("[［【〔"), 3


def keep_live(notes: Notes, certain: set[int], kept: list[bool]) -> None:
    """Keep the entries of a live report, each under its time of day, if a paragraph of one is kept.

    Times go one way, and most have a paragraph under them: lists of the latest news have headlines only.
    """
    ends = [i for i, note in enumerate(notes) if note.text[-3:-2] in _COLONS]
    times = {i: match[1].rjust(5, "0") for i in ends if (match := compiled(_TIME).fullmatch(notes[i].text))}
    for run in _one_way([*times], [*times.values()]):
        entries = [range(i, j) for i, j in pairwise(run)] + [_last_entry(notes, run[-1])]
        told = [i for entry in entries for i in entry if notes[i].is_prose]
        silent = sum(not any(notes[i].is_prose for i in entry) for entry in entries)
        if len(run) > _LEAST and 2 * silent < len(run) and any(kept[i] for i in told):
            for i in range(run[0], max(*run, *told) + 1):
                kept[i] = kept[i] or (i not in certain and (notes[i].rule is None or i in times))


def _last_entry(notes: Notes, begin: int) -> range:
    """The lines under the last time of a run, up to one that a rule fits."""
    end = min(begin + _ENTRY, len(notes))
    return range(begin, next((i for i in range(begin + 1, end) if notes[i].rule is not None), end))


def _one_way(places: list[int], values: list[str]) -> Iterator[list[int]]:
    """The places in runs that are near each other, and in which the values rise, or fall."""
    run: list[int] = []
    for n, place in enumerate(places):
        far = n > 0 and place - places[n - 1] > _ENTRY
        turns = len(run) > 1 and (values[n] > values[n - 1]) != (values[n - 1] > values[n - 2])
        if run and (far or turns):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


# A time of day, with a day before it, and the sign in it; so many lines an entry has at most.
_TIME, _COLONS = r"(?:[今昨][天日]|\d{1,2}[月/-]\d{1,2}日?)? *([012]?\d[:：][0-5]\d)", frozenset(":：")
_ENTRY = 12
