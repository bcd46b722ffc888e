"""What HTML says of each line: the rows that the reader's second model takes beside the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from newsclean.patterns import compiled, lazy
from newsclean.structure.markup import KINDS
from newsclean.web.tables import table
from newsclean.web.tree import Elements, Shown

#: The numbers of a line, from 0 to 255, in the order of :data:`newsclean.structure.markup.NAMES`.
Row = tuple[int, ...]

# Tags in an order in which neighbours are alike to a tree of decisions; what is not here is a div.
_TAGS = {
    tag: 10 * n
    for n, tags in enumerate(
        (
            ("button", "option", "select", "optgroup", "nav", "menu"),
            ("li", "dd", "dt", "ul", "ol", "dl"),
            ("td", "th", "tr", "table"),
            ("footer", "aside", "header", "form"),
            ("div", "section", "center"),
            ("figcaption", "figure", "caption"),
            ("h1", "h2", "h3", "h4", "h5", "h6"),
            ("blockquote", "pre", "article", "main"),
            ("p",),
        ),
        1,
    )
    for tag in tags
}
_DIV = _TAGS["div"]
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_TAG_KINDS = {
    "article": "article",
    "main": "article",
    "figcaption": "caption",
    "figure": "caption",
    "nav": "navigation",
    "header": "navigation",
    "aside": "side",
    "footer": "footer",
    "button": "share",
    "form": "share",
}
_TAG_BITS = {tag: 1 << KINDS.index(kind) for tag, kind in _TAG_KINDS.items()}
#: The container of the article is the innermost element that holds so much of the running text.
CONTAINER = 0.8
_NEAR = 8


def rows(elements: Elements, lines: Sequence[Shown], titles: Sequence[str]) -> list[Row]:
    """A row for each line.

    :param titles: what the page's head says the title is.
    """
    measures = _Measures(elements, lines)
    said = _Said(titles)
    known = {element: measures.of_element(element) for element in {line.element for line in lines}}
    inside = [i for i, line in enumerate(lines) if known[line.element][1][_OUTSIDE] == 0]
    first, last = (inside[0], inside[-1]) if inside else (0, -1)
    depths = elements.depths
    found: list[Row] = []
    lows = [line.low for line in lines] + [0]
    for i, line in enumerate(lines):
        length, depth = len(line.text), depths[line.element]
        of_tag, of_place, of_names = known[line.element]
        found.append(
            (
                min(200, 200 * line.linked // length),
                *of_tag,
                int(10 * line.bold >= 9 * length),
                *of_place,
                1 if i < first else 3 if i > last else 2,
                min(max(depth - line.low, 0), 20),
                min(max(depth - lows[i + 1], 0), 20),
                said(line.text),
                *of_names,
            )
        )
    return found


class _Measures:
    """What is counted for each element, with all that is inside it: text, running text, links, lines."""

    def __init__(self, elements: Elements, lines: Sequence[Shown]) -> None:
        self._elements = elements
        parents, depths = elements.parents, elements.depths
        count = len(parents)
        running, size, linked, holds = ([0] * count for _ in range(4))
        styles = _styles(elements)
        style_text, style_lines = [0] * count, [0] * count
        for line in lines:
            element, length = line.element, len(line.text)
            text = length if "。" in line.text and 2 * line.linked < length else 0
            running[element] += text
            size[element] += length
            linked[element] += line.linked
            holds[element] += 1
            style_text[styles[element]] += text
            style_lines[styles[element]] += 1
        for element in range(count - 1, 0, -1):  # what is inside comes later
            around = parents[element]
            running[around] += running[element]
            size[around] += size[element]
            linked[around] += linked[element]
            holds[around] += holds[element]
        total = max(running[0], 1)
        container = 0
        for element, text in enumerate(running):
            if text >= CONTAINER * total and depths[element] > depths[container]:
                container = element
        self._around = {0}  # the container and all that it is in
        self._depth = depths[container]
        while container:
            self._around.add(container)
            container = parents[container]
        self._running, self._size, self._linked, self._holds = running, size, linked, holds
        self._styles, self._style_text, self._style_lines = styles, style_text, style_lines
        self._total = total
        self._measured: dict[tuple[int, int], tuple[Row, Row, Row]] = {}
        # For each kind, the depth of the innermost element that is named so.
        self._named_at: dict[int, Row] = {0: (-_NEAR,) * len(KINDS)}

    def of_element(self, element: int) -> tuple[Row, Row, Row]:
        """What is the same of all lines that an element holds: of its tag, of its place, of its names."""
        if element in self._around:
            return self._measure(element)
        # Beside one another in one element, those of one style only differ in their own lines.
        alike = self._elements.parents[element], self._styles[element]
        known = self._measured.get(alike)
        if known is None:
            known = self._measured[alike] = self._measure(element)
        return known

    def _measure(self, element: int) -> tuple[Row, Row, Row]:
        parents, depths = self._elements.parents, self._elements.depths
        parent = parents[element]
        grandparent = parents[parent]
        shared = element
        while shared not in self._around:
            shared = parents[shared]
        tag, style = self._elements.tags[element], self._styles[element]
        running, total = self._running, self._total
        of_tag = (
            min(200, 200 * self._linked[parent] // max(self._size[parent], 1)),
            _TAGS.get(tag, _DIV),
            _HEADINGS.get(tag, 0),
        )
        of_place = (
            min(depths[element], 60),
            200 * running[parent] // total,
            200 * running[grandparent] // total,
            200 * running[parents[grandparent]] // total,
            200 * self._style_text[style] // total,
            _log(self._style_lines[style]),
            _log(self._holds[parent]),
            min(self._depth - depths[shared], 30),
            min(depths[element] - depths[shared], 30),
        )
        return of_tag, of_place, self._names(element)

    def _names(self, element: int) -> Row:
        """For each kind, how near the innermost element that is named so is; 0: there is none near."""
        depths, known = self._elements.depths, self._named_at
        path, at = [], element
        while at not in known:
            path.append(at)
            at = self._elements.parents[at]
        found = known[at]
        for inner in reversed(path):
            own = _kinds(self._elements.tags[inner], self._elements.names[inner])
            if own:
                depth = depths[inner]
                found = tuple([depth if own >> n & 1 else level for n, level in enumerate(found)])
            known[inner] = found
        beyond = depths[element] - _NEAR
        return tuple([level - beyond if level > beyond else 0 for level in found])


# Where a row of a place says how far out of the container it is.
_OUTSIDE = 7


def _styles(elements: Elements) -> list[int]:
    """A number for the tag and the names of each element and of the two around it."""
    own: dict[tuple[str, str], int] = {}
    numbers = [own.setdefault(key, len(own)) for key in zip(elements.tags, elements.names, strict=True)]
    parents, count = elements.parents, len(own)
    styles: dict[int, int] = {}
    return [
        styles.setdefault(
            (number * count + numbers[parents[e]]) * count + numbers[parents[parents[e]]], len(styles)
        )
        for e, number in enumerate(numbers)
    ]


@lru_cache(maxsize=1 << 12)  # the lists and tables of a page say the same of each of their parts
def _kinds(tag: str, names: str) -> int:
    """The kinds that an element's tag or names say it is; a bit for each."""
    found = _TAG_BITS.get(tag, 0)
    for name in names.split():
        found |= _kinds_of_name(name)
    return found


@lru_cache(maxsize=1 << 14)
def _kinds_of_name(name: str) -> int:
    name = name.lower()
    any_kind, kinds = _patterns()
    if not any_kind.search(name):
        return 0  # two in five of the names on 142 pages
    return sum([1 << n for n, pattern in enumerate(kinds) if pattern.search(name)])


@cache
def _patterns() -> tuple[re.Pattern[str], list[re.Pattern[str]]]:
    """For names in small letters: what stands in those of any kind, and in those of each."""
    words = table("class-words")
    return compiled("|".join(map(words.__getitem__, KINDS))), [compiled(words[kind]) for kind in KINDS]


def _log(count: int) -> int:
    """A count in steps that grow: eight to the double."""
    bits = count.bit_length()
    return min(255, 8 * bits + ((count << 3 >> max(bits - 1, 0)) & 7))


class _Said:
    """How much of the titles that the head of a page gives a line says, in 200ths."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = [plain for title in titles if len(plain := _plain(title)) >= _SHORTEST]

    def __call__(self, line: str) -> int:
        if len(line) > _LONGEST or not self._titles:
            return 0
        own = _plain(line)
        if len(own) < _SHORTEST:
            return 0
        best = 0
        for title in self._titles:
            if own in title:
                best = max(best, 200 * len(own) // len(title))
            elif title in own:
                best = max(best, 200 * len(title) // len(own))
            elif own[:_BEGINNING] == title[:_BEGINNING]:
                best = max(best, 50)
        return best


_SHORTEST, _LONGEST, _BEGINNING = 4, 150, 8


def _plain(text: str) -> str:
    """A title without signs and blanks, in lower case: what is compared."""
    return _SIGNS.sub("", text).lower()


_SIGNS = lazy(r"[\W_]+")
