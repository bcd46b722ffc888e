"""Which encoding lets bytes read as running text: candidates compared by the plausibility model.

Each candidate decodes the same sample of lines that hold high bytes; what it cannot decode costs
extra. The sums compare directly, because they are −ln P of one and the same message: ASCII costs
every candidate the same, and a wrong reading turns common characters into rare ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from math import inf

from newsclean.decode import alignment, codecs
from newsclean.decode.codecs import error_handlers
from newsclean.decode.encodings import BY_NAME, DOUBLE, ENCODINGS, family
from newsclean.models import plausibility
from newsclean.patterns import PRIVATE_USE, lazy
from newsclean.values import NamedTuple

#: The double-byte encodings that can hold Chinese or be mistaken for such, EUC-TW apart: its
#: table takes 60 ms to load, so it is asked only if none of these reads like text.
CANDIDATES = tuple(row.name for row in ENCODINGS if row.candidate and row.kind == DOUBLE)
CHINESE = frozenset(row.name for row in ENCODINGS if row.kind == DOUBLE and row.languages[0][:2] == "zh")

#: Nats that a declaration is worth: it tips the scale where two encodings read alike.
HINT = 12.0
#: Nats for how seldom an encoding without a row is met.
_OTHER = 4.0
#: What a double-byte reading costs above so many nats a character counts twice: it does not read
#: like its language. Single-byte text has twice the characters, each at a third of the cost.
READS = 9.0
_DOUBLE = frozenset({*CANDIDATES, "euc-tw"})
#: Nats against kana in GBK where EUC-JP decodes too: both have them at the same codes, and few
#: Chinese texts hold any.
_KANA_IN_GBK = 8.0

#: What comes out of other encodings, and the model does not know for odd. EUC-JP's kana are letters of Hangul
#: that nobody has written for centuries, its long vowels a bracket that opens behind each katakana; one more
#: of them, or a letter of Hangul, is a half-width comma that follows nothing.
_NEVER_WRITTEN = {
    "cp949": lazy("[\u3165-\u318e]"),
    "gb18030": lazy("[\u30a1-\u30f6]\u3016"),
    "cp932": lazy("(?<![\u3041-\u9fff\uff61-\uff9f])[\uff64\uff65]"),
}
#: Nats for each of them: what a rare character costs more than a frequent one.
_NEVER = 8.0

#: Nats for an undecodable sequence: the model's dearest characters cost 12 to 16.
UNDECODABLE = 16.0
#: Nats for a character of a reading that is not looked at.
_DEAR = 12.0
#: Nats for an ASCII character of it, about as it costs in a reading that is looked at.
_ASCII = 4.0

#: Nats a character: samples of 16 characters of Chinese news cost no more in 95 of 100 cases; read as
#: something else they cost 10 or more in 95 of 100.
CLEAR = 8.5
#: Nats behind a clear reading from which another one changes nothing, however far behind it is: what is 42
#: behind makes the choice no surer, and how rare encodings are, kana and a hint are worth 32 at most.
_LEFT_BEHIND = 100.0
#: So many characters are read before the costs are compared.
_AT_ONCE = 32

#: Up to so many bad sequences may be damage in the right encoding, which is worth a close look.
_ALIGNED = 8

_HOLES = lazy(error_handlers.BAD + "+")
#: Fewer different characters are no text: one sign makes a row in any encoding.
FEWEST = 4
_LETTERS = lazy("[\u3041-\u30ff\uac00-\ud7a3]")
_HIGH = lazy(rb"[\x80-\xff]")
_WINDOWS = 16
_LINE = 240  # bytes of one line that are looked at


class Scored(NamedTuple):
    """A candidate and how it reads the sample.

    :param cost: −ln P of the sample in nats, bad sequences included.
    :param mean: nats per non-ASCII character (a bad sequence counts as one).
    :param total: how many non-ASCII characters there are.
    :param bad: how many sequences could not be decoded.
    :param letters: whether there are kana or Hangul.
    :param distinct: how many different non-ASCII characters there are.
    :param private: whether there are private-use characters.
    :param weight: the cost with what is known before, as :func:`ordered` sets it.
    """

    name: str
    cost: float
    mean: float
    total: int
    bad: int
    letters: bool = False
    distinct: int = 0
    private: bool = False
    weight: float = 0.0


def readings(sample: bytes, names: Iterable[str]) -> list[Scored]:
    """How encodings read a sample.

    What costs far more than a clear reading is no alternative to it: it is not read to its end.
    """
    found: list[Scored] = []
    most = inf
    for name in names:
        reading = read(sample, name, most=most)
        if not reading.bad and reading.mean <= CLEAR:
            most = min(most, reading.cost + _LEFT_BEHIND)
        found.append(reading)
    return found


def read(sample: bytes, name: str, *, align: bool = False, most: float = inf) -> Scored:
    """How one encoding reads a sample.

    :param align: whether to find out where characters begin in lines with bad bytes; it is done
        for Chinese only, and only if these are few.
    :param most: a reading that costs more is hopeless, too.
    """
    text, bad = _decoded(sample, name, align)
    high = len(text) - len(text.encode("ascii", "ignore"))
    count = high + bad
    if bad * 3 > count:  # hopeless: what it would cost does not matter
        cost = bad * UNDECODABLE + high * _DEAR + (len(text) - high) * _ASCII
        return Scored(name, cost, UNDECODABLE, count, bad)
    never = _NEVER * len(_NEVER_WRITTEN[name].findall(text)) if name in _NEVER_WRITTEN else 0.0
    costs, spent = list[float](), bad * UNDECODABLE + never
    for at in range(0, len(text), _AT_ONCE):
        part = plausibility.per_character(text[at : at + _AT_ONCE], text[at - 1 : at] or "\n")
        costs += part
        spent += sum(part)
        if spent > most:
            return Scored(name, spent, UNDECODABLE, count, bad)
    foreign = sum(compress(costs, map("\x7f".__lt__, text))) + never
    mean = (foreign + bad * UNDECODABLE) / count if count else 0.0
    letters = _LETTERS.search(text) is not None
    distinct = sum(map("\x7f".__lt__, set(text)))
    private = PRIVATE_USE.search(text) is not None
    return Scored(name, sum(costs) + bad * UNDECODABLE + never, mean, count, bad, letters, distinct, private)


def _decoded(sample: bytes, name: str, align: bool) -> tuple[str, int]:
    """A sample without what cannot be decoded, and how many sequences that was."""
    try:
        return codecs.to_text(sample, name), 0
    except UnicodeDecodeError:
        text = codecs.to_text(sample, name, "replace")
    # Bytes that follow each other are one damage: a hole in a file is hundreds of them. Chinese is looked for
    # in what is left of it; anything else of which most cannot be decoded is another encoding.
    bad = text.count(error_handlers.BAD)
    if error_handlers.BAD * 3 in text and (name in CHINESE or bad * 2 < len(text)):
        bad = len(_HOLES.findall(text))
    if align and bad <= _ALIGNED and name in CHINESE:
        text, bad = alignment.aligned(sample, name)
    return text.replace(error_handlers.BAD, ""), bad


def ranked(sample: bytes, names: Iterable[str]) -> list[Scored]:
    """The candidates' readings of a sample, the most plausible first.

    Of readings that cost the same the earlier name comes first.
    """
    return sorted((read(sample, name) for name in names), key=lambda reading: reading.cost)


def ordered(readings: Iterable[Scored], hint: str | None, nats: float = HINT) -> list[Scored]:
    """Readings with their weight, the best first: cost, how rare the encoding is, what is declared.

    :param hint: the encoding that the text, or another detector, says it is in.
    :param nats: what that is worth.
    """
    readings = list(readings)
    japanese = any(reading.name == "euc-jp" and not reading.bad for reading in readings)

    def weight(reading: Scored) -> float:
        weight = reading.cost + (found.prior if (found := BY_NAME.get(reading.name)) else _OTHER)
        if reading.name in _DOUBLE:
            weight += max(0.0, reading.mean - READS) * reading.total
        if japanese and reading.letters and reading.name == "gb18030":
            weight += _KANA_IN_GBK
        if hint and family(reading.name) == family(hint):
            weight -= nats
        return weight

    weighed = [reading._replace(weight=weight(reading)) for reading in readings]
    return sorted(weighed, key=lambda reading: (spoilt(reading), reading.weight))


def spoilt(reading: Scored) -> bool:
    """Whether so much cannot be decoded that it is no damage but another encoding."""
    return reading.bad * 3 > reading.total or (reading.bad > 2 and reading.bad * 8 > reading.total)


def sample(data: bytes, limit: int, start: int = 0) -> bytes:
    """Lines with high bytes, from windows spread over the data, at most about ``limit`` bytes.

    A window begins where a character begins in every encoding: at a line's start, or where high
    bytes follow a byte below 0x30, which is no part of a double-byte character.

    :param start: where the first byte above 0x7F is, if that is known.
    """
    if len(data) <= limit:
        return data
    pieces = _pieces(data, limit, start, _WINDOWS)
    size = sum(map(len, pieces))
    if (
        0 < size * 2 < limit
    ):  # a list with a word in each line: as much is to be seen of it as of running text
        pieces = _pieces(data, limit, start, _WINDOWS * limit // size)
    return b"\n".join(pieces)


def _pieces(data: bytes, limit: int, start: int, windows: int) -> list[bytes]:
    """The pieces of a sample, one from each window as long as the limit is not reached."""
    pieces: list[bytes] = []
    size = at = 0
    step = max(1, (len(data) - start) // windows)
    for window in range(windows):
        found = _HIGH.search(data, max(at, start + window * step))
        if found is None:
            break
        begin = _boundary(data, found.start(), first=not pieces)
        if begin < 0:
            continue
        at = _line_end(data, begin)
        pieces.append(data[begin:at])
        size += at - begin
        if size >= limit:
            break
    return pieces


# A byte below 0x30 that is not part of a character in any double-byte encoding, then high bytes.
_AFTER_ASCII = lazy(rb"[\x00-\x2f][\x30-\x7f]{0,40}[\x80-\xff]")


def _boundary(data: bytes, high: int, *, first: bool) -> int:
    """Where the line or, in a long one, the stretch around a high byte begins; -1 if unclear."""
    begin = (
        max(data.rfind(b"\n", max(0, high - _LINE), high), data.rfind(b"\r", max(0, high - _LINE), high)) + 1
    )
    if begin or high <= _LINE:
        return begin
    if first:  # nothing but ASCII before it
        return high
    match = _AFTER_ASCII.search(data, high, high + 8 * _LINE)
    return match.start() + 1 if match else -1


def _line_end(data: bytes, begin: int) -> int:
    """Where the piece that begins here ends, between two characters."""
    stop = min(begin + _LINE, len(data))
    end = data.find(b"\n", begin, stop)
    if end >= 0:
        return end
    if stop == len(data):
        return stop
    # On to a byte that ends a character in every encoding. A paragraph may be longer still: then
    # a character is cut, which costs every candidate the same.
    match = _SEPARATOR.search(data, stop, stop + 2 * _LINE)
    return match.end() if match else stop


_SEPARATOR = lazy(rb"[\x00-\x2f]")
