"""Bytes lost by the wrong decoder: how much comes back, and how sure is what was filled in?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.damage.decoders import LOSSES
from benchmarks.damage.outcome import Case, Outcome, percent, tally
from benchmarks.damage.sentences import Sentences

_WIDTH, _MOST = 2, 14


def cases(sentences: Sentences, count: int) -> Iterator[Case]:
    """So many sentences for each decoder that loses bytes."""
    for name, true, decoder in LOSSES:
        for text in sentences.of(true)[:count]:
            given = decoder(text)
            if given != text:
                yield Case((name,), text + "\n", given + "\n")


def report(found: Iterable[Outcome], guessed: Iterable[Outcome]) -> Iterator[str]:
    """Lines to print.

    :param guessed: the same with ``guess``.
    """
    found, guessed = list(found), list(guessed)
    yield "Bytes lost: percent exact, with guess; silently left, silently wrong; filled right, wrong; all."
    counts, with_guess = tally(found), tally(guessed)
    for group, count in counts.items():
        fills = [fill for outcome in found if outcome.case.group == group for fill in outcome.fills]
        right = sum(fill.right for fill in fills)
        yield (
            f"{group[0]:30}{percent(count, 'exact'):6.1f}{percent(with_guess[group], 'exact'):6.1f}"
            f"{count['left silently']:5}{count['wrong silently']:5}{right:7}{len(fills) - right:5}"
            f"{count['all']:6}"
        )
    yield "Filled in by margin in nats, with guess: right, wrong."
    by_margin: dict[int, Counter[bool]] = {}
    for outcome in guessed:
        for fill in outcome.fills:
            margin = min(fill.margin // _WIDTH * _WIDTH, _MOST)
            by_margin.setdefault(margin, Counter())[fill.right] += 1
    for margin, fills_of in sorted(by_margin.items()):
        more = f"{margin} and more" if margin == _MOST else f"{margin} to {margin + _WIDTH}"
        yield f"{more:14}{fills_of[True]:7}{fills_of[False]:6}"
