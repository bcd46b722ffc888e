"""Injected pinyin: ``產業(yè)`` and the damage that its injection did to the bytes around it.

Some mirror sites turn Simplified news into Traditional characters and put the reading in brackets
behind certain characters. They do so on the bytes of GBK text, where a pair of bytes also matches
across two characters, and they cut the stream before some punctuation. Decoded, such a place
reads ``補償?shù)葯C制`` for 補償等機制 (see docs/repair.md and :mod:`newsclean.repair.pinyin.beam`).

Relatives of it have the annotations without the damage, or the damage without the annotations.
A page also has genuine notes on pronunciation: see :mod:`newsclean.repair.pinyin.detect`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsclean.document import Repaired
from newsclean.edits import Edit, apply
from newsclean.lines import Places
from newsclean.notices import warned
from newsclean.patterns import lazy
from newsclean.repair.characters import READING_LETTERS
from newsclean.repair.pinyin import thresholds
from newsclean.repair.prefilter import TORN

if TYPE_CHECKING:
    from newsclean.repair.pinyin.detect import Evidence
    from newsclean.repair.pinyin.scatter import Scatter

# Behind a Han character, or where a byte was lost; ``file(s)`` is none.
_CANDIDATE = lazy(
    "[(?](?:(?<=[\u4e00-\u9fff]\\()|(?<=[^\x00-\x7f]\\?))"
    rf"[{READING_LETTERS}]{{1,7}}(?: ?/[^()\n]{{1,40}})?\)"
)
# How much of a text is looked at for its script, in characters.
_SAMPLE = 20_000


def injected(text: str) -> Repaired:
    """Take injected readings out and read the torn places again.

    :returns: edits named ``injected-pinyin`` for annotations and ``injected-pinyin-damage`` for
        places whose bytes were read again; a warning for each damaged place that was left, and for
        readings that look injected but were left; a note with the evidence for what was found.
    """
    near: Evidence | Scatter | None = None
    if _CANDIDATE.search(text):
        from newsclean.repair.pinyin.detect import evidence
        from newsclean.repair.pinyin.scatter import scatter

        found = evidence(text)
        if found.injected:
            from newsclean.repair.pinyin.restore import Restoration

            return _noted(Restoration(text, found.known).run(), found)
        toneless = evidence(text, toneless=True)
        if toneless.injected:
            return _without_notes(text, toneless)
        scattered = scatter(text)
        if scattered is not None and scattered.injected:
            return _without_notes(text, scattered)
        kinds = (found, toneless, scattered)
        near = next((kind for kind in kinds if kind is not None and kind.near), None)
    result = _torn(text) if TORN.search(text) else Repaired(text)
    if near is None or (result.edits and not near.annotations):
        return result  # of readings there is only what was left of those that were torn
    return _reported(text, result, near)


def _reported(text: str, result: Repaired, near: Evidence | Scatter) -> Repaired:
    """The result with a warning about readings that were left though they look injected."""
    line, column = Places(text)(near.first)
    warning = warned("injected-pinyin", f"looks like injected pinyin, but was left: {near}", line, column)
    return result._replace(warnings=(warning, *result.warnings))


def _noted(result: Repaired, found: Evidence | Scatter) -> Repaired:
    return result._replace(notes=(f"injected pinyin: {found}",))


def _without_notes(text: str, found: Evidence | Scatter) -> Repaired:
    """A text whose bytes are in step, without its annotations."""
    from newsclean.repair.pinyin.scatter import SCATTERED, is_reading

    matches = [match for match in SCATTERED.finditer(text) if is_reading(match)]
    blanks = sum(match["blank"] is not None for match in matches)
    followed = sum(text[match.end() : match.end() + 1] >= "\u4e00" for match in matches)
    # The program wrote the blank, too, if it did so everywhere it could.
    last: int | str = 0 if blanks >= 0.8 * followed else "notes"
    spans = [(match.start("notes"), match.end(last)) for match in matches]
    edits = tuple(Edit("repair", "injected-pinyin", start, text[start:end], "") for start, end in spans)
    return _noted(Repaired(apply(text, edits), edits), found)


def _is_traditional(text: str) -> bool:
    """Whether there is Traditional text, and hardly any Simplified."""
    from newsclean.repair.characters import simplified_form, simplified_only

    different = frozenset(text)
    simplified, traditional = different & simplified_only(), different & simplified_form().keys()
    if len(simplified) > len(traditional):
        return False  # most texts: they need not be counted
    counts = Counter(text)
    foreign = sum(map(counts.__getitem__, simplified))
    own = sum(map(counts.__getitem__, traditional))
    # What is out of step has Simplified-only characters, too.
    return own >= 5 and foreign <= 0.1 * own


def _torn(text: str) -> Repaired:
    """Torn places of a text without annotations: read again if all of them together are clear."""
    if not _is_traditional(text[:_SAMPLE]):
        return Repaired(text)
    from newsclean.repair.pinyin.restore import Restoration

    restoration = Restoration(text)
    result = restoration.run()
    if sum(restoration.gains) < thresholds.BARE_TOTAL or len(result.edits) < len(result.warnings):
        left = sum(restoration.gains) >= thresholds.BARE_TOTAL / 2
        return Repaired(text, (), result.warnings if left else ())
    gained = f"{len(result.edits)} torn places, read again for {sum(restoration.gains):.0f} nats"
    return result._replace(notes=(f"injected pinyin, already taken out or none: {gained}",))
