"""``newsclean clean``: all stages."""

from __future__ import annotations

from typing import Any

import click

from newsclean.cli import options
from newsclean.cli.action import transform
from newsclean.cli.command import Command


@click.command(
    "clean",
    cls=Command,
    short_help="Decode, repair, strip and convert news text.",
    examples=(
        ("newsclean clean page.txt", "Print the clean article."),
        ("newsclean clean --to zh-Hans --format json page.txt", "In Simplified Chinese, as JSON."),
        ("newsclean clean crawl/ -o clean/", "Clean a tree into another one."),
        ("newsclean clean --check --diff docs/", "Show what would change; exit 1 if anything."),
    ),
)
@options.transforming(
    *options.pages, *options.repairs, *options.script, *options.roles, *options.rules, *options.stages
)
def command(**parameters: Any) -> int:
    """Clean news text: decode, repair, strip, convert.

    Reads each PATH (a directory is walked), or standard input for "-" or no PATH, and prints
    the clean text as UTF-8.
    """
    return transform(parameters)
