"""Damage that was seen and left: what the warnings say about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsclean.edits import Edit, Spans
from newsclean.patterns import lazy
from newsclean.repair.mojibake.tables import LOSS
from newsclean.repair.prefilter import ORDINARY_SIGNS, is_rare
from newsclean.repair.reports import at_places

# The bytes of these messages are gone for good: what is left is the decoder's own sign. Each of them
# has one of these characters, but for those of ordinary ones.
_BEYOND = frozenset("锟錕嚙쏙\ufffd")
#: What is said of a place that was read again, with the rules of pairs.
LACKS_A_BYTE = "a character may have lost a byte: {} was undone"
HARDLY_READS = "what was read after {} was undone is hardly text here"
LACKS_SIGNS = "punctuation may be missing: {} was undone, and the wrong decoder has no ，"
MAY_BE_ANOTHER = "a character may be wrong: {} was undone, but {} would give another one"
MAY_BE_DAMAGED = "what is left here may be damaged, too: {} was undone beside it"
MAY_BE_CHANGED = "a character may be wrong after {} was undone: its damaged form may have been changed"
# So many different control characters below and above ASCII are bytes, no separators.
_LEAST_CONTROLS = 2
_SIGNS = lazy(
    "[锟錕烫燙屯嚙啮占佔\ufffd]"
    "(?:(?<=[锟錕])斤拷|(?<=烫)烫烫|(?<=燙)燙燙|(?<=屯)屯屯|(?<=[嚙啮])踝[蕭萧]|(?<=[占佔])쏙옙|(?<=\ufffd))"
    "(?:[锟錕]斤拷|[烫燙]+|屯+|[嚙啮]踝[蕭萧]|[占佔]쏙옙|\ufffd+)*"
)


def is_beyond(run: Iterable[str]) -> bool:
    """Whether a run may hold what is beyond repair."""
    return not _BEYOND.isdisjoint(run)


def left_damaged(text: str, found: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Warnings about what looks damaged and is left.

    :param found: offsets in the text, each with the rule of the pair that explains it, or nothing.
    """
    kinds = (
        (
            start,
            f"looks like a wrong decoding{f' ({rule})' if rule else ''} that cannot be undone, and is left",
        )
        for start, rule in found
    )
    return at_places(text, "wrong-decoding", kinds, "more text that looks wrongly decoded follows")


def doubtful(text: str, found: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Warnings about places that were read again and may be wrong, each with what is said of it."""
    return at_places(text, "doubtful-reading", sorted(found), "more places that were read again may be wrong")


def filled_in(text: str, edits: Iterable[Edit]) -> Iterator[str]:
    """Warnings about lost characters that were filled in: what was put where."""
    kinds = ((edit.start, f"lost characters were filled in ({edit.rule}): {edit.after}") for edit in edits)
    return at_places(text, "filled-in", kinds, "more lost characters were filled in")


def controls(text: str, strange: frozenset[str]) -> Iterator[str]:
    """A warning about control characters of both kinds: UTF-16 that was read as bytes, without its NULs.

    :param strange: the text's unusual characters.
    """
    low, high = (
        frozenset(c for c in strange if a <= c <= b) for a, b in (("\x01", "\x1a"), ("\x80", "\x9f"))
    )
    if len(low) >= _LEAST_CONTROLS <= len(high):
        first = min(map(text.index, low | high))
        yield from left_damaged(text, [(first, "")])


def beyond_repair(
    text: str,
    strange: frozenset[str],
    known: Sequence[tuple[int, int]] = (),
    halved: Sequence[tuple[int, int]] = (),
) -> Iterator[str]:
    """Warnings about damage whose content is lost, one for each line.

    :param strange: the text's unusual characters.
    :param known: first and last offset of what is mended, or reported already, in order.
    :param halved: the same of characters of which one byte is left.
    """
    found: list[tuple[int, str]] = []
    if is_beyond(strange) or any(sign in text for sign in ORDINARY_SIGNS):
        found += ((match.start(), match.group()) for match in _SIGNS.finditer(text))
    if "?" in text:
        from newsclean.repair.mojibake.questions import questions  # with tables that few texts need

        found += questions(text)
    found = sorted((*found, *((start, text[start:end]) for start, end in halved)))
    done = Spans(known)
    found = [(start, sign) for start, sign in found if not done.meet(start, start + 1)]
    yield from at_places(text, "lost-characters", _one_a_line(text, found), "more text beyond repair follows")


def _one_a_line(text: str, found: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The first sign of each line."""
    end = -1
    for start, sign in found:
        if start > end:
            end = text.find("\n", start) % (len(text) + 1)
            yield start, f"text beyond repair: {sign[:6]}"


def core(left: str) -> str:
    """What of a stretch that is left is damage: it may go on with sound text, where no byte was lost.

    Sound text is no damage when the document is read again, and must not be called so now.
    """
    for end in range(len(left), 0, -1):
        if left[end - 1] in LOSS or is_rare(left[end - 1]):
            return left[:end]
    return left
