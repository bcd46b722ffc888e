"""Signs of damage that no reading undoes: by them a run is reported that would be left without a word.

They are asked of runs that nothing explains, most of which are sound: no model is loaded for these.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, product

from newsclean.patterns import lazy
from newsclean.repair.mojibake import losses, thresholds
from newsclean.repair.mojibake.outcome import Outcome
from newsclean.repair.mojibake.tables import NEXT_IN_CP1252, decode_loosely, has_loss
from newsclean.repair.prefilter import is_rare

# So many different characters are looked at, and such a share of them is what Big5 or EUC-JP make of the
# commonest bytes of UTF-8: of clean text 3 to 5 % are.
_LEAST, _SHARE = 6, 0.6
_ENCODINGS = ("big5", "big5-hkscs", "euc_jp")
# With marks of lost bytes fewer will do; without any all must be such, two of them of first bytes.
_MARKED_LEAST, _UNMARKED_LEAST, _FIRST_LEAST = 2, 3, 2
_NO_SIGNS = frozenset((*map(chr, range(0x80)), "\ufffd"))
# So many letters stand by themselves, so many different ones, and so many for each Han character; with marks
# of lost bytes fewer. One letter again and again parts names, ``从a到y和从B到Y`` has 0.3.
_LONE_LEAST, _LONE_DIFFERENT, _LONE_SHARE, _LONE_SHARE_MARKED = 4, 3, 0.4, 0.25
# The first bytes of Chinese in UTF-8, and those that follow which Big5 and EUC-JP have in characters, too.
_FIRST, _NEXT = (*range(0xE3, 0xEA), 0xEF), range(0xA1, 0xC0)
# Letters between Han characters: second bytes of Big5 whose first ones are lost. Bars and brackets stand
# there in tables and beside phonetics.
_LATIN = "A-Za-z\xc0-\u036f\u1e00-\u1eff"
_LONE = lazy(f"[?@-Z^`a-z](?<![{_LATIN}].)(?![{_LATIN}])")
# What CP1252 makes of UTF-8 some of whose bytes became blanks: ``æ ¹``, ``è¦``; of different characters.
_BLANKED = lazy("[\xe3-\xe9\xef](?: ?[\xa1-\xbf])")
_BLANKED_LEAST, _BLANKED_LEADS = 6, 3
_HANGUL = "\uac00-\ud7a3"
_NO_KOREAN = "\u2460-\u25ff\u3041-\u30fe\u4e00-\u9fff"
_SYLLABLE = lazy(f"[{_HANGUL}]")
_MIXED = lazy(f"[{_HANGUL}][{_NO_KOREAN}]|[{_NO_KOREAN}][{_HANGUL}]")
# Different letters between Han characters that are no word of theirs: second bytes, or what Chinese has none
# of.
_BETWEEN = lazy(
    "(?<=[\u3041-\u30fe\u4e00-\u9fff])[@-Z^`a-z]{1,2}(?=[\u3041-\u30fe\u4e00-\u9fff])"
    "|(?<=[\u4e00-\u9fff])[\u0370-\u04ff\u3041-\u312f](?=[\u4e00-\u9fff])"
)
_BETWEEN_LEAST = 2
# Half-width kana, and where Japanese has none: marks of voice, small ones and long vowels behind others than
# those that they change, letters beside them.
_HALF_WIDTH, _HALF_WIDTH_LEAST = lazy("[\uff61-\uff9f]"), 4
_NO_JAPANESE = lazy(
    "(?<![ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?<![ﾊ-ﾎ])ﾟ|(?<![ｲｳｸｼﾁﾂﾃﾄﾌﾞﾟ])[ｧｨｩｪｫ]|(?<![ｳｷｼﾁﾃﾆﾋﾌﾐﾘﾞﾟ])[ｬｭｮ]|(?<![ｦ-ﾟ])[ｰﾝ]"
    "|[A-Za-z](?=[ｦ-ﾟ][A-Za-z])|[\ue000-\uf8ff](?=[ｦ-ﾟ])|(?<=[\u2e80-\u9fff])[@-~](?=[ｦ-ﾟ])"
)
# The first byte of a Han character, and what is left of the second one, damaged twice.
_TWICE = lazy("Ã[£-©¯](?:[ÂÅËÆ]|â€)")
# What CP874 makes of the first byte of a Han character, where Thai has none: marks on nothing, a vowel that
# only two seldom letters have before it, the sign of repetition before a letter. In the alphabet there are
# more of them behind.
_THAI = lazy(
    "(?:(?<![\u0e01-\u0e3a])[\u0e47-\u0e49]|(?<![\u0e24\u0e26])\u0e45)(?![\u0e40-\u0e4e])"
    "|\u0e46(?=[\u0e01-\u0e2e])"
)
_THAI_LEAST = 2
# A character of UTF-8 that CP1252 made three signs of; so many stand in no word.
_TRIPLE = lazy(f"[\xe3-\xe9\xef][{NEXT_IN_CP1252}]{{2}}")
_TRIPLES_LEAST = 2
# Marks that a normal form took off letters, of several kinds and among signs that no language has there.
_ACCENT, _ACCENTS_LEAST, _SIGNS_LEAST = lazy("[\u0300-\u0328]"), 4, 2
_SIGN = lazy("[\xa1-\xaa\xac-\xb6\xb8-\xba\xbc-\xbf\u2020-\u2022\u2122\u2202-\u25ff]")
_CONTROL, _CONTROLS_LEAST = lazy("[\x80-\x9f]"), 4
# What GBK makes of the two bytes that UTF-8 has for a sign of Latin-1: all of a run is such, or nearly all.
_LATIN_SHARE = 0.9
# The first characters that it makes of UTF-8 of frames, blocks and quotation marks; one of them is in names.
_FRAME, _FRAMES_LEAST, _FRAMES_DIFFERENT = lazy("[鈥鈹鈺鈻]"), 3, 2
# Words of accented letters alone, which are Cyrillic or Greek.
_ACCENTED = lazy("[\xc0-\xff]{5,}")


_NOTHING = Outcome()
# Han characters and their signs, with digits and blanks: no trace but those of UTF-8 is of these alone.
_ONLY_HAN = lazy("[ 0-9\u3000-\u3020\u3400-\u9fff\uff01-\uff5e\U00020000-\U0003ffff]+")


def traced(run: str) -> Outcome:
    """What becomes of a run that nothing explains: it is left, and reported if it shows traces of damage."""
    rule = _trace(run)
    if rule is None or losses.is_beyond(run):
        return _NOTHING
    return Outcome.all_left(run, rule)


def marked_before(run: str) -> Outcome:
    """What becomes of a run that shows no traces by itself, but has marks of lost bytes before it."""
    rule = _trace(f"??{run}")
    return Outcome.all_left(run, rule) if rule else _NOTHING


def beside_what_is_proved(run: str) -> Outcome:
    """What becomes of a run that nothing explains, in a document that was decoded wrongly elsewhere."""
    if sum(map(is_rare, set(run))) < _LEAST or _costs(run) < thresholds.GIBBERISH * len(run):
        return _NOTHING
    return Outcome.all_left(run, "")


def _trace(run: str) -> str | None:
    """What a run shows: the rule of a pair, nothing but that it is damaged, or ``None``."""
    if len(run) < _UNMARKED_LEAST and not has_loss(run):
        return None
    different = set(run) - _NO_SIGNS
    # Of most runs too few characters are what any of the three encodings makes of UTF-8.
    if len(different & _of_utf8_in_any()) >= _SHARE * len(different):
        for encoding in _ENCODINGS:
            if _may_be_utf8(run, different, encoding):
                return f"utf-8-as-{encoding}"
    if _TWICE.search(run):
        return "utf-8-as-cp1252"
    if len(different) < _LEAST:
        return None
    if len(_THAI.findall(run)) >= _THAI_LEAST:
        return "utf-8-as-cp874"
    if _is_of_two_layers(run, different):
        return "utf-8-as-gbk"
    if _ONLY_HAN.fullmatch(run):
        return None
    return next((rule for rule, shows in _OTHER_TRACES if shows(run)), None)


def _may_be_utf8(run: str, different: set[str], encoding: str) -> bool:
    """Whether a run is what an encoding of two bytes makes of UTF-8, some of which it lost.

    Few characters must have first bytes of UTF-8 among them: these are rare ones.
    """
    share = len(different & _of_utf8(encoding)) / max(1, len(different))
    if len(different) >= _LEAST:
        return share >= _SHARE
    first = len(different & _first_of_utf8(encoding))
    if has_loss(run):
        return len(different) >= _MARKED_LEAST and first > 0 and share >= _SHARE
    return len(different) >= _UNMARKED_LEAST and first >= _FIRST_LEAST and share == 1


def _has_lone_letters(run: str) -> bool:
    """Whether letters, or marks of lost bytes, stand by themselves all over a run of Han characters."""
    lone = _LONE.findall(run)
    marked = "?" in lone
    if len(lone) < _LONE_LEAST or (not marked and len(set(lone)) < _LONE_DIFFERENT):
        return False
    han = sum("\u3000" <= c <= "\u9fff" for c in run)
    return han >= _LEAST and len(lone) >= (_LONE_SHARE_MARKED if marked else _LONE_SHARE) * han


def _is_of_two_layers(run: str, different: set[str]) -> bool:
    """Whether a run is what GBK makes of UTF-8 of signs and frames, which another decoder made of bytes."""
    if len(different & _of_latin()) >= _LATIN_SHARE * len(different):
        return True
    frames = _FRAME.findall(run)
    return len(frames) >= _FRAMES_LEAST and len(set(frames)) >= _FRAMES_DIFFERENT


def _is_of_bytes(run: str) -> bool:
    """Whether signs of CP1252 stand in a run as for bytes of UTF-8, also where some became blanks."""
    blanked = _BLANKED.findall(run)
    if len(blanked) >= _BLANKED_LEAST and len({found[0] for found in blanked}) >= _BLANKED_LEADS:
        return True
    return len(_TRIPLE.findall(run)) >= _TRIPLES_LEAST


def _has_lost_accents(run: str) -> bool:
    """Whether marks that a normal form took off letters stand among signs."""
    return len(set(_ACCENT.findall(run))) >= _ACCENTS_LEAST and len(set(_SIGN.findall(run))) >= _SIGNS_LEAST


def _is_gibberish(run: str) -> bool:
    """Whether a run has characters side by side as no language has them."""
    mixed = (
        _MIXED.search(run)
        or run[-1] == "?"
        or len(set(_SYLLABLE.findall(run))) >= _LEAST
        or len(set(_BETWEEN.findall(run))) >= _BETWEEN_LEAST
        or len(set(_CONTROL.findall(run))) >= _CONTROLS_LEAST
    )
    return bool(mixed) and _costs(run) >= thresholds.GIBBERISH * len(run)


def _is_no_japanese(run: str) -> bool:
    """Whether half-width kana stand in a run as Japanese has none."""
    if len(_HALF_WIDTH.findall(run)) < _HALF_WIDTH_LEAST:
        return False
    wrong = len(_NO_JAPANESE.findall(run))
    return wrong > 1 or (wrong == 1 and _costs(run) >= thresholds.NO_KANA * len(run))


def _is_of_accented_words(run: str) -> bool:
    """Whether a run has words of accented letters alone; those in the order of the alphabet are a table."""
    return sum(list(word) != sorted(word) for word in _ACCENTED.findall(run)) >= 2


# Of runs that are not Han alone: the rule of the pair, if that is known, and what shows it.
_OTHER_TRACES = (
    ("", _has_lone_letters),
    ("utf-8-as-cp1252", _is_of_bytes),
    ("", _has_lost_accents),
    ("", _is_gibberish),
    ("", _is_no_japanese),
    ("", _is_of_accented_words),
)


def _costs(run: str) -> float:
    from newsclean.models import plausibility

    return plausibility.cost(run)


@cache
def _of_latin() -> frozenset[str]:
    """What GBK makes of the signs and letters of Latin-1 in UTF-8."""
    return frozenset(filter(None, (chr(c).encode().decode("gbk", "ignore") for c in range(0x80, 0x100))))


@cache
def _first_of_utf8(encoding: str) -> frozenset[str]:
    """The rare characters that it makes of the first byte and the second one."""
    characters = (decode_loosely(bytes((a, b)), encoding) for a in _FIRST for b in _NEXT)
    return frozenset(filter(is_rare, characters))


@cache
def _of_utf8(encoding: str) -> frozenset[str]:
    """The characters that an encoding of two bytes makes of UTF-8, of the first byte and one beside it."""
    least = 0x87 if encoding == "big5-hkscs" else _NEXT[0]  # which has more first bytes
    codes = chain(product(_FIRST, _NEXT), product(range(least, _NEXT[-1] + 1), _FIRST))
    # No second byte is a line end, so each is decoded by itself.
    return frozenset(decode_loosely(b"\n".join(map(bytes, codes)), encoding).split("\n")) - {""}


@cache
def _of_utf8_in_any() -> frozenset[str]:
    return frozenset().union(*map(_of_utf8, _ENCODINGS))
