"""How plausible a character is in one document: the general model, and what the document shows.

The text is Simplified text in Traditional characters, one for one; the model is asked for the
Simplified forms, of which it has seen more.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache, lru_cache

from newsclean.models import ngrams
from newsclean.models.trigrams import plain, sequences
from newsclean.patterns import lazy
from newsclean.repair.characters import (
    READING_LETTERS,
    read_as,
    simplified_form,
    simplified_only,
    simplify,
    table,
)
from newsclean.repair.pinyin import thresholds
from newsclean.repair.pinyin.gaps import Gaps
from newsclean.repair.pinyin.gbk_candidates import WIDE_DIGITS, WIDE_LETTERS
from newsclean.repair.pinyin.marks import CLOSING

#: Full-width forms that many sites folded to ASCII, and back.
FOLDED = {0xFF01 + i: 0x21 + i for i in range(94)}
UNFOLDED = {chr(0x21 + i): chr(0xFF01 + i) for i in range(94)}

#: So many characters before one are looked at.
REACH = 4

# How much the document's own characters, pairs, threes and fours count against the model.
_OWN = (0.05, 0.2, 0.3, 0.35)

# Contexts whose costs are remembered at most: about 30 MB, some dozens of searches.
_MOST_CONTEXTS = 10_000

ANNOTATION = lazy(rf"\(([{READING_LETTERS}]{{1,7}})\)")
#: A character and its reading behind it.
ANNOTATED = lazy(rf"([\u4e00-\u9fff])\(([{READING_LETTERS}]{{1,7}})\)")


class DocumentModel:
    """What a document tells about itself, and how plausible it makes a character.

    :param known: the characters that the document annotates.
    :param folded: whether its full-width punctuation was folded to ASCII.
    :param private_dropped: how likely it is that private-use characters were dropped from it: 0 if it
        has any, and the more the longer the text that is out of step and has none.
    :param drops_lead: whether its decoder left the byte behind a lost one in place.
    :param newline: how its lines end.
    """

    def __init__(
        self,
        *,
        known: frozenset[str] = frozenset(),
        folded: bool = False,
        drops_lead: bool = False,
        newline: str = "\n",
    ) -> None:
        self.known = known
        self.folded = folded
        self.private_dropped = 0.0
        self.drops_lead = drops_lead
        self.newline = newline
        self._learnt: list[str] = []
        self._counts: Counter[str] = Counter()
        self._size = 0
        self._forms: Counter[str] = Counter()
        self._costs: dict[str, dict[str, float]] = {}
        self._form_costs: dict[str, float] = {}
        self.gaps = Gaps()

    def learn(self, text: str) -> None:
        """Take a document's own words as evidence: names and terms come more than once.

        :param text: a part of the document that is good or was restored; U+FFFD stands for what is not.
        """
        self._costs.clear()
        self._form_costs.clear()
        words = as_counted(text.replace("\ufffd", "\n"))
        self._learnt.append(words)
        self._size += len(words)
        self._forms.update(text)
        self.gaps.learn(text)

    def _sequences(self) -> Counter[str]:
        """How often each sequence of a few characters is in the document.

        They are counted when they are first asked for: in most long documents a question mark stands where a
        reading may have been, and nothing behind it is odd.
        """
        while self._learnt:
            words = self._learnt.pop()
            for length in range(1, len(_OWN) + 1):
                parts = zip(*(words[start:] for start in range(length)), strict=False)
                self._counts.update(map("".join, parts))
        return self._counts

    def cost_of_line_end(self, last: str) -> float:
        """−ln P that a line end is behind the last characters, in nats."""
        return self._cost_of_break(last) - math.log(self.gaps.line_ends(last[-1:]))

    def cost_of_blank(self, last: str) -> float:
        """−ln P that a blank is behind the last characters, in nats."""
        return self._cost_of_break(last) - math.log(1 - self.gaps.line_ends(last[-1:]))

    def _cost_of_break(self, last: str) -> float:
        return -math.log(math.exp(-self.cost(last, "\n")) + math.exp(-self.cost(last, " ")))

    def cost(self, context: str, character: str) -> float:
        """−ln P of a character of the true text after the last few before it, in nats."""
        return self.costs_after(context, character)[0]

    def costs_after(self, context: str, candidates: str) -> list[float]:
        """−ln P of each of some characters after the same few before them, in nats."""
        known = self._costs.get(context)
        if known is None:
            if len(self._costs) >= _MOST_CONTEXTS:
                self._costs.clear()
            self._costs[context] = known = {}
        new = [character for character in candidates if character not in known]
        if new:
            known.update(zip(new, self._costs_after(context, new), strict=True))
        return [known[character] for character in candidates]

    def _costs_after(self, context: str, candidates: list[str]) -> list[float]:
        before, counted = _few_as_counted(context), self._sequences()
        rights = [_few_as_counted(character) for character in candidates]
        # How often each end of the context is in the document; its own text is asked only for those that are.
        own = []
        for length, share in enumerate(_OWN[: len(before) + 1]):
            end = before[len(before) - length :]
            size = counted.get(end, 0) if length else self._size
            if not size and length:
                break
            own.append((1 - share, end, share / (size + 2)))
        found, opens = [], context[-1:] in CLOSING
        for character, right, general in zip(
            candidates, rights, _general_chances(before, rights), strict=True
        ):
            p = general
            for rest, end, weight in own:
                seen = counted.get(end + right)
                if not seen:
                    break
                p = rest * p + weight * seen
            form = self._form_costs.get(character)
            if form is None:
                self._form_costs[character] = form = self._cost_of_form(right, character)
            cost = form - math.log(p)
            found.append(cost + (thresholds.OPEN_AT_END if character == "\n" and opens else 0.0))
        return found

    def _cost_of_form(self, short: str, character: str) -> float:
        """What it costs that the document does not write a character, but another form of it."""
        if character in "他她":
            both = self._forms["他"] + self._forms["她"] + 2
            return -math.log((self._forms[character] + 1) / both)
        if self._forms.get(character):
            return 0.0
        if character in WIDE_DIGITS or character in WIDE_LETTERS:
            return thresholds.WIDE_FORM
        if character in _unwritten():
            return thresholds.OTHER_FORM
        if (short != character or character == "着") and any(
            self._forms.get(form) for form in short + _forms().get(short, "") if form != character
        ):
            return thresholds.OTHER_FORM
        return 0.0

    def is_foreign(self, character: str) -> bool:
        """Whether only Simplified text has the character, and this document does not."""
        return character in simplified_only() and character not in self._forms

    def strangeness(self, text: str) -> float:
        """What speaks against a text that is said to be in step, beside its characters' costs, in nats."""
        signs = sum(self.is_foreign(character) for character in text)
        signs += sum(match.group(1) not in read_as(match.group(2)) for match in ANNOTATED.finditer(text))
        return thresholds.STRANGE * signs

    def text_cost(self, text: str, context: str) -> float:
        """The cost of a text that is in step, in nats."""
        return sum(self.costs(text, context))

    def costs(self, text: str, context: str) -> list[float]:
        """The costs of the characters of a text that is in step, in nats; readings are left out."""
        found = []
        for character in ANNOTATION.sub("", text):
            found.append(self.cost(context, character))
            context = context[1 - REACH :] + character
        return found

    def written(self, character: str) -> str:
        """A character of the true text as this document writes it."""
        return character.translate(FOLDED) if self.folded else character


def _general_chances(context: str, characters: list[str]) -> list[float]:
    """P of each of some characters by the general model.

    The table that made the text writes 著 for 着 too, and the model of Simplified text knows them apart:
    the likelier one is meant.
    """
    found = _mean_chances(context, characters)
    if "著" in context:
        found = list(map(max, found, _mean_chances(particles(context), list(map(particles, characters)))))
    elif "著" in characters:
        at = characters.index("著")
        found[at] = max(found[at], *_mean_chances(context, ["着"]))
    return found


def _mean_chances(context: str, characters: list[str]) -> list[float]:
    """The mean of P by two models, which err in different places."""
    threes = sequences().costs(plain(context[-2:]), plain("".join(characters)))
    fives = ngrams.simplified().characters(context, characters)
    exp = math.exp
    return [(exp(-three) + exp(-five)) / 2 for three, five in zip(threes, fives, strict=True)]


def particles(text: str) -> str:
    """Text with 著 as the particle 着, which Traditional text of this kind writes so."""
    return text.replace("著", "着")


def as_counted(text: str) -> str:
    """Text as it is counted: simplified, its marks in their full-width form, 她 as 他.

    The general model was counted from news, where 她 is rare; which of the two it is the document says.
    """
    return simplify(unfold(text)).replace("她", "他")


_few_as_counted = lru_cache(maxsize=50_000)(as_counted)


# Simplified characters that the tables of injectors leave as they are, seen in texts of 48 sites.
_KEPT = "后于里面系制并范云只干"


@cache
def _unwritten() -> frozenset[str]:
    """The forms that the tables of injectors do not write: they write another one, and only that."""
    written = {character for character, *_ in table("injectors.tsv")}
    short_of = simplified_form()
    decided = {short_of[form] for form in written & short_of.keys()} | set(_KEPT)
    return frozenset(form for form, short in short_of.items() if short in decided and form not in written)


@cache
def _forms() -> dict[str, str]:
    """The Traditional forms of Simplified characters."""
    table: dict[str, str] = {"着": "著"}
    for form, short in simplified_form().items():
        table[short] = table.get(short, "") + form
    return table


def unfold(text: str) -> str:
    """Text with the punctuation that sites fold in its full-width form, for the model."""
    return text.translate(_WIDE)


_WIDE = {ord(c): UNFOLDED[c] for c in ",!;?:()"}
