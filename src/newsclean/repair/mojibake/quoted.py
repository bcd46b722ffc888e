"""Wrong decodings that a text cites: who writes about them gives examples, which are no damage.

Decided for a document: by what its sound part speaks of, by how much of it is damaged, and by
whether all that is damaged stands in quotation marks inside sound sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from operator import gt, or_

from newsclean.edits import Edit, apply
from newsclean.patterns import lazy
from newsclean.repair import examples
from newsclean.repair.prefilter import everyday
from newsclean.values import NamedTuple

# Damage that is a name for itself: in quotation marks it speaks of wrong decodings.
_NAMED = "锟斤拷"
_HAN = lazy("[\u3400-\u9fff]")
_LINE_END = lazy("[\r\n]")
# A document is damaged as a whole, whatever is left of it speaks of, where so many Han characters come
# back, and so many for each that is sound.
_WHOLE, _WHOLE_TIMES = 40, 3
# Far from the words that speak of it an example is a line of no more Han characters than so many.
_LONG = 60
# A sentence is sound around a quotation if it has so many Han characters.
_SENTENCE = 4
# So far on either side of damage quotation marks and sentences are looked for.
_AROUND = 200
_OPEN = lazy("[“‘「『\"'`][^“”‘’「」『』\"'`]{0,20}\\Z")
_CLOSE = lazy("[^“”‘’「」『』\"'`]{0,20}[”’」』\"'`]")


class Cited(NamedTuple):
    """Damage that is left because a text cites it.

    :param edits: those that would change it, in order.
    :param spoken_of: whether the text has words for wrong decodings; otherwise it is in quotation marks.
    :param far: the first of the edits that is in no line with such words, nor next to one.
    """

    edits: Sequence[Edit] = ()
    spoken_of: bool = False
    far: Edit | None = None


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
    if plain < 2 or restored >= max(_WHOLE, _WHOLE_TIMES * plain):
        return Cited()
    places = examples.mentions("decoding", sound)
    if places:
        beside = [examples.near(sound, places, edit.start, edit.end) for edit in edits]
        short = [len(_HAN.findall(edit.after)) <= _LONG for edit in edits]
        far = list(compress(edits, map(gt, short, beside)))
        stay = list(compress(edits, map(or_, short, beside)))
        return Cited(stay, spoken_of=True, far=far[0] if far else None)
    # Where something is damaged outside quotation marks the text is, and so are its quotations.
    if all(_is_quotation(sound, edit) for edit in edits):
        return Cited(edits)
    return Cited()


def _blanks(edit: Edit) -> Edit:
    """An edit that puts blanks in the place of what another one changes."""
    return Edit(edit.stage, edit.rule, edit.start, edit.before, " " * len(edit.before))


def _blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """A text with blanks in some places, but for names; there may be as many of them as characters."""
    characters = list(text) if (places := tuple(places)) else []
    for start, end in places:
        characters[start:end] = [char if char in _NAMED else " " for char in characters[start:end]]
    return "".join(characters) or text


def _is_quotation(sound: str, edit: Edit) -> bool:
    """Whether damage fills quotation marks inside a sentence that is sound."""
    before = _LINE_END.split(sound[max(0, edit.start - _AROUND) : edit.start])[-1]
    behind = _LINE_END.split(sound[edit.end : edit.end + _AROUND], maxsplit=1)[0]
    opened, closed = _OPEN.search(before), _CLOSE.match(behind)
    # What else is in the quotation marks is damage, too, that could not be undone.
    if not opened or not closed:
        return False
    beside = _HAN.findall(opened.group() + closed.group())
    if not everyday().isdisjoint(beside):
        return False
    around = before[: opened.start()] + behind[closed.end() :]
    return len(_HAN.findall(around)) >= _SENTENCE and len(_HAN.findall(edit.after)) <= _LONG
