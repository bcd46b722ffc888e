"""What the page says about the article: parsed from the lines that have the roles for it.

Values are given as they stand in the text; only times are brought into ISO 8601.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import compress, islice
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Any

from newsclean.document import ROLES, Line, Metadata
from newsclean.patterns import compiled
from newsclean.structure.dates import folded_moment
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.rule import DECORATION
from newsclean.structure.rules.words import expression

if TYPE_CHECKING:
    import re


class Piece:
    """The text of a line, or of a part cut out of one, as it stands and folded, and the line's number."""

    __slots__ = ("_folded", "number", "text")

    def __init__(self, text: str, number: int) -> None:
        self.text = text
        self.number = number
        self._folded: str | None = None

    @property
    def folded(self) -> str:
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded


def collect(lines: Sequence[Line], fields: Mapping[str, str]) -> Metadata:
    """The metadata that lines with roles hold, each value with the line it came from.

    :param fields: name of a rule → the field that its lines hold, whatever their role.
    """
    pieces: dict[str, list[Piece]] = {}
    single: set[int] = set()  # lines that hold one crumb of a breadcrumb each

    roles = list(map(_ROLE, lines))
    speaking = map(or_, map(_SPEAKING.__contains__, roles), map(bool, map(_CUTS, lines)))
    speaking = map(or_, speaking, map(fields.__contains__, map(_RULE, lines)))
    for line in compress(lines, speaking):
        number, role = line.number, line.role
        if role in _ASKED:
            pieces.setdefault(role, []).append(Piece(line.text, number))
        if line.rule in fields and fields[line.rule] != role:
            pieces.setdefault(fields[line.rule], []).append(Piece(line.text, number))
        elif line.rule == "one-crumb-a-line":
            single.add(number)
        for cut in line.cuts:
            pieces.setdefault(cut.role, []).append(Piece(line.text[cut.start : cut.end], number))
    if not pieces:
        return Metadata()
    for line in islice(compress(lines, map("body".__eq__, roles)), _OPENINGS):
        if compiled(_DISPATCH).search(line.text, 0, _OPENING_SIZE):
            pieces.setdefault("body", []).append(Piece(line.text[:_OPENING_SIZE], line.number))
    row = [piece for piece in pieces.get("breadcrumb", ()) if piece.number in single]
    if row:
        whole = " > ".join([piece.text for piece in row])
        pieces["breadcrumb"] = [Piece(whole, row[0].number)]
    values: dict[str, Any] = {}
    origins: list[tuple[str, int]] = []
    for name, role, value in _fields(frozenset(pieces)):
        if name in values:
            continue
        for piece in pieces[role]:
            found = value(piece)
            if found:
                values[name] = found
                origins.append((name, piece.number))
                break
    return Metadata(**values, origins=tuple(origins))


_ROLE, _RULE, _CUTS = attrgetter("role"), attrgetter("rule"), attrgetter("cuts")

# A dispatch says where it comes from, and from whom, in its first words: a date (日), a name in
# brackets, a name and a place with a bar between them.
_DISPATCH = "[(（/／日](?:(?<!日)|(?:综合|綜合)?[电電讯訊])"
_OPENINGS = 3
_OPENING_SIZE = 60

# Behind a value there stands a blank, a bar, a bracket, or the label of the next value.
_HAN = r"[^\W\da-z_]"
# Names go on behind blanks beside a sign, in another script, and as a name of two characters set wide
# (王 敏). No two ways to go on fit the same blanks: else a long row of names takes for ever.
_BESIDE_SIGN = r" +(?=[,/&·] *[^\s,/&·|;!?\[\]()>])|(?<=[,/&·]) +(?![,/&· ])"


@cache
def _name(label: str) -> str:
    """A part of a name, up to a label of the next value."""
    return rf"(?:(?!{expression(label)})[^\s|;!?\[\]()>])"


@cache
def _names(label: str = "label") -> str:
    """Names in a row, up to a label of the next value."""
    name = _name(label)
    return rf"{name}+(?:(?:{_BESIDE_SIGN}|(?<![,/&·]) (?=[a-z]|{_HAN}(?![^\s,)\]]))){name}+)*"


@cache
def _row() -> str:
    """Names with one blank between any of them."""
    name = _name("label")
    return rf"{name}+(?:(?: (?! )|(?=  )(?:{_BESIDE_SIGN})){name}+)*"


# What stands around a value and is none of it.
_EDGES = DECORATION + "：，、”“"


@cache
def _words(name: str) -> list[str]:
    return expression(name).split("|")


def _labelled(piece: Piece, name: str, colon: str, next_label: str = "label") -> str | None:
    """The value behind a label, as it stands in the text."""
    text, folded = piece.text, piece.folded
    for word in _words(name):
        if word in folded:
            break
    else:
        return None  # the patterns take 1 ms each to compile
    match = compiled(rf"(?:{expression(name)}){colon}[\s\"]*({_names(next_label)})").search(folded)
    if match is None:
        return None
    value = text[match.start(1) : match.end(1)].strip(_EDGES)
    if value.startswith("《") and value.endswith("》"):
        value = value[1:-1]
    return value or None


def source(piece: Piece) -> str | None:
    """What a line names as the article's source."""
    colon = r"(?: *[:|/]| +于? *|于|(?=[a-z《]))"
    return _labelled(piece, "label-source", colon, "label-by-houses")


def editor(piece: Piece) -> str | None:
    """Whom a line names as the editor in charge, or else as an editor."""
    text, folded = piece.text, piece.folded
    if "编" not in folded:
        return None
    for label in ("label-editor-in-charge", "label-editor"):
        found = _labelled(piece, label, " *[:/|]")
        if found:
            return found
    match = compiled(expression("editor-behind")).search(folded)
    match = match or compiled(expression("editor-reports")).search(folded)
    return text[match.start(1) : match.end(1)] if match else None


def _byline(folded: str) -> re.Match[str] | None:
    """A name (or a desk) and a place (or a name) with a bar between them, in a folded line."""
    return compiled(expression("byline")).search(folded) if "/" in folded else None


def author(piece: Piece) -> str | None:
    """Whom a line names as the article's author."""
    text, folded = piece.text, piece.folded
    match = _byline(folded)
    if match:
        group = 2 if compiled(expression("desk")).search(match[1].strip()) else 1
        value = text[match.start(group) : match.end(group)].strip(DECORATION)
        if fold(value) in _words("no-name"):
            return None
        prefix = compiled(expression("rank")).match(fold(value))
        return value[prefix.end() if prefix else 0 :] or None
    rank = expression("colon-rank")
    found = _labelled(piece, "label-author", rank)
    if found is None and folded.lstrip(DECORATION).startswith(expression("label-text")):
        found = _labelled(piece, "label-text", rank)
    if found or not any(word in folded for word in _words("label-reporter")):
        return found
    match = compiled("(?:" + expression("label-reporter") + f") *({_row()})").search(folded)
    if match:
        return text[match.start(1) : match.end(1)].strip(_EDGES) or None
    return None


def reporter(piece: Piece) -> str | None:
    """Whom the opening of a dispatch names: 江城网7月3日讯（记者李四）."""
    text, folded = piece.text, piece.folded
    if "(" not in folded or not any(word in folded for word in _words("label-reporter")):
        return None
    match = compiled(expression("reporter-of-dispatch") + rf" *({_row()})\)").search(folded)
    return text[match.start(1) : match.end(1)] if match else None


def translator(piece: Piece) -> str | None:
    """Whom a line names as the translator."""
    return _labelled(piece, "label-translator", " *[:/|]")


def place(piece: Piece) -> str | None:
    """Where a dispatch or a byline says it was sent from."""
    text, folded = piece.text, piece.folded
    match = _byline(folded)
    if match and not compiled(expression("desk")).search(match[1].strip()):
        value = text[match.start(2) : match.end(2)]
        return None if fold(value) in _words("no-name") else value
    if "日" not in folded or not ("电" in folded or "讯" in folded):
        return None
    match = compiled(expression("place-of-dispatch")).search(folded)
    return text[match.start(1) : match.end(1)] if match else None


def published(piece: Piece) -> str | None:
    """When a line says that the article was published."""
    folded = piece.folded
    whole = folded_moment(folded)
    if whole is None:
        return None
    at = compiled(expression("published")).search(folded)
    if at and (found := folded_moment(folded[at.start() :])):
        return found
    changed = compiled(expression("changed")).search(folded)
    return folded_moment(folded[: changed.start()]) if changed else whole


def updated(piece: Piece) -> str | None:
    """When a line says that the article was last changed."""
    folded = piece.folded
    changed = compiled(expression("changed")).search(folded)
    return folded_moment(folded[changed.start() :]) if changed else None


def stripped(piece: Piece) -> str:
    """The line itself."""
    return piece.text.strip()


def crumbs(piece: Piece) -> tuple[str, ...]:
    """The crumbs of a breadcrumb line, without its label and separators."""
    text, folded = piece.text, piece.folded
    label = compiled(expression("path")).match(folded)
    matches = compiled(r"[^>|/\\]+").finditer(folded, label.end() if label else 0)
    pieces = (text[match.start() : match.end()].strip(DECORATION + "：\u3000") for match in matches)
    return tuple(piece for piece in pieces if piece)


def tags(piece: Piece) -> tuple[str, ...]:
    """The tags of a line of tags, without its label and signs."""
    text, folded = piece.text, piece.folded
    label = compiled(r"^\W*\w{1,6}:").match(folded)
    matches = compiled(r"[^\s,;|#/]+").finditer(folded, label.end() if label else 0)
    pieces = (text[match.start() : match.end()].strip(DECORATION) for match in matches)
    return tuple(piece for piece in pieces if piece)


_HEADS = ("dateline", "source", "author")
#: Field, the roles whose lines are asked for it, in order, and who finds it in a line.
_FIELDS: tuple[tuple[str, tuple[str, ...], Callable[[Piece], Any]], ...] = (
    ("title", ("title",), stripped),
    ("subtitle", ("kicker",), stripped),
    ("source", ("source", "dateline", "author", "editor"), source),
    ("author", ("author", "dateline", "source", "editor"), author),
    ("author", ("body",), reporter),
    ("translator", ("author", "editor"), translator),
    ("editor", ("editor", *_HEADS), editor),
    ("place", ("author", "dateline", "body"), place),
    ("published", (*_HEADS, "breadcrumb"), published),
    ("updated", _HEADS, updated),
    ("breadcrumb", ("breadcrumb",), crumbs),
    ("tags", ("tags",), tags),
    ("site", ("site",), stripped),
)
_SPEAKING = frozenset(ROLES) - {"body", "blank"}
_ASKED = frozenset(role for _, roles, _ in _FIELDS for role in roles) - {"body"}


@cache
def _fields(roles: frozenset[str]) -> tuple[tuple[str, str, Callable[[Piece], Any]], ...]:
    """Which field each of these roles is asked for, in order, and who finds it."""
    return tuple((name, role, value) for name, asked, value in _FIELDS for role in asked if role in roles)
