"""What the verbs that only look have in common: every input in turn, failures told and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from newsclean.cli.inputs import Inputs, settings_of
from newsclean.cli.messages import Messages
from newsclean.disk.files import Source, read_bytes
from newsclean.errors import BinaryError, FileError, NewscleanError
from newsclean.options import Options

Seen = TypeVar("Seen")


class Looking(Generic[Seen]):
    """Looks at every input that the parameters name; iterate once.

    :param look: is given the bytes, the options and the name of an input.
    """

    def __init__(self, parameters: dict[str, Any], look: Callable[[bytes, Options, str], Seen]) -> None:
        self.messages = Messages.of(parameters)
        self.seen = self.failures = 0
        self._inputs = Inputs.of(parameters, settings_of(parameters), self.messages)
        self._look = look

    @property
    def several(self) -> bool:
        """Whether there may be more than one input."""
        return self._inputs.several

    @property
    def exit_code(self) -> int:
        """2 if an input failed, else 0."""
        return 2 if self.failures else 0

    def __iter__(self) -> Iterator[Seen]:
        for source in self._inputs.found():
            try:
                if isinstance(source, FileError):
                    raise source
                options = self._inputs.settings.options(source.place, source.path)
                seen = self._look(read_bytes(source), options, source.name)
            except NewscleanError as error:
                if isinstance(source, Source) and source.walked and isinstance(error, BinaryError):
                    self.messages.skipped(str(error))
                else:
                    self.failures += 1
                    self.messages.error(str(error))
                continue
            self.seen += 1
            self.messages.read(source.name)
            yield seen
