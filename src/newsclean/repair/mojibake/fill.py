"""Characters of which bytes were lost: all that give the damage that is seen, and the likeliest of them.

``宸℃��瀹`` was 巡, a character that begins with E6, and 瀹…: of the characters whose other two bytes
a decoder of GBK loses in front of 瀹 the model takes 检. What does not give the same damage again is never
tried.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from itertools import accumulate, product

from newsclean.models import plausibility
from newsclean.models.trigrams import sequences
from newsclean.models.unigrams import words
from newsclean.repair.characters import simplified_only, simplify
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.tables import LOSING, decode, encode, inverse

# A byte of the damage: known, lost, an ASCII character that the wrong decoder took with a lost byte, or
# one that somebody deleted afterwards.
_LOST, _EATEN, _DELETED = -1, -2, -3
_UNKNOWN = frozenset({_LOST, _DELETED})
# So many layouts of lost bytes are tried, and so many ways kept after each character.
_MOST_LAYOUTS = 81
_WIDTH = 60
# Characters that cost more are no guess: the 5,000 commonest cost less.
_RAREST = 13.0
# So many of the likeliest are compared by whole words, with so many characters on either side, and how much
# these count beside sequences of characters.
_RANKED, _AROUND, _WORDS = 12, 5, 0.5
_GBK = Pair("gbk", "gbk", 0)
_HAN = re.compile("[\u4e00-\u9fff]+")
_CLASSES = frozenset({"han", "cjk-comma", "cjk-stop", "cjk-open", "cjk-close", "fullwidth", "open-quote"})
_CLASSES |= {"close-quote", "dash", "hiragana", "katakana"}

# −ln P of a line end after a character, in nats; of others it is 5.6. Counted in 7 million characters of news
# and blogs in both scripts: the models have no lines.
_ENDS = {"。": 0.9, "！": 0.9, "？": 1.2, "：": 2.7, "；": 2.0, "，": 5.7, "、": 8.0, "—": 6.0, "…": 2.3}
_ENDS |= {"”": 4.6, "」": 2.2, "』": 5.2, "》": 3.9, "）": 3.5}
_MIDDLE = 5.6

# The bytes that one character of the damage was made from, where each of them is known or lost.
_Layout = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """What lost characters were.

    :param margin: how much dearer the second best is, in nats; infinite if there is none.
    """

    text: str
    margin: float


def fill(damage: str, pair: Pair, *, before: str, after: str, following: str, eaten: str) -> Filling | None:
    """The likeliest text that gives this damage, or ``None`` if there is none.

    :param damage: characters of the run, with U+FFFD or ``?`` for lost bytes.
    :param before: the sound text before it.
    :param after: the sound text after it.
    :param following: what follows it in the run, as it was given.
    :param eaten: ASCII characters that may have been lost together with the last byte, likeliest first.
    """
    found: dict[str, float] = {}
    next_byte = _first_byte(following, pair)
    layouts = _layouts(damage, pair, eaten=bool(eaten))
    for layout in layouts[:_MOST_LAYOUTS]:
        for text, cost in _texts(layout, pair, before, after, next_byte, eaten):
            if cost < found.get(text, float("inf")):
                found[text] = cost
    return _likeliest(found, before, after)


def _likeliest(found: dict[str, float], before: str, after: str) -> Filling | None:
    """The likeliest of some texts with their costs, compared by words, in the script of what is around."""
    if not found:
        return None
    script = simplified_only().isdisjoint
    if not script(before + after):  # Simplified text
        found = {text: cost for text, cost in found.items() if simplify(text) == text} or found
    elif simplify(before + after) != before + after:
        found = {text: cost for text, cost in found.items() if script(text)} or found
    likely = nsmallest(_RANKED, found, key=found.__getitem__)
    costs = sorted((found[text] + _by_words(before, text, after), text) for text in likely)
    return Filling(costs[0][1], costs[1][0] - costs[0][0] if len(costs) > 1 else float("inf"))


def partner(byte: int, *, first: bool, before: str, after: str) -> Filling | None:
    """The likeliest character of GBK of which one byte is known.

    :param first: whether that is its first byte.
    """
    layout = ((byte,), (_DELETED,)) if first else ((_DELETED,), (byte,))
    ways = _texts(layout, _GBK, before, after, _LOST, "")
    return _likeliest(dict(ways), before, after)


def _by_words(before: str, text: str, after: str) -> float:
    """What a text costs as words, with what is around it, in nats."""
    around = simplify(f"{before[-_AROUND:]}{text}{after[:_AROUND]}")
    return _WORDS * sum(map(words().cost, _HAN.findall(around)))


def _first_byte(following: str, pair: Pair) -> int:
    """The byte after the damage; a line end if the run ends there."""
    data = inverse(pair.read_as)[following[0]] if following else b"\n"
    return data[0] if data else _LOST


def _layouts(damage: str, pair: Pair, *, eaten: bool) -> list[_Layout]:
    """What bytes the damage may have been: decoders write one sign for a lost byte, or for two."""
    choices: list[tuple[tuple[int, ...], ...]] = []
    table = inverse(pair.read_as)
    if len(damage) == 1 and pair.single and pair.true != "utf-8" and damage != "\ufffd":
        # A byte whose partner somebody deleted, before it or after it.
        byte = table[damage][0]
        return [((_DELETED,), (byte,)), ((byte,), (_DELETED,))]
    for i, character in enumerate(damage):
        if character not in "?\ufffd":
            data = tuple(table[character])
            if not data:
                return []
            choices.append((data,))
            continue
        ways: tuple[tuple[int, ...], ...] = ((_LOST,),)
        if not pair.single:
            ways += ((_LOST, _LOST),)
            if eaten and i == len(damage) - 1:
                ways += ((_LOST, _EATEN),)
        choices.append(ways)
    size = 1
    for ways in choices:
        size *= len(ways)
    return list(product(*choices)) if size <= _MOST_LAYOUTS else []


def _texts(  # noqa: PLR0917
    layout: _Layout, pair: Pair, before: str, after: str, next_byte: int, eaten: str
) -> list[tuple[str, float]]:
    """The texts of one layout with their costs in nats, what comes after them included."""
    groups = _groups([byte for part in layout for byte in part], pair.true)
    if groups is None:
        return []
    starts = [0, *accumulate(map(len, layout))]
    torn = [start for start, part in zip(starts, layout, strict=False) if part[0] == _LOST]
    ways: list[tuple[float, str, bytes]] = [(0.0, "", b"")]
    at = 0
    for group in groups:
        end = at + len(group)
        inside = tuple(start - at for start in torn if at <= start < end - 1)
        choices = _matching(group, pair, inside, eaten if group == (_EATEN,) else "")
        across = at - 1 in torn
        ways = nsmallest(
            _WIDTH,
            [
                (cost + _cost(before + text, character), text + character, data[-1:])
                for cost, text, last in ways
                for character, data in choices
                if not across or _is_lost(last[0], data[0], pair)
            ],
        )
        at = end
    if at - 1 in torn:
        ways = [way for way in ways if _is_lost(way[2][0], next_byte, pair)]
    head = after[:2]
    return [
        (text, cost + sum(_cost(before + text + head[:i], c) for i, c in enumerate(head)))
        for cost, text, _ in ways
    ]


def _groups(data: list[int], true: str) -> list[tuple[int, ...]] | None:
    """The bytes cut into characters of the true encoding; ``None`` if that cannot be."""
    groups: list[tuple[int, ...]] = []
    at = 0
    while at < len(data):
        byte = data[at]
        if byte == _EATEN or 0 <= byte < 0x80:
            size = 1
        elif true != "utf-8":
            size = 2
        elif byte == _LOST or 0xE0 <= byte <= 0xEF:
            size = 3
        elif 0xC2 <= byte < 0xE0:
            size = 2
        else:
            return None
        group = tuple(data[at : at + size])
        if len(group) < size or _EATEN in group[: size - 1] or (size > 1 and _EATEN in group):
            return None
        if all(byte in _UNKNOWN for byte in group):
            return None  # nothing is known of it
        groups.append(group)
        at += size
    return groups


@cache
def _matching(
    group: tuple[int, ...], pair: Pair, torn: tuple[int, ...], eaten: str
) -> tuple[tuple[str, bytes], ...]:
    """The characters whose bytes in the true encoding fit, with these.

    :param torn: the bytes that the wrong decoder lost, or lost together with the next one.
    :param eaten: what the group is where the wrong decoder took an ASCII character.
    """
    if eaten:
        return tuple((character, character.encode()) for character in eaten)
    if _UNKNOWN.isdisjoint(group):
        text = decode(bytes(group), pair.true)
        return ((text, bytes(group)),) if len(text) == 1 else ()
    return tuple(
        (character, data)
        for character, data in _index(pair.true, len(group))
        if all(known in _UNKNOWN or known == byte for known, byte in zip(group, data, strict=True))
        and all(_is_lost(data[i], data[i + 1], pair) for i in torn)
    )


@cache
def _index(true: str, size: int) -> tuple[tuple[str, bytes], ...]:
    """The characters that may be filled in, with their bytes."""
    found = []
    for code in (
        *range(0x2010, 0x2027),
        *range(0x3000, 0x3100),
        *range(0x4E00, 0xA000),
        *range(0xFF01, 0xFF5F),
    ):
        character = chr(code)
        if plausibility.class_of(character) in _CLASSES and plausibility.single(character) <= _RAREST:
            data = encode(character, true)
            if len(data) == size:
                found.append((character, data))
    return tuple(found)


def _is_lost(lead: int, behind: int, pair: Pair) -> bool:
    """Whether the wrong decoder loses a byte in front of another one; what is not known may be anything."""
    if pair.single:
        return lead < 0xA0 or not _decodes(bytes((lead,)), pair.read_as)
    return behind == _LOST or not _decodes(bytes((lead, behind)), pair.read_as)


@cache
def _decodes(data: bytes, read_as: str) -> bool:
    try:
        data.decode(LOSING.get(read_as, read_as))
    except UnicodeDecodeError:
        return False
    return True


def _cost(context: str, character: str) -> float:
    """−ln P of a character after others, in nats: the mean of two models, which err in different places."""
    if character == "\n":
        return _ENDS.get(context[-1:], _MIDDLE)
    pair = plausibility.pair_costs()[context[-1:] or "\n", character]
    return (pair + sequences().cost(simplify(context[-2:]), simplify(character))) / 2
