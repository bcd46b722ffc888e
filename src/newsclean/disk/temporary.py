"""Temporary files beside the files that they will replace, and the removal of what a killed run left.

A temporary file is locked as long as its writer lives, so a later run can tell what nobody writes any
more, and removes it. Signals wait while a file is made, finished or removed, so that none is left by
an interrupt.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator

from newsclean.disk.directory import RELATIVE, Directory
from newsclean.patterns import lazy

try:
    import fcntl
except ImportError:  # Windows, where an open file cannot be removed anyhow
    fcntl = None  # type: ignore[assignment]

#: What the names of temporary files look like: ``.NAME.0123abcd.newsclean.tmp``.
PATTERN = lazy(r"\..*\.[0-9a-f]{8}\.newsclean\.tmp", re.DOTALL)

# Of a name, so that the whole has at most 255 bytes, the limit of nearly all file systems.
_MOST_BYTES = 150

# Seconds after which a file is left over where the file system has no locks.
_OLD = 24 * 3600.0


class Temporary:
    """A file in a directory that becomes another one, or goes.

    :param name: of the file that it will replace.
    :param mode: permissions, from which the user's mask is taken.
    :raises OSError: it cannot be made.
    """

    def __init__(self, directory: Directory, name: str, mode: int = 0o600) -> None:
        self._directory = directory
        self.handle = -1
        while self.handle < 0:
            self.name = f".{_shortened(name)}.{os.urandom(4).hex()}.newsclean.tmp"
            self._make(mode)

    def _make(self, mode: int) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
        try:
            handle = self._directory.open(self.name, flags, mode)
        except FileExistsError:
            return
        try:
            _lock(handle)
            if os.fstat(handle).st_nlink:  # else a run that sweeps was faster than the lock
                self.handle = handle
        finally:
            if self.handle < 0:
                os.close(handle)

    def replace(self, name: str) -> None:
        """Take the place of the file of that name."""
        if not RELATIVE:  # Windows renames no file that is open
            self._close()
        self._directory.replace(self.name, name)
        self.name = ""

    def close(self) -> None:
        """Close it, and remove it if it has not taken a place."""
        if self.name:
            with contextlib.suppress(OSError):
                self._directory.unlink(self.name)
        self._close()

    def _close(self) -> None:
        if self.handle >= 0:
            with contextlib.suppress(OSError):
                os.close(self.handle)
            self.handle = -1


def _shortened(name: str) -> str:
    while len(os.fsencode(name)) > _MOST_BYTES:
        name = name[:-1]
    return name


def _lock(handle: int) -> None:
    """Hold it until it is closed, which the end of the process does too."""
    if fcntl is not None:
        with contextlib.suppress(OSError):  # no locks here: age decides
            fcntl.flock(handle, fcntl.LOCK_EX)


_swept: set[tuple[int, int] | None] = set()


def sweep(directory: Directory) -> None:
    """Remove temporary files of this user that no living process writes; once for each directory."""
    with contextlib.suppress(OSError):
        identity = directory.identity()
        if fcntl is None or identity in _swept:
            return
        _swept.add(identity)
        for name in directory.names():
            if PATTERN.fullmatch(name):
                with contextlib.suppress(OSError):
                    _remove(directory, name)


def _remove(directory: Directory, name: str) -> None:
    handle = directory.open(name, os.O_RDONLY)
    try:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode) or state.st_uid != os.geteuid():
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # it is being written
        except OSError:
            if time.time() - state.st_mtime < _OLD:
                return
        directory.unlink(name)
    finally:
        os.close(handle)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Signals that would end the run, or the work on a file, wait until the block is done."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    ending = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPROF}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ending)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
