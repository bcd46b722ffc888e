"""``newsclean learn``: propose rules for what recurs in the documents of one source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from newsclean import pipeline
from newsclean.cli import options
from newsclean.cli.action import found, inputs, settings_of
from newsclean.cli.command import Command, Option
from newsclean.cli.messages import Messages
from newsclean.cli.streams import standard_output
from newsclean.errors import BinaryError, FileError, NewscleanError
from newsclean.files import Source, read_bytes, replace_file
from newsclean.settings import Settings

_OUTPUT = click.option(
    "-o", "--output", cls=Option, heading="Output", metavar="FILE", help="Write the rules to a file."
)
_LEAST = click.option(
    "--least",
    cls=Option,
    heading="Output",
    metavar="N",
    type=click.IntRange(2),
    default=5,
    help="A line must stand in so many documents.  [default: 5]",
)

HEADER = """\
# Proposed by newsclean learn from {count} documents. Look through them: a rule takes out every
# line that it fits. Use them with: newsclean clean --rules FILE
"""


@click.command(
    "learn",
    cls=Command,
    short_help="Propose rules for what recurs in documents.",
    examples=(
        ("newsclean learn crawl/site/ -o site.toml", "Learn what a site repeats."),
        ("newsclean clean --rules site.toml crawl/site/ -o clean/", "Use it."),
    ),
)
@options.looking(_OUTPUT, _LEAST)
def command(**parameters: Any) -> int:
    """Propose rules for lines that recur in many documents.

    Reads the documents of one source and prints a file of rules (TOML) for the lines that stand in
    many of them, with counts and an example each. Digits and dates may differ. Memory is bounded.
    """
    from newsclean.structure.learning import as_toml, learn

    messages = Messages.of(parameters)
    paths = inputs(parameters["paths"])
    settings = settings_of(parameters)
    counts = {"documents": 0, "failed": 0}
    texts = _texts(found(paths, parameters, settings), settings, messages, counts)
    proposals = learn(texts, least=parameters["least"])
    page = (HEADER.format(count=counts["documents"]) + "\n" + as_toml(proposals)).encode()
    if parameters["output"]:
        replace_file(Path(parameters["output"]), page)
    else:
        standard_output().write(page)
    messages.summary([f"{len(proposals)} rules from {counts['documents']:,} documents"])
    return 2 if counts["failed"] else 0


def _texts(
    sources: Iterator[Source | FileError], settings: Settings, messages: Messages, counts: dict[str, int]
) -> Iterator[str]:
    """The repaired text of each input; what cannot be read is told and counted."""
    for source in sources:
        try:
            if isinstance(source, FileError):
                raise source
            directory = (source.path or Path(source.name)).parent
            text = pipeline.repaired_text(read_bytes(source), settings.options(directory), source.name)
        except NewscleanError as error:
            if isinstance(source, Source) and source.walked and isinstance(error, BinaryError):
                messages.skipped(str(error))
            else:
                counts["failed"] += 1
                messages.error(str(error))
            continue
        counts["documents"] += 1
        yield text
