"""Whether readings in brackets were injected into a document, or are their author's.

What is injected is decided for the document, never for one annotation, but not by the document as a
whole: a headline, comments or a half of it may be clean. So only the *pieces* (sentences and lines)
that hold annotations or torn places are witnesses, and each witness is worth some nats for or against: see
:mod:`newsclean.repair.pinyin.thresholds`. Torn places are the strongest: ``償?shù)`` has the bytes of a
character and of its reading in it, and no author writes that.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.repair.characters import READING_LETTERS, read_as, read_as_toneless, table
from newsclean.repair.examples import mentions
from newsclean.repair.pinyin import gbk_candidates as gbk
from newsclean.repair.pinyin import thresholds
from newsclean.repair.pinyin.document_model import ANNOTATED
from newsclean.values import NamedTuple

_TORN = lazy(rf"([^\x00-\x7f])\?([{READING_LETTERS}]{{1,7}})\)")
# A program that ran twice; no author writes that either.
_TWICE = lazy(rf"(?<=[\u4e00-\u9fff])(\([{READING_LETTERS}]{{1,7}}\))\1")
_HAN = lazy("[\u4e00-\u9fff]")
# Sentences and lines. ！ and ？ end sentences, too, but damaged text has them inside characters.
_PIECE = lazy("[^\r\n。]+")
_NOTES = lazy(rf"(?<=[\u4e00-\u9fff])\([{READING_LETTERS}]{{1,7}}\)")
# Words between signs, with their notes, and how many characters a word of a list has at most.
_WORD = lazy(
    rf"(?:[^\s、，。；：！？,;:!?“”‘’「」『』《》（）()]|(?<=[\u4e00-\u9fff])\([{READING_LETTERS}]{{1,7}}\))+"
)
_LONGEST_WORD = 4
_LINE_WITH_NOTE = lazy("^[^\n(]*[(][^\n]*", re.MULTILINE)


class Evidence(NamedTuple):
    """What speaks for injected annotations in a document, and against.

    :param annotations: how many readings in brackets are behind a character that has them.
    :param characters: of how many different characters.
    :param torn: how many annotations tore a character apart.
    :param bare: how often the same characters are without a reading in the pieces that have any.
    :param common: what the annotated characters say: common ones need no reading, and injectors hit
        them everywhere; in nats, like the next two.
    :param against: what authors do and injectors do not: notes on characters that no injector knows, two
        readings of one character, a character that is spoken of, one without its reading beside others.
    :param proof: what torn places say.
    :param first_in_list: how many of the characters are among those that all injectors annotate.
    :param known: the annotated characters.
    :param first: where the first of them is.
    """

    annotations: int
    characters: int
    torn: int
    bare: int
    common: float
    against: float
    proof: float
    first_in_list: int
    known: frozenset[str]
    first: int

    def __str__(self) -> str:
        """The evidence in one line, for reports."""
        return (
            f"{self.annotations} readings on {self.characters} characters ({self.first_in_list} of which "
            f"every injector annotates), {self.bare} places without one in the same sentences, {self.torn} "
            f"torn places: evidence of {self.nats:.0f} nats, {thresholds.INJECTED:.0f} needed"
        )

    @property
    def nats(self) -> float:
        """The log odds that the annotations were injected."""
        return self.common + self.proof - self.against

    @property
    def injected(self) -> bool:
        """Whether the annotations were injected."""
        listed = self.first_in_list >= thresholds.FEWEST_CHARACTERS or self.nats >= thresholds.SURE
        return (
            self.characters >= thresholds.FEWEST_CHARACTERS
            and self.nats >= thresholds.INJECTED
            and (self.proof > 0 or listed)
        )

    @property
    def near(self) -> bool:
        """Whether they look like it, but too little to do anything."""
        return not self.injected and (self.nats >= thresholds.NEARLY_INJECTED or self.torn > 0)


def evidence(text: str, *, toneless: bool = False) -> Evidence:
    """Count what the annotations of a text have in common.

    :param toneless: look for readings without tone marks: ``關(guan) 於(yu)``.
    """
    readers = read_as_toneless if toneless else read_as
    notes = [match for match in ANNOTATED.finditer(text) if match.group(1) in readers(match.group(2))]
    torn = [] if toneless else [match for match in _TORN.finditer(text) if _is_key_torn(match)]
    twice = len(_TWICE.findall(text))
    if not (notes or torn or twice):
        return _NOTHING
    counts = Counter(match.group(1) for match in notes)
    inside, size = _inside(text, sorted(match.start() for match in (*notes, *torn)))
    bare = Counter({character: inside[character] - count for character, count in counts.items()})
    proof = thresholds.TORN * min(len(torn) + twice, thresholds.MOST_TORN)
    against = thresholds.BARE * sum(min(count, thresholds.MOST_BARE) for count in bare.values())
    if not toneless:
        left = sorted(nats for c, nats in _always().items() if inside[c] and c not in counts)
        # One may be beyond the part of the list that the program uses.
        against += sum(left[:-1]) * (1.0 if proof else thresholds.UNTORN)
    different = {match.groups() for match in notes}
    against += thresholds.SECOND_READING * (len(different) - len(counts))
    common, once, theirs = _by_character(text, notes, counts, toneless)
    if len(notes) < thresholds.DENSE * size:
        once = min(once, thresholds.ONCE)
    return Evidence(
        annotations=len(notes),
        characters=len(counts),
        torn=len(torn),
        bare=sum(bare.values()),
        common=common + once,
        against=against + theirs + _taught(text, len(notes), size),
        proof=proof,
        first_in_list=len(counts if toneless else counts.keys() & _always().keys()),
        known=frozenset(counts),
        first=min((match.start() for match in (*notes, *torn)), default=0),
    )


#: Brackets hold other things in most texts.
_NOTHING = Evidence(0, 0, 0, 0, 0.0, 0.0, 0.0, 0, frozenset(), 0)


def _by_character(
    text: str, notes: list[re.Match[str]], counts: Counter[str], toneless: bool
) -> tuple[float, float, float]:
    """What the annotated characters say, in nats.

    :returns: for injection, of those with several notes and of those with one; and against it.
    """
    common = once = against = 0.0
    at_first = _annotated_at_first(text, counts)
    weights: dict[str, list[float]] = {}
    for match, weight in zip(notes, _weights(text, notes, toneless), strict=True):
        weights.setdefault(match.group(1), []).append(weight)
    for character, found in weights.items():
        # More of the same says little.
        nats = sum(found[: thresholds.MOST_OF_ONE])
        if nats < 0:
            against -= nats
        elif len(found) > 1:
            common += nats
        elif character not in at_first:
            once += nats
    return common, once, against


def _taught(text: str, notes: int, size: int) -> float:
    """What it says against injection that a text speaks of reading or lessons, in nats.

    :param notes: how many annotations it has.
    :param size: how many Han characters the pieces have that hold them.
    """
    if not notes or not mentions("reading", _NOTES.sub("", text)):
        return 0.0
    drill = notes >= thresholds.DRILL * size or _in_short_pieces(text) >= thresholds.IN_PIECES * notes
    return thresholds.TAUGHT if drill else thresholds.ABOUT_LESSONS


@cache
def _counts() -> dict[str, tuple[int, int]]:
    """Of the characters that injectors annotate: how many texts have them with readings, and without."""
    return {character: (int(texts), int(bare)) for character, texts, bare in table("injectors.tsv")}


@cache
def _always() -> dict[str, float]:
    """What it says against an injector that a character has no reading, in nats; only where it says much."""
    found = {}
    for character, (annotated, bare) in _counts().items():
        seldom = (bare + 0.5) / (annotated + bare + 1)
        found[character] = math.log(thresholds.LEFT_BARE / seldom)
    return {character: nats for character, nats in found.items() if nats > thresholds.MUCH}


def _is_key_torn(match: re.Match[str]) -> bool:
    """Whether a key with the reading begins with the last byte of the character before it."""
    data = gbk.encode(match.group(1))
    return len(data) == 2 and bool(gbk.keys(data[1], match.group(2)))


def _inside(text: str, places: list[int]) -> tuple[Counter[str], int]:
    """How often each character is in the pieces that have annotations.

    :returns: the counts, and how many Han characters these pieces have.
    """
    inside: Counter[str] = Counter()
    at = size = 0
    for piece in _PIECE.finditer(text):
        if at == len(places):
            break
        if places[at] < piece.end():
            inside.update(piece.group())
            size += len(_HAN.findall(piece.group()))
            while at < len(places) and places[at] < piece.end():
                at += 1
    return inside, size


def _annotated_at_first(text: str, counts: Counter[str]) -> set[str]:
    """The characters that are annotated where they come first and never again, as authors do it."""
    once = {character for character, count in counts.items() if count == 1}
    if once:
        written = Counter(text)
        once = {character for character in once if written[character] > 1}
    if not once:
        return once
    first = dict(zip(reversed(text), range(len(text) - 1, -1, -1), strict=True))
    return {character for character in once if text[first[character] + 1 : first[character] + 2] == "("}


def _weights(text: str, notes: list[re.Match[str]], toneless: bool) -> Iterator[float]:
    """What each note says for injection, in nats."""
    listed = _listed(text) if notes else set()
    for match in notes:
        character = match.group(1)
        if not (gbk.is_key(character) or (toneless and character in _KEPT)):
            yield -thresholds.FOREIGN
        elif _is_alone(text, *match.span()):
            yield -thresholds.SPOKEN_OF
        elif match.start() in listed:
            yield 0.0
        else:
            listed_share = 1.0 if character in _counts() else thresholds.UNLISTED
            yield thresholds.COMMON * listed_share * _commonness(character)


def _listed(text: str) -> set[int]:
    """Where the annotated characters are that a list of short words has, between 、."""
    found: set[int] = set()
    for word in _with_notes(text) if "、" in text else ():
        if "、" not in (text[word.start() - 1 : word.start()], text[word.end() : word.end() + 1]):
            continue
        if len(_HAN.findall(word.group())) <= _LONGEST_WORD:
            found.update(i - 1 for i in range(word.start(), word.end()) if text[i] == "(")
    return found


def _with_notes(text: str) -> Iterator[re.Match[str]]:
    """The words that have notes; a word is within one line."""
    for line in _LINE_WITH_NOTE.finditer(text):
        yield from (word for word in _WORD.finditer(text, *line.span()) if "(" in word.group())


def _in_short_pieces(text: str) -> int:
    """How many notes are inside words between signs."""
    return sum(
        word.group().count("(")
        for word in _with_notes(text)
        if len(_HAN.findall(word.group())) <= _LONGEST_WORD
    )


def _commonness(character: str) -> float:
    """1 for a character that nobody needs a reading of, 0 for one that many readers do not know."""
    rarity = plausibility.single(character) - thresholds.EVERYDAY
    return min(1.0, max(0.0, 1 - rarity / (thresholds.RARE - thresholds.EVERYDAY)))


# Simplified text has them in names only: OpenCC's table keeps them, GB 2312 lacks them.
_KEPT = frozenset("於")


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether what is around an annotated character says that the character itself is meant."""
    before, after = text[start - 1 : start], text[end : end + 2].lstrip(" ")[:1]
    named = after in ("字", "音") and text[start] not in _IN_WORDS
    return named or (not _HAN.match(before) and not _HAN.match(after) and after != "(")


# 漢字, 文字, 打字, 數字, 簽字, 錄音, 聲音 … are words.
_IN_WORDS = frozenset("漢文打數簽題識錄聲語發噪")
