"""Which characters torn text can have been, by their bytes in GBK.

GBK is meant as Windows decodes it (CP936): pairs of bytes, private-use codes included. The text that
injectors work on is Simplified GBK text turned into Traditional characters one by one, so a character
that only Simplified text has, or one beyond GBK, was never in it: of what the bytes allow, such
characters are no candidates.
"""

from __future__ import annotations

from functools import cache

from newsclean.patterns import lazy
from newsclean.repair.characters import in_gb2312, read_as, simplified_form, simplified_only

# All trail bytes of a pair. With every lead byte 0x81–0xFE each of them is a code in gb18030;
# 2,068 of the 23,940 are private use (counted in Python's codec).
TRAILS = bytes([*range(0x40, 0x7F), *range(0x80, 0xFF)])
LEADS = bytes(range(0x81, 0xFF))

#: Punctuation that running text is made of.
PUNCTUATION = frozenset("，。、；：！？“”‘’《》（）—…·〈〉【】『』「」　")
#: Full-width letters and digits, which GBK text has beside the ASCII ones.
WIDE_DIGITS = frozenset("０１２３４５６７８９")
WIDE_LETTERS = frozenset(chr(i + shift) for i in range(26) for shift in (0xFF21, 0xFF41))
#: Signs that news text has here and there.
SIGNS = frozenset(
    "％．～＋－＝／＆＃＠＊｜＜＞＿〔〕″′￥＄°℃‰§№×÷±→←↑↓●○◎★☆■□◆◇▲△▼▽※〓"
    "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
)
_BESIDE_HAN = PUNCTUATION | WIDE_DIGITS | WIDE_LETTERS | SIGNS


@cache
def _grid() -> str:
    """The characters of all pairs: for each of :data:`LEADS` those with each of :data:`TRAILS`."""
    pairs = bytearray(2 * len(LEADS) * len(TRAILS))
    pairs[0::2] = b"".join([lead.to_bytes(1, "big") * len(TRAILS) for lead in LEADS])
    pairs[1::2] = TRAILS * len(LEADS)
    return pairs.decode("gb18030")


def _row(lead: int) -> str:
    """The characters with a lead byte, in the order of :data:`TRAILS`."""
    begin = (lead - LEADS[0]) * len(TRAILS)
    return _grid()[begin : begin + len(TRAILS)] if lead in LEADS else ""


def encode(character: str) -> bytes:
    """One byte for ASCII, two for a pair; empty for anything else."""
    data = character.encode("gb18030", "replace")
    return data if len(data) <= 2 else b""


def is_private(character: str) -> bool:
    """Whether it is one of the private-use characters that GBK's user-defined codes become."""
    return "\ue000" <= character <= "\uf8ff"


@cache
def private_trails() -> dict[int, bytes]:
    """Lead byte → the trail bytes with which it is a private-use code, where there are any."""
    found: dict[int, bytes] = {}
    for match in PRIVATE.finditer(_grid()):
        row, first = divmod(match.start(), len(TRAILS))
        while match.end() > row * len(TRAILS) + first:  # a run of them goes on in the next row
            last = min(match.end() - row * len(TRAILS), len(TRAILS))
            found[LEADS[row]] = found.get(LEADS[row], b"") + TRAILS[first:last]
            row, first = row + 1, 0
    return found


#: Private-use characters in a row.
PRIVATE = lazy("[\ue000-\uf8ff]+")


@cache
def is_candidate(character: str) -> bool:
    """Whether Traditional text made from Simplified GBK text may contain the character."""
    if character in _BESIDE_HAN:
        return True
    return "\u4e00" <= character <= "\u9fa5" and character not in simplified_only()


@cache
def in_row(lead: int) -> str:
    """The candidates with a lead byte, whatever follows it."""
    return "".join(filter(is_candidate, _row(lead)))


@cache
def in_column(trail: int) -> str:
    """The candidates with a trail byte, whatever was before it."""
    return in_part_of_column(LEADS, trail)


@cache
def in_part_of_column(leads: bytes, trail: int) -> str:
    """The candidates with one of some lead bytes and a trail byte."""
    if trail not in TRAILS:
        return ""
    column = _grid()[TRAILS.index(trail) :: len(TRAILS)]
    return "".join(filter(is_candidate, [column[lead - LEADS[0]] for lead in leads if lead in LEADS]))


@cache
def in_rows(leads: bytes) -> str:
    """The candidates with one of some lead bytes, whatever follows it."""
    return "".join(map(in_row, leads))


@cache
def before_private(leads: bytes) -> str:
    """The candidates with one of some lead bytes whose second byte begins a private-use code."""
    return "".join(in_part_of_column(leads, trail) for trail in private_trails())


def between_cuts(mark: str) -> str:
    """The candidates whose second byte, with the first byte of a mark, looks like a mark that cuts.

    In 校。 (``D0 A3 A1 A3``) the bytes ``A3 A1`` are ！.
    """
    if mark == "。":
        return in_column(0xA3)
    return in_column(0xA1) if mark in "！？；，" else ""  # A1 A3 is 。


@cache
def is_key(character: str) -> bool:
    """Whether injectors annotate the character: Traditional-only, and not in GB 2312."""
    return character in simplified_form() and not in_gb2312(character)


@cache
def keys(lead: int, reading: str) -> str:
    """The keys with a lead byte and a reading."""
    return "".join(filter(is_key, filter(read_as(reading).__contains__, in_row(lead))))


@cache
def keys_in_rows(leads: bytes, reading: str) -> str:
    """The keys with one of some lead bytes and a reading."""
    return "".join(keys(lead, reading) for lead in leads)
