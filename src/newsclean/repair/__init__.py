"""Repair: undo injected glyphs and wrong decodings, only on evidence."""

from __future__ import annotations

from newsclean.document import Repaired

__all__ = ["repair"]


def repair(text: str) -> Repaired:
    """Undo damage in a text; clean text comes back as it is."""
    return Repaired(text)
