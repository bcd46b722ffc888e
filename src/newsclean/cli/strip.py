"""``newsclean strip``: strip what is not part of the article."""

from __future__ import annotations

from typing import Any

import click

from newsclean.cli import options
from newsclean.cli.action import transform
from newsclean.cli.command import Command


@click.command(
    "strip",
    cls=Command,
    examples=(
        ("newsclean strip page.txt", "Print the article."),
        ("newsclean strip --keep source --keep dateline page.txt", "Keep source and date too."),
    ),
)
@options.transforming(*options.pages, *options.roles, *options.rules)
def command(**parameters: Any) -> int:
    """Strip what is not part of the article.

    Removes breadcrumbs, editor lines, copyright and disclaimer blocks and the like; the rest of
    the text stays as it is.
    """
    return transform(parameters, only=("strip",))
