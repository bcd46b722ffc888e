"""Bytes above 0x7F that are not UTF-8: which legacy encoding reads them best.

The order: UTF-16 of pure Chinese (it has no NULs), lines in two encodings, then the double-byte
encodings and damaged UTF-8 compared by how they read, with what the text declares as a hint, then
EUC-TW, and last, for all that does not read like Chinese, chardet.
"""

from __future__ import annotations

import math

from newsclean.decode import codecs, confidence, mixed_lines, score, symbols
from newsclean.decode.declarations import declared as declared_in
from newsclean.decode.declarations import known
from newsclean.decode.encodings import DOUBLE, SINGLE, family, kind
from newsclean.decode.score import CANDIDATES, CHINESE, Scored
from newsclean.decode.signatures import full_of_controls
from newsclean.decode.utf16 import without_mark
from newsclean.document import Detection
from newsclean.errors import BinaryError, DecodeError
from newsclean.patterns import lazy

#: Bytes of sample that are looked at first, and if they do not decide.
_GLANCE, _LOOK = 400, 3000

#: What the model is trusted to recognise without asking chardet.
_SURE = CHINESE | {"utf-8", "utf-16le", "utf-16be"}

#: The commonest single-byte encodings, as alternatives to what chardet says of text of at most so
#: many bytes below this confidence: of French of 32 characters it is right in 75 of 100 cases,
#: with them in 93.
_SHORT, _UNSURE = 100, 0.4
_SINGLE_BYTE = ("windows-1252", "windows-1251", "koi8-r")

#: Larger data is not searched for lines in GBK among lines in Big5.
_SEARCHED = 4_000_000

#: Nats that chardet's word is worth between double-byte encodings, which the model tells apart itself: it
#: calls 不眠少年たろうくん, which is Chinese, EUC-JP. Neither is it worth more for code pages of DOS: „
#: and “ are letters there.
_WORD = 4.0

#: Runs of an even number of high bytes, and how many of them in a sample that a double-byte encoding decodes
#: are no accident: a word of letters is valid by chance in one of two.
_PAIRS = lazy(rb"(?<![\x80-\xff])(?:[\x80-\xff]{2})+(?![\x80-\xff])")
_MANY_PAIRS = 16

_NO_TEXT = "is not text in any known encoding; name one with --encoding to decode it anyway"


def identify(data: bytes, *, mixed: bool = True, declared: str | None = None) -> Detection:
    """Which encoding bytes are in that are not UTF-8.

    :param mixed: whether lines may be in two encodings.
    :param declared: the name that something beside the data gives.
    :raises DecodeError: no encoding reads them.
    """
    if b"\x1b" in data:
        # A terminal's colours may change inside a character, which spoils every reading.
        from newsclean.decode.recovery import joined_colours

        data = joined_colours(data)[0]
    utf16 = without_mark(data)
    if utf16 and len(data) > _GLANCE:
        return Detection(utf16, 0.95, "reading")

    # Before sums over all lines are compared: two encodings in one file spoil every sum.
    if mixed and (found := _in_lines(mixed_lines.look(data))):
        return found

    hint = (known(declared) if declared else None) or declared_in(data)
    names = _names(utf16, hint)
    sample = score.sample(data, _GLANCE)
    readings = score.ordered(score.readings(sample, names), hint)
    if not _is_clear(readings):
        sample = score.sample(data, _LOOK)
        readings = score.ordered([score.read(sample, name, align=True) for name in names], hint)
    if _is_clear(readings):
        return (mixed and _strays(data, readings[0])) or _chosen(data, readings, hint)
    readings = score.ordered([*readings, score.read(sample, "euc-tw", align=True)], hint)
    if _is_clear(readings):
        return _chosen(data, readings, hint)
    may_be_mixed = mixed and len(data) <= _SEARCHED and readings[0].name in CHINESE
    if may_be_mixed and (found := _in_lines(mixed_lines.look_at_legacy(data))):
        return found
    detection = _second_opinion(data, sample, readings, hint)
    return (mixed and _with_utf8(data, detection)) or detection


def _with_utf8(data: bytes, found: Detection) -> Detection | None:
    """The detection with some lines in UTF-8 in a text in an encoding of one byte."""
    if kind(found.encoding) != SINGLE:
        return None

    others = found  # without the lines in UTF-8 that spoil the reading of the whole

    def of_the_others(lines: bytes) -> str:
        nonlocal others
        hint = found.encoding if found.how == "declared" else None
        try:
            answer = identify(lines, mixed=False, declared=hint)
        except DecodeError:
            return found.encoding
        if kind(answer.encoding) == SINGLE:
            others = answer
        return others.encoding

    mixture = mixed_lines.look_at_single_bytes(data, found.encoding, of_the_others)
    if not mixture:
        return None
    sure = max(found.confidence, others.confidence)
    return found._replace(encoding=mixture.name, runs=mixture.runs, confidence=sure)


def _names(utf16: str | None, hint: str | None) -> list[str]:
    """The encodings in which the text is read."""
    names = [*CANDIDATES, "utf-8", *([utf16] if utf16 else [])]
    if hint and hint not in (*names, "big5", "ascii", "utf-16", "utf-32"):
        names.append(hint)
    return names


def _in_lines(found: mixed_lines.EncodingMixture | None) -> Detection | None:
    """The detection of lines in several encodings, if that is what was found."""
    return Detection(found.name, 0.95, "lines", runs=found.runs) if found else None


def _strays(data: bytes, best: Scored) -> Detection | None:
    """The detection with some lines in Big5 in a text in GBK, or the other way round."""
    if best.name not in ("gb18030", "cp950", "big5-hkscs") or b"\n" not in data or len(data) > _SEARCHED:
        return None
    if not mixed_lines.has_strays(data, best.name):
        return None
    return _in_lines(mixed_lines.look_at_legacy(data))


def _is_clear(readings: list[Scored]) -> bool:
    """Whether the best reading is Chinese, and so good that nothing else need be asked."""
    best = readings[0]
    if best.name not in _SURE or best.total < 6 or best.mean > score.CLEAR or best.bad * 20 > best.total:
        return False
    return confidence.margin(readings) > 10


def _second_opinion(data: bytes, sample: bytes, readings: list[Scored], hint: str | None) -> Detection:
    """The detection with chardet's answer among the readings: it knows the world's encodings."""
    from newsclean.decode import chardet_fallback

    if full_of_controls(data) and not readings[0].name.startswith("utf-16"):
        raise BinaryError("is binary data, not text")
    lone = symbols.identify(data)
    if lone:
        return lone
    answer = chardet_fallback.ask(data if len(data) <= chardet_fallback.MOST else sample)
    if answer is None and (readings[0].bad or readings[0].mean > 13):
        raise DecodeError(_NO_TEXT)
    # Damage is believed in Chinese, and in Japanese and Korean that read so (a long line is cut somewhere).
    readings.sort(key=lambda reading: reading.bad > 0 and not _is_believed(reading))
    if _is_paired(sample, readings[0]):
        # What decodes all of a list tells what it is in, and if it reads like nothing, what it says itself.
        said = hint if readings[0].mean > confidence.READS_LIKE_NOTHING else None
        readings.sort(key=lambda reading: reading.name != said)
        return _chosen(data, _with_whole_in_front(readings, data), hint)
    if answer is None or (answer[0] in CHINESE and not score.spoilt(readings[0])):
        return _chosen(data, readings, hint)
    name, certainty = answer
    readings = _with_the_world(readings, sample, name, certainty)
    if readings[0].name not in (*_SURE, *CANDIDATES) and not _decodes(data, readings[0].name):
        readings = _with_whole_in_front(readings, data, most_bad=0)
    best = readings[0].name
    if score.spoilt(readings[0]):
        raise DecodeError(_NO_TEXT)
    detection = _chosen(data, readings, hint)
    # chardet's word helped to choose, but it is no evidence of how sure the choice is.
    alone = score.ordered(readings, hint)
    alone.sort(key=lambda reading: reading.name != best)
    sure = min(confidence.of_reading(alone), detection.confidence)
    if best not in _SURE and best not in CANDIDATES:
        sure = min(
            confidence.of_single_byte(sample, best, readings, agreed=best == name), detection.confidence
        )
    detection = detection._replace(confidence=sure)
    return detection._replace(how="chardet") if best == name else detection


def _is_paired(sample: bytes, best: Scored) -> bool:
    """Whether the sample is a list of characters of two bytes, which letters of one byte would not be.

    The words of an alphabet have an odd number of letters half of the time. Half-width kana are such letters.
    """
    paired = kind(best.name) == DOUBLE and best.name != "cp932" and not best.bad
    return paired and len(_PAIRS.findall(sample)) >= _MANY_PAIRS


def _with_whole_in_front(readings: list[Scored], data: bytes, *, most_bad: float = math.inf) -> list[Scored]:
    """The readings, with the first one that decodes all of the data in front.

    None further is tried: each takes as long as decoding the file.

    :param most_bad: how many sequences of the sample it may fail to decode: that may end inside a character.
    """
    for reading in readings:
        if reading.bad <= most_bad and _decodes(data, reading.name):
            return [reading, *(other for other in readings if other is not reading)]
    return readings


def _decodes(data: bytes, name: str) -> bool:
    try:
        codecs.to_text(data, name)
    except UnicodeDecodeError:
        return False
    return True


def _with_the_world(readings: list[Scored], sample: bytes, name: str, certainty: float) -> list[Scored]:
    """The readings in order with that in the encoding that chardet names, and in those it is confused with.

    :param certainty: chardet's confidence.
    """
    # chardet tells apart what reads alike (Latin-1 from Latin-2); how the text reads can overrule
    # it, as where short French is called Cyrillic, or German quotation marks letters of DOS.
    names = {name}
    unsure = len(sample) <= _SHORT and certainty < _UNSURE
    if unsure or name in CHINESE or confidence.is_old(name) or score.read(sample, name).bad:
        names.update(_SINGLE_BYTE)
    known = {reading.name for reading in readings}
    more = [score.read(sample, other) for other in sorted(names - known)]
    word = _WORD if name in CANDIDATES or confidence.is_old(name) else score.HINT
    ordered = score.ordered([*readings, *more], name, word)
    # What decodes all of the text goes first, before damage in Japanese also where it has kana itself.
    whole = any(reading.name == name and reading.letters and not reading.bad for reading in ordered)
    return sorted(
        ordered,
        key=lambda reading: (
            reading.bad > 0 and (reading.name not in _SURE if whole else not _is_believed(reading))
        ),
    )


def _is_believed(reading: Scored) -> bool:
    """Whether what cannot be decoded is taken for damage, not for another encoding."""
    if reading.name not in confidence.FOREIGN:
        return reading.name in _SURE
    written = reading.letters or reading.name in CHINESE
    return written and reading.distinct >= score.FEWEST and reading.mean < score.READS


def _chosen(data: bytes, readings: list[Scored], hint: str | None) -> Detection:
    """The detection for the best reading, by the member of its family that decodes all."""
    best = readings[0]
    how = "declared" if hint and family(hint) == family(best.name) else "reading"
    name, nats = member(data, best.name, hint)
    sure = min(confidence.of_reading(readings, declared=how == "declared"), confidence.of_margin(nats))
    return Detection(name, round(sure, 2), how)


def member(data: bytes, name: str, hint: str | None = None) -> tuple[str, float]:
    """The member of an encoding's family that decodes data.

    ``cp936`` is GBK with Windows' one-byte euro sign; for Big5 see :mod:`newsclean.decode.big5`.

    :param hint: what the data declares, if anything.
    :returns: the name, and by how many nats it is better than the others.
    """
    if family(name) == "big5":
        from newsclean.decode import big5

        return big5.member(data, hint)
    if name == "gb18030" and b"\x80" in data:
        try:
            data.decode("gb18030")
        except UnicodeDecodeError as error:
            if data[error.start] == 0x80:
                return "cp936", math.inf
    return name, math.inf
