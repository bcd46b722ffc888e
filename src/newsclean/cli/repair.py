"""``newsclean repair``: undo wrong decodings, injected pinyin, escapes and look-alike characters."""

from __future__ import annotations

from typing import Any

import click

from newsclean.cli import options
from newsclean.cli.action import transform
from newsclean.cli.command import Command


@click.command(
    "repair",
    cls=Command,
    short_help="Repair mojibake and other broken characters.",
    examples=(
        ("newsclean repair page.txt", "Print the repaired text."),
        ("newsclean repair --diff page.txt", "Show what would be repaired."),
    ),
)
@options.transforming(*options.repairs)
def command(**parameters: Any) -> int:
    """Repair mojibake, injected pinyin, escapes and look-alike characters.

    Only what there is evidence for is changed; the rest is left alone and reported.
    """
    return transform(parameters, only=("repair",))
