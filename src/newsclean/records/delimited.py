"""CSV and TSV: rows of cells; the cell of the text is replaced, and every other one stays as it is quoted.

As in Python's ``csv`` and in RFC 4180 a quotation mark opens a cell only at its beginning; a cell that is
quoted may hold line ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from newsclean.errors import FileError
from newsclean.records.row import BadRecordError, Row, bytes_of, check_columns, text_of

DELIMITERS = {"csv": ",", "tsv": "\t"}

# To the mark that closes a quoted cell; two in a row are one of its text.
_CLOSING = re.compile(rb'[^"]*(?:""[^"]*)*"(?!")')


@cache
def _cells(delimiter: str) -> re.Pattern[str]:
    """A cell with what ends it."""
    return re.compile(rf'("[^"]*(?:""[^"]*)*"(?!"))?([^{delimiter}\r\n]*)({delimiter}|\r?\n|\r|$)')


def stays_open(line: bytes, delimiter: bytes, *, inside: bool) -> bool:
    """Whether a quoted cell goes on behind a line.

    :param inside: whether the line begins inside of one.
    """
    if not inside and b'"' not in line:
        return False
    at = 0
    while True:
        if inside:
            closing = _CLOSING.match(line, at)
            if closing is None:
                return True
            at = closing.end()
        elif line[at : at + 1] == b'"':
            inside, at = True, at + 1
            continue
        at = line.find(delimiter, at) + 1
        if not at:
            return False
        inside = False


class Cells(Row):
    """A row.

    :raises BadRecordError: it does not have the header's number of cells, a cell is not closed, or it is not
        UTF-8.
    """

    def __init__(self, raw: bytes, header: Header, delimiter: str) -> None:
        self._line = text_of(raw)
        self._header, self._delimiter = header, delimiter
        self._spans = spans(self._line, delimiter)
        if len(self._spans) != len(header.names):
            raise BadRecordError(f"{len(self._spans)} cells; the header has {len(header.names)}")
        start, end = self._spans[-1]
        if is_open(self._line[start:end]):  # what is added behind it would be in the cell
            raise BadRecordError("the last cell begins with a quotation mark and is not closed")
        self.value = self._value(header.column)

    def _value(self, column: int) -> str:
        start, end = self._spans[column]
        return unquoted(self._line[start:end])

    def written(self, text: str | bytes | None, labels: Mapping[str, Any]) -> bytes:
        """The row with another text, and with what is added in cells behind the last one."""
        start, end = self._spans[self._header.column]
        last = self._spans[-1][1]
        line, delimiter = self._line, self._delimiter
        old = line[start:end]
        cell = old if text is None else quoted(str(text), delimiter, always=old.startswith('"'))
        added = "".join(delimiter + quoted(_cell(label), delimiter) for label in labels.values())
        return bytes_of(line[:start] + cell + line[end:last] + added + line[last:])

    def values(self) -> dict[str, Any]:
        """The cells as strings."""
        return {name: self._value(column) for column, name in enumerate(self._header.names)}


class Header:
    """The first row, with the column of the text.

    :param fields: columns that must be there; the first is that of the text.
    :raises FileError: it lacks one of them, or has one that is to be added.
    """

    def __init__(
        self, raw: bytes, fields: tuple[str, ...], taken: frozenset[str], delimiter: str, path: str
    ) -> None:
        try:
            line = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise FileError("the header is not UTF-8: convert the file first", path=path) from None
        self.names = [unquoted(line[start:end]) for start, end in spans(line, delimiter)]
        for field in fields:
            if self.names.count(field) != 1:
                names = ", ".join(self.names)
                raise FileError(f"expected exactly one column {field!r}; the header has {names}", path=path)
        for name in taken.intersection(self.names):
            raise FileError(f"the column {name!r} already exists: choose another prefix", path=path)
        self.column = self.names.index(fields[0])


def with_names(raw: bytes, names: tuple[str, ...], delimiter: str) -> bytes:
    """The first row with more columns."""
    end = len(raw.rstrip(b"\r\n"))
    return (
        raw[:end] + "".join(delimiter + quoted(n, delimiter) for n in names).encode() + (raw[end:] or b"\n")
    )


def spans(line: str, delimiter: str) -> list[tuple[int, int]]:
    """Start and end of each cell of a row, with their quotation marks."""
    found: list[tuple[int, int]] = []
    for cell in _cells(delimiter).finditer(line):
        found.append((cell.start(), cell.start(3)))
        if cell[3] != delimiter:
            break
    return found


def unquoted(cell: str) -> str:
    """What a cell says."""
    if not cell.startswith('"'):
        return cell
    closed = re.match(r'"([^"]*(?:""[^"]*)*)"(?!")(.*)', cell, re.DOTALL)
    return closed[1].replace('""', '"') + closed[2] if closed else cell


def is_open(cell: str) -> bool:
    """Whether a cell is quoted and its text goes on to the end of the input."""
    return cell.startswith('"') and not _CLOSING.match(cell.encode(), 1)


def quoted(text: str, delimiter: str, *, always: bool = False) -> str:
    """A cell that says something."""
    if always or any(sign in text for sign in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def row_of(values: Mapping[str, Any], names: list[str], delimiter: str) -> bytes:
    """A new row of values of another form.

    :raises BadRecordError: one has no column, or cannot be written.
    """
    check_columns(values, names)
    try:
        cells = [quoted(_cell(values.get(name)), delimiter) for name in names]
    except (TypeError, ValueError) as error:
        raise BadRecordError(f"cannot be written as a row: {error}") from None
    return bytes_of(delimiter.join(cells) + "\n")
