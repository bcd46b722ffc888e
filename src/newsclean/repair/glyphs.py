"""Characters that stand for another one and look like it: radicals, compatibility ideographs,
private-use codes of old editions of GB 18030 and of Hong Kong's character set. From tables (see
``data/repair/glyphs.tsv`` and ``hkscs.txt``).

Two rewrites of widths are there for who asks for them; they change clean text.
"""

from __future__ import annotations

import re
from functools import cache

from newsclean.document import Repaired
from newsclean.edits import Edit, apply
from newsclean.patterns import lazy
from newsclean.repair import examples
from newsclean.repair.character_data import data
from newsclean.repair.characters import table

#: The rules that run unless they are skipped.
RULES = frozenset({"radical", "compatibility-ideograph", "gb18030-private-use", "hkscs-private-use"})

# Rules that are asked whether a character is data, and what a note calls the characters. Private use of Hong
# Kong is decided for a text beforehand.
_CALLED = {
    "radical": "radicals",
    "compatibility-ideograph": "compatibility-ideographs",
    "gb18030-private-use": "private-use characters",
}

_ANY = lazy("[\u2e80-\u2fdf\ue000-\uf848\uf900-\ufaff\U0002f800-\U0002fa1f]")
_PRIVATE = lazy("[\ue000-\uf848]")
_HAN = lazy("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002f7ff]")
_HAN_LIKE = lazy(f"{_HAN.pattern}|{_ANY.pattern}")
_RUN = lazy(f"{_ANY.pattern}{_ANY.pattern}*")
# Japanese and Korean text has compatibility ideographs in names and for readings, on purpose.
_NOT_CHINESE = lazy("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")


@cache
def _meant() -> dict[str, tuple[str, str]]:
    """Character → the one that is meant, and the rule."""
    return {chr(int(a, 16)): (chr(int(b, 16)), rule) for a, b, rule in table("glyphs.tsv")}


def glyphs(text: str) -> Repaired:
    """Put the real characters in place of look-alikes.

    A private-use character is one only beside a Han character, compatibility ideographs are replaced in text
    without kana and Hangul. What is data stays (see :mod:`newsclean.repair.character_data`), and so does
    all that a text about radicals or compatibility ideographs has of them; a note says where.
    """
    edits = _look_alikes(text)
    if not edits:
        return Repaired(text)
    notes: list[str] = []
    for rule, topic in (("radical", "radical"), ("compatibility-ideograph", "compatibility")):
        found = [edit for edit in edits if edit.rule == rule]
        if found and _are_examples(text, topic, found):
            edits = [edit for edit in edits if edit.rule != rule]
            notes.append(examples.left(text, found, _CALLED[rule]))
    for rule, called in _CALLED.items():
        found = [edit for edit in edits if edit.rule == rule]
        if found and (left := data(text, found)):
            edits = [edit for edit in edits if edit not in left]
            notes.append(examples.left(text, [e for e in found if e in left], called, "as data"))
    return Repaired(apply(text, edits), tuple(edits), (), tuple(notes))


def _look_alikes(text: str) -> list[Edit]:
    """What would replace every look-alike of a text."""
    chinese = _NOT_CHINESE.search(text) is None
    hong_kong: dict[str, str] = {}
    if _PRIVATE.search(text):
        from newsclean.repair.hkscs import hkscs

        hong_kong = hkscs(text)
    edits: list[Edit] = []
    for run in _RUN.finditer(text):
        beside = _HAN.match(text, run.end()) is not None or (
            run.start() > 0 and _HAN.match(text, run.start() - 1) is not None
        )
        for at in range(run.start(), run.end()):
            meant, rule = hong_kong.get(text[at], ""), "hkscs-private-use"
            if not meant:
                meant, rule = _meant().get(text[at], ("", ""))
            if meant and (
                chinese if rule == "compatibility-ideograph" else beside or not rule.endswith("private-use")
            ):
                edits.append(Edit("repair", rule, at, text[at], meant))
    return edits


# In text that was copied from a PDF file look-alikes are inside words, four in five of them with Han on
# both sides; who speaks of them puts them between signs, or before 字, 部 and 旁. So many are
# damage for certain if more than half of them are inside words.
_MANY = 20
_NAMED = lazy("[字部旁]")


def _are_examples(text: str, topic: str, edits: list[Edit]) -> bool:
    """Whether a text speaks of the characters that edits would replace."""
    if not examples.mentions(topic, text):
        return False
    inside = sum(
        edit.start > 0
        and _HAN_LIKE.match(text, edit.start - 1) is not None
        and _HAN_LIKE.match(text, edit.end) is not None
        and _NAMED.match(text, edit.end) is None
        for edit in edits
    )
    return len(edits) < _MANY or inside <= 0.5 * len(edits)


_FULL_WIDTH = lazy("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_BETWEEN_HAN = lazy("(?<=[\u4e00-\u9fff”’》）])[,;:!?](?=[\u4e00-\u9fff“‘《（]|$)", re.MULTILINE)
_NARROW = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)}
# Full-width letters and digits become ASCII: ``２０２３`` is ``2023``. ASCII ``, ; : ! ?`` between Han
# characters, or behind one at a line's end, become full-width.
_WIDTHS = {
    "narrow-letters": (_FULL_WIDTH, _NARROW),
    "wide-punctuation": (_BETWEEN_HAN, {narrow: wide for wide, narrow in _NARROW.items()}),
}


def widths(text: str, rule: str) -> Repaired:
    """The text with other widths, as one of the two rules has them."""
    pattern, table = _WIDTHS[rule]
    found = pattern.finditer(text)
    edits = [Edit("repair", rule, one.start(), one[0], one[0].translate(table)) for one in found]
    return Repaired(apply(text, edits), tuple(edits))
