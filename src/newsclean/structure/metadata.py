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
_LABEL = (
    "作者|记者|责任编辑|责编|编辑|校对|审核|来源|稿源|发布|发表|更新|时间|日期|浏览|阅读|点击|评论|字号|字体|分享|"
    "摄影|通讯员|标签|关键词|打印|原标题|责任"
)
# Names of houses hold such words, too (江城发布, 时间周刊): some are labels only before a sign or a number.
_HOUSE_LABEL = (
    "作者|记者|责任编辑|责编|校对|审核|来源|稿源|字号|字体|分享到|通讯员|打印|原标题|(?:发布|发表|更新|时间|日期|浏览|阅读|"
    r"点击|评论|编辑|摄影|标签|关键词|分享)(?:时间|日期|人?数|次数?|量|于)?(?: *[:/|(\[]|\d)"
)
_HAN = r"[^\W\da-z_]"
# Names go on behind blanks beside a sign, in another script, and as a name of two characters set wide
# (王 敏). No two ways to go on fit the same blanks: else a long row of names takes for ever.
_BESIDE_SIGN = r" +(?=[,/&·] *[^\s,/&·|;!?\[\]()>])|(?<=[,/&·]) +(?![,/&· ])"


def _names(label: str) -> tuple[str, str]:
    """A part of a name, and names in a row: up to a label of the next value."""
    name = rf"(?:(?!{label})[^\s|;!?\[\]()>])"
    return name, rf"{name}+(?:(?:{_BESIDE_SIGN}|(?<![,/&·]) (?=[a-z]|{_HAN}(?![^\s,)\]]))){name}+)*"


_NAME, _NAMES = _names(_LABEL)
_HOUSES = _names(_HOUSE_LABEL)[1]
# What stands around a value and is none of it.
_EDGES = DECORATION + "：，、”“"
# Names with one blank between any of them.
_ROW = rf"{_NAME}+(?:(?: (?! )|(?=  )(?:{_BESIDE_SIGN})){_NAME}+)*"


@cache
def _words(label: str) -> list[str]:
    return label.split("|")


def _labelled(piece: Piece, label: str, colon: str, names: str = _NAMES) -> str | None:
    """The value behind a label, as it stands in the text."""
    text, folded = piece.text, piece.folded
    for word in _words(label):
        if word in folded:
            break
    else:
        return None  # the patterns take 1 ms each to compile
    match = compiled(rf"(?:{label}){colon}[\s\"]*({names})").search(folded)
    if match is None:
        return None
    value = text[match.start(1) : match.end(1)].strip(_EDGES)
    if value.startswith("《") and value.endswith("》"):
        value = value[1:-1]
    return value or None


def source(piece: Piece) -> str | None:
    """What a line names as the article's source."""
    colon = r"(?: *[:|/]| +于? *|于|(?=[a-z《]))"
    return _labelled(piece, "来源|稿源|出处|转载自|转自|摘自|原载", colon, _HOUSES)


def editor(piece: Piece) -> str | None:
    """Whom a line names as the editor in charge, or else as an editor."""
    text, folded = piece.text, piece.folded
    if "编" not in folded:
        return None
    for label in ("责任编辑|责编|值班编辑", "编辑"):
        found = _labelled(piece, label, " *[:/|]")
        if found:
            return found
    match = compiled(rf"({_HAN}{{2,4}}(?:,{_HAN}{{2,4}})*)/(?:责任)?(?:编辑|责编)").search(folded)
    match = match or compiled(rf"编辑 +({_HAN}{{2,4}}(?: {_HAN}{{2,4}})*?) +报[导道]").search(folded)
    return text[match.start(1) : match.end(1)] if match else None


_BYLINE = rf"([\w, ]{{2,30}})/({_HAN}{{2,6}}?)(?:综合)?(?:报[导道]|特稿|电)"


def _byline(folded: str) -> re.Match[str] | None:
    """A name (or a desk) and a place (or a name) with a bar between them, in a folded line."""
    return compiled(_BYLINE).search(folded) if "/" in folded else None


def author(piece: Piece) -> str | None:
    """Whom a line names as the article's author."""
    text, folded = piece.text, piece.folded
    match = _byline(folded)
    if match:
        group = 2 if compiled("(?:中心|组|新闻)$").search(match[1].strip()) else 1
        value = text[match.start(group) : match.end(group)].strip(DECORATION)
        if fold(value) in ("综合", "整理", "外电"):
            return None
        prefix = compiled("(?:实习|特约|本报|特派|见习)?(?:记者|编译|通讯员) *").match(fold(value))
        return value[prefix.end() if prefix else 0 :] or None
    rank = r" *[:/|]\s*(?:\w{0,8}?(?:记者|评论员|撰稿人|通讯员))?"
    found = _labelled(piece, "作者|撰文|撰稿|采写|执笔|记者|图文|口述", rank)
    found = found or (_labelled(piece, "文", rank) if folded.lstrip(DECORATION).startswith("文") else None)
    if found or not ("记者" in folded or "通讯员" in folded or "作者" in folded):
        return found
    match = compiled(rf"(?:记者|通讯员|作者) *({_ROW})").search(folded)
    if match:
        return text[match.start(1) : match.end(1)].strip(_EDGES) or None
    return None


def reporter(piece: Piece) -> str | None:
    """Whom the opening of a dispatch names: 江城网7月3日讯（记者李四）."""
    text, folded = piece.text, piece.folded
    if "(" not in folded or ("记者" not in folded and "通讯员" not in folded):
        return None
    match = compiled(rf"^.{{0,24}}\((?:本报)?(?:首席|实习)?(?:记者|通讯员) *({_ROW})\)").search(folded)
    return text[match.start(1) : match.end(1)] if match else None


def translator(piece: Piece) -> str | None:
    """Whom a line names as the translator."""
    return _labelled(piece, "翻译|译者|编译|校译", " *[:/|]")


def place(piece: Piece) -> str | None:
    """Where a dispatch or a byline says it was sent from."""
    text, folded = piece.text, piece.folded
    match = _byline(folded)
    if match and not compiled("(?:中心|组|新闻)$").search(match[1].strip()):
        value = text[match.start(2) : match.end(2)]
        return None if fold(value) in ("综合", "整理", "外电") else value
    if "日" not in folded or not ("电" in folded or "讯" in folded):
        return None
    match = compiled(
        rf"^\W{{0,3}}(?:(?:据)?{_HAN}{{1,5}}?(?:社|网|报|台))(?:记者{_HAN}{{3}})?({_HAN}{{2,8}}?)"
        r"(?:\d{1,2}月)?\d{1,2}日(?:综合)?(?:电|讯)"
    ).search(folded)
    return text[match.start(1) : match.end(1)] if match else None


def published(piece: Piece) -> str | None:
    """When a line says that the article was published."""
    folded = piece.folded
    whole = folded_moment(folded)
    if whole is None:
        return None
    at = compiled("(?:发布|发表|发稿|刊登|刊发|出版|首次)").search(folded)
    if at and (found := folded_moment(folded[at.start() :])):
        return found
    changed = compiled("更新|修改").search(folded)
    return folded_moment(folded[: changed.start()]) if changed else whole


def updated(piece: Piece) -> str | None:
    """When a line says that the article was last changed."""
    folded = piece.folded
    changed = compiled("更新|修改").search(folded)
    return folded_moment(folded[changed.start() :]) if changed else None


def stripped(piece: Piece) -> str:
    """The line itself."""
    return piece.text.strip()


def crumbs(piece: Piece) -> tuple[str, ...]:
    """The crumbs of a breadcrumb line, without its label and separators."""
    text, folded = piece.text, piece.folded
    label = compiled(r"^[\s\[]*\w{0,8}(?:位置|栏目)(?:是|在)?[\s:\]]+").match(folded)
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
