"""``newsclean encodings``: what it reads, and by which names."""

from __future__ import annotations

import click

from newsclean.cli.command import Command
from newsclean.cli.streams import write_lines


@click.command(
    "encodings",
    cls=Command,
    examples=(("newsclean encodings | grep big5", "The names of Big5 and what is close to it."),),
)
def command() -> int:
    """List the encodings that newsclean knows.

    Prints for each its name, the languages of the texts in it ("-": any) and other names for it,
    tab-separated. Any other text encoding of Python may be named too.
    """
    from newsclean.decode.encodings import ENCODINGS

    write_lines("\t".join((row.name, " ".join(row.languages) or "-", row.labels or "-")) for row in ENCODINGS)
    return 0
