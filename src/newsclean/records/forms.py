"""The forms of files of records, told by their names."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsclean.errors import OptionsError

_ENDINGS = {"jsonl": "jsonl", "ndjson": "jsonl", "json": "jsonl", "csv": "csv", "tsv": "tsv"}
_ENDINGS |= {"parquet": "parquet", "pq": "parquet", "warc": "warc", "wet": "warc"}
_NAME = re.compile(r"\.([a-z]+)(?:\.(gz|zst))?$", re.IGNORECASE)
_PAGES = re.compile(r"\.(html?|xhtml)(\.(gz|zst))?$", re.IGNORECASE)
KNOWN = ".jsonl, .json, .ndjson, .csv, .tsv, .warc, .wet (these also with .gz or .zst), .parquet"


class FileForm(NamedTuple):
    """How a file holds records.

    :param name: ``jsonl``, ``csv``, ``tsv``, ``parquet``, or ``warc``, which is only read.
    :param compression: ``gz``, ``zst`` or empty.
    """

    name: str
    compression: str = ""

    @property
    def ending(self) -> str:
        """What names of such files end with."""
        return f".{self.name}" + (f".{self.compression}" if self.compression else "")


def form_of(path: str) -> FileForm:
    """The form of a file.

    :raises OptionsError: its name does not tell.
    """
    found = _NAME.search(path)
    if found and found[1].lower() in _ENDINGS:
        name, compression = _ENDINGS[found[1].lower()], (found[2] or "").lower()
        if not (name == "parquet" and compression):
            return FileForm(name, compression)
    if _PAGES.search(path):
        raise OptionsError("records reads no web pages: newsclean clean --format jsonl does", path=path)
    raise OptionsError(f"the format of the records is not clear from the name: expected {KNOWN}", path=path)


def stem(path: str) -> str:
    """The last part of a path without the ending that tells the form."""
    name = re.split(r"[/\\]", path)[-1]
    found = _NAME.search(name)
    return name[: found.start()] if found else name
