"""Convert what needs it, and nothing else.

OpenCC rewrites whatever it is given: text that is in the target script already comes out damaged
(萬里長城 becomes 萬裏長城 with s2t, 李松仁 becomes 李鬆仁). Here the characters that only one script
has decide, over the whole text:

* a text with characters of the source script alone is converted as a whole;
* a text with characters of the target script alone is left alone;
* a text with both is converted where the evidence of the source script stands: the lines that have it,
  of a line with evidence of both the clauses, of a clause that is mostly in the target script the
  characters of the source script;
* a text with neither (干部, 李松仁) is left alone.

Where the caller named an OpenCC configuration, its result is wanted: a text with neither is converted
(``literal`` below), and so are whole lines with evidence of the source script.

**Idempotence.** Write F for one such step. :func:`settle` returns the first of x, F(x), F(F(x)) … that
F leaves alone, within a few steps, else x itself. A result y ≠ x has F(y) = y, so settling it gives y
at once; a result y = x gives the same sequence again and so y. Both hold whatever F does. That one step
is nearly always enough follows from the choice of evidence: a character of the source script alone is
changed by every configuration that leads away from it and written by none, so after a step there is no
evidence left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby

from newsclean.convert.script import chinese, hans, hant, has_foreign, is_foreign

Rewrite = Callable[[str], str]

# Steps before a text is given up as one that never settles. In the tests' 40,000 random strings of dictionary
# entries the longest sequence has 3.
_STEPS = 4

_LINES = re.compile("([\r\n]+)")
_CLAUSES = re.compile("([\\s，。！？；：、…—·「」『』“”‘’（）《》〈〉【】()\\[\\]|/]+)")

# Beyond this many characters a regular expression is faster than a set, its compilation (5 ms) included.
_LONG = 1 << 17


def settle(step: Rewrite, text: str) -> str:
    """Take a step until it changes nothing; the text itself if that does not come about."""
    current = text
    for _ in range(_STEPS):
        after = step(current)
        if after == current:
            return current
        current = after
    return text


class Gate:
    """Converts where there is evidence of the source script.

    :param rewrite: converts all of what it is given.
    :param source: ``Hans`` or ``Hant``: the script that ``rewrite`` leads away from.
    :param literal: whether to stay close to what ``rewrite`` does on its own: convert text that could
        be of either script, and whole lines.
    """

    def __init__(self, rewrite: Rewrite, source: str, literal: bool) -> None:
        self._rewrite = rewrite
        self._literal = literal
        self._source, self._target = (hans(), hant()) if source == "Hans" else (hant(), hans())

    def __call__(self, text: str) -> str:
        """One step: the text with what is in the source script converted."""
        source, target = _has(text, self._source), _has(text, self._target)
        if not source and (target or not self._literal):
            return text
        foreign = has_foreign(text)
        if not target and not foreign:
            return self._rewrite(text)
        if not source:
            return text if is_foreign(text) else self._rewrite(text)
        return self._by_line(text)

    def _by_line(self, text: str) -> str:
        """Convert the lines that need it, those next to each other together."""
        lines = _LINES.split(text)
        # In a Japanese text a line without kana is hardly Chinese, unless it has what only Chinese has.
        japanese = is_foreign(text)
        counts = [(0, 0) if japanese and chinese().isdisjoint(line) else self._count(line) for line in lines]
        sources, targets = (sum(count[side] for count in counts) for side in (0, 1))
        # A line without evidence goes with the text as a whole.
        mostly = 0 < sources >= targets
        pieces: list[str] = []
        pending: list[str] = []
        for line, (source, target) in zip(lines, counts, strict=True):
            if (source if self._literal or not target else 0) or (
                mostly and not source and not target and not is_foreign(line)
            ):
                pending.append(line)
                continue
            pieces += (self._rewrite("".join(pending)), self._by_clause(line) if source else line)
            pending = []
        pieces.append(self._rewrite("".join(pending)))
        return "".join(pieces)

    def _by_clause(self, line: str) -> str:
        """Convert a line with evidence of both scripts."""
        source, target = self._count(line)
        return "".join([self._clause(clause, source >= target) for clause in _CLAUSES.split(line)])

    def _clause(self, clause: str, mostly: bool) -> str:
        source, target = self._count(clause)
        if source > target or (source == target and mostly):
            return self._rewrite(clause)
        if not source:
            return clause
        runs = groupby(clause, self._source.__contains__)
        return "".join([self._rewrite("".join(run)) if only else "".join(run) for only, run in runs])

    def _count(self, text: str) -> tuple[int, int]:
        """The evidence for the source and for the target script; none in Japanese and Korean."""
        if is_foreign(text):
            return 0, 0
        return sum(map(self._source.__contains__, text)), sum(map(self._target.__contains__, text))


def _has(text: str, characters: frozenset[str]) -> bool:
    """Whether any of the characters stands in the text."""
    if len(text) <= _LONG:
        return not characters.isdisjoint(text)
    return _pattern(characters).search(text) is not None


@lru_cache(maxsize=2)
def _pattern(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")
