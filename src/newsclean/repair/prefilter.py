"""Which characters of a text give any pass of repair a reason to look at it.

Clean text is to cost next to nothing: one scan says that a text is made of ordinary characters
alone. What is left to ask then are the signs of escapes and annotations, which are ASCII.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from itertools import islice, pairwise

from newsclean import data_files
from newsclean.patterns import compiled, lazy
from newsclean.stored import read, write

#: First and last characters of ranges.
Ranges = tuple[tuple[str, str], ...]

#: Radicals, compatibility ideographs and private-use characters: they may stand for another one.
LOOK_ALIKE: Ranges = (
    *(("\u2e80", "\u2fdf"), ("\ue000", "\uf8ff"), ("\uf900", "\ufaff")),
    ("\U0002f800", "\U0002fa1f"),
)

#: What nobody sees; tabs and line ends are left out.
INVISIBLE: Ranges = (
    *(("\x00", "\x08"), ("\x0b", "\x0c"), ("\x0e", "\x1f"), ("\x7f", "\xa0"), ("\xad", "\xad")),
    *(("\u180e", "\u180e"), ("\u2007", "\u2007"), ("\u200b", "\u200f"), ("\u2028", "\u202f")),
    *(("\u2060", "\u2064"), ("\u2066", "\u2069"), ("\ufeff", "\ufeff")),
)

#: Damage that decoders of one byte leave: C1 controls, lost and private-use characters, long runs
#: of accented letters and symbols, signs of two scripts in one word; half-width kana and Hangul.
ODD: Ranges = (
    *(("\x80", "\u06ff"), ("\u0e01", "\u0e5b"), ("\u2010", "\u25ff")),
    *(("\uac00", "\uf8ff"), ("\ufb01", "\uff00"), ("\uff5f", "\uff9f")),
)

# Three stretches of so many characters stand for a text.
_SAMPLE = 500

# What is odd by its number but stands in every Chinese text; by itself it says nothing.
_HARMLESS = frozenset("“”‘’—–…‖′″※·×°±÷§¥£€©®«»→←↑↓■□●○◆◇▲△▼▽")

#: What GBK makes of lost bytes, U+FFFD in UTF-8: they are no words, so nothing converts them.
REPLACED = "锟斤拷"

#: Signs of lost content that are made of ordinary characters: memory that was never written.
ORDINARY_SIGNS = ("烫烫烫", "燙燙燙", "屯屯屯")

# ASCII characters that are ordinary, as bytes.
_PLAIN = bytes((0x09, 0x0A, 0x0D, *range(0x20, 0x7F)))

# So many characters are looked up one by one, at 50 to 90 ns each, before an expression is loaded: that
# takes as long as so many characters do, and then 4 ns for each.
_BY_HAND = 10_000
# Where more than one in so many characters is found, the expression is slower than looking up.
_DENSE = 16


def unusual(text: str) -> frozenset[str]:
    """The characters of a text that are not ordinary: few, mostly none.

    Ordinary are the characters of clean text (see the data file) but those that may be damage,
    look-alikes or invisible.
    """
    if text.isascii():
        return frozenset(text.encode().translate(None, _PLAIN).decode())
    new = _characters(text) - _seen.ordinary
    unknown = new - _seen.unusual
    found = {character for character in unknown if is_odd(character) or is_rare(character)}
    _seen.ordinary |= unknown - found
    _seen.unusual |= found
    return frozenset(new - _seen.ordinary)


def lacks_everyday(text: str) -> bool:
    """Whether a text has Han characters in a row, none of which is one that text is mostly made of.

    A long text is looked at only at its beginning, in its middle and at its end.
    """
    if text.isascii():
        return False
    patterns = no_everyday(text)

    def search(part: str) -> bool:
        return any(pattern.search(part) for pattern in patterns)

    if len(text) > 4 * _SAMPLE:
        middle = len(text) // 2
        parts = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:])
        return any(map(search, parts))
    return search(text)


#: Signs of two bytes of which GBK and Big5 make Han, and beside what nothing else is written so: 38掳C, 5碌m.
SIGNS_OF_TWO_BYTES = (
    ("°", "(?<=[0-9]{})(?=[CFNESW](?![A-Za-z]))"),
    ("µ", "(?<=[0-9 ]{})(?=[mgslLA](?![A-Za-z\xc0-\u024f]))"),
    ("±", "(?<![\u3400-\u9fff]{})(?<={})(?=[0-9]+(?:\\.[0-9]+)?%)"),
    ("²", "(?<=[0-9 ][ck]m{})|(?<=[0-9 ]m{})"),
    ("×", "(?<=[0-9] {})(?= [0-9])|(?<=[0-9]{})(?=[0-9])"),
    ("£", "(?<![\u3400-\u9fff]{})(?<={})(?=[0-9]{2}|[0-9][.,][0-9])"),
    ("©", "(?<![\u3400-\u9fff]{})(?<={})(?= ?(?:19|20)[0-9]{2}(?![0-9年]))"),
)


def in_western_word(text: str) -> bool:
    """Whether a Han character in a Western word or beside a number may be a letter or sign in UTF-8."""
    if text.isascii():
        return False
    return may_hold_letter(text) or may_hold_sign(text)


def may_hold_letter(text: str) -> bool:
    """Whether a text has a Han character in a Western word that may be a letter in UTF-8."""
    if not _has_ascii(text, _LETTERS):
        return False
    from newsclean.repair.western_letters import western_letter  # Chinese without Latin needs it not

    return western_letter().search(text) is not None


def may_hold_sign(text: str) -> bool:
    """Whether a text has a Han character beside a number that may be a sign in UTF-8."""
    return _has_ascii(text, _LETTERS_AND_DIGITS) and sign_of_two_bytes().search(text) is not None


def _has_ascii(text: str, characters: bytes) -> bool:
    """Whether a text has one of some ASCII characters."""
    part = _ascii_part(text) if len(text) <= _LONGEST else text.encode("ascii", "ignore")
    return len(part.translate(None, characters)) < len(part)


@lru_cache(maxsize=4)
def _ascii_part(text: str) -> bytes:
    """The ASCII characters of a text: few in Chinese, so that a look at them spares a search of the text."""
    return text.encode("ascii", "ignore")


_LONGEST = 1 << 16
_LETTERS = bytes((*range(0x41, 0x5B), *range(0x61, 0x7B)))
_LETTERS_AND_DIGITS = bytes(range(0x30, 0x3A)) + _LETTERS


@cache
def sign_of_two_bytes() -> re.Pattern[str]:
    """Han characters beside numbers that may be signs in UTF-8."""
    ways = []
    made = ""
    for sign, around in SIGNS_OF_TWO_BYTES:
        han = "".join(sign.encode().decode(wrong, "ignore") for wrong in ("gbk", "cp950"))
        made += han
        ways.append(around.replace("{}", f"[{han}]"))
    return compiled(f"[{made}](?:{'|'.join(ways)})")


#: What is left of places that an injector of readings tore apart, where the readings were taken out, or where
#: there were none: question marks before what is out of step.
TORN = lazy("[一-鿿，。”]\\?[！？；一-鿿\ue000-\uf8ff]")

#: Longer texts are not searched for halves of names: the search takes as long as all others together.
NAMES_IN = 100_000


def has_lost_halves(text: str) -> bool:
    """Whether a text may have characters of which one byte is left as a letter: ``朱?F基``, ``刘h``."""
    if "?" in text and _HALF.search(text):
        return True
    if len(text) > NAMES_IN or text.isascii() or not _has_ascii(text, _LETTERS + b"?"):
        return False
    return half_of_a_name().search(text) is not None


_HALF = lazy(
    "\\?(?:[0-9]|[\u3400-\u9fff]{1,2})\\?[0-9\u3400-\u9fff]"
    "|(?<=[\u3400-\u9fff])\\?(?:[@-~][\u3400-\u9fff，。、）]|[，。、；：])"
)


@cache
def half_of_a_name() -> re.Pattern[str]:
    """A family name and a letter, or ``?``, in running text: half of a given name, or all of it."""
    names = "".join(sorted("".join(listed("surnames.txt"))))
    # 为何?, 其余?, 不曾? are no names, and 小王a is one by which nobody is called in full.
    half = "(?:[a-wyzD-JL-SU-WYZ]|(?<![何余曾董])\\?)"
    return compiled(f"[{names}](?<![小老阿大].){half}(?=[\u3400-\u9fff、，。）])")


def no_everyday(text: str) -> list[re.Pattern[str]]:
    """What finds, in a text or a part of it, Han characters in a row that lack everyday ones.

    Eight in a row, or four that fill a run, a line or words. Or, for Japanese that was read as GBK, kana
    beside a character that only Simplified Chinese has; most texts have no kana.
    In clean news, law, blogs and documentation 0.02 to 0.3 in 1,000 characters begin such a row, in what was
    decoded wrongly 90 of 100 phrases of eight characters have one (GBK read as Big5, EUC-KR, EUC-JP).
    """
    return [_other(), _beside_kana()] if _KANA.search(text) else [_other()]


_KANA = lazy("[ぁ-ん]")


@cache
def _other() -> re.Pattern[str]:
    """Eight Han characters in a row without an everyday one, or four that fill a run, a line or words.

    It begins with three classes, of which the second and the third may be a sign between words: most places
    are given up by them, at two thirds of what alternatives cost.
    """
    everyday_ones = re.escape("".join(sorted(everyday())))
    other = f"[^\x00-\u2fff\uff00-\uffff{everyday_ones}]"
    # What may come next: another one, or one of these signs.
    sign, either = "[ ,.]", f"[^\x00-\x1f!-+\\-/-\u2fff\uff00-\uffff{everyday_ones}]"
    word, begins = f"{other}{{1,6}}{sign}", "(?<![^\x00-\x7f]...)"
    return compiled(
        f"{other}{either}{either}(?:"
        f"(?<={other}{other})(?:{other}{{5,}}"
        f"|{begins}(?:{other}+(?![^\x00-\x7f])|{other}{{0,3}}{sign}(?:{word}){{2}}{other}))"
        f"|(?<={other}{sign}){begins}(?:{word}){{2}}{other}"
        f"|(?<={sign}{other}){begins}{other}{{0,5}}{sign}{word}{other})"
    )


@cache
def _beside_kana() -> re.Pattern[str]:
    """Kana beside a character that only Simplified Chinese has."""
    simplified = _simplified()
    return compiled(f"{simplified}[ぁ-ん]|(?<=[ぁ-ん]){simplified}")


def _simplified() -> str:
    """The characters that GB 2312 has and Japanese has not, as a set of a regular expression."""
    han = "".join(map(chr, range(0x4E00, 0xA000)))
    common = han.encode("gb2312", "ignore").decode("gb2312")
    japanese = frozenset(common.encode("euc_jp", "ignore").decode("euc_jp"))
    return f"[{''.join(c for c in common if c not in japanese)}]"


def is_rare(character: str) -> bool:
    """Whether clean text seldom has a character."""
    if character <= "\x7f":
        return False
    common = _common()
    at = bisect_left(common, character)
    return common[at : at + 1] != character


def is_odd(character: str) -> bool:
    """Whether a character that clean text may have is a sign of work for a pass."""
    return bool(bisect_right(_bounds(), character) & 1) and character not in _HARMLESS


def rare_ones(characters: frozenset[str]) -> frozenset[str]:
    """Those of some characters that clean text seldom has."""
    if len(characters) < _MANY:
        return frozenset(filter(is_rare, characters))
    return frozenset(filter(_ASCII.isdisjoint, characters - _common_ones()))


def any_in(characters: frozenset[str], ranges: Ranges) -> bool:
    """Whether one of the characters stands in one of the ranges."""
    if len(characters) < _MANY:
        for character in characters:
            for first, last in ranges:
                if first <= character <= last:
                    return True
        return False
    return _class(ranges).search("".join(characters)) is not None


def those_in(characters: frozenset[str], ranges: Ranges) -> frozenset[str]:
    """Those of some characters that stand in one of the ranges."""
    if len(characters) < _MANY:
        return frozenset(c for c in characters if any(first <= c <= last for first, last in ranges))
    return frozenset(_class(ranges).findall("".join(characters)))


# So many characters are looked up one by one: tables and dictionaries have thousands of rare ones.
_MANY = 64
_ASCII = frozenset(map(chr, range(0x80)))


@cache
def _class(ranges: Ranges) -> re.Pattern[str]:
    return compiled(f"[{''.join(f'{re.escape(first)}-{re.escape(last)}' for first, last in ranges)}]")


@cache
def _common_ones() -> frozenset[str]:
    return frozenset(_common())


class _Seen:
    """What this process has seen: how many characters one by one, and which of them are ordinary or not."""

    def __init__(self) -> None:
        self.length = 0
        self.ordinary: set[str] = set()
        self.unusual: set[str] = set()


_seen = _Seen()


def _characters(text: str) -> set[str]:
    """The characters of a text: all that are not ordinary, and perhaps others."""
    if _seen.length + len(text) < _BY_HAND:
        _seen.length += len(text)
        return set(text)
    _seen.length = _BY_HAND
    most = len(text) // _DENSE
    found = [match.group() for match in islice(_not_ordinary().finditer(text), most)]
    return set(found) if len(found) < most else set(text)


@cache
def _common() -> str:
    """The characters that clean text is made of, in order: see the header of the data file."""
    return "".join(listed("common.txt"))


@cache
def everyday() -> frozenset[str]:
    """What hardly a line of clean text begins without: see the header of the data file."""
    return frozenset("".join(listed("everyday.txt")))


def listed(name: str) -> list[str]:
    """The lines of characters that a data file has."""
    return data_files.lines("repair", name)


@cache
def _bounds() -> str:
    """The characters at which what is odd, invisible or a look-alike begins and ends, in turn."""
    bounds: list[str] = []
    for first, last in sorted((*ODD, *INVISIBLE, *LOOK_ALIKE)):
        if bounds and first <= bounds[-1]:
            bounds[-1] = max(bounds[-1], chr(ord(last) + 1))
        else:
            bounds += (first, chr(ord(last) + 1))
    return "".join(bounds)


@cache
def _not_ordinary() -> re.Pattern[str]:
    """One character that is not ordinary.

    Only one, not a run: the search for a run is eight times slower. Emoji count as not ordinary,
    because a set that reaches beyond U+FFFF is slow as well.
    """
    common = _common()
    identity = f"{zlib.crc32(common.encode()):08x} {ODD} {INVISIBLE} {LOOK_ALIKE} {sorted(_HARMLESS)}"
    known = read("ordinary", identity)
    if not isinstance(known, str):  # 30 ms
        known = _all_but(_PLAIN.decode() + common)
        write("ordinary", identity, known)
    return compiled(known)


def _all_but(ordinary: str) -> str:
    """A class of all characters but some, which are in order, and those that are odd."""
    points = [ord(c) for c in ordinary if c <= "\uffff" and not is_odd(c)]
    gaps = [i for i, (a, b) in enumerate(pairwise(points), 1) if b != a + 1]
    ranges = []
    for begin, end in pairwise((0, *gaps, len(points))):
        first, last = chr(points[begin]), chr(points[end - 1])
        ranges.append(first if begin == end - 1 else f"{first}-{last}")
    return f"[^{''.join(ranges)}]"
