"""Notations that a text speaks of: who writes about them gives examples, which nobody left by mistake."""

from __future__ import annotations

import re

from newsclean.edits import Edit
from newsclean.patterns import lazy
from newsclean.repair import examples
from newsclean.repair.characters import simplify
from newsclean.repair.notations.charsets import han
from newsclean.repair.notations.surroundings import Surroundings

# So far off a quoted form says what a notation means, in characters.
_BESIDE = 60
# Quotation marks and brackets of both scripts, and of ASCII.
_QUOTES = tuple(zip("“‘「『《〈【（(\"'`", "”’」』》〉】）)\"'`", strict=True))
# A word that says what a notation means; a blank or a mark between them shows that it is quoted.
_OPENING = tuple(" ：:“‘「『\"'`")
_SAID_BEFORE = lazy(
    f"(?:[写寫][作成为為]|[记記]作|表示[为為]|[编編][码碼][为為成]|[输輸]入)[{''.join(_OPENING)}]{{1,3}}\\Z"
)
_SAID_BEHIND = lazy("[ ”’」』\"'`]{1,3}(?:表示|代表|就是|即是|是指|的意思|也就是|其[实實]是)")
# Text is made of notations rather than giving examples where so many characters are written in them, and so
# many for each that is not.
_WHOLE, _WHOLE_TIMES = 30, 3
# Examples are few: so many, or so small a share of the characters.
_FEW, _FEW_SHARE = 3, 0.1


def shown(around: Surroundings, edits: list[Edit]) -> list[Edit]:
    """The edits that would change examples: explained, or near talk of notations.

    In a text that speaks of notations anywhere a few are examples, too. Where nearly all of a text is
    written in one a word says nothing; but named entities stand beside any text, so there one word is enough.
    """
    text = around.text
    runs = [edit for edit in edits if edit.rule != "html-entity"]
    written = sum(len(edit.after) for edit in runs)
    plain = han(text)
    whole = written >= max(_WHOLE, _WHOLE_TIMES * plain)
    few = len(runs) <= _FEW or written <= _FEW_SHARE * plain
    said = [] if whole else examples.mentions("escape", text)
    markup = len(runs) < len(edits) and bool(examples.mentions("entity", text))
    found = []
    for edit in edits:
        if edit.rule == "html-entity":
            example = markup or examples.near(text, said, edit.start, edit.end)
        else:
            example = (
                _is_explained(around, edit)
                or bool(said and few)
                or examples.near(text, said, edit.start, edit.end)
            )
        if example:
            found.append(edit)
    return found


def _is_explained(around: Surroundings, edit: Edit) -> bool:
    """Whether the line of a notation says what it means."""
    before, behind = around.before(edit.start), around.behind(edit.end)
    if (before.endswith(_OPENING) and _SAID_BEFORE.search(before)) or _SAID_BEHIND.match(behind):
        return True
    beside = simplify(f"{before[-_BESIDE:]}\n{behind[:_BESIDE]}")
    meant = simplify(edit.after)
    if meant not in beside:
        return False
    alone = f"(?<![\u3400-\u9fff]){re.escape(meant)}(?![\u3400-\u9fff])"
    quoted = any(f"{opening}{meant}{closing}" in beside for opening, closing in _QUOTES)
    return quoted or re.search(alone, beside) is not None
