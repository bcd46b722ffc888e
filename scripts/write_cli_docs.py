"""Write docs/cli.md and the man pages from the commands themselves; with --check, only compare.

usage: python scripts/write_cli_docs.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from click_man.core import generate_man_page
from release import found as found_versions

from newsclean.cli import VERBS, main

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "cli.md"
MANUAL = ROOT / "man" / "share" / "man" / "man1"  # what the wheel installs below its prefix

HEAD = """# Command line

Generated from the code by `scripts/write_cli_docs.py`; do not edit.

Completion: put one of these into the start-up file of your shell.

```sh
eval "$(_NEWSCLEAN_COMPLETE=bash_source newsclean)"   # bash
eval "$(_NEWSCLEAN_COMPLETE=zsh_source newsclean)"    # zsh
_NEWSCLEAN_COMPLETE=fish_source newsclean | source    # fish
```
"""


class _InOrder(click.Group):
    """Lists its commands as they were given."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def pages() -> dict[Path, str]:
    """The files as they should be."""
    lazy = click.Context(main, info_name="newsclean")
    commands = {verb: command for verb in VERBS if (command := main.get_command(lazy, verb))}
    group = _InOrder("newsclean", help=main.help, params=main.params, commands=commands, epilog=main.epilog)
    top = _context(group, "newsclean")
    contexts = list(_below(top))
    # The last release that was prepared: a build between two releases has another name at each commit.
    version = found_versions()["CITATION.cff"]
    sections = [_section(context.command_path, context.get_help()) for context in contexts]
    found = {REFERENCE: "\n".join([HEAD, *sections])}
    for context in contexts:
        page = generate_man_page(context, version=version, date=f"newsclean {version}")
        found[MANUAL / f"{context.command_path.replace(' ', '-')}.1"] = page.rstrip() + "\n"
    return found


def _below(context: click.Context) -> Iterator[click.Context]:
    """A command's context and those of the commands below it."""
    yield context
    if isinstance(context.command, click.Group):
        for name, command in context.command.commands.items():
            yield from _below(_context(command, name, context))


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    return click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=80,
        max_content_width=80,
        help_option_names=main.context_settings["help_option_names"],
    )


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text}\n```\n"


if __name__ == "__main__":
    for path, page in pages().items():
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != page:
            sys.exit(f"{path.name} is out of date: run python scripts/write_cli_docs.py")
