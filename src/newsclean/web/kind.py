"""Is a text a web page? What only looks like markup is none: Markdown, XML, templates, text about HTML.

The decision is made on the text alone, so that a file, standard input and a record get the same answer.
"""

from __future__ import annotations

import re
from functools import cache

from newsclean.patterns import compiled, lazy
from newsclean.web.tables import names

_BEFORE = r"[\s\ufeff]*(?:(?:<!--(?:(?!-->)[\s\S])*-->|<\?xml[^>]{0,200}\?>)[\s\ufeff]*)*"


@cache
def _beginning() -> re.Pattern[str]:
    """What may stand before the first tag, a document type among it, and the tag."""
    # What stands before a tag is looked for once where there is no document type: twice in a row the
    # blanks could be parted anywhere between the two.
    doctype = r"(?:(?P<doctype><!DOCTYPE\s+html[^>]{0,400}>)" + _BEFORE + ")?"
    either = "|".join(sorted(names("root") | names("part")))
    return compiled(rf"{_BEFORE}{doctype}<(?P<name>{either})(?=[\s/>])", re.IGNORECASE)


@cache
def _tags() -> re.Pattern[str]:
    return compiled(
        r"<!--[\s\S]*?(?:-->|\Z)|<(script|style|svg|math)\b[\s\S]*?(?:</\1\s*>|\Z)|<(/?)([A-Za-z][\w:-]*)([^<>]*)>",
        re.IGNORECASE,
    )


@cache
def _known() -> frozenset[str]:
    return names("root") | names("part") | names("other")


#: Code that a server runs: the file is a program, and not the page that it makes.
_PROGRAM = ("<?php", "<%@", "<%=", "<% ", "<?=")
_HEAD = 4096
# Of a hundred tags, so many may be no HTML: old editors left <o:p>, shops <price>.
_FOREIGN = 20


def is_html(text: str) -> bool:
    r"""Whether a text is a web page, or a part of one, and not a text with tags in it.

    >>> is_html("<!DOCTYPE html><html><head><title>新闻</title></head><body><p>正文。</p></body></html>")
    True
    >>> is_html("<p align=center>徽标</p>\n\n# 说明\n")
    False
    """
    if text[:_BLANK].lstrip("\ufeff \t\r\n")[:1] not in ("<", ""):
        return False  # one look at the beginning is enough for nearly every text
    found = _beginning().match(text)
    if found is None:
        return _is_wrapped(text)
    head = text[:_HEAD]
    if any(sign in head for sign in _PROGRAM):
        return False
    name = found["name"].lower()
    if name in names("root") or found["doctype"]:
        return _is_whole(text, found.end())
    if name in ("script", "style", "template"):
        return re.search(r"<(?:html|head|body)[\s>]", text, re.IGNORECASE) is not None and _is_whole(text, 0)
    return _is_part(text)


_BLANK = 256


def _is_wrapped(text: str) -> bool:
    """Whether a page is all that stands in an element of another kind: collections store them so."""
    wrapper = re.match(r"\s*<([a-z]{3,12})(?:\s[^<>]{0,2000})?>[\s\ufeff]*(?=<)", text, re.IGNORECASE)
    if wrapper is None or wrapper[1].lower() in _known() or _beginning().match(text, wrapper.end()) is None:
        return False
    tags = re.findall(r"<(?:script|div|table|td|br|form|img|a\s+href|style)\b", text[:_SAMPLE], re.IGNORECASE)
    return len(tags) >= _PAGE


#: What a page holds and data in XML does not: so many of them are a page.
_PAGE, _SAMPLE = 5, 200_000


def _is_whole(text: str, start: int) -> bool:
    """Whether what begins as a page goes on as one, and nothing is said behind it."""
    after = _FOLLOWED.match(text, start)
    if start and after is None:
        return False  # <html> is the root of …
    end = max(text.rfind("</html"), text.rfind("</HTML"))
    if end < 0:
        return True
    rest = _tags().sub("", text[text.find(">", end) + 1 :])
    return len(_HAN.findall(rest[:_HEAD])) < _SAID


_FOLLOWED = lazy(r"[^<>]*>" + _BEFORE + r"<[A-Za-z!/]")
_HAN, _SAID = lazy("[\u3400-\u9fff]"), 20


def _is_part(text: str) -> bool:
    """Whether all of a text stands inside elements of HTML."""
    depth = end = tags = foreign = 0
    known, void = _known(), names("void")
    for match in _tags().finditer(text):
        if depth <= 0 and text[end : match.start()].strip():
            return False
        end = match.end()
        name = match[3]
        if name is None:
            continue
        name = name.lower()
        tags += 1
        foreign += name not in known and "-" not in name
        if name not in void and not match[4].endswith("/"):
            depth += -1 if match[2] else 1
    return tags > 0 and not text[end:].strip() and foreign * 100 <= _FOREIGN * tags and not _is_markdown(text)


def _is_markdown(text: str) -> bool:
    """Whether lines between the tags are Markdown's."""
    return re.search(r"^(?:#{1,6} \S|```|\s*[-*] \[|\|.*\|\s*$)", text, re.MULTILINE) is not None
