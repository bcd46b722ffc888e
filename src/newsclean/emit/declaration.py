r"""What a text says of its own encoding, rewritten when the text is written in another one.

A file that was GBK and becomes UTF-8 must not go on saying ``charset=gb2312``: browsers, compilers and
editors would go by it. Declarations are looked for only where programs look for them, so that an article
about charsets keeps its words:

* ``<?xml … encoding="…"?>`` and ``@charset "…";`` as the first thing in a text;
* ``<meta … charset=…>`` in the head of a text that begins with a tag, JSP's ``<%@ page … %>`` there too;
* ``coding:`` in the first two lines: alone in a comment (PEP 263, Ruby), between ``-*-`` and ``-*-`` (Emacs);
  in Python and Ruby files anywhere in such a comment, as these read it;
* Emacs' ``Local Variables:`` at the end; Vim's ``fileencoding=`` in the first and last five lines;
* ``scriptencoding …`` of Vim scripts and ``% !TEX encoding = …`` as one of the first five lines;
* ``"Content-Type: …; charset=…\n"`` of gettext, and the same field in the head of a mail;
* ``header("Content-Type: …; charset=…")``, ``mb_internal_encoding("…")``, ``declare(encoding="…")`` and
  ``ini_set("default_charset", "…")`` at the beginning of a line of PHP; ``use encoding "…"`` there in Perl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.decode.names import resolve, resolve_output
from newsclean.edits import Edit
from newsclean.errors import OptionsError
from newsclean.patterns import lazy

#: The rule that edits of declarations are named after.
RULE = "encoding-declaration"

#: How far the head of an HTML text is searched, and the end of any text, in characters: Emacs looks
#: at the last 3,000.
_HEAD = 65_536
_TAIL = 3_000

# Encodings that other programs know by another name.
_LABELS = {
    "cp936": "gbk",
    "cp950": "big5",
    "big5-uao": "big5",
    "gb18030-2022": "gb18030",
    "utf-16le": "utf-16",
    "utf-16be": "utf-16",
    "utf-32le": "utf-32",
    "utf-32be": "utf-32",
}
_SOURCES = (".py", ".pyw", ".pyi", ".rb", ".rake")
_SCRIPTS = {"php": (".php", ".phtml", ".inc"), "perl": (".pl", ".pm", ".t", ".cgi")}
_NAME = r"([A-Za-z][A-Za-z0-9_.:-]{1,39})"


def rewritten(text: str, read: str, written: str, path: str | None = None) -> tuple[Edit, ...]:
    """The edits that make a text's declarations true in the encoding in which it is written.

    :param read: the encoding that the text was in, as :class:`newsclean.Detection` names it.
    :param written: the encoding in which it will be.
    :param path: of the file: its suffix tells Python and Ruby.
    :returns: edits of stage ``encode``; none where the encoding stays, or nothing false is declared.
    """
    target = resolve(written)
    if read == target or (text.isascii() and not _is_wide(read) and not _is_wide(target)):
        return ()
    label = _LABELS.get(target, resolve_output(written))
    edits: dict[int, Edit] = {}
    for start, name in _declarations(text, path):
        base, suffix = _without_newline_style(name)
        try:
            if resolve(base) == target:
                continue
        except OptionsError:
            continue  # no encoding: whatever it means, it is not ours to change
        after = label.upper() if base.isupper() else label
        edits[start] = Edit("encode", RULE, start, name, after + suffix)
    return tuple(edits[start] for start in sorted(edits))


def _is_wide(name: str) -> bool:
    return name.startswith(("utf-16", "utf-32"))


def _without_newline_style(name: str) -> tuple[str, str]:
    """Emacs' names may end in how lines end: ``gbk-unix``."""
    for suffix in ("-unix", "-dos", "-mac"):
        if name.endswith(suffix):
            return name.removesuffix(suffix), suffix
    return name, ""


def _declarations(text: str, path: str | None) -> Iterator[tuple[int, str]]:
    """The offset and the name in each declaration of a text; some may come twice."""
    head = text[:_HEAD]
    for pattern in ("xml", "css"):
        if found := _PATTERNS[pattern].match(head):
            yield found.start(1), found[1]
    if _PATTERNS["tag"].match(head):
        end = _PATTERNS["body"].search(head)
        for found in _PATTERNS["meta"].finditer(head, 0, end.start() if end else len(head)):
            for name in _PATTERNS["attribute"].finditer(head, found.start(), found.end()):
                yield name.start(1), name[1]
    lines = list(re.finditer(r"[^\r\n]+", head[:4096]))[:5]
    source = path is not None and path.lower().endswith(_SOURCES)
    for number, line in enumerate(lines):
        cookies = ("emacs", "source" if source else "comment") if number < 2 else ()
        for pattern in (*cookies, "vim", "line"):
            if found := _PATTERNS[pattern].search(line[0]):
                yield line.start() + found.start(1), found[1]
    yield from _at_the_end(text)
    for script, suffixes in _SCRIPTS.items():
        if (path or "").lower().endswith(suffixes) or _PATTERNS[f"in {script}"].match(head):
            for found in _PATTERNS[script].finditer(head):
                yield found.start(1), found[1]
    if _PATTERNS["mail"].match(head):
        fields = "field"
    elif "msgid" in head:
        fields = "gettext"
    else:
        return
    for found in _PATTERNS[fields].finditer(text if fields == "field" else head):
        yield found.start(1), found[1]


def _at_the_end(text: str) -> Iterator[tuple[int, str]]:
    start = max(0, len(text) - _TAIL)
    tail = text[start:]
    if found := _PATTERNS["variables"].search(tail):
        yield start + found.start(1), found[1]
    for line in list(re.finditer(r"[^\r\n]+", tail))[-5:]:
        if found := _PATTERNS["vim"].search(line[0]):
            yield start + line.start() + found.start(1), found[1]


_PATTERNS = {
    "xml": lazy(rf"""<\?xml\s[^>]{{0,200}}?encoding\s*=\s*["']{_NAME}["']"""),
    "css": lazy(rf"""@charset\s+["']{_NAME}["']\s*;"""),
    "tag": lazy(r"\A\s*<[!?%A-Za-z]"),
    "body": lazy(r"(?i)</head\b|<body\b"),
    "meta": lazy(r"(?i)<meta\b[^>]{0,500}>|<%@\s*page\b[^>]{0,500}%>"),
    "attribute": lazy(rf"""(?i)(?:charset|pageEncoding)\s*=\s*["']?\s*{_NAME}"""),
    "comment": lazy(
        rf"(?i)^[ \t\f]*#[ \t]*(?:-\*-[ \t]*)?(?:en)?coding[ \t]*[:=][ \t]*{_NAME}[ \t]*(?:-\*-)?\s*$"
    ),
    "source": lazy(rf"^[ \t\f]*#.{{0,200}}?coding[:=][ \t]*{_NAME}"),
    "emacs": lazy(rf"-\*-.{{0,200}}?\bcoding:[ \t]*{_NAME}.{{0,200}}?-\*-"),
    "vim": lazy(r"(?:^|\s)(?:vim?|ex):.{0,200}?\b(?:fileencoding|fenc)=([A-Za-z][A-Za-z0-9_-]{1,39})"),
    "line": lazy(rf"^\s*(?:scripte(?:ncoding)?\s+|(?i:%\s*!TEX\s+encoding\s*=\s*)){_NAME}\s*$"),
    "variables": lazy(rf"Local Variables:[\s\S]{{0,1000}}?\bcoding:[ \t]*{_NAME}[\s\S]{{0,1000}}?\bEnd:"),
    "in php": lazy(r"<\?php\b|#!.{0,60}\bphp"),
    "in perl": lazy(r"#!.{0,60}\bperl"),
    "php": lazy(
        r"(?im)^[ \t]*(?:<\?(?:php)?[ \t]*)?@?(?:header\s*\(\s*[\"']Content-Type:[^\"'\r\n]{0,100}\bcharset="
        r"|mb_(?:internal|regex)_encoding\s*\(\s*[\"']|declare\s*\(\s*encoding\s*=\s*[\"']"
        rf"|ini_set\s*\(\s*[\"']default_charset[\"']\s*,\s*[\"']){_NAME}"
    ),
    "perl": lazy(rf"(?m)^[ \t]*use[ \t]+encoding[ \t]+(?:qw?\W|[\"']){_NAME}"),
    "mail": lazy(r"(?i)\A(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2}"),
    "field": lazy(
        rf"""(?im)^Content-Type:[^\r\n]{{0,200}}(?:\r?\n[ \t][^\r\n]{{0,200}})?\bcharset=["']?{_NAME}"""
    ),
    "gettext": lazy(rf'(?m)^"Content-Type:[^"\r\n]{{0,200}}\bcharset={_NAME}\\n"'),
}
