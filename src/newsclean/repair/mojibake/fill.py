"""Characters of which bytes were lost: all that give the damage that is seen, and the likeliest of them.

``宸℃��瀹`` was 巡, a character that begins with E6, and 瀹…: of the characters whose other two bytes
a decoder of GBK loses in front of 瀹 the model takes 检. What does not give the same damage again is never
tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from heapq import nsmallest
from itertools import accumulate, product

from newsclean.models import ngrams, plausibility
from newsclean.models.trigrams import sequences
from newsclean.models.unigrams import words
from newsclean.patterns import lazy
from newsclean.repair.characters import simplified_only, simplify
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.tables import decode, encode, inverse, lacking, lacking_leads, losing
from newsclean.repair.mojibake.tokens import (
    FOREIGN,
    HOLE,
    PLAIN,
    blanked,
    tokens,
)
from newsclean.values import NamedTuple

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
# What it costs, in nats, that an ASCII character was taken along with the last byte where another one follows
# that parts words.
_TAKEN_ALONG = 5.0
# So many are compared by n-grams.
_ASKED = 40
_GBK = Pair("gbk", "gbk", 0)
_HAN = lazy("[\u4e00-\u9fff]+")
_CLASSES = frozenset({"han", "cjk-comma", "cjk-stop", "cjk-open", "cjk-close", "fullwidth", "open-quote"})
_CLASSES |= {"close-quote", "dash", "hiragana", "katakana"}

# −ln P of a line end after a character, in nats; of others it is 5.6. Counted in 7 million characters of news
# and blogs in both scripts: the models have no lines.
_ENDS = {"。": 0.9, "！": 0.9, "？": 1.2, "：": 2.7, "；": 2.0, "，": 5.7, "、": 8.0, "—": 6.0, "…": 2.3}
_ENDS |= {"”": 4.6, "」": 2.2, "』": 5.2, "》": 3.9, "）": 3.5}
_MIDDLE = 5.6
# Between damaged characters a line ends only behind a full stop or its like.
_ENDS_INSIDE = lazy("(?<![。！？；])\n")

# The bytes that one character of the damage was made from, where each of them is known or lost.
_Layout = tuple[tuple[int, ...], ...]


class Filling(NamedTuple):
    """What lost characters were.

    :param margin: how much dearer the second best is, in nats, by the surer of two models, or by the sum if
        the second one likes another better; infinite if there is no other.
    """

    text: str
    margin: float


def fill(
    damage: str,
    pair: Pair,
    *,
    before: str,
    after: str,
    following: str,
    eaten: str,
    altered: str = PLAIN,
) -> Filling | None:
    """The likeliest text that gives this damage, or ``None`` if there is none.

    :param damage: characters of the run, with U+FFFD or ``?`` for lost bytes; or such as may have been made
        of several bytes, or of bytes beside which another one was dropped.
    :param before: the sound text before it.
    :param after: the sound text after it.
    :param following: what follows it in the run, as it was given.
    :param eaten: ASCII characters that may have been lost together with the last byte, likeliest first.
    :param altered: what a program did to the run after it was damaged (see tokens).
    """
    found: dict[str, float] = {}
    inside = bool(following) and not following[0].isascii()
    data = inverse(pair.read_as)[following[0]] if following else b"\n"
    next_byte = data[0] if data else _LOST
    layouts = _layouts(damage, pair, altered, eaten)
    # Where something parts what was read from what follows, nothing need have been eaten.
    dear = len(eaten) > 1 and not following[:1].isalnum()
    for layout in layouts[:_MOST_LAYOUTS]:
        for text, cost in _texts(layout, pair, before, after, next_byte, eaten):
            if inside and _ENDS_INSIDE.search(before[-1:] + text):
                continue
            price = _TAKEN_ALONG if dear and text[-1:] in eaten and len(text) > 1 else 0.0
            if cost + price < found.get(text, float("inf")):
                found[text] = cost + price
    # One that may be lost was opened before: what news is like says nothing of code and tables.
    return _likeliest(found, before, after, news=len(eaten) != 1)


def _likeliest(found: dict[str, float], before: str, after: str, *, news: bool = True) -> Filling | None:
    """The likeliest of some texts with their costs, compared by words, in the script of what is around.

    :param news: whether the n-gram model may be asked, which was counted from news.
    """
    if not found:
        return None
    script = simplified_only().isdisjoint
    if not script(before + after):  # Simplified text
        found = {text: cost for text, cost in found.items() if simplify(text) == text} or found
    elif simplify(before + after) != before + after:
        found = {text: cost for text, cost in found.items() if script(text)} or found
    likely = nsmallest(_ASKED, found, key=found.__getitem__)
    costs = sorted((found[text] + _by_words(before, text, after), text) for text in likely[:_RANKED])
    best = costs[0][1]
    if len(costs) == 1:
        return Filling(best, float("inf"))
    margin = costs[1][0] - costs[0][0]
    if (
        news and margin >= thresholds.AGREED
    ):  # else the other model is not asked: what it says does not suffice
        other = _by_ngrams(best, [text for text in likely if text != best], before, after)
        margin = max(margin, other) if other >= 0 else margin + other
    return Filling(best, margin)


def likeliest(texts: Iterable[str]) -> Filling | None:
    """The likeliest of some readings of the same damage."""
    costs = {text: sum(_cost(text[max(0, i - 2) : i], c) for i, c in enumerate(text)) for text in texts}
    return _likeliest(costs, "", "")


def partner(byte: int, *, first: bool, before: str, after: str) -> Filling | None:
    """The likeliest character of GBK of which one byte is known.

    :param first: whether that is its first byte.
    """
    layout = ((byte,), (_DELETED,)) if first else ((_DELETED,), (byte,))
    ways = _texts(layout, _GBK, before, after, _LOST, "")
    return _likeliest(dict(ways), before, after)


def _by_ngrams(best: str, others: list[str], before: str, after: str) -> float:
    """How much dearer than a text the best of others is by n-grams, in nats; below 0 if it is cheaper.

    Where nothing shows the script, variants of a character cost the same.
    """
    texts = [best, *others]
    if simplify(before + after) != before + after and simplified_only().isdisjoint(before + after):
        model = ngrams.traditional()
    else:
        model = ngrams.simplified()
        before, texts, after = simplify(before), list(map(simplify, texts)), simplify(after)
    cost, *costs = model.choice(before, texts, after)
    return min(costs) - cost


def _by_words(before: str, text: str, after: str) -> float:
    """What a text costs as words, with what is around it, in nats."""
    around = simplify(f"{before[-_AROUND:]}{text}{after[:_AROUND]}")
    return _WORDS * sum(map(words().cost, _HAN.findall(around)))


def _layouts(damage: str, pair: Pair, altered: str, eaten: str) -> list[_Layout]:
    """What bytes the damage may have been: decoders write one sign for a lost byte, or for two."""
    choices: list[tuple[tuple[int, ...], ...]] = []
    parts = tokens(damage, pair.read_as, altered)
    utf8 = pair.true == "utf-8"
    if pair.single and len(parts) == 1 + utf8:  # a byte that somebody deleted, beside others
        known = [byte for part in parts if isinstance(byte := part.data[0], int) and byte >= 0x80]
        if len(known) == len(parts):
            whole = [(*known[:at], _DELETED, *known[at:]) for at in (range(1, 3) if utf8 else range(2))]
            whole += [(lead, *known) for lead in lacking_leads(pair.read_as)]
            return [tuple((byte,) for byte in way) for way in whole]
    for i, part in enumerate(parts):
        first = part.data[0]
        if isinstance(first, tuple):
            choices.append(tuple((byte,) for byte in first))
            continue
        if first == FOREIGN:
            return []
        if first == 0x20 and utf8 and pair.single:
            choices.append(tuple((byte,) for byte in blanked(pair.read_as)))
            continue
        if first not in (HOLE, 0x3F):
            choices.append((tuple(byte for byte in part.data if isinstance(byte, int)),))
            continue
        ways: tuple[tuple[int, ...], ...] = ((_LOST,),)
        if not pair.single:
            ways += ((_LOST, _LOST),)
            if eaten and (i == len(parts) - 1 or "\n" in eaten):
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
        found: list[tuple[float, str, bytes]] = []
        for cost, text, last in ways:
            fits = [way for way in choices if _is_lost(last[0], way[1][0], pair)] if across else choices
            nats = _costs(before + text, "".join([character for character, _ in fits]))
            found += (
                (cost + more + _dropping(group, data, pair), text + character, data[-1:])
                for (character, data), more in zip(fits, nats, strict=True)
            )
        ways = nsmallest(_WIDTH, found)
        at = end
    if at - 1 in torn:
        ways = [way for way in ways if _is_lost(way[2][0], next_byte, pair)]
    head = after[:2]
    return [
        (text, cost + sum(_cost(before + text + head[:i], c) for i, c in enumerate(head)))
        for cost, text, _ in ways
    ]


def _dropping(group: tuple[int, ...], data: bytes, pair: Pair) -> float:
    """What it costs that a byte was deleted: mostly soft hyphens, no-break spaces and controls are."""
    if _DELETED not in group:
        return 0.0
    often = data[group.index(_DELETED)] in pair.dropped
    return thresholds.DROPPED if often else thresholds.ORPHAN


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
    index = _by_bytes(pair.true, len(group))
    sure = [(at, byte) for at, byte in enumerate(group) if byte not in _UNKNOWN]
    few = min((index[at].get(byte, []) for at, byte in sure), key=len, default=_index(pair.true, len(group)))
    return tuple(
        (character, data)
        for character, data in few
        if all(data[at] == byte for at, byte in sure)
        and all(_is_lost(data[i], data[i + 1], pair) for i in torn)
    )


@cache
def _by_bytes(true: str, size: int) -> list[dict[int, list[tuple[str, bytes]]]]:
    """The characters that may be filled in, with their bytes, by each of these."""
    found: list[dict[int, list[tuple[str, bytes]]]] = [{} for _ in range(size)]
    for choice in _index(true, size):
        for characters, byte in zip(found, choice[1], strict=True):
            characters.setdefault(byte, []).append(choice)
    return found


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
        return lead in pair.lost if pair.lost else lead < 0xA0 or lead in lacking(pair.read_as)
    return behind == _LOST or not _decodes(bytes((lead, behind)), pair.read_as)


@cache
def _decodes(data: bytes, read_as: str) -> bool:
    try:
        data.decode(losing(read_as))
    except UnicodeDecodeError:
        return False
    return True


def _costs(context: str, characters: str) -> list[float]:
    """−ln P of each of some characters after others, in nats: the mean of two models, which err elsewhere."""
    pairs, last = plausibility.pair_costs(), context[-1:]
    behind = sequences().costs(simplify(context[-2:]), simplify(characters))
    return [
        _ENDS.get(last, _MIDDLE) if character == "\n" else (pairs[last or "\n", character] + nats) / 2
        for character, nats in zip(characters, behind, strict=True)
    ]


def _cost(context: str, character: str) -> float:
    return _costs(context, character)[0]
