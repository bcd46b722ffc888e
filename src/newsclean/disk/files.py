"""Files: the inputs and outputs of a run; every reader and every writer goes through here."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from newsclean.disk.entry import Entry, explained, reason
from newsclean.errors import FileError
from newsclean.patterns import lazy
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.web.archive import Response

STDIN = "-"

# Names of what is open already, and its descriptor.
_OPEN = lazy(r"/dev/(?:(?P<name>stdout|stderr)|fd/(?P<fd>\d+))|/proc/self/fd/(?P<proc>\d+)")


class Source(NamedTuple):
    """One input: a file, or standard input.

    :param name: as the user named it; used in messages and in the output.
    :param path: where it is, or ``None`` for standard input.
    :param relative: where its output stands below an output directory.
    :param top: the directory below which it was found, or ``None`` if it was named itself.
    :param response: the response of a web archive that it stands for, with its bytes.
    :param by_program: whether a program named it, which names all files (``--force-exclude``).
    """

    name: str
    path: Path | None
    relative: Path
    top: Path | None = None
    response: Response | None = None
    by_program: bool = False

    @property
    def place(self) -> Path:
        """Where the settings for it are looked for: a file that was found in a directory may lie among others
        that came with it, so there the working directory counts.
        """
        return Path() if self.walked else (self.path or Path(self.name)).parent

    @property
    def walked(self) -> bool:
        """Whether it was found in a directory."""
        return self.top is not None


def read_bytes(source: Source) -> bytes:
    """The bytes of an input.

    :raises FileError: it cannot be read.
    """
    if source.response is not None:
        return source.response.data
    if source.top is not None:
        with entry(source) as found:
            return found.read()
    with explained("read", source.name):
        return standard_input().read() if source.path is None else source.path.read_bytes()


def standard_input() -> BinaryIO:
    """What is piped in.

    :raises FileError: standard input is closed.
    """
    if sys.stdin is None:
        raise FileError("standard input is closed", path=STDIN)
    return sys.stdin.buffer


@contextlib.contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """An input to be read as a stream.

    :raises FileError: it cannot be read.
    """
    if source.path is None:
        yield standard_input()
        return
    with explained("read", source.name), open(source.path, "rb") as stream:
        yield stream


def entry(source: Source) -> Entry:
    """An input as an entry of its directory, to be read and replaced.

    :raises FileError: its directory cannot be opened, or a symbolic link has taken its place.
    """
    assert source.path is not None
    if source.top is None:
        return Entry.named(source.path, source.name)
    return Entry.below(source.top, source.path.relative_to(source.top), source.name)


def replace_file(
    path: str | Path, data: bytes, *, backup: str | None = None, hard_links: bool = False
) -> bool:
    """Give a file new content, or make it; see :meth:`newsclean.disk.entry.Entry.replace`.

    :returns: whether the bytes differed.
    :raises FileError: it is no regular file, or cannot be written.
    """
    with Entry.named(path) as found:
        found.look()
        return found.replace(data, backup=backup, hard_links=hard_links)


@contextlib.contextmanager
def writer(path: str | Path) -> Iterator[BinaryIO]:
    """A file to write into that takes the place of ``path`` when the block ends well.

    On any failure the temporary file goes and the old file is whole. What is not a regular file (a device, a
    FIFO, standard output under its name in ``/dev``) is never replaced: it is written into, at once.

    :raises FileError: the file is read-only or has hard links, the disk is full …
    """
    if is_written_through(path):
        with _opened(path) as file:
            yield file
        return
    with Entry.named(path) as found:
        found.look()
        temporary = found.temporary()
        with os.fdopen(os.dup(temporary.handle), "wb") as file:
            yield file
        found.finish(temporary)


def write_file(path: str | Path, data: bytes) -> None:
    """Write a file as a whole; see :func:`writer`.

    :raises FileError: it cannot be written.
    """
    with explained("write", str(path)), writer(path) as file:
        file.write(data)


def is_written_through(path: str | Path) -> bool:
    """Whether a path names something that can only be written into, as ``cp`` and ``tee`` do."""
    if _descriptor(path) is not None:
        return True
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _descriptor(path: str | Path) -> int | None:
    """The number of the open file that a path names, as /dev/stdout and /dev/fd/3 do."""
    if (found := _OPEN.fullmatch(os.path.abspath(path))) is None:
        return None
    names = {"stdout": 1, "stderr": 2}
    return names[found["name"]] if found["name"] else int(found["fd"] or found["proc"])


@contextlib.contextmanager
def _opened(path: str | Path) -> Iterator[BinaryIO]:
    try:
        number = _descriptor(path)
        # What is open already is shared, not opened anew: in a file, what other programs write goes on behind
        # it. Other things are neither made nor cut short.
        handle = os.open(path, os.O_WRONLY | os.O_APPEND) if number is None else os.dup(number)
        with os.fdopen(handle, "wb") as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(f"cannot write: {reason(error)}", path=str(path)) from error
