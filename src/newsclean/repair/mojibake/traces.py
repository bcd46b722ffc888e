"""Signs of damage that no reading undoes: by them a run is reported that would be left without a word.

They are asked of runs that nothing explains, most of which are sound: no model is loaded for these.
"""

from __future__ import annotations

from functools import cache

from newsclean.patterns import lazy
from newsclean.repair.mojibake import losses, thresholds
from newsclean.repair.mojibake.outcome import Outcome
from newsclean.repair.mojibake.tables import decode_loosely

# So many different characters are looked at, and such a share of them is what Big5 or EUC-JP make of the
# commonest bytes of UTF-8: of clean text 3 to 5 % are.
_LEAST, _SHARE = 6, 0.6
_NO_SIGNS = frozenset((*map(chr, range(0x80)), "\ufffd"))
# So many letters stand by themselves, and so many for each Han character.
_LONE_LEAST, _LONE_SHARE = 4, 0.25
# The first bytes of Chinese in UTF-8, and those that follow which Big5 and EUC-JP have in characters, too.
_FIRST, _NEXT = (*range(0xE3, 0xEA), 0xEF), range(0xA1, 0xC0)
# Letters and signs between Han characters: second bytes of Big5 whose first ones are lost.
_LONE = lazy("[?@-~](?<![A-Za-z].)(?![A-Za-z])")
# What CP1252 makes of UTF-8 some of whose bytes became blanks: ``æ ¹``, ``è¦``; of different characters.
_BLANKED = lazy("[\xe3-\xe9\xef](?: ?[\xa1-\xbf])")
_BLANKED_LEAST, _BLANKED_LEADS = 6, 3
_MIXED = lazy("[\uac00-\ud7a3][\u4e00-\u9fff]|[\u4e00-\u9fff][\uac00-\ud7a3]")
# Words of accented letters alone, which are Cyrillic or Greek.
_ACCENTED = lazy("[\xc0-\xff]{5,}")


def traced(run: str) -> Outcome:
    """What becomes of a run that nothing explains: it is left, and reported if it shows traces of damage."""
    rule = _trace(run)
    if rule is None or losses.is_beyond(run):
        return Outcome()
    return Outcome(left=((0, len(run), rule),), damaged=(run,))


def _trace(run: str) -> str | None:
    """What a run shows: the rule of a pair, nothing but that it is damaged, or ``None``."""
    different = set(run) - _NO_SIGNS
    if len(different) < _LEAST:
        return None
    for encoding in ("big5", "euc_jp"):
        if len(different & _of_utf8(encoding)) >= _SHARE * len(different):
            return f"utf-8-as-{encoding}"
    lone = len(_LONE.findall(run))
    if lone >= _LONE_LEAST:
        han = sum("\u3000" <= c <= "\u9fff" for c in run)
        if han >= _LEAST and lone >= _LONE_SHARE * han:
            return ""
    blanked = _BLANKED.findall(run)
    if len(blanked) >= _BLANKED_LEAST and len({found[0] for found in blanked}) >= _BLANKED_LEADS:
        return "utf-8-as-cp1252"
    if _MIXED.search(run) and _costs(run) >= thresholds.GIBBERISH * len(run):
        return ""
    # Letters in the order of the alphabet are a table.
    words = [word for word in _ACCENTED.findall(run) if list(word) != sorted(word)]
    return "" if len(words) >= 2 else None


def _costs(run: str) -> float:
    from newsclean.models import plausibility

    return plausibility.cost(run)


@cache
def _of_utf8(encoding: str) -> frozenset[str]:
    """The characters that an encoding of two bytes makes of UTF-8, of the first byte and one beside it."""
    codes = [bytes(code) for a in _FIRST for b in _NEXT for code in ((a, b), (b, a))]
    return frozenset(filter(None, (decode_loosely(code, encoding) for code in codes)))
