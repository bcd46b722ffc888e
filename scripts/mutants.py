"""The mutants of the package: each number that decides something, larger and smaller."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parent.parent / "src" / "newsclean"

#: The folders whose numbers are changed; the tests of each are in a folder of the same name. The numbers of
#: models are the format of its files.
PACKAGES = (
    "repair",
    "structure",
    "decode",
    "convert",
    "web",
    "records",
    "models",
    "report",
    "emit",
    "language",
)
#: What bounds work, memory or messages, or names a format: another value gives the same texts.
BOUNDS = {
    *("_MOST_WARNINGS", "_SHOWN", "_PIECE", "_CHUNK", "_SAMPLE", "_SEARCHED", "_LONGEST", "LONGEST", "_MUCH"),
    *("_VERSION", "_CHECKSUM", "_BITS", "_ROOM", "_SIZE", "_TABLE", "_OPENINGS", "_BY_HAND", "_NONE", "NONE"),
    *("_PLAIN", "_ANY", "_QUESTION", "_ROUNDS", "_CALL", "_EXAMPLES", "_SAMPLED", "_WARNINGS", "_MOST_COSTS"),
    *("_MOST_SEARCHES", "_MOST_LAYOUTS", "_MOST_FRUITLESS", "_MOST_FRUITLESS_IN_ALL", "_MOST_LINES"),
    *("_REMEMBERED", "_FEW_HELD", "_LOOKED", "_PROBED", "_MOST_PAIRS", "_MOST_CHARACTERS", "_MOST_CONTEXTS"),
    *("_MOST_PLACES", "_MOST_WEIGHED", "_FORM", "_BLOCK", "LONG", "_GZ_LEVEL", "_ZST_LEVEL"),
    *("_LEFT_BEHIND", "_AT_ONCE", "_STORED", "_DIGEST"),
    *("_LONG_LINE", "_LOOK_BACK", "_WINDOW", "_WIDTH", "_COLUMNS", "_SAMPLES", "_DEEPEST", "_MOST_RUNS"),
}


class Mutant(NamedTuple):
    """A constant with another value.

    :param constant: its name, or that of a field whose usual value it is: ``Costs.gap``.
    :param at: the offsets of its number in the file, in characters.
    :param nth: which of the equal numbers of its constant it is, from 1.
    """

    path: str
    constant: str
    old: str
    new: str
    at: tuple[int, int]
    nth: int = 1

    @property
    def name(self) -> str:
        """How it is written down: unambiguous as long as the number stays."""
        nth = f"#{self.nth}" if self.nth > 1 else ""
        return f"{self.path}\t{self.constant}\t{self.old}{nth}\t{self.new}"


def mutants() -> Iterator[Mutant]:
    """All mutants, by file."""
    for part in PACKAGES:
        for path in sorted((SOURCE / part).rglob("*.py")):
            yield from _of_file(path)


def _of_file(path: Path) -> Iterator[Mutant]:
    source = path.read_text(encoding="utf-8")
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    encoded = source.encode()
    for constant, value in _constants(ast.parse(source)):
        if constant in BOUNDS:
            continue
        equal: Counter[str] = Counter()
        for number in _numbers(value):
            begin = starts[number.lineno - 1] + number.col_offset
            end = starts[(number.end_lineno or 0) - 1] + (number.end_col_offset or 0)
            old = encoded[begin:end].decode()
            at = (len(encoded[:begin].decode()), len(encoded[:end].decode()))
            equal[old] += 1
            for new in _others(number.value):
                yield Mutant(path.relative_to(SOURCE).as_posix(), constant, old, new, at, equal[old])


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The names of the constants of a module, also several at a time, and what they are set to."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from _fields(node)
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value: ast.expr | None = getattr(node, "value", None)
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = list(zip(target.elts, value.elts, strict=True))
        for name, single in pairs:
            if isinstance(name, ast.Name) and name.id.isupper() and single is not None:
                yield name.id, single


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    """The fields of a class that are a weight unless something else is said; zero is none."""
    for field in node.body:
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            value = field.value
            if isinstance(value, ast.Constant) and isinstance(value.value, float) and value.value:
                yield f"{node.name}.{field.target.id}", value


def _numbers(value: ast.expr) -> list[ast.Constant]:
    """The number of a constant, or those of a short row of them."""
    if isinstance(value, ast.UnaryOp):
        value = value.operand
    if isinstance(value, ast.Constant):
        return [value] if type(value.value) in (int, float) else []
    if isinstance(value, ast.Tuple) and len(value.elts) <= 4:
        return [number for element in value.elts for number in _numbers(element)]
    return []


def _others(value: object) -> tuple[str, ...]:
    if isinstance(value, int):
        step = 1 if value <= 10 else max(2, value // 3)
        return str(value - step), str(value + step)
    assert isinstance(value, float)
    return f"{value * 0.75:g}", f"{value * 1.25:g}"


def is_read_while_loading(mutant: Mutant) -> bool:
    """Whether its number becomes part of something, a table or a default, when a module is loaded."""
    if "." in mutant.constant:
        return True
    own = mutant.constant.startswith("_")
    places = [SOURCE / mutant.path] if own else SOURCE.rglob("*.py")
    return any(mutant.constant in _loading(place) for place in places)


@cache
def _loading(place: Path) -> frozenset[str]:
    """The names that a module reads while it is loaded."""
    return frozenset(_read_while_loading(ast.parse(place.read_text(encoding="utf-8"))))


def is_kept(mutant: Mutant) -> bool:
    """Whether its number is read by a function whose results are kept."""
    tree = ast.parse((SOURCE / mutant.path).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return any(
        mutant.constant in (getattr(node, "id", ""), getattr(node, "attr", ""))
        for function in functions
        if "cache" in "".join(map(ast.unparse, function.decorator_list))
        for node in ast.walk(function)
    )


def _read_while_loading(tree: ast.AST) -> Iterator[str]:
    """The names that are read outside of the bodies of functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            yield from _read_while_loading(node.args)
            for decorator in getattr(node, "decorator_list", ()):
                yield from _read_while_loading(ast.Expression(decorator))
        elif not isinstance(node, ast.expr_context):
            yield from _read_while_loading(node)
