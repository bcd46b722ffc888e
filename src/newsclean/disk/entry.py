"""An entry of a directory: a file that is read, and replaced only if it is still what was read."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from newsclean.disk import attributes
from newsclean.disk.directory import RELATIVE, Directory
from newsclean.disk.temporary import Temporary, sweep, undisturbed
from newsclean.errors import FileError, why

# Read at a time when contents are compared.
_CHUNK = 1 << 20


def _go_on() -> None:
    pass


#: Is called just before a file gets new content, and raises if the run is over: a worker process must not
#: write after its parent has gone.
still_wanted: Callable[[], None] = _go_on


class ChangedError(FileError):
    """A file is not any more what was read."""


class Entry:
    """A name in an open directory. The file it stood for when it was read stays open, so nothing else can
    be taken for it.

    :param shown: the name in messages.
    :raises FileError: from all methods, where something is wrong.
    """

    def __init__(self, directory: Directory, name: str, shown: str) -> None:
        self.directory = directory
        self.name = name
        self._shown = shown
        self._handle = -1
        self._seen: os.stat_result | None = None
        self._content = b""
        self._pending: Temporary | None = None

    @classmethod
    def named(cls, path: str | Path, shown: str | None = None) -> Entry:
        """What a path that a user gave stands for: a symbolic link stays, the file that it names counts."""
        shown = str(path) if shown is None else shown
        real = Path(os.path.realpath(path))
        with explained("write", shown):
            return cls(Directory.named(real.parent), real.name, shown)

    @classmethod
    def below(cls, top: Path, inner: Path, shown: str) -> Entry:
        """A file that was found below a directory; nothing on the way may be a symbolic link by now."""
        with explained("read", shown):
            return cls(Directory.below(top, inner.parent.parts), inner.name, shown)

    def read(self) -> bytes:
        """The bytes of the file, which must be a regular one."""
        with explained("read", self._shown):
            self._handle = self.directory.open(self.name, os.O_RDONLY)
            self._seen = os.fstat(self._handle)
            if not stat.S_ISREG(self._seen.st_mode):
                raise FileError("cannot read: not a regular file", path=self._shown)
            with os.fdopen(os.dup(self._handle), "rb") as file:
                self._content = file.read()
        return self._content

    def look(self) -> None:
        """Read the file if there is one, as the one that will be replaced.

        :raises FileError: what has the name is not a regular file.
        """
        with explained("write", self._shown):
            state = self.directory.state(self.name)
        if state is not None:
            if not stat.S_ISREG(state.st_mode):
                raise FileError("cannot write: not a regular file", path=self._shown)
            self.read()

    def replace(self, data: bytes, *, backup: str | None = None, hard_links: bool = False) -> bool:
        """Give the file new content, or make it; all of it or nothing.

        The bytes go into a temporary file in the same directory, are flushed to the disk and renamed over
        it. Owner, permissions, access control list and extended attributes stay. (Without ``backup`` the
        directory is not flushed: after a power cut it names the old file or the new one, both whole.)

        :param backup: suffix under which what was read is kept beside the file.
        :param hard_links: replace a file that has other names too; those keep the old content.
        :returns: whether the bytes differed; a file that already holds them is not touched.
        :raises FileError: it is read-only, has hard links, has changed since it was read, or cannot be
            written; the old content is whole.
        """
        with undisturbed():
            sweep(self.directory)  # also where nothing is to be done any more
        if self._seen is not None and data == self._content:
            return False
        with explained("write", self._shown), undisturbed():
            check(self._seen, self._shown, hard_links=hard_links)
            with contextlib.closing(self._temporary()) as temporary:
                write_all(temporary.handle, data)
                try:
                    self.finish(temporary, backup)
                except ChangedError:
                    if self._holds(self.name, data):
                        return False  # another run over the same files was faster
                    raise
        return True

    def temporary(self) -> Temporary:
        """A temporary file that can take the place of this one; it is closed with the entry."""
        with explained("write", self._shown), undisturbed():
            check(self._seen, self._shown)
            sweep(self.directory)
            # Kept here, so that it goes with the entry if a signal has waited for the end of this block.
            self._pending = self._temporary()
            return self._pending

    def _temporary(self) -> Temporary:
        # What is new gets what the user's mask, or the directory's default list, gives.
        return Temporary(self.directory, self.name, 0o666 if self._seen is None else 0o600)

    def finish(self, temporary: Temporary, backup: str | None = None) -> None:
        """Let a temporary file that is written take the place of this one."""
        with explained("write", self._shown), undisturbed():
            if self._seen is not None:
                self._keep_attributes(temporary.handle)
            os.fsync(temporary.handle)
            if backup and self._seen is not None:
                self._back_up(self.name + backup)
            self._must_be_as_read()
            still_wanted()
            if not RELATIVE:  # Windows replaces no file that is open
                self._let_go()
            temporary.replace(self.name)

    def _keep_attributes(self, new: int) -> None:
        try:
            attributes.keep(self._handle, new)
        except attributes.LostError as error:
            raise FileError(f"cannot write: {why(error)}", path=self._shown) from error

    def _back_up(self, name: str) -> None:
        """Keep what was read under another name, with all that the file has; nothing is written over."""
        assert self._seen is not None
        with contextlib.closing(Temporary(self.directory, name)) as copy:
            write_all(copy.handle, self._content)
            self._keep_attributes(copy.handle)
            if os.utime in os.supports_fd:
                os.utime(copy.handle, ns=(self._seen.st_atime_ns, self._seen.st_mtime_ns))
            os.fsync(copy.handle)
            try:
                self._link(copy, name)
            except FileExistsError:
                if not self._holds(name, self._content):
                    raise FileError(
                        f"cannot write: the backup {name} exists and differs", path=self._shown
                    ) from None
        self.directory.flush()

    def _link(self, copy: Temporary, name: str) -> None:
        try:
            self.directory.link(copy.name, name)
        except FileExistsError:
            raise
        except OSError:
            # No hard links here (FAT). A name that is made anew is at least never written over.
            handle = self.directory.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            try:
                write_all(handle, self._content)
                self._keep_attributes(handle)
                os.fsync(handle)
            except BaseException:
                self.directory.unlink(name)
                raise
            finally:
                os.close(handle)

    def _holds(self, name: str, content: bytes) -> bool:
        """Whether a name stands for a file with that content."""
        try:
            handle = self.directory.open(name, os.O_RDONLY)
        except OSError:
            return False
        try:
            return stat.S_ISREG(os.fstat(handle).st_mode) and _same_content(handle, content)
        finally:
            os.close(handle)

    def _must_be_as_read(self) -> None:
        """Check that the name stands for the file that was read, and that the file holds what it held."""
        now = self.directory.state(self.name)
        if self._seen is None:
            if now is not None:
                raise ChangedError(
                    "not replaced: another program has created it in the meantime", path=self._shown
                )
            return
        if now is None or _stamp(now) != _stamp(self._seen) or not _same_content(self._handle, self._content):
            raise ChangedError("not replaced: it has changed since it was read", path=self._shown)

    def _let_go(self) -> None:
        if self._handle >= 0:
            with contextlib.suppress(OSError):  # it was read, nothing can be lost
                os.close(self._handle)
            self._handle = -1

    def close(self) -> None:
        """Let go of the file and its directory; a temporary file that has not taken its place goes."""
        if self._pending is not None:
            self._pending.close()
        self._let_go()
        self.directory.close()

    def __enter__(self) -> Entry:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def check(state: os.stat_result | None, shown: str, *, hard_links: bool = False) -> None:
    """Check that a file may be replaced.

    :param state: of the file; ``None`` if there is none.
    :raises FileError: it is no regular file, is read-only, or has other names.
    """
    if state is None:
        return
    if not stat.S_ISREG(state.st_mode):
        raise FileError("cannot write: not a regular file", path=shown)
    if not state.st_mode & 0o222:
        raise FileError("cannot write: the file is read-only", path=shown)
    if state.st_nlink > 1 and not hard_links:
        raise FileError(f"cannot write: the file has {state.st_nlink} hard links", path=shown)


def _stamp(state: os.stat_result) -> tuple[int, int, int, int]:
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def _same_content(handle: int, content: bytes) -> bool:
    """Whether a file holds exactly that: times alone cannot tell, as a clock's tick may be 4 ms or 2 s."""
    os.lseek(handle, 0, os.SEEK_SET)
    at = 0
    while chunk := os.read(handle, _CHUNK):
        if chunk != content[at : at + len(chunk)]:
            return False
        at += len(chunk)
    return at == len(content)


def write_all(handle: int, data: bytes) -> None:
    """Write bytes to an open file, all of them."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


@contextlib.contextmanager
def explained(what: str, shown: str) -> Iterator[None]:
    """Turn errors of the system into errors that say what could not be done.

    :param what: ``read`` or ``write``.
    :param shown: the name of the file.
    :raises FileError: the system raised one.
    """
    try:
        yield
    except OSError as error:
        raise FileError(f"cannot {what}: {reason(error)}", path=shown) from error


def reason(error: OSError) -> str:
    """The system's words for an error, without the path."""
    import errno

    if error.errno == errno.ELOOP:
        return "a symbolic link has taken its place"
    return why(error)
