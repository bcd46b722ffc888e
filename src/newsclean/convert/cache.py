"""Compiled tables on disk, one file per configuration, in the user's cache folder.

A file is used only if it belongs to this user, says it was made from exactly what would be compiled now, and
its checksum holds. Whatever goes wrong, the table is compiled in memory and nobody is told: a cache may
be deleted, full or forbidden at any time. Only a table that could not be read although all of that holds is
worth a line.
"""

from __future__ import annotations

import os
import zlib

from newsclean.caches import folder, open_own

# Change it with the meaning of what is stored.
_FORMAT = b"newsclean table 1\n"
_CHECKSUM = 8

#: What is to be told with the next text that is converted.
told: list[str] = []


def read(name: str, identity: str) -> memoryview | None:
    """The stored bytes, or ``None`` if there are none that can be trusted.

    :param name: of the file.
    :param identity: everything that decides the bytes; they were stored with the same.
    """
    place = folder()
    if place is None:
        return None
    try:
        handle = open_own(os.path.join(place, name), os.O_RDONLY)
        if handle is None:
            return None
        with os.fdopen(handle, "rb") as file:
            content = file.read()
    except OSError:
        return None
    head = _FORMAT + identity.encode() + b"\0"
    body = memoryview(content)[len(head) + _CHECKSUM :]
    if not content.startswith(head) or content[len(head) : len(head) + _CHECKSUM] != _checksum(body):
        return None
    return body


def write(name: str, identity: str, body: bytes) -> None:
    """Store bytes; other processes see the old file or the new one, never a part.

    Does nothing where the folder cannot be written.
    """
    import contextlib
    import tempfile

    place = folder()
    if place is None:
        return
    temporary = None
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=place)  # mode 0600
        with os.fdopen(handle, "wb") as file:
            file.write(_FORMAT + identity.encode() + b"\0" + _checksum(body) + body)
        os.replace(temporary, os.path.join(place, name))
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _checksum(body: bytes | memoryview) -> bytes:
    return f"{zlib.crc32(body):08x}".encode()
