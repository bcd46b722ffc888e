"""What the page says about the article: parsed from the lines that have the roles for it.

Values are given as they stand in the text; only a time is brought into ISO 8601.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from newsclean.document import Line, Metadata
from newsclean.structure.fold import fold
from newsclean.structure.moments import moment
from newsclean.structure.rules import DECORATION, compiled

_T = TypeVar("_T")


def collect(lines: Iterable[Line]) -> Metadata:
    """The metadata that lines with roles hold."""
    by_role: dict[str, list[str]] = {}
    for line in lines:
        if line.role not in ("body", "blank"):
            by_role.setdefault(line.role, []).append(line.text)
        for cut in line.cuts:
            by_role.setdefault(cut.role, []).append(line.text[cut.start : cut.end])
    if not by_role:
        return Metadata()

    def of(*roles: str) -> list[str]:
        return [text for role in roles for text in by_role.get(role, ())]

    return Metadata(
        title=_first(of("title"), str.strip),
        source=_first(of("source", "dateline", "author", "editor"), source),
        author=_first(of("author", "dateline", "source", "editor"), author),
        editor=_first(of("editor", "author", "dateline", "source"), editor),
        published=_first(of("dateline", "source", "author", "breadcrumb"), published),
        breadcrumb=_first(of("breadcrumb"), crumbs) or (),
        site=_first(of("site"), str.strip),
    )


def _first(texts: Iterable[str], value: Callable[[str], _T | None]) -> _T | None:
    """The first value that a text holds."""
    return next((found for text in texts if (found := value(text))), None)


# Behind a value there stands a blank, a bar, a bracket, or the label of the next value.
_LABEL = (
    "作者|记者|责任编辑|责编|编辑|校对|审核|来源|稿源|发布|发表|更新|时间|日期|浏览|阅读|点击|评论|字号|字体|分享|"
    "摄影|通讯员|标签|关键词|打印|原标题|责任"
)
_NAME = rf"(?:(?!{_LABEL})[^\s|;!?\[\]()>])"
_HAN = r"[^\W\da-z_]"
# A name of two characters set wide (王 敏), and names of several words in another script.
_NAMES = rf"{_NAME}+(?:(?: {_HAN}(?![^\s,)\]]))|(?: *[,/&·] *| (?=[a-z]))(?:{_NAME})+)*"


def source(text: str) -> str | None:
    """What a line names as the article's source."""
    return _labelled(text, "来源|稿源|出处|转载自|转自|摘自|原载", r"(?: *[:|/]| +于? *|于|(?=[a-z《]))")


def editor(text: str) -> str | None:
    """Whom a line names as the editor in charge, or else as an editor."""
    for label in ("责任编辑|责编|值班编辑", "(?:网络|网页|执行|新媒体|实习)?编辑"):
        found = _labelled(text, label, " *[:/|]")
        if found:
            return found
    folded = fold(text)
    match = compiled(rf"({_HAN}{{2,4}}(?:,{_HAN}{{2,4}})*)/(?:责任)?(?:编辑|责编)").search(folded)
    match = match or compiled(rf"编辑 +({_HAN}{{2,4}}(?: {_HAN}{{2,4}})*?) +报[导道]").search(folded)
    return text[match.start(1) : match.end(1)] if match else None


def author(text: str) -> str | None:
    """Whom a line names as the article's author."""
    folded = fold(text)
    match = compiled(rf"([\w, ]{{2,30}})/({_HAN}{{2,6}}?)(?:综合)?(?:报[导道]|特稿|电)").search(folded)
    if match:
        group = 2 if compiled("(?:中心|组|新闻)$").search(match[1].strip()) else 1
        value = text[match.start(group) : match.end(group)].strip(DECORATION)
        if fold(value) in ("综合", "整理", "外电"):
            return None
        prefix = compiled("(?:实习|特约|本报|特派|见习)?(?:记者|编译|通讯员) *").match(fold(value))
        return value[prefix.end() if prefix else 0 :] or None
    found = _labelled(text, "作者|撰文|撰稿|采写|执笔|记者|(?<!\\w)文|图文|口述", " *[:/|]")
    if found:
        prefix = compiled(".{0,8}(?:记者|评论员) *").match(fold(found))
        return found[prefix.end() :] or found if prefix else found
    match = compiled(rf"(?:记者|通讯员|作者) *({_NAMES}(?: {_NAMES})*)").search(folded)
    if match:
        return text[match.start(1) : match.end(1)].strip(DECORATION) or None
    return None


def _labelled(text: str, label: str, colon: str) -> str | None:
    """The value behind a label, as it stands in the text."""
    match = compiled(rf"(?:{label}){colon}[\s\"“]*({_NAMES})").search(fold(text))
    if match is None:
        return None
    value = text[match.start(1) : match.end(1)].strip(DECORATION + "：，”")
    if value.startswith("《") and value.endswith("》"):
        value = value[1:-1]
    return value or None


def published(text: str) -> str | None:
    """When a line says that the article was published; when it was updated, if it says only that."""
    folded = fold(text)
    at = compiled("(?:发布|发表|发稿|刊登|刊发|出版|首次)").search(folded)
    return moment(text[at.start() :] if at and moment(text[at.start() :]) else text)


def crumbs(text: str) -> tuple[str, ...] | None:
    """The crumbs of a breadcrumb line, without its label and separators."""
    folded = fold(text)
    label = compiled(r"^[\s\[]*\w{0,8}(?:位置|栏目)(?:是|在)?[\s:\]]+").match(folded)
    start = label.end() if label else 0
    pieces: list[str] = []
    for match in compiled(r"[^>|/\\]+").finditer(folded, start):
        crumb = text[match.start() : match.end()].strip(DECORATION + "：\u3000")
        if crumb:
            pieces.append(crumb)
    return tuple(pieces) or None
