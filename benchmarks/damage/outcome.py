"""What repair makes of damage: exact, left or wrong, with a warning or without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import partial
from multiprocessing import Pool
from typing import NamedTuple

from newsclean.edits import Edit
from newsclean.repair import repair


class Case(NamedTuple):
    """A damaged text.

    :param group: what it is counted under.
    :param name: tells it from others of its group.
    """

    group: tuple[str, ...]
    meant: str
    given: str
    name: str = ""


class Fill(NamedTuple):
    """Lost characters that were filled in, in whole nats; ``sure`` if without being asked."""

    margin: int
    right: bool
    sure: bool


class Outcome(NamedTuple):
    """What became of a case.

    :param told: whether there was a warning.
    :param peer: whether ftfy restores it; ``None`` if it was not asked.
    """

    case: Case
    text: str
    told: bool
    fills: tuple[Fill, ...] = ()
    peer: bool | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the case counts as."""
        case = self.case
        kind = "exact" if self.text == case.meant else "left" if self.text == case.given else "wrong"
        silent = () if self.told or kind == "exact" else (f"{kind} silently",)
        return ("all", kind, *silent, *(("ftfy",) if self.peer else ()))


def outcomes(cases: Iterable[Case], *, jobs: int, guess: bool = False, peer: bool = False) -> list[Outcome]:
    """Repair all cases, in several processes; in order."""
    with Pool(jobs) as pool:
        return pool.map(partial(_outcome, guess=guess, peer=peer), list(cases), chunksize=50)


def tally(found: Iterable[Outcome]) -> dict[tuple[str, ...], Counter[str]]:
    """Counts of each group, in the order in which the groups come."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for outcome in found:
        counts.setdefault(outcome.case.group, Counter()).update(outcome.kinds)
    return counts


def percent(count: Counter[str], kind: str) -> float:
    """How many in a hundred are of a kind."""
    return 100 * count[kind] / max(1, count["all"])


def _outcome(case: Case, *, guess: bool, peer: bool) -> Outcome:
    result = repair(case.given, guess=guess)
    fills = _fills(case.meant, result.text, result.edits) if any("+" in e.rule for e in result.edits) else ()
    return Outcome(case, result.text, bool(result.warnings), fills, _restored(case) if peer else None)


def _fills(meant: str, text: str, edits: tuple[Edit, ...]) -> tuple[Fill, ...]:
    """The characters that were filled in; right are those that the text and what was meant share in order."""
    same: set[int] = set()
    for block in SequenceMatcher(None, meant, text, autojunk=False).get_matching_blocks():
        same.update(range(block.b, block.b + block.size))
    found = []
    shift = 0
    for edit in edits:
        start = edit.start + shift
        shift += len(edit.after) - len(edit.before)
        if edit.rule.endswith(("+filled", "+guess")):
            right = same.issuperset(range(start, start + len(edit.after)))
            found.append(Fill(int(edit.margin or 0), right, edit.rule.endswith("+filled")))
    return tuple(found)


def _restored(case: Case) -> bool:
    import ftfy

    return bool(ftfy.fix_encoding(case.given) == case.meant)
