"""Guess what a run was of which bytes were lost: a beam search over the characters of the true encoding.

A state has read the damage up to a place, and perhaps one byte that the wrong decoder has seen and not yet
answered. Each further character is one whose bytes, given to the wrong decoder, come out as what the damage
has there: so whatever the search finds gives the same damage again, down to the last byte. Among these the
n-gram model decides.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator
from functools import lru_cache
from heapq import nsmallest
from itertools import product

from newsclean.models import ngrams, plausibility
from newsclean.repair.characters import simplified_form, simplified_only
from newsclean.repair.mojibake.fill import Filling
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.tables import encode, losing
from newsclean.repair.pinyin import thresholds as torn
from newsclean.values import NamedTuple

# So many states are kept at each place, more if they lead nowhere (of sentences of UTF-8 read as GBK one in
# ten), and so many of the commonest characters that give the same damage are tried. Bounds of the work: a
# sentence takes a few tenths of a second.
_WIDTHS = (40, 160, 400)
_MOST_ALIKE = 300
#: A longer run is not guessed at.
LONGEST = 300
# What a character costs on average at most, in nats; text costs 4 to 6.
_READS = 8.0
_LOST = "\ufffd"
# Any other full-width form costs as much as where readings tore a text, for the model has one number for
# several: without it （ before Latin letters comes back ８. So do marks that do not fit those before them.
_MARKS = "！（），：；？"
_OPENING = dict(zip("”’》〉）】」』", "“‘《〈（【「『", strict=True))


class _State(NamedTuple):
    cost: float
    text: str
    pending: bytes


def search(damage: str, pair: Pair, *, sound: str, before: str, after: str) -> Filling | None:
    """The likeliest text that a wrong decoder turned into this damage; ``None`` if there is none.

    :param damage: the run, with U+FFFD for lost bytes.
    :param sound: what is known of the text, for its script; nothing that is damaged.
    :param before: the sound text in front of the run.
    :param after: the text behind it.
    """
    if _LOST not in damage or len(damage) > LONGEST:
        return None
    found: list[_State] = []
    for scripts, width in product(_scripts(sound), _WIDTHS):
        for traditional in scripts:
            found += _ways(damage, pair, before, after, traditional, width)
        if found:
            break
    # What has no script of its own is found twice.
    costs: dict[str, float] = {}
    for state in found:
        costs[state.text] = min(state.cost, costs.get(state.text, state.cost))
    likely = nsmallest(2, costs.items(), key=lambda item: item[1])
    if not likely or likely[0][1] > _READS * (len(likely[0][0]) + min(len(after), 4)):
        return None
    return Filling(likely[0][0], likely[1][1] - likely[0][1] if len(likely) > 1 else float("inf"))


def _scripts(sound: str) -> tuple[tuple[bool, ...], ...]:
    """Whether a text is Traditional: what to try first, and what then; both at once where nothing tells."""
    simplified = sum(character in simplified_only() for character in sound)
    traditional = sum(character in simplified_form() for character in sound)
    if simplified == traditional:
        return ((False, True),)
    return (traditional > simplified,), (traditional <= simplified,)


def _ways(  # noqa: PLR0917
    damage: str, pair: Pair, before: str, after: str, traditional: bool, width: int
) -> list[_State]:
    """The readings of the whole damage that are left of the search."""
    model = ngrams.traditional() if traditional else ngrams.simplified()
    places: dict[int, dict[tuple[str, bytes], _State]] = {0: {("", b""): _State(0.0, "", b"")}}
    front = (before or "\n")[-4:]
    final: list[_State] = []
    for at in range(len(damage) + 1):
        states = nsmallest(width, places.pop(at, {}).values(), key=lambda state: state.cost)
        if at == len(damage):
            final += [state for state in states if not _flushed(state.pending, pair)]
            break
        for state in states:
            if _flushed(state.pending, pair) == damage[at:]:  # the end of the run cuts the last one
                final.append(state)
            context = (front + state.text)[-4:]
            for size, characters, pending in _steps(damage, at, state.pending, pair, traditional):
                following = places.setdefault(at + size, {})
                for character, nats in zip(characters, _costs(model, context, characters), strict=True):
                    text, total = state.text + character, state.cost + nats
                    if character in _OPENING:
                        total += _closing(character, state.text)
                    key = (text, pending)
                    known = following.get(key)
                    if known is None or total < known.cost:
                        following[key] = _State(total, text, pending)
    behind = after[:4] or "\n"
    if behind[0] in "\r\n":  # no paragraph ends inside a quotation
        final = [state._replace(cost=state.cost + _unclosed(state.text)) for state in final]
    return [
        _State(state.cost + model.cost(behind, front + state.text), state.text, state.pending)
        for state in final
    ]


def _costs(model: ngrams.NgramModel, context: str, characters: str) -> Iterator[float]:
    """What each of some characters costs."""
    for character, nats in zip(characters, model.characters(context, characters), strict=True):
        yield nats + torn.WIDE_FORM if "！" <= character <= "～" and character not in _MARKS else nats


def _unclosed(text: str) -> float:
    """What marks cost that are open at the end of a paragraph, in nats."""
    return torn.MISFIT * sum(max(0, text.count(mark) - text.count(end)) for end, mark in _OPENING.items())


def _closing(mark: str, text: str) -> float:
    """What a closing mark costs beside the model, which sees no further back than four characters."""
    opened = text.count(_OPENING[mark]) > text.count(mark)
    return -torn.CLOSES if opened else torn.MISFIT


def _steps(
    damage: str, at: int, pending: bytes, pair: Pair, traditional: bool
) -> Iterator[tuple[int, str, bytes]]:
    """The characters that give the next bit of the damage, by its length, with what they leave pending."""
    for first in _by_first_byte(pair.true, traditional):
        written, left = _written(pair, pending, bytes((first,)))
        if not damage.startswith(written, at):
            continue
        table = _table(pair, first, left, traditional)
        begin = at + len(written)
        for size in range(min(3, len(damage) - begin) + 1):
            for behind, alike in table.get(damage[begin : begin + size], {}).items():
                if _may_begin(damage[begin + size : begin + size + 1], behind, pair):
                    yield len(written) + size, alike, behind


@lru_cache(maxsize=50_000)
def _may_begin(visible: str, pending: bytes, pair: Pair) -> bool:
    """Whether a character of the damage, or its end, may come of pending bytes and others behind them."""
    if not pending or visible in ("", _LOST):
        return True
    return visible.encode(losing(pair.read_as), "ignore").startswith(pending)


@lru_cache(maxsize=50_000)
def _written(pair: Pair, pending: bytes, data: bytes) -> tuple[str, bytes]:
    """What the wrong decoder writes for bytes after pending ones, and what it leaves pending."""
    decoder = getincrementaldecoder(losing(pair.read_as))("replace")
    decoder.setstate((pending, 0))
    written = decoder.decode(data)
    return written, decoder.getstate()[0]


@lru_cache(maxsize=2_000)
def _table(pair: Pair, first: int, pending: bytes, traditional: bool) -> dict[str, dict[bytes, str]]:
    """What the wrong decoder writes after a character's first byte → the characters for which it does so.

    They are parted by what it leaves pending. Without loss all characters are there, else the commonest.
    """
    decoder = getincrementaldecoder(losing(pair.read_as))("replace")
    found: dict[str, dict[bytes, list[str]]] = {}
    for character, data in _by_first_byte(pair.true, traditional)[first]:
        decoder.setstate((pending, 0))
        written = decoder.decode(data[1:])
        alike = found.setdefault(written, {}).setdefault(decoder.getstate()[0], [])
        if len(alike) < _MOST_ALIKE:
            alike.append(character)
    return {
        written: {left: "".join(alike) for left, alike in parted.items()} for written, parted in found.items()
    }


@lru_cache(maxsize=8)
def _by_first_byte(true: str, traditional: bool) -> dict[int, list[tuple[str, bytes]]]:
    found: dict[int, list[tuple[str, bytes]]] = {}
    for character, data in _alphabet(true, traditional):
        found.setdefault(data[0], []).append((character, data))
    return found


def _alphabet(true: str, traditional: bool) -> list[tuple[str, bytes]]:
    """The characters of a true encoding that a text may have, with their bytes; commonest first."""
    model = ngrams.traditional() if traditional else ngrams.simplified()
    codes = (*range(0x20, 0x7F), *range(0xA1, 0x3100), *range(0x4E00, 0xA000), *range(0xFF01, 0xFFE6))
    known = [character for character in map(chr, codes) if model.knows(character)]
    known.sort(key=lambda character: model.character("", character) + plausibility.single(character) / 100)
    rest = (chr(code) for code in range(0x4E00, 0xA000) if not model.knows(chr(code)))
    pairs = ((character, encode(character, true)) for character in (*known, *rest))
    return [(character, data) for character, data in pairs if data]


@lru_cache(maxsize=512)
def _flushed(pending: bytes, pair: Pair) -> str:
    """What the wrong decoder writes for pending bytes where the text ends."""
    return pending.decode(losing(pair.read_as), "replace") if pending else ""
