"""Views of what an earlier run has printed with ``--format jsonl``.

Such a record holds the clean text, the lines that were removed and the repairs, and not the text as it came.
That is put together again as far as it goes; single conversions cannot be told, and the page says so.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from newsclean.emit.record import SCHEMA
from newsclean.errors import FileError
from newsclean.lines import split
from newsclean.report.view import Piece, lines_of
from newsclean.report.words import in_each_language

#: What a file of records begins with.
BEGINS = f'{{"schema": "{SCHEMA.rpartition("/")[0]}/'.encode()


def saved_view(line: bytes, path: str, number: int) -> bytes:
    """The view of one record.

    :param path: of the file, and ``number`` of its line, for errors.
    :raises FileError: it is no record of a document.
    """
    try:
        record = json.loads(line)
        return lines_of(_summary(record), _body(record))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        what = f"{type(error).__name__}: {error}" if not isinstance(error, ValueError) else str(error)
        raise FileError(f"line {number}: not a record of a document: {what}", path=path) from error


def _summary(record: dict[str, Any]) -> dict[str, Any]:
    encoding, script = record["encoding"], record["script"]
    roles = Counter(line["role"] for line in record["lines"])
    rules = Counter(line["rule"] for line in record["lines"] if not line["kept"])
    for counter in (roles, rules):
        del counter["blank"]
    return {
        "name": str(record["path"] or "-"),
        "encoding": [str(encoding["name"]), float(encoding["confidence"]), str(encoding["how"])],
        "script": [str(script["in"]["name"]), str(script["out"]["name"]), str(script["configuration"] or "")],
        "repairs": Counter(edit["rule"] for edit in record["repairs"]),
        "removed": Counter(removed["role"] for removed in record["removed"]),
        "rules": rules,
        "roles": roles,
        "converted": 0,
        "declared": 0,
        "warnings": Counter(warning["kind"] for warning in record["warnings"]),
        "title": str(record["title"] or "")[:80],
        "saved": True,
    }


def _body(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "pieces": list(_pieces(record)),
        "roles": [line["role"] for line in record["lines"]],
        "warnings": [
            [w["kind"], w["line"], w["column"], in_each_language(w["message"])] for w in record["warnings"]
        ],
        "notes": list(map(in_each_language, record["notes"])),
        "saved": True,
    }


def _pieces(record: dict[str, Any]) -> Iterator[Piece]:
    """The text in pieces, line by line; repairs stand where their results are found in their lines."""
    kept = iter(split(record["text"]))
    removed: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for part in record["removed"]:
        removed[part["line"]].append(part)
    repairs: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for edit in record["repairs"]:
        repairs[edit["where"]["line"]].append(edit)
    if not record["lines"]:  # it was not stripped
        for number, (text, ending) in enumerate(kept, 1):
            yield from _repaired(text + ending, repairs.get(number, ()))
        return
    for line in record["lines"]:
        number = line["line"]
        if line["kept"]:
            text, ending = next(kept, ("", ""))
            yield from _with_cuts(text + ending, removed.get(number, ()), repairs.get(number, ()))
        else:
            text = removed[number][0]["text"] if removed.get(number) else ""
            reason = ["strip", str(line["rule"]), str(line["role"])]
            yield [text + "\n", "", [reason, *_reasons(repairs.get(number, ()))], None]


def _with_cuts(text: str, cuts: Any, edits: Any) -> Iterator[Piece]:
    """A kept line with the parts that were cut out of it."""
    at = gone = 0
    for cut in cuts:
        start = cut["column"] - 1 - gone
        yield from _repaired(text[at:start], edits)
        yield [cut["text"], "", [["strip", str(cut["rule"]), str(cut["role"])]], None]
        edits, at, gone = (), start, gone + len(cut["text"])
    yield from _repaired(text[at:], edits)


def _repaired(text: str, edits: Any) -> Iterator[Piece]:
    at = shift = 0
    for edit in edits:
        start = edit["where"]["column"] - 1 + shift
        end = start + len(edit["after"])
        shift += len(edit["after"]) - len(edit["before"])
        if start < at or text[start:end] != edit["after"] or "\n" in edit["before"] + edit["after"]:
            continue  # what is around it was converted or moved: it is counted, and cannot be shown
        if start > at:
            yield text[at:start]
        yield [edit["before"], edit["after"], _reasons([edit]), edit["margin"]]
        at = end
    if text[at:]:
        yield text[at:]


def _reasons(edits: Any) -> list[list[str]]:
    return [["repair", str(rule)] for rule in dict.fromkeys(edit["rule"] for edit in edits)]
