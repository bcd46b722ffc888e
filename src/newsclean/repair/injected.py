"""Injected pinyin: ``產業(yè)`` and the damage that its injection did to the bytes around it.

Some mirror sites turn Simplified news into Traditional characters and put the reading in brackets
behind certain characters. They do so on the bytes of GBK text, where a pair of bytes also matches
across two characters, and they cut the stream before some punctuation. Decoded, such a place
reads ``補償?shù)葯C制`` for 補償等機制 (see docs/repair.md and :mod:`newsclean.repair.realign`).

A page also has genuine notes on pronunciation. Whether annotations are injected is decided for
the document as a whole, never for one annotation.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclean.document import Repaired
from newsclean.edits import Edit
from newsclean.lines import Places
from newsclean.repair.characters import READING_LETTERS, read_as, simplified_form

if TYPE_CHECKING:
    from newsclean.repair.realign import Search

_READING = rf"[{READING_LETTERS}]{{1,7}}"
_CANDIDATE = re.compile(rf"\({_READING}\)")
_ANNOTATION = re.compile(rf"([\u4e00-\u9fff])\(({_READING})\)")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for injected annotations in a document.

    :param annotations: how many readings in brackets stand behind a character that has them.
    :param characters: of how many different characters.
    :param traditional: the share of them behind Traditional-only characters.
    :param consistent: the share of the characters that are (nearly) never without the reading.
    :param density: annotations for each Han character of the document.
    :param alone: the share of annotations whose character stands by itself, as one that is spoken
        of: between signs, in quotation marks, or before 字.
    :param readings: the greatest number of readings that one character is given.
    :param known: the characters themselves.
    """

    annotations: int
    characters: int
    traditional: float
    consistent: float
    density: float
    alone: float
    readings: int
    known: frozenset[str]

    @property
    def injected(self) -> bool:
        """Whether the annotations are injected.

        The limits let in 59 of 61 damaged pages and none of 26 genuine texts with readings
        (dictionaries, language lessons, annotated poems) nor of 200 clean pages. Injection knows
        one reading of a character and hits it inside words; lessons in Traditional characters
        give two readings of one, and name characters: 「長(zhǎng)」, 發(fā)字.
        """
        return (
            self.annotations >= 4
            and self.characters >= 3
            and self.traditional >= 0.9
            and self.consistent >= 0.8
            and self.density >= 0.004
            and self.alone < 0.5
            and self.readings == 1
        )


def evidence(text: str) -> Evidence:
    """Count what the annotations of a text have in common."""
    matches = [match for match in _ANNOTATION.finditer(text) if match.group(1) in read_as(match.group(2))]
    if not matches:
        return Evidence(0, 0, 0.0, 0.0, 0.0, 0.0, 0, frozenset())
    found = [match.group(1) for match in matches]
    readings = Counter(character for character, _ in {match.groups() for match in matches})
    annotated = Counter(found)
    bare = Counter(text)
    bare.subtract(annotated)
    forms = simplified_form()
    consistent = sum(bare[c] <= 0.1 * n for c, n in annotated.items())
    return Evidence(
        annotations=len(found),
        characters=len(annotated),
        traditional=sum(c in forms for c in found) / len(found),
        consistent=consistent / len(annotated),
        density=len(found) / max(1, len(_HAN.findall(text))),
        alone=sum(_is_alone(text, *match.span()) for match in matches) / len(found),
        readings=max(readings.values()),
        known=frozenset(annotated),
    )


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether what stands around an annotated character says that the character itself is meant."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    named = behind in ("字", "音") and text[start] not in _IN_WORDS
    return named or (not _HAN.match(before) and not _HAN.match(behind) and behind != "(")


# 漢字, 文字, 打字, 數字, 簽字, 錄音, 聲音 … are words.
_IN_WORDS = frozenset("漢文打數簽題識錄聲語發噪")


def injected(text: str) -> Repaired:
    """Take injected readings out and read the torn places again.

    :returns: edits named ``injected-pinyin`` for annotations and ``injected-pinyin-damage`` for
        places whose bytes were read again; a warning for each damaged place that was left.
    """
    if not _CANDIDATE.search(text):
        return Repaired(text)
    found = evidence(text)
    if not found.injected:
        return Repaired(text)
    return _Restoration(text, found).run()


# --- the restoration -----------------------------------------------------------------------

# What can be an annotation or damage: a reading in brackets, one whose bracket was eaten, or a
# question mark where a byte was lost before punctuation.
_SPOT = re.compile(rf"\((?P<note>{_READING})\)|\?(?P<torn>{_READING})\)|\?(?=(?P<cut>[!?;,！？；，。]))")
# Where the decoder dropped the lost byte a cut leaves no question mark, only wrong characters
# behind the punctuation.
_SPOT_WITHOUT_TRACE = re.compile(
    rf"{_SPOT.pattern}|(?<=[\u4e00-\u9fff])(?=(?P<gone>[!?;！？；])[^\x00-\x7f])"
)

# A torn character has left its annotation as a witness: any reading that fits is better than
# none, if it is clearly better than the next. Before a cut the witness is a question mark only,
# which may be genuine: the new reading must beat the text as it stands as well. In nats.
_CLEAR = 1.0
_CUT_GAIN = 4.0
_GONE_GAIN = 10.0
# Pages have a few dozen torn places; a search takes milliseconds. Beyond this many, text is left.
_MOST_SEARCHES = 1_000
# How far back quotation marks are counted, in characters.
_LOOK_BACK = 2_000
# What a question mark costs that stands between two Han characters: with 2 in 10,000 Han
# characters of the damaged pages it is rarer than the model of general text believes.
_QUESTION_COST = 9.0


class _Restoration:
    """One document on its way from damaged to restored, left to right."""

    def __init__(self, text: str, found: Evidence) -> None:
        from newsclean.repair.reader import Reader

        self.text = text
        self.edits: list[Edit] = []
        self.warnings: list[str] = []
        self._searches = 0
        self._places: Places | None = None
        torn = len(re.findall(rf"[^\x00-\x7f]\?{_READING}\)", text))
        wide = len(re.findall("[，！？；：（）]", text))
        narrow = len(re.findall("[\u4e00-\u9fff)][,!?;:]", text))
        self.reader = Reader(
            known=found.known,
            folded=narrow > wide,
            private_dropped=not re.search("[\ue000-\uf8ff]", text),
            drops_lead=not torn,
        )
        # From a lost byte to the next ASCII character the text says nothing true.
        damaged = r"[?!;！？；][^\x00-\x7f]*" if self.reader.drops_lead else r"\?[^\x00-\x7f]*"
        self.reader.learn(_ANNOTATION.sub(r"\1", re.sub(damaged, "\n", text)))

    def run(self) -> Repaired:
        """Walk over the spots; an edit may reach beyond spots behind it."""
        from newsclean.edits import apply

        at = 0
        spots = _SPOT_WITHOUT_TRACE if self.reader.drops_lead else _SPOT
        for spot in spots.finditer(self.text):
            if spot.start() < at:
                continue
            edit = self._edit(spot)
            if edit is not None:
                self.edits.append(edit)
                at = edit.end
        return Repaired(apply(self.text, self.edits), tuple(self.edits), tuple(self.warnings))

    def _edit(self, spot: re.Match[str]) -> Edit | None:
        left = self._before(spot.start())
        if spot["note"]:
            return self._annotation(spot, left)
        if self._searches >= _MOST_SEARCHES:
            return None
        if spot["torn"]:
            return self._torn(spot, left)
        if spot["cut"]:
            return self._cut(spot, left, spot["cut"], _QUESTION_COST, _CUT_GAIN)
        return self._cut(spot, left, spot["gone"], 0.0, _GONE_GAIN)

    def _before(self, at: int) -> str:
        """The two characters of the restored text before a place; a line end before the first."""
        found = ""
        for edit in self.edits[:-9:-1]:  # doubled readings follow one another, but not endlessly
            if len(found) > 1:
                break
            found = edit.after[-2:] + self.text[max(edit.end, at - 2) : at] + found
            at = edit.start
        return ("\n" + self.text[max(0, at - 2) : at] + found)[-2:]

    def _line(self, at: int) -> str:
        """The restored line before a place, or as much of it as is looked back."""
        from newsclean.repair.reader import unfold

        begin = max(self.text.rfind("\n", max(0, at - _LOOK_BACK), at) + 1, at - _LOOK_BACK)
        line, position = [], begin
        for edit in self._edits_since(begin):
            line += [self.text[position : edit.start], edit.after]
            position = edit.end
        line.append(self.text[position:at])
        return unfold("".join(line))

    def _edits_since(self, begin: int) -> list[Edit]:
        found = []
        for edit in reversed(self.edits):
            if edit.start < begin:
                break
            found.append(edit)
        return found[::-1]

    def _annotation(self, spot: re.Match[str], left: str) -> Edit | None:
        from newsclean.repair.realign import is_key

        if left[-1] in read_as(spot["note"]):
            # A note on a character that no injector annotates is the author's.
            if not is_key(left[-1]) and left[-1] not in simplified_form():
                return None
            return Edit("repair", "injected-pinyin", spot.start(), spot.group(), "")
        if left[-1].isascii():
            # The key may end with an ASCII byte: `，F` holds the bytes of 現.
            return self._behind_ascii(spot, left[-1])
        # The decoder may have dropped a lost byte and kept the bracket: 償(shù)葯C制.
        return self._torn(spot, left) if self.reader.drops_lead else None

    def _behind_ascii(self, spot: re.Match[str], left: str) -> Edit | None:
        from newsclean.repair import gbk, realign
        from newsclean.repair.reader import UNFOLDED

        at = spot.start() - 1
        before = self._before(at)[-1] if at >= 0 and self.text[at] == left else "\n"
        data = gbk.encode(UNFOLDED.get(before, before))
        if len(data) == 2 and any(
            gbk.encode(key)[1:] == left.encode() for key in realign.keys(data[1], spot["note"])
        ):
            return Edit("repair", "injected-pinyin", spot.start(), spot.group(), "")
        return None

    def _torn(self, spot: re.Match[str], left: str) -> Edit | None:
        from newsclean.repair import gbk, realign

        data = gbk.encode(left[-1])
        ranked = []
        if len(data) == 2:
            search = self._search(spot)
            beginnings = realign.after_key(self.reader, data[1], spot["torn"] or spot["note"], left)
            search.follow(beginnings, spot.end())
            ranked = search.ranked()
        if ranked:
            margin = ranked[1].cost - ranked[0].cost if len(ranked) > 1 else None
            if margin is None or margin >= _CLEAR:
                return self._replace(spot.start(), ranked[0].end, ranked[0].text, margin)
        if ranked or spot["torn"]:
            self._leave(spot)
        return None

    def _search(self, spot: re.Match[str]) -> Search:
        from newsclean.repair.realign import Search

        self._searches += 1
        if self._searches == _MOST_SEARCHES:
            self._warn(spot.start(), "too many damaged places; those behind this one are left")
        return Search(self.reader, self.text, self._line(spot.start()))

    def _cut(self, spot: re.Match[str], left: str, mark: str, trace: float, least: float) -> Edit | None:
        """Read again from a cut before punctuation.

        :param trace: what the question mark costs that the lost byte left, if it did.
        :param least: how much better than the text as it stands the new reading must be.
        """
        if left[-1].isascii() and left[-1] not in ")]\n -:":
            return None
        search = self._search(spot)
        search.follow(search.before_cut(mark, left), spot.end() + 1)
        ranked = search.ranked()
        if not ranked:
            return None
        best = ranked[0]
        gain = trace + self.reader.text_cost(self.text[spot.end() : best.horizon], left) - best.cost
        if gain < least:
            return None
        margin = min(gain, ranked[1].cost - best.cost) if len(ranked) > 1 else gain
        if margin >= _CLEAR:
            return self._replace(spot.start(), best.end, best.text, margin)
        self._leave(spot)
        return None

    def _replace(self, start: int, end: int, after: str, margin: float | None) -> Edit:
        if "\ufffd" in after:
            self._warn(start, "a character was lost with the bytes around it; U+FFFD stands for it")
        before = self.text[start:end]
        return Edit("repair", "injected-pinyin-damage", start, before, after, margin)

    def _leave(self, spot: re.Match[str]) -> None:
        self._warn(spot.start(), f"damaged text left as it is: {self._excerpt(spot)}")

    def _excerpt(self, spot: re.Match[str]) -> str:
        return self.text[max(0, spot.start() - 2) : spot.end() + 4].split("\n")[0]

    def _warn(self, at: int, message: str) -> None:
        self._places = self._places or Places(self.text)
        line, column = self._places(at)
        self.warnings.append(f"line {line}, column {column}: {message}")
