"""Exact lines by pair of encodings and length, where no byte was lost; and two and three layers of damage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.damage.decoders import DOUBLE, OTHERS, TRUE, USUAL, damaged
from benchmarks.damage.outcome import Case, Outcome, percent, tally
from benchmarks.damage.sentences import Sentences

LENGTHS = (4, 8, 16, 40)
_FIRST = ("latin-1", "cp1252", "cp437", "cp850", "mac_roman", "cp1251", "koi8-r", "gb18030", "cp950")
_AGAIN = ("latin-1", "cp1252", "mac_roman", "cp437", "gb18030")


def _layers() -> Iterator[tuple[str, ...]]:
    """Wrong decodings one after the other, with UTF-8 between them."""
    for true in ("utf-8", "gb18030", "big5"):
        for first in _FIRST:
            yield from ((true, first, again) for again in _AGAIN)
            yield from ((true, first, first, again) for again in ("latin-1", "cp437", "gb18030"))


def cases(sentences: Sentences, count: int) -> Iterator[Case]:
    """So many sentences of each true encoding, cut to each length, under each pair and chain of layers."""
    chains = [(true, wrong) for true in TRUE for wrong in (*USUAL, *OTHERS, *DOUBLE)]
    for chain in (*chains, *_layers()):
        for sentence in sentences.of(chain[0])[: count if len(chain) == 2 else count // 4]:
            for length in LENGTHS:
                text = sentence[:length]
                if len(text) < length < max(LENGTHS):
                    continue
                if given := damaged(text, *chain):
                    yield Case((*chain, str(length)), text, given)


def report(found: Iterable[Outcome]) -> Iterator[str]:
    """Lines to print."""
    counts = tally(found)
    yield "No byte lost: percent exact, changed to something wrong, restored by ftfy; by length."
    totals: dict[str, Counter[str]] = {}
    for chain in dict.fromkeys(group[:-1] for group in counts):
        cells = []
        for length in map(str, LENGTHS):
            count = counts.get((*chain, length))
            if count:
                shares = "/".join(f"{percent(count, kind):.0f}" for kind in ("exact", "wrong", "ftfy"))
                cells.append(f"{length}: {shares} of {count['all']}")
                layers = len(chain) - 1
                name = f"{layers} layers" if layers > 1 else "other tables" if chain[1] in OTHERS else "all"
                totals.setdefault(f"{name}, {length} characters", Counter()).update(count)
        if len(chain) == 2:
            yield f"{chain[0]:10}as {chain[1]:13}" + "   ".join(cells)
    for name, count in sorted(totals.items()):
        shares = " / ".join(f"{percent(count, kind):.1f}" for kind in ("exact", "wrong", "ftfy"))
        silent = f"silently left {count['left silently']}, silently wrong {count['wrong silently']}"
        yield f"{name}: {shares} of {count['all']}; {silent}"
