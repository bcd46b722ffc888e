"""What is said to a person: on standard error, one line each, never mixed with the data."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, TextIO

from newsclean.batch import Mode
from newsclean.cli.streams import tell
from newsclean.language import said, say
from newsclean.notices import summed
from newsclean.outcome import Outcome, Status
from newsclean.values import NamedTuple
from newsclean.visible import escaped


class Messages(NamedTuple):
    """How much is said, and in colour or not.

    :param level: -1 for errors only, 0, or 1 for what did not change too.
    :param color: ``auto``, ``always`` or ``never``.
    """

    level: int = 0
    color: str = "auto"

    @classmethod
    def of(cls, parameters: dict[str, Any]) -> Messages:
        """What the options ask for; ``-q`` beats ``-v``."""
        level = -1 if parameters["quiet"] else 1 if parameters["verbose"] else 0
        return cls(level, parameters.get("color", "auto"))

    def coloured(self, stream: TextIO | None) -> bool:
        """Whether to write colours to a stream (https://no-color.org); not to a closed one."""
        if self.color != "auto" or stream is None:
            return self.color == "always"
        return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def error(self, text: str) -> None:
        """Say what failed."""
        self._line(f"newsclean: {said(text)}")

    def warning(self, text: str) -> None:
        """Say what may not be what is meant."""
        if self.level >= 0:
            self._line(f"newsclean: {say('warning: ')}{said(text)}")

    def detail(self, text: str) -> None:
        """Say what is of interest only where more is asked for."""
        if self.level > 0:
            self._line(said(text))

    def outcome(self, outcome: Outcome, mode: Mode) -> None:
        """Say what became of an input, as far as it is wanted."""
        if outcome.status is Status.FAILED:
            self.error(outcome.message)
            return
        if self.level >= 0:
            for warning in outcome.warnings if self.level else summed(outcome.warnings):
                self._line(f"newsclean: {outcome.name}: {say('warning: ')}{said(warning)}")
        if outcome.status is Status.SKIPPED:
            self.skipped(outcome.message)
        elif outcome.status in (Status.CHANGED, Status.RECODED) and self.level >= 0:
            self._changed(outcome, mode)
        elif outcome.status is Status.UNCHANGED and mode is not Mode.PRINT and self.level > 0:
            self._line(say("unchanged {name}", name=outcome.name))

    def _changed(self, outcome: Outcome, mode: Mode) -> None:
        reencoded = outcome.status is Status.RECODED
        name, reasons = outcome.name, say("; ").join(map(said, outcome.reasons))
        if mode is Mode.IN_PLACE:
            line = say("re-encoded {name}", name=name) if reencoded else say("cleaned {name}", name=name)
            self._line(f"{line}: {reasons}" if self.level else line)
        elif mode in (Mode.CHECK, Mode.DIFF) and reencoded:
            self._line(say("{name} would be re-encoded: {reasons}", name=name, reasons=reasons))
        elif mode in (Mode.CHECK, Mode.DIFF):  # in a diff, an invisible character that goes cannot be seen
            self._line(say("{name} would change: {reasons}", name=name, reasons=reasons))

    def read(self, name: str) -> None:
        """Say that an input was read, if that is wanted."""
        if self.level > 0:
            self._line(say("read {name}", name=name))

    def skipped(self, text: str) -> None:
        """Say what was passed over."""
        if self.level >= 0:
            self._line(say("skipped {what}", what=said(text)))

    def nothing_found(self) -> None:
        """Say that no input was found, and what may be the reason."""
        if self.level >= 0:
            self._line(
                say(
                    "no files found; hidden files are skipped, and --include, --exclude or an ignore file may"
                    " exclude others"
                )
            )

    def summary(self, lines: Sequence[str]) -> None:
        """Say how the whole run ended."""
        if self.level >= 0:
            for line in lines:
                self._line(line)

    @staticmethod
    def _line(text: str) -> None:
        # A name that the terminal cannot show must not end the run.
        tell(escaped(text) + "\n")
