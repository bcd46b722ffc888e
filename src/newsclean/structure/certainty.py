"""Which lines are boilerplate beyond doubt, given the lines around them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from newsclean.structure.evidence import PROSE, REMARK, SENTENCE, Note
from newsclean.structure.fold import fold
from newsclean.structure.rules import Rule, compiled


def in_context(notes: list[Note]) -> list[Note]:
    """The notes, without the rules that the lines around them speak against.

    A sentence with the words of a notice is a notice behind the article, or next to other lines of
    a page. Among paragraphs it is what the article says about such notices: no rule fits it. Nor
    does one fit a heading among paragraphs if nothing else in the text is of a page.
    """
    notes = _without_entries(notes)
    apart = [i for i, note in enumerate(notes) if note.rule is not None and _may_be_said(note, note.rule)]
    if not apart:
        return notes
    prose = [i for i, note in enumerate(notes) if note.is_prose]
    if not prose or apart[0] > prose[-1]:
        return notes
    said = list(notes)
    for i in apart:
        said[i] = replace(notes[i], rule=None)
    firm = certain_lines(said)
    beside = _beside(apart, {i for i in firm if _is_notice(notes[i])})
    found = list(notes)
    for i in apart:
        if i < prose[-1] and i not in beside and (notes[i].shape in _SENTENCES or not firm):
            found[i] = said[i]
    return found


def _without_entries(notes: list[Note]) -> list[Note]:
    """The notes, without the rules for names that fit an entry of a list, or a turn in a conversation.

    作者：… and 来源：… stand for themselves on a page. In an article they stand beside lines with other
    labels (作品：…, 读者：…), which no rule knows.
    """
    named = [i for i, note in enumerate(notes) if note.rule is not None and note.rule.role in _NAMES]
    if not named:
        return notes
    first = next((i for i, note in enumerate(notes) if note.is_prose), None)
    if first is None:
        return notes
    last = next(i for i in range(len(notes) - 1, -1, -1) if notes[i].is_prose)
    entries = [i for i in named if i < last and _is_entry(notes, i, _LEAST if i < first else 1)]
    if not entries:
        return notes
    found = list(notes)
    for i in entries:
        found[i] = replace(notes[i], rule=None)
    return found


_NAMES = frozenset({"author", "source", "editor"})
# A word, a colon and something: 作品：江边. Not what pages, and files of articles, put over each of them.
_ENTRY = r"(?!标题|题目|摘要|导[读语]|正文|网址|链接|时间|日期|新闻引据)[^\W\d_]{1,8}: *\S"
_HEAD = 24
# Over the article, one more label may be the page's; two are a list.
_LEAST = 2
_FAR = 20


def _is_entry(notes: list[Note], index: int, least: int) -> bool:
    """Whether a line stands in a row of labelled lines, with so many labels that no rule knows."""
    if not _has_label(notes[index]):
        return False
    others = 0
    for row in (notes[max(0, index - _FAR) : index][::-1], notes[index + 1 : index + _FAR]):
        for note in row:
            if not _has_label(note):
                break
            others += note.rule is None
    return others >= least


def _has_label(note: Note) -> bool:
    return compiled(_ENTRY).match(fold(note.text[:_HEAD])) is not None


def _may_be_said(note: Note, rule: Rule) -> bool:
    """Whether an article may say such a line, depending on where it stands."""
    supports = rule.certain == "never" and rule.role == "share"  # an article, too, says whom to follow
    return rule.certain == "apart" or (supports and note.shape in (PROSE, SENTENCE))


_SENTENCES = frozenset({PROSE, SENTENCE, REMARK})


# Next to these lines stand notices; next to others of a page (buttons, datelines) the article may begin.
_NOTICES = frozenset({"copyright", "disclaimer", "footer", "editor", "related", "pager"})


def _is_notice(note: Note) -> bool:
    return note.rule is not None and note.rule.role in _NOTICES


def _beside(indexes: list[int], others: set[int]) -> set[int]:
    """The indexes that stand next to one of the others, or next to one that does."""
    found: set[int] = set()
    for order, step in ((indexes, -1), (indexes[::-1], 1)):
        for i in order:
            if i + step in others or i + step in found:
                found.add(i)
    return found


def certain_lines(notes: list[Note]) -> set[int]:
    """Indexes of the lines that are boilerplate beyond doubt.

    :param notes: as :func:`in_context` returns them.
    """
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
        if rule.role in FACTS and roles[rule.role] > max(_REPEATS, len(notes) * _DATA):
            continue  # a table or a log, not a page
        if (
            rule.certain in ("always", "apart")
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
FACTS = frozenset({"dateline", "source", "author", "contact"})
_REPEATS = 4
_DATA = 0.2
_TWICE = 2


def _heads_list(notes: list[Note], index: int) -> bool:
    """Whether what follows a heading is a list, or nothing, rather than text of its own."""
    for step, note in enumerate(notes[index + 1 : index + 4], 1):
        if note.is_prose:
            return step > 2
        if step == 1 and (note.text.startswith("《") or note.text.endswith(("：", ":"))):
            return False  # books, not links
    return True
