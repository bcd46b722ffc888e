"""Where a reading that is taken may be wrong all the same: what of it is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.edits import Edit, placed
from newsclean.patterns import lazy
from newsclean.repair.characters import simplify
from newsclean.repair.mojibake import losses, thresholds
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.places import end_taken_along, poor_places
from newsclean.repair.mojibake.tables import LOSS, decode_loosely, decoder, encode, inverse
from newsclean.repair.mojibake.variants import may_be_others
from newsclean.repair.prefilter import is_odd, is_rare

if TYPE_CHECKING:
    from newsclean.repair.mojibake.pairs import Pair


def doubts_of(read: Candidate, ends: Iterable[int]) -> Iterator[tuple[int, str]]:
    """All that may be wrong in a reading that is taken: offsets in the run as it was given, and what is said.

    :param ends: where an end was left that may be damaged, too.
    """
    rule = read.pairs[0].rule
    kinds = (
        (losses.LACKS_A_BYTE, lone_letters(read)),
        (losses.LACKS_A_BYTE, questions(read)),
        (losses.LACKS_A_BYTE, blanks(read)),
        (losses.LACKS_A_BYTE, taken_along(read)),
        (losses.HARDLY_READS, doubtful_places(read)),
        (losses.MAY_BE_CHANGED, may_be_others(read)),
        (losses.MAY_BE_DAMAGED, ends),
    )
    for message, places in kinds:
        yield from ((at, message.format(rule)) for at in places)
    if lacks_punctuation(read):
        yield read.edits[0].start, losses.LACKS_SIGNS.format(rule)


def leftovers(given: str, edits: Sequence[Edit], pair: Pair) -> Iterator[tuple[int, int]]:
    """What the wrong decoder made of a run and was not read again: first and last offset of each part.

    A missing byte leaves one or two such characters; everyday ones may be good text.
    """
    table = inverse(pair.read_as)
    ends = [0, *(edit.end for edit in edits)]
    starts = [*(edit.start for edit in edits), len(given)]
    for end, start in zip(ends, starts, strict=True):
        for at, character in enumerate(given[end:start], end):
            if (
                character > "\x7f"
                and table[character]
                and (
                    pair.single
                    or is_odd(character)
                    or is_rare(character)
                    or (pair.true == "utf-8" and at < end + 3 and _begins(table[character]))
                )
            ):
                yield at, start
                break


def _begins(data: bytes) -> bool:
    """Whether bytes begin a Han character in UTF-8."""
    return 0xE3 <= data[0] < 0xEA and 0x80 <= data[1] < 0xC0


# A question that was asked with ASCII's sign ends in one of these.
_ASKS = frozenset("吗嗎呢么麼吧啊呀")
_MARKS = lazy(f"[{LOSS}]+|[〔（【〈《「『﹙﹛﹝]\\Z")


def unread(given: str, edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Marks of lost bytes beside what was read again, and brackets that open where a run ends."""
    ends = {edit.end: edit.after[-1:] for edit in edits}
    starts = {edit.start for edit in edits}
    for match in _MARKS.finditer(given):
        start, end = match.span()
        if any(edit.start <= start < edit.end for edit in edits):
            continue
        asked = match.group() == "?" and ends.get(start, "") in _ASKS
        if not asked and (start in ends or end in starts):
            yield start, end


# A mark of a lost byte inside what was read: before Han, or a letter that may be half of a character.
_QUESTION = lazy("\\?(?:\\?|(?=[@-~]?[\u3400-\u9fff])|(?=[@-~]\\Z)|(?=[，。、；：]))")


def questions(read: Candidate) -> Iterator[int]:
    """Question marks in what was read that may be lost bytes: offsets in the run as it was given."""
    for start, edit in placed(read.edits):
        places = [at for at, character in enumerate(edit.before) if character == "?"]
        if not places or len(places) != edit.after.count("?"):
            continue
        for match in _QUESTION.finditer(read.text, start, start + len(edit.after)):
            if match.group() != "?" or read.text[: match.start()][-1:] not in _ASKS:
                yield edit.start + places[edit.after.count("?", 0, match.start() - start)]


# What parts fields, or is a part of code: such a sign need not be the second byte of the last character.
_PARTS = frozenset("\\]^_`{|}~")


def taken_along(read: Candidate) -> Iterator[int]:
    """Where a sign behind the damage may have been taken for a second byte: its offset in the run."""
    if read.given[-1] in _PARTS and end_taken_along(read) >= thresholds.DOUBTFUL_END:
        yield len(read.given) - 1


# Two bytes of a character that a program made blanks of, because the wrong encoding lacks them.
_BLANKS = lazy("(?<=[\u3400-\u9fff])  (?=[\u3400-\u9fff])")


def blanks(read: Candidate) -> Iterator[int]:
    """Where two blanks stand for a character: offsets in the run as it was given."""
    pair = read.pairs[0]
    if pair.true == "utf-8" or not pair.single:
        return
    for start, edit in placed(read.edits):
        for match in _BLANKS.finditer(read.text, start, start + len(edit.after)):
            yield edit.start + len(encode(read.text[start : match.start()], pair.true))


def doubtful_places(candidate: Candidate) -> Iterator[int]:
    """Where what was read is hardly text, but may be a name: offsets in the run as it was given."""
    places = poor_places(candidate, thresholds.DOUBTFUL_PLACE)
    for start, edit in placed(candidate.edits):
        for begin, _ in places:
            if start <= begin < start + len(edit.after):
                size = len(encode(candidate.text[start:begin], candidate.pairs[0].true))
                yield edit.start + min(size, len(edit.before) - 1)


# A sentence of so many characters mostly has a comma.
_HAS_A_COMMA = 14


def lacks_punctuation(candidate: Candidate) -> bool:
    """Whether the wrong decoder, which has no comma, may have dropped one."""
    pair = candidate.pairs[0]
    if pair.single or len(candidate.text) < _HAS_A_COMMA or any(c in "，。、" for c in candidate.text[:-1]):
        return False
    return not decode_loosely("，".encode(decoder(pair.true)), pair.read_as)


# A letter between Han characters, or after them before a blank or the end: in text that was Big5, mostly the
# second byte of a character whose first one is missing.
_LONE = lazy("(?<=[\u3000-\u9fff\uff00-\uff5e])[@-~](?=[0-9\u3000-\u9fff\uff00-\uff5e ]|\\Z)")


# The same before what was read again, and after it at the end of a line.
_LONE_BEFORE = lazy("(?<![A-Za-z0-9])[@-~]\\Z")
_LONE_AFTER = lazy("[?]?[@-~](?![A-Za-z0-9])")


def beside(text: str, edit: Edit) -> Iterator[int]:
    """Offsets of letters beside what was Big5 that may be half of a character."""
    if _LONE_BEFORE.search(text[max(0, edit.start - 2) : edit.start]):
        yield edit.start - 1
    if _LONE_AFTER.match(text[edit.end : edit.end + 2]):
        yield edit.end


def lone_letters(candidate: Candidate) -> Iterator[int]:
    """Where a letter may be half of a character: offsets in the run as it was given."""
    pair = candidate.pairs[0]
    # In GBK only rare and Traditional characters end in a letter: A股 is none of them.
    if pair.true != "big5" and (pair.true != "gbk" or simplify(candidate.text) == candidate.text):
        return
    for start, edit in placed(candidate.edits):
        for match in _LONE.finditer(candidate.text, start, start + len(edit.after) + 1):
            size = len(encode(candidate.text[start : match.start()], pair.true))
            if size < len(edit.before):
                yield edit.start + size
