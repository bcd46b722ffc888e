"""A document as the bytes of its text: in which encoding, with which declaration of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsclean.document import Document
from newsclean.edits import Edit, apply
from newsclean.values import NamedTuple


class Written(NamedTuple):
    """The bytes, their encoding, and the edits of the document's text that say so in it."""

    data: bytes
    encoding: str
    edits: tuple[Edit, ...] = ()


def written(document: Document, values: Mapping[str, Any], data: bytes | None = None) -> Written:
    """The document's text in the output encoding; ``keep`` is the input's, with its BOM.

    What the text declares as its encoding is made true where the encoding changes.

    :param values: of the settings ``output-encoding``, ``references`` and ``errors``.
    :param data: the bytes that the document was read from: they are kept where nothing changes, also in
        encodings that have several codes for a character.
    :raises EncodeError: the encoding lacks a character of the text.
    """
    name = values.get("output-encoding", "utf-8")
    found = document.encoding
    if document.input != "text":
        data = None  # the text of a page is not what was read
        found = found._replace(runs=(), bom=False)
    strict = values.get("errors", "strict") == "strict"
    if name == "keep" and data is not None and strict and document.text == document.source:
        return Written(data, found.encoding)
    if name == "utf-8" and found.encoding in ("utf-8", "ascii"):
        try:
            return Written(document.text.encode(), name)
        except UnicodeEncodeError:
            pass  # a lone surrogate: the long way says where
    from newsclean.decode import encode

    as_read = name == "keep"
    if as_read and found.runs and document.text.count("\n") != document.source.count("\n"):
        name, as_read = found.encoding, False  # which line was in which encoding is lost
    if as_read and found.encoding == "ascii" and found.how != "given" and not document.text.isascii():
        name, as_read = "utf-8", False  # ASCII is UTF-8; what was escaped brought other characters
    references = values.get("references", False)
    if as_read:
        return Written(
            encode(document.text, found, references=references, path=document.path), found.encoding
        )
    from newsclean.emit.declaration import rewritten

    edits: tuple[Edit, ...] = ()
    if "+" not in name:  # lines in two encodings can only be kept
        edits = rewritten(document.text, found.encoding, name, document.path)
    text = apply(document.text, edits) if edits else document.text
    return Written(encode(text, name, references=references, path=document.path), name, edits)
