"""Long rows that a regular expression takes long for, if it takes long for any: made of its own pieces."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import newsclean
from newsclean.structure.rules.load import load_sources

if sys.version_info >= (3, 11):
    parser = importlib.import_module("re._parser")
else:
    parser = importlib.import_module("sre_parse")

#: Characters of each kind that classes are made of, for those that hold none of the pattern's own.
KINDS = "aZ0９ \t\n中國的。，：“()[]<-_./\\;&#%=+*?!\"'|@~$\x01\ufffd\ue000あ가"
#: Of them, those of which a row is made even if the pattern does not name them.
ROWS = "a0 \n中。"
#: Characters of a row: what looks at each pair of them takes seconds.
LONG = 20_000
#: Characters around the words of a rule for a part of a line in which that part is looked for.
WINDOW = 320
#: What may follow a row, so that the whole does not match.
ENDS = ("", "\x00", "\n")


class Held(NamedTuple):
    """A pattern of the package.

    :param anchored: whether it is only matched from a given place on: it is not tried at each of a row.
    :param longest: characters of the longest text that it is asked about.
    """

    name: str
    pattern: re.Pattern[Any]
    anchored: bool
    longest: int = LONG


def patterns_of_modules() -> Iterator[Held]:
    """All patterns that the modules of the package hold, each once."""
    seen: set[re.Pattern[Any]] = set()
    sources = "\n".join(path.read_text("utf-8") for path in Path(newsclean.__path__[0]).rglob("*.py"))
    for module in pkgutil.walk_packages(newsclean.__path__, "newsclean."):
        if module.name.startswith(("newsclean.engines", "newsclean.__main__", "newsclean.patterns")):
            continue  # they need more than the package, run, or remember what others compile
        made = importlib.import_module(module.name)
        for held in _made_in_functions(made):
            if held.pattern not in seen:
                seen.add(held.pattern)
                yield held
        for name, value in list(vars(made).items()):
            patterns = {pattern for pattern in _patterns_in(value) if pattern not in seen}
            if not patterns:
                continue
            places = Path(made.__file__ or "").read_text("utf-8") if name.startswith("_") else sources
            calls = set(re.findall(rf"(?<!\w){re.escape(name)}(?:\.(\w+))?(?!\w)(?! =|, _|:)", places))
            anchored = bool(calls & {"match", "fullmatch"}) and calls <= {"match", "fullmatch"}
            seen |= patterns
            yield from (Held(f"{module.name}.{name}", pattern, anchored) for pattern in patterns)


def _made_in_functions(module: ModuleType) -> Iterator[Held]:
    """The patterns of ``compiled(…)`` inside functions, where constants say what they are."""
    tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
    used = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function, node in [(outer, inner) for outer in functions for inner in ast.walk(outer)]:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "compiled":
            try:
                pattern = re.compile(*(eval(ast.unparse(argument), vars(module)) for argument in node.args))
            except NameError:
                continue  # of something that only the function knows
            anchored = used.get(id(node)) in ("match", "fullmatch")
            yield Held(f"{module.__name__}.{function.name}", pattern, anchored)


def patterns_of_rules() -> Iterator[Held]:
    """The patterns of the rules for lines, and the expressions that some weigh."""
    for rule in load_sources():
        if rule.pattern:
            inside = rule.where == "inside"
            yield Held(rule.id, re.compile(rule.pattern), not inside, WINDOW if inside else rule.max)
        for number, row in enumerate(rule.evidence, 1):
            yield Held(f"{rule.id} {number}", re.compile(row.partition(" ")[2]), False, rule.max)


def _patterns_in(value: object, deep: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif type(value).__name__ == "_Lazy":
        yield re.compile(value.pattern, value._flags)  # type: ignore[attr-defined]
    elif deep and isinstance(value, dict):
        yield from _patterns_in((*value.keys(), *value.values()), deep)
    elif deep and isinstance(value, tuple | list | set | frozenset):
        for element in value:
            yield from _patterns_in(element, deep - 1)


def rows(pattern: re.Pattern[Any], longest: int = LONG) -> Iterator[str | bytes]:
    """Rows of each character and each repeated piece of a pattern, with each end."""
    source, is_text = pattern.pattern, isinstance(pattern.pattern, str)
    tree = parser.parse(source, pattern.flags & ~(0 if is_text else re.UNICODE))
    own = dict.fromkeys(_letters(tree))
    letters = "".join(dict.fromkeys((*own, *KINDS)))
    pieces = dict.fromkeys(_pieces(tree, letters))
    whole = _sample(tree, letters, 1)[:50]
    made = [
        *(letter * longest + end for letter in dict.fromkeys((*own, *ROWS)) for end in ENDS[:2]),
        *(
            begin + piece * (longest // len(piece)) + end
            for piece in pieces
            if piece
            for begin in dict.fromkeys(("", whole))
            for end in ENDS
        ),
    ]
    yield from made if is_text else (row.encode("latin-1") for row in made if max(row) <= "\xff")


def _nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    """All nodes of a parsed pattern."""
    for operator, argument in tree:
        yield operator, argument
        for part in _parts(operator, argument):
            yield from _nodes(part)


def _parts(operator: Any, argument: Any) -> list[Any]:
    """The parts of a node that are patterns."""
    name = str(operator)
    if name == "BRANCH":
        return list(argument[1])
    if name in ("SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT", "ASSERT", "ASSERT_NOT"):
        return [argument[-1]]
    if name == "ATOMIC_GROUP":
        return [argument]
    if name == "GROUPREF_EXISTS":
        return [part for part in argument[1:] if part is not None]
    return []


def _letters(tree: Any) -> Iterator[str]:
    """Characters that a pattern names, one of each range."""
    for operator, argument in _nodes(tree):
        if str(operator) in ("LITERAL", "NOT_LITERAL"):
            yield chr(argument)
        elif str(operator) == "IN":
            named = [item for item in argument if str(item[0]) in ("LITERAL", "RANGE")]
            for kind, what in named[:8]:
                yield chr(what if str(kind) == "LITERAL" else what[0])


def _pieces(tree: Any, letters: str) -> Iterator[str]:
    """What a pattern repeats, once and twice inside."""
    for operator, argument in _nodes(tree):
        if str(operator).endswith("_REPEAT") and argument[1] > 1:
            for times in (1, 2):
                yield _sample(argument[2], letters, times)
        elif str(operator) == "SUBPATTERN":
            yield _sample(argument[-1], letters, 1)


def _sample(tree: Any, letters: str, times: int) -> str:
    """A text that a pattern nearly matches, with what it repeats a few times."""
    made = ""
    for operator, argument in tree:
        name = str(operator)
        if name == "LITERAL":
            made += chr(argument)
        elif name == "NOT_LITERAL":
            made += "a" if argument != ord("a") else "b"
        elif name == "ANY":
            made += "a"
        elif name == "IN":
            made += next((letter for letter in letters if _is_in(letter, argument)), "")
        elif name == "BRANCH":
            made += _sample(argument[1][0], letters, times)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            made += _sample(argument[-1] if name == "SUBPATTERN" else argument, letters, times)
        elif name.endswith("_REPEAT"):
            least, most, body = argument
            made += _sample(body, letters, times) * min(int(most), max(int(least), times))
    return made


def _is_in(letter: str, items: Any) -> bool:
    """Whether a class holds a character."""
    wanted, code = True, ord(letter)
    for kind, what in items:
        name = str(kind)
        if name == "NEGATE":
            wanted = False
        elif (
            (name == "LITERAL" and code == what)
            or (name == "RANGE" and what[0] <= code <= what[1])
            or (name == "CATEGORY" and _is_of(letter, str(what)))
        ):
            return wanted
    return not wanted


def _is_of(letter: str, category: str) -> bool:
    """Whether a character is of a category such as ``CATEGORY_DIGIT``."""
    name = category.removeprefix("CATEGORY_")
    is_it = {
        "DIGIT": letter.isdigit(),
        "SPACE": letter.isspace(),
        "WORD": letter.isalnum() or letter == "_",
    }[name.removeprefix("NOT_")]
    return is_it != name.startswith("NOT_")


class TooLongError(Exception):
    """A pattern has not gone through a row in its time."""


def slow_row(held: Held, seconds: float) -> str:
    """The first row that a pattern takes longer for than so many seconds of processor time; else nothing."""

    def stop(number: int, frame: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    try:
        for row in rows(held.pattern, held.longest):
            signal.setitimer(signal.ITIMER_PROF, seconds)
            try:
                if held.anchored:
                    held.pattern.match(row)
                    held.pattern.fullmatch(row)
                else:
                    deque(held.pattern.finditer(row), 0)
            except TooLongError:
                shown = row[:60]
                return f"{shown!r} … {row[-1:]!r}"
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        signal.signal(signal.SIGPROF, before)
    return ""
