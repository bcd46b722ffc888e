"""What an earlier run has done: a small file for each output that is whole, in ``_newsclean`` beside them.

An output counts as done if it was made in the same way of the same input, and has the same size still.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path

from newsclean.disk.files import write_file
from newsclean.errors import FileError, why
from newsclean.records.tally import Tally


class RunState:
    """The outputs in a directory that are done.

    :param directory: the outputs'.
    :param decisive: all that decides results beside the input.
    """

    def __init__(self, directory: str, decisive: str) -> None:
        self._place = Path(directory, "_newsclean")
        self._decisive = decisive
        self._known: dict[str, Tally | None] = {}
        self._done: dict[str, list[tuple[str, Tally]]] = {}

    def has(self, path: str, name: str) -> bool:
        """Whether an output of an input is done."""
        if name not in self._known:
            tally = self._known[name] = self._read(path, name)
            if tally is not None:
                self._done.setdefault(path, []).append((name, tally))
        return self._known[name] is not None

    def of(self, path: str) -> list[tuple[str, Tally]]:
        """The outputs of an input that were found done, with what was counted of them."""
        return self._done.get(path, [])

    @property
    def count(self) -> int:
        """How many outputs were found done."""
        return sum(map(len, self._done.values()))

    def rejects(self, name: str) -> str:
        """The file for the rejected records of an output."""
        return str(self._place / f"{self._short(name)}.rejects.jsonl")

    def note(self, path: str, name: str, tally: Tally) -> None:
        """Remember that an output is done.

        :raises FileError: it cannot be written down.
        """
        state = {"seal": self._seal(path), "size": os.path.getsize(name), "counts": tally.record()}
        self._place.mkdir(parents=True, exist_ok=True)
        write_file(self._file(name), json.dumps(state, ensure_ascii=False).encode())

    def forget(self, name: str) -> None:
        """An output is made anew: nothing that was remembered of it is true."""
        for place in (self._file(name), Path(self.rejects(name))):
            place.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._place / f"{self._short(name)}.json"

    def _short(self, name: str) -> str:
        """An output's name below the directory, as a name of one file."""
        return os.path.relpath(name, self._place.parent).replace("%", "%25").replace(os.sep, "%2F")

    def _seal(self, path: str) -> str:
        try:
            found = os.stat(path)
        except OSError as error:
            raise FileError(f"cannot read: {why(error)}", path=path) from error
        about = f"{self._decisive}\0{path}\0{found.st_size}\0{found.st_mtime_ns}"
        return blake2b(about.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def _read(self, path: str, name: str) -> Tally | None:
        try:
            state = json.loads(self._file(name).read_bytes())
            if state["seal"] == self._seal(path) and state["size"] == os.path.getsize(name):
                return Tally.of(state["counts"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None
