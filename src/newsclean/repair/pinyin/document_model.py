"""How plausible a character is in one document: the general model, and what the document shows.

The text is Simplified text in Traditional characters, one for one; the model is asked for the
Simplified forms, of which it has seen more.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache

from newsclean.models.trigrams import plain, sequences
from newsclean.repair.characters import READING_LETTERS, simplified_form, simplified_only, simplify

#: Full-width forms that many sites folded to ASCII, and back.
FOLDED = {0xFF01 + i: 0x21 + i for i in range(94)}
UNFOLDED = {chr(0x21 + i): chr(0xFF01 + i) for i in range(94)}

#: Quotation marks and brackets, opening → closing.
MARKS = dict(zip("“‘《〈（【「『", "”’》〉）】」』", strict=True))

# How much the document's own characters, pairs and threes count against the model.
_OWN = (0.05, 0.2, 0.3)
# Nats, set by hand. The 1:1 table that made the text gives one Traditional form for a Simplified
# character; an opening mark does not end a line.
_OTHER_FORM = 3.0
_OPEN_AT_END = 4.0

# Costs remembered at most: about 30 MB, some dozens of searches.
_MOST_COSTS = 150_000

ANNOTATION = re.compile(rf"\(([{READING_LETTERS}]{{1,7}})\)")


@dataclass(slots=True)
class Reader:
    """What a document tells about itself, and how plausible it makes a character.

    :param known: the characters that the document annotates.
    :param folded: whether its full-width punctuation was folded to ASCII.
    :param private_dropped: whether private-use characters were dropped from it: it has none.
    :param drops_lead: whether its decoder left the byte behind a lost one in place.
    """

    known: frozenset[str] = frozenset()
    folded: bool = False
    private_dropped: bool = True
    drops_lead: bool = False
    _sequences: Counter[str] = field(default_factory=Counter)
    _size: int = 0
    _forms: Counter[str] = field(default_factory=Counter)
    _costs: dict[tuple[str, str], float] = field(default_factory=dict)

    def learn(self, text: str) -> None:
        """Take a document's own words as evidence: names and terms come more than once."""
        words = simplify(unfold(text))
        for length in (1, 2, 3):
            self._sequences.update(words[i : i + length] for i in range(len(words) - length + 1))
        self._size += len(words)
        self._forms.update(text)

    def cost(self, context: str, character: str) -> float:
        """−ln P of a character of the true text behind the one or two before it, in nats."""
        known = self._costs.get((context, character))
        if known is None:
            if len(self._costs) >= _MOST_COSTS:
                self._costs.clear()
            self._costs[context, character] = known = self._cost(context, character)
        return known

    def _cost(self, context: str, character: str) -> float:
        (before, plain_before), (right, plain_right) = _as_counted(context), _as_counted(character)
        p = math.exp(-sequences().cost(plain_before, plain_right))
        for length, own in enumerate(_OWN[: len(before) + 1]):
            known = before[len(before) - length :]
            if seen := self._sequences.get(known + right, 0):
                whole = self._sequences[known] if length else self._size
                p = (1 - own) * p + own * seen / (whole + 2)
        nats = -math.log(p)
        if context[-1:] in MARKS and character == "\n":
            nats += _OPEN_AT_END
        if right != character and not self._forms.get(character) and self._has_other_form(right, character):
            nats += _OTHER_FORM
        return nats

    def _has_other_form(self, short: str, character: str) -> bool:
        """Whether the document writes the character in another form."""
        return any(self._forms.get(form) for form in _forms(short) if form != character)

    def is_foreign(self, character: str) -> bool:
        """Whether only Simplified text has the character, and this document does not."""
        return character in simplified_only() and character not in self._forms

    def text_cost(self, text: str, context: str) -> float:
        """The cost of a text that is in step, in nats."""
        total = 0.0
        for character in ANNOTATION.sub("", text):
            total += self.cost(context, character)
            context = context[-1:] + character
        return total

    def written(self, character: str) -> str:
        """A character of the true text as this document writes it."""
        return character.translate(FOLDED) if self.folded else character


@lru_cache(maxsize=50_000)
def _as_counted(text: str) -> tuple[str, str]:
    """One or two characters as the document's sequences have them, and as the tables do."""
    words = simplify(unfold(text))
    return words, plain(words)


@cache
def _forms(short: str) -> str:
    found = _all_forms().get(short, "")
    return short + found


@cache
def _all_forms() -> dict[str, str]:
    table: dict[str, str] = {}
    for form, short in simplified_form().items():
        table[short] = table.get(short, "") + form
    return table


def unfold(text: str) -> str:
    """Text with the punctuation that sites fold in its full-width form, for the model."""
    return text.translate(_WIDE)


_WIDE = {ord(c): UNFOLDED[c] for c in ",!;?:()"}
