"""A journal of what was cleaned, so that a run can go on where it stopped.

Content decides, not time stamps: an entry says that these bytes, cleaned in this way, gave those
bytes. The file only grows; each entry is written whole behind the last one, and a part of one that a killed
run left is cut off before the next, so a run that is killed loses at most the entries of files that are
then done again. A journal that belongs to another user, or is no regular file, is not believed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from newsclean.caches import folder, open_own
from newsclean.errors import FileError

#: Bytes of one digest: 2^64 files before two are likely to share one.
SIZE = 16


def digest(data: bytes, *, key: str = "") -> bytes:
    """The digest under which content stands in the journal.

    :param key: all that decides what becomes of it beside the content and the versions, such as the options.
    """
    return blake2b(data, digest_size=SIZE, key=blake2b(key.encode()).digest()).digest()


class Journal:
    """What bytes became, by digest.

    :param versions: of the code and the data; another version has another journal.
    :raises FileError: there is no folder for caches to keep it in.
    """

    def __init__(self, versions: Iterable[str]) -> None:
        place = folder()
        if place is None:
            raise FileError("no folder to keep a journal in: set XDG_CACHE_HOME or HOME")
        self.path = Path(place, "journal") / digest("\0".join(versions).encode()).hex()
        self._known: dict[bytes, bytes] | None = None

    def result(self, read: bytes) -> bytes | None:
        """The digest of what these bytes become, or ``None`` if it is not known."""
        if self._known is None:
            self._known = self._load()
        return self._known.get(read)

    def add(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Remember what was made of what. What was made is clean, so it becomes itself.

        :raises OSError: the journal cannot be written.
        :raises FileError: what has its name is not a regular file of this user.
        """
        block = b"".join(read + made + (made + made if read != made else b"") for read, made in entries)
        if block:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = open_own(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            if handle is None:
                raise FileError("not this user's own file", path=str(self.path))
            with os.fdopen(handle, "r+b", buffering=0) as file:
                _lock(handle)  # two runs may share it
                torn = os.fstat(handle).st_size % (2 * SIZE)
                if torn:  # a run was killed while it wrote: what follows would be read out of step
                    os.ftruncate(handle, os.fstat(handle).st_size - torn)
                file.write(block)

    def _load(self) -> dict[bytes, bytes]:
        try:
            handle = open_own(self.path, os.O_RDONLY)
            if handle is None:
                return {}
            with os.fdopen(handle, "rb") as file:
                data = file.read()
        except OSError:
            return {}
        whole = len(data) - len(data) % (2 * SIZE)
        return {data[i : i + SIZE]: data[i + SIZE : i + 2 * SIZE] for i in range(0, whole, 2 * SIZE)}

    def __getstate__(self) -> Path:
        # A worker process loads the entries itself instead of being sent them with every task.
        return self.path

    def __setstate__(self, state: Path) -> None:
        self.path = state
        self._known = _LOADED.get(state)
        if self._known is None:
            self._known = _LOADED[state] = self._load()


def _lock(handle: int) -> None:
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
    except (ImportError, OSError):
        pass  # no locks here: blocks are appended as a whole all the same


#: In a worker process: the entries, loaded once although the journal travels with each task.
_LOADED: dict[Path, dict[bytes, bytes]] = {}
