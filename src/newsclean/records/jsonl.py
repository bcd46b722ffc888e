"""JSON Lines: an object in each line; a new text is put into the line, which is not written anew.

Numbers of any length, keys that occur twice, the order of keys and lone surrogates stay as they are:
the library's scanner is asked where a value ends, and what it makes of the value is not used.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from newsclean.records.row import BadRecordError, Row, text_of

# Numbers stay strings: long ones would take quadratic time, or be refused.
_DECODER: Any = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
_SCAN = _DECODER.scan_once
_BLANK = re.compile(r"[ \t\r\n]*")
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonLine(Row):
    """A line with an object.

    :raises BadRecordError: it is none, or the field is not there, is given twice, or holds no text.
    """

    def __init__(self, raw: bytes, field: str, taken: frozenset[str]) -> None:
        self._text = text_of(raw)
        self._mark = "\ufeff" if self._text.startswith("\ufeff") else ""
        self._text = self._text[len(self._mark) :]
        self._end = 0  # of the last value
        self._span = (-1, -1)
        self._found = self._members()
        for key, start, end in self._found:
            if key == field:
                if self._span[0] >= 0:
                    raise BadRecordError(f"the field {field!r} occurs twice")
                self._span = (start, end)
            elif key in taken:
                raise BadRecordError(f"the field {key!r} already exists: choose another prefix")
            self._end = end
        if self._span[0] < 0:
            raise BadRecordError(f"no field {field!r}")
        start, end = self._span
        if self._text[start] == '"':
            self.value = scanstring(self._text, start + 1, False)[0]
        elif self._text[start:end] == "null":
            self.value = None
        else:
            raise BadRecordError(f"the field {field!r} is not text")

    def _members(self) -> list[tuple[str, int, int]]:
        """Key, start and end of each value of the object."""
        text, skip = self._text, _BLANK.match
        found: list[tuple[str, int, int]] = []
        try:
            at = skip(text).end()  # type: ignore[union-attr]
            if text[at] != "{":
                raise BadRecordError("not a JSON object")
            at = skip(text, at + 1).end()  # type: ignore[union-attr]
            while text[at] != "}":
                if text[at] != '"':
                    raise BadRecordError(f"not JSON: a key is expected at column {at + 1}")
                key, at = scanstring(text, at + 1, False)
                at = skip(text, at).end()  # type: ignore[union-attr]
                if text[at] != ":":
                    raise BadRecordError(f"not JSON: a colon is expected at column {at + 1}")
                start = skip(text, at + 1).end()  # type: ignore[union-attr]
                _, end = _SCAN(text, start)
                found.append((key, start, end))
                at = skip(text, end).end()  # type: ignore[union-attr]
                if text[at] == ",":
                    at = skip(text, at + 1).end()  # type: ignore[union-attr]
                    if text[at] == "}":
                        raise BadRecordError(f"not JSON: a key is expected at column {at + 1}")
                elif text[at] != "}":
                    raise BadRecordError(f"not JSON: a comma is expected at column {at + 1}")
            if skip(text, at + 1).end() != len(text):  # type: ignore[union-attr]
                raise BadRecordError(f"more follows after the object, at column {at + 2}")
        except (IndexError, StopIteration) as error:
            place = f" at column {error.value + 1}" if isinstance(error, StopIteration) else ""
            raise BadRecordError(f"not JSON: it breaks off{place}") from None
        except json.JSONDecodeError as error:
            said = error.msg.removesuffix(" at")  # "Unterminated string starting at"
            raise BadRecordError(f"not JSON: {said} at column {error.pos + 1}") from None
        except RecursionError:
            raise BadRecordError("not JSON: nested too deeply") from None
        return found

    def written(self, text: str | bytes | None, labels: Mapping[str, Any]) -> bytes:
        """The line with another text and with what is added behind the last value."""
        start, end = self._span
        line, ascii_only = self._text, self._text.isascii()
        value = line[start:end] if text is None else dumped(str(text), ascii_only=ascii_only)
        added = "".join(
            f",{dumped(name, ascii_only=ascii_only)}:{dumped(label, ascii_only=ascii_only)}"
            for name, label in labels.items()
        )
        pieces = (self._mark, line[:start], value, line[end : self._end], added, line[self._end :])
        return encoded("".join(pieces))

    def cells(self) -> dict[str, Any]:
        """The values for cells of CSV: strings, ``None``, and of all else what the line says."""
        found = _once([(key, self._text[start:end]) for key, start, end in self._found])
        for key, value in found.items():
            if value == "null":
                found[key] = None
            elif value[0] == '"':
                found[key] = scanstring(value, 1, False)[0]
        return found

    def values(self) -> dict[str, Any]:
        """The values as Python reads them."""
        try:
            found: dict[str, Any] = json.loads(
                self._text, strict=False, object_pairs_hook=_once, parse_float=_finite
            )
        except ValueError as error:
            raise BadRecordError(f"cannot be converted to another format: {error}") from None
        return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadRecordError("cannot be converted to another format: a key occurs twice")
    return found


def _finite(number: str) -> float:
    value = float(number)
    if math.isinf(value):
        raise ValueError(f"{number} is beyond the largest number")
    return value


_ENCODERS = {ascii_only: json.JSONEncoder(ensure_ascii=ascii_only).encode for ascii_only in (True, False)}


def dumped(value: object, *, ascii_only: bool) -> str:
    """A value as JSON: one that goes into an ASCII line is ASCII; surrogates are as they are."""
    if value is None:
        return "null"  # the encoder takes twice as long for small values
    return str(value) if type(value) is int else _ENCODERS[ascii_only](value)


def encoded(line: str) -> bytes:
    """JSON as bytes; UTF-8 has no surrogates, so they are escaped."""
    try:
        return line.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line).encode()


def line_of(values: Mapping[str, Any]) -> bytes:
    """A new line of values of another form.

    :raises BadRecordError: one is of a kind that JSON has not.
    """
    try:
        return encoded(dumped(dict(values), ascii_only=False)) + b"\n"
    except (TypeError, ValueError) as error:
        raise BadRecordError(f"cannot be written as JSON: {error}") from None
