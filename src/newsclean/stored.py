"""Values that take long to make, kept for this user from one process to the next.

A file of the cache folder holds bytes, or one value of plain data (numbers, text, bytes, and tuples, lists
and dicts of them). It is used only if it is this user's own, says that it was made from exactly what it would
be made from now, and its checksum holds. Whatever goes wrong, the value is made again and nobody is told: a
cache may be deleted, full or forbidden at any time.
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib

from newsclean.caches import folder, open_own

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: Longer values are neither stored nor read; bytes are of any length.
MOST = 4_000_000
# Change it with the meaning of what is stored.
_FORMAT = b"newsclean stored 1\n"
_CHECKSUM = 8


def read(name: str, identity: str) -> object:
    """A stored value, or ``None`` if there is none that can be trusted.

    :param name: of the file.
    :param identity: what decides the value; it was stored with the same.
    """
    body = read_bytes(name, of_this_python(identity), MOST + 1)
    if body is None:
        return None
    try:
        value: object = marshal.loads(body)
    except (EOFError, ValueError, TypeError):
        return None
    return value


def write(name: str, identity: str, value: Any) -> bool:
    """Store a value, unless it is too long; see :func:`write_bytes`.

    :returns: whether it is of a length that is stored.
    """
    body = marshal.dumps(value)
    if len(body) > MOST // 2:
        return False
    write_bytes(name, of_this_python(identity), body)
    return True


def read_bytes(name: str, identity: str, most: int = -1) -> memoryview | None:
    """The stored bytes, or ``None`` if there are none that can be trusted.

    :param name: of the file.
    :param identity: everything that decides the bytes; they were stored with the same.
    :param most: bytes of the file that are read; what is longer is not whole then. All by default.
    """
    place = folder()
    if place is None:
        return None
    try:
        handle = open_own(os.path.join(place, name), os.O_RDONLY)
        if handle is None:
            return None
        with os.fdopen(handle, "rb") as file:
            content = file.read(most)
    except OSError:
        return None
    head = _head(identity)
    body = memoryview(content)[len(head) + _CHECKSUM :]
    if not content.startswith(head) or content[len(head) : len(head) + _CHECKSUM] != _checksum(body):
        return None
    return body


def write_bytes(name: str, identity: str, body: bytes) -> None:
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
            file.write(_head(identity) + _checksum(body) + body)
        os.replace(temporary, os.path.join(place, name))
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def forget(name: str, digest: int) -> None:
    """Delete what other versions stored long ago under the name of a file with another digest at its end.

    :param digest: how many characters of the name it is.
    """
    import contextlib
    import time

    place, old = folder(), time.time() - _LONG_AGO
    if place is None:
        return
    with contextlib.suppress(OSError):
        for entry in os.scandir(place):
            other = entry.name
            if other != name and len(other) == len(name) and other.startswith(name[:-digest]):
                with contextlib.suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < old:
                        os.unlink(entry)


# Another version may be in use beside this one: its file is made anew once in so many seconds at most.
_LONG_AGO = 30 * 24 * 3600


def of_this_python(identity: str) -> str:
    """An identity with what tells one Python, for which ``marshal`` writes."""
    return f"{sys.version} {sys.byteorder} {identity}"


def _head(identity: str) -> bytes:
    return _FORMAT + identity.encode() + b"\0"


def _checksum(body: bytes | memoryview) -> bytes:
    return f"{zlib.crc32(body):08x}".encode()
