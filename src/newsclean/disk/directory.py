"""An open directory: names in it are used without looking up the path to it again.

What a path leads to can change between two looks: a directory on the way becomes a symbolic link, and a
file outside is read or replaced. All calls here are relative to a directory that was opened once. Where
the platform has no such calls (Windows), the names are joined to its path.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

#: Whether names can be used relative to an open directory.
RELATIVE = {os.open, os.stat, os.unlink, os.rename, os.link} <= os.supports_dir_fd

_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
# A FIFO without a writer must not keep us waiting; for files this means nothing.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
# Directories may be passed through without the right to list them.
_PASS = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_LIST = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)


class Directory:
    """A directory that was opened; close it, or use it in a ``with`` block.

    :raises OSError: from all of its methods, as the calls of the same names in :mod:`os`.
    """

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path = path
        self._handle = handle

    @classmethod
    def named(cls, path: Path) -> Directory:
        """A directory by a path that a user gave: symbolic links on the way are followed."""
        return cls(path, os.open(path, _PASS) if RELATIVE else None)

    @classmethod
    def below(cls, top: Path, parts: Iterable[str]) -> Directory:
        """A directory below another one, where no step of the way may be a symbolic link.

        :param parts: the names from ``top`` to it.
        """
        names = tuple(parts)
        directory = cls.named(top)
        try:
            for name in names:
                directory._enter(name)
        except BaseException:
            directory.close()
            raise
        directory.path = top.joinpath(*names)
        return directory

    def _enter(self, name: str) -> None:
        if self._handle is not None:
            inner = os.open(name, _PASS | _NO_LINK, dir_fd=self._handle)
            os.close(self._handle)
            self._handle = inner

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:
        """A file in it, never through a symbolic link, and never waiting for a FIFO."""
        flags |= _BINARY | _NO_LINK | _NO_WAIT
        return os.open(self._at(name), flags, mode, dir_fd=self._handle)

    def state(self, name: str) -> os.stat_result | None:
        """What a name stands for, a symbolic link as such; ``None`` if it is not there."""
        try:
            return os.stat(self._at(name), dir_fd=self._handle, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def replace(self, old: str, new: str) -> None:
        """Give a file another name; what had that name is gone."""
        os.replace(self._at(old), self._at(new), src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def link(self, old: str, new: str) -> None:
        """Give a file a second name.

        :raises FileExistsError: something has that name.
        """
        names = self._at(old), self._at(new)
        if self._handle is None:
            os.link(*names)
        else:
            os.link(*names, src_dir_fd=self._handle, dst_dir_fd=self._handle, follow_symlinks=False)

    def unlink(self, name: str) -> None:
        """Take a name away."""
        os.unlink(self._at(name), dir_fd=self._handle)

    def names(self) -> list[str]:
        """All names in it."""
        if self._handle is None:
            return os.listdir(self.path)
        with self._listable() as handle:
            return os.listdir(handle)

    def entries(self) -> list[tuple[str, str]]:
        """All names in it, sorted, each with what it stands for: ``directory``, ``file`` or ``other``."""
        if self._handle is None:
            return sorted((entry.name, _kind(entry)) for entry in os.scandir(self.path))
        with self._listable() as handle, os.scandir(handle) as found:
            return sorted((entry.name, _kind(entry)) for entry in found)

    def read(self, name: str, most: int) -> bytes | None:
        """The bytes of a small regular file in it; ``None`` if it is none, or larger than ``most``."""
        handle = self.open(name, os.O_RDONLY)
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(handle)
            return file.read() if stat.S_ISREG(state.st_mode) and state.st_size <= most else None

    def identity(self) -> tuple[int, int] | None:
        """What tells it from all other directories, where the platform can tell."""
        if self._handle is None:
            return None
        state = os.fstat(self._handle)
        return state.st_dev, state.st_ino

    def flush(self) -> None:
        """Have its names written to the disk, where the file system can do that."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError), self._listable() as handle:
            os.fsync(handle)

    @contextlib.contextmanager
    def _listable(self) -> Iterator[int]:
        handle = os.open(".", _LIST, dir_fd=self._handle)
        try:
            yield handle
        finally:
            os.close(handle)

    def _at(self, name: str) -> str:
        return name if self._handle is not None else os.path.join(self.path, name)

    def close(self) -> None:
        """Let go of it."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Directory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_dir(follow_symlinks=False):
        return "directory"
    return "file" if entry.is_file(follow_symlinks=False) else "other"
