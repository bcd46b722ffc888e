"""``newsclean config``: the effective settings, and where each comes from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from newsclean.cli import options
from newsclean.cli.command import Command, Place
from newsclean.cli.inputs import settings_of
from newsclean.cli.messages import Messages
from newsclean.cli.streams import write_lines
from newsclean.language import say
from newsclean.options import Options
from newsclean.settings import KEYS, OPTION_KEYS, PER_FILE, load


@click.command(
    "config",
    cls=Command,
    examples=(
        ("newsclean config", "The settings for directories that are walked."),
        ("newsclean config docs/page.txt", "The settings for one file."),
    ),
)
@click.argument("path", default=".", type=Place())
@options.setting
def command(path: str, **parameters: Any) -> int:
    """Show the settings and where they come from.

    Prints each key with its value and its origin (default, the configuration file, or the
    command line), separated by tabs.
    """
    settings, messages = settings_of(parameters), Messages()
    directory = Path() if os.path.isdir(path) else Path(path).parent
    file = settings.file(directory)
    for foreign in settings.foreign(directory):
        messages.warning(foreign)
    messages.summary([say("settings: {file}", file=file or say("no file"))])
    found = load(file) if file else {}
    settings.options(directory)
    defaults: dict[str, Any] = {key: getattr(Options(), key.replace("-", "_")) for key in OPTION_KEYS}
    defaults |= {"output-encoding": "utf-8", "references": False, "include": (), "exclude": ()}
    rows = []
    for key in KEYS:
        if key in settings.given:
            value, origin = settings.given[key], "command line"
        elif key in found:
            value, origin = found[key], str(file)
        else:
            value, origin = defaults[key], "default"
        rows.append(f"{key}\t{_shown(value)}\t{origin}")
    for _, pattern, names in found.get(PER_FILE, ()):
        rows.append(f"{PER_FILE}.{_shown(pattern)}\t{_shown(names)}\t{file}")
    write_lines(rows)
    return 0


def _shown(value: object) -> str:
    """A value as it would stand in TOML."""
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'
