"""Decide the roles of a document's lines together: head, article, tail, and what hangs on them."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from newsclean.structure.evidence import (
    LISTING,
    NUMBER,
    PHRASE,
    PROSE,
    SENTENCE,
    WORD,
    Note,
    bigrams,
)
from newsclean.structure.titles import find_title, repeats

#: Line number → role and the rule or evidence that decided it.
Roles = dict[int, tuple[str, str]]

# What a line of each shape says for standing in the article (positive) or not.
_WEIGHTS = {PROSE: 3.0, SENTENCE: 1.2, PHRASE: -0.35, WORD: -0.8, NUMBER: -0.8, LISTING: -2.0}

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


def assign(notes: list[Note], text: str) -> Roles:
    """Roles for a document's lines that are not blank.

    :param notes: what was noticed about each.
    """
    certain = _certain(notes)
    prose = [i for i, note in enumerate(notes) if note.is_prose]
    if not certain or not prose or not _is_chinese(notes):
        return _untouched(notes, prose)
    first, last = _article(notes, certain)
    page = _is_page(notes, certain, (first, last))
    if not page:
        first, last = prose[0], prose[-1]
    roles: Roles = {}
    _interior(notes, certain, first, last, page, roles)
    _tail(notes, certain, last, page, roles)
    _head(notes, certain, first, last, page, roles)
    return roles


# --- evidence ----------------------------------------------------------------------------------


def _certain(notes: list[Note]) -> set[int]:
    """Indexes of the lines that are boilerplate beyond doubt."""
    hits = [i for i, note in enumerate(notes) if note.rule is not None and note.rule.certain != "never"]
    if not hits:
        return set()
    prose = [i for i, note in enumerate(notes) if note.is_prose]
    counts = Counter(notes[i].rule.id for i in hits)  # type: ignore[union-attr]
    certain: set[int] = set()
    for i in hits:
        rule = notes[i].rule
        assert rule is not None
        if counts[rule.id] > _REPEATS and counts[rule.id] > len(notes) * _DATA:
            continue  # a table or a log, not a page
        if (
            rule.certain == "always"
            or (rule.certain == "head" and prose and i < prose[0] and counts[rule.id] <= _REPEATS)
            or (rule.certain == "tail" and prose and i > prose[-1])
            or (rule.certain == "list" and prose and _heads_list(notes, i))
        ):
            certain.add(i)
    return certain


_REPEATS = 4
_DATA = 0.2


def _heads_list(notes: list[Note], index: int) -> bool:
    """Whether what follows a heading is a list, or nothing, rather than text of its own."""
    for step, note in enumerate(notes[index + 1 : index + 4], 1):
        if note.is_prose:
            return step > 2
    return True


def _is_chinese(notes: list[Note]) -> bool:
    """Whether enough of the text is Han characters for the rules to mean anything."""
    sample = "".join([note.text for note in islice(notes, 400)])[:20000]
    han = sum("一" <= c <= "鿿" for c in sample)
    kana = sum("぀" <= c <= "ヿ" for c in sample)
    return han >= 20 and han >= 0.2 * len(sample) and kana < 0.2 * han


def _is_page(notes: list[Note], certain: set[int], article: tuple[int, int]) -> bool:
    """Whether the text is everything a page shows, rather than an article with remains of it."""
    if len(certain) < 2:
        return False
    first, last = article
    around = notes[:first] + notes[last + 1 :]
    prose = sum(note.is_prose for note in around)
    return len(around) - prose >= _AROUND and len(around) - prose >= prose


# With fewer lines around it, an article is cleaned line by line.
_AROUND = 10


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
    return article


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
        title = find_title(notes, range(prose[0]), prose[0], prose[-1], strict=True)
        if title is not None:
            roles[notes[title].number] = ("title", "headline")
            for i in range(title + 1, prose[0]):
                if notes[i].shape == PHRASE:
                    roles[notes[i].number] = ("kicker", "under-the-title")
    return roles


# A text without boilerplate has at most so many headlines before its first paragraph.
_HEADLINES = 4


def _drop(note: Note, role: str, evidence: str, roles: Roles) -> None:
    """A line that goes: by the rule it fits, else by where it stands."""
    if note.rule is not None:
        roles[note.number] = (note.rule.role, note.rule.id)
    else:
        roles[note.number] = (role, evidence)


def _interior(
    notes: list[Note], certain: set[int], first: int, last: int, page: bool, roles: Roles
) -> None:
    """The lines of the article, and what stands between them."""
    listing = False
    for i in range(first, last + 1):
        note = notes[i]
        if i in certain:
            _drop(note, "", "", roles)
            listing = note.rule is not None and note.rule.role == "related"
        elif note.is_prose:
            listing = False
            roles[note.number] = ("body", "prose")
        elif note.rule is not None and note.rule.id not in _ALSO_ARTICLE and _inserted(note):
            _drop(note, "", "", roles)
        elif listing:
            _drop(note, "related", "list-of-articles", roles)
        else:
            roles[note.number] = ("body", "in-article")


def _inserted(note: Note) -> bool:
    """Whether a line that fits a supporting rule is boilerplate between paragraphs."""
    assert note.rule is not None
    return note.rule.role in ("ad", "share", "pager", "related", "nav") and note.rule.certain == "never"


def _tail(notes: list[Note], certain: set[int], last: int, page: bool, roles: Roles) -> None:
    """The lines behind the article."""
    ended = page
    context = "nav"
    for i in range(last + 1, len(notes)):
        note = notes[i]
        if i in certain:
            _drop(note, "", "", roles)
            assert note.rule is not None
            ended = ended or note.rule.role in _ENDS
            context = note.rule.role if note.rule.role in ("related", "disclaimer", "copyright") else context
        elif note.rule is not None and (ended or note.rule.id not in _ALSO_ARTICLE):
            _drop(note, "", "", roles)
            context = "related" if note.rule.role == "related" else context
        elif ended:
            role = "footer" if context in ("copyright", "disclaimer") else context
            _drop(note, "related" if note.shape == PHRASE and role == "nav" else role, "behind-the-article", roles)
        else:
            roles[note.number] = ("body", "closing-line")


def _head(notes: list[Note], certain: set[int], first: int, last: int, page: bool, roles: Roles) -> None:
    """The lines before the article: the title among them."""
    title = find_title(notes, range(first), first, last, strict=not page)
    body = bigrams("".join([note.text for note in notes[first : last + 1]])[:4000])
    cut = page or any(i in certain and notes[i].rule.role == "breadcrumb" for i in range(first))  # type: ignore[union-attr]
    for i in range(first):
        note = notes[i]
        if i == title:
            roles[note.number] = ("title", "headline")
        elif i in certain or (note.rule is not None and (page or note.rule.certain == "never")):
            _drop(note, "", "", roles)
        elif title is not None and repeats(notes[title].text, note.text):
            roles[note.number] = ("duplicate-title", "repeats-the-title")
        elif page and (title is None or i < title):
            _drop(note, "nav", "before-the-title", roles)
        elif page and not _belongs(note, body):
            _drop(note, "nav", "between-title-and-article", roles)
        elif title is not None and i > title and note.shape == PHRASE:
            roles[note.number] = ("kicker", "under-the-title")
        elif cut and note.shape in (WORD, LISTING, NUMBER) and (title is None or i < title):
            _drop(note, "nav", "before-the-title", roles)
        else:
            roles[note.number] = ("body", "opening-line")
    if title is not None:
        for i in range(last + 1, len(notes)):
            note = notes[i]
            if note.rule is None and repeats(notes[title].text, note.text):
                roles[note.number] = ("duplicate-title", "repeats-the-title")


def _belongs(note: Note, body: set[str]) -> bool:
    """Whether a line under the title speaks of what the article speaks of."""
    own = bigrams(note.text)
    return len(note.text) >= _KICKER and len(own) > 3 and len(own & body) >= _SHARED * len(own)


_KICKER = 10
_SHARED = 0.45
