"""What an earlier run has done: a small file for each output that is whole, in ``_newsclean`` beside them.

An output counts as done if it was made in the same way of the same input, and has the same size still.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

from newsclean.errors import FileError
from newsclean.files import write_file
from newsclean.records.output import Rejects
from newsclean.records.tally import Tally


class Done:
    """The outputs in a directory that are done.

    :param directory: the outputs'.
    :param decisive: all that decides results beside the input.
    :param inputs: for each output's beginning the input that it is made of.
    """

    def __init__(self, directory: str, decisive: str) -> None:
        self._place = Path(directory, "_newsclean")
        self._decisive = decisive
        self._known: dict[str, Tally | None] = {}
        self._skipped: dict[str, list[str]] = {}
        self._sources: dict[str, str] = {}

    def source(self, name: str, path: str) -> str:
        """Remember of which input an output is made.

        :returns: the output's name.
        """
        self._sources[name] = path
        return name

    def has(self, name: str) -> bool:
        """Whether an output is done."""
        if name not in self._known:
            self._known[name] = self._read(name)
            if self._known[name] is not None:
                self._skipped.setdefault(self._sources[name], []).append(name)
        return self._known[name] is not None

    def any(self, path: str) -> bool:
        """Whether any output of an input is done."""
        return bool(self._skipped.get(path))

    def of(self, path: str, _name: Callable[[str, int], str]) -> Iterator[tuple[Tally, str]]:
        """What was counted of the outputs of an input, and the files of their rejected records."""
        for name in self._skipped.get(path, ()):
            tally = self._known[name]
            assert tally is not None
            yield tally, self.lines(name)

    def lines(self, name: str) -> str:
        """The file for the rejected records of an output."""
        return str(self._place / f"{os.path.basename(name)}.rejects.jsonl")

    def note(self, name: str, tally: Tally, _rejects: Rejects | None) -> None:
        """Remember that an output is done.

        :raises FileError: it cannot be written down.
        """
        state = {"seal": self._seal(name), "size": os.path.getsize(name), "counts": tally.record()}
        self._place.mkdir(parents=True, exist_ok=True)
        write_file(self._file(name), json.dumps(state, ensure_ascii=False).encode())

    def _file(self, name: str) -> Path:
        return self._place / f"{os.path.basename(name)}.json"

    def _seal(self, name: str) -> str:
        path = self._sources[name]
        try:
            found = os.stat(path)
        except OSError as error:
            raise FileError(f"cannot read: {error.strerror}", path=path) from error
        about = f"{self._decisive}\0{path}\0{found.st_size}\0{found.st_mtime_ns}"
        return blake2b(about.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def _read(self, name: str) -> Tally | None:
        try:
            state = json.loads(self._file(name).read_bytes())
            if state["seal"] == self._seal(name) and state["size"] == os.path.getsize(name):
                return Tally.of(state["counts"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None
