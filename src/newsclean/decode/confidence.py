"""How sure an answer is: one number, so that of the answers at 0.9 and more 999 of 1,000 are right.

``python -m benchmarks.decode_calibration`` checks it. Below 0.5 an answer is a guess, which is
said in a warning and replaces no file.
"""

from __future__ import annotations

import math

from newsclean.decode import score
from newsclean.decode.encodings import DOUBLE, ENCODINGS, SINGLE, family, python_codec
from newsclean.decode.score import CHINESE, Scored

#: A reading that is ahead of all other possible ones by so many nats is wrong about as often as
#: right, and each ``_SCALE`` nats more make it e times surer. Words of two to four characters in
#: JSON, the hardest there is: of 3,000 with a margin over 8 none was wrong, below 2 one in six.
_SCALE = 2.0
MOST = 0.99
#: By how much less a margin counts where Chinese with kana may be Japanese: 書き込む is 今き哈む.
_KANA = 5.0

#: Double-byte encodings of other languages, or seldom met: a word of two Han is one in these by chance.
FOREIGN = frozenset(row.name for row in ENCODINGS if row.kind == DOUBLE) - CHINESE | {"euc-tw"}

#: Nats a character above which a text reads like no language: lists of rare characters, or an
#: encoding that nobody thought of. It is right mostly, but not certain.
READS_LIKE_NOTHING, _UNREADABLE = 12.5, 0.8
#: It is a guess where another reading is as near as this, or as a nat for each character.
_FAR = 30.0

#: Of chardet's answers for one-byte encodings (17 languages, 24 encodings, 2,095 texts) none of 426
#: was wrong with 40 or more characters beyond ASCII, one in 449 with 20 or more, one in 25 with fewer.
_MANY, _SOME = 40, 20
_SURE, _LIKELY, _GUESS = MOST, 0.85, 0.4
#: But not where they cost more nats a character: tables of signs or bytes, not words. 49 of 63 files of
#: packages cost 4.0 to 9.7, of the 14 above 10 two were right. Each letter of these comes 1 to 8 times; of a
#: page of Polish, which cost 10.05, 20 times.
_NO_WORDS, _EACH = 10.0, 10
#: With fewer it is believed where the model prefers it, too, by so many nats to every other one-byte
#: encoding (2 in 560 wrong).
_AGREES = 8.0
#: Nats against code pages of DOS, Mac and ISO where Windows' read the text as well.
_DOS, _ISO = 8.0, 3.0


_HIGH = bytes(range(0x80, 0x100))


def of_reading(readings: list[Scored], *, declared: bool = False) -> float:
    """How sure the first of these readings is, by its distance to the next.

    :param declared: whether the text says itself that it is in this encoding.
    """
    best = readings[0]
    # GBK and EUC-JP have kana at the same codes, so that only the Han between them tell.
    japanese = any(reading.name == "euc-jp" and not score.spoilt(reading) for reading in readings)
    only_han = best.name == "gb18030" and best.letters and japanese
    sure = of_margin(margin(readings) / (_KANA if only_han else 1.0))
    if only_han and best.mean > score.READS:
        sure = min(sure, _GUESS)  # a table of kana, which only its signs tell
    if best.name in FOREIGN and best.distinct < score.FEWEST:
        sure = min(sure, _GUESS)
    if best.mean > READS_LIKE_NOTHING:
        # What is a list of rare characters in one of the others may be one in Chinese.
        near = margin(readings) <= max(_FAR, best.total)
        guessed = best.name in FOREIGN or near or best.private or best.bad
        sure = min(sure, _GUESS if guessed and not declared else _UNREADABLE)
    return round(min(MOST, sure), 2)


def of_margin(nats: float) -> float:
    """How sure an answer is that is so many nats ahead of the next."""
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, nats / _SCALE))))


def margin(readings: list[Scored]) -> float:
    """Nats between the first reading and the best other one that is possible and not of its family.

    What cannot be decoded for the most part is no other possibility, however cheap its rest is.
    """
    best = readings[0]
    others = [
        reading.weight
        for reading in readings[1:]
        if family(reading.name) != family(best.name) and not score.spoilt(reading)
    ]
    return min(others, default=math.inf) - best.weight


def of_single_byte(sample: bytes, name: str, readings: list[Scored], *, agreed: bool) -> float:
    """How sure a one-byte encoding is.

    :param sample: what chardet was asked about.
    :param readings: of the sample in double-byte encodings.
    :param agreed: whether it is what chardet said.
    """
    if not agreed or any(_is_damaged_chinese(reading) for reading in readings):
        return _GUESS
    high = len(sample) - len(sample.translate(None, _HIGH))
    if high >= _SOME:
        reading = score.read(sample, name)
        if reading.mean > _NO_WORDS and reading.total < _EACH * reading.distinct:
            return _GUESS
        return _SURE if high >= _MANY else _LIKELY
    return _LIKELY if not is_old(name) and _prefers(sample, name) else _GUESS


#: Nats a character that Chinese costs at most; of a word or two in an English line 12.
_CHINESE, _CHINESE_WORD, _WORD = 10.0, 12.0, 4


def _is_damaged_chinese(reading: Scored) -> bool:
    """Whether Chinese, sound or with a hole or a lost byte, explains the bytes."""
    return (
        reading.name in CHINESE
        and reading.total >= (4 if reading.bad else 1)
        and not score.spoilt(reading)
        and reading.mean
        < score.UNDECODABLE * reading.bad / reading.total
        + (_CHINESE_WORD if reading.total <= _WORD else _CHINESE)
    )


def _prefers(sample: bytes, name: str) -> bool:
    """Whether the model prefers one encoding to all other one-byte encodings that read otherwise."""
    text = sample.decode(python_codec(name), "replace")
    own = score.read(sample, name).cost + _against(name)
    for other in ENCODINGS:
        if other.kind == SINGLE and sample.decode(python_codec(other.name), "replace") != text:
            reading = score.read(sample, other.name)
            if not reading.bad and reading.cost + _against(other.name) < own + _AGREES:
                return False
    return True


def is_old(name: str) -> bool:
    """Whether it is a code page of DOS or of the Macintosh before Unicode."""
    return name.startswith(("cp4", "cp8", "mac")) and name != "cp874"


def _against(name: str) -> float:
    if is_old(name):
        return _DOS
    return _ISO if name.startswith("iso") else 0.0
