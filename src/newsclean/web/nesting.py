"""How deep a page nests its elements and how much a tag holds, bounded before it is parsed.

A parser of HTML takes time with the square of the depth, and of the number of attributes of a tag; formatting
elements (``<b>``, ``<font>``) that are not closed it opens anew in each paragraph: a page of a few hundred
kilobytes can become gigabytes. Browsers stop at 512 levels; so the tags of deeper elements are taken out
and their text stays.
"""

from __future__ import annotations

import re
from itertools import accumulate

from newsclean.patterns import lazy

#: Levels that are kept: of formatting elements, of all others.
FORMATTING, OTHERS = 30, 500

# Elements that end by themselves when the next of their kind begins (<p>, <li>, <td>, <a> …) nest only with
# those that are counted.
# One look at the first letter comes before twelve names.
_FORMATTING = r"<(?=/?[bcefistu])/?(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[\s/>])"
_OTHERS = (
    r"</?(?!(?:a|b|big|code|em|font|i|s|small|strike|strong|tt|u|p|li|d[dt]|t[dhr]|thead|tbody|tfoot|opt(?:ion|group)"
    r"|r[bpt]|br|hr|img|input|link|meta|area|base|col|embed|param|source|track|wbr|nobr|html|head|body)(?=[\s/>]))"
    r"[a-z][^\s/>]*"
)
#: Pages of so few tags need no look: they make a million elements at most, and 60 ms of nesting.
_FEW_FORMATTING, _FEW = 2000, 5000
_KINDS = tuple(
    (least, limit, lazy(pattern, re.IGNORECASE), lazy(pattern + r"[^<>]*>?", re.IGNORECASE))
    for least, limit, pattern in (
        (_FEW_FORMATTING, FORMATTING, _FORMATTING),
        (_FEW, OTHERS, _OTHERS),
    )
)


def bounded(source: str) -> str:
    """A page without the tags that nest deeper than the limits; nearly every page as it is."""
    if _MAY_BE_LONG.search(source) and _may_have_long_tag(source):
        source = _LONG_TAG.sub(_without_attributes, source)
    tags = source.count("<")
    for least, limit, tag, whole in _KINDS:
        if tags <= least:
            continue
        steps = [-1 if found[1] == "/" else 1 for found in tag.findall(source)]
        if len(steps) > limit and max(accumulate(steps, _next)) > limit:
            source = _without_deeper(source, whole, limit)
    return source


def _may_have_long_tag(source: str) -> bool:
    """Whether so much stands behind an angle bracket that opens before one that closes."""
    return any(">" not in part[:_LONG] for part in source.split("<") if len(part) > _LONG)


def _without_attributes(tag: re.Match[str]) -> str:
    return tag[1] + ">" if len(tag[0].split()) > ATTRIBUTES else tag[0]


#: A tag of so many characters with more attributes than these is kept without them.
_LONG, ATTRIBUTES = 4000, 200
_MAY_BE_LONG = lazy(f"<[^<]{{{_LONG}}}")  # a script is, too
_LONG_TAG = lazy(rf"(<[a-z][a-z0-9]*)(?=\s)[^<>]{{{_LONG},}}>?", re.IGNORECASE)


def _next(depth: int, step: int) -> int:
    return depth + step if depth + step > 0 else 0


def _without_deeper(source: str, tag: re.Pattern[str], limit: int) -> str:
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if match[0][1] == "/":
            deep = depth > limit
            depth = max(depth - 1, 0)
        else:
            depth += 1
            deep = depth > limit
        return "" if deep else match[0]

    return tag.sub(kept, source)
