"""Propose rules from what recurs: lines that stand in many documents of one source.

A newsroom's own boilerplate (its slogan, its address, the names of its columns) is in no general
list of rules, but it stands in document after document. Counting takes bounded memory: when the
table is full, the lines seen least are forgotten (lossy counting, Manku and Motwani, 2002), so a
line that recurs in a given share of all documents is always found.

What recurs because its article does is no boilerplate: a document whose title and most of whose
text were seen before is a copy, and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsclean.document import KEPT_ROLES, Line
from newsclean.patterns import compiled
from newsclean.structure.reader import read
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.rule import Rule, tight
from newsclean.structure.shapes import PROSE, shape_of

#: Lines longer than this are not compared; shorter than two characters, they say nothing.
LONGEST, SHORTEST = 300, 2
_TABLE = 200_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule for a line that recurs.

    :param rule: the rule; its ``hits`` are the line as it was seen first.
    :param documents: how many documents it stands in (at least; see the module).
    :param kept: in how many of these the line is kept as it is: what the rule would change.
    """

    rule: Rule
    documents: int
    kept: int


@dataclass(slots=True)
class _Seen:
    line: str
    documents: int
    kept: int
    roles: dict[str, int]
    prose: bool = False
    changing: bool = False
    first: int = 0
    headline: int = 0

    def count(self, line: str, role: str, *, prose: bool) -> None:
        """Count a document in which it stands."""
        self.documents += 1
        self.kept += role in KEPT_ROLES
        self.roles[role] = self.roles.get(role, 0) + 1
        self.prose = self.prose or prose
        self.changing = self.changing or self.line != line

    @property
    def is_boilerplate(self) -> bool:
        """Whether it is kept, and is no text or headline that recurs with what it tells.

        A paragraph in which only figures change is news: the weather, the close of the market. A line that
        mostly stands first, with other figures each time or where nothing else is a title, is a headline.
        """
        if not self.kept or (self.prose and self.changing):
            return False
        return 2 * (self.first if self.changing else self.headline) <= self.documents


def learn(texts: Iterable[str], least: int = 5, rules: tuple[Rule, ...] = ()) -> tuple[Proposal, ...]:
    """Propose rules for the lines that stand in at least ``least`` documents.

    Lines are compared without blanks, decoration and script; digits may change, so a date or a
    number of readers does not make a line another one. Lines that a rule finds already for sure are
    not proposed.

    :param texts: the documents, each read once; they are not kept.
    :param least: the smallest number of documents, at least 2.
    :param rules: the rules in use beside those of the program.
    :returns: proposals, the most frequent first.
    """
    seen: dict[str, _Seen] = {}
    titles: dict[str, None] = {}
    forgotten = 0
    for text in texts:
        lines = read(text, rules).lines
        title = next((_key(line.text) for line in lines if line.role == "title"), "")
        found = _lines(lines)
        first = next((_key(line.text) for line in lines if line.role != "blank"), "")
        if title in titles and _is_mostly(seen, found):
            continue
        _remember(titles, title)
        for key, (line, role, prose) in found.items():
            known = seen.setdefault(key, _Seen(line, 0, 0, {}))
            known.count(line, role, prose=prose)
            known.first += key == first
            known.headline += key == first and not title
        while len(seen) > _TABLE:
            forgotten += 1
            seen = {key: known for key, known in seen.items() if known.documents > forgotten}
    least = max(least, 2)
    recurring = [
        (key, known)
        for key, known in seen.items()
        if known.documents >= least and key not in titles and known.is_boilerplate
    ]
    recurring.sort(key=lambda item: (-item[1].documents, item[0]))
    return tuple(
        Proposal(_rule(number, key, known), known.documents, known.kept)
        for number, (key, known) in enumerate(recurring, 1)
    )


def _remember(titles: dict[str, None], title: str) -> None:
    """Put a title among those seen, and forget the first of very many."""
    if title:
        titles[title] = None
    if len(titles) > _TABLE:
        del titles[next(iter(titles))]


def _key(line: str) -> str:
    """What a line is compared by: without blanks, decoration, script and the values of digits."""
    return compiled(r"\d+").sub("0", tight(fold(line.strip())))


def _is_mostly(seen: dict[str, _Seen], found: dict[str, tuple[str, str, bool]]) -> bool:
    """Whether most of the characters of these lines were seen before."""
    known = sum(len(line) for key, (line, _, _) in found.items() if key in seen)
    return 2 * known > sum(len(line) for line, _, _ in found.values())


def _lines(lines: Iterable[Line]) -> dict[str, tuple[str, str, bool]]:
    """What the lines of a document are compared by, with the line, its role, and if it is prose."""
    found: dict[str, tuple[str, str, bool]] = {}
    for line in lines:
        stripped = line.text.strip()
        if line.role == "title" or not SHORTEST <= len(stripped) <= LONGEST:
            continue
        key = _key(stripped)
        if len(key) >= SHORTEST:
            found.setdefault(key, (stripped, line.role, shape_of(stripped) == PROSE))
    return found


def _rule(number: int, key: str, known: _Seen) -> Rule:
    """A rule for a line that recurs, exact if its digits never changed."""
    gone = {role: count for role, count in known.roles.items() if role not in KEPT_ROLES}
    role = max(gone, key=lambda role: gone[role]) if gone else "nav"
    name = f"learned-{number}"
    exact = tight(fold(known.line))
    if not known.changing or "0" not in key:
        return Rule(name, role, certain="always", lines=(exact,), hits=(known.line,))
    pattern = r"\d+".join(compiled("([^\\w])").sub(r"\\\1", part) for part in key.split("0"))
    words = sorted(compiled(r"[^\W\d]{2,}").findall(key), key=len, reverse=True)[:1]
    most = min(LONGEST, 2 * len(exact) + 20)
    return Rule(
        name, role, certain="always", max=most, contains=tuple(words), pattern=pattern, hits=(known.line,)
    )


def as_toml(proposals: Iterable[Proposal]) -> str:
    """Proposals as a file of rules, each under a comment with its counts, to be looked through."""
    blocks = []
    for proposal in proposals:
        rule = proposal.rule
        rows = [
            f"# in {proposal.documents} documents, kept in {proposal.kept}",
            "[[rule]]",
            f"id = {_string(rule.id)}",
            f"role = {_string(rule.role)}",
            f"certain = {_string(rule.certain)}",
        ]
        if rule.lines:
            rows.append(f"lines = {_strings(rule.lines)}")
        else:
            rows.append(f"max = {rule.max}")
            rows.append(f"contains = {_strings(rule.contains)}")
            rows.append(f"pattern = {_string(rule.pattern)}")
        rows.append(f"hits = {_strings(rule.hits)}")
        blocks.append("\n".join(rows) + "\n")
    return "\n".join(blocks)


def _string(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _strings(texts: Iterable[str]) -> str:
    return "[" + ", ".join(map(_string, texts)) + "]"
