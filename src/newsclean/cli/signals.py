"""Signals that ask a run to end: Ctrl-C, ``kill``, the end of the session."""

from __future__ import annotations

import signal
from contextlib import suppress
from types import FrameType


class EndedError(KeyboardInterrupt):
    """A signal asked the run to end; all is undone and closed as after Ctrl-C.

    :param number: of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def exit_code(error: KeyboardInterrupt) -> int:
    """The exit code after an interrupt, as shells count: 128 and the signal's number."""
    return 128 + (error.number if isinstance(error, EndedError) else int(signal.SIGINT))


def heed() -> None:
    """Let SIGTERM and SIGHUP end the run as Ctrl-C does; a signal that is ignored stays so (``nohup``)."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
            with suppress(ValueError):  # not in this thread
                signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the end is short, and not to be disturbed
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    raise EndedError(number)
