"""``newsclean encodings``: what it reads, and by which names."""

from __future__ import annotations

import click

from newsclean.cli.command import Command
from newsclean.cli.streams import write_lines


@click.command(
    "encodings",
    cls=Command,
    examples=(("newsclean encodings | grep big5", "The names of Big5 and its relatives."),),
)
def command() -> int:
    """List the encodings that newsclean knows.

    Prints each with its name, the languages it is used for ("-": any) and its other names,
    separated by tabs. Any other text encoding of Python can be named, too.
    """
    from newsclean.decode.encodings import ENCODINGS

    write_lines("\t".join((row.name, " ".join(row.languages) or "-", row.labels or "-")) for row in ENCODINGS)
    return 0
