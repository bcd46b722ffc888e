"""Walk through a document whose bytes were torn, take out annotations and read torn places again.

What a torn place can have been is found by a beam search (:mod:`newsclean.repair.pinyin.beam`); here it is
decided which places are looked at, and whether a reading is clear enough to be taken. There is one
procedure for all of them: search, rank, compare with the text as it is, compare with the next reading,
then replace the place or leave it. A :class:`Kind` says how the kinds of places differ.
"""

from __future__ import annotations

import math
import re

from newsclean.document import Repaired
from newsclean.edits import Edit, apply
from newsclean.lines import Places
from newsclean.models import plausibility
from newsclean.notices import warned
from newsclean.patterns import lazy
from newsclean.repair.characters import read_as, simplified_form
from newsclean.repair.pinyin import gbk_candidates as gbk
from newsclean.repair.pinyin import rerank, thresholds
from newsclean.repair.pinyin.beam import Search
from newsclean.repair.pinyin.document_model import ANNOTATED, REACH, UNFOLDED, DocumentModel
from newsclean.repair.pinyin.eaten import LOST
from newsclean.repair.pinyin.marks import is_open
from newsclean.repair.pinyin.readings import Stretch
from newsclean.repair.pinyin.restored import Restored
from newsclean.repair.pinyin.spots import (
    BARE,
    BARE_SPOT,
    CUT,
    CUT_WITHOUT_TRACE,
    READING,
    SPOT,
    SPOT_WITHOUT_TRACE,
    TORN_KEY,
    TORN_KEY_WITHOUT_TRACE,
    TRACE,
    Kind,
)

# How many of 100 pairs of bytes are private-use characters; text that is out of step has as many.
_PRIVATE = 0.086
# From which likelihood on private-use characters are taken for dropped.
_SURELY = 0.75
# Pages have a few dozen torn places; a search takes milliseconds. Beyond this many, text is left.
_MOST_SEARCHES = 500
# How far behind a question mark odd characters are looked for, and ASCII characters that are second bytes.
_WINDOW = 12
_STRAY = lazy("[\u4e00-\u9fff][@-~](?![@-~])|^[！？；，。][?@-~](?![?!！？])|^\\?[，。]")
_FULLWIDTH_MARK = lazy("[，！？；：（）]")
_HALFWIDTH_MARK = lazy("[\u4e00-\u9fff)][,!;:]")
# From a lost byte to the next ASCII character the text says nothing true.
_DAMAGED = lazy(rf"\?(?:{READING}\))?[^\x00-\x7f]*")
_DAMAGED_WITHOUT_LEAD = lazy(rf"[?!;！？；](?:{READING}\))?[^\x00-\x7f]*")


class Restoration:
    """One document on its way from damaged to restored, left to right."""

    def __init__(self, text: str, known: frozenset[str] = frozenset()) -> None:
        """Learn what the document tells about itself.

        :param known: the characters that are annotated; none where the annotations are gone.
        """
        self.text = text
        self._restored = Restored(text)
        self.warnings: list[str] = []
        self.gains: list[float] = []
        self._searches = 0
        self._places: Places | None = None
        wide = len(_FULLWIDTH_MARK.findall(text))
        narrow = len(_HALFWIDTH_MARK.findall(text))
        self.model = DocumentModel(
            known=known,
            folded=narrow > wide,
            drops_lead=bool(known) and not TRACE.search(text),
            newline=_newline(text),
        )
        if not known:
            self._spots = BARE_SPOT
        else:
            self._spots = SPOT_WITHOUT_TRACE if self.model.drops_lead else SPOT
        damaged = _DAMAGED_WITHOUT_LEAD if self.model.drops_lead else _DAMAGED
        self.model.learn(ANNOTATED.sub(r"\1", damaged.sub(LOST, text)))
        if not gbk.PRIVATE.search(text):
            expected = _PRIVATE * sum(map(len, damaged.findall(text)))
            self.model.private_dropped = 1 / (1 + math.exp(-min(expected, 50)))

    def run(self) -> Repaired:
        """Walk over the spots; an edit may reach beyond spots behind it."""
        at = 0
        for spot in self._spots.finditer(self.text):
            if spot.start() < at or not (self.model.known or spot["torn"] or self._looks_torn(spot.end())):
                continue
            if spot.start() < self._restored.left_up_to and not spot.groupdict().get("note"):
                continue  # it belongs to the place that was left
            edit = self._edit(spot)
            if edit is not None:
                self._restored.edits.append(edit)
                at = edit.end
        edits = tuple(self._restored.edits)
        return Repaired(apply(self.text, edits), edits, tuple(self.warnings))

    def _looks_torn(self, at: int) -> bool:
        """Whether odd characters follow: bytes that are out of step seldom make common ones only."""
        following = self.text[at : at + _WINDOW].split("\n")[0]
        return bool(_STRAY.search(following)) or any(
            gbk.is_private(c) or self.model.is_foreign(c) or plausibility.single(c) > thresholds.RARE
            for c in following
            if c > "\u2fff"
        )

    # --- one place ---------------------------------------------------------------------------------

    def _edit(self, spot: re.Match[str]) -> Edit | None:
        left = self._restored.before(spot.start())
        kind = spot.groupdict()
        if kind.get("note"):
            return self._annotation(spot, left)
        if kind.get("torn"):
            return self._torn_key(spot, left, kind["torn"], TORN_KEY if self.model.known else CUT)
        if kind.get("cut"):
            return self._cut(spot, left, CUT)
        if kind.get("gone"):
            return self._cut(spot, left, CUT_WITHOUT_TRACE)
        # A ? between two characters, where an annotation may have been taken out: 償?葯C制.
        return self._torn_key(spot, left, None, BARE)

    def _annotation(self, spot: re.Match[str], left: str) -> Edit | None:
        if left[-1] in read_as(spot["note"]):
            # A note on a character that no injector annotates is the author's, and so is one on a
            # character that readers do not know.
            if left[-1] not in simplified_form() or plausibility.single(left[-1]) > thresholds.UNKNOWN:
                return None
            return Edit("repair", "injected-pinyin", spot.start(), spot.group(), "")
        if left[-1].isascii():
            # The key may end with an ASCII byte: `，F` holds the bytes of 現.
            return self._after_ascii(spot, left[-1])
        # The decoder may have dropped a lost byte and kept the bracket: 償(shù)葯C制.
        if self.model.drops_lead:
            return self._torn_key(spot, left, spot["note"], TORN_KEY_WITHOUT_TRACE)
        return None

    def _after_ascii(self, spot: re.Match[str], left: str) -> Edit | None:
        at = spot.start() - 1
        before = self._restored.before(at)[-1] if at >= 0 and self.text[at] == left else "\n"
        data = gbk.encode(UNFOLDED.get(before, before))
        if len(data) == 2 and any(
            gbk.encode(key)[1:] == left.encode() for key in gbk.keys(data[1], spot["note"])
        ):
            return Edit("repair", "injected-pinyin", spot.start(), spot.group(), "")
        return None

    def _torn_key(self, spot: re.Match[str], left: str, reading: str | None, kind: Kind) -> Edit | None:
        """Where an annotation was put between the two bytes of a character.

        :param reading: the annotation; none where it was taken out.
        """
        data = gbk.encode(left[-1])
        if len(data) != 2:
            if kind.proven:
                self._leave(spot, [])
            return None
        search = self._search(spot)
        if search is None:
            return None
        if reading is None:
            states = search.after_any_key(data[1], left)
        else:
            states = search.after_key(data[1], reading, left)
        return self._read_again(spot, left, kind, search.run(states, spot.end()))

    def _cut(self, spot: re.Match[str], left: str, kind: Kind) -> Edit | None:
        """Where the stream was cut before punctuation."""
        if left[-1].isascii() and left[-1] not in ")]\n -:" and kind is not CUT:
            return None
        search = self._search(spot)
        if search is None:
            return None
        return self._read_again(
            spot, left, kind, search.run(search.before_cut(spot.end(), left), spot.end() + 1)
        )

    def _search(self, spot: re.Match[str]) -> Search | None:
        """A search from a place on; ``None`` where there were too many."""
        if self._searches >= _MOST_SEARCHES:
            return None
        self._searches += 1
        if self._searches == _MOST_SEARCHES:
            self._warn(spot.start(), "too many damaged places; those after this one are left")
        return Search(self.model, self.text, self._restored.line(spot.start()))

    def _read_again(self, spot: re.Match[str], left: str, kind: Kind, found: list[Stretch]) -> Edit | None:
        """The one procedure: rank, gain over the text as it is, margin, replace or leave."""
        ranked = rerank.ranked(self.text, self._restored.line(spot.start()), found)
        if not ranked:
            if kind.proven:
                self._leave(spot, [])
            return None
        best = ranked[0]
        gain = math.inf
        if kind.gain > -math.inf:
            gain = kind.trace + self._cost_as_it_is(spot.end(), best.horizon, left) - best.cost
            if gain < kind.gain:
                return None
        margin = min(gain, _margin(ranked))
        if margin < self.needed(best, left):
            self._leave(spot, ranked)
            return None
        # A mark that is there already is no evidence: 。??。 as 。。。, which is frequent.
        if thresholds.BARE_GAIN <= gain < math.inf and best.text.strip(left[-1]):
            self.gains.append(gain)
        return self._replace(spot.start(), honest(ranked), None if margin == math.inf else margin)

    def _cost_as_it_is(self, start: int, end: int, left: str) -> float:
        """What the text costs if it is not damaged."""
        given = self.text[start:end]
        cost = self.model.text_cost(given, left) + self.model.strangeness(given)
        if given.endswith("\n") and is_open(self._restored.line(start)):
            cost += thresholds.UNCLOSED
        return cost

    def needed(self, best: Stretch, left: str) -> float:
        """The log odds that a reading must have: the less the text shows of it, the more."""
        if best.dropped > thresholds.MOST_DROPPED:
            return math.inf
        needed = thresholds.CLEAR + thresholds.CLEAR_DROPPED * best.dropped
        is_guessed = best.invented > 0 and len(best.text + best.eaten) <= thresholds.FEW
        if is_guessed or self._is_improbable(best, left):
            return max(needed, thresholds.BEYOND_DOUBT)
        return needed

    def _is_improbable(self, best: Stretch, left: str) -> bool:
        """Whether a reading has a place that is no text: the right one may not be among the readings.

        Where nothing had to be searched, the bytes say what it was, however rare it is.
        """
        if not best.invented and self.model.private_dropped < _SURELY:
            return False
        read = best.text + best.eaten.replace(LOST, "") + self.text[best.end : best.horizon]
        costs = self.model.costs(read, left)
        threes = (sum(costs[i : i + 3]) / 3 for i in range(max(1, len(costs) - 2)))
        less = thresholds.IMPROBABLE_UNTRACED * self.model.private_dropped
        return max(threes) > thresholds.IMPROBABLE - less

    def _replace(self, start: int, best: Stretch, margin: float | None) -> Edit:
        if LOST in best.eaten:
            what = "a character was lost with the bytes around it; U+FFFD stands for it"
            self._warn(start, what, kind="lost-characters")
        before, after = self.text[start : best.end], best.text + best.eaten
        if LOST not in after and (margin is None or margin >= thresholds.BEYOND_DOUBT):
            # A name that is torn again is read more surely.
            self.model.learn(self._restored.before(start)[1 - REACH :] + after)
        return Edit("repair", "injected-pinyin-damage", start, before, after, margin)

    def _leave(self, spot: re.Match[str], ranked: list[Stretch]) -> None:
        """Report a place, and remember what it most likely was."""
        if ranked:
            self._restored.assume(spot.start(), ranked[0])
        excerpt = self.text[max(0, spot.start() - 2) : spot.end() + 4].split("\n")[0]
        self._warn(spot.start(), f"damaged text left as it is: {excerpt}")

    def _warn(self, at: int, message: str, kind: str = "injected-pinyin") -> None:
        self._places = self._places or Places(self.text)
        line, column = self._places(at)
        self.warnings.append(warned(kind, message, line, column))


def _margin(ranked: list[Stretch]) -> float:
    """The log odds of the first reading against all others together, in nats.

    Readings that differ in nothing but what was eaten behind them count as one.
    """
    best = ranked[0]
    odds = sum(math.exp(best.cost - other.cost) for other in ranked if not _is_same(other, best))
    return -math.log(odds) if odds else math.inf


def honest(ranked: list[Stretch]) -> Stretch:
    """The first reading, with U+FFFD for what was eaten if it is not clear what that was."""
    best = ranked[0]
    same = [stretch for stretch in ranked[1:] if _is_same(stretch, best)]
    if same and same[0].cost - best.cost < thresholds.CLEAR_LINE_END:
        return next((stretch for stretch in same if stretch.eaten == LOST), best)
    return best


def _is_same(first: Stretch, second: Stretch) -> bool:
    return first.text == second.text and first.end == second.end


def _newline(text: str) -> str:
    """How most lines of a text end."""
    crlf = text.count("\r\n")
    # Behind a question mark CR may have been eaten.
    counts = {"\n": text.count("\n") - crlf - text.count("?\n"), "\r\n": crlf, "\r": text.count("\r") - crlf}
    return max(counts, key=lambda newline: counts[newline])
