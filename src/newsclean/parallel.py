"""Run a function over many items in several processes, results in the order of the items."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Items per task. Chunks of 64 small files took half the time of single ones, which cost the
#: parent as much as the work itself (50,000 files of 3.4 KB on two cores); 16 keep the first
#: results near and lose little.
CHUNK = 16

#: Tasks under way per process: enough to keep all busy, few enough to bound the memory.
WINDOW = 4


def ordered(function: Callable[[Item], Result], items: Iterable[Item], jobs: int) -> Iterator[Result]:
    """``map(function, items)`` in ``jobs`` processes; items are taken as results are consumed.

    Interrupts are the parent's to handle: workers ignore them and end with the pool.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    stream = iter(items)
    window: deque[Future[list[Result]]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupts)
    try:
        while True:
            while len(window) < jobs * WINDOW:
                chunk = list(islice(stream, CHUNK))
                if not chunk:
                    break
                window.append(pool.submit(_each, function, chunk))
            if not window:
                return
            yield from window.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _each(function: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [function(item) for item in chunk]


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
