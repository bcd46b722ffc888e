"""``newsclean detect``: encoding, line ends and script of each input."""

from __future__ import annotations

import sys
from typing import Any, Literal

import click

from newsclean import pipeline
from newsclean.cli import options
from newsclean.cli.command import Command
from newsclean.cli.looking import Looking
from newsclean.cli.streams import standard_output, write_lines
from newsclean.emit import FORMATS
from newsclean.inspection import Inspection
from newsclean.language import said
from newsclean.notices import summed
from newsclean.visible import quoted, visible

# fmt: off
_FORMAT = options.output("--format", type=click.Choice(FORMATS), default="text",
                         help="text: a table on a terminal, otherwise tab-separated.  [default: text]")
# fmt: on

COLUMNS = (
    *("path", "encoding", "confidence", "how", "bom", "newlines", "script", "repairs"),
    *("damage", "mixture", "mojibake"),
)


@click.command(
    "detect",
    cls=Command,
    examples=(
        ("newsclean detect *.txt", "Show encoding and script of each file."),
        ("newsclean detect crawl/ --format jsonl", "The same for a tree, one JSON object per file."),
    ),
)
@options.looking(_FORMAT, coloured=True)
def command(**parameters: Any) -> int:
    """Report encoding, line endings and script.

    Prints for each input: its path, its encoding, the confidence (0 to 1), how the encoding was
    decided, whether there is a byte order mark, the line endings, and the script (Hans, Hant,
    Hant-TW, Hant-HK, mixed, other). Then follow the number of repairs that `newsclean repair`
    would make, the damage that it would leave, mixed scripts and standards, and the wrong
    decodings that it would undo, each as the true encoding and the one it was read as. Nothing
    is changed.
    """
    inspections = Looking(parameters, pipeline.inspect)
    form = parameters["format"]
    if form == "json" and inspections.several:
        raise click.UsageError("several inputs need --format jsonl.")
    if form != "text":
        from newsclean.emit.record import dumps, inspection_record

        out = standard_output()
        for inspection in inspections:
            line = dumps(inspection_record(inspection), indent=2 if form == "json" else None)
            out.write(f"{line}\n".encode())
            out.flush()
    elif sys.stdout is not None and sys.stdout.isatty():
        _table(inspections)
    else:
        write_lines("\t".join(_row(inspection)) for inspection in inspections)
    return inspections.exit_code


def _row(inspection: Inspection) -> tuple[str, ...]:
    found = inspection.encoding
    return (
        quoted(inspection.path or "-"),
        found.encoding,
        f"{found.confidence:.2f}",
        found.how,
        "bom" if found.bom else "-",
        inspection.newlines,
        "-".join(filter(None, (inspection.script.name, inspection.script.region))),
        str(inspection.repairs),
        "; ".join(summed(inspection.damage)) or "-",
        _mixed(inspection) or "-",
        _mojibake(inspection) or "-",
    )


def _mixed(inspection: Inspection) -> str:
    """What the text mixes, in words; empty where it mixes nothing."""
    script, mixture = inspection.script, inspection.mixture
    if not (script.name == "mixed" or mixture.words or mixture.shinjitai or mixture.variants):
        return ""
    counts = (
        (script.hans, "Hans"),
        (script.hant, "Hant"),
        (mixture.shinjitai, "shinjitai"),
        (mixture.variants, "variants"),
        (mixture.words, "mixed words"),
    )
    told = ", ".join(f"{count} {name}" for count, name in counts if count)
    examples = ", ".join(f"{word.line}:{word.column} {word.text}" for word in mixture.examples)
    return f"{told}: {examples}" if examples else told


def _mojibake(inspection: Inspection) -> str:
    """The wrong decodings that can be undone, in words; empty where there are none."""
    return ", ".join(f"{true} read as {read_as} ({count})" for true, read_as, count in inspection.mojibake)


def _table(inspections: Looking[Inspection]) -> None:
    """Rows that fit a terminal; what is longer stands below its row."""
    from rich.text import Text

    from newsclean.cli.tables import console, table

    narrow = COLUMNS[:-3]
    rows = table(narrow)
    rows.columns[0].overflow = "fold"
    for column in rows.columns[1:]:
        column.no_wrap = True
    told: list[str] = []
    for inspection in inspections:
        cells = tuple(map(visible, _row(inspection)[: len(narrow)]))
        rows.add_row(*map(Text, cells))  # names are no markup
        notes = (_mojibake(inspection), *summed(inspection.damage), _mixed(inspection))
        told += [f"{cells[0]}: {said(text)}" for text in notes if text]
    colours: Literal["auto"] | None = "auto" if inspections.messages.coloured(sys.stdout) else None
    terminal = console(color_system=colours)
    terminal.print(rows)
    for line in told:
        terminal.print(Text(visible(line)), soft_wrap=True)
