"""Imports point one way, down: each module may import only modules of lower layers."""

import ast
from pathlib import Path

import pytest

import newsclean

ROOT = Path(newsclean.__file__).parent

# From the top down; modules on one row may not import one another.
LAYERS = [
    {"newsclean.__main__"},
    {"newsclean.cli"},
    {"newsclean.engines"},
    {"newsclean"},
    {"newsclean.many", "newsclean.records"},
    {"newsclean.batch"},
    {"newsclean.parallel", "newsclean.settings", "newsclean.progress"},
    {"newsclean.journal", "newsclean.outcome", "newsclean.baseline"},
    {"newsclean.disk"},
    {"newsclean.cleaner"},
    {"newsclean.report"},
    {"newsclean.emit"},
    {"newsclean.pipeline"},
    {"newsclean.stages"},
    {"newsclean.web"},
    {"newsclean.decode", "newsclean.repair", "newsclean.structure", "newsclean.convert"},
    {"newsclean.models"},
    {"newsclean.inspection", "newsclean.options", "newsclean.pragmas"},
    {"newsclean.document", "newsclean.limited", "newsclean.extras", "newsclean.language"},
    {"newsclean.alignment"},
    {
        "newsclean.edits",
        "newsclean.notices",
        "newsclean.lines",
        "newsclean.errors",
    },
    {"newsclean.patterns"},
    {"newsclean.stored"},
    {"newsclean.caches"},
    {
        "newsclean.data_files",
        "newsclean.values",
        "newsclean.processor_time",
        "newsclean.visible",
        "newsclean.installed",
    },
]
LEVEL = {name: level for level, row in enumerate(LAYERS) for name in row}
MODULES = sorted(ROOT.rglob("*.py"))


def unit(module: str) -> str:
    """The row entry a module belongs to: a package of the layout counts as one."""
    parts = module.split(".")[:2]
    return ".".join(parts)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in MODULES}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            base = node.module or ""
            inner = {f"{base}.{alias.name}" for alias in node.names}
            names |= {name if name in NAMES else base for name in inner}
    return {name for name in names if name.split(".")[0] == "newsclean"}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_point_down(path):
    own = unit(module_name(path))
    assert own in LEVEL, f"{own} has no layer"
    for name in imported(path):
        other = unit(name)
        assert other == own or LEVEL[other] > LEVEL[own], f"{own} imports {other}"


def test_no_cycles_inside_packages():
    graph = {module_name(path): imported(path) for path in MODULES}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join((*above, name))
        if name in done:
            return
        for other in graph.get(name, ()):
            if other != name:
                visit(other, (*above, name))
        done.add(name)

    for name in graph:
        visit(name, ())
