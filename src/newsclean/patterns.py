"""Regular expressions that are compiled when they are met, and once for this user.

A class of Han characters takes one to twenty milliseconds to compile, a page meets a hundred patterns, and
Python keeps what it compiles for one process only. So the code that a pattern was compiled to is kept in the
user's cache folder, in one file for each version of Python, and the next process makes patterns of it in
microseconds. Where that is not possible the pattern is compiled as everywhere.
"""

from __future__ import annotations

import marshal
import re
import sys
from functools import cache
from importlib import import_module
from itertools import accumulate
from zlib import crc32

from newsclean.stored import MOST, of_this_python, read_bytes, write_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, AnyStr

    # Bit by bit what `_sre.compile` takes: flags, code (32 bits each), groups, their names.
    _Stored = tuple[int, bytes, int, dict[str, int]]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What does as a compiled pattern, and is compiled when it is first used: for constants of modules."""
    made: Any = _Lazy(source, flags)
    return made  # type: ignore[no-any-return]


class _Lazy:
    """A pattern that is compiled when a method of it is first asked for."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = int(flags)

    def __getattr__(self, name: str) -> object:
        made = _pattern((self.pattern, self._flags))
        # From now on they are found at once.
        for method in _METHODS:
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


def compiled(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern, compiled once; for a bounded number of sources, those that are the program's or a user's.

    :raises re.error: it is none.
    """
    made: re.Pattern[AnyStr] = _pattern((source, int(flags)))
    return made


if not TYPE_CHECKING:
    compiled = cache(compiled)  # lines are looked at by dozens of patterns


def _pattern(key: tuple[str | bytes, int]) -> Any:
    known = _known.get(key)
    if known is None:
        known = _known[key] = _store.pattern(key)
    return known


_known: dict[tuple[str | bytes, int], Any] = {}


class _Store:
    """The codes of patterns, looked up when a pattern is asked for, written when the process ends."""

    def __init__(self) -> None:
        self._codes: dict[int, memoryview] | None = None
        self._used: dict[int, bytes | memoryview] = {}
        self._new = False

    def pattern(self, key: tuple[str | bytes, int]) -> re.Pattern[Any]:
        if self._codes is None:
            self._codes = _read()
        digest = _digest(*key)
        packed = self._codes.get(digest)
        if packed is not None:
            try:
                source, stored = marshal.loads(packed)
                if source == key:
                    self._used[digest] = packed
                    return _made(key[0], stored)
            except Exception:  # a Python that takes something else
                self._codes.clear()
        stored = _stored(key)
        if stored is None:
            return re.compile(key[0], key[1])
        self._used[digest] = marshal.dumps((key, stored))
        if not self._new:
            import atexit

            self._new = True
            atexit.register(self.write)
        return _made(key[0], stored)

    def write(self) -> None:
        """Store what is known, together with what other processes have stored meanwhile.

        Once that is too much, the file begins anew with what this process has used: without that, nothing new
        would ever be stored again.
        """
        if self._used and not _write(_read() | self._used):
            _write(self._used)


_store = _Store()


def _name() -> str:
    return f"patterns-{sys.implementation.cache_tag}"


def _identity() -> str:
    """What decides what a code means."""
    return of_this_python(f"patterns 2 {getattr(import_module('_sre'), 'MAGIC', 0)}")


def _digest(source: str | bytes, flags: int) -> int:
    """The number under which a code is stored, with all that it was made from."""
    text = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    return crc32(text, flags)


# Hundreds of codes are in the file of who uses much of the program. So they lie behind a table of their
# digests and places, and those that are asked for are read: two megabytes of values take 2.5 ms to make.
_SIZE = 4


def _read() -> dict[int, memoryview]:
    """The stored codes by their digests, none if they cannot be trusted."""
    body = read_bytes(_name(), _identity(), MOST + 1) or memoryview(b"")
    size = _SIZE + int.from_bytes(body[:_SIZE], "little")
    codes = body[size:]
    try:
        return {digest: codes[start:end] for digest, start, end in marshal.loads(body[_SIZE:size])}
    except (EOFError, ValueError, TypeError):
        return {}


def _write(codes: Mapping[int, bytes | memoryview]) -> bool:
    """Store codes; whether they are not too long for that."""
    ends = list(accumulate(map(len, codes.values())))
    if ends[-1] > MOST // 2:
        return False
    table = marshal.dumps(list(zip(codes, [0, *ends], ends, strict=False)))
    write_bytes(
        _name(), _identity(), b"".join((len(table).to_bytes(_SIZE, "little"), table, *codes.values()))
    )
    return True


def _stored(key: tuple[str | bytes, int]) -> _Stored | None:
    """What a pattern is compiled to; ``None`` where this Python does not say."""
    if sys.implementation.name != "cpython":
        return None
    try:
        old = sys.version_info < (3, 11)
        parser: Any = import_module("sre_parse" if old else "re._parser")
        compiler: Any = import_module("sre_compile" if old else "re._compiler")
        parsed = parser.parse(key[0], key[1])
        code = compiler._code(parsed, key[1])
        state = parsed.state
        from array import array

        numbers = array("I", code)
        if numbers.itemsize != 4:
            return None
        return key[1] | state.flags, numbers.tobytes(), state.groups - 1, dict(state.groupdict)
    except Exception:  # nothing of this is promised
        return None


def _made(source: str | bytes, stored: _Stored) -> re.Pattern[Any]:
    """The pattern of a code."""
    flags, code, groups, names = stored
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    numbers = memoryview(code).cast("I").tolist()
    engine: Any = import_module("_sre")
    made: re.Pattern[Any] = engine.compile(source, flags, numbers, groups, names, tuple(by_number))
    return made


#: A character of private use.
PRIVATE_USE = lazy("[\ue000-\uf8ff]")
