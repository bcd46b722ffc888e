"""A conversion from beginning to end: its steps, until nothing changes, with what each has done."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from newsclean.alignment import Aligned
from newsclean.convert.census import FOREIGN, HANS, HANT, KANJI, LEANING, Census
from newsclean.convert.engine.told import told
from newsclean.convert.gate import settle
from newsclean.convert.labels import DICTIONARY, JOIN
from newsclean.convert.protection import MARK, Guard, unmask
from newsclean.convert.quotes import MARKS, Quoted, change_quotes
from newsclean.convert.rewriting import Rewrite, rewriting
from newsclean.convert.steps import STANDARD_OF, Asked, steps_of, with_register, words_of
from newsclean.document import Change, Converted, Decision
from newsclean.edits import Edit
from newsclean.limited import Stamps, stamps
from newsclean.notices import warned


def convert(text: str, asked: Asked, explain: bool = False) -> Converted:
    """See :func:`newsclean.convert.convert`."""
    found = Census(text)
    quoted = _quoted(text, asked)
    settled = asked.to in STANDARD_OF
    if settled and found.has(HANS):
        asked = with_register(asked, text)
    run = _Run(asked, quoted.text, found, explain)
    result = settle(run.once, quoted.text) if settled else run.once(quoted.text)
    if result == quoted.text:
        run.changes, run.names = [], {}
        if run.first != result:
            run.rows = []  # given up: see gate.settle
    changes, rows = run.changes, run.rows
    names = list(run.names)
    if quoted.edits:
        style = quoted.edits[0].rule
        changes, names = [Change(style, quoted.text), *changes], [style, *names]
    configuration = JOIN.join(names) if result != text else None
    warnings = _warnings(quoted, settled and run.first != quoted.text == result)
    if settled:
        warnings += run.strays(result) or run.doubts(result)
    if explain and quoted.edits:
        from newsclean.convert.decisions import merged

        rows = merged(
            [Decision(edit.start, edit.before, edit.after, edit.rule) for edit in quoted.edits], rows
        )
    return Converted(result, configuration, text, warnings, tuple(changes), tuple(rows))


class _Run:
    """One conversion: what was changed and decided so far."""

    def __init__(self, asked: Asked, text: str, found: Census, explain: bool) -> None:
        self._steps = steps_of(asked)
        self._to = asked.to
        self._found, self._explain = found, explain
        self._left_alone: dict[str, str] = {}  # the last text that each step did not change
        self.first: str | None = None  # what the first round made of the text
        self._text = text
        self.changes: list[Change] = []
        self.names: dict[str, None] = {}
        self.rows: list[Decision] = []

    def once(self, current: str) -> str:
        """All steps, one after the other."""
        for step in self._steps:
            if self._left_alone.get(step.name) is current:
                continue
            if not self._found.is_of(current):
                self._found = Census(current)
            if not self._explain and step.idle(self._found) and not step.guard.changes(current, self._found):
                continue
            rows: list[Decision] | None = [] if self._explain else None
            after, changed, by_words = step(current, self._found, rows)
            if rows is not None:
                self._tell(rows, current)
            if by_words:
                self.names[DICTIONARY] = None
            if changed:
                self.names[step.name] = None
            if changed or by_words:
                self.changes.append(Change(step.name if changed else DICTIONARY, after.text, after.joints))
                current = after.text
            else:
                self._left_alone[step.name] = current
        if self.first is None:
            self.first = current
        return current

    def strays(self, result: str) -> tuple[str, ...]:
        """The warning about characters of another script that stay in the result."""
        if not self._found.is_of(result):
            self._found = Census(result)
        if not self._found.has(HANT if self._to == "zh-Hans" else HANS) and not self._found.has(KANJI):
            return ()
        from newsclean.convert.strays import strays

        return strays(result, self._found, self._to, self._steps[0].guard)

    def doubts(self, result: str) -> tuple[str, ...]:
        """The warning about a text that was left alone though it could be in the other script."""
        found = self._found  # of the result: see strays
        if self.names or self._to == "zh-Hans" or not found.has(LEANING) or found.has(HANT | HANS | FOREIGN):
            return ()
        from newsclean.convert.leaning import doubtful

        words = doubtful(self._steps[0].guard.mask(result, found)[0])
        if not words:
            return ()
        shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
        return (warned("not-converted", f"the text could be Simplified, and was left alone: {shown}"),)

    def _tell(self, rows: list[Decision], text: str) -> None:
        """Take in what a step has decided about a text."""
        from newsclean.convert.decisions import edits_among, joined

        if edits_among(rows):
            self.rows = joined(self._text, self.rows, rows)
        elif text == self._text:
            self.rows = self.rows or rows  # the text is left alone, which is a decision, too


def _warnings(quoted: Quoted, is_given_up: bool) -> tuple[str, ...]:
    """What was seen and left alone."""
    warnings: list[str] = [told.pop() for _ in told[:]]
    if quoted.unpaired:
        shown = ", ".join(map(str, quoted.unpaired[:_SHOWN]))
        more = f" and {len(quoted.unpaired) - _SHOWN} more" if len(quoted.unpaired) > _SHOWN else ""
        lines = "lines" if len(quoted.unpaired) > 1 else "line"
        what = f"quotation marks that do not pair were left alone: {lines} {shown}{more}"
        warnings.append(warned("quotation-marks", what))
    if is_given_up:
        what = "the text was not converted: each further conversion would change it again"
        warnings.append(warned("not-converted", what))
    return tuple(warnings)


# Lines named in a warning.
_SHOWN = 5


def _quoted(text: str, asked: Asked) -> Quoted:
    """The text with its quotation marks in the target's form."""
    style = style_of(asked)
    if style is None or not any(mark in text for mark in MARKS):
        return Quoted(text)
    words = words_of(asked)
    marked = [word for word in (*asked.keep, *words, *words.values()) if any(mark in word for mark in MARKS)]
    masked, taken = Guard(asked.protect, marked).mask(text)
    quoted = change_quotes(masked, style)
    if not taken:
        return quoted
    unmasked = unmask(masked, Aligned(quoted.text), taken).text
    return Quoted(unmasked, _moved(masked, quoted, taken), quoted.unpaired)


def _moved(masked: str, quoted: Quoted, taken: Iterable[tuple[str, str]]) -> tuple[Edit, ...]:
    """Edits with their offsets in the text that was masked."""
    edits = []
    stretches = iter(taken)
    at = grown = 0
    for edit in quoted.edits:
        for _ in range(masked.count(MARK, at, edit.start)):
            grown += len(next(stretches)[0]) - 1
        at = edit.start
        edits.append(Edit(edit.stage, edit.rule, edit.start + grown, edit.before, edit.after))
    return tuple(edits)


def style_of(asked: Asked) -> str | None:
    """The quotation marks that are asked for, if any."""
    if asked.quotes == "keep":
        return None
    simplified = asked.to == "zh-Hans" or "2s" in asked.to
    return "curly-quotes" if simplified else "corner-quotes"


def rewrite(text: str, configuration: str, asked: Asked) -> str:
    """See :func:`newsclean.convert.rewrite`."""
    guard, step = _made(configuration, asked, stamps(asked.dict))
    masked, taken = guard.mask(text)
    done = step(masked, None)
    return unmask(masked, done, taken).text if taken else done.text


@lru_cache(maxsize=16)  # each document has several short strings
def _made(configuration: str, asked: Asked, _stamps: Stamps) -> tuple[Guard, Rewrite]:
    """What rewrites short strings, made anew where a dictionary has changed."""
    return Guard(asked.protect, asked.keep, words_of(asked)), rewriting(configuration, asked.engine)
