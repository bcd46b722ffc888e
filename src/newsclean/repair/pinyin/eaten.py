r"""What an ASCII character can have been that the decoder ate with the byte before it.

``”`` is ``A1 B1``. Cut before what looks like ``A3 A1`` (！), ``。”⏎`` is decoded as ``?``, ``！`` and the
pair ``B1 0A``, which is none: the decoder writes ``?`` for both bytes, and two paragraphs are joined.
So what was eaten at the end of a sentence is mostly a line end; inside a year it is a digit; where the
injector worked on HTML it is the ``<`` of a tag; before half of ``**`` it is the other half; before Latin it
is a blank, if the document writes one there. Where a line end is left behind the place, CR was eaten of CR LF
or nothing at all. Else it is unknown, and U+FFFD says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from newsclean.patterns import lazy
from newsclean.repair.characters import READING_LETTERS
from newsclean.repair.pinyin import thresholds
from newsclean.repair.pinyin.document_model import DocumentModel
from newsclean.repair.pinyin.gaps import ends_sentence
from newsclean.values import NamedTuple

#: Stands for an ASCII character that was lost and that nothing tells.
LOST = "\ufffd"

# What is left of a tag whose < was eaten, and the tags that end a line of text.
_TAG = lazy(r"/?([a-z]{1,10}[1-6]?)(?:\s[^<>\n]{0,200})? ?/?>", re.IGNORECASE)
_BLOCK = lazy("p|div|br|hr|h[1-6]|[uod]l|li|d[dt]|t[rdh]|table|section|article", re.IGNORECASE)
# A bracket is closed that was not opened; readings have brackets of their own.
_CLOSING = lazy(rf"(?:[^()?\n]|\([{READING_LETTERS}]{{1,7}}\)){{1,100}}\)")
# What no line begins with, but the rest of a number does, as in 3:16 and 5-7.
_REST_OF_NUMBER = lazy(r"0(?!\.\d)|[%,.]|[-:/~]\d")
# What is no rest of a number, for it has all its digits.
_WHOLE_NUMBER = lazy(r"(?:19|20)\d\d年|\d\d[月日時點分歲]")
# A line of nothing else.
_NUMBER_ALONE = lazy(r"\d{1,4}[ \t]*(?:[\r\n]|\Z)")
_YEAR = lazy(r"([09])\d\d(?=年|[-/.]\d)")


class Eaten(NamedTuple):
    """One way to explain an eaten character.

    :param end: where the damaged text goes on.
    :param text: what comes back, as the document writes it.
    :param context: the same as the model sees it before what follows.
    :param cost: −ln P in nats.
    """

    end: int
    text: str
    context: str
    cost: float


def explanations(model: DocumentModel, text: str, at: int, last: str) -> Iterator[Eaten]:
    """What the character can have been.

    :param at: the offset behind the ``?`` in the damaged text.
    :param last: the last characters of the true text before it.
    """
    following = text[at : at + 1]
    if following in ("", "\n", "\r"):
        returned = "\r" if following == "\n" and model.newline == "\r\n" else ""
        # The end of a text is one of a paragraph, too; a line end that is there is counted with the rest.
        yield Eaten(at, returned, "", 0.0 if following else model.cost(last, "\n"))
        yield Eaten(at, LOST, "", thresholds.LOST)
        return
    tag = _TAG.match(text, at)
    if tag:
        ends_line = _BLOCK.fullmatch(tag.group(1)) and text[tag.end() : tag.end() + 1] not in (
            "",
            "\n",
            "\r",
        )
        yield Eaten(tag.end(), *((model.newline, "\n") if ends_line else ("", "")), thresholds.KNOWN_LOSS)
        return
    year = _YEAR.match(text, at)
    if year:
        digit = "2" if year.group(1) == "0" else "1"
        yield Eaten(at, digit, digit, thresholds.KNOWN_LOSS)
        return
    if model.gaps.is_half(text[at : at + 2]):
        yield Eaten(at, following, following, thresholds.KNOWN_LOSS)
        return
    misfit = 0.0
    if _CLOSING.match(text, at):
        yield Eaten(at, "(", "(", thresholds.KNOWN_LOSS)
        misfit = 2 * thresholds.MISFIT  # of the line that ends and of the one that begins
    is_latin = following.isascii() and following.isalnum()
    # What the document has between Han and Latin, in nats.
    gaps = _gaps(model) if is_latin and "\u4e00" <= last[-1:] <= "\u9fff" else _ANY_GAP
    if not _REST_OF_NUMBER.match(text, at):
        unfinished = 0.0 if ends_sentence(last[-1:]) else thresholds.UNFINISHED
        line_end = model.cost_of_line_end(last) + misfit + unfinished + gaps["\n"]
        yield Eaten(at, model.newline, "\n", line_end)
        # A sentence begins behind it, too, so the model is asked as for a line.
        yield Eaten(at, " ", "\n", model.cost_of_blank(last) + misfit)
        if _NUMBER_ALONE.match(text, at) and not model.gaps.numbers_alone:
            yield Eaten(at, LOST, "\n", line_end)  # a page number: its first digit, as likely
            return
    if gaps is not _ANY_GAP:
        yield Eaten(at, " ", "", gaps[" "] + misfit)
    if is_latin and not _WHOLE_NUMBER.match(text, at):
        # More of the number or the word that goes on here.
        more = model.cost(last, following) + thresholds.LOST_IN_WORD
        yield Eaten(at, LOST, following, more + gaps[""] + misfit)
    else:
        yield Eaten(at, LOST, LOST, thresholds.LOST + misfit)


_ANY_GAP = {"": 0.0, " ": 0.0, "\n": 0.0}


def _gaps(model: DocumentModel) -> dict[str, float]:
    return {gap: -math.log(model.gaps.before_latin(gap)) for gap in _ANY_GAP}
