"""UTF-16 that was read as an encoding of bytes: ``-NýV`` for 中国, with control characters among it.

Half of its bytes are the same few, and any byte is among the others, line ends too: such a text
can only be read anew as a whole. What its first characters look like decides whether that is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, product

from newsclean.document import Repaired
from newsclean.edits import Edit
from newsclean.patterns import lazy
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.tables import SINGLE, alternatives, decode, inverse

# Of the text so much is looked at, in characters.
_SAMPLE = 400
# Every other byte of Chinese UTF-16 is the first one of a Han character (4E–9F), of a full-width sign or of
# ASCII, but for a few.
_FIRSTS = bytes((0x00, 0x30, *range(0x4E, 0xA0), 0xFF))
_LEAST_SHARE = 0.7
# Read as GBK, most of these bytes, and many of those between, are ASCII characters by themselves: 46 % of
# the characters at least, in 300 lines of news.
_LEAST_ASCII = 0.15
# A list of words has the same few between them all.
_LEAST_DIFFERENT = 3
# Nor are nearly all ASCII: of the first bytes 62 %, of the others 40 %. Code without blanks is.
_MOST_ASCII, _LEAST_FOR_ASCII = 0.9, 40
# No encoding of one byte has Han, Hangul, half-width kana or private use, nor what lies beyond U+FFFF.
_DOUBLE = lazy("[\u3000-\u9fff\uac00-\uf8fe\uff00-\uffef\U00010000-\U0010ffff]")
_TWO_BYTES = ("gbk", "big5", "big5-hkscs", "euc_kr", "shift_jis", "euc_jp")
_CONTROL = lazy("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")
# So many of the characters of ASCII that was read as UTF-16 are letters.
_LEAST_LETTERS = 0.6
# A row of a few characters is no text.
_DIFFERENT = 8
# In Chinese as it should be, at least one in 25 characters is one of these: 6 to 20 % of news and law.
# Read in a wrong way they are others. (Line ends are not among them: they stay what they are in some ways.)
_EVERYDAY = "，。、的一是在不了有和人中大上年日国國时時"
_LEAST_EVERYDAY = 0.04
# Words of letters have a blank in 12 characters and more; bytes of UTF-16 one in 200, and controls as often.
_MOST_BLANKS = 0.05
# What other encodings cost on top, in nats: many characters stand in several, at different places.
_LIKELY, _PRIOR = ("cp1252", "gbk"), 2.0
# A character with several codes is taken for the same one wherever it stands; so many are tried.
_MOST_DOUBTFUL = 4
# What the new reading must gain, in nats; what it may cost is as for other wrong decodings.
_MARGIN = 22.0


def utf_16(text: str) -> Repaired:
    """A text read anew as UTF-16, if that is what it was."""
    sample = text[:_SAMPLE]
    best = None if _is_sound(sample) else _between_orders(text, sample) or _of_bytes(text, sample)
    if best is None:
        return Repaired(text)
    gain, whole, rule = best
    return Repaired(whole, (Edit("repair", rule, 0, text, whole, round(gain - _MARGIN, 2)),))


# By how much a text gains, how it reads, and the rule of the pair.
_Best = tuple[float, str, str]


def _of_bytes(text: str, sample: str) -> _Best | None:
    """The best reading of a text that was read as an encoding of bytes."""
    if sample.count(" ") > _MOST_BLANKS * len(sample) and not _CONTROL.search(sample):
        return None
    candidates: tuple[str, ...] = () if _DOUBLE.search(sample) else SINGLE
    ascii_only = sample.encode("ascii", "ignore")
    if len(ascii_only) >= _LEAST_ASCII * len(sample) and len(set(ascii_only)) >= _LEAST_DIFFERENT:
        candidates += _TWO_BYTES
    best: _Best | None = None
    for gain, new, read_as, true in _readings(sample, candidates, cut=len(sample) < len(text)):
        if best is None or gain > best[0]:
            whole = _whole(text, read_as, true, new)
            best = (gain, whole, f"{true}-as-{read_as}") if whole else best
    return best


def _is_sound(sample: str) -> bool:
    """Whether the beginning of a text shows that it was no UTF-16: ASCII, or everyday characters."""
    if len(sample) < 4:
        return True
    if any(map((_LEAST_EVERYDAY * len(sample)).__lt__, accumulate(map(sample.count, _EVERYDAY)))):
        return True  # mostly behind the first ones
    has_controls = _CONTROL.search(sample) is not None
    if sample.isascii() and not has_controls:
        return True
    ascii_only = sample.encode("ascii", "ignore")
    nearly_all = len(sample) >= _LEAST_FOR_ASCII and len(ascii_only) > _MOST_ASCII * len(sample)
    return nearly_all and not has_controls


def _readings(sample: str, candidates: Iterable[str], *, cut: bool) -> Iterator[tuple[float, str, str, str]]:
    """The readings of a text's beginning that gain enough: by how much, the text, and both encodings.

    :param candidates: what it may have been read as.
    :param cut: whether the text goes on, so that half a character may be at the end.
    """
    from newsclean.repair.mojibake.verdict import difference

    characters = tuple(dict.fromkeys(sample))
    for read_as in candidates:
        prior = 0 if read_as in _LIKELY else _PRIOR
        for data in _bytes(sample, characters, read_as):
            if not _looks_wide(data):
                continue
            for true in ("utf-16-le", "utf-16-be"):
                new = _decode(data[: len(data) // 2 * 2] if cut else data, true)
                # A row of one character is none: half of the letters of two are the same ones.
                han = len({c for c in new if "\u4e00" <= c <= "\u9fff"})
                if han < 2 or han < 0.5 * len({c for c in new if c > "\x7f"}) or "\0" in new:
                    continue
                most = thresholds.READS * len(new) + thresholds.READS_SLACK
                if _costs_more(new, most - prior):
                    continue
                # A row of one sign is one piece of evidence.
                gain = difference(sample, new) - prior
                if gain >= _MARGIN:
                    yield gain, new, read_as, true


def _costs_more(text: str, most: float) -> bool:
    """Whether a text costs more than so many nats, which often shows after half of it."""
    from newsclean.models import plausibility

    costs = map(plausibility.pair_costs().__getitem__, zip(chain("\n", text), text, strict=False))
    return any(map(most.__lt__, accumulate(costs)))


# ASCII or Chinese read as UTF-16, or in the wrong order of its bytes.
_ORDERS = (
    ("ascii-as-utf-16-le", "utf-16-le", "ascii"),
    ("ascii-as-utf-16-be", "utf-16-be", "ascii"),
    ("utf-16-be-as-utf-16-le", "utf-16-le", "utf-16-be"),
)


def _between_orders(text: str, sample: str) -> _Best | None:
    """A text of two-byte characters that were bytes in another order, or single letters."""
    from newsclean.repair.mojibake.verdict import difference

    if sample.isascii() or "\ufffd" in sample:
        return None
    for rule, read_as, true in _ORDERS:
        new = _in_order(sample, read_as, true, "ignore")
        if 2 * len(new) < len(sample) or len(set(new)) < _DIFFERENT or _CONTROL.search(new):
            continue
        # Two letters make a Han character; boxes and signs are two signs, and stay.
        letters = sum("a" <= c.lower() <= "z" for c in new) if true == "ascii" else len(new)
        most = thresholds.READS * len(new) + thresholds.READS_SLACK
        if letters < _LEAST_LETTERS * len(new) or _costs_more(new, most):
            continue
        gain = difference(sample, new)
        if gain < _MARGIN:
            continue
        try:
            return gain, _in_order(text, read_as, true, "strict"), rule
        except UnicodeError:
            continue
    return None


def _in_order(text: str, read_as: str, true: str, errors: str) -> str:
    """The lines of a text read anew; a line end that is a character was put there afterwards."""
    lines = (line.encode(read_as, errors).decode(true, errors) for line in text.split("\n"))
    return "\n".join(line.removesuffix("\0") for line in lines)  # what the last letter was completed with


def _looks_wide(data: bytes) -> bool:
    """Whether every other byte may begin a Han character."""
    half = len(data) // 2
    return any(
        half - len(data[parity::2].translate(None, _FIRSTS)) >= _LEAST_SHARE * half for parity in (0, 1)
    )


def _whole(text: str, read_as: str, true: str, sample: str) -> str:
    """The text read anew, if it can be, begins like what was read of its sample, and ends in text."""
    from newsclean.models import plausibility

    for data in _bytes(text, tuple(dict.fromkeys(text)), read_as):
        whole = _decode(data, true)
        # Where a byte was lost on the way, the rest is out of step.
        last = sum(plausibility.per_character(whole.rstrip()[-20:])[-3:])
        if whole.startswith(sample) and last <= thresholds.PLACE:
            return whole
    return ""


def _bytes(text: str, characters: tuple[str, ...], read_as: str) -> Iterator[bytes]:
    """The bytes that a text may have been made of; none if the encoding lacks a character.

    :param characters: those of the text, each once.
    """
    table, twice = inverse(read_as), alternatives(read_as)
    doubtful = [character for character in characters if character in twice]
    known = all(table[character] or character in twice for character in characters)
    if not known or len(doubtful) > _MOST_DOUBTFUL:
        return
    own = {character: table[character] for character in characters}
    for codes in product(*(twice[character] for character in doubtful)):
        chosen = own | dict(zip(doubtful, codes, strict=True))
        yield b"".join(map(chosen.__getitem__, text))


def _decode(data: bytes, true: str) -> str:
    """The text of bytes in UTF-16; empty where they are none, or hold what is no character."""
    new = decode(data, true)
    return "" if "\ufffe" in new or "\uffff" in new else new
