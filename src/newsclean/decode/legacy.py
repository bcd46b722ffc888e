"""Bytes above 0x7F that are not UTF-8: which legacy encoding reads them best.

The order: UTF-16 of pure Chinese (it has no NULs), then the double-byte encodings and damaged
UTF-8 compared by the plausibility model, with what the text declares as a hint, then EUC-TW, and
chardet for all that does not read like Chinese.
"""

from __future__ import annotations

import math
from dataclasses import replace

from newsclean.decode import mixture, ranking
from newsclean.decode.declared import declared
from newsclean.decode.ranking import CANDIDATES, CHINESE, Reading
from newsclean.decode.utf import wide
from newsclean.document import Detection
from newsclean.errors import DecodeError

#: Bytes of sample that are looked at first, and if they do not decide.
_GLANCE, _LOOK = 400, 3000
#: Nats that a declaration is worth: it tips the scale where two encodings read alike.
_HINT = 12.0
#: Nats for how seldom this tool meets an encoding beside GBK and Big5: it settles two-character
#: words, which read well by chance in some encoding or other, and nothing longer.
_USUAL = frozenset({"gb18030", "cp950", "utf-8", "utf-16le"})
_RARE = {"euc-tw": 6.0, "big5-hkscs": 1.0, "utf-16be": 1.0}
_OTHER = 4.0
#: What a double-byte reading costs above so many nats a character counts twice: it does not read
#: like its language. Single-byte text has twice the characters, each at a third of the cost.
_READS = 9.0
_DOUBLE = frozenset({*CANDIDATES, "euc-tw"})
#: Nats against kana in GBK where EUC-JP decodes too: both have them at the same codes, and few
#: Chinese texts hold any.
_KANA = 8.0
#: Nats by which the best reading must beat the next to need no second opinion.
_CLEAR = 10.0


def judge(data: bytes, start: int) -> tuple[Detection, str | None]:
    """Which encoding bytes are in that are not UTF-8.

    :param start: where the first byte is that UTF-8 refuses.
    :raises DecodeError: no encoding reads them.
    """
    utf16 = wide(data)
    if utf16 and len(data) > _GLANCE:
        return Detection(utf16, 0.95, "reading"), None

    # Before the sum over all lines is compared: two encodings in one file spoil every sum.
    found = mixture.look(data)
    if found:
        return Detection(found.name, 0.95, "lines", runs=found.runs), None

    hint = declared(data)
    readings: list[Reading] = []
    for size in (_GLANCE, _LOOK):
        sample = ranking.sample(data, size)
        readings = _readings(sample, hint, utf16)
        if _is_clear(readings):
            return _chosen(data, readings, hint)
    readings = _ordered([*readings, ranking.read(sample, "euc-tw")], hint)
    if _is_clear(readings):
        return _chosen(data, readings, hint)
    return _second_opinion(data, sample, readings, hint)


def _readings(sample: bytes, hint: str | None, utf16: str | None) -> list[Reading]:
    """How the candidates and what is declared read a sample, the best first."""
    names = [*CANDIDATES, "utf-8"]
    if utf16:
        names.append(utf16)
    if hint and hint not in (*names, "big5", "ascii", "utf-16", "utf-32"):
        names.append(hint)
    return _ordered([ranking.read(sample, name) for name in names], hint)


def _ordered(readings: list[Reading], hint: str | None) -> list[Reading]:
    """Readings by their cost, with what is known before: how rare they are, what is declared."""
    japanese = any(reading.name == "euc-jp" and not reading.bad for reading in readings)

    def total(reading: Reading) -> tuple[bool, float]:
        rare = 0.0 if reading.name in _USUAL else _RARE.get(reading.name, _OTHER)
        if reading.name in _DOUBLE:
            rare += max(0.0, reading.mean - _READS) * reading.count
        if japanese and reading.kana and reading.name == "gb18030":
            rare += _KANA
        return _spoilt(reading), reading.cost + rare - _HINT * _agrees(reading.name, hint)

    return sorted(readings, key=total)


def _spoilt(reading: Reading) -> bool:
    """Whether so much cannot be decoded that it is no damage but another encoding."""
    return reading.bad * 3 > reading.count or (reading.bad > 2 and reading.bad * 8 > reading.count)


def _agrees(name: str, hint: str | None) -> bool:
    return hint is not None and family(name) == family(hint)


def family(name: str) -> str:
    """The encoding that stands for all that decode the same common characters."""
    if name.startswith(("gb", "cp936")):
        return "gb18030"
    return "big5" if name.startswith(("big5", "cp950")) else name


#: What the model is trusted to recognise without asking chardet.
_SURE = CHINESE | {"utf-8", "utf-16le", "utf-16be"}


def _is_clear(readings: list[Reading]) -> bool:
    """Whether the best reading is Chinese, and so good that nothing else need be asked.

    Samples of 16 characters of Chinese news cost 8.4 nats a character or less in 95 of 100 cases;
    read as something else they cost 10 or more in 95 of 100.
    """
    best = readings[0]
    if best.count < 6 or best.mean > 8.5 or best.bad * 20 > best.count:
        return False
    others = [reading for reading in readings[1:] if family(reading.name) != family(best.name)]
    margin = min((reading.cost for reading in others), default=math.inf) - best.cost
    return best.name in _SURE and margin > _CLEAR


def _second_opinion(
    data: bytes, sample: bytes, readings: list[Reading], hint: str | None
) -> tuple[Detection, str | None]:
    """The detection with chardet's answer among the readings: it knows the world's encodings."""
    from newsclean.decode import foreign

    answer = foreign.ask(data if len(data) <= foreign.MOST else sample)
    if answer is None:
        if readings[0].bad or readings[0].mean > 13:
            raise DecodeError("is not text in any encoding known; name one to decode it all the same")
        return _chosen(data, readings, hint)
    name, confidence = answer
    named = ranking.read(sample, name)
    names = {name}
    if named.bad or (len(sample) <= _SHORT and confidence < _UNSURE):
        names.update(_SINGLE_BYTE)
    known = {reading.name for reading in readings}
    more = [ranking.read(sample, other) for other in sorted(names - known)]
    # chardet tells apart what reads alike (Latin-1 from Latin-2); how the text reads can overrule
    # it, as where short French is called Cyrillic.
    if name in CHINESE:
        return _chosen(data, _ordered([*readings, *more], hint), hint)
    readings = _ordered([*readings, *more], name)
    detection, text = _chosen(data, readings, hint)
    if readings[0].name == name and detection.how == "reading":
        detection = replace(detection, how="chardet")
    return detection, text


#: The commonest single-byte encodings, as alternatives to what chardet says of text of at most so
#: many bytes below this confidence: of French of 32 characters it is right in 75 of 100 cases,
#: with them in 93.
_SHORT, _UNSURE = 100, 0.4
_SINGLE_BYTE = ("windows-1252", "windows-1251", "koi8-r")


def _chosen(data: bytes, readings: list[Reading], hint: str | None) -> tuple[Detection, str | None]:
    """The detection for the best reading, by the member of its family that decodes all."""
    best = readings[0]
    others = [reading.cost for reading in readings[1:] if family(reading.name) != family(best.name)]
    margin = min(others, default=best.cost) - best.cost
    confidence = round(min(0.99, 1 / (1 + math.exp(-max(-10.0, margin) / 2))), 2)
    how = "declared" if _agrees(best.name, hint) else "reading"
    name = best.name
    if family(name) == "big5":
        from newsclean.decode import big5

        name = big5.member(data, hint)
    elif family(name) == "gb18030":
        name = gb_member(data)
    return Detection(name, confidence, how), None


def gb_member(data: bytes) -> str:
    """``cp936`` for GBK with Windows' one-byte euro sign, else ``gb18030``."""
    if b"\x80" in data:
        try:
            data.decode("gb18030")
        except UnicodeDecodeError as error:
            if data[error.start] == 0x80:
                return "cp936"
    return "gb18030"
