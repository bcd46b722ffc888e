"""What stands in the output for a document: JSON, or the explanation of what was done."""

from __future__ import annotations

from functools import partial
from typing import Any

from newsclean.batch import Mode
from newsclean.document import Document
from newsclean.language import is_english, said, say
from newsclean.visible import quoted, visible


def renderer(
    parameters: dict[str, Any], mode: Mode, *, colour: bool, terminal: bool
) -> partial[bytes] | None:
    """What turns a document into JSON or an explanation, or ``None`` for its text.

    :param terminal: whether an explanation is shown on one, and signs that it would obey are spelled out.
    """
    form = parameters["format"]
    explain = parameters["explain"]
    if form == "text":
        return partial(_explanation, colour=colour, terminal=terminal) if explain else None
    return partial(_json, indent=2 if form == "json" or mode is Mode.DIRECTORY else None, explain=explain)


def _explanation(document: Document, *, colour: bool, terminal: bool) -> bytes:
    from newsclean.emit.explain import explain

    if terminal:
        return _table(document, colour=colour)
    lines = []
    name = quoted(document.path or "-")
    for row in explain(document):
        line = f"{name}:" + "\t".join(row.cells())
        code = "36" if row.alternatives else ("33" if row.after else "31") if row.changed else ""
        lines.append(f"\x1b[{code}m{line}\x1b[0m\n" if colour and code else f"{line}\n")
    return "".join(lines).encode("utf-8", "surrogateescape")


def _table(document: Document, *, colour: bool) -> bytes:
    """The explanation for eyes: headings, columns that fit the terminal, invisible characters spelled."""
    import io

    from rich.text import Text

    from newsclean.cli.tables import console, table
    from newsclean.emit.explain import COLUMNS, explain

    rows = list(explain(document))
    columns = COLUMNS if any(row.alternatives for row in rows) else COLUMNS[:-1]
    shown = table(columns)
    for column, name in zip(shown.columns[:4], columns, strict=False):
        column.no_wrap = name in ("place", "stage", "weight")
        column.overflow = "fold"
    for row in rows:
        style = "cyan" if row.alternatives else ("yellow" if row.after else "red") if row.changed else ""
        before = _clipped(row.before)
        # A line that is kept is shown once.
        after = _clipped(row.after) if row.changed or row.stage != "strip" else say("(kept)")
        cells = (row.place, row.stage, _said(row.rule), row.weight, before, after, " ".join(row.alternatives))
        shown.add_row(*(Text(visible(cell), style=style) for cell in cells[: len(columns)]))
    file = io.StringIO()
    terminal = console(file=file, force_terminal=colour, color_system="standard" if colour else None)
    terminal.print(Text(visible(quoted(document.path or "-")), style="bold"))
    terminal.print(shown)
    return file.getvalue().encode("utf-8", "backslashreplace")


def _said(rule: str) -> str:
    """A rule with its reasons, ``body model (what it says +0.7, its place -0.1)``, in the language in use."""
    name, opened, reasons = rule.rpartition(" (")
    if is_english() or not opened:
        return rule
    told = [reason.rpartition(" ") for reason in reasons.removesuffix(")").split(", ")]
    return f"{name} ({', '.join(f'{said(what)} {weight}' for what, _, weight in told)})"


# In code points: more of a line does not help to find it.
_CLIPPED = 120


def _clipped(text: str) -> str:
    shown = text if len(text) <= _CLIPPED else text[:_CLIPPED] + "…"
    return shown.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _json(document: Document, *, indent: int | None, explain: bool) -> bytes:
    from newsclean.emit.record import document_json

    return (document_json(document, indent=indent, explain=explain) + "\n").encode()
