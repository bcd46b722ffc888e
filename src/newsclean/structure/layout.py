"""Decide the roles of a document's lines together: head, article, tail, and what hangs on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from newsclean.document import KEPT_ROLES
from newsclean.structure.article import CLOSING_RULES, find_article, is_whole, may_be_whole
from newsclean.structure.certainty import certain_lines
from newsclean.structure.evidence import (
    LISTING,
    NUMBER,
    PHRASE,
    PROSE,
    REMARK,
    SENTENCE,
    WORD,
    Note,
    Notes,
)
from newsclean.structure.fold import fold
from newsclean.structure.rules import Rule, compiled
from newsclean.structure.titles import Opening, bigrams, find_title, may_be_title, plain, repeats

#: Line number → role and the rule or evidence that decided it.
Roles = dict[int, tuple[str, str]]

# Roles that end an article: what follows them, short of more prose, is not the article.
_ENDS = frozenset({"copyright", "footer", "disclaimer", "editor", "related", "pager", "share"})

# Supporting rules that stand inside articles as what they look like: a section called 国际, a
# section mark 2, the date that closes a notice, the address in one.
_ALSO_ARTICLE = CLOSING_RULES | {"nav-words", "pager-digits"}


@dataclass(slots=True)
class Page:
    """A document's lines, and where in it the article stands.

    :param certain: indexes of the lines that are boilerplate beyond doubt.
    :param first: index of the article's first line, ``last`` of its last.
    :param whole: whether this is everything a page shows, rather than an article with remains of it.
    """

    notes: Notes
    certain: set[int]
    first: int
    last: int
    whole: bool
    roles: Roles = field(default_factory=dict)

    def take(self, index: int, role: str = "", evidence: str = "") -> None:
        """Give a line that goes its role: by the rule it fits, else by where it stands."""
        note = self.notes[index]
        if note.rule is not None:
            role, evidence = note.rule.role, note.rule.id
        self.roles[note.number] = (role, evidence)

    def keep(self, index: int, role: str, evidence: str) -> None:
        """Give a line that is the article its role."""
        self.roles[self.notes[index].number] = (role, evidence)


def assign(notes: Notes) -> Roles:
    """Roles for a document's lines that are not blank.

    :param notes: what was noticed about each, as :func:`~newsclean.structure.context.in_context` returns it.
    """
    certain = certain_lines(notes)
    prose = notes.prose
    if not certain or not prose:
        return _untouched(notes)
    first, last, whole = prose[0], prose[-1], False
    if may_be_whole(notes, certain):
        article = find_article(notes, certain)
        whole = is_whole(notes, certain, article)
        if whole:
            first, last = article
    page = Page(notes, certain, first, last, whole)
    _interior(page)
    _tail(page)
    _head(page)
    _crumbs(page)
    _site(page)
    return page.roles


def _untouched(notes: Notes) -> Roles:
    """Nothing is boilerplate: all is the article, the title first if there is one."""
    prose = notes.prose
    if not prose and (found := headlines(notes)):
        return found
    roles: Roles = dict.fromkeys(map(_NUMBER, notes), ("body", "article"))
    if prose and prose[0] <= _HEADLINES:
        article = notes[prose[0] : prose[-1] + 1]
        title = find_title(notes, range(prose[0]), article, Opening(article), strict=True)
        if title is not None:
            roles[notes[title].number] = ("title", "headline")
            for i in range(title + 1, prose[0]):
                if notes[i].shape == PHRASE:
                    roles[notes[i].number] = ("kicker", "under-the-title")
    return roles


def headlines(notes: Notes) -> Roles:
    """Roles for a text that is a headline, or a few, without an article; none for others.

    Lines that some rule fits may stand beside them.
    """
    plain = [note for note in notes if note.rule is None]
    if len(plain) > _HEADLINES or any(note.cuts or not may_be_title(note) for note in plain):
        return {}
    roles: Roles = {note.number: ("body", "article") for note in notes}
    roles.update((note.number, ("kicker", "under-the-title")) for note in plain)
    roles.update((note.number, ("title", "headline")) for note in plain[:1])
    return roles


# A text without boilerplate has at most so many headlines before its first paragraph.
_HEADLINES = 4
_NUMBER = attrgetter("number")


def _interior(page: Page) -> None:
    """The lines of the article, and what stands between them."""
    prose = page.notes.prose
    prose = prose[bisect_left(prose, page.first) : bisect_right(prose, page.last)]
    page.roles.update(dict.fromkeys(map(_NUMBER, map(page.notes.__getitem__, prose)), ("body", "prose")))
    listing, before = False, page.first
    for i in sorted({*range(page.first, page.last + 1)}.difference(prose)):
        note = page.notes[i]
        listing = listing and i == before + 1  # not with prose between
        before = i
        if i in page.certain:
            page.take(i)
            listing = note.rule is not None and note.rule.role == "related"
        elif note.rule is not None and _is_inserted(page, i, note.rule):
            page.take(i)
        elif listing:
            page.take(i, "related", "list-of-articles")
        elif _opens_another(page, i):
            page.keep(i, "title", "headline-behind-an-end")
        else:
            page.keep(i, "body", "in-article")


def _opens_another(page: Page, index: int) -> bool:
    """Whether a line is the title of a further article: the one before it has been signed or closed."""
    note = page.notes[index]
    if note.rule is not None or note.shape != PHRASE or index - 1 not in page.certain:
        return False
    before, after = page.notes[index - 1].rule, page.notes[index + 1]
    named = after.rule is not None and after.rule.role in ("dateline", "source", "author")
    return before is not None and before.role in _ENDS - {"share", "related"} and (named or after.is_prose)


def _is_inserted(page: Page, index: int, rule: Rule) -> bool:
    """Whether a line that fits a supporting rule is boilerplate between paragraphs."""
    if rule.certain != "never" or _may_be_article(page.notes[index], rule):
        return False
    if rule.id == "share-buttons":  # 评论 and 思考 are sub-headings too; buttons stand in rows
        beside = page.notes[max(0, index - 1)], page.notes[min(len(page.notes) - 1, index + 1)]
        return any(note.rule is not None and note is not page.notes[index] for note in beside)
    return rule.role in ("ad", "share", "pager", "related", "nav")


def _may_be_article(note: Note, rule: Rule) -> bool:
    """Whether a line that fits a supporting rule may be the article's: a sentence, a notice's address."""
    return rule.id in _ALSO_ARTICLE or (rule.certain == "never" and note.shape in (PROSE, SENTENCE))


def _tail(page: Page) -> None:
    """The lines behind the article."""
    ended = page.whole
    alone = not page.whole and len(page.certain) == 1
    context = "nav"
    signature = None if page.whole else _signature(page)
    for i in range(page.last + 1, len(page.notes)):
        note = page.notes[i]
        rule = note.rule
        if i in page.certain and rule is not None:
            page.take(i)
            ended = ended or rule.role in _ENDS
            if rule.role in _CLOSED:
                signature = None
            context = rule.role if rule.role in ("related", "disclaimer", "copyright") else context
        elif signature is not None and signature <= i <= signature + 1:
            page.keep(i, "body", "signature")
        elif rule is not None and (ended or not _may_be_article(note, rule)):
            page.take(i)
            context = "related" if rule.role == "related" else context
        elif ended and not alone:
            role = "footer" if context in ("copyright", "disclaimer") else context
            page.take(i, "related" if note.shape == PHRASE and role == "nav" else role, "behind-the-article")
        else:
            page.keep(i, "body", "closing-line")


# Behind these a notice is not signed any more.
_CLOSED = frozenset({"editor", "footer"})


def _signature(page: Page) -> int | None:
    """Index of the office that signs a notice, over its date: the last lines that may be the article's."""
    for i in range(len(page.notes) - 1, page.last + 1, -1):
        date, office = page.notes[i], page.notes[i - 1]
        if i in page.certain:
            continue
        if date.rule is None or date.rule.id != "dateline-date" or "日" not in date.text:
            return None
        return i - 1 if office.rule is None and office.shape in (WORD, PHRASE) else None
    return None


def _head(page: Page) -> None:
    """The lines before the article: the title among them."""
    notes, first, last = page.notes, page.first, page.last
    article = notes[first : last + 1]
    body = Opening(article)
    title = headline = find_title(notes, range(first), article, body, strict=not page.whole)
    crumbs = any((rule := notes[i].rule) and rule.role == "breadcrumb" for i in page.certain if i < first)
    contents = {note.text for note in article} if page.whole else set()
    short = page.whole and _in_short_lines(article)
    if title is None and not page.whole and first == 1 and _is_name(notes[0]):
        title = 0
    if title is None and short and notes[0].rule is None and notes[0].shape in (PHRASE, WORD) and first:
        title = 0

    def says_it_again(note: Note) -> bool:
        return headline is not None and repeats(plain(notes[headline].text), plain(note.text))

    opening = max([-1 if title is None else title, *[i for i in range(first) if notes[i].rule is not None]])
    above = max((i for i in range(title or 0) if _is_menu(notes[i])), default=-1)
    for i in range(first):
        note = notes[i]
        if i == title:
            page.keep(i, "title", "headline")
        elif i in page.certain or (note.rule is not None and (page.whole or _fits_head(note.rule))):
            page.take(i)
        elif says_it_again(note):
            page.keep(i, "duplicate-title", "repeats-the-title")
        elif title is not None and _is_over(notes, i, title, body):
            page.keep(i, "kicker", "over-the-title")
        elif i < above or (page.whole and (title is None or i < title)):
            page.take(i, "nav", "before-the-title")
        elif note.text in contents:
            page.take(i, "nav", "table-of-contents")
        elif short and i > opening:
            page.keep(i, "body", "in-short-lines")
        elif title is not None and _is_under(notes, i, title):
            page.keep(i, "kicker", "under-the-title")
        elif page.whole and not _belongs(note, body):
            page.take(i, "nav", "between-title-and-article")
        elif title is not None and i > title and note.shape == PHRASE:
            page.keep(i, "kicker", "under-the-title")
        elif crumbs and note.shape in (WORD, LISTING, NUMBER) and (title is None or i < title):
            page.take(i, "nav", "before-the-title")
        else:
            page.keep(i, "body", "opening-line")
    if title is not None:
        for i in range(last + 1, len(notes)):
            if notes[i].rule is None and says_it_again(notes[i]):
                page.keep(i, "duplicate-title", "repeats-the-title")


def _is_name(note: Note) -> bool:
    """Whether words of a site's navigation name the text under them: 用户协议, 投稿须知."""
    return note.rule is not None and note.rule.id == "nav-words" and len(note.text) >= _NAME


_NAME = 4


def _is_over(notes: list[Note], index: int, title: int, body: Opening) -> bool:
    """Whether a line is one of two headlines over the title: it speaks of what the article speaks of."""
    if not title - 2 <= index < title:
        return False
    for note in notes[index:title]:
        own = bigrams(note.text)
        shared = _SHARED if len(note.text) >= _KICKER else _SHARED / 2
        if note.rule is not None or len(own) < _WORDS or body.shares(own) < shared * len(own):
            return False
    return True


def _is_under(notes: list[Note], index: int, title: int) -> bool:
    """Whether a line right under the title, over the line with its date or author, is a headline, too."""
    line = notes[index].text
    if index != title + 1 or notes[index].shape != PHRASE:
        return False
    if len(bigrams(line)) < _WORDS and len(compiled(r"\b[a-z]+").findall(line)) < _WORDS:
        return False
    after = [note.rule for note in notes[index + 1 : index + 3]]
    return any(rule is not None and rule.role in ("dateline", "source", "author") for rule in after)


def _in_short_lines(article: list[Note]) -> bool:
    """Whether an article is one of those in short lines without punctuation."""
    short = sum(note.rule is None and note.shape in (PHRASE, WORD, REMARK) for note in article)
    return short >= _FEW and 2 * short >= len(article)


_FEW = 5
_WORDS = 4  # pairs of Han characters, or words: fewer are a section's name, or a person's


def _fits_head(rule: Rule) -> bool:
    """Whether a line that fits a rule goes when it stands over an article with little around it."""
    return rule.certain == "never" or rule.role in ("editor", "author", "source", "dateline")


def _is_menu(note: Note) -> bool:
    """Whether what stands above such a line, over the title, is the top of the page."""
    return note.rule is not None and note.rule.role in ("nav", "breadcrumb", "share", "ad")


def _crumbs(page: Page) -> None:
    """The breadcrumb with one crumb a line, among the lines over the article that go.

    It begins with 首页 and ends with 正文, or signs (>) stand between the crumbs; a menu has neither.
    """
    above = page.notes[: page.first]
    gone = [page.roles[note.number][0] not in KEPT_ROLES for note in above]
    homes = [i for i, note in enumerate(above) if gone[i] and compiled(_HOME).fullmatch(fold(note.text))]
    if not homes:
        return
    texts = [note.text if gone[i] or note.text[0] in _ARROWS else "" for i, note in enumerate(above)]
    for start, limit in pairwise([*homes, len(texts)]):
        end = start + 1
        while end < limit and _is_linked(texts[end - 1], texts[end]):
            end += 1
        if end == start + 1:
            end = next((i + 1 for i in range(end, min(limit, end + _CRUMBS)) if texts[i] == "正文"), 0)
        if end > start + 1 and all(0 < len(text) <= _CRUMB for text in texts[start:end]):
            for note in page.notes[start:end]:
                page.roles[note.number] = ("breadcrumb", "one-crumb-a-line")
            return


def _is_linked(before: str, crumb: str) -> bool:
    """Whether a sign stands between two crumbs, or is one of them."""
    return bool(before and crumb) and (before[-1] in _ARROWS or crumb[0] in _ARROWS)


_HOME = r"[\[\s]*(?:\w{2,8}(?:位置)[:\]\s]*)?(?:网站|新闻)?(?:首页|主页)[\s>]*"
_ARROWS = ">＞›»〉→"
_CRUMBS = 5
_CRUMB = 14


def _site(page: Page) -> None:
    """The name of the site: a short first or last line that goes, and that others which go name."""
    notes, roles = page.notes, page.roles
    for note in (notes[0], notes[-1]):
        role, _ = roles[note.number]
        if note.rule is not None or role in KEPT_ROLES or not 2 <= len(note.text) <= _SITE:
            continue
        named = any(
            note.text in other.text
            for other in notes
            if other is not note and roles[other.number][0] not in KEPT_ROLES
        )
        if named or note.text.endswith(_MEDIA):
            roles[note.number] = ("site", "site-name")


_SITE = 16
_MEDIA = (*"网網报報台臺", "在线", "線上", "新闻", "新聞", "客户端", "热线", "周刊")


def _belongs(note: Note, body: Opening) -> bool:
    """Whether a line under the title speaks of what the article speaks of."""
    if len(note.text) < _KICKER:
        return False
    own = bigrams(note.text)
    return len(own) > 3 and body.shares(own) >= _SHARED * len(own)


_KICKER = 10
_SHARED = 0.45
