"""Walk through a document whose bytes were torn, take out annotations and read torn places again.

What can have been meant is found by :mod:`newsclean.repair.pinyin.beam`; here it is decided which
places are looked at, and how clear a reading must be.
"""

from __future__ import annotations

import re

from newsclean.document import Repaired
from newsclean.edits import Edit, apply
from newsclean.lines import Places
from newsclean.models import plausibility
from newsclean.repair.characters import READING_LETTERS, read_as, simplified_form
from newsclean.repair.pinyin import beam, gbk, rerank
from newsclean.repair.pinyin.beam import Search, Stretch
from newsclean.repair.pinyin.detect import ANNOTATED
from newsclean.repair.pinyin.document_model import UNFOLDED, Reader, unfold
from newsclean.repair.pinyin.meant import is_key, keys

_READING = rf"[{READING_LETTERS}]{{1,7}}"

# What can be an annotation or damage: a reading in brackets, one whose bracket was eaten, or a
# question mark where a byte was lost before punctuation.
_SPOT = re.compile(rf"\((?P<note>{_READING})\)|\?(?P<torn>{_READING})\)|\?(?=(?P<cut>[!?;,！？；，。]))")
# Where the decoder dropped the lost byte a cut leaves no question mark, only wrong characters
# behind the punctuation.
_SPOT_WITHOUT_TRACE = re.compile(
    rf"{_SPOT.pattern}|(?<=[\u4e00-\u9fff])(?=(?P<gone>[!?;！？；])(?:[^\x00-\x7f]|\n))"
)

# Where no annotations are left to tell: before punctuation, or between two characters.
_BARE_SPOT = re.compile(
    "(?<=[\u4e00-\u9fff，。”])\\?(?:(?=(?P<cut>[!?;！？；])[\u4e00-\u9fff\ue000-\uf8ff])"
    "|(?P<bare>)(?=[\u4e00-\u9fff\ue000-\uf8ff]))"
)

# A torn character has left its annotation as a witness: any reading that fits is better than
# none, if it is clearly better than the next. Before a cut the witness is a question mark only,
# which may be genuine: the new reading must beat the text as it stands as well. In nats.
_CLEAR = 1.0
_CUT_GAIN = 4.0
_GONE_GAIN = 8.0
# Without annotations: a question mark between two sentences is nothing strange.
_BARE_GAIN = 16.0
# What speaks against the text as it stands: a character that only Simplified text has, a single
# letter behind Han, a reading behind a character that does not have it; a quotation that is open at
# the end of a line.
_STRANGE = 6.0
_UNCLOSED = 10.0
# Pages have a few dozen torn places; a search takes milliseconds. Beyond this many, text is left.
_MOST_SEARCHES = 500
# How far behind a question mark odd characters are looked for, what is odd by how rare it is (the
# 4,000 commonest characters cost less, in nats), and ASCII characters that are second bytes.
_WINDOW = 12
_RARE = 11.5
_STRAY = re.compile("[\u4e00-\u9fff][@-~](?![@-~])")
# How far back quotation marks are counted, in characters.
_LOOK_BACK = 2_000
# What a question mark costs that stands between two Han characters: with 2 in 10,000 Han
# characters of the damaged pages it is rarer than the model of general text believes.
_QUESTION_COST = 9.0


class Restoration:
    """One document on its way from damaged to restored, left to right."""

    def __init__(self, text: str, known: frozenset[str] = frozenset()) -> None:
        """Learn what the document tells about itself.

        :param known: the characters that are annotated; none where the annotations are gone.
        """
        self.text = text
        self.edits: list[Edit] = []
        self.warnings: list[str] = []
        self.gains: list[float] = []
        # The likeliest readings of places that were left: what stands behind them is judged by these.
        self._assumed: list[Edit] = []
        self._searches = 0
        self._places: Places | None = None
        torn = bool(re.search(rf"[^\x00-\x7f]\?{_READING}\)", text))
        wide = len(re.findall("[，！？；：（）]", text))
        narrow = len(re.findall("[\u4e00-\u9fff)][,!?;:]", text))
        self.reader = Reader(
            known=known,
            folded=narrow > wide,
            private_dropped=not re.search("[\ue000-\uf8ff]", text),
            drops_lead=bool(known) and not torn,
        )
        # Without annotations nothing shows that a question mark is one but the text itself.
        if known:
            self._spots = _SPOT_WITHOUT_TRACE if self.reader.drops_lead else _SPOT
            self._least = _CUT_GAIN
        else:
            self._spots, self._least = _BARE_SPOT, _BARE_GAIN
        # From a lost byte to the next ASCII character the text says nothing true.
        damaged = r"[?!;！？；][^\x00-\x7f]*" if self.reader.drops_lead else r"\?[^\x00-\x7f]*"
        self.reader.learn(ANNOTATED.sub(r"\1", re.sub(damaged, "\n", text)))

    def run(self) -> Repaired:
        """Walk over the spots; an edit may reach beyond spots behind it."""
        at = 0
        for spot in self._spots.finditer(self.text):
            if spot.start() < at or not (self.reader.known or self._looks_torn(spot.end())):
                continue
            if self._assumed and spot.start() < self._assumed[-1].end and not spot.groupdict().get("note"):
                continue  # it belongs to the place that was left
            edit = self._edit(spot)
            if edit is not None:
                self.edits.append(edit)
                at = edit.end
        return Repaired(apply(self.text, self.edits), tuple(self.edits), tuple(self.warnings))

    def _looks_torn(self, at: int) -> bool:
        """Whether odd characters follow: bytes that are out of step seldom make common ones only."""
        following = self.text[at : at + _WINDOW].split("\n")[0]
        return bool(_STRAY.search(following)) or any(
            "\ue000" <= c <= "\uf8ff" or self.reader.is_foreign(c) or plausibility.single(c) > _RARE
            for c in following
            if c > "\u2fff"
        )

    def _edit(self, spot: re.Match[str]) -> Edit | None:
        left = self._before(spot.start())
        kind = spot.groupdict()
        if kind.get("note"):
            return self._annotation(spot, left)
        if self._searches >= _MOST_SEARCHES:
            return None
        if kind.get("torn"):
            return self._torn(spot, left)
        if kind.get("cut"):
            return self._cut(spot, left, kind["cut"], _QUESTION_COST, self._least)
        if kind.get("gone"):
            return self._cut(spot, left, kind["gone"], 0.0, _GONE_GAIN)
        return self._bare(spot, left)

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
        begin = max(self.text.rfind("\n", max(0, at - _LOOK_BACK), at) + 1, at - _LOOK_BACK)
        line, position = [], begin
        edits = self._edits_since(begin)
        edits += [edit for edit in self._assumed if begin <= edit.start and edit.end <= at]
        for edit in sorted(edits, key=lambda edit: edit.start):
            if edit.start < position:
                continue
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
        at = spot.start() - 1
        before = self._before(at)[-1] if at >= 0 and self.text[at] == left else "\n"
        data = gbk.encode(UNFOLDED.get(before, before))
        if len(data) == 2 and any(
            gbk.encode(key)[1:] == left.encode() for key in keys(data[1], spot["note"])
        ):
            return Edit("repair", "injected-pinyin", spot.start(), spot.group(), "")
        return None

    def _torn(self, spot: re.Match[str], left: str) -> Edit | None:
        data = gbk.encode(left[-1])
        ranked = []
        if len(data) == 2:
            search = self._search(spot)
            beginnings = beam.after_key(self.reader, data[1], spot["torn"] or spot["note"], left)
            search.follow(beginnings, spot.end())
            ranked = self._ranked(search, spot)
        if ranked:
            margin = ranked[1].cost - ranked[0].cost if len(ranked) > 1 else None
            if margin is None or margin >= _CLEAR:
                return self._replace(spot.start(), ranked[0].end, ranked[0].text, margin)
        if ranked or spot["torn"]:
            self._leave(spot, ranked)
        return None

    def _bare(self, spot: re.Match[str], left: str) -> Edit | None:
        """A ``?`` between two characters, where an annotation may have been taken out: 償?葯C制."""
        data = gbk.encode(left[-1])
        if len(data) != 2:
            return None
        search = self._search(spot)
        search.follow(beam.after_any_key(data[1], left), spot.end())
        ranked = self._ranked(search, spot)
        if not ranked:
            return None
        best = ranked[0]
        gain = _QUESTION_COST + self._as_it_stands(spot.end(), best.horizon, left) - best.cost
        margin = min(gain, ranked[1].cost - best.cost) if len(ranked) > 1 else gain
        if gain >= self._least and margin >= _CLEAR:
            self.gains.append(gain)
            return self._replace(spot.start(), best.end, best.text, margin)
        if gain >= self._least:
            self._leave(spot, ranked)
        return None

    def _search(self, spot: re.Match[str]) -> Search:
        self._searches += 1
        if self._searches == _MOST_SEARCHES:
            self._warn(spot.start(), "too many damaged places; those behind this one are left")
        return Search(self.reader, self.text, self._line(spot.start()))

    def _ranked(self, search: Search, spot: re.Match[str]) -> list[Stretch]:
        """What a search found, likeliest first."""
        return rerank.ranked(self.text, self._line(spot.start()), search.ranked())

    def _cut(self, spot: re.Match[str], left: str, mark: str, trace: float, least: float) -> Edit | None:
        """Read again from a cut before punctuation.

        :param trace: what the question mark costs that the lost byte left, if it did.
        :param least: how much better than the text as it stands the new reading must be.
        """
        if left[-1].isascii() and left[-1] not in ")]\n -:":
            return None
        search = self._search(spot)
        search.follow(search.before_cut(mark, left), spot.end() + 1)
        ranked = self._ranked(search, spot)
        if not ranked:
            return None
        best = ranked[0]
        gain = trace + self._as_it_stands(spot.end(), best.horizon, left) - best.cost
        if gain < least:
            return None
        margin = min(gain, ranked[1].cost - best.cost) if len(ranked) > 1 else gain
        if margin >= _CLEAR:
            self.gains.append(gain)
            return self._replace(spot.start(), best.end, best.text, margin)
        self._leave(spot, ranked)
        return None

    def _as_it_stands(self, start: int, end: int, left: str) -> float:
        """What the text costs if it is not damaged."""
        given = self.text[start:end]
        cost = self.reader.text_cost(given, left)
        strange = sum(self.reader.is_foreign(character) for character in given)
        strange += sum(match.group(1) not in read_as(match.group(2)) for match in ANNOTATED.finditer(given))
        if given.endswith("\n") and self._is_quotation_open(start):
            cost += _UNCLOSED
        return cost + strange * _STRANGE

    def _is_quotation_open(self, at: int) -> bool:
        line = self._line(at)
        return line.count("“") > line.count("”")

    def _replace(self, start: int, end: int, after: str, margin: float | None) -> Edit:
        if "\ufffd" in after:
            self._warn(start, "a character was lost with the bytes around it; U+FFFD stands for it")
        before = self.text[start:end]
        return Edit("repair", "injected-pinyin-damage", start, before, after, margin)

    def _leave(self, spot: re.Match[str], ranked: list[Stretch]) -> None:
        if ranked:
            start, end = spot.start(), ranked[0].end
            assumed = Edit("repair", "", start, self.text[start:end], ranked[0].text)
            self._assumed.append(assumed)
        self._warn(spot.start(), f"damaged text left as it is: {self._excerpt(spot)}")

    def _excerpt(self, spot: re.Match[str]) -> str:
        return self.text[max(0, spot.start() - 2) : spot.end() + 4].split("\n")[0]

    def _warn(self, at: int, message: str) -> None:
        self._places = self._places or Places(self.text)
        line, column = self._places(at)
        self.warnings.append(f"line {line}, column {column}: {message}")
