"""Damage a guess again: it must give the damage that is seen, or it is certainly wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.edits import Edit, apply
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.tables import LOSING, encode

# Programs read GBK as GB18030, too.
_RELATIVES = {"gbk": ("gbk", "gb18030")}
# Where a group ends inside a run its last byte may have been lost with the next one, which is not known.
_UNCERTAIN = 2


def wrong_guesses(given: str, edits: Sequence[Edit], pair: Pair) -> Iterator[Edit]:
    """The guesses that do not give the damage again, with what was read beside them.

    :param given: a run with U+FFFD for lost bytes; other marks say less of what they stand for.
    :param edits: all that are made in it, in order.
    """
    if "\ufffd" not in given:
        return
    for group in _groups(given, edits):
        guesses = [edit for edit in group if edit.rule.endswith("+guess")]
        if guesses:
            start, end = group[0].start, group[-1].end
            text = apply(given[start:end], [edit._replace(start=edit.start - start) for edit in group])
            if not _gives(text, given[start:end], pair, whole=end == len(given)):
                yield from guesses


def _groups(given: str, edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits between which there is nothing or ASCII."""
    group: list[Edit] = []
    for edit in edits:
        if group and not given[group[-1].end : edit.start].isascii():
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _gives(text: str, damage: str, pair: Pair, *, whole: bool) -> bool:
    """Whether a wrong decoder makes the damage of a text, as Python's and browsers' do."""
    data = encode(text, pair.true)
    size = len(damage) if whole else max(1, len(damage) - _UNCERTAIN)
    codec = LOSING.get(pair.read_as, pair.read_as)
    written = [data.decode(name, "replace") for name in _RELATIVES.get(codec, (codec,))]
    if whole:
        return damage in written
    return any(again[:size] == damage[:size] for again in written)
