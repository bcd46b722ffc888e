"""One document in a notebook: the review page's inline view, with the reasons as tool tips."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsclean.document import Document
from newsclean.report.view import pieces
from newsclean.report.words import explained, text
from newsclean.visible import visible

if TYPE_CHECKING:
    from jinja2 import Template

# In code points: a notebook keeps what it shows in its file.
_MOST = 20_000

# Half transparent, so that they fit light and dark notebooks.
_STYLES = {
    "repair": "background: rgba(60, 170, 90, .25)",
    "strip": "background: rgba(220, 70, 70, .25)",
    "convert": "background: rgba(130, 90, 220, .25)",
}


def cell(document: Document) -> str:
    """The document as a piece of HTML; nothing of its text is markup."""
    parts: list[dict[str, Any]] = []
    shown = 0
    for piece in pieces(document):
        if shown >= _MOST:
            break
        before = piece if isinstance(piece, str) else piece[0]
        shown += len(before)
        parts.append({"text": before[:_MOST]} if isinstance(piece, str) else _changed(piece))
    counts = (
        ("repairs", len(document.repairs)),
        ("removals", len(document.removals)),
        ("warnings", len(document.warnings)),
    )
    return _template().render(
        path=visible(document.path or "Document"),
        encoding=document.encoding.encoding,
        script=document.conversion or document.script_in.name,
        counts=[(kind, count) for kind, count in counts if count],
        warnings=document.warnings[:5],
        parts=parts,
        styles=_STYLES,
        more=max(0, len(document.source) - shown),
    )


def _changed(piece: Any) -> dict[str, Any]:
    before, after, reasons, margin = piece
    stages = [reason[0] for reason in reasons]
    why = [f"{reason[0]} {' '.join(reason[1:])}" for reason in reasons]
    why += [explained(reason[0], reason[1], "en") for reason in reasons if reason[0] == "repair"]
    if margin is not None:
        why.append(f"margin {margin} nats")
    return {
        "kind": next(stage for stage in ("strip", "repair", "convert") if stage in stages),
        "before": _spelled(before),
        "after": _spelled(after),
        "why": "; ".join(why),
    }


def _spelled(text: str) -> str:
    """Each line with its invisible characters as ``<U+200B>``."""
    return "".join(visible(line) for line in text.splitlines(keepends=True))


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment

    return Environment(autoescape=True).from_string(text("cell.html"))
