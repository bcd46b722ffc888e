"""Files: read the bytes of an input, replace a file safely."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from newsclean.errors import FileError

STDIN = "-"


class Source(NamedTuple):
    """One input: a file, or standard input.

    :param name: as the user named it; used in messages and in the output.
    :param path: where it is, or ``None`` for standard input.
    :param relative: where its output stands below an output directory.
    :param walked: whether it was found in a directory (and was not named itself).
    """

    name: str
    path: Path | None
    relative: Path
    walked: bool = False


def read_bytes(source: Source) -> bytes:
    """The bytes of an input.

    :raises FileError: it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if source.path is None else source.path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read: {reason(error)}", path=source.name) from error


def replace_file(path: Path, data: bytes, *, backup: str | None = None, hard_links: bool = False) -> bool:
    """Give a file new content, or make it; all of it or nothing.

    The bytes go into a temporary file beside the resolved target, are flushed to the disk and
    renamed over it, so that the old file is whole until the new one is. Permissions stay. (The
    directory is not flushed: after a power cut it names the old file or the new one, both whole.)

    :param backup: suffix under which the old content is kept beside the file.
    :param hard_links: replace a file that has other names too; those keep the old content.
    :returns: whether the bytes differed; a file that already holds them is not touched.
    :raises FileError: it cannot be written; the old content is whole. A file with several hard
        links is refused: a rename would tear it from its other names.
    """
    target = Path(os.path.realpath(path))  # a symbolic link stays a link
    try:
        old = target.stat() if target.exists() else None
        if old is not None:
            if not stat.S_ISREG(old.st_mode):
                raise FileError("cannot write: not a regular file", path=str(path))
            if old.st_size == len(data) and target.read_bytes() == data:
                return False
            if not old.st_mode & 0o222:
                raise FileError("cannot write: the file is read-only", path=str(path))
            if old.st_nlink > 1 and not hard_links:
                raise FileError(f"cannot write: the file has {old.st_nlink} hard links", path=str(path))
            if backup:
                _keep(target, target.with_name(target.name + backup))
        with writer(target) as file:
            file.write(data)
    except OSError as error:
        raise FileError(f"cannot write: {reason(error)}", path=str(path)) from error
    return True


@contextlib.contextmanager
def writer(path: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes the place of ``path`` when the block ends well.

    On any failure the temporary file goes and the old file is whole.

    :raises OSError: the directory cannot be written, the disk is full …
    """
    import tempfile

    target = Path(os.path.realpath(path))
    old = target.stat() if target.exists() else None
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:80]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            _set_mode(name, old)
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _keep(target: Path, copy: Path) -> None:
    """Copy a file with its permissions and times, all of it or nothing.

    :raises FileError: there is another file of that name; it may be the only copy of something.
    """
    if copy.exists():
        if copy.read_bytes() == target.read_bytes():
            return
        raise FileError(f"cannot write: the backup {copy.name} exists and differs", path=str(target))
    import shutil
    import tempfile

    handle, name = tempfile.mkstemp(dir=copy.parent, prefix=f".{copy.name[:80]}.", suffix=".tmp")
    os.close(handle)
    try:
        shutil.copy2(target, name)
        os.replace(name, copy)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _set_mode(name: str, old: os.stat_result | None) -> None:
    """Keep permissions and owner; a new file gets what the user's umask gives."""
    if old is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        return
    os.chmod(name, stat.S_IMODE(old.st_mode))
    if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (os.getuid(), os.getgid()):
        with contextlib.suppress(PermissionError):  # only root may give files away
            os.chown(name, old.st_uid, old.st_gid)
            os.chmod(name, stat.S_IMODE(old.st_mode))


def reason(error: OSError) -> str:
    """The system's words for an error, without the path."""
    return error.strerror or str(error)


def quoted(name: str) -> str:
    """A file name as it may stand in a diff or a list: quoted if it holds control characters."""
    if name.isprintable():
        return name
    return '"' + "".join(_ESCAPED.get(c, c) for c in name) + '"'


_ESCAPED = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
