"""Rules: what a line of boilerplate looks like, as data, and how to find the lines they fit.

The sources are TOML files (``data/rules``, or a user's own); ``rules.tsv`` is the same in a form
that loads at once. Every rule is guarded by literals, so its pattern is compiled and run only
where one of them stands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.document import ROLES
from newsclean.errors import OptionsError
from newsclean.options import nearest
from newsclean.structure.fold import DATA, fold, fold_signs, table

#: How surely a rule's line is boilerplate: ``always``; ``apart`` (not a sentence among paragraphs),
#: ``head`` (no prose before it), ``tail`` (no prose behind it), ``list`` (no prose next to it);
#: ``never`` (it only supports other evidence).
CERTAIN = ("always", "apart", "head", "tail", "list", "never")
#: What a rule describes: a whole ``line``, or a part ``inside`` one, which is cut out.
WHERE = ("line", "inside")

#: How much of every line, blanks included, is looked up among the beginnings and lines that rules list:
#: more than the longest beginning in use.
LOOKED_UP = 24

#: Signs at the ends of a line that do not belong to what it says.
DECORATION = " []()<>|:-_*=~.,·●○■□◆◇▲△▼▽►▶▸«↓↑※★☆+×✕✖◎◤◢\"'"


class Rule(NamedTuple):
    """One rule; docs/strip.md says what each key means.

    :param lines: whole lines, without blanks and decoration.
    :param starts: the line begins with one of these.
    :param contains: at least ``least`` of these stand in the line.
    :param pattern: a regular expression for the whole line (``where = "inside"``: for the part).
    :param spaces: whether the pattern sees blanks; otherwise they are taken out before.
    :param spellings: ``contains`` as unfolded text writes it, worked out ahead of time.
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
    spellings: tuple[str, ...] = ()

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


class RuleBook:
    """Rules, indexed by their guards.

    :ivar lines: whole line → number of the rule.
    :ivar starts: first two characters of a beginning (one, if it has no more) → numbers of rules.
    :ivar longest: for each rule, how long a line may be, blanks included, to be compared at all.
    :ivar words: contained word, in every spelling → numbers of rules.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.lines: dict[str, int] = {}
        self.starts: dict[str, list[int]] = {}
        self.longest = [2 * max([rule.max, *map(len, rule.lines)]) for rule in rules]
        self.words: dict[str, list[int]] = {}
        self._searched = 0
        self._begun: tuple[re.Pattern[str], dict[str, list[str]]] | None = None
        for number, rule in enumerate(rules):
            for line in rule.lines:
                self.lines.setdefault(line, number)
            # Only so much of a line is looked up, with its blanks and decoration; a longer one is found
            # by how it begins.
            long = [line for line in rule.lines if len(line) > LOOKED_UP // 2]
            for key in dict.fromkeys([start[:2] for start in (*rule.starts, *long)]):
                self.starts.setdefault(key, []).append(number)
            if not rule.starts:
                for word in rule.spellings or _spellings(rule.contains):
                    self.words.setdefault(word, []).append(number)

    def words_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Place and word for all contained words that stand in a text (in lower case)."""
        words: Iterable[str] = self.words
        self._searched += len(text)
        if self._searched >= _MUCH:
            self._begun = self._begun or self._beginnings()
            pattern, begun = self._begun
            for match in pattern.finditer(text):
                at = match.start()
                for word in begun.get(text[at : at + 2], ()):
                    if text.startswith(word, at):
                        yield at, word
            words = [word for word in self.words if len(word) == 1]
        for word in words:
            at = text.find(word)
            while at >= 0:
                yield at, word
                at = text.find(word, at + len(word))

    def _beginnings(self) -> tuple[re.Pattern[str], dict[str, list[str]]]:
        """A pattern for where words of two characters and more may begin, and the words by beginning."""
        begun: dict[str, list[str]] = {}
        for word in self.words:
            if len(word) > 1:
                begun.setdefault(word[:2], []).append(word)
        first = re.escape("".join({key[0] for key in sorted(begun)}))
        second = re.escape("".join({key[1] for key in sorted(begun)}))
        return compiled(f"[{first}](?=[{second}])"), begun


# A pass for one word runs at some 4 GB/s, but there are 400 words. One pass for all of them is faster,
# but takes 2 ms to compile: worth it from so many characters on, in one text or in many.
_MUCH = 30_000


@cache
def _reverse() -> dict[str, str]:
    """Simplified character → the Traditional ones that fold to it."""
    reverse: dict[str, str] = {}
    for source, target in table().items():
        if source > 0x7F and (target > 0x2E80 or chr(target) in "(),:/|>"):
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
    name, role, where, certain, most, least, spaces, lines, starts, contains, spellings, pattern = row.split(
        "\t"
    )
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
        spellings=_unpack(spellings),
    )


def _unpack(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("¦")) if cell else ()


_HEADER = """\
# Made by scripts/build_rules.py from the .toml files beside it; change those, not this.
# Own work of the newsclean developers, Apache-2.0.
# id role where certain max least spaces lines starts contains spellings pattern
"""


def dump(rules: Iterable[Rule]) -> str:
    """The contents of ``rules.tsv``."""
    rows = [_HEADER]
    for rule in rules:
        cells = (
            *(rule.id, rule.role, rule.where, rule.certain),
            *(str(rule.max), str(rule.least), str(int(rule.spaces))),
            *("¦".join(words) for words in (rule.lines, rule.starts, rule.contains)),
            "¦".join(() if rule.starts else _spellings(rule.contains)),
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
    # tomllib came with Python 3.11.
    tomllib: Any = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        tables: dict[str, Any] = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise OptionsError(f"not TOML: {error}", path=path) from None
    return tables


_KEYS = set(Rule._fields) - {"file", "spellings"}
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
        if values.get(key, "" if key == "role" else allowed[0]) not in allowed:
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
    pattern = fold_signs(pattern)
    for _ in range(3):  # parts stand in parts
        pattern = re.sub("<([a-z]+)>", lambda match: fold_signs(_parts().get(match[1], match[0])), pattern)
    try:
        re.compile(pattern)
    except re.error as error:
        raise OptionsError(f"rule {name!r}: pattern: {error}", path=path) from None
    return pattern
