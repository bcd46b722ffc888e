"""The charset that a text declares for itself: HTML, XML, CSS, e-mail headers, coding cookies."""

from __future__ import annotations

import re

from newsclean.decode.names import resolve
from newsclean.errors import OptionsError
from newsclean.patterns import lazy

#: Where declarations stand: the HTML standard looks at the first 1024 bytes.
HEAD = 1024


#: ``charset=…`` (HTML, MIME), ``encoding="…"`` (XML), ``@charset "…"``, ``coding: …`` (PEP 263).
_DECLARATION = lazy(
    rb"""charset \s* (?:=|["']) \s* ["']? ([A-Za-z0-9_:.-]{2,40})
        | <\?xml [^>]{0,80} encoding \s* = \s* ["'] ([A-Za-z0-9_:.-]{2,40})
        | ^[ \t\f]* (?:\#|//|/\*|<!--|;|--|%)? .{0,40}? coding [:=] [ \t]* ([A-Za-z0-9_.-]{2,40})""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


def declared(data: bytes) -> str | None:
    """The encoding that the first kilobyte declares, by the name results carry, or ``None``.

    An unknown name counts as none. What is declared is often wrong, so it is a hint to check.
    """
    match = _DECLARATION.search(data[:HEAD].replace(b"\0", b""))
    return None if match is None else known(match[match.lastindex or 1].decode("ascii"))


def known(name: str) -> str | None:
    """The name that results carry for an encoding that something declares; ``None`` if there is none."""
    try:
        return resolve(name)
    except OptionsError:
        return None
