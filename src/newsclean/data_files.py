"""The files of data that the package brings: where they are, and their lines."""

from __future__ import annotations

import os

_FOLDER = os.path.join(os.path.dirname(__file__), "data")


def place(*names: str) -> str:
    """The path of a file of data.

    :param names: of its folder and of the file, or its path.
    """
    return os.path.join(_FOLDER, *names)


def lines(*names: str) -> list[str]:
    """The lines of a file of data, without ends; its header (``# …``) and blank lines are left out."""
    with open(place(*names), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line[0] not in "#\n"]
