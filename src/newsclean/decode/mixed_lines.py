"""Files whose lines are not all in one encoding: UTF-8 and GBK, or UTF-8 and Big5, line by line.

They come from logs, from comments by several hands and from files that were joined. Read as one
encoding they lose half their lines; the lines themselves are whole. A mixture is assumed only
where some lines are valid UTF-8 that reads as Chinese, and others are nothing like UTF-8 and read
as Chinese in one legacy encoding.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from newsclean.decode import codecs, score
from newsclean.decode.codecs import error_handlers
from newsclean.decode.line_blocks import blocks

# Two Han characters in UTF-8, over bytes sorted into lead bytes of Han, continuation bytes and
# others: finding six such letters takes 2 ms a megabyte, a regular expression 40.
_CLASSES = bytes(
    ord("h" if 0xE3 <= byte <= 0xE9 else "c" if 0x80 <= byte <= 0xBF else ".") for byte in range(256)
)
_TWO_HAN = b"hcchcc"
_CHUNK = 1 << 16
#: Lines by which the other encoding is found.
_SAMPLED = 2000
#: Joins the names of a mixture: ``utf-8+gb18030``.
PLUS = "+"
#: A line with a smaller share of undecodable sequences is damaged UTF-8, one with a larger share
#: is in another encoding (GBK lines read as UTF-8: 0.6 to 1; measured on the benchmark's lines).
_FEW, _MANY = 0.15, 0.45


@dataclass(frozen=True, slots=True)
class Mixture:
    r"""What was found: ``utf-8`` alone, damaged, or UTF-8 and another encoding.

    :param runs: the number of the first line and the encoding of each run of lines; lines are
        counted from 1 and end at ``\n``.
    """

    name: str
    runs: tuple[tuple[int, str], ...] = ()


def look(data: bytes) -> Mixture | None:
    """The mixture that bytes are, or ``None`` if no line is clearly UTF-8.

    :param data: bytes that are not valid UTF-8 as a whole.
    """
    if not _has_utf8_line(data):
        return None
    kinds: list[tuple[int, str]] = []
    others: list[bytes] = []
    for number, lines, _ in blocks(data, bytes.decode):
        kind = _kind(lines)
        if kind != "ascii" and (not kinds or kinds[-1][1] != kind):
            kinds.append((number, kind))
        if kind == "other" and len(others) < _SAMPLED:
            others.append(lines)
    if not others:
        return Mixture("utf-8")
    legacy = _legacy(others)
    return Mixture(f"utf-8{PLUS}{legacy}", _runs(kinds, legacy)) if legacy else None


def by_validity(data: bytes, legacy: str) -> tuple[tuple[int, str], ...]:
    """The runs of lines that are valid UTF-8, and of those that are not and count as ``legacy``."""
    kinds: list[tuple[int, str]] = []
    for number, _, text in blocks(data, bytes.decode):
        kind = "other" if text is None else "utf-8"
        if not kinds or kinds[-1][1] != kind:
            kinds.append((number, kind))
    return _runs(kinds, legacy)


def _has_utf8_line(data: bytes) -> bool:
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
        if _kind(data[begin:end]) == "utf-8":
            return True
        at = end
    return False


def _kind(line: bytes) -> str:
    """``ascii``, ``utf-8`` (whole, or damaged), or ``other``."""
    if line.isascii():
        return "ascii"
    text = line.decode("utf-8", "replace")
    bad = text.count(error_handlers.BAD)
    if not bad and len(line) - len(text) > 8:  # five characters or more are no accident
        return "utf-8"
    high = sum(map("\x7f".__lt__, text))
    if bad <= _FEW * high or (bad < _MANY * high and _reads_as_utf8(line)):
        return "utf-8" if high > 8 or _reads_as_utf8(line) else "other"
    return "other"


def _reads_as_utf8(line: bytes) -> bool:
    return _best(line[:600]) == "utf-8"


@lru_cache(maxsize=1024)  # short lines come again
def _best(line: bytes) -> str:
    return score.ranked(line, ("utf-8", "gb18030", "cp950"))[0].name


def _legacy(lines: list[bytes]) -> str | None:
    """The legacy encoding that all lines decode in and read as Chinese in, or ``None``."""
    joined = b"".join(lines)
    best = score.ranked(score.sample(joined, 3000), ("gb18030", "cp950", "big5-hkscs"))[0]
    if best.mean > 10:
        return None
    name = best.name
    if name != "gb18030":
        from newsclean.decode import big5

        name = big5.member(joined)
    try:
        codecs.to_text(joined, name)
    except UnicodeDecodeError:
        # A truncated or overwritten character here and there is damage in a mixture all the same.
        text = codecs.to_text(joined, name, "replace")
        if text.count(error_handlers.BAD) * 8 > len(text):
            return None
    return name


def _runs(kinds: list[tuple[int, str]], legacy: str) -> tuple[tuple[int, str], ...]:
    """The encodings by runs of lines, the first from line 1; ASCII lines go with those before."""
    runs = [(number, "utf-8" if kind == "utf-8" else legacy) for number, kind in kinds]
    return ((1, runs[0][1]), *runs[1:]) if runs else ((1, "utf-8"),)


def pieces(runs: tuple[tuple[int, str], ...], count: int) -> list[tuple[int, int, str]]:
    """The runs as half-open ranges of line indices from 0, for a text of ``count`` lines."""
    starts = [first - 1 for first, _ in runs] + [count]
    return [(starts[i], starts[i + 1], name) for i, (_, name) in enumerate(runs) if starts[i] < count]
