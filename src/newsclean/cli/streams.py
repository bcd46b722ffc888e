"""Standard output as bytes, and what to do when it is closed or full."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from newsclean.errors import FileError


def standard_output() -> BinaryIO:
    """Where data goes.

    :raises FileError: standard output is closed.
    """
    if sys.stdout is None:
        raise FileError("standard output is closed")
    return sys.stdout.buffer


def abandon_standard_output() -> None:
    """Nobody reads it any more, or it is full: what is still buffered must not fail at exit."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
