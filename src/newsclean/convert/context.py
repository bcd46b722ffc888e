"""Choices in context: what a character becomes where no list says so, or one that may be mistaken.

The longest match takes a phrase even from the end of one word and the beginning of the next (免费|发卡), and
a character outside phrases becomes the same everywhere. At such places, for the characters of
``open-choices.txt``, a character model of Traditional text is asked. The lists go first: only a clear margin
goes against a phrase of two characters, and nothing against a longer one, against usage or a caller's word.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache

from newsclean.alignment import Aligned
from newsclean.convert.characters import DATA
from newsclean.convert.engine.rewriter import Match, Rewriter
from newsclean.convert.engine.tables import exceptions_of, rewriter, usage_of
from newsclean.convert.labels import recipe_of
from newsclean.models import ngrams
from newsclean.values import NamedTuple

# Nats by which a form must be likelier than what stands there: where no phrase says what a character
# becomes; where a phrase of two characters does. In genuine text of sources that the model had not seen it
# was right in 24 places and wrong in 139 between 2.5 and 3 nats, right in 58 and wrong in 16 from there to 5;
# with phrases right in 27 and wrong in 48 between 5 and 6.
_MARGIN, _MARGIN_PHRASE = 3.0, 6.0

# Nats by which a form may be rarer than the commonest one of its character. What the model knows of rarer
# ones are their words (茶几, 鞦韆), which the lists have, too: it took 几 for 幾, 硃 for 朱 and 厂 for 廠, in
# the same text wrongly in 102 of 107 places.
_RARE = 4.2

# What Cantonese writes for 是: half of the model's text is Hong Kong's, so that it would write 該係 for
# Taiwan's 該系. Where Taiwan writes it (in laws), usage has the words.
_OTHER_LANGUAGE = frozenset("係")

# Characters before and after a place that the model looks at.
_AROUND = 4


class Choice(NamedTuple):
    """A character for which the model goes against the lists.

    :param listed: what the lists make of it.
    :param chosen: what it becomes.
    :param margin: how much likelier that is, in nats.
    """

    at: int
    listed: str
    chosen: str
    margin: float


class Contextual:
    """A table with usage, and the model where that leaves it open. It may be called from several threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._said = usage_of(name).keys() | exceptions_of(name).keys()
        self._forms = _forms(recipe_of(name).configuration)
        self._known = _known_pairs(recipe_of(name).configuration)
        self._rarer: dict[str, list[float]] = {}
        self._open = re.compile(f"[{''.join(self._forms)}]")
        # What is best at places that were asked for: names and phrases come again.
        self._remembered: dict[tuple[str, int, str], tuple[str, float]] = {}

    def matched(self, text: str, matches: list[Match]) -> tuple[Aligned, list[Choice]]:
        """The text rewritten, and where the model went against the lists, in order.

        :param matches: takes the phrases that were found.
        """
        done = rewriter(self._name).matched(text, matches)
        if done.joints or self._open.search(text) is None:
            return done, []
        choices = list(self._choices(text, done.text, matches))
        if not choices:
            return done, []
        pieces: list[str] = []
        at = 0
        for choice in choices:
            pieces += (done.text[at : choice.at], choice.chosen)
            at = choice.at + 1
        return Aligned("".join([*pieces, done.text[at:]])), choices

    def _alone(self, char: str) -> list[float]:
        """By how many nats each form of a character is rarer than the commonest."""
        if char not in self._rarer:
            costs = ngrams.traditional().characters("", self._forms[char])
            self._rarer[char] = [cost - min(costs) for cost in costs]
        return self._rarer[char]

    def _choices(self, text: str, done: str, matches: Iterable[Match]) -> Iterator[Choice]:
        """Where the model goes against the lists.

        :param done: what the lists make of the text, as long as it.
        """
        differing, said, pairs = rewriter(self._name).differing, self._said, self._known
        remembered = self._remembered
        phrases = iter(matches)
        start, end, number = next(phrases, _BEYOND)
        for match in self._open.finditer(text):
            at = match.start()
            while end <= at:
                start, end, number = next(phrases, _BEYOND)
            length = end - start if start <= at else 1
            if length > 2 or (length == 2 and number >= differing):
                continue  # a long phrase, or one that says what is usual
            listed = done[at]
            if pairs.get(text[at : at + 2], "")[:1] == listed or (
                at and pairs.get(text[at - 1 : at + 1], "")[1:] == listed
            ):
                continue  # written so in text, whatever took it from the lists
            if length == 2 and text[start:end] in said:
                continue
            around = max(0, at - _AROUND)
            place = done[around : at + 1 + _AROUND], at - around, match[0]
            found = remembered.get(place)
            if found is None:
                if len(remembered) >= _REMEMBERED:
                    remembered.clear()
                found = remembered[place] = self._best(*place)
            chosen, margin = found
            if margin >= (_MARGIN_PHRASE if length == 2 else _MARGIN):
                yield Choice(at, listed, chosen, margin)

    def _best(self, text: str, at: int, char: str) -> tuple[str, float]:
        """The form of a character that is likeliest in its place, and by how many nats it is likelier than
        what the lists have put there; less than nothing where that is none of its forms.

        :param text: what stands around the place, which is at ``at``, as the lists make it.
        """
        forms, listed = self._forms[char], text[at]
        if listed not in forms:
            return listed, -1.0
        costs = ngrams.traditional().choice(text[:at], forms, text[at + 1 :])
        alone = self._alone(char)
        usual = [number for number in range(len(forms)) if alone[number] < _RARE]
        best = min(usual, key=costs.__getitem__)
        return forms[best], costs[forms.index(listed)] - costs[best]


# Places remembered at most: about 8 MB.
_REMEMBERED = 20_000

# Behind all text.
_BEYOND = (sys.maxsize, sys.maxsize, -1)


@cache
def contextual(name: str) -> Contextual:
    """The table of a name with usage."""
    return Contextual(name)


def open_characters() -> list[str]:
    """The characters of ``open-choices.txt``."""
    return list(_forms("s2tw"))


@cache
def _known_pairs(configuration: str) -> dict[str, str]:
    """Pairs of characters of which it is known how text writes them."""
    with open(os.path.join(DATA, "known-pairs.txt"), encoding="utf-8") as file:
        pairs = "".join([line.rstrip("\n") for line in file if not line.startswith("#")])
    simplified = [pairs[at : at + 2] for at in range(0, len(pairs), 4)]
    written = [pairs[at : at + 2] for at in range(2, len(pairs), 4)]
    if "hk" in configuration:
        written = rewriter("t2hk")("\n".join(written)).split("\n")
    return dict(zip(simplified, written, strict=True))


@cache
def _forms(configuration: str) -> dict[str, tuple[str, ...]]:
    """What each open character may become."""
    with open(os.path.join(DATA, "open-choices.txt"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    region = _region(configuration)
    other = _OTHER_LANGUAGE if "hk" not in configuration else ()
    return {
        char: tuple(region(form) for form in forms.split(" ") if form not in other) for char, forms in rows
    }


def _region(configuration: str) -> Rewriter:
    return rewriter("t2hk" if "hk" in configuration else "t2tw")
