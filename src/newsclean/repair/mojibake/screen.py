"""Which pairs can explain which runs: a look at C speed, before any search.

All runs of a document are encoded and decoded at once, and what comes out is searched for characters in
a row that text is made of. Of clean text (classical poems, news in both scripts, random Han characters)
read again under the pairs 0.0 to 0.5 in 1,000 characters begin such a row, EUC-JP 0.7; of damaged text
nearly every clause does. So rare characters, which dictionaries and classical prose are full of, cost
no search.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import inf

from newsclean.patterns import compiled, lazy
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.tables import alternatives, decoder, fast_codec, inverse
from newsclean.repair.prefilter import listed

# Han characters that cost less are frequent: 1,500 of them, 1,000 and 3,000; 366 syllables of Hangul, four
# of which in a row 86 of 100 Korean phrases have, and 0.015 in 1,000 characters of Chinese begin.
FREQUENT, FREQUENT_JP, KNOWN, HANGUL = 9.25, 8.6, 11.0, 8.0

# What is searched for has two characters in a row that cost no more, or three where Han is read as Han, in
# nats; text costs 4 to 7 each, the first of a stretch about 10.
_TWO, _THREE = 24.0, 22.0
# Three characters of Han that were read as others cost 30 and more.
_POOR = 27.0
_SHORT = 3
# Three bytes of UTF-8 are hardly ever valid by chance, twice.
_VALID, _VALID_LEAST = lazy("[\u3000-\u9fff\uff00-\uffef]"), 2
# What compatibility forms made ASCII.
_FOLDED = str.maketrans("123ao", "¹²³ªº")


def screen(runs: Sequence[str], pairs: Iterable[Pair], *, short: bool = False) -> dict[int, list[Pair]]:
    """The runs that some pairs may explain: index of the run → these pairs, in the order given.

    :param runs: without line ends.
    :param pairs: of which the wrong decoder reads several bytes.
    :param short: whether less will do, because the document has proved the pairs.
    """
    if not runs:
        return {}
    joined = "\n".join(runs)
    found: dict[int, list[Pair]] = {}
    encoded: dict[str, bytes] = {}
    for pair, codec, true, signs in _looks(tuple(pairs), short):
        data = encoded.get(codec)
        if data is None:
            data = encoded[codec] = _encoded(joined, codec)
        text = data.decode(true, "replace")
        first = signs.search(text)
        if first is None:
            continue
        at = index = 0
        last = -1
        for match in signs.finditer(text, first.start()):
            index += text.count("\n", at, match.start())
            at = match.start()
            if index != last and index < len(runs):
                found.setdefault(index, []).append(pair)
                last = index
    return found


@lru_cache(maxsize=64)
def _looks(pairs: tuple[Pair, ...], short: bool) -> list[tuple[Pair, str, str, re.Pattern[str]]]:
    """For each pair what its runs are encoded with, what they are decoded with, and what is looked for."""
    return [
        (pair, fast_codec(pair.read_as), decoder(pair.true), _signs(pair.true, pair.read_as, short=short))
        for pair in pairs
    ]


def promises(run: str, pair: Pair, altered: str = "") -> bool:
    """Whether a run that is read again under a pair has anything that text has, and reads well somewhere.

    :param altered: what a program did to the run after it was damaged (see tokens).
    """
    from newsclean.repair.mojibake.tokens import NORMALISED, PLAIN, unfolded

    if "\ufffd" in run or "?" in run or altered not in (PLAIN, NORMALISED):
        return True
    if not alternatives(pair.read_as).keys().isdisjoint(run):
        return True  # its bytes are not certain
    given = [unfolded(run), unfolded(run).translate(_FOLDED)] if altered == NORMALISED else [run]
    for text in given:
        if pair.single:
            table = inverse(pair.read_as)
            data = b"".join(table[character] or b"?" for character in text)
        else:
            data = _encoded(text, fast_codec(pair.read_as))
        # A byte that is missing puts all that follows out of step.
        for step in (data, data[1:]) if pair.single and pair.true != "utf-8" else (data,):
            new = step.decode(decoder(pair.true), "replace")
            sign = not pair.single or _signs(pair.true, "", short=True).search(new)
            if pair.single and pair.true == "utf-8" and len(_VALID.findall(new)) >= _VALID_LEAST:
                return True  # bytes between them may have become blanks
            if sign and _reads_somewhere(new, two=pair.single or pair.true == "utf-8"):
                return True
    return False


def reads_poorly(run: str) -> bool:
    """Whether a run has a few characters in a row that text hardly has, or may have lost some."""
    if len(run) <= _SHORT or "\ufffd" in run or "?" in run:
        return True
    costs = _costs(run)
    return any(a + b + c >= _POOR for a, b, c in zip(costs, costs[1:], costs[2:], strict=False))


# Text shows at once, so a long run is looked at by parts of so many characters.
_PART = 100


def _reads_somewhere(text: str, *, two: bool) -> bool:
    """Whether a few characters in a row are what text is made of."""
    if len(text) <= _SHORT:
        return True
    for begin in range(0, len(text), _PART):
        part = text[begin : begin + _PART + 2]
        nats = _costs(part, text[begin - 1] if begin else "\n")
        costs = [inf if c < "\x80" else cost for c, cost in zip(part, nats, strict=True)]
        if two:
            if any(a + b <= _TWO for a, b in pairwise(costs)):
                return True
        elif any(a + b + c <= _THREE for a, b, c in zip(costs, costs[1:], costs[2:], strict=False)):
            return True
    return False


def _costs(text: str, after: str = "\n") -> list[float]:
    from newsclean.models import plausibility  # sound text goes without a model

    return plausibility.per_character(text, after)


def _encoded(text: str, codec: str) -> bytes:
    """The bytes of a text, with ``?`` for characters that the codec lacks."""
    if codec != "gb18030":
        return text.encode(codec, "replace")
    # CP936 and browsers have 0x80 for the euro sign.
    return text.replace("€", "\x80").encode(codec, "replace").replace(b"\x810\x810", b"\x80")


@cache
def _signs(true: str, read_as: str, *, short: bool) -> re.Pattern[str]:
    """What text in an encoding has, and other bytes decoded as that encoding hardly ever."""
    if true == "utf-8":
        # Three valid bytes after three others are hardly ever so by chance.
        valid = "\u2010-\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
        if short:
            return compiled(f"[{valid}]", re.MULTILINE)
        # Or, if the text was damaged before, what a decoder of one byte made of it.
        below = "\x80-\u07ff\u2010-\u25ff"
        # Or one character that is all of a run, with the ASCII character that was taken along. One class
        # first, by which the search passes over what is neither.
        alone = f"(?<=^[{valid}])[\x20-\x7e]?$"
        others = f"(?<=[{valid}])[{valid}]|(?<=[{below}])[{below}]{{3}}|{alone}"
        return compiled(f"[{below}{valid}](?:{others})", re.MULTILINE)
    if true == "euc_kr":
        often = f"[{_frequent('hangul')}] ?"
        return compiled(f"(?:{often}){{4}}")
    if true == "shift_jis":
        return compiled("[ぁ-んァ-ー]{2}")
    # Punctuation and kana are no sign: the encodings of East Asia have many of them at the same place.
    often, known = (
        f"[{_frequent('jp' if read_as == 'euc_jp' else 'often')}]",
        f"[{_frequent('known')}]",
    )
    if true == "euc_jp":
        return compiled(f"(?m)^(?=.*[ぁ-ん].*[ぁ-ん]).*?{often}{{2}}")
    size = 2 if short else 4 if read_as == "euc_jp" else 3
    # Or a short run, all of which is made of known characters, and not of one.
    shared = {true, read_as} <= {"gbk", "euc_kr", "euc_jp"}
    other = known if shared else f"[{known[1:-1]}，。、：；！？（）“”《》]"
    few = f"^[\x20-\x7e]?({known})(?!\\1){other}{{1,7}}[，。、]?[\x20-\x7e]?$"
    return compiled(f"{often}{{{size}}}|{few}", re.MULTILINE)


@cache
def _frequent(name: str) -> str:
    """Frequent characters, for a class of a regular expression, in the order of their code points.

    :param name: ``jp``, ``often`` or ``known``: of the Han characters more and more; or ``hangul``.
    """
    *han, hangul = listed("frequent.txt")
    if name == "hangul":
        return hangul
    return "".join(sorted("".join(han[: ("jp", "often", "known").index(name) + 1])))
