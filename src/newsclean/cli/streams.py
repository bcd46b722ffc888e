"""Where data goes: standard output as bytes, open, closed or full; or a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any, BinaryIO, TextIO

from newsclean.disk.entry import reason
from newsclean.disk.files import writer
from newsclean.errors import FileError
from newsclean.visible import visible


def standard_output() -> BinaryIO:
    """Where data goes.

    :raises FileError: standard output is closed.
    """
    if sys.stdout is None:
        raise FileError("standard output is closed")
    return sys.stdout.buffer


def write_lines(lines: Iterable[str]) -> None:
    """Print lines; on a terminal, signs that it would obey are spelled out.

    :param lines: without their ends.
    """
    out = standard_output()
    terminal = sys.stdout.isatty()
    for line in lines:
        out.write(_encoded(visible(line) if terminal else line) + b"\n")
        out.flush()


def _encoded(line: str) -> bytes:
    """A line in which names of files are the bytes that they are, whatever the locale takes them for."""
    try:
        return os.fsencode(line)
    except UnicodeEncodeError:  # the line has more than names, and the locale is not made for Chinese
        return line.encode("utf-8", "surrogateescape")


def abandon_standard_output() -> None:
    """Nobody reads it any more, or it is full: what is still buffered must not fail at exit."""
    _abandon(sys.stdout)


def tell(text: str) -> None:
    """Write to standard error. Where nobody listens the work goes on, and the exit code says how it ended."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        _abandon(sys.stderr)  # Python itself would end with 120


def _abandon(stream: TextIO | None) -> None:
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Sink:
    """Where printed data goes: standard output, or a file that appears when all is done.

    The file is opened for the first result, so that it stays as it is if there is none.
    """

    def __init__(self, output: str | None) -> None:
        self._output = output
        self._file: BinaryIO | None = None if output else standard_output()
        self._stack = ExitStack()

    def write(self, data: bytes) -> None:
        """Write and flush, so that the reader of a pipe has each document at once."""
        if self._file is None:
            self._file = self._stack.enter_context(writer(self._output or ""))
        self._file.write(data)
        self._file.flush()

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        try:
            self._stack.__exit__(kind, error, trace)
        except OSError as failure:
            self._fail(failure)
        if self._output and isinstance(error, OSError):
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        raise FileError(f"cannot write: {reason(error)}", path=self._output) from error
