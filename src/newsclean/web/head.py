"""What the head of a page says about the article: its title, dates, names, address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from newsclean.document import Reading
from newsclean.patterns import lazy
from newsclean.structure.dates import moment
from newsclean.structure.pairs import shares_words
from newsclean.web.tables import table

#: Between a title and the name of the site or the section that follows it.
_SEPARATORS = lazy(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|[-–—]+(?=[^-–—]{2,16}$)")
_BLANKS = lazy(r"\s+")
#: Longer values are no names and no titles; a head has no more values than so many.
_LONGEST, _MOST = 300, 2000
# What stands before the first dash of a title is the article's if it is not shorter.
_SHORTEST = 4


class HeadValue(NamedTuple):
    """A value, and where it stands: ``og:title``, ``ld+json datePublished``, ``<title>`` …"""

    value: Any
    origin: str


class Head(NamedTuple):
    """What a head says.

    :param titles: what it gives as the title, with and without the name of the site.
    :param fields: by the name of the field of :class:`newsclean.Metadata`.
    """

    titles: tuple[str, ...] = ()
    fields: Mapping[str, HeadValue] = {}

    def completed(self, reading: Reading) -> Reading:
        """The reading of a page's lines with what only the head says.

        Dates are the head's where both say one: those of lines may be today's, or another article's. What
        <title> says is the article's title only if the article speaks of it: it may be the site's name.
        """
        metadata = reading.metadata
        known = {
            name: found
            for name, found in self.fields.items()
            if name in _SURER or not getattr(metadata, name)
        }
        if "title" in known and known["title"].origin == _TITLE:
            text = "".join([line.text for line in reading.lines if line.role == "body"])
            if not shares_words(known["title"].value, text):
                del known["title"]
        if not known:
            return reading
        origins = dict(metadata.origins) | {name: found.origin for name, found in known.items()}
        values = {name: found.value for name, found in known.items()}
        return reading._replace(metadata=metadata._replace(**values, origins=tuple(origins.items())))


_TITLE = "<title>"
_SURER = frozenset({"published", "updated", "url"})


def read_head(tree: Any) -> Head:
    """Read what stands in the head of a page (and JSON-LD, wherever it stands).

    :param tree: selectolax's tree.
    """
    metas = _metas(tree)
    linked = list(_json_ld(tree))
    links = {"canonical": [tree.css_first('link[rel~="canonical"]')]}
    node = tree.css_first("head > title") or tree.css_first("title")
    whole = _plain(node.text()) if node is not None else ""
    fields: dict[str, HeadValue] = {}
    titles: list[str] = []
    for field, names in _fields().items():
        for name in names:
            kind, _, path = name.partition(" ")
            if kind == "ld":
                given, origin = (
                    [v for item in linked for v in _values(item, path.split("."))],
                    f"ld+json {path}",
                )
            elif kind == "link":
                hrefs = [n.attributes.get("href") for n in links[path] if n is not None]
                given, origin = [h for h in hrefs if h], f"<link rel={path}>"
            else:
                given, origin = metas.get(name.lower(), []), name
            if field == "title":
                titles += map(_plain, given)
            value = _PARSERS.get(field, _first)(given) if field not in fields else None
            if value:
                fields[field] = HeadValue(value, origin)
    first = _SEPARATORS.split(whole, maxsplit=1)[0]
    if len(first) < _SHORTEST:
        first = whole
    titles += [whole, first]
    if "title" not in fields and first:
        fields["title"] = HeadValue(first, _TITLE)
    return Head(tuple(dict.fromkeys(filter(None, titles))), fields)


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    return {field: tuple(names.split(", ")) for field, names in table("head-fields").items()}


def _metas(tree: Any) -> dict[str, list[str]]:
    """Names of <meta> in lower case, and what they hold."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta")[:_MOST]:
        attributes = node.attributes
        content = attributes.get("content")
        if not content:
            continue
        for key in ("property", "name", "itemprop"):
            name = attributes.get(key)
            if name:
                # Some write "og: title" and "og:time ".
                found.setdefault(name.replace(" ", "").lower(), []).append(content)
    return found


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that speak of the article."""
    for node in tree.css('script[type="application/ld+json"]')[:_SCRIPTS]:
        text = node.text()
        if len(text) > _SCRIPT:
            continue
        try:
            # Line ends stand inside strings on many pages.
            yield from _objects(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue


_SCRIPTS, _SCRIPT = 20, 500_000


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value[:_ITEMS]:
            yield from _objects(item, depth)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _SPEAKS.search(kind) for kind in kinds):
            yield value
        if depth < _DEEP:
            yield from _objects(value.get("@graph", []), depth + 1)


_ITEMS, _DEEP = 50, 3
_SPEAKS = lazy("Article|Posting|BreadcrumbList|WebPage|Report|^https?://")


def _values(item: Any, path: list[str]) -> Iterator[str]:
    """The strings that a path of keys leads to; lists on the way are gone through."""
    if isinstance(item, list):
        for part in item[:_ITEMS]:
            yield from _values(part, path)
    elif isinstance(item, dict):
        if path and path[0] in item:
            yield from _values(item[path[0]], path[1:])
        elif path and path[0] == "name" and isinstance(item.get("item"), dict):
            yield from _values(item["item"], path)
    elif isinstance(item, str) and (not path or path == ["name"]):
        yield item


def _plain(text: str) -> str:
    text = _BLANKS.sub(" ", text).strip()
    return text if len(text) <= _LONGEST else ""


def _first(given: Iterable[str]) -> str | None:
    return next(filter(None, map(_plain, given)), None)


def _date(given: Iterable[str]) -> str | None:
    return next(filter(None, (moment(text[:_LONGEST]) for text in given)), None)


def _name(given: Iterable[str]) -> str | None:
    """The first that is a name: no address, no number of an account."""
    for text in map(_plain, given):
        if text and "://" not in text and "@" not in text and not text.isdigit() and len(text) <= _NAME:
            return text
    return None


_NAME = 40


def _source(given: Iterable[str]) -> str | None:
    found = _name(given)
    return _LABEL.sub("", found) or None if found else None


_LABEL = lazy("^(?:来源|來源|稿源)[:：]\\s*")


def _list(given: Iterable[str]) -> tuple[str, ...]:
    parts = (part for text in given for part in re.split("[,，;；、|]", text[:_LONGEST]))
    return tuple(dict.fromkeys(filter(None, map(_plain, parts))))


def _crumbs(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(_plain, given)))


def _address(given: Iterable[str]) -> str | None:
    return next((text.strip() for text in given if re.match(r"https?://\S+$", text.strip())), None)


_PARSERS: dict[str, Callable[[Iterable[str]], Any]] = {
    "published": _date,
    "updated": _date,
    "author": _name,
    "editor": _name,
    "source": _source,
    "tags": _list,
    "breadcrumb": _crumbs,
    "url": _address,
}
