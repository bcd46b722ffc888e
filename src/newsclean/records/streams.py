"""Bytes of files near and far, packed or not: streams to read, and files that appear when they are whole."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from newsclean.disk.entry import explained, reason
from newsclean.disk.files import writer
from newsclean.errors import FileError, OptionsError
from newsclean.extras import load

# Level 3 is zstd's own default; gzip's 6 takes three times as long as 3 for 6 % less.
_ZST_LEVEL, _GZ_LEVEL = 3, 3
_BUFFER = 1 << 20
# Packed bytes at a time: up to 32,768 times as many come out, where a file is made to exhaust the memory.
_PACKED = 512
_CUT_OFF = "the file is cut off"


def is_remote(path: str) -> bool:
    """Whether a path is an address, such as ``s3://bucket/key``, for fsspec."""
    return "://" in path


@contextlib.contextmanager
def opened(path: str, compression: str) -> Iterator[BinaryIO]:
    """A file to read, unpacked.

    :param compression: ``gz``, ``zst`` or empty.
    :raises FileError: it cannot be opened, or what the block reads of it is damaged or cut off.
    """
    import zlib

    broken: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error)
    with contextlib.ExitStack() as stack:
        try:
            raw = stack.enter_context(_raw(path))
            if compression == "gz":
                import gzip

                unpacked: Any = stack.enter_context(gzip.GzipFile(fileobj=raw))
                if not unpacked.peek(1) and not raw.tell():  # what packs nothing writes twenty bytes
                    raise EOFError(_CUT_OFF)
                yield unpacked
            elif compression == "zst":
                zstandard = load("zstandard", "corpus", "reading .zst")
                broken += (zstandard.ZstdError,)
                yield stack.enter_context(io.BufferedReader(_Unpacked(raw, zstandard), _BUFFER))
            else:
                yield raw
        except broken as error:
            said = reason(error) if isinstance(error, OSError) else str(error)
            raise FileError(f"cannot read on: {said}", path=path) from error


class _Unpacked(io.RawIOBase):
    """A file of zstandard, to its end; the library's own stream is silent where the file is cut off."""

    def __init__(self, file: BinaryIO, zstandard: Any) -> None:
        self._file = file
        self._new = zstandard.ZstdDecompressor().decompressobj
        self._frame: Any = None
        self._packed = self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            packed = self._next()
            if not packed:
                if self._frame is None or not self._frame.eof:
                    raise EOFError(_CUT_OFF)
                return 0
            if self._frame is None or self._frame.eof:
                self._frame = self._new()
            self._left = memoryview(self._frame.decompress(packed))
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size

    def _next(self) -> bytes | memoryview:
        """What is unpacked next: what was left behind the end of a frame, or a little of the file."""
        if self._frame is not None and self._frame.eof and self._frame.unused_data:
            left: bytes = self._frame.unused_data
            self._frame = None
            return left
        if not self._packed:
            self._packed = memoryview(self._file.read(_BUFFER))
        piece, self._packed = self._packed[:_PACKED], self._packed[_PACKED:]
        return piece


@contextlib.contextmanager
def _raw(path: str) -> Iterator[BinaryIO]:
    if is_remote(path):
        fsspec = load("fsspec", "corpus", f"reading {path.partition('://')[0]}://")
        with _explained(path), fsspec.open(path, "rb") as file:
            yield file
        return
    with open(path, "rb", buffering=_BUFFER) as file:
        yield file


@contextlib.contextmanager
def _explained(path: str) -> Iterator[None]:
    """What far systems raise as errors of ours: they have classes of their own, and want libraries."""
    try:
        yield
    except (OSError, EOFError):
        raise
    except ImportError as error:
        raise OptionsError(f"{path.partition('://')[0]}:// needs a library: {error}", path=path) from error
    except ValueError as error:
        raise FileError(f"cannot be opened: {error}", path=path) from error


@contextlib.contextmanager
def whole(path: str) -> Iterator[BinaryIO]:
    """A file to write that has its name when the block ends well, and else is not there.

    :raises FileError: it cannot be written.
    """
    if not is_remote(path):
        with explained("write", path):
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with writer(path) as file:
                yield file
        return
    fsspec = load("fsspec", "corpus", f"writing {path.partition('://')[0]}://")
    # Made here and sent when it is whole: closing a file of fsspec on an error makes what there is appear.
    with tempfile.NamedTemporaryFile(prefix="newsclean-") as copy:
        yield copy  # type: ignore[misc]
        copy.flush()
        with _explained(path):
            system, place = fsspec.core.url_to_fs(path)
            system.makedirs(place.rpartition("/")[0], exist_ok=True)
            system.put_file(copy.name, place + ".newsclean.tmp")
            system.mv(place + ".newsclean.tmp", place)


@contextlib.contextmanager
def packed(file: BinaryIO, compression: str) -> Iterator[BinaryIO]:
    """What packs into a file; closing it leaves the file open.

    :param compression: ``gz``, ``zst`` or empty.
    """
    if compression == "gz":
        import gzip

        # No name and no time: the same records give the same bytes.
        with gzip.GzipFile("", "wb", _GZ_LEVEL, file, mtime=0) as packing:
            yield packing  # type: ignore[misc]
    elif compression == "zst":
        zstandard = load("zstandard", "corpus", "writing .zst")
        # One frame: many readers stop at the end of the first.
        with zstandard.ZstdCompressor(_ZST_LEVEL).stream_writer(file, closefd=False) as packing:
            yield packing
    else:
        yield file
