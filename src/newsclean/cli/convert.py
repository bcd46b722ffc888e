"""``newsclean convert``: convert between Simplified and Traditional."""

from __future__ import annotations

from typing import Any

import click

from newsclean.cli import options
from newsclean.cli.action import perform
from newsclean.cli.command import Command
from newsclean.cli.request import parse


@click.command(
    "convert",
    cls=Command,
    examples=(
        ("newsclean convert --to zh-TW page.txt", "Print the text as written in Taiwan."),
        ("newsclean convert --to s2twp -i docs/", "With regional vocabulary, in place."),
    ),
)
@options.transforming(*options.script)
def command(**parameters: Any) -> int:
    """Convert between Simplified and Traditional.

    Text that is already in the target script is not changed.
    """
    request = parse(parameters, only=("convert",))
    if "keep" in request.inputs.targets():
        raise click.UsageError(
            "no target: give --to zh-Hans, zh-Hant, zh-TW, zh-HK or the name of an OpenCC configuration."
        )
    return perform(request)
