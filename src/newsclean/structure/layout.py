"""Decide the roles of a document's lines together: head, article, tail, and what hangs on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from newsclean.document import KEPT_ROLES
from newsclean.structure.evidence import (
    CAPTION,
    LISTING,
    NUMBER,
    PHRASE,
    PROSE,
    REMARK,
    SENTENCE,
    WORD,
    Note,
    bigrams,
)
from newsclean.structure.rules import Rule
from newsclean.structure.titles import Bigrams, find_title, plain, repeats

#: Line number → role and the rule or evidence that decided it.
Roles = dict[int, tuple[str, str]]

# What a line of each shape says for standing in the article (positive) or not.
_WEIGHTS = {
    PROSE: 3.0,
    SENTENCE: 1.2,
    REMARK: 0.2,
    CAPTION: 0.2,
    PHRASE: -0.35,
    WORD: -0.8,
    NUMBER: -0.8,
    LISTING: -2.0,
}

# What it costs the article to reach across a line that some rule fits, by role: after some
# of them an article hardly ever goes on.
_WALLS = {
    "copyright": 20.0,
    "footer": 20.0,
    "disclaimer": 12.0,
    "editor": 10.0,
    "related": 8.0,
    "pager": 6.0,
    "contact": 5.0,
    "breadcrumb": 10.0,
    "source": 3.0,
    "dateline": 3.0,
    "author": 2.0,
    "share": 2.0,
    "nav": 2.0,
    "ad": 0.5,
    "duplicate-title": 1.0,
}

# Roles that end an article: what follows them, short of more prose, is not the article.
_ENDS = frozenset({"copyright", "footer", "disclaimer", "editor", "related", "pager", "contact", "share"})

# Supporting rules that stand inside articles as what they look like: a section called 国际, a
# section mark 2, the date that closes a notice, the address in one.
_ALSO_ARTICLE = frozenset({"nav-words", "pager-digits", "dateline-date", "contact-mail", "contact-office"})


@dataclass(slots=True)
class Page:
    """A document's lines, and where in it the article stands.

    :param certain: indexes of the lines that are boilerplate beyond doubt.
    :param first: index of the article's first line, ``last`` of its last.
    :param whole: whether this is everything a page shows, rather than an article with remains of it.
    """

    notes: list[Note]
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


def assign(notes: list[Note]) -> Roles:
    """Roles for a document's lines that are not blank.

    :param notes: what was noticed about each.
    """
    certain = _certain(notes)
    prose = [i for i, note in enumerate(notes) if note.is_prose]
    if not certain or not prose:
        return _untouched(notes, prose)
    first, last = _article(notes, certain)
    whole = _is_whole(notes, certain, (first, last))
    if not whole:
        first, last = prose[0], prose[-1]
    page = Page(notes, certain, first, last, whole)
    _interior(page)
    _tail(page)
    _head(page)
    _site(page)
    return page.roles


# --- evidence ----------------------------------------------------------------------------------


def _certain(notes: list[Note]) -> set[int]:
    """Indexes of the lines that are boilerplate beyond doubt."""
    hits = [i for i, note in enumerate(notes) if note.rule is not None and note.rule.certain != "never"]
    if not hits:
        return set()
    prose = [i for i, note in enumerate(notes) if note.is_prose]
    rules = Counter(notes[i].rule.id for i in hits)  # type: ignore[union-attr]
    roles = Counter(notes[i].rule.role for i in hits)  # type: ignore[union-attr]
    certain: set[int] = set()
    for i in hits:
        rule = notes[i].rule
        assert rule is not None
        if rule.role in _FACTS and roles[rule.role] > max(_REPEATS, len(notes) * _DATA):
            continue  # a table or a log, not a page
        if (
            rule.certain == "always"
            or (rule.certain == "head" and prose and i < prose[0] and rules[rule.id] <= _TWICE)
            or (rule.certain == "tail" and prose and i > prose[-1])
            or (rule.certain == "list" and prose and _heads_list(notes, i))
        ):
            certain.add(i)
    if prose and prose[0] >= _MENU:
        certain |= _menus(notes[: prose[0]])
    return certain


def _menus(notes: list[Note]) -> set[int]:
    """Indexes of the lines of a menu: a run of lines each of which is a word of navigation."""
    found: set[int] = set()
    run: list[int] = []
    for i, note in enumerate([*notes, None]):
        if note is not None and note.rule is not None and note.rule.role == "nav":
            run.append(i)
            continue
        if len({notes[j].text for j in run}) >= _MENU:
            found.update(run)
        run = []
    return found


_MENU = 8


# What a page says about its article it says once or twice; a table says it in every line.
_FACTS = frozenset({"dateline", "source", "author", "contact"})
_REPEATS = 4
_DATA = 0.2
_TWICE = 2


def _heads_list(notes: list[Note], index: int) -> bool:
    """Whether what follows a heading is a list, or nothing, rather than text of its own."""
    for step, note in enumerate(notes[index + 1 : index + 4], 1):
        if note.is_prose:
            return step > 2
    return True


def _is_whole(notes: list[Note], certain: set[int], article: tuple[int, int]) -> bool:
    """Whether the text is everything a page shows, rather than an article with remains of it."""
    support = sum(note.rule is not None for note in notes) - len(certain)
    if len(certain) + support // _SUPPORT < 2:
        return False
    first, last = article
    around = notes[:first] + notes[last + 1 :]
    prose = sum(note.is_prose for note in around)
    other = len(around) - prose
    if other < _AROUND or prose > _COMMENTS * other:
        return False
    site = sum(note.rule is not None and note.rule.role not in _FACTS for note in around)
    unknown = sum(note.rule is None for note in around)
    inside = sum(note.is_prose for note in notes[first : last + 1])
    return site >= _FURNITURE or other >= _MANY or 2 * inside >= unknown


# So many lines that fit supporting rules say as much as one that is certain.
_SUPPORT = 5
# With fewer lines around it, an article is cleaned line by line.
_AROUND = 10
# A few lines of a site's furniture, or many lines, are a page; a few others may be an article in
# short lines without punctuation, as is the fashion on WeChat.
_FURNITURE = 4
_MANY = 30
# Paragraphs for each other line around the article: at most 0.15 on the pages labelled for
# development; in a file of many articles, one after the other, more than 1.
_COMMENTS = 0.5


def _article(notes: list[Note], certain: set[int]) -> tuple[int, int]:
    """The stretch of lines that is most clearly the article: its first and its last.

    Among the stretches whose weights sum up to a maximum, the one that is longest in prose and
    stands right behind what opens an article.
    """
    weights = [_weight(note, i in certain) for i, note in enumerate(notes)]
    best, article = float("-inf"), (0, len(notes) - 1)
    for first, last, total in _maximal(weights):
        score = min(total, _ENOUGH) + 0.2 * max(0.0, total - _ENOUGH) + _opening(notes, first)
        if score > best:
            best, article = score, (first, last)
    first, last = article
    while first and _leads_in(notes[first - 1]):
        first -= 1
    return first, _resumed(notes, certain, last)


def _resumed(notes: list[Note], certain: set[int], last: int) -> int:
    """The article's last line, when paragraphs go on behind what interrupts it (展开全文, a button)."""
    gap = 0
    for i in range(last + 1, len(notes)):
        note = notes[i]
        if note.rule is not None:
            if note.rule.role in _STOPS and (i in certain or note.rule.certain != "never"):
                break
        elif note.shape == PROSE or (note.shape == CAPTION and not gap):
            last, gap = i, 0
        else:
            gap += 1
            if gap > _GAP:
                break
    for i, note in enumerate(notes[last + 1 : last + 1 + _CLOSING], last + 1):
        if note.rule is not None:
            # The desk signs at the end of the article: what stands above is the article still.
            return i - 1 if note.rule.role in ("editor", "author") and i in certain else last
    return last


# Behind these an article does not go on, nor behind so many lines that are no paragraphs.
_STOPS = frozenset({"copyright", "footer", "disclaimer", "editor", "related", "contact"})
_GAP = 2
_CLOSING = 20


def _leads_in(note: Note) -> bool:
    """Whether a line just before an article's first paragraph is its first line."""
    return note.rule is None and (note.shape == CAPTION or note.text.endswith((":", "：")))


# An article that sums up to this is an article; a list of teasers may be longer.
_ENOUGH = 15.0


def _weight(note: Note, certain: bool) -> float:
    if note.rule is None:
        return _WEIGHTS[note.shape]
    return -_WALLS.get(note.rule.role, 1.0) * (1.0 if certain else 0.3)


def _opening(notes: list[Note], first: int) -> float:
    """How much the lines just before a stretch look like the opening of an article."""
    for note in reversed(notes[max(0, first - _NEAR) : first]):
        if note.rule is not None and note.rule.role in ("dateline", "source", "breadcrumb"):
            return _OPENS if note.rule.certain != "never" else _OPENS / 2
        if note.rule is not None and note.rule.role in ("editor", "copyright", "footer", "disclaimer"):
            return -_OPENS
    return 0.0


_NEAR = 12
_OPENS = 8.0


def _maximal(weights: list[float]) -> list[tuple[int, int, float]]:
    """All maximal scoring stretches: first and last index and sum (Ruzzo and Tompa, 1999)."""
    # First, last, sum before, sum behind, and the nearest earlier stretch that begins lower.
    found: list[tuple[int, int, float, float, int]] = []
    total = 0.0
    for i, weight in enumerate(weights):
        low, total = total, total + weight
        if weight <= 0:
            continue
        first, at = i, _lower(found, len(found) - 1, low)
        while at >= 0 and found[at][3] < total:
            first, _, low, _, before = found[at]
            del found[at:]
            at = before
        found.append((first, i, low, total, at))
    return [(first, last, high - low) for first, last, low, high, _ in found]


def _lower(found: list[tuple[int, int, float, float, int]], at: int, low: float) -> int:
    """The nearest stretch, from ``at`` backwards, whose sum before it is lower; -1 if none.

    Following the links of stretches passed over keeps the search linear over all calls.
    """
    while at >= 0 and found[at][2] >= low:
        at = found[at][4]
    return at


# --- roles -------------------------------------------------------------------------------------


def _untouched(notes: list[Note], prose: list[int]) -> Roles:
    """Nothing is boilerplate: all is the article, the title first if there is one."""
    roles: Roles = {note.number: ("body", "article") for note in notes}
    if prose and prose[0] <= _HEADLINES:
        article = notes[prose[0] : prose[-1] + 1]
        title = find_title(notes, range(prose[0]), article, _pairs(article), strict=True)
        if title is not None:
            roles[notes[title].number] = ("title", "headline")
            for i in range(title + 1, prose[0]):
                if notes[i].shape == PHRASE:
                    roles[notes[i].number] = ("kicker", "under-the-title")
    return roles


# A text without boilerplate has at most so many headlines before its first paragraph.
_HEADLINES = 4


def _interior(page: Page) -> None:
    """The lines of the article, and what stands between them."""
    listing = False
    for i in range(page.first, page.last + 1):
        note = page.notes[i]
        if i in page.certain:
            page.take(i)
            listing = note.rule is not None and note.rule.role == "related"
        elif note.is_prose:
            listing = False
            page.keep(i, "body", "prose")
        elif note.rule is not None and _is_inserted(page, i, note.rule):
            page.take(i)
        elif listing:
            page.take(i, "related", "list-of-articles")
        else:
            page.keep(i, "body", "in-article")


def _is_inserted(page: Page, index: int, rule: Rule) -> bool:
    """Whether a line that fits a supporting rule is boilerplate between paragraphs."""
    if rule.certain != "never" or rule.id in _ALSO_ARTICLE:
        return False
    if rule.id == "share-buttons":  # 评论 and 思考 are sub-headings too; buttons stand in rows
        beside = page.notes[max(0, index - 1)], page.notes[min(len(page.notes) - 1, index + 1)]
        return any(note.rule is not None and note is not page.notes[index] for note in beside)
    return rule.role in ("ad", "share", "pager", "related", "nav")


def _tail(page: Page) -> None:
    """The lines behind the article."""
    ended = page.whole
    context = "nav"
    for i in range(page.last + 1, len(page.notes)):
        note = page.notes[i]
        rule = note.rule
        if i in page.certain and rule is not None:
            page.take(i)
            ended = ended or rule.role in _ENDS
            context = rule.role if rule.role in ("related", "disclaimer", "copyright") else context
        elif rule is not None and (ended or rule.id not in _ALSO_ARTICLE):
            page.take(i)
            context = "related" if rule.role == "related" else context
        elif ended:
            role = "footer" if context in ("copyright", "disclaimer") else context
            page.take(i, "related" if note.shape == PHRASE and role == "nav" else role, "behind-the-article")
        else:
            page.keep(i, "body", "closing-line")


def _head(page: Page) -> None:
    """The lines before the article: the title among them."""
    notes, first, last = page.notes, page.first, page.last
    article = notes[first : last + 1]
    body = _pairs(article)
    title = find_title(notes, range(first), article, body, strict=not page.whole)
    said = plain(notes[title].text) if title is not None else ""
    crumbs = any((rule := notes[i].rule) and rule.role == "breadcrumb" for i in page.certain if i < first)
    contents = {note.text for note in article} if page.whole else set()
    above = max((i for i in range(title or 0) if _is_menu(notes[i])), default=-1)
    for i in range(first):
        note = notes[i]
        if i == title:
            page.keep(i, "title", "headline")
        elif i in page.certain or (note.rule is not None and (page.whole or _fits_head(note.rule))):
            page.take(i)
        elif repeats(said, plain(note.text)):
            page.keep(i, "duplicate-title", "repeats-the-title")
        elif i < above or (page.whole and (title is None or i < title)):
            page.take(i, "nav", "before-the-title")
        elif note.text in contents:
            page.take(i, "nav", "table-of-contents")
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
            if notes[i].rule is None and repeats(said, plain(notes[i].text)):
                page.keep(i, "duplicate-title", "repeats-the-title")


def _pairs(article: list[Note]) -> Bigrams:
    """The pairs of characters at the beginning of an article."""
    return bigrams("".join([note.text for note in article[:_BODY_LINES]])[:_BODY])


_BODY = 4000
_BODY_LINES = 200


def _fits_head(rule: Rule) -> bool:
    """Whether a line that fits a rule goes when it stands over an article with little around it."""
    return rule.certain == "never" or rule.role in ("editor", "author", "source", "dateline")


def _is_menu(note: Note) -> bool:
    """Whether what stands above such a line, over the title, is the top of the page."""
    return note.rule is not None and note.rule.role in ("nav", "breadcrumb", "share", "ad")


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


def _belongs(note: Note, body: Bigrams) -> bool:
    """Whether a line under the title speaks of what the article speaks of."""
    own = bigrams(note.text)
    return len(note.text) >= _KICKER and len(own) > 3 and len(own & body) >= _SHARED * len(own)


_KICKER = 10
_SHARED = 0.45
