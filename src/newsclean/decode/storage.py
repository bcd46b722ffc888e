"""What storage leaves in a text that is none of it: NULs that pad, the separator of a crawled corpus.

NULs come from buffers and columns of a fixed size, from C strings and from files that a crash cut.
No text holds them, and what reads them next may end there; so none is passed on, and what became
of them is reported.
"""

from __future__ import annotations

import re

from newsclean.decode.signatures import full_of_controls
from newsclean.notices import warned
from newsclean.patterns import PRIVATE_USE, lazy

#: A run of NULs, or one at the end of a field or line: padding.
_PADDING = lazy(rb"\0\0+|\0(?=[\n\r\t,;|\"'\x01]|\Z)")
#: One NUL in so many bytes, beside padding, is a stray one; where there are more it is data, such as
#: names that end with NUL.
_STRAY = 50
#: Bytes looked at; the whole of larger data is as its beginning.
_HEAD = 1 << 16

_RUN = lazy("\0+")
#: What a field's padding ends at, if the field is not the last thing before another.
_ENDS = "\n\r\t,;|\"'\x01"

#: U+E40C, the user-defined code FDA3 of GBK, parts the paragraphs of the SogouCS and SogouCA news
#: corpora, whose lines hold an article each: 1,259 times in 200 articles, never two together, and
#: 597 times after a full stop.
SEPARATOR = "\ue40c"
_AFTER_SENTENCE = lazy("[。！？；：…”’」』）)!?]\ue40c")


def without_padding(data: bytes) -> bytes | None:
    """Bytes without their NULs if these are padding, or a few; ``None`` if it is no text."""
    head = data[:_HEAD]
    padding = sum(map(len, _PADDING.findall(head)))
    stray = head.count(0) - padding
    if stray * _STRAY > len(head):
        return None
    text = data.replace(b"\0", b"")
    if not text or full_of_controls(text):
        return None
    # Compressed data has a control character in ten bytes; records of a program have fewer.
    if padding * 50 > len(head) and full_of_controls(text, most=200):
        return None
    return text


def tidied(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without NULs, and with line ends for the separators of a crawled corpus.

    :returns: the text, and a sentence for each kind of thing that was done.
    """
    warnings: list[str] = []
    if "\0" in text:
        text, found = _without_nuls(text)
        warnings += found
    if SEPARATOR in text and _separates(text):
        warnings.append(
            f"{text.count(SEPARATOR)} × U+E40C, which separates paragraphs in a crawled corpus, read as line"
            " breaks"
        )
        text = text.replace(SEPARATOR, "\n")
    return text, tuple(warnings)


def _without_nuls(text: str) -> tuple[str, list[str]]:
    warnings: list[str] = []
    body = text.rstrip("\0")
    if len(body) < len(text):
        what = f"{_nuls(len(text) - len(body))} at the end of the text removed"
        warnings.append(warned("control-character", what))
    dropped = parted = 0

    def padding(match: re.Match[str]) -> str:
        nonlocal dropped, parted
        size = len(match.group())
        begin, end = match.span()
        if size == 1 or begin == 0 or body[end] in _ENDS or body[begin - 1] in "\n\r":
            dropped += size
            return ""
        parted += 1
        return "\t"

    if "\0" in body:
        body = _RUN.sub(padding, body)
    if dropped:
        warnings.append(warned("control-character", f"{_nuls(dropped)} removed from the text"))
    if parted:
        warnings.append(warned("control-character", f"NULs between columns read as tabs, in {parted} places"))
    return body, warnings


def _nuls(count: int) -> str:
    return f"{count} NUL" if count == 1 else f"{count} NULs"


def _separates(text: str) -> bool:
    """Whether U+E40C parts paragraphs here: between sentences, and almost alone of its kind."""
    count = text.count(SEPARATOR)
    return (
        SEPARATOR * 2 not in text
        and len(PRIVATE_USE.findall(text)) * 4 <= count * 5
        and len(_AFTER_SENTENCE.findall(text)) * 3 >= count
    )
