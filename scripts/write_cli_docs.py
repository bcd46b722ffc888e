"""Write docs/cli.md from the help of the commands; with --check, only compare.

usage: python scripts/write_cli_docs.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsclean.cli import VERBS, main

FILE = Path(__file__).parent.parent / "docs" / "cli.md"

HEAD = """# Command line

Generated from the code by `scripts/write_cli_docs.py`; do not edit.
"""


def document() -> str:
    """The page as it should be."""
    top = click.Context(main, info_name="newsclean", terminal_width=80, max_content_width=80)
    parts = [HEAD, _section("newsclean", main.get_help(top))]
    for verb in VERBS:
        command = main.get_command(top, verb)
        assert command is not None
        context = click.Context(command, info_name=verb, parent=top, terminal_width=80, max_content_width=80)
        parts.append(_section(f"newsclean {verb}", command.get_help(context)))
    return "\n".join(parts)


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    page = document()
    if "--check" not in sys.argv[1:]:
        FILE.write_text(page, encoding="utf-8")
    elif FILE.read_text(encoding="utf-8") != page:
        sys.exit("docs/cli.md is out of date: run python scripts/write_cli_docs.py")
