"""Turn a document into what is printed: text, JSON, JSON Lines, a unified diff."""

from __future__ import annotations

#: The output formats of the command line.
FORMATS = ("text", "json", "jsonl")

#: The forms in which ``--check`` tells its findings.
OUTPUT_FORMATS = ("text", "json", "github", "sarif")
