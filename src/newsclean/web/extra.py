"""The packages that reading pages and archives needs beside newsclean's own."""

from __future__ import annotations

from typing import Any

from newsclean.errors import ExtraError


def parser() -> Any:
    """The parser of HTML: Lexbor, by selectolax.

    :raises ExtraError: it is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise ExtraError("a web page needs selectolax: pip install 'newsclean[web]'") from None
    return LexborHTMLParser


def archives() -> Any:
    """The reader of WARC: fastwarc.

    :raises ExtraError: it is not installed.
    """
    try:
        from fastwarc import warc
    except ImportError:
        raise ExtraError("a web archive needs fastwarc: pip install 'newsclean[web]'") from None
    return warc
