"""Wrong decodings that a text cites: who writes about them gives examples, which are no damage.

Decided for a document: by what its sound part speaks of, by how much of it is damaged, by what stands beside
its own reading, and by whether all that is damaged stands in quotation marks inside sound sentences.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain, compress
from operator import attrgetter, not_

from newsclean.edits import Edit, apply
from newsclean.patterns import lazy
from newsclean.repair import examples
from newsclean.repair.prefilter import REPLACED, everyday
from newsclean.values import NamedTuple

_HAN = lazy("[\u3400-\u9fff]")
_LINE_END = lazy("[\r\n]")
# A document is damaged as a whole, whatever is left of it speaks of, where so many Han characters come
# back, and so many for each that is sound.
_WHOLE, _WHOLE_TIMES = 40, 3
# Fewer sound Han characters do not speak of encodings.
_FEWEST = 2
# Far from the words that speak of it an example is a line of no more Han characters than so many.
_LONG = 60
# A sentence is sound around a quotation if it has so many Han characters.
_SENTENCE = 4
# So far on either side of damage quotation marks and sentences are looked for.
_AROUND = 200
# The word, or the name of a file, that damage is a part of; what is beside it in its line is another one.
_IN_WORD = "[A-Za-z0-9_.\\-\x80-\u02ff\u2020-\u2022\u20ac\u2122\ufffd]"
_WORD = lazy(f"{_IN_WORD}*")
_HAN_OR_LETTER = lazy("[A-Za-z\xc0-\u024f\u3400-\u9fff]")
# So many letters, or Han characters, are a word by which a reading is known again.
_TELLING = 2
_OPEN = lazy("[“‘「『\"'`][^“”‘’「」『』\"'`]{0,20}\\Z")
_CLOSE = lazy("[^“”‘’「」『』\"'`]{0,20}[”’」』\"'`]")


class Cited(NamedTuple):
    """Damage that is left because a text cites it.

    :param edits: those that would change it, in order.
    :param spoken_of: whether the text has words for wrong decodings; otherwise it is in quotation marks.
    :param reported: the first of the edits that needs a warning: all but those in a line with such words, or
        next to one.
    """

    edits: Sequence[Edit] = ()
    spoken_of: bool = False
    reported: Edit | None = None


def cited(text: str, edits: list[Edit], left: Iterable[tuple[int, int]] = ()) -> Cited:
    """The edits that would change citations.

    :param edits: what wrong decodings were found, in order.
    :param left: first and last offset of what else is damaged.
    """
    restored = sum(len(_HAN.findall(edit.after)) for edit in edits)
    # What is damaged says nothing; line ends and offsets stay.
    sound = apply(text, [_blanks(edit) for edit in edits])
    sound = _blanked(sound, left)
    plain = len(_HAN.findall(sound))
    if restored >= max(_WHOLE, _WHOLE_TIMES * plain):
        return Cited()
    beside = [_is_beside_its_reading(text, sound, edit, edits) for edit in edits]
    shown, others = list(compress(edits, beside)), list(compress(edits, map(not_, beside)))
    found = _spoken_of_or_quoted(sound, others, plain) if others else Cited()
    if not shown:
        return found
    first = min(filter(None, (shown[0], found.reported)), key=_START)
    return Cited(sorted((*shown, *found.edits), key=_START), True, first)


_START, _END = attrgetter("start"), attrgetter("end")


def _is_beside_its_reading(text: str, sound: str, edit: Edit, edits: list[Edit]) -> bool:
    """Whether the line of an edit has its reading, too: ``'ÎÄ¼þ': '文件'`` in a table, ``ÎÄ¼þ -> 文件``."""
    before, behind = _beside(sound, edit)
    if before.isascii() and behind.isascii():
        return False
    head = _WORD.match(text[edit.start - len(before) : edit.start][::-1])  # backwards: in linear time
    tail = _WORD.match(text, edit.end, edit.end + len(behind))
    assert head  # which may be empty
    assert tail
    start, end = edit.start - head.end(), tail.end()
    line = f"{before[: len(before) - head.end()]}{' ' * (end - start)}{behind[end - edit.end :]}"
    among = slice(bisect_left(edits, start, key=_START), bisect_right(edits, end, key=_END))
    inside = [other._replace(start=other.start - start) for other in edits[among]]
    reading = apply(text[start:end], inside)
    if not apply(text[start:end], [_blanks(e) for e in inside]).isascii():  # not all of it could be read
        ends = chain([0], map(_END, inside))  # of the one before
        read = "".join(
            e.after if at == e.start else f"\n{e.after}" for at, e in zip(ends, inside, strict=False)
        )
        return any(len(part) >= _TELLING and part in line for part in read.split("\n"))
    if sum(character > "\x7f" or character.isalpha() for character in reading) < _TELLING:
        return False
    at = line.find(reading)
    while at >= 0:
        if not _HAN_OR_LETTER.match(line[at - 1 : at]) and not _HAN_OR_LETTER.match(line, at + len(reading)):
            return True
        at = line.find(reading, at + 1)
    return False


def _beside(sound: str, edit: Edit) -> tuple[str, str]:
    """What stands before and behind an edit in its line, as far as it is looked at."""
    before = _LINE_END.split(sound[max(0, edit.start - _AROUND) : edit.start])[-1]
    behind = _LINE_END.split(sound[edit.end : edit.end + _AROUND], maxsplit=1)[0]
    return before, behind


def _spoken_of_or_quoted(sound: str, edits: list[Edit], plain: int) -> Cited:
    """Those of them that the text speaks of, or that fill quotation marks.

    Names of encodings in a program say nothing of its comments; damage is spoken of in English, too.

    :param sound: the text with blanks for what is damaged.
    :param plain: how many Han characters that has.
    """
    if plain < _FEWEST:
        places = examples.mentions("damage", sound)
        near = [edit for edit in edits if places and examples.near(sound, places, edit.start, edit.end)]
        return Cited(near, True)
    places = examples.mentions("decoding", sound)
    if places:

        def is_near(edit: Edit) -> bool:
            return examples.near(sound, places, edit.start, edit.end)

        found = [edit for edit in edits if len(_HAN.findall(edit.after)) <= _LONG or is_near(edit)]
        return Cited(found, True, next((edit for edit in found if not is_near(edit)), None))
    # Where something is damaged outside quotation marks the text is, and so are its quotations.
    if all(_is_quotation(sound, edit) for edit in edits):
        return Cited(edits, False, next(iter(edits), None))
    return Cited()


def _blanks(edit: Edit) -> Edit:
    """An edit that puts blanks in the place of what another one changes."""
    return Edit(edit.stage, edit.rule, edit.start, edit.before, " " * len(edit.before))


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """A text with blanks in some places; there may be as many of them as characters.

    What lost bytes become stays: in quotation marks it is a name, and speaks of wrong decodings.
    """
    characters = list(text) if (places := tuple(places)) else []
    for start, end in places:
        characters[start:end] = [char if char in REPLACED else " " for char in characters[start:end]]
    return "".join(characters) or text


def _is_quotation(sound: str, edit: Edit) -> bool:
    """Whether damage fills quotation marks inside a sentence that is sound."""
    before, behind = _beside(sound, edit)
    opened, closed = _OPEN.search(before), _CLOSE.match(behind)
    # What else is in the quotation marks is damage, too, that could not be undone.
    if not opened or not closed:
        return False
    beside = _HAN.findall(opened.group() + closed.group())
    if not everyday().isdisjoint(beside):
        return False
    around = before[: opened.start()] + behind[closed.end() :]
    return len(_HAN.findall(around)) >= _SENTENCE and len(_HAN.findall(edit.after)) <= _LONG
