"""Files whose lines are not all in one encoding: UTF-8 and GBK, Big5 or a Western one, line by line.

They come from logs, from comments by several hands and from files that were joined. Read as one
encoding they lose half their lines; the lines themselves are whole. A mixture is assumed only
where some lines read as Chinese in one encoding, and others in another and in no way in the first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from newsclean.decode import codecs, score
from newsclean.decode.codecs import error_handlers
from newsclean.decode.line_blocks import blocks, lines_of
from newsclean.values import NamedTuple

# Two Han characters in UTF-8, over bytes sorted into lead bytes of Han, continuation bytes and
# others: finding six such letters takes 2 ms a megabyte, a regular expression 40.
_CLASSES = bytes(
    ord("h" if 0xE3 <= byte <= 0xE9 else "c" if 0x80 <= byte <= 0xBF else ".") for byte in range(256)
)
_TWO_HAN = b"hcchcc"
_CHUNK = 1 << 16
#: Lines by which the other encodings are found.
_SAMPLED = 2000
#: Joins the names of a mixture: ``utf-8+gb18030``.
PLUS = "+"
#: A line with a smaller share of undecodable sequences is damaged UTF-8, one with a larger share
#: is in another encoding (GBK lines read as UTF-8: 0.6 to 1; measured on the benchmark's lines).
_FEW, _MANY = 0.15, 0.45
#: Nats by which a short line must read better as UTF-8 than as GBK or Big5, and for how many lines
#: there are: three GBK characters are two in UTF-8 once in 10,000 lines or so (浜村純 is 亴弃).
_GAIN = 6.0
#: Nats against a change of the legacy encoding between two lines: one line of two or three
#: characters reads better by chance in the other.
_CHANGE = 12.0
#: Nats a character of lines that read like Chinese, and of a name or a word that nothing else reads as well.
_READS, _WORD = 10.0, 12.0
# What of a line is read: from the first byte beyond ASCII to the last of the next 600, and the byte behind.
# ASCII is the same in all of these encodings, but of one that decodes next to nothing it costs more than of
# others, and a line of JSON may have hundreds.
_BEYOND_ASCII = re.compile(rb"[\x80-\xff](?:.{0,598}[\x80-\xff])?.?", re.DOTALL)


class EncodingMixture(NamedTuple):
    r"""What was found: one encoding, damaged, or several.

    :param runs: the number of the first line and the encoding of each run of lines; lines are
        counted from 1 and end at ``\n``.
    """

    name: str
    runs: tuple[tuple[int, str], ...] = ()


def look(data: bytes) -> EncodingMixture | None:
    """The mixture that bytes are, or ``None`` if no line is clearly UTF-8.

    :param data: bytes that are not valid UTF-8 as a whole.
    """
    gain = _GAIN + math.log(data.count(b"\n") + 1)
    if not _has_utf8_line(data, gain):
        return None
    kinds: list[tuple[int, str]] = []
    others: list[tuple[int, bytes]] = []
    for number, lines, _ in blocks(data, bytes.decode):
        kind = _kind(lines, gain)
        if kind != "ascii" and (not kinds or kinds[-1][1] != kind):
            kinds.append((number, kind))
        if kind == "other":
            others.append((number, lines))
    if not others:
        return EncodingMixture("utf-8")
    names = _legacy(others)
    return _mixture(kinds, names) if names else None


def look_at_legacy(data: bytes) -> EncodingMixture | None:
    """The mixture of GBK and Big5 that bytes are in which no line is UTF-8, or ``None``."""
    lines = [(number, line) for number, line in enumerate(lines_of(data), 1) if not line.isascii()]
    if len(lines) < 2:
        return None
    names = _parted(lines)
    if not names or len({name for _, name in names}) < 2:
        return None
    return _mixture([], names)


# A letter or sign between two bytes above 7F is the second half of a character in a line of Big5, one
# in three; GB 2312 has none, and a Latin letter alone among Han is rare.
_BIG5_SIGNS = bytes(ord("h" if byte >= 0x81 else "l" if 0x40 <= byte <= 0x7E else ".") for byte in range(256))
_IN_BIG5, _IN_GBK = b"hlh", b"h" * 48
#: Bytes that are searched for such lines (in large data from its beginning, middle and end), and lines that
#: are read.
_PART, _STRAYS = 1 << 14, 20


def has_strays(data: bytes, name: str) -> bool:
    """Whether some lines of a text in GBK are in Big5, or the other way round.

    They decode all the same, mostly: the sample that an encoding is chosen by need not hold one.
    """
    if name != "gb18030":
        name = "cp950"
    needle, other = (_IN_BIG5, "cp950") if name == "gb18030" else (_IN_GBK, "gb18030")
    parts = [data]
    if len(data) > 3 * _PART:
        middle = len(data) // 2
        parts = [data[:_PART], data[middle : middle + _PART], data[-_PART:]]
    read = 0
    for part in parts:
        classes = part.translate(_BIG5_SIGNS)
        # Simplified text has next to none of these letters, and counting one byte is fast.
        if name == "gb18030" and not _holds_signs(classes):
            continue
        # Traditional text in GBK has such bytes all over: one in 17.
        if classes.count(needle) * 25 > len(classes):
            return False
        at = classes.find(needle)
        while at >= 0 and read < _STRAYS:
            begin = part.rfind(b"\n", 0, at) + 1
            end = part.find(b"\n", at)
            end = len(part) if end < 0 else end
            if classes.count(needle, begin, end) > (name == "gb18030"):
                read += 1
                line = part[begin:end]
                if _cost(line, name) - _cost(line, other) > _CHANGE:
                    return True
            at = classes.find(needle, end)
    return False


def _holds_signs(classes: bytes) -> bool:
    """Whether two letters or more stand between bytes above 7F, as far as letters are few."""
    if classes.count(b"l") * 50 > len(classes):
        return True
    found, at = 0, classes.find(b"l")
    while at >= 0 and found < 2:
        found += classes[at - 1 : at + 2] == _IN_BIG5
        at = classes.find(b"l", at + 1)
    return found > 1


# What is text in UTF-8, and in encodings of one byte nothing that is written: punctuation (â€™, вЂ™), two
# letters of Cyrillic or Greek (РџСЂ, Î±Î²), two characters; in Western ones Ã or Â before a sign, too (Ã¤,
# Å¡, Â°). É… is valid UTF-8, and does not count.
_TWO_BYTES_AND_MORE = (
    rb"\xe2[\x80-\x84][\x80-\xbf]|(?:[\xd0\xd1][\x80-\xbf]){2}|(?:[\xce\xcf][\x80-\xbf]){2}"
    rb"|(?:[\xe3-\xed][\x80-\xbf]{2}){2}"
)
_NO_SINGLE_BYTES = re.compile(_TWO_BYTES_AND_MORE)
_NO_WESTERN = re.compile(rb"[\xc2-\xc5][\xa0-\xbf]|" + _TWO_BYTES_AND_MORE)


def look_at_single_bytes(data: bytes, first: str, identify: Callable[[bytes], str]) -> EncodingMixture | None:
    """The mixture of UTF-8 and an encoding of one byte, or ``None`` if no line is clearly UTF-8.

    Read as one encoding the lines in UTF-8 look like mojibake, and undoing that writes other bytes.

    :param first: the encoding of all lines, if they are in one.
    :param identify: tells the encoding of the lines that are not UTF-8.
    """
    clear = _NO_WESTERN if codecs.to_text(b"\xe9", first, "replace") == "é" else _NO_SINGLE_BYTES
    if not clear.search(data):
        return None
    kinds: list[tuple[int, str]] = []
    others: list[bytes] = []
    for number, lines, text in blocks(data, bytes.decode):
        if text is not None and clear.search(lines):
            kinds.append((number, "utf-8"))
        elif not lines.isascii():
            kinds.append((number, "other"))
            others.append(lines)
    runs = _runs(kinds)
    if len(runs) == 1:
        return None
    name = identify(b"".join(others))
    return EncodingMixture(
        f"utf-8{PLUS}{name}", tuple((first, name if kind == "other" else kind) for first, kind in runs)
    )


def by_validity(data: bytes, legacy: str) -> tuple[tuple[int, str], ...]:
    """The runs of lines that are valid UTF-8, and of those that are not and count as ``legacy``."""
    found = blocks(data, bytes.decode)
    return _runs((number, legacy if text is None else "utf-8") for number, _, text in found)


def _has_utf8_line(data: bytes, gain: float) -> bool:
    """Whether some line is all UTF-8 and Chinese. Looks closely at lines with a hint of it only."""
    at = 0
    while at < len(data):
        # By the chunk, so that memory does not grow; a chunk overlaps the next by the needle.
        classes = data[at : at + _CHUNK].translate(_CLASSES)
        found = classes.find(_TWO_HAN)
        if found < 0:
            at += max(1, len(classes) - len(_TWO_HAN) + 1)
            continue
        begin = data.rfind(b"\n", 0, at + found) + 1
        end = data.find(b"\n", at + found)
        end = len(data) if end < 0 else end
        if _kind(data[begin:end], gain) == "utf-8":
            return True
        at = end
    return False


def _kind(line: bytes, gain: float) -> str:
    """``ascii``, ``utf-8`` (whole, or damaged), or ``other``."""
    if line.isascii():
        return "ascii"
    text = line.decode("utf-8", "replace")
    bad = text.count(error_handlers.BAD)
    if not bad and len(line) - len(text) > 8:  # five characters or more are no accident
        return "utf-8"
    high = sum(map("\x7f".__lt__, text))
    if bad <= _FEW * high or (bad < _MANY * high and _reads_as_utf8(line, 0.0)):
        return "utf-8" if high > 8 or _reads_as_utf8(line, 0.0 if bad else gain) else "other"
    return "other"


def _reads_as_utf8(line: bytes, gain: float) -> bool:
    """Whether a line costs so many nats less as UTF-8."""
    return min(_cost(line, "gb18030"), _cost(line, "cp950")) - _cost(line, "utf-8") > gain


def _cost(line: bytes, name: str) -> float:
    """What a line costs in an encoding, in nats."""
    found = _BEYOND_ASCII.search(line)
    return _cost_of(found[0], name) if found else 0.0


@lru_cache(maxsize=4096)  # short lines come again
def _cost_of(part: bytes, name: str) -> float:
    return score.read(part, name).cost


def _legacy(lines: list[tuple[int, bytes]]) -> list[tuple[int, str]] | None:
    """The legacy encoding of each of these lines, one for all if that reads well, or ``None``."""
    # Lines that come again are no more evidence than one of them.
    joined = b"\n".join(dict.fromkeys(line for _, line in lines[:_SAMPLED]))
    best, *others = score.ranked(score.sample(joined, 3000), ("gb18030", "cp950", "big5-hkscs", "euc-jp"))
    if best.name == "euc-jp":
        return None
    if best.mean <= _READS - 1.5 and not best.bad * 20 > best.total:
        return _one(lines, joined, best.name)
    parts = _parted(lines)
    if parts and len({name for _, name in parts}) > 1:
        return parts
    far = best.name == "gb18030" and not best.bad and others[0].cost - best.cost > _CHANGE
    return _one(lines, joined, best.name) if best.mean <= (_WORD if far else _READS) else None


def _one(lines: list[tuple[int, bytes]], joined: bytes, name: str) -> list[tuple[int, str]] | None:
    """One encoding for all lines, if they decode in it."""
    if name != "gb18030":
        from newsclean.decode import big5

        name = big5.member(joined)[0]
    try:
        codecs.to_text(joined, name)
    except UnicodeDecodeError:
        # A truncated or overwritten character here and there is damage in a mixture all the same.
        text = codecs.to_text(joined, name, "replace")
        if text.count(error_handlers.BAD) * 8 > len(text):
            return None
    return [(number, name) for number, _ in lines]


def _parted(lines: list[tuple[int, bytes]]) -> list[tuple[int, str]] | None:
    """GBK or Big5 for each line: the cheapest way through the lines, a change costing something."""
    names = ("gb18030", "cp950")
    steps: list[tuple[int, int]] = []  # the encoding of the line before, for either encoding of a line
    costs = [0.0, 0.0]  # of the cheapest path that ends in either
    for _, line in lines:
        own = [_cost(line, name) for name in names]
        before = [0 if costs[0] <= costs[1] + _CHANGE else 1, 1 if costs[1] <= costs[0] + _CHANGE else 0]
        costs = [costs[before[i]] + (_CHANGE if before[i] != i else 0.0) + own[i] for i in (0, 1)]
        steps.append((before[0], before[1]))
    state = 0 if costs[0] <= costs[1] else 1
    found: list[tuple[int, str]] = []
    for (number, _), step in zip(reversed(lines), reversed(steps), strict=True):
        found.append((number, names[state]))
        state = step[state]
    found.reverse()
    return found if _all_read_well(lines, found) else None


def _all_read_well(lines: list[tuple[int, bytes]], found: list[tuple[int, str]]) -> bool:
    """Whether the lines of each encoding decode, and read like Chinese."""
    for name in {name for _, name in found}:
        own = b"\n".join(line for (_, line), (_, other) in zip(lines, found, strict=True) if other == name)
        reading = score.read(score.sample(own, 3000), name)
        if reading.bad or reading.mean > _READS - 1.0 or reading.total < 4:
            return False
    return True


def _mixture(kinds: list[tuple[int, str]], names: list[tuple[int, str]]) -> EncodingMixture:
    legacy = {name for _, name in names}
    if len(legacy) > 1:
        utf8 = [kind for kind in kinds if kind[1] == "utf-8"]
        kinds = sorted([*utf8, *names])
    else:
        kinds = [(number, names[0][1] if kind == "other" else kind) for number, kind in kinds]
    runs = _runs(kinds)
    order = ("utf-8", "gb18030", "cp950", "big5-hkscs", "big5-uao")
    used = sorted({name for _, name in runs}, key=order.index)
    return EncodingMixture(PLUS.join(used), runs)


def _runs(kinds: Iterable[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The encodings by runs of lines, the first from line 1; ASCII lines go with those before."""
    runs: list[tuple[int, str]] = []
    for number, name in kinds:
        if not runs or runs[-1][1] != name:
            runs.append((number if runs else 1, name))
    return tuple(runs) or ((1, "utf-8"),)


def pieces(runs: tuple[tuple[int, str], ...], count: int) -> list[tuple[int, int, str]]:
    """The runs as half-open ranges of line indices from 0, for a text of ``count`` lines."""
    starts = [first - 1 for first, _ in runs] + [count]
    return [(starts[i], starts[i + 1], name) for i, (_, name) in enumerate(runs) if starts[i] < count]
