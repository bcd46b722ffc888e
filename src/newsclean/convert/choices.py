"""The choices that a configuration has: what a character or a word could become, and why it does.

Nothing here converts: it says which entry of the dictionaries the longest match takes at each place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from newsclean.alignment import Aligned
from newsclean.convert.context import Choice
from newsclean.convert.engine.rewriter import Match
from newsclean.convert.engine.tables import entries, read_borders, rewriter, usage_of
from newsclean.convert.labels import recipe_of
from newsclean.convert.language import is_foreign
from newsclean.convert.opencc.dictionaries import read_values
from newsclean.convert.opencc.installed import own_files, usage_file
from newsclean.convert.usage import read_usage
from newsclean.document import Decision
from newsclean.options import CONFIGURATIONS

# How the groups of names are headed in overlay.txt.
_NAMES = "# Names:"


@cache
def choices_of(name: str) -> Choices | None:
    """The choices of a configuration; ``None`` for what is none of OpenCC's."""
    return Choices(name) if recipe_of(name).configuration in CONFIGURATIONS else None


class Choices:
    """What one configuration chooses from.

    :param name: of OpenCC's, or of newsclean's.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._table, source = entries(name)
        self._normal = {ord(key): value for key, value in source.normalization.items()}
        self._stages = read_values(source.name)
        self._forms = {char: forms for char in self._chars() if len(forms := self._all_forms(char)) > 1}
        # The words of a region are told from its forms of characters by the configuration without them.
        self._plain = name.replace(source.name, source.name[:-1]) if source.name.endswith("p") else None
        self._usage = usage_of(name)
        self._registers = {
            row.word: f"register {of.partition('-')[2]}"
            for of in recipe_of(name).lists[1:]
            for row in read_usage(usage_file(of))
        }
        self._reasons: dict[str, str] = {}
        self._borders: dict[str, tuple[str, str]] = {}
        recipe = recipe_of(name)
        if recipe.words:
            overlay, borders = own_files(recipe)
            self._reasons = _overlay(Path(overlay).read_text(encoding="utf-8"))
            if recipe.usage:
                self._reasons |= _overlay(Path(usage_file("exceptions")).read_text(encoding="utf-8"))
            self._borders = {"".join(pair): pair for pair in read_borders(borders)}
        self._phrases = source.segmentation | {
            key for stage in source.stages for key in stage if len(key) > 1
        }

    def others(self, char: str, chosen: str) -> tuple[str, ...]:
        """What a character could have become instead."""
        return tuple(form for form in self._forms.get(char, ()) if form != chosen)

    def kept(self, text: str, start: int, end: int, rule: str) -> Iterator[Decision]:
        """The characters of a stretch that was left alone where there was a choice."""
        if is_foreign(text[start:end]):
            return
        for at in range(start, end):
            others = self.others(text[at], text[at])
            if others:
                yield Decision(at, text[at], text[at], rule, others)

    def decided(
        self, text: str, done: Aligned, matches: Iterable[Match], against: Iterable[Choice]
    ) -> Iterator[Decision]:
        """What becomes of a stretch that is converted, in order.

        :param done: what the engine made of it.
        :param matches: the phrases that it found.
        :param against: where the model went against the lists.
        """
        pending: list[Decision] = []  # neighbours that change without a choice are told together
        chosen = {choice.at: choice for choice in against}
        for told in self._rows(text, done.text, matches):
            choice = chosen.get(told.start) if len(told.before) == 1 else None
            row = self._by_model(told, choice) if choice else told
            if pending and (row.alternatives or row.start != pending[-1].start + len(pending[-1].before)):
                yield _together(pending)
                pending = []
            if row.alternatives:
                yield row
            elif row.before != row.after:
                pending.append(row)
        if pending:
            yield _together(pending)

    def _by_model(self, row: Decision, choice: Choice) -> Decision:
        """A row, where the model went against it."""
        others = self.others(row.before, choice.chosen)
        return Decision(
            row.start, row.before, choice.chosen, choice.why or f"model {choice.margin:.1f}", others
        )

    def _rows(self, text: str, done: str, matches: Iterable[Match]) -> Iterator[Decision]:
        normal = text.translate(self._normal) if self._normal else text
        at = to = 0
        for start, end, _ in (*matches, (len(text), len(text), -1)):
            for place in range(at, start):
                # In a description of a character nothing is converted.
                if done[to] != text[place] or self._table.get(normal[place], normal[place]) == text[place]:
                    yield from self._of_key(normal[place], text[place], place)
                to += 1
            if start < end:
                key = normal[start:end]
                yield from self._of_key(key, text[start:end], start)
                to += len(self._table[key])
            at = end

    def _of_key(self, key: str, given: str, at: int) -> Iterator[Decision]:
        value = self._table.get(key, key)
        if self._plain is not None and len(key) > 1:
            plain = rewriter(self._plain)(key)
            if plain != value:
                yield self._of_region(key, given, at, plain)
                return
        if len(key) != len(value):
            if given != value:
                yield Decision(at, given, value, self._reason(key, 0))
            return
        for place, (old, new) in enumerate(zip(key, value, strict=True)):
            others = self.others(old, new)
            rule = self._reason(key, place) if others else self._name
            yield Decision(at + place, given[place], new, rule, others)

    def _of_region(self, key: str, given: str, at: int, plain: str) -> Decision:
        """A word that the region has another one for."""
        value = self._table[key]
        known = [other for stage in self._stages for other in stage.get(key, ())]
        others = [other for other in dict.fromkeys([plain, *known]) if other != value]
        return Decision(at, given, value, f"region {key}", tuple(others))

    def _reason(self, key: str, place: int) -> str:
        """Why a character of a key becomes what it does."""
        said = self._said(key, self._table.get(key))
        if said:
            return said
        if key in self._reasons:
            return f"{self._reasons[key]} {key}"
        if key in self._borders:
            first, second = self._borders[key]
            word, begins = (first, 0) if place < len(first) else (second, len(first))
            said = self._said(word, self._table[key][begins : begins + len(word)])
            return said or f"border {first}|{second}"
        if len(key) == 1:
            return "character"
        if key in self._phrases:
            return f"phrase {key}"
        # Keys that were joined because one would swallow the other's beginning: the phrase around the place.
        for length in range(len(key) - 1, 1, -1):
            for start in range(max(0, place - length + 1), min(place, len(key) - length) + 1):
                part = key[start : start + length]
                if part in self._reasons or part in self._phrases:
                    return self._reason(part, place - start)
        return "character"

    def _said(self, word: str, value: str | None) -> str:
        """What usage, of the region or of a register, says of a word, if it is what the word became."""
        usage = self._usage.get(word)
        if usage is None or usage.written != value:
            return ""
        return f"{self._registers.get(word, 'usage')} {word} {usage.times}:{usage.others}"

    def _chars(self) -> set[str]:
        return {key for stage in self._stages for key in stage if len(key) == 1}

    def _all_forms(self, char: str) -> tuple[str, ...]:
        """Everything a character can become, what it becomes by itself first."""
        forms = [char]
        for stage in self._stages:
            forms = [other for form in forms for other in stage.get(form, (form,))]
        return tuple(dict.fromkeys([self._table.get(char, char), *forms]))


def _together(rows: list[Decision]) -> Decision:
    first = rows[0]
    return Decision(
        first.start, "".join([row.before for row in rows]), "".join([row.after for row in rows]), first.rule
    )


def _overlay(content: str) -> dict[str, str]:
    """The words of overlay.txt, each with the kind of its group: ``name`` or ``word``."""
    kinds = {}
    kind = "word"
    for line in content.split("\n"):
        if line == "#":
            kind = "word"
        elif line.startswith(_NAMES):
            kind = "name"
        elif line and not line.startswith("#"):
            kinds[line.partition("\t")[0]] = kind
    return kinds
