r"""Chinese that was left escaped: ``&#26032;&#38395;``, ``\u65b0\u95fb``, ``%E6%96%B0``, ``=E6=96=B0``.

Escapes are right in code, in addresses, and in text about them. So a run of escapes is undone only
if all of it is Chinese, and only beside Chinese text or where it is a whole line; named entities
only in text that has no markup and does not speak of it.
"""

from __future__ import annotations

import html
import re

from newsclean.document import Repaired
from newsclean.edits import Edit, apply

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
_ABOUT_MARKUP = re.compile("[<>]|HTML|html|XML|实体|實體|转义|轉義|字符编码|字元編碼")


def escapes(text: str) -> Repaired:
    """Undo escapes that stand for Chinese text."""
    edits: list[Edit] = []
    taken: set[int] = set()
    for rule, pattern in _PATTERNS:
        if rule == "html-entity" and _ABOUT_MARKUP.search(text):
            continue
        for run in pattern.finditer(text):
            if run.start() in taken:
                continue
            meant = _meant(rule, run.group())
            if meant and _in_place(text, run.start(), run.end(), whole_line=rule != "html-entity"):
                taken.add(run.start())
                edits.append(Edit("repair", rule, run.start(), run.group(), meant))
    edits.sort(key=lambda edit: edit.start)
    return Repaired(apply(text, edits), tuple(edits))


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
