"""Which pairs can explain which runs: a look at C speed, before any search.

All runs of a document are encoded and decoded at once, and what comes out is searched for characters in
a row that text is made of. Of clean text (classical poems, news in both scripts, random Han characters)
read again under the pairs 0.0 to 0.5 in 1,000 characters begin such a row, EUC-JP 0.7; of damaged text
nearly every clause does. So rare characters, which dictionaries and classical prose are full of, cost
no search.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate

from newsclean.models import plausibility
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.tables import decoder, fast_codec, inverse

# Han characters that cost less are frequent: 1,500 of them, 1,000 and 3,000; 120 syllables of Hangul.
_FREQUENT, _FREQUENT_JP, _KNOWN, _HANGUL = 9.25, 8.6, 11.0, 5.4


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
    for pair in pairs:
        codec = fast_codec(pair.read_as)
        data = encoded.get(codec)
        if data is None:
            data = encoded[codec] = _encoded(joined, codec)
        text = data.decode(decoder(pair.true), "replace")
        starts = None
        last = -1
        for match in _signs(pair.true, pair.read_as, short=short).finditer(text):
            if starts is None:
                starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
            index = bisect_right(starts, match.start()) - 1
            if index != last and index < len(runs):
                found.setdefault(index, []).append(pair)
                last = index
    return found


def promises(run: str, pair: Pair) -> bool:
    """Whether a run that is read again under a pair of one byte has anything that text in it has."""
    table = inverse(pair.read_as)
    data = b"".join(table[character] or b"?" for character in run)
    return _signs(pair.true, "", short=True).search(data.decode(decoder(pair.true), "replace")) is not None


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
        valid = "[\u2010-\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
        # Or, if the text was damaged before, what a decoder of one byte made of it.
        below = "[\x80-\u07ff\u2010-\u25ff]{4}"
        return re.compile(valid if short else f"{valid}{{2}}|{below}")
    if true == "euc_kr":
        often = f"[{_frequent(_HANGUL, 0xAC00, 0xD7A4)}]"
        return re.compile(f"{often}{{2}}(?:[가-힣 ]{{0,6}}{often}{{2}}){{2}}")
    if true == "shift_jis":
        return re.compile("[ぁ-んァ-ー]{2}")
    # Punctuation and kana are no sign: the encodings of East Asia have many of them at the same place.
    often, known = (
        f"[{_frequent(_FREQUENT_JP if read_as == 'euc_jp' else _FREQUENT)}]",
        f"[{_frequent(_KNOWN)}]",
    )
    if true == "euc_jp":
        return re.compile(f"(?m)^(?=.*[ぁ-ん].*[ぁ-ん]).*?{often}{{2}}")
    size = 2 if short else 4 if read_as == "euc_jp" else 3
    # Or a short run, all of which is made of known characters, and not of one.
    shared = {true, read_as} <= {"gbk", "euc_kr", "euc_jp"}
    other = known if shared else f"[{known[1:-1]}，。、：；！？（）“”《》]"
    few = f"^[\x20-\x7e]?({known})(?!\\1){other}{{1,7}}[，。、]?[\x20-\x7e]?$"
    return re.compile(f"{often}{{{size}}}|{few}", re.MULTILINE)


@cache
def _frequent(most: float, first: int = 0x4E00, last: int = 0xA000) -> str:
    """The characters of a block that cost at most so many nats, for a class of a regular expression."""
    return "".join(c for c in map(chr, range(first, last)) if plausibility.single(c) <= most)
