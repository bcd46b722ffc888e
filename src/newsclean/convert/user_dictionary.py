"""Dictionaries of the caller's own, in OpenCC's format, which go before all others.

Where a word of theirs stands, what it becomes is certain, and the text before and behind it is converted on
its own. So that converting twice is converting once, what a word becomes is left alone where it stands, and
a dictionary by which it would become something else is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsclean.errors import FileError, OptionsError
from newsclean.limited import MOST, Stamps, read_limited, stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.opencc.dictionaries import Table

_BOM = b"\xef\xbb\xbf"


def read_words(paths: Sequence[str]) -> Table:
    """Read dictionaries; where several have a word, the last one counts.

    The format is OpenCC's: ``key TAB value [SPACE value …]`` a line, of which the first value is used. Lines
    that begin with ``#`` and blank ones are passed over; a byte order mark and CRLF are allowed.

    :returns: each word with what it becomes. A word that becomes itself is left alone.
    :raises FileError: a file cannot be read.
    :raises OptionsError: a line is not of this format, or what one word becomes would become another.
    """
    return _read(tuple(paths), stamps(paths))


@lru_cache(maxsize=16)
def _read(paths: tuple[str, ...], _stamps: Stamps) -> Table:
    """The words of files, each read once as long as it does not change."""
    words: Table = {}
    places: dict[str, tuple[str, int, int]] = {}
    for path in paths:
        for (key, value), place in _entries(path).items():
            words[key], places[key] = value, place
    _check_rest(words, places)
    return words | _unrest(words)


# In characters: OpenCC's longest word has 13. One that becomes 2 MB took 7 GB of memory.
_LONGEST = 1000


def _entries(path: str) -> dict[tuple[str, str], tuple[str, int, int]]:
    """The entries of one file, each with its path, line and byte offset."""
    try:
        data = read_limited(path, most=MOST)
    except OptionsError as error:
        raise FileError(error.message, path=path) from error
    offset = len(_BOM) if data.startswith(_BOM) else 0
    values: Table = {}
    entries: dict[tuple[str, str], tuple[str, int, int]] = {}
    for number, raw in enumerate(data[offset:].split(b"\n"), 1):
        entry = _entry(raw.removesuffix(b"\r"), path, number, offset)
        if entry is not None:
            key, value = entry
            if values.setdefault(key, value) != value:
                first = next(place for (other, _), place in entries.items() if other == key)
                raise _wrong(f"{key!r} is in line {first[1]}, with another value", path, number, offset)
            entries.setdefault(entry, (path, number, offset))
        offset += len(raw) + 1
    return entries


def _entry(raw: bytes, path: str, number: int, offset: int) -> tuple[str, str] | None:
    """A line's key and first value; ``None`` for a comment or a blank line."""
    try:
        line = raw.decode()
    except UnicodeDecodeError as error:
        raise _wrong("not valid UTF-8", path, number, offset + error.start) from error
    if not line.strip() or line.startswith("#"):
        return None
    key, tab, rest = line.partition("\t")
    if not tab:
        raise _wrong("expected a word, a tab and its replacement; there is no tab", path, number, offset)
    if not key.strip():
        raise _wrong("no word before the tab", path, number, offset)
    value = rest.strip().split(" ")[0]
    if not value:
        raise _wrong("nothing after the tab", path, number, offset)
    if len(key) > _LONGEST or len(value) > _LONGEST:
        raise _wrong(f"a word of more than {_LONGEST} characters", path, number, offset)
    if "\t" in value:
        raise _wrong("more than one tab", path, number, offset)
    strange = [char for char in key + value if "\ufdd0" <= char <= "\ufdef" or char in "\r\0"]
    if strange:
        raise _wrong(f"character U+{ord(strange[0]):04X} is not allowed in a word", path, number, offset)
    return key, value


def _check_rest(words: Table, places: dict[str, tuple[str, int, int]]) -> None:
    """Check that no word becomes one that becomes another.

    :raises OptionsError: one does.
    """
    for key, value in words.items():
        then = words.get(value, value)
        if then != value:
            path, number, offset = places[key]
            file, line, _ = places[value]
            where = f"line {line}" if file == path else f"{file}:{line}"
            message = f"{key!r} becomes {value!r}, and that becomes {then!r} by {where}"
            raise _wrong(f"{message}: converting twice would change it again", path, number, offset)


def _unrest(words: Table) -> Table:
    """What words become and other words would change: to be left alone as a whole (头 becomes 头发)."""
    longest: dict[str, int] = {}
    for key, value in words.items():
        if key != value:
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    found = {}
    for value in set(words.values()) - words.keys():
        for at, char in enumerate(value):
            ends = range(at + 1, min(at + longest.get(char, 0), len(value)) + 1)
            if any(words.get(value[at:end], "") not in ("", value[at:end]) for end in ends):
                found[value] = value
    return found


def _wrong(message: str, path: str, number: int, offset: int) -> OptionsError:
    return OptionsError(message, path=path, line=number, offset=offset)
