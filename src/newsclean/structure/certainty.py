"""Which lines are boilerplate beyond doubt, given the lines around them."""

from __future__ import annotations

from collections import Counter

from newsclean.structure.evidence import Note, Notes


def certain_lines(notes: Notes) -> set[int]:
    """Indexes of the lines that are boilerplate beyond doubt.

    :param notes: as :func:`~newsclean.structure.context.in_context` returns them.
    """
    hits = [(i, rule) for i in notes.hits if (rule := notes[i].rule) and rule.certain != "never"]
    if not hits:
        return set()
    prose = notes.prose
    repeated = _recurring(
        [rule.role for _, rule in hits if rule.role in FACTS], max(_REPEATS, len(notes) * _DATA)
    )
    often = _recurring([rule.id for _, rule in hits if rule.certain == "head"], _TWICE)
    certain: set[int] = set()
    for i, rule in hits:
        if rule.role in repeated:
            continue  # a table or a log, not a page
        if (
            rule.certain in ("always", "apart")
            or (rule.certain == "head" and prose and i < prose[0] and rule.id not in often)
            or (rule.certain == "tail" and prose and i > prose[-1])
            or (rule.certain == "list" and prose and _heads_list(notes, i))
        ):
            certain.add(i)
    if prose and prose[0] >= _MENU:
        certain |= _menus(notes[: prose[0]])
    return certain


def _recurring(names: list[str], most: float) -> set[str]:
    """The names that stand in a list more often than so many times."""
    if len(names) <= most:
        return set()
    return {name for name, times in Counter(names).items() if times > most}


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
