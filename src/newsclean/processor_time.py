"""A limit on the processor time of the work on one file.

An expression of a user's can take longer than the universe is old (``(x*)*y``), and so might a text that is
made to be slow. Python's engine for regular expressions looks for signals while it searches, so an alarm that
counts processor time ends it; the other files are done.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: Seconds for any file: it may be the first, and pay for tables that are compiled once (10 s).
SECONDS = 60.0

#: Seconds more for each byte. The slowest kind of text (random characters of all scripts) took 68 s for
#: 2.9 MB: 23 µs a byte; a machine may be several times slower.
PER_BYTE = 200e-6


class TooSlowError(Exception):
    """The work on a file took longer than it may."""


@contextmanager
def limited(size: int) -> Iterator[None]:
    """Let a block take no more processor time than a file of that size may.

    Does nothing where the platform has no such timer, nor beside the main thread.

    :param size: in bytes.
    :raises TooSlowError: it took longer.
    """
    try:
        before = signal.signal(signal.SIGPROF, _stop)
    except (AttributeError, ValueError):  # not here; not in this thread
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, SECONDS + size * PER_BYTE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlowError
