"""Where a text may be cut, so that its pieces are rewritten one by one."""

from __future__ import annotations

from collections.abc import Iterator

#: Where text may be cut: behind a character that no key of any of OpenCC's tables contains.
CUT = "\n\r 。！？；"


def pieces(text: str, size: int) -> Iterator[str]:
    """A text cut where no match can be torn apart."""
    at = 0
    while len(text) - at > size:
        end = next((end for mark in CUT if (end := text.rfind(mark, at, at + size) + 1)), 0)
        if not end:
            ends = [found for mark in CUT if (found := text.find(mark, at + size)) >= 0]
            end = min(ends, default=len(text) - 1) + 1
        yield text[at:end]
        at = end
    if at < len(text):
        yield text[at:]
