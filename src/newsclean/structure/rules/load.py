"""The sources of the rules: TOML files (the program's or a user's own), and the table made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from newsclean.document import ROLES
from newsclean.errors import OptionsError
from newsclean.limited import parse_toml, read_limited
from newsclean.options import nearest
from newsclean.structure.rules.fold import DATA, fold, fold_signs
from newsclean.structure.rules.rule import CERTAIN, WHERE, Rule, spellings, tight

_HEADER = """\
# Made by scripts/build_rules.py from the .toml files beside it; change those, not this.
# Own work of the newsclean developers, Apache-2.0.
# id role where certain max least spaces lines starts contains spellings pattern field weak evidence limit
"""


def dump(rules: Iterable[Rule]) -> str:
    """The contents of ``rules.tsv``."""
    rows = [_HEADER]
    for rule in rules:
        cells = (
            *(rule.id, rule.role, rule.where, rule.certain),
            *(str(rule.max), str(rule.least), str(int(rule.spaces))),
            *("¦".join(words) for words in (rule.lines, rule.starts, rule.contains)),
            "¦".join(() if rule.starts else spellings(rule.contains)),
            rule.pattern,
            rule.field,
            str(int(rule.weak)),
            "¦".join(rule.evidence),
            str(rule.limit),
        )
        rows.append("\t".join(cells) + "\n")
    return "".join(rows)


#: The order in which the rules that come with the program are tried.
_ORDER = (
    *("breadcrumb", "dateline", "source", "author", "editor", "copyright", "disclaimer", "footer"),
    *("contact", "duplicate-title", "related", "pager", "ad", "share", "nav"),
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
    tables = parse_toml(read_limited(path), shown)
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
            raise OptionsError(f"rule {rule.id!r} is defined twice", path=shown)
        seen.add(rule.id)
    return rules


_KEYS = set(Rule._fields) - {"file", "spellings"}
_KINDS = {"max": int, "least": int, "limit": int, "spaces": bool, "weak": bool}
_ALLOWED = {"role": ROLES, "where": WHERE, "certain": CERTAIN, "field": ("", "tags")}
_WORDS = ("lines", "starts", "contains", "evidence", "hits", "misses")


def _rule(row: Mapping[str, Any], number: int, path: str) -> Rule:
    """A rule from its table, checked."""
    name = row.get("id")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise OptionsError(f"rule {number}: id: may only contain a-z, 0-9 and hyphens", path=path)
    values = {key: _value(key, value, name, path) for key, value in row.items()}
    for key, allowed in _ALLOWED.items():
        if values.get(key, "" if key == "role" else allowed[0]) not in allowed:
            raise OptionsError(f"rule {name!r}: {key}: not one of {', '.join(allowed)}", path=path)
    values["lines"] = tuple(tight(line) for line in values.get("lines", ()))
    if "pattern" in values:
        values["pattern"] = _expand(values["pattern"], name, path)
    elif not values["lines"] and not values.get("evidence"):
        raise OptionsError(f"rule {name!r}: has neither lines nor a pattern", path=path)
    if "evidence" in values:
        values["evidence"] = tuple(_weighed(row, name, path) for row in values["evidence"])
        if "pattern" in values or values.get("where") == "inside" or not values.get("limit"):
            raise OptionsError(
                f"rule {name!r}: evidence: goes with limit, for lines without a pattern", path=path
            )
    if ("pattern" in values or "evidence" in values) and not (values.get("starts") or values.get("contains")):
        raise OptionsError(f"rule {name!r}: a pattern needs starts or contains beside it", path=path)
    if values.get("where") == "inside" and not values.get("contains"):
        raise OptionsError(f"rule {name!r}: where: inside needs contains", path=path)
    return Rule(**values, file=Path(path).name)


def _value(key: str, value: Any, name: str, path: str) -> Any:
    """The value of a key of a rule, checked and folded.

    :param name: the rule.
    """
    if key not in _KEYS:
        near = nearest(key, _KEYS)
        hint = f"; did you mean {near!r}?" if near else ""
        raise OptionsError(f"rule {name!r}: unknown key {key!r}{hint}", path=path)
    if key not in _WORDS:
        if type(value) is not _KINDS.get(key, str):
            raise OptionsError(f"rule {name!r}: {key}: not {_KINDS.get(key, str).__name__}", path=path)
        return value
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise OptionsError(f"rule {name!r}: {key}: not a list of strings", path=path)
    return tuple(value) if key in ("hits", "misses", "evidence") else tuple(dict.fromkeys(map(fold, value)))


@cache
def _parts() -> dict[str, str]:
    path = DATA / "parts.toml"
    parts: dict[str, str] = parse_toml(path.read_text("utf-8"), str(path))["parts"]
    return parts


def _weighed(row: str, name: str, path: str) -> str:
    """A row of evidence: a weight and an expression, checked."""
    weight, _, pattern = row.partition(" ")
    if not re.fullmatch(r"-?[1-9]", weight) or not pattern:
        raise OptionsError(f"rule {name!r}: evidence: {row!r} is not a weight and a pattern", path=path)
    return f"{weight} {_expand(pattern, name, path)}"


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
