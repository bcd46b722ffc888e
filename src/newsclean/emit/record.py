"""A document as JSON: the record that ``data/document.schema.json`` describes.

Keys always stand in the same order, characters are not escaped, and what was removed is in the
record, so that nothing is lost by keeping only the JSON.
"""

from __future__ import annotations

import json
import re
from typing import Any

from newsclean.document import Detection, Document, Metadata, Script
from newsclean.edits import Edit
from newsclean.inspection import Inspection
from newsclean.lines import Places
from newsclean.notices import notice

#: The version of the record's form; it changes when a key changes its meaning or goes away.
SCHEMA = "newsclean/document/2"
INSPECTION_SCHEMA = "newsclean/inspection/2"

_SURROGATE = re.compile("[\ud800-\udfff]")


def document_json(document: Document, *, indent: int | None = None, explain: bool = False) -> str:
    """The document as one JSON object, without a newline behind it.

    :param explain: with the decisions of the conversion, which the document must have been made with.
    """
    return dumps(document_record(document, explain=explain), indent=indent)


def dumps(record: dict[str, Any], *, indent: int | None = None) -> str:
    """JSON that can always be written as UTF-8: only lone surrogates are escaped."""
    text = json.dumps(record, ensure_ascii=False, indent=indent)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def document_record(document: Document, *, explain: bool = False) -> dict[str, Any]:
    """The document as plain dictionaries and lists, in the order of the schema.

    :param explain: with the decisions of the conversion, which the document must have been made with.
    """
    metadata, script = document.metadata, _script(document.script_in)
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "path": document.path,
        "input": document.input,
        "archived": None if document.archived is None else document.archived._asdict(),
        "title": metadata.title,
        "text": document.text,
        "metadata": _metadata(metadata),
        "encoding": _encoding(document.encoding),
        "script": {
            "in": script,
            "out": _script(document.script_out) if document.conversion else dict(script),
            "configuration": document.conversion,
        },
        "lines": _lines(document),
        "removed": _removed(document),
        "repairs": _repairs(document.source, document.repairs),
        "notes": list(document.notes),
        "warnings": _notices(document.warnings),
    }
    if explain:
        record["decisions"] = _decisions(document)
    return record


def inspection_record(inspection: Inspection) -> dict[str, Any]:
    """What was found in a file as plain dictionaries, in the order of the schema."""
    return {
        "schema": INSPECTION_SCHEMA,
        "path": inspection.path,
        "encoding": _encoding(inspection.encoding),
        "newlines": inspection.newlines,
        "script": _script(inspection.script),
        "repairs": inspection.repairs,
        "damage": _notices(inspection.damage),
        "mixture": {
            **inspection.mixture._asdict(),
            "examples": [word._asdict() for word in inspection.mixture.examples],
        },
        "mojibake": [
            {"encoding": true, "read_as": read_as, "count": count}
            for true, read_as, count in inspection.mojibake
        ],
    }


# In the order of the schema; the title stands beside them.
_METADATA = (
    *("subtitle", "source", "author", "editor", "translator", "published", "updated", "place"),
    *("breadcrumb", "tags", "site", "url"),
)


def _metadata(metadata: Metadata) -> dict[str, Any]:
    values = ((name, getattr(metadata, name)) for name in _METADATA)
    found: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value for name, value in values
    }
    return {**found, "origins": dict(metadata.origins)}


def _encoding(detection: Detection) -> dict[str, Any]:
    return {
        "name": detection.encoding,
        "confidence": round(detection.confidence, 4),
        "how": detection.how,
        "bom": detection.bom,
        "runs": [{"line": line, "encoding": name} for line, name in detection.runs],
    }


def _notices(warnings: tuple[str, ...]) -> list[dict[str, Any]]:
    return [notice(warning)._asdict() for warning in warnings]


def _script(script: Script) -> dict[str, Any]:
    return {**script._asdict(), "confidence": round(script.confidence, 4), "region": script.region or None}


def _lines(document: Document) -> list[dict[str, Any]]:
    kept = document.kept
    return [
        {
            "line": line.number,
            "role": line.role,
            "rule": line.rule,
            "kept": line.number in kept,
            "p": None if line.p is None else round(line.p, 2),
            "reasons": list(line.reasons),
        }
        for line in document.lines
    ]


def _removed(document: Document) -> list[dict[str, Any]]:
    """Lines that are not in the text, and the parts cut out of lines that are."""
    names = ("line", "column", "role", "rule", "text")
    removed: list[tuple[int, int, str, str, str]] = []
    for line in document.lines:
        number, text = line.number, line.text
        if number in document.kept:
            for cut in line.cuts:
                removed.append((number, cut.start + 1, cut.role, cut.rule, text[cut.start : cut.end]))
        elif line.role != "blank":
            removed.append((number, 1, line.role, line.rule, text))
    return [dict(zip(names, row, strict=True)) for row in removed]


def _decisions(document: Document) -> list[dict[str, Any]]:
    place = Places(document.stripped)
    return [
        {
            "where": _where(place, row.start),
            "before": row.before,
            "after": row.after,
            "rule": row.rule,
            "alternatives": list(row.alternatives),
        }
        for row in document.decisions
    ]


def _repairs(source: str, edits: tuple[Edit, ...]) -> list[dict[str, Any]]:
    if not edits:
        return []  # most texts need none, and finding the lines costs
    place = Places(source)
    return [
        {
            "where": _where(place, edit.start),
            "before": edit.before,
            "after": edit.after,
            "rule": edit.rule,
            "margin": None if edit.margin is None else round(edit.margin, 3),
        }
        for edit in edits
    ]


def _where(place: Places, offset: int) -> dict[str, int]:
    line, column = place(offset)
    return {"line": line, "column": column, "offset": offset}
