r"""Chinese that was left escaped: ``&#26032;&#38395;``, ``\u65b0\u95fb``, ``%E6%96%B0``, ``=E6=96=B0``.

Escapes are right in code, in addresses, and in text about them. So a run of escapes is undone only
if all of it is Chinese, and only beside Chinese text or where it is a whole line; named entities
only in text that has no markup. An example of an escape is none that was left: what the text
around it says decides (see :func:`_examples`).
"""

from __future__ import annotations

import html
import re

from newsclean.document import Repaired
from newsclean.edits import Edit, apply
from newsclean.repair import examples
from newsclean.repair.characters import simplify

_NUMBER = "&(?:amp;)*#(?:[0-9]{4,6}|[xX][0-9A-Fa-f]{4,5});"
# Marks and blanks that editors write as entities. &lt; &gt; &amp; are never undone: they may be
# all that keeps text from being markup.
_NAMES = "nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|bull|quot|laquo|raquo|times"
_NAME = rf"&(?:amp;)*(?:{_NAMES});"
_CODE = r"\\u[0-9A-Fa-f]{4}"
# Each begins with its first character, not with a group that repeats: so a search for it is as fast
# as a search for a character.
_PATTERNS = (
    ("html-reference", re.compile(f"{_NUMBER}(?:{_NUMBER})*")),
    ("html-entity", re.compile(f"{_NAME}(?:{_NAME})*")),
    ("unicode-escape", re.compile(f"{_CODE}(?:{_CODE})+")),
    ("percent-encoding", re.compile("%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2}){5,}")),
    ("quoted-printable", re.compile("=[0-9A-F]{2}(?:=[0-9A-F]{2}){5,}")),
)

#: The names of the rules.
RULES = frozenset(name for name, _ in _PATTERNS)

_ESCAPED_AGAIN = re.compile("&(?:amp;)+")
_CJK = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
_ALL_CJK = re.compile("[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e\u2013-\u2026\u00b7]+")
_LINE_END = re.compile("[\r\n]")
_HAN = re.compile("[\u3400-\u9fff]")
_MARKUP = re.compile("[<>]")

# What stands before an escape that is quoted in code, or in an address; looked for so far back.
_BACK = 200
# So far off a quoted form says what an escape means, in characters.
_BESIDE = 60
_IN_ADDRESS = re.compile(r"(?:://|www\.|[?&]\w{1,20}=)[^\s，。；、（）“”「」]*\Z")
_IN_CODE = re.compile(r"""[=(\[{:,+]\s?(["'`])(?:(?!\1).)*\Z""")
# A word that says what an escape means; a blank or a mark between them shows that it is quoted.
_SAID_BEFORE = re.compile(
    "(?:[写寫][作成为為]|[记記]作|表示[为為]|[编編][码碼][为為成]|[输輸]入)[ ：:“‘「『\"'`]{1,3}\\Z"
)
_SAID_BEHIND = re.compile("[ ”’」』\"'`]{1,3}(?:表示|代表|就是|即是|是指|的意思|也就是|其[实實]是)")
# Text is made of escapes rather than giving examples where so many characters are escaped, and so
# many for each that is not.
_WHOLE, _WHOLE_TIMES = 30, 3
# Examples are few: so many, or so small a share of the characters.
_FEW, _FEW_SHARE = 3, 0.1


def escapes(text: str) -> Repaired:
    """Undo escapes that stand for Chinese text.

    :returns: one edit for each run of escapes, and a note on those left that are examples.
    """
    edits: list[Edit] = []
    taken: set[int] = set()
    markup = _MARKUP.search(text) is not None
    for rule, pattern in _PATTERNS:
        if rule == "html-entity" and markup:
            continue
        for run in pattern.finditer(text):
            if run.start() in taken:
                continue
            meant = _meant(rule, run.group())
            if meant and _in_place(text, run.start(), run.end(), whole_line=rule != "html-entity"):
                taken.add(run.start())
                edits.append(Edit("repair", rule, run.start(), run.group(), meant))
    if not edits:
        return Repaired(text)
    edits.sort(key=lambda edit: edit.start)
    shown = _examples(text, edits)
    if not shown:
        return Repaired(apply(text, edits), tuple(edits))
    left = set(shown)
    edits = [edit for edit in edits if edit not in left]
    return Repaired(apply(text, edits), tuple(edits), (), (examples.left(text, shown, "escapes"),))


def _examples(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits that would change examples: in code or an address, explained, or near talk of escapes.

    In a text that speaks of escapes anywhere a few are examples, too. Where nearly all of a text is
    escaped a word says nothing; but named entities stand beside any text, so there one word is enough.
    """
    runs = [edit for edit in edits if edit.rule != "html-entity"]
    escaped = sum(len(edit.after) for edit in runs)
    plain = len(_HAN.findall(text))
    whole = escaped >= max(_WHOLE, _WHOLE_TIMES * plain)
    few = len(runs) <= _FEW or escaped <= _FEW_SHARE * plain
    said = [] if whole else examples.mentions("escape", text)
    markup = len(runs) < len(edits) and bool(examples.mentions("entity", text))
    shown = []
    for edit in edits:
        if edit.rule == "html-entity":
            example = markup or examples.near(text, said, edit.start, edit.end)
        else:
            example = (
                _is_explained(text, edit) or (said and few) or examples.near(text, said, edit.start, edit.end)
            )
        if example:
            shown.append(edit)
    return shown


def _is_explained(text: str, edit: Edit) -> bool:
    """Whether an escape stands in code or in an address, or its line says what it means."""
    before = _LINE_END.split(text[max(0, edit.start - _BACK) : edit.start])[-1]
    behind = _LINE_END.split(text[edit.end : edit.end + _BACK], maxsplit=1)[0]
    if _IN_CODE.search(before) or _SAID_BEFORE.search(before) or _SAID_BEHIND.match(behind):
        return True
    if edit.rule == "percent-encoding" and _IN_ADDRESS.search(before):
        return True
    return examples.quotes(simplify(f"{before[-_BESIDE:]}\n{behind[:_BESIDE]}"), simplify(edit.after))


def _in_place(text: str, start: int, end: int, *, whole_line: bool) -> bool:
    """Whether a run stands beside Chinese, or is a whole line."""
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    if _CJK.match(before) or _CJK.match(behind):
        # Not the last part of an address or of a word.
        return not re.match(r"[\w/=?&.:#-]", before, re.ASCII)
    return whole_line and before in ("", "\n", "\r") and behind in ("", "\n", "\r")


def _meant(rule: str, run: str) -> str:
    """What a run of escapes stands for; empty if it is not all Chinese."""
    if rule.startswith("html"):
        meant = html.unescape(_ESCAPED_AGAIN.sub("&", run)).replace("\xa0", " ")
        if rule == "html-entity":
            return meant
    elif rule == "unicode-escape":
        meant = "".join(chr(int(code, 16)) for code in run.split("\\u")[1:])
    else:
        meant = bytes.fromhex(run.replace("%", "").replace("=", "")).decode("utf-8", "replace")
    return meant if _ALL_CJK.fullmatch(meant) else ""
