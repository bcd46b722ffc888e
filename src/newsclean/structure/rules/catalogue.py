"""The rules as a user sees them: list them, show one, try their examples."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.errors import OptionsError
from newsclean.options import nearest
from newsclean.structure.notes import take_notes
from newsclean.structure.rules.index import RuleBook
from newsclean.structure.rules.load import load_sources
from newsclean.structure.rules.rule import Rule
from newsclean.values import NamedTuple


class Failure(NamedTuple):
    """An example that a rule does not live up to.

    :param kind: ``hit`` (the rule does not find the line) or ``miss`` (it does, and must not).
    """

    rule: str
    kind: str
    line: str


def all_rules(rules: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """The user's rules, then those that come with the program, in the order in which they are tried."""
    return (*rules, *load_sources())


def find_rule(name: str, rules: Iterable[Rule] = ()) -> Rule:
    """The rule of that name.

    :raises OptionsError: there is none; the message suggests the nearest one.
    """
    known = {rule.id: rule for rule in reversed(all_rules(rules))}
    if name not in known:
        near = nearest(name, known)
        raise OptionsError(f"there is no rule {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    return known[name]


def finds(rule: Rule, line: str) -> bool:
    """Whether a rule by itself finds a line, or a part of it."""
    (note,) = take_notes([line], RuleBook((rule,)))
    return note.rule is not None or bool(note.cuts)


def failures(rules: Iterable[Rule]) -> tuple[Failure, ...]:
    """The examples of rules, ``hits`` and ``misses``, that fail."""
    return tuple(
        Failure(rule.id, kind, line)
        for rule in rules
        for kind, lines in (("hit", rule.hits), ("miss", rule.misses))
        for line in lines
        if finds(rule, line) != (kind == "hit")
    )
