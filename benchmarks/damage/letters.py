"""One character of the damaged text deleted: right, reported, or silent?"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.damage.outcome import Case, Outcome, tally
from benchmarks.damage.sentences import Sentences

CHAINS = (
    *(("gbk", wrong) for wrong in ("latin-1", "cp437", "cp1251")),
    *(("big5", wrong) for wrong in ("latin-1", "cp1251")),
    *(("utf-8", wrong) for wrong in ("latin-1", "cp1252", "cp437")),
)


def cases(sentences: Sentences, count: int) -> Iterator[Case]:
    """So many sentences of each pair, each without one character beside ASCII."""
    dice = random.Random(3)
    for true, wrong in CHAINS:
        for text in sentences.of(true)[:count]:
            given = text.encode(true).decode(wrong, "ignore")
            places = [at for at, character in enumerate(given) if character > "\x7f"]
            at = dice.choice(places)
            yield Case((true, wrong), text, given[:at] + given[at + 1 :])


def report(found: Iterable[Outcome]) -> Iterator[str]:
    """Lines to print."""
    counts = tally(found)
    yield "One letter lost: right, reported, silently left, silently wrong."
    total = sum(counts.values(), Counter[str]())
    for name, count in (*((" as ".join(group), count) for group, count in counts.items()), ("all", total)):
        silent = count["left silently"], count["wrong silently"]
        told = count["left"] + count["wrong"] - sum(silent)
        yield f"{name:24}{count['exact']:5}{told:5}{silent[0]:5}{silent[1]:5} of {count['all']}"
