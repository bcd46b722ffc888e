"""``newsclean detect``: encoding, line ends and script of each input."""

from __future__ import annotations

import os
import sys
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
from newsclean.document import Inspection
from newsclean.errors import BinaryError, FileError, NewscleanError
from newsclean.files import Source, read_bytes
from newsclean.settings import Settings

_FORMAT = click.option(
    "--format",
    cls=Option,
    heading="Output",
    type=click.Choice(("text", "json", "jsonl")),
    default="text",
    help="text is a table on a terminal, else tab-separated.  [default: text]",
)

COLUMNS = ("path", "encoding", "confidence", "how", "bom", "newlines", "script", "repairs")


@click.command(
    "detect",
    cls=Command,
    examples=(
        ("newsclean detect *.txt", "Show encoding and script of each file."),
        ("newsclean detect crawl/ --format jsonl", "The same for a tree, one JSON object each."),
    ),
)
@options.looking(_FORMAT)
def command(**parameters: Any) -> int:
    """Tell encoding, line ends and script.

    Prints for each input its path, encoding, confidence (0 to 1), how it was decided, whether
    there is a byte order mark, newline style, script (Hans, Hant, mixed, other) and how many
    repairs `newsclean repair` would make. Nothing is changed.
    """
    messages = Messages.of(parameters)
    paths = inputs(parameters["paths"])
    form = parameters["format"]
    if form == "json" and (len(paths) > 1 or any(Path(path).is_dir() for path in paths)):
        raise click.UsageError("several inputs need --format jsonl.")
    settings = settings_of(parameters)
    failures = [0]
    inspections = _inspect(found(paths, parameters, settings), settings, messages, failures)
    if form != "text":
        from newsclean.emit.record import inspection_json

        out = standard_output()
        for inspection in inspections:
            line = inspection_json(inspection, indent=2 if form == "json" else None)
            out.write(f"{line}\n".encode())
            out.flush()
    elif sys.stdout is not None and sys.stdout.isatty():
        _table(inspections, messages)
    else:
        out = standard_output()
        for inspection in inspections:
            out.write(b"\t".join(os.fsencode(cell) for cell in _row(inspection)) + b"\n")
            out.flush()
    return 2 if failures[0] else 0


def _inspect(
    sources: Iterator[Source | FileError], settings: Settings, messages: Messages, failures: list[int]
) -> Iterator[Inspection]:
    """Inspect each input; what cannot be read or decoded is told and counted."""
    for source in sources:
        try:
            if isinstance(source, FileError):
                raise source
            directory = (source.path or Path(source.name)).parent
            inspection = pipeline.inspect(read_bytes(source), settings.options(directory), source.name)
        except NewscleanError as error:
            if isinstance(source, Source) and source.walked and isinstance(error, BinaryError):
                messages.skipped(str(error))
                continue
            failures[0] += 1
            messages.error(str(error))
            continue
        yield inspection


def _row(inspection: Inspection) -> tuple[str, ...]:
    found = inspection.encoding
    return (
        (inspection.path or "-").replace("\t", " ").replace("\n", " "),
        found.encoding,
        f"{found.confidence:.2f}",
        found.how,
        "bom" if found.bom else "-",
        inspection.newlines,
        inspection.script.name,
        str(inspection.repairs),
    )


def _table(inspections: Iterator[Inspection], messages: Messages) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*COLUMNS, box=None, header_style="bold", pad_edge=False)
    for inspection in inspections:
        table.add_row(*_row(inspection))
    Console(no_color=not messages.coloured(sys.stdout), highlight=False).print(table)
