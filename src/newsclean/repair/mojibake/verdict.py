"""Whether a reading is better than what was given: by how much, and over which characters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise
from math import fsum, inf

from newsclean.models import plausibility
from newsclean.models.unigrams import words
from newsclean.patterns import PRIVATE_USE, lazy
from newsclean.repair.characters import is_bopomofo, simplify
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.pairs import CHINESE
from newsclean.repair.mojibake.runs import short_signs, telltale
from newsclean.repair.mojibake.tables import NEXT_IN_CP1252, SINGLE, alphabet, inverse
from newsclean.repair.prefilter import is_rare, listed

# Words show that signs are text if they have so many Han characters.
_WORDS_OF = 3
# Where one in so many signs is in no encoding of one byte no such decoder made them: phonetics, ornaments.
_UNKNOWN = 3
# A list of the characters of an encoding goes on in steps of no more than so many codes.
_LEFT_OUT = 2
# Or it has so many, nearly all of which are different: of damage as long 60 to 85 in 100 are.
_LIST, _LIST_DIFFERENT = 24, 0.93
# So many different signs are something, and not if each comes so often.
_SIGNS_LEAST, _SIGNS_EACH = 2, 3
_NOT_ASCII = lazy("[^\x00-\x7f]+")
_ROW = lazy("(.)\\1+")
_KANA = lazy("[\u3041-\u30fe]")
# What decoders of two bytes write among Han characters, which are damage, too.
_DOUBLE = lazy("[\u3041-\u30fe\uac00-\ud7a3\uff61-\uff9f]")
_WORDS_OF_CJK = lazy("[\u2e80-\uabff\uf900-\ufaff\uff00-\uff60\uffe0-\uffef\U00020000-\U0003ffff]+")
_WORDS = lazy("[\uac00-\ud7a3] [\uac00-\ud7a3]")
# Letters and signs of Latin-1 in UTF-8, as encodings of Windows have them: hardly any Chinese has such bytes
# alone.
_LETTERS_OF_UTF8 = lazy(f"(?:[ÂÃ][{NEXT_IN_CP1252}])+")
# The first bytes of Han characters and their signs, and the shares of a run that are such and any of UTF-8.
_LEADS, _LEADS_OF, _LEAD_SHARE, _UTF8_SHARE = frozenset("ãäåæçèéï"), 6, 0.25, 0.85
# Letters alone, or parts of frames: most damage of a few characters has both, or signs.
_ALIKE = lazy("[\x00-\x7f\u0400-\u04ff]*|[\x00-\x7f\u2500-\u25ff]*")
_FRAME = lazy("[\u2190-\u25ff]")
_CYRILLIC_LETTER = lazy("[\u0400-\u04ff]")
_HANGUL, _SYLLABLES = lazy("[\uac00-\ud7a3]"), 6


def is_explained(candidate: Candidate) -> bool:
    """Whether a reading that is not taken explains its run so well that the run is damaged."""
    utf8 = candidate.all_utf8
    if len(candidate.given) == 2 and utf8 and not candidate.pairs[0].single:
        # One character, valid as a whole; with a letter behind it a word of two rare ones may be as well.
        alone = not candidate.text[1:].isalpha() and not is_rare(candidate.text[0])
        return gain(candidate) >= thresholds.EXPLAINED / (2 if alone else 1)
    if short_signs().fullmatch(candidate.given) and _are_words(candidate, 2):
        return True
    if not _is_varied(candidate) or gain(candidate) < thresholds.EXPLAINED or _is_table(candidate):
        return False
    return utf8 or (reads(candidate) and not (_is_alike(candidate) and _is_chance(candidate)))


def looks_damaged(run: str) -> bool:
    """Whether a run that no reading explains is damaged all the same: letters and signs that no language has.

    A row of signs, however many, is none. Where bytes were lost among them nothing else need be said. Beside
    Chinese a decoder of one byte leaves its characters in a row: formulas have few between two words.
    """
    # Of private use one may be a character that an encoding lacks.
    whole = _DOUBLE.search(run) or len(set(PRIVATE_USE.findall(run))) > 1
    return any(map(_is_dear_row, (run,) if whole else _WORDS_OF_CJK.split(run)))


def _is_dear_row(row: str) -> bool:
    odd = {c for c in row if c > "\x7f"}
    if len(odd) < thresholds.EVIDENT_DIFFERENT or sum(map(str.isalpha, odd)) < thresholds.EVIDENT_LETTERS:
        return False
    # Letters or signs in no encoding of one byte, but for marks that normal forms take apart.
    unknown = {c for c in odd - _known() if c < "\u2e80" and not "\u0300" <= c <= "\u036f"}
    if _UNKNOWN * len(unknown) >= len(odd):
        return False
    dear = "\ufffd" in row or plausibility.cost(row) >= thresholds.EVIDENT * len(row)
    return dear and telltale().search(row) is not None and not _is_in_order(row)


def _is_in_order(row: str) -> bool:
    """Whether a row lists characters: each comes once, or in the order of an encoding of one byte."""
    if len(row) >= _LIST and len(set(row)) >= _LIST_DIFFERENT * len(row):
        return True
    for encoding in SINGLE:
        codes = [code for c in row if c > "\x7f" and (code := inverse(encoding)[c])]
        steps = [b[0] - a[0] for a, b in pairwise(codes)]
        if 2 * sum(0 < step <= _LEFT_OUT for step in steps) >= len(row):
            return True
    return False


@cache
def _known() -> frozenset[str]:
    """What the encodings of one byte have."""
    return frozenset().union(*map(alphabet, SINGLE))


def reads_well(run: str, cost: float) -> bool:
    """Whether a run is plausible as it is; lost characters do not count against it."""
    lost = run.count("\ufffd")
    if lost:
        run = run.replace("\ufffd", "")
        cost = plausibility.cost(run)
    return cost < thresholds.READS_WELL * len(run) and not telltale().search(run)


def gain(candidate: Candidate) -> float:
    """What a reading gains over the run as it was given, in nats.

    A pair of characters counts once however often it comes: a row of one sign is one piece of evidence.
    """
    return difference(candidate.given, candidate.text) - candidate.paid


def difference(given: str, text: str) -> float:
    """How much more one text costs than another, over the pairs of characters that they do not share."""
    before, after = set(_pairs(given)), set(_pairs(text))
    costs = plausibility.pair_costs()
    # Exact sums: in another order of a set others would differ in their last digit, and decide at a limit.
    return fsum(map(costs.__getitem__, before - after)) - fsum(map(costs.__getitem__, after - before))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    return zip(chain("\n", text), text, strict=False)


def least(candidate: Candidate, *, proved: bool) -> float:
    """What a reading must gain to be accepted, in nats; infinite where it says nothing.

    :param proved: whether the document has shown elsewhere that it was damaged in this way.
    """
    new: set[str] = set()
    for edit in candidate.edits:
        new |= set(edit.after) - set(edit.before)
    han = sum("\u4e00" <= c <= "\u9fff" for c in new)
    if (new and all(map(is_bopomofo, new))) or (proved and _is_row(candidate)):
        return inf  # ``！！！`` has the bytes of letters of bopomofo
    if proved and (len(candidate.pairs) == 1 or han > 1):
        return thresholds.MARGIN_PROVED  # of several layers the first one is proved
    if not candidate.all_utf8:
        return inf if _says_nothing(candidate) else _least_of_two_bytes(candidate, new)
    han += sum("\u3041" <= c <= "\u30fe" for c in new)
    marks = any("\u2013" <= c <= "\u3011" or "\uff01" <= c <= "\uff1f" for c in new)
    if len(candidate.read) < 3 and han < 2 and not candidate.pairs[0].single:
        return inf  # two rare characters are three valid bytes and a letter once in 150 times
    return thresholds.MARGIN if han or marks else inf


def _says_nothing(candidate: Candidate) -> bool:
    """Whether what was not read as UTF-8 is a row, a list, or UTF-8 of which bytes were lost."""
    if len(candidate.pairs) == 1:
        if candidate.pairs[0].single and _is_of_utf8(candidate.given):
            return True
        if all(_LETTERS_OF_UTF8.fullmatch(edit.before) for edit in candidate.edits):
            return True  # ``Ã¤Â¸`` are letters of UTF-8, damaged twice, and 盲赂 in GBK
    return not _is_varied(candidate) or _is_table(candidate) or _is_chance(candidate)


def _least_of_two_bytes(candidate: Candidate, new: set[str]) -> float:
    """The same where only the model judges: no rule of UTF-8 holds the bytes together.

    :param new: the characters that were not there before.
    """
    kana = sum("\u3041" <= c <= "\u30fe" for c in new)
    if kana < 2 and any(pair.true == "shift_jis" for pair in candidate.pairs):
        return inf  # hardly anything but Japanese is written in Shift-JIS
    han = sum("\u4e00" <= c <= "\u9fff" for c in new) + kana
    # Some syllables or Han characters of Japanese one after the other are no text by their number.
    foreign = any(pair.true not in CHINESE for pair in candidate.pairs) and not kana
    if foreign and plausibility.cost(candidate.read) > thresholds.READS * len(candidate.read):
        return inf
    # An alphabet says less: two syllables of Hangul count as one Han character.
    evidence = max(han, sum("\uac00" <= c <= "\ud7a3" for c in new) // 2)
    if evidence < 2:
        return inf
    few = 2 if candidate.all_single else 3
    if evidence <= few and len(candidate.read) > len(new):
        return thresholds.MARGIN_SHORT if _are_words(candidate) else inf  # ``ÏªÕìÏª`` is a row of signs
    return thresholds.MARGIN_SHORT if evidence <= few else thresholds.MARGIN_HAN


def _is_of_utf8(run: str) -> bool:
    """Whether nearly all signs of a run are bytes of Han characters in UTF-8, many of them first ones.

    Of GBK in Latin-1 4 to 8 in 100 are such first bytes, of Big5 7.
    """
    odd = [c for c in run if c > "\x7f"]
    leads = sum(c in _LEADS for c in odd)
    more = sum("\x80" <= c <= "\xbf" for c in odd)
    return (
        len(odd) >= _LEADS_OF and leads >= _LEAD_SHARE * len(odd) and leads + more >= _UTF8_SHARE * len(odd)
    )


def _is_row(candidate: Candidate) -> bool:
    """Whether signs of a decoder of one byte are so few, or so ordered, that proof elsewhere says nothing.

    ``·A`` and ``¹H`` are a character of Big5, ``§§§§ ¶¶¶¶`` words of GBK.
    """
    if any(pair.true == "utf-8" or not pair.single for pair in candidate.pairs):
        return False
    signs = candidate.signs
    different = len(set(signs))
    if different < _SIGNS_LEAST:  # ``¨C`` is the dash of GBK
        return any("\u3400" <= c <= "\u9fff" for c in candidate.read)
    return len(signs) >= _SIGNS_EACH * different or _is_table(candidate)


def _is_table(candidate: Candidate) -> bool:
    """Whether what was read again are the characters of an encoding in their order."""
    table = inverse(candidate.pairs[0].read_as)
    codes = [int.from_bytes(table[c], "big") for c in candidate.signs]
    return 2 * sum(b - a == 1 for a, b in pairwise(codes)) >= len(codes)


def _is_varied(candidate: Candidate) -> bool:
    """Whether enough different characters were read again: a row of a few is no text."""
    different = set(candidate.signs)
    if not candidate.all_single:
        return len(different) >= thresholds.DIFFERENT_HAN
    # The encodings of DOS and KOI8 have frames where the others have letters: ``╓╨╬─`` is 中文.
    letters = sum(c.isalpha() and c not in "ªº" for c in different)
    dos = all(pair.read_as.startswith(("cp4", "cp7", "cp8", "koi8")) for pair in candidate.pairs)
    if len(different) < thresholds.DIFFERENT:
        return False
    return dos or letters >= 2 or len(different) >= thresholds.DIFFERENT_SIGNS or _are_words(candidate)


def _are_words(candidate: Candidate, least: int = _WORDS_OF) -> bool:
    """Whether all that was read is listed words: signs that a wave or a frame is made of are none."""
    text = candidate.read.strip("，。、：；！？")
    if len(text) < least or not all("\u4e00" <= c <= "\u9fff" for c in text):
        return False
    return words().cost(simplify(text)) <= (thresholds.WORDS + (least < _WORDS_OF)) * len(text)


def _is_alike(candidate: Candidate) -> bool:
    """Whether Cyrillic letters or frames alone were read again: nicknames have them, too, ``КоТиК``."""
    return all(_ALIKE.fullmatch(edit.before) for edit in candidate.edits)


def _is_chance(candidate: Candidate) -> bool:
    """Whether letters or frames alone, which may all be bytes of Han, are no text when read again.

    A word of another language is letters, too, where one encoding of one byte was taken for another:
    ``ÓÐÒÁ×Á`` for справа. Korean and Japanese are more than Han.
    """
    if not candidate.all_single:
        return False
    after = [edit.after for edit in candidate.edits]
    length = sum(map(len, after))
    chinese = candidate.pairs[-1].true in CHINESE
    if _is_alike(candidate):
        if _CYRILLIC_LETTER.search(candidate.text) or not (chinese or any(map(_DOUBLE.search, after))):
            return True
    elif not chinese or length > thresholds.WORD or _has_frames(candidate) or _is_name(candidate):
        return False
    return sum(map(plausibility.cost, after)) > thresholds.READS_ALIKE * length


def _has_frames(candidate: Candidate) -> bool:
    return any(_FRAME.search(edit.before) for edit in candidate.edits)


def _is_name(candidate: Candidate) -> bool:
    """Whether a family name and one or two characters are all that was read."""
    text = simplify("".join(edit.after for edit in candidate.edits))
    lists = map(listed, ("surnames.txt", "surnames-in-words.txt"))
    return len(candidate.edits) == 1 and len(text) in (2, 3) and any(text[0] in names for names in lists)


def reads(candidate: Candidate) -> bool:
    """Whether what is new in a reading is text: good text around it proves nothing.

    The bytes of UTF-8 follow one another by rules that nothing else fits; there a name may be rare.
    """
    after = [edit.after for edit in candidate.edits]
    length = len(candidate.read)
    patched = sum(len(edit.after) for edit in candidate.edits if edit.rule.endswith("+filled"))
    if 2 * patched > length:
        return False  # any bytes are text if enough is put between them
    seldom = any(pair.true == "utf-8" and pair.read_as not in ("gbk", *SINGLE) for pair in candidate.pairs)
    slack = 0.0 if seldom and length <= thresholds.BRIEF else thresholds.READS_SLACK
    if sum(map(plausibility.cost, after)) > thresholds.READS * length + slack:
        return False
    if candidate.all_utf8:
        return True
    new = [run for text in after for run in _NOT_ASCII.findall(text)]
    cost, size = sum(map(plausibility.cost, new)), sum(map(len, new))
    # Japanese and Korean are dearer than Chinese, but hardly any rare characters come out as they by chance.
    alphabetic = sum(len(_KANA.findall(run)) for run in new) >= 2
    if any(map(_WORDS.search, after)):  # no row of characters that are pronounced alike
        alphabetic = alphabetic or sum(len(_HANGUL.findall(run)) for run in new) >= _SYLLABLES
    if alphabetic or candidate.all_single:
        return cost <= thresholds.READS * size + thresholds.READS_SLACK
    # Han for Han: what was there may be text of rare characters. A row of one character is cheap.
    once = [_ROW.sub(r"\1", run) for run in new]
    cost, size = sum(map(plausibility.cost, once)), sum(map(len, once))
    return cost <= thresholds.READS_WELL * size + thresholds.READS_SLACK / 2
