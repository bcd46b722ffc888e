"""Whether a reading is better than what was given: by how much, over which characters, and in every place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, pairwise
from math import inf
from typing import TYPE_CHECKING

from newsclean.edits import Edit, apply
from newsclean.models import plausibility
from newsclean.models.unigrams import words
from newsclean.patterns import lazy
from newsclean.repair.characters import simplify
from newsclean.repair.mojibake import thresholds
from newsclean.repair.mojibake.candidates import Candidate
from newsclean.repair.mojibake.runs import short_signs, telltale
from newsclean.repair.mojibake.tables import SINGLE, alphabet, decode_loosely, decoder, encode, inverse
from newsclean.repair.mojibake.tokens import tokens
from newsclean.repair.prefilter import is_odd, is_rare

if TYPE_CHECKING:
    from newsclean.repair.mojibake.pairs import Pair

# Words show that signs are text if they have so many Han characters.
_WORDS_OF = 3
# Of a reading at least one part in so many is no poor place.
_LEAST_SOUND = 4
# Where one in so many signs is in no encoding of one byte no such decoder made them: phonetics, ornaments.
_UNKNOWN = 3
_NOT_ASCII = lazy("[^\x00-\x7f]+")
_ROW = lazy("(.)\\1+")
_KANA = lazy("[\u3041-\u30fe]")
_WORDS = lazy("[\uac00-\ud7a3] [\uac00-\ud7a3]")
_HANGUL, _SYLLABLES = lazy("[\uac00-\ud7a3]"), 6


def is_explained(candidate: Candidate) -> bool:
    """Whether a reading that is not taken explains its run so well that the run is damaged."""
    utf8 = all(pair.true == "utf-8" for pair in candidate.pairs)
    if (
        len(candidate.given) == 2 and utf8 and not candidate.pairs[0].single
    ):  # one character, valid as a whole
        return gain(candidate) >= thresholds.EXPLAINED / 2
    if short_signs().fullmatch(candidate.given) and _are_words(candidate, 2):
        return True
    if not _is_varied(candidate) or gain(candidate) < thresholds.EXPLAINED or _is_table(candidate):
        return False
    return utf8 or reads(candidate)


def looks_damaged(run: str, cost: float) -> bool:
    """Whether a run that no reading explains is damaged all the same: letters and signs that no language has.

    A row of signs, however many, is none. Where bytes were lost among them nothing else need be said.
    """
    odd = {c for c in run if c > "\x7f"}
    if len(odd) < thresholds.EVIDENT_DIFFERENT or sum(map(str.isalpha, odd)) < thresholds.EVIDENT_LETTERS:
        return False
    if _UNKNOWN * sum(_is_unknown(c) for c in odd) >= len(odd):
        return False
    dear = cost >= thresholds.EVIDENT * len(run) or "\ufffd" in run
    return dear and telltale().search(run) is not None


def _is_unknown(character: str) -> bool:
    """Whether a letter or sign is in no encoding of one byte, nor a mark that normal forms take apart."""
    return character < "\u2e80" and character not in _known() and not "\u0300" <= character <= "\u036f"


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
    return sum(map(costs.__getitem__, before - after)) - sum(map(costs.__getitem__, after - before))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    return zip(chain("\n", text), text, strict=False)


def least(candidate: Candidate, *, proved: bool) -> float:
    """What a reading must gain to be accepted, in nats; infinite where it says nothing.

    :param proved: whether the document has shown elsewhere that it was damaged in this way.
    """
    new: set[str] = set()
    for edit in candidate.edits:
        new |= set(edit.after) - set(edit.before)
    if proved:
        return thresholds.MARGIN_PROVED
    utf8 = all(pair.true == "utf-8" for pair in candidate.pairs)
    if not utf8 and (not _is_varied(candidate) or _is_table(candidate)):
        return inf
    kana = sum("\u3041" <= c <= "\u30fe" for c in new)
    if kana < 2 and any(pair.true == "shift_jis" for pair in candidate.pairs):
        return inf  # hardly anything but Japanese is written in Shift-JIS
    han = sum("\u4e00" <= c <= "\u9fff" for c in new) + kana
    if utf8:
        marks = any("\u2013" <= c <= "\u3011" or "\uff01" <= c <= "\uff1f" for c in new)
        if sum(len(edit.after) for edit in candidate.edits) < 3 and han < 2 and not candidate.pairs[0].single:
            return inf  # two rare characters are three valid bytes and a letter once in 150 times
        return thresholds.MARGIN if han or marks else inf
    # An alphabet says less: two syllables of Hangul count as one Han character.
    evidence = max(han, sum("\uac00" <= c <= "\ud7a3" for c in new) // 2)
    if evidence < 2:
        return inf
    few = 2 if all(pair.single for pair in candidate.pairs) else 3
    return thresholds.MARGIN_SHORT if evidence <= few else thresholds.MARGIN_HAN


def _is_table(candidate: Candidate) -> bool:
    """Whether what was read again are the characters of an encoding in their order."""
    table = inverse(candidate.pairs[0].read_as)
    codes = [int.from_bytes(table[c], "big") for edit in candidate.edits for c in edit.before if c > "\x7f"]
    return 2 * sum(b - a == 1 for a, b in pairwise(codes)) >= len(codes)


def _is_varied(candidate: Candidate) -> bool:
    """Whether enough different characters were read again: a row of a few is no text."""
    different = {c for edit in candidate.edits for c in edit.before if c > "\x7f"}
    if not all(pair.single for pair in candidate.pairs):
        return len(different) >= thresholds.DIFFERENT_HAN
    # The encodings of DOS and KOI8 have frames where the others have letters: ``╓╨╬─`` is 中文.
    letters = sum(c.isalpha() and c not in "ªº" for c in different)
    dos = all(pair.read_as.startswith(("cp4", "cp7", "cp8", "koi8")) for pair in candidate.pairs)
    if len(different) < thresholds.DIFFERENT:
        return False
    return dos or letters >= 2 or len(different) >= thresholds.DIFFERENT_SIGNS or _are_words(candidate)


def _are_words(candidate: Candidate, least: int = _WORDS_OF) -> bool:
    """Whether all that was read is listed words: signs that a wave or a frame is made of are none."""
    text = "".join(edit.after for edit in candidate.edits)
    if len(text) < least or not all("\u4e00" <= c <= "\u9fff" for c in text):
        return False
    return words().cost(simplify(text)) <= (thresholds.WORDS + (least < _WORDS_OF)) * len(text)


def reads(candidate: Candidate) -> bool:
    """Whether what is new in a reading is text: good text around it proves nothing.

    The bytes of UTF-8 follow one another by rules that nothing else fits; there a name may be rare.
    """
    after = [edit.after for edit in candidate.edits]
    patched = sum(len(edit.after) for edit in candidate.edits if edit.rule.endswith("+filled"))
    if 2 * patched > sum(map(len, after)):
        return False  # any bytes are text if enough is put between them
    length = sum(map(len, after))
    seldom = any(pair.true == "utf-8" and pair.read_as not in ("gbk", *SINGLE) for pair in candidate.pairs)
    slack = 0.0 if seldom and length <= thresholds.BRIEF else thresholds.READS_SLACK
    if sum(map(plausibility.cost, after)) > thresholds.READS * length + slack:
        return False
    if all(pair.true == "utf-8" for pair in candidate.pairs):
        return True
    new = [run for text in after for run in _NOT_ASCII.findall(text)]
    cost, size = sum(map(plausibility.cost, new)), sum(map(len, new))
    # Japanese and Korean are dearer than Chinese, but hardly any rare characters come out as they by chance.
    alphabetic = sum(len(_KANA.findall(run)) for run in new) >= 2
    if any(map(_WORDS.search, after)):  # no row of characters that are pronounced alike
        alphabetic = alphabetic or sum(len(_HANGUL.findall(run)) for run in new) >= _SYLLABLES
    if alphabetic or all(pair.single for pair in candidate.pairs):
        return cost <= thresholds.READS * size + thresholds.READS_SLACK
    # Han for Han: what was there may be text of rare characters. A row of one character is cheap.
    once = [_ROW.sub(r"\1", run) for run in new]
    cost, size = sum(map(plausibility.cost, once)), sum(map(len, once))
    return cost <= thresholds.READS_WELL * size + thresholds.READS_SLACK / 2


def poor_places(candidate: Candidate, most: float | None = None) -> list[tuple[int, int]]:
    """Where what was read is no text: first and last offset of three dear characters in a row.

    A wrong table or a missing byte leaves rare characters in the middle of common words.

    :param most: what three characters may cost, in nats; without it what a reading that is taken may.
    """
    if most is None:
        utf8 = all(pair.true == "utf-8" for pair in candidate.pairs)
        most = thresholds.PLACE_UTF8 if utf8 else thresholds.PLACE
    found: list[tuple[int, int]] = []
    shift = 0
    for edit in candidate.edits:
        start = edit.start + shift
        shift += len(edit.after) - len(edit.before)
        before = candidate.text[start - 1 : start]
        costs = plausibility.per_character(edit.after, before if before.isascii() and before else "\n")
        for at, nats in enumerate(map(sum, zip(costs, costs[1:], costs[2:], strict=False)), start):
            if nats <= most:
                continue
            if found and at < found[-1][1]:
                found[-1] = (found[-1][0], at + 3)
            else:
                found.append((at, at + 3))
    return found


def leftovers(given: str, edits: Sequence[Edit], pair: Pair) -> Iterator[tuple[int, int]]:
    """What the wrong decoder made of a run and was not read again: first and last offset of each part.

    A missing byte leaves one or two such characters; everyday ones may be good text.
    """
    table = inverse(pair.read_as)
    ends = [0, *(edit.end for edit in edits)]
    starts = [*(edit.start for edit in edits), len(given)]
    for end, start in zip(ends, starts, strict=True):
        for at, character in enumerate(given[end:start], end):
            if (
                character > "\x7f"
                and table[character]
                and (
                    is_odd(character)
                    or is_rare(character)
                    or (pair.single and character < "\u2e80" and end < at + 3)
                )
            ):
                yield at, start
                break


# A question that was asked with ASCII's sign ends in one of these.
_ASKS = frozenset("吗嗎呢么麼吧啊呀")
_MARKS = lazy("[?\ufffd]+|[〔（【〈《「『﹙﹛﹝]\\Z")


def unread(given: str, edits: Sequence[Edit]) -> Iterator[tuple[int, int]]:
    """Marks of lost bytes beside what was read again, and brackets that open where a run ends."""
    ends = {edit.end: edit.after[-1:] for edit in edits}
    starts = {edit.start for edit in edits}
    for match in _MARKS.finditer(given):
        start, end = match.span()
        if any(edit.start <= start < edit.end for edit in edits):
            continue
        asked = match.group() == "?" and ends.get(start, "") in _ASKS
        if not asked and (start in ends or end in starts):
            yield start, end


def doubtful_places(candidate: Candidate) -> Iterator[int]:
    """Where what was read is hardly text, but may be a name: offsets in the run as it was given."""
    shift = 0
    places = poor_places(candidate, thresholds.DOUBTFUL_PLACE)
    for edit in candidate.edits:
        start = edit.start + shift
        shift += len(edit.after) - len(edit.before)
        for begin, _ in places:
            if start <= begin < start + len(edit.after):
                size = len(encode(candidate.text[start:begin], candidate.pairs[0].true))
                yield edit.start + min(size, len(edit.before) - 1)


def private_use(edits: Iterable[Edit]) -> Iterator[int]:
    """Where what was read has characters of no meaning: offsets in the run as it was given."""
    for edit in edits:
        if _PRIVATE.search(edit.after) and not _PRIVATE.search(edit.before):
            yield edit.start


_PRIVATE = lazy("[\ue000-\uf8ff]")
# A sentence of so many characters mostly has a comma.
_HAS_A_COMMA = 14


def lacks_punctuation(candidate: Candidate) -> bool:
    """Whether the wrong decoder, which has no comma, may have dropped one."""
    pair = candidate.pairs[0]
    if pair.single or len(candidate.text) < _HAS_A_COMMA or any(c in "，。、" for c in candidate.text[:-1]):
        return False
    return not decode_loosely("，".encode(decoder(pair.true)), pair.read_as)


# A letter between Han characters, or after them before a blank or the end: in text that was Big5, mostly the
# second byte of a character whose first one is missing.
_LONE = lazy("(?<=[\u3000-\u9fff\uff00-\uff5e])[@-~](?=[0-9\u3000-\u9fff\uff00-\uff5e ]|\\Z)")


# The same before what was read again, and after it at the end of a line.
_LONE_BEFORE = lazy("(?<![A-Za-z0-9])[@-~]\\Z")
_LONE_AFTER = lazy("[@-~](?![A-Za-z0-9])")


def beside(text: str, edit: Edit) -> Iterator[int]:
    """Offsets of letters beside what was Big5 that may be half of a character."""
    if _LONE_BEFORE.search(text[max(0, edit.start - 2) : edit.start]):
        yield edit.start - 1
    if _LONE_AFTER.match(text[edit.end : edit.end + 2]):
        yield edit.end


def lone_letters(candidate: Candidate) -> Iterator[int]:
    """Where a letter may be half of a character: offsets in the run as it was given."""
    pair = candidate.pairs[0]
    if pair.true != "big5":
        return
    shift = 0
    for edit in candidate.edits:
        start = edit.start + shift
        shift += len(edit.after) - len(edit.before)
        for match in _LONE.finditer(candidate.text, start, start + len(edit.after) + 1):
            size = len(encode(candidate.text[start : match.start()], pair.true))
            if size < len(edit.before):
                yield edit.start + size


def without_poor_places(candidate: Candidate) -> Candidate | None:
    """The reading with its poor places left as they were given; ``None`` if nothing else is in it.

    Both kinds of characters must begin at the same byte on either side of such a place.
    """
    places = poor_places(candidate)
    if not places or len(candidate.pairs) != 1:
        return candidate if not places else None
    pair = candidate.pairs[0]
    edits: list[Edit] = []
    left = list(candidate.left)
    shift = 0  # offset in the new text minus offset in the given one
    for edit in candidate.edits:
        start = edit.start + shift
        shift += len(edit.after) - len(edit.before)
        bad = [(a - start, b - start) for a, b in places if a < start + len(edit.after) and b > start]
        if not bad:
            edits.append(edit)
            continue
        for low, high, begin, end in _steps(edit, pair, candidate.altered):
            if any(begin < b and end > a for a, b in bad):
                left.append((edit.start + low, edit.start + high))
            else:
                before, after = edit.before[low:high], edit.after[begin:end]
                edits.append(Edit("repair", edit.rule, edit.start + low, before, after))
    edits = _joined(edits)
    if _length(edits) * _LEAST_SOUND < _length(candidate.edits):
        return None
    text = apply(candidate.given, edits)
    return candidate._replace(
        text=text, cost=plausibility.cost(text), edits=tuple(edits), left=tuple(merged(left))
    )


def _length(edits: Iterable[Edit]) -> int:
    return sum(len(edit.after) for edit in edits)


def _steps(edit: Edit, pair: Pair, altered: str) -> Iterator[tuple[int, int, int, int]]:
    """The smallest parts that an edit can be cut into: offsets before and after.

    One part where bytes were dropped on the way, so that nothing says which became what.
    """
    parts = tokens(edit.before, pair.read_as, altered)
    given = list(accumulate((len(part.data) for part in parts), initial=0))
    places = [*(part.start for part in parts), len(edit.before)]
    read = list(accumulate((len(encode(c, pair.true)) for c in edit.after), initial=0))
    if given[-1] != read[-1]:
        yield 0, len(edit.before), 0, len(edit.after)
        return
    at = dict(zip(given, places, strict=True))
    shared = [(at[byte], i) for i, byte in enumerate(read) if byte in at]
    for (low, begin), (high, end) in pairwise(shared):
        yield low, high, begin, end


def _joined(edits: list[Edit]) -> list[Edit]:
    """Edits that touch, as one."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if last and last.end == edit.start and last.rule == edit.rule:
            joined[-1] = last._replace(before=last.before + edit.before, after=last.after + edit.after)
        else:
            joined.append(edit)
    return [edit for edit in joined if edit.before != edit.after]


def merged(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges that touch or overlap, as one, in order."""
    low = high = -1
    for start, end in sorted(ranges):
        if start > high >= 0:
            yield low, high
            low = start
        elif high < 0:
            low = start
        high = max(high, end)
    if high >= 0:
        yield low, high
