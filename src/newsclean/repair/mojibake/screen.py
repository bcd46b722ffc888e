"""Which pairs can explain which runs: a look at C speed, before any search.

All runs of a document are encoded and decoded at once, and what comes out is searched for characters in
a row that text is made of. Of clean text (classical poems, news in both scripts, random Han characters)
read again under the pairs 0.0 to 0.5 in 1,000 characters begin such a row, EUC-JP 0.7; of damaged text
nearly every clause does. What a run that shows no other sign of damage gains around such a row is weighed
before the pair is tried. So rare characters, which dictionaries and classical prose are full of, cost
no search.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise
from math import inf

from newsclean.patterns import compiled, lazy
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.pairs import Pair
from newsclean.repair.mojibake.runs import telltale
from newsclean.repair.mojibake.sound import possible
from newsclean.repair.mojibake.tables import alternatives, decoder, fast_codec, has_loss, inverse
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
# So many characters on either side of such are weighed with them; where what is read begins it is so many
# nats dearer behind rubbish than behind what is left.
_BESIDE, _BORDER = 8, 6.0
# So many places with such are looked at: of sound runs few have more than one.
_MOST_WEIGHED = 5
# What Chinese, Korean and their signs are in UTF-8; and, if a text was damaged before, what a decoder of one
# byte made of them.
_TEXT = "\u2010-\u2026\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_BELOW = "\x80-\u07ff\u2010-\u25ff"
_ALL_VALID = lazy(f"[{_BELOW}{_TEXT}]*")
# A fourth of a row of the latter comes by chance, one in ten of these has a fifth, and so on; a word of two
# characters has six.
_ROW = 6
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
        text = "\n" + data.decode(true, "replace")
        for sign in signs:
            if sign.search(text):
                break
        else:
            continue  # nearly always
        for index in sorted({index for sign in signs for index in _lines_with(sign, text)}):
            if short or not is_by_chance(runs[index], pair):
                found.setdefault(index, []).append(pair)
    return found


def _lines_with(sign: re.Pattern[str], text: str) -> Iterator[int]:
    """The numbers of the lines that have a sign; the text begins with a line end, and so may the sign."""
    at, number, last = 0, -1, -1
    for match in sign.finditer(text):
        number += text.count("\n", at, match.end())
        at = match.end()
        if number != last:
            yield number
            last = number


def is_by_chance(run: str, pair: Pair) -> bool:
    """Whether a run has by chance what text is made of, when it is read again under a pair.

    So it is in sound runs: what is read around such characters is rubbish and dearer than the run. Of 671
    that have such characters, in news, laws, articles, minutes and poems, 627 gain too little by them; and
    of 606 damaged clauses that come back without this look all do with it.
    """
    if len(run) < _SHORT or has_loss(run) or telltale().search(run):
        return False  # it is quickly read, something was lost in between, or it is no sound run
    if not possible(run, [pair]):
        return False  # which costs less than to weigh it
    wrong, true = fast_codec(pair.read_as), decoder(pair.true)
    data = _encoded(run, wrong)
    new = "\n" + data.decode(true, "replace")
    at, byte = 1, 0  # where in what is read, and in the bytes, the search has come to
    index = start = 0  # the character of the run there, and its first byte
    places = (sign.finditer(new) for sign in _places(pair))
    for number, match in enumerate(chain.from_iterable(places)):
        if number >= _MOST_WEIGHED:
            return False
        if pair.true == "utf-8" and max(match.group()) < "\u2e80":
            row = _ALL_VALID.match(new, match.start())
            if row and row.end() - row.start() >= min(_ROW, len(new) - 1):
                return False  # it is no text yet, but what a decoder of one byte leaves
            continue
        low = max(at, match.end() - _SHORT - _BESIDE)
        byte, at = byte + _size(new[at:low], true), low
        passed = data[start:byte].decode(wrong, "ignore")
        index, start = index + len(passed), start + _size(passed, wrong)
        read = new[low : match.end() + _BESIDE]
        ends = list(accumulate((_size(c, true) for c in read), initial=byte))
        given = data[start : ends[-1] + 1].decode(wrong, "ignore")
        starts = list(accumulate((_size(c, wrong) for c in given), initial=start))
        before = list(accumulate(_costs(given, run[index - 1 : index] or "\n"), initial=0.0))
        after = list(accumulate(_costs(read, new[low - 1]), initial=0.0))
        if _gained(starts, before, ends, after) >= _least_gain(pair):
            return False
    return True


@cache
def _places(pair: Pair) -> tuple[re.Pattern[str], ...]:
    """What is weighed, each by itself: the signs of EUC-JP reach from the line's beginning to the first."""
    if pair.true == "euc_jp":
        return (compiled(f"[{_frequent('often')}]" * 2),)
    return _signs(pair.true, pair.read_as, short=False)


def _least_gain(pair: Pair) -> float:
    """What any reading under a pair must gain to be taken or reported, in nats, as it is weighed here."""
    return pair.prior + min(thresholds.MARGIN, thresholds.EXPLAINED) - _BORDER


def _gained(starts: Sequence[int], before: list[float], ends: list[int], after: list[float]) -> float:
    """The most that is gained between two characters of what is read.

    :param starts: the first byte of each character of the run, and what the run costs up to there.
    :param ends: the same of what is read.
    """
    most, least = -inf, inf
    for byte, cost in zip(ends, after, strict=True):
        # A character of the run that goes on there counts on either side.
        most = max(most, before[min(bisect_left(starts, byte), len(before) - 1)] - cost - least)
        least = min(least, before[bisect_right(starts, byte) - 1] - cost)
    return most


def _size(text: str, codec: str) -> int:
    """The number of bytes of a text; what stands for a byte that does not fit is one."""
    return len(text.replace("\ufffd", "?").encode(codec, "replace"))


@lru_cache(maxsize=64)
def _looks(pairs: tuple[Pair, ...], short: bool) -> list[tuple[Pair, str, str, tuple[re.Pattern[str], ...]]]:
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

    if has_loss(run) or altered not in (PLAIN, NORMALISED):
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
        for skipped in (0, 1) if pair.single and pair.true != "utf-8" else (0,):
            new = data[skipped:].decode(decoder(pair.true), "replace")
            if pair.single and pair.true == "utf-8" and len(_VALID.findall(new)) >= _VALID_LEAST:
                return True  # bytes between them may have become blanks
            if pair.single and not any(s.search(f"\n{new}") for s in _signs(pair.true, "", short=True)):
                continue
            if not _reads_somewhere(new, two=pair.single or pair.true == "utf-8"):
                continue
            if not pair.single or pair.true == "utf-8" or _gains(text, new, pair, skipped):
                return True
    return False


def _gains(run: str, new: str, pair: Pair, skipped: int) -> bool:
    """Whether a run of signs, which are bytes, gains enough somewhere by what they are two by two."""
    before = list(accumulate(_costs(run), initial=0.0))
    ends = list(accumulate((_size(c, decoder(pair.true)) for c in new), initial=skipped))
    after = list(accumulate(_costs(new, run[skipped - 1 : skipped] or "\n"), initial=0.0))
    return _gained(range(len(before)), before, ends, after) >= _least_gain(pair)


def reads_poorly(run: str) -> bool:
    """Whether a run has a few characters in a row that text hardly has, or may have lost some."""
    if len(run) <= _SHORT or has_loss(run):
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
def _signs(true: str, read_as: str, *, short: bool) -> tuple[re.Pattern[str], ...]:
    """What lines in an encoding have, and other bytes decoded as that encoding hardly ever.

    Each begins with one class, or with the line end before it, and repeats the class instead of counting: so
    the search passes over what is neither at a third of the cost.
    """
    if true == "utf-8":
        # Three valid bytes after three others are hardly ever so by chance.
        if short:
            return (compiled(f"[{_TEXT}]"),)
        # Or one character that is all of a run, with the ASCII character that was taken along.
        alone = f"(?<=^[{_TEXT}])[\x20-\x7e]?$"
        others = f"(?<=[{_TEXT}])[{_TEXT}]|(?<=[{_BELOW}])[{_BELOW}]{{3}}|{alone}"
        return (compiled(f"[{_BELOW}{_TEXT}](?:{others})", re.MULTILINE),)
    if true == "euc_kr":
        return (compiled(f"[{_frequent('hangul')}] ?" * 4),)
    if true == "shift_jis":
        return (compiled("[ぁ-んァ-ー][ぁ-んァ-ー]"),)
    # Punctuation and kana are no sign: the encodings of East Asia have many of them at the same place.
    often, known = (
        f"[{_frequent('jp' if read_as == 'euc_jp' else 'often')}]",
        f"[{_frequent('known')}]",
    )
    if true == "euc_jp":
        return (compiled(f"\n(?=.*[ぁ-ん].*[ぁ-ん]).*?{often}{often}"),)
    size = 2 if short else 4 if read_as == "euc_jp" else 3
    # Or a short run, all of which is made of known characters, and not of one.
    shared = {true, read_as} <= {"gbk", "euc_kr", "euc_jp"}
    other = known if shared else f"[{known[1:-1]}，。、：；！？（）“”《》]"
    few = f"\n[\x20-\x7e]?({known})(?!\\1){other}{{1,7}}[，。、]?[\x20-\x7e]?$"
    return compiled(few, re.MULTILINE), compiled(often * size)


@cache
def _frequent(name: str) -> str:
    """Frequent characters, for a class of a regular expression, in the order of their code points.

    :param name: ``jp``, ``often`` or ``known``: of the Han characters more and more; or ``hangul``.
    """
    *han, hangul = listed("frequent.txt")
    if name == "hangul":
        return hangul
    return "".join(sorted("".join(han[: ("jp", "often", "known").index(name) + 1])))
