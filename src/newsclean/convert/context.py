"""Choices in context: what a character becomes where no list says so, or one that may be mistaken.

The longest match takes a phrase even from the end of one word and the beginning of the next (免费|发卡), and
a character outside phrases becomes the same everywhere. At such places, for the characters of
``open-choices.txt``, a character model of Traditional text is asked. The lists go first: only a clear margin
goes against a phrase of two characters, and nothing against a longer one, against usage or a caller's word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import methodcaller

from newsclean import data_files
from newsclean.alignment import Aligned
from newsclean.convert.engine.rewriter import Match
from newsclean.convert.engine.tables import rewriter
from newsclean.convert.labels import recipe_of
from newsclean.convert.topics import by_topic
from newsclean.models import ngrams
from newsclean.patterns import compiled
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Nats by which a form must be likelier than what stands there: where no phrase says what a character
# becomes; where a phrase of two characters does. In genuine text of sources that the model had not seen it
# was right in 24 places and wrong in 139 between 2.5 and 3 nats, right in 58 and wrong in 16 from there to 5;
# with phrases right in 27 and wrong in 48 between 5 and 6.
_MARGIN, _MARGIN_PHRASE = 3.0, 6.0

# Nats by which a usual pair must be likelier than what is made of it by a phrase of up to so many characters
# that has taken one of the two, beyond the nats by which its form is the commoner one everywhere (后 and 後).
# In transcripts and a manual that neither model nor lists had seen that was right in 76 places and wrong in
# 2; from 1 to 2 it was right in 6 and wrong in one, below 1 right in 13 and wrong in 21. Longer phrases
# changed nothing.
_MARGIN_TORN, _TORN = 2.0, 3

# Nats by which a form may be rarer than the commonest one of its character. What the model knows of rarer
# ones are their words (茶几, 鞦韆), which the lists have, too: it took 几 for 幾, 硃 for 朱 and 厂 for 廠, in
# the same text wrongly in 102 of 107 places.
_RARE = 4.2

# What Cantonese writes for 是: half of the model's text is Hong Kong's, so that it would write 該係 for
# Taiwan's 該系. Where Taiwan writes it (in laws), usage has the words.
_OTHER_LANGUAGE = frozenset("係")

# Nats by which a form must be likelier than what a phrase says beyond those by which it is the commoner one
# everywhere: of 皇后大道 the model knows that 後 is common. In text that model and lists had not seen, what
# this leaves out was right in 2 places and wrong in 16, the rest right in 47 and wrong in 14.
_MARGIN_COMMONER = 1.0

# Of 錶, which is 400 times rarer than 表, the model knows too little to go against the lists (名錶, 懷錶),
# and so it does of 麵 (炒麵。). Only pairs that a phrase tore are looked at (自动|表格).
_PAIRS_ONLY = frozenset("表面")

# Characters before and after a place that the model looks at: it sees no more.
_AROUND = 4


class Choice(NamedTuple):
    """A character for which the model goes against the lists.

    :param listed: what the lists make of it.
    :param chosen: what it becomes.
    :param margin: how much likelier that is, in nats.
    :param why: what decided, if it is not the model: ``pair`` with two characters that are usually written so
        and that a phrase tore, ``topic`` with the word of one.
    """

    at: int
    listed: str
    chosen: str
    margin: float
    why: str = ""


class Contextual:
    """A table with usage, and the model where that leaves it open. It may be called from several threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._forms = _forms(recipe_of(name).configuration)
        known = _pairs("known-pairs.txt", recipe_of(name).configuration)
        self._usual = known | _pairs("usual-pairs.txt", recipe_of(name).configuration)
        self._known = _Known(known)
        self._rarer: dict[str, list[float]] = {}
        self._open = compiled(f"[{''.join(self._forms)}]")
        # What is best at places that were asked for, and what pairs cost there: names and phrases come again.
        self._best: dict[tuple[str, int, str], tuple[str, float]] = {}
        self._costs: dict[tuple[str, tuple[str, ...], str], list[float]] = {}

    def matched(self, text: str, matches: list[Match]) -> tuple[Aligned, list[Choice]]:
        """The text rewritten, and where the model went against the lists, in order.

        :param matches: takes the phrases that were found.
        """
        done = rewriter(self._name).matched(text, matches)
        if done.joints:
            return done, []
        chosen = {choice.at: choice for choice in self._by_topic(text, done.text)}
        chosen |= {choice.at: choice for choice in self._choices(text, done.text, matches)}
        if not chosen:
            return done, []
        choices = [chosen[at] for at in sorted(chosen)]
        pieces: list[str] = []
        at = 0
        for choice in choices:
            pieces += (done.text[at : choice.at], choice.chosen)
            at = choice.at + 1
        return Aligned("".join([*pieces, done.text[at:]])), choices

    @staticmethod
    def _by_topic(text: str, done: str) -> Iterator[Choice]:
        """Where what the text is about is against the lists."""
        for at, topic in by_topic(text):
            if done[at] != topic.form:
                yield Choice(at, done[at], topic.form, 0.0, f"topic {topic.word}")

    def _alone(self, char: str) -> list[float]:
        """By how many nats each form of a character is rarer than the commonest."""
        if char not in self._rarer:
            costs = ngrams.traditional().characters("", self._forms[char])
            self._rarer[char] = [cost - min(costs) for cost in costs]
        return self._rarer[char]

    def _choices(self, text: str, done: str, matches: Sequence[Match]) -> Iterator[Choice]:
        """Where the model goes against the lists.

        :param done: what the lists make of the text, as long as it.
        """
        places = self._unknown(text, done)
        if not places:
            return
        table, usual = rewriter(self._name), self._usual
        begins = [start for start, _, _ in matches]
        decided = 0  # what is before is decided
        for at in places:
            if at < decided:
                continue
            number = bisect_right(begins, at) - 1
            start, end, phrase = matches[number] if number >= 0 else (at, at, 0)
            if end <= at:
                start, end = at, at + 1
            length = end - start
            if length > _TORN:
                continue
            is_said = length > 1 and table.is_noted(phrase)
            if 1 < length <= (2 if is_said else _TORN) and (at == start or at == end - 1):
                outside = start - 1 if at == start else end
                pair = min(at, outside)
                if text[pair : pair + 2] in usual:
                    torn = self._torn(text, done, pair, outside, matches[max(0, number - 1) : number + 2])
                    if torn:
                        decided = torn[-1].at + 1
                        yield from torn
                        continue
            if length > 2 or is_said or text[at] in _PAIRS_ONLY:
                continue
            if length == 2 and phrase >= table.differing:
                continue  # a phrase that says what is usual
            around = max(0, at - _AROUND)
            chosen, margin = self._likeliest(done[around : at + 1 + _AROUND], at - around, text[at])
            if margin >= _MARGIN and (length == 1 or margin >= self._needed(text[at], done[at], chosen)):
                yield Choice(at, done[at], chosen, margin)

    def _unknown(self, text: str, done: str) -> list[int]:
        """Where open characters stand, but for those that are written as the pair with the character before
        or behind them always is, whatever took them from the lists.
        """
        known, bounded = self._known, f"\n{text}\n"
        places = [match.start() for match in self._open.finditer(text)]
        return [at for at in places if done[at] not in known[bounded[at : at + 3]]]

    def _needed(self, char: str, listed: str, chosen: str) -> float:
        """By how many nats a form must be likelier than what a phrase of two characters says."""
        return max(_MARGIN_PHRASE, _MARGIN_COMMONER + self._commoner(char, listed, chosen))

    def _torn(self, text: str, done: str, at: int, outside: int, beside: Sequence[Match]) -> list[Choice]:
        """What a pair becomes of which a phrase has taken one character, as text usually writes it (来|复制).

        :param at: of the pair; ``outside``: of the character that the phrase has not taken.
        :param beside: the phrase, with the ones before and behind it.
        """
        written, listed = self._usual[text[at : at + 2]], done[at : at + 2]
        if written == listed:
            return []
        is_taken = any(start <= outside < end for start, end, _ in beside)
        if is_taken and written[outside - at] != listed[outside - at]:
            return []  # another phrase says what it becomes
        one, other = self._asked(done, at, (listed, written))
        places = [place for place in (0, 1) if listed[place] != written[place]]
        everywhere = max(self._commoner(text[at + place], listed[place], written[place]) for place in places)
        margin = one - other
        if margin - max(0.0, everywhere) < _MARGIN_TORN:
            return []
        why = f"pair {text[at : at + 2]}"
        return [Choice(at + place, listed[place], written[place], margin, why) for place in places]

    def _asked(self, done: str, at: int, candidates: tuple[str, ...]) -> list[float]:
        """What the text costs with each of some candidates at a place, in nats."""
        behind = at + len(candidates[0])
        place = done[max(0, at - _AROUND) : at], candidates, done[behind : behind + _AROUND]
        costs = self._costs.get(place)
        if costs is None:
            _make_room(self._costs)
            costs = self._costs[place] = ngrams.traditional().choice(*place)
        return costs

    def _commoner(self, char: str, one: str, other: str) -> float:
        """By how many nats a form of a character is commoner than another; 0 where that is not known."""
        forms = self._forms.get(char, ())
        if one not in forms or other not in forms:
            return 0.0
        alone = self._alone(char)
        return alone[forms.index(one)] - alone[forms.index(other)]

    def _likeliest(self, text: str, at: int, char: str) -> tuple[str, float]:
        """The form of a character that is likeliest in its place, and by how many nats it is likelier than
        what the lists have put there; less than nothing where that is none of its forms.

        :param text: what stands around the place, which is at ``at``, as the lists make it.
        """
        place = text, at, char
        known = self._best.get(place)
        if known is not None:
            return known
        _make_room(self._best)
        forms, listed = self._forms[char], text[at]
        found = listed, -1.0
        if listed in forms:
            costs = ngrams.traditional().choice(text[:at], forms, text[at + 1 :])
            alone = self._alone(char)
            usual = [number for number in range(len(forms)) if alone[number] < _RARE]
            best = min(usual, key=costs.__getitem__)
            found = forms[best], costs[forms.index(listed)] - costs[best]
        self._best[place] = found
        return found


class _Known(dict[str, tuple[str, str]]):
    """What a character becomes by the pairs with the ones before and behind it; asked for by all three, and
    remembered, for they come again.
    """

    def __init__(self, pairs: dict[str, str]) -> None:
        self._pairs = pairs

    def __missing__(self, three: str) -> tuple[str, str]:
        _make_room(self)
        before, behind = self._pairs.get(three[:2], "  "), self._pairs.get(three[1:], "  ")
        found = self[three] = before[1], behind[0]
        return found


def _make_room(remembered: dict[Any, Any]) -> None:
    """Forget what was remembered, if it is too much."""
    if len(remembered) >= _REMEMBERED:
        remembered.clear()


# Places remembered at most: about 8 MB.
_REMEMBERED = 20_000

_START = methodcaller("start")


@cache
def contextual(name: str) -> Contextual:
    """The table of a name with usage."""
    return Contextual(name)


def open_characters() -> list[str]:
    """The characters of ``open-choices.txt``."""
    return list(_forms("s2tw"))


@cache
def _pairs(file_name: str, configuration: str) -> dict[str, str]:
    """Pairs of characters of which it is known how text writes them."""
    pairs = "".join(data_files.lines("convert", file_name))
    simplified = [pairs[at : at + 2] for at in range(0, len(pairs), 4)]
    written = [pairs[at : at + 2] for at in range(2, len(pairs), 4)]
    written = _regional("\n".join(written), configuration).split("\n")
    return dict(zip(simplified, written, strict=True))


@cache
def _forms(configuration: str) -> dict[str, tuple[str, ...]]:
    """What each open character may become."""
    rows = (line.split("\t") for line in data_files.lines("convert", "open-choices.txt"))
    other = _OTHER_LANGUAGE if "hk" not in configuration else ()
    return {
        char: tuple(_regional(form, configuration) for form in forms.split(" ") if form not in other)
        for char, forms in rows
    }


def _regional(text: str, configuration: str) -> str:
    """Text in Taiwan's forms of characters with those that a configuration writes: Hong Kong's 裏 and 麪."""
    return rewriter("t2hk")(rewriter("tw2t")(text)) if "hk" in configuration else text
