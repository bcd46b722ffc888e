"""Damaged phrases inside logs, tables, code and markup: as many as on lines of their own?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.damage.decoders import HAN_PAIRS, OTHERS, USUAL, damaged
from benchmarks.damage.outcome import Case, Outcome, tally
from benchmarks.damage.sentences import Sentences

BARE = "bare"
CONTEXTS = {
    BARE: "{}",
    "log": "2024-05-06 08:09:10 INFO  [main] {}, code=200, user=07",
    "CSV": "1024,user07,2024-05-06,{},19.90,ok",
    "SQL": "  upload_time DATETIME COMMENT '{}',",
    "JSON": '{{"id": 1024, "status": "ok", "msg": "{}", "n": 3}}',
    "HTML": '<td class="name"><a href="/u/07">{}</a></td>',
    "code": "    int width = getWidth(); // {}",
    "Markdown": "| 1024 | user07 | {} | ok |",
    "file name": "/srv/data/2024/{}_final-v2.tar.gz",
}
PAIRS = (*HAN_PAIRS, *((true, wrong) for wrong in (*USUAL, *OTHERS) for true in ("utf-8", "gbk", "big5")))


def cases(sentences: Sentences, count: int) -> Iterator[Case]:
    """So many phrases of 4 to 10 Han characters for each pair, each in every context."""
    phrases = {true: sentences.phrases(true) for true in ("utf-8", "gbk", "big5")}
    for pair in PAIRS:
        survivors = ((text, damaged(text, *pair)) for text in phrases[pair[0]])
        for _, (text, given) in zip(range(count), filter(lambda both: both[1], survivors), strict=False):
            for name, context in CONTEXTS.items():
                yield Case((*pair, name), context.format(text) + "\n", context.format(given) + "\n", text)


def _row(pair: tuple[str, str]) -> str:
    """What a pair is summed up under."""
    true, wrong = pair
    if pair in HAN_PAIRS:
        return f"{true} as {wrong}"
    return f"{true} as one byte, {'usual' if wrong in USUAL else 'others'}"


def report(found: Iterable[Outcome]) -> Iterator[str]:
    """Lines to print: the share of what is exact on bare lines, and what went wrong silently, by pair."""
    found = list(found)
    bare = {
        (*outcome.case.group[:2], outcome.case.name)
        for outcome in found
        if outcome.case.group[2] == BARE and outcome.text == outcome.case.meant
    }
    of_bare = [o for o in found if (*o.case.group[:2], o.case.name) in bare]
    yield "In context: percent exact of what is exact on bare lines (bare: of all), silently left/wrong."
    yield f"{'':34}{'phrases':>9}" + "".join(f"{name:>14}" for name in CONTEXTS)
    rows = {_row(pair): [p for p in PAIRS if _row(p) == _row(pair)] for pair in PAIRS}
    worst = {f"{true} as {wrong}": [(true, wrong)] for true, wrong in PAIRS if (true, wrong) not in HAN_PAIRS}
    counts, shares = tally(found), tally(of_bare)
    for name, pairs in (rows | {"all": list(PAIRS)} | worst).items():
        cells = []
        total = Counter[str]()
        for context in CONTEXTS:
            count, share = Counter[str](), Counter[str]()
            for pair in pairs:
                count.update(counts.get((*pair, context), {}))
                share.update(shares.get((*pair, context), {}))
            total = total or count
            part = count if context == BARE else share
            silent = f"{count['left silently']}/{count['wrong silently']}"
            cells.append(f"{100 * part['exact'] / max(1, part['all']):7.1f} {silent:>6}")
        if total["all"]:
            yield f"{name:34}{total['all']:9}" + "".join(cells)
