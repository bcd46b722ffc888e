"""What stands in the output for a document: JSON, or the explanation of what was done."""

from __future__ import annotations

from functools import partial
from typing import Any

from newsclean.batch import Mode
from newsclean.document import Document
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

    lines = []
    name = quoted(document.path or "-")
    for row in explain(document):
        line = f"{name}:" + "\t".join(map(visible, row.cells()) if terminal else row.cells())
        code = "36" if row.alternatives else ("33" if row.after else "31") if row.changed else ""
        lines.append(f"\x1b[{code}m{line}\x1b[0m\n" if colour and code else f"{line}\n")
    return "".join(lines).encode("utf-8", "surrogateescape")


def _json(document: Document, *, indent: int | None, explain: bool) -> bytes:
    from newsclean.emit.record import document_json

    return (document_json(document, indent=indent, explain=explain) + "\n").encode()
