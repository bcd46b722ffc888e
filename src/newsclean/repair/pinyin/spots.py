"""The places of a document that are looked at, and the kinds of torn places among them."""

from __future__ import annotations

import math

from newsclean.patterns import lazy
from newsclean.repair.characters import READING_LETTERS
from newsclean.repair.pinyin import thresholds
from newsclean.values import NamedTuple

#: A reading, without its brackets.
READING = rf"[{READING_LETTERS}]{{1,7}}"

# What can be an annotation or damage: a reading in brackets, one whose bracket was eaten, or a
# question mark where a byte was lost before punctuation.
SPOT = lazy(rf"\((?P<note>{READING})\)|\?(?P<torn>{READING})\)|\?(?=(?P<cut>[!?;,！？；，。]))")
# What a decoder leaves that writes a question mark for a lost byte, which may be right behind a reading.
TRACE = lazy(rf"(?:[^\x00-\x7f]|\({READING}\))\?(?:{READING}\)|[！？；，。])")
# Where the decoder dropped the lost byte a cut leaves no question mark, only wrong characters
# behind the punctuation.
SPOT_WITHOUT_TRACE = lazy(rf"{SPOT.pattern}|(?<=[\u4e00-\u9fff])(?=(?P<gone>[!?;！？；])(?:[^\x00-\x7f]|\n))")
# Where no annotations are left to tell: before what is left of one, before punctuation, or between two
# characters. A second question mark behind a full-width mark is where a line end was eaten.
BARE_SPOT = lazy(
    rf"(?<=[\u4e00-\u9fff，。”])\?(?:(?P<torn>{READING})\)"
    "|(?=(?P<cut>[!?;！？；][\u4e00-\u9fff\ue000-\uf8ff]|[！？；，。][?@-~]|\\?[，。]))"
    "|(?P<bare>)(?=[\u4e00-\u9fff\ue000-\uf8ff]))"
)


class Kind(NamedTuple):
    """A kind of torn place.

    :param gain: how much likelier than the text as it is a reading must be, in nats; any is where
        the remains of an annotation prove the damage.
    :param trace: what the sign of the loss itself costs in the text as it is.
    :param proven: whether a place without any reading is reported.
    """

    gain: float
    trace: float = 0.0
    proven: bool = False


TORN_KEY = Kind(-math.inf, proven=True)
TORN_KEY_WITHOUT_TRACE = Kind(-math.inf)
CUT = Kind(thresholds.CUT_GAIN, thresholds.QUESTION_MARK)
CUT_WITHOUT_TRACE = Kind(thresholds.TRACELESS_GAIN)
# Without annotations nothing shows that a question mark is one but the text itself.
BARE = Kind(thresholds.BARE_GAIN, thresholds.QUESTION_MARK)
