"""Rules: what a line of boilerplate looks like, as data, and how to find the lines they fit.

The sources are TOML files (``data/rules``, or a user's own); ``rules.tsv`` is the same in a form
that loads at once. Every rule is guarded by literals, so its pattern is compiled and run only
where one of them stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from newsclean.document import ROLES
from newsclean.errors import OptionsError
from newsclean.options import nearest
from newsclean.structure.fold import DATA, fold, table

#: How surely a rule's line is boilerplate: ``always``; ``head`` (no prose before it), ``tail`` (no
#: prose behind it), ``list`` (no prose next to it); ``never`` (it only supports other evidence).
CERTAIN = ("always", "head", "tail", "list", "never")
#: What a rule describes: a whole ``line``, or a part ``inside`` one, which is cut out.
WHERE = ("line", "inside")

#: Signs at the ends of a line that do not belong to what it says.
DECORATION = " []()<>|:-_*=~.,;、·•●○■□◆◇▲△▼▽►▶▸→»›«↓↑※★☆—–…+×✕✖◎◤◢\"'"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; docs/strip.md says what each key means.

    :param lines: whole lines, without blanks and decoration.
    :param starts: the line begins with one of these.
    :param contains: at least ``least`` of these stand in the line.
    :param pattern: a regular expression for the whole line (``where = "inside"``: for the part).
    :param spaces: whether the pattern sees blanks; otherwise they are taken out before.
    :param hits: lines the rule must find; ``misses``: lines it must not.
    """

    id: str
    role: str
    where: str = "line"
    certain: str = "never"
    max: int = 60
    least: int = 1
    spaces: bool = False
    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    pattern: str = ""
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    file: str = ""

    def fits(self, line: str) -> bool:
        """Whether a folded line (not stripped) is what the rule describes; for ``line`` rules."""
        close = tight(line)
        if self.lines and close in self.lines:
            return True
        if not self.pattern or len(close) > self.max:
            return False
        if self.starts and not close.startswith(self.starts):
            return False
        if self.contains and sum(word in close or word in line for word in self.contains) < self.least:
            return False
        shown = " ".join(line.strip(DECORATION).split()) if self.spaces else close
        return compiled(self.pattern).fullmatch(shown) is not None

    def cuts(self, line: str) -> list[tuple[int, int]]:
        """The parts of a folded line that the rule describes; for ``inside`` rules."""
        found: list[tuple[int, int]] = []
        for word in self.contains:
            at = line.find(word)
            while at >= 0:
                # A window keeps the time linear: no pattern for a part is longer. Its end is not the
                # line's, so a part that claims to end the line must do so.
                stop = min(at + _WINDOW, len(line))
                match = compiled(self.pattern).search(line, max(0, at - _WINDOW), stop)
                if match and match.end() > match.start() and (match.end() < stop or stop == len(line)):
                    found.append(match.span())
                at = line.find(word, at + _WINDOW)
        return found


_WINDOW = 160


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once and only when a guard has let a line through."""
    return re.compile(pattern)


def tight(line: str) -> str:
    """A folded line without blanks and without decoration at its ends."""
    return line.replace(" ", "").strip(DECORATION)


@dataclass(slots=True)
class RuleBook:
    """Rules, indexed by their guards."""

    rules: tuple[Rule, ...]
    lines: dict[str, int] = field(default_factory=dict)
    starts: dict[str, list[int]] = field(default_factory=dict)
    short: list[int] = field(default_factory=list)
    wide: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    inside: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, rule in enumerate(self.rules):
            for line in rule.lines:
                self.lines.setdefault(line, number)
            if rule.where == "inside":
                self.inside.append((number, _spellings(rule.contains)))
            elif rule.starts:
                for key in dict.fromkeys(start[:2] for start in rule.starts):
                    self.starts.setdefault(key, []).append(number)
            elif rule.contains and rule.max <= HEAD:
                self.short.append(number)
            elif rule.pattern:
                self.wide.append((number, _spellings(rule.contains)))

    def __iter__(self) -> Any:
        return iter(self.rules)


#: How much of every line is folded to look its beginning up; a line up to this length is folded whole.
HEAD = 64


@cache
def _reverse() -> dict[str, str]:
    """Simplified character → the Traditional ones that fold to it."""
    reverse: dict[str, str] = {}
    for source, target in table().items():
        if source > 0x2E80 and (target > 0x2E80 or chr(target) in "(),:/|>"):
            reverse[chr(target)] = reverse.get(chr(target), "") + chr(source)
    return reverse


def _spellings(words: Iterable[str]) -> tuple[str, ...]:
    """The words, and how Traditional text writes them: guards are looked up in unfolded text."""
    found: dict[str, None] = {}
    for word in words:
        variants = [c + _reverse().get(c, "") for c in word]
        choices = 1
        for variant in variants:
            choices *= len(variant)
        if choices > _SPELLINGS:
            variants = [variant[:2] for variant in variants]
        for spelling in product(*variants):
            found["".join(spelling)] = None
    return tuple(found)


_SPELLINGS = 16


# --- reading and writing -----------------------------------------------------------------------


@cache
def builtin() -> RuleBook:
    """The rules that come with the program."""
    rows = (DATA / "rules.tsv").read_text("utf-8").split("\n")
    return RuleBook(tuple(_parse(row) for row in rows if row and row[0] != "#"))


def _parse(row: str) -> Rule:
    name, role, where, certain, most, least, spaces, lines, starts, contains, pattern = row.split("\t")
    return Rule(
        name,
        role,
        where,
        certain,
        int(most),
        int(least),
        spaces == "1",
        _unpack(lines),
        _unpack(starts),
        _unpack(contains),
        pattern,
    )


def _unpack(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("¦")) if cell else ()


_HEADER = """\
# Made by scripts/build_rules.py from the .toml files beside it; change those, not this.
# Own work of the newsclean developers, Apache-2.0.
# id role where certain max least spaces lines starts contains pattern
"""


def dump(rules: Iterable[Rule]) -> str:
    """The contents of ``rules.tsv``."""
    rows = [_HEADER]
    for rule in rules:
        cells = (
            *(rule.id, rule.role, rule.where, rule.certain),
            *(str(rule.max), str(rule.least), str(int(rule.spaces))),
            *("¦".join(words) for words in (rule.lines, rule.starts, rule.contains)),
            rule.pattern,
        )
        rows.append("\t".join(cells) + "\n")
    return "".join(rows)


#: The order in which the rules that come with the program are tried.
_ORDER = (
    *("breadcrumb", "dateline", "source", "author", "editor", "copyright", "disclaimer", "footer"),
    *("contact", "duplicate-title", "related", "pager", "share", "ad", "nav"),
)


def load_sources() -> tuple[Rule, ...]:
    """The rules that come with the program, from their TOML sources, in the order of trial."""
    rules: list[Rule] = []
    for name in _ORDER:
        rules += load_rules(DATA / f"{name}.toml")
    return tuple(rules)


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """Rules from a TOML file.

    :param path: a file in the form that docs/strip.md describes.
    :raises OptionsError: the file is missing or not TOML, or a rule has an unknown key, a value of
        the wrong kind, a pattern that does not compile or no guard; the message names file and key.
    """
    shown = str(path)
    try:
        content = Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise OptionsError(f"cannot read the rules: {reason}", path=shown) from None
    tables = _toml(content, shown)
    unknown = set(tables) - {"rule"}
    if unknown:
        raise OptionsError(f"unknown key {min(unknown)!r}", path=shown)
    rows = tables.get("rule", [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise OptionsError("rule: not a list of tables ([[rule]])", path=shown)
    rules = tuple(_rule(row, number, shown) for number, row in enumerate(rows, 1))
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise OptionsError(f"rule {rule.id!r} stands twice", path=shown)
        seen.add(rule.id)
    return rules


def _toml(content: str, path: str) -> dict[str, Any]:
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise OptionsError(f"not TOML: {error}", path=path) from None


_KEYS = {f.name: f for f in fields(Rule) if f.name != "file"}
_KINDS = {"max": int, "least": int, "spaces": bool}
_WORDS = ("lines", "starts", "contains", "hits", "misses")


def _rule(row: Mapping[str, Any], number: int, path: str) -> Rule:
    """A rule from its table, checked."""
    name = row.get("id")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise OptionsError(f"rule {number}: id: not a name of a-z, 0-9 and hyphens", path=path)
    values: dict[str, Any] = {"file": Path(path).name}
    for key, value in row.items():
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            hint = f"; did you mean {near!r}?" if near else ""
            raise OptionsError(f"rule {name!r}: unknown key {key!r}{hint}", path=path)
        if key in _WORDS:
            if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
                raise OptionsError(f"rule {name!r}: {key}: not a list of strings", path=path)
            shape = key in ("hits", "misses")
            values[key] = tuple(value) if shape else tuple(dict.fromkeys(map(fold, value)))
        elif type(value) is not _KINDS.get(key, str):
            raise OptionsError(f"rule {name!r}: {key}: not {_KINDS.get(key, str).__name__}", path=path)
        else:
            values[key] = value
    for key, allowed in (("role", ROLES), ("where", WHERE), ("certain", CERTAIN)):
        if key in values and values[key] not in allowed or key == "role" and key not in values:
            raise OptionsError(f"rule {name!r}: {key}: not one of {', '.join(allowed)}", path=path)
    values["lines"] = tuple(tight(line) for line in values.get("lines", ()))
    if "pattern" in values:
        values["pattern"] = _expand(values["pattern"], name, path)
    elif not values["lines"]:
        raise OptionsError(f"rule {name!r}: neither lines nor a pattern", path=path)
    if "pattern" in values and not (values.get("starts") or values.get("contains")):
        raise OptionsError(f"rule {name!r}: a pattern needs starts or contains as its guard", path=path)
    if values.get("where") == "inside" and not values.get("contains"):
        raise OptionsError(f"rule {name!r}: a part inside a line needs contains", path=path)
    return Rule(**values)


@cache
def _parts() -> dict[str, str]:
    path = DATA / "parts.toml"
    parts: dict[str, str] = _toml(path.read_text("utf-8"), str(path))["parts"]
    return parts


def _expand(pattern: str, name: str, path: str) -> str:
    """The pattern with its parts (``<date>``) put in, checked."""
    for _ in range(3):  # parts stand in parts
        pattern = re.sub("<([a-z]+)>", lambda match: _parts().get(match[1], match[0]), pattern)
    try:
        re.compile(pattern)
    except re.error as error:
        raise OptionsError(f"rule {name!r}: pattern: {error}", path=path) from None
    return pattern
