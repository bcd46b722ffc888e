"""Write the table of layers into docs/architecture.md, from the order that tests/test_layers.py holds.

``python scripts/write_layers.py`` writes it, ``--check`` only says whether it is up to date.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEST, PAGE = ROOT / "tests" / "test_layers.py", ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- layers: begin -->\n", "<!-- layers: end -->\n"


def table() -> str:
    """The layers from the top down as a table in Markdown."""
    for node in ast.parse(TEST.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "LAYERS":
            layers = ast.literal_eval(node.value)
            break
    else:
        raise SystemExit(f"{TEST.name} has no LAYERS")
    rows = [", ".join(f"`{name}`" for name in sorted(layer)) for layer in layers]
    return "| from the top down |\n|---|\n" + "".join(f"| {row} |\n" for row in rows)


def main() -> None:
    """Write the page, or check it."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    made = f"{before}{BEGIN}{table()}{END}{after}"
    if "--check" in sys.argv:
        sys.exit(0 if made == page else f"{PAGE.name} is not up to date: run scripts/write_layers.py")
    PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
