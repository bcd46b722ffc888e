"""Run a function over many items in several processes, results in the order of the items.

Each worker has a pipe of its own and no lock is shared, so a worker may be killed at any moment:
its pipe ends, its items are done again one by one, and the one that kills is named. A worker whose parent
was killed sees the end of the same pipe, and writes nothing more. (The pools of
the standard library were tried first: ``multiprocessing.Pool`` hangs when a worker is killed, and
``ProcessPoolExecutor`` of Python 3.11 hung in one of eight interrupts, in its own queues.)
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, Generic, TypeVar

from newsclean.disk import entry
from newsclean.errors import FileError

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Items per task. Measured on 50,000 files of 3.4 KB and two cores: single items took nearly
#: twice the time of chunks of 64, which ran 1.98 times as fast as one process.
CHUNK = 64

#: How many chunks may be done before the oldest one is: it bounds the memory.
AHEAD = 8

#: What the sizes of the items of a chunk add up to at most, where items have sizes: bytes, or code points.
CHUNK_SIZE = 256 << 10

# How often a process is started before it counts as failed: between two of them a server that was killed
# is found to be gone.
_TRIES = 5
_PAUSE = 0.05  # seconds

#: Seconds that a worker has to remove a temporary file when all ends early.
GRACE = 5.0


def ordered(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    crashed: Callable[[Item], Result],
    *,
    size: Callable[[Item], int] | None = None,
    most: int = 0,
    in_order: bool = True,
) -> Iterator[Result]:
    """``map(function, items)`` in ``jobs`` processes; items are taken as results are consumed.

    Interrupts are the parent's to handle: workers ignore them and end with the iterator.

    :param crashed: makes the result of an item that kills the process that works on it.
    :param size: of an item in memory, where items may be large.
    :param most: what the items that wait, or whose results wait, may add up to; a larger one waits alone.
    :param in_order: whether results come in the order of the items, or as they are done.
    """
    chunks = _chunks(items, size)
    workers: list[_Worker[Item, Result]] = []
    done: dict[int, list[Result]] = {}
    sizes: dict[int, int] = {}
    taken = given = 0
    try:
        workers += (_Worker(function) for _ in range(jobs))
        ahead = max(AHEAD, 2 * jobs)
        while True:
            for worker in workers:
                room = len(sizes) < ahead and (not most or sum(sizes.values()) < most)
                if worker.task is None and room and (found := next(chunks, None)):
                    sizes[taken], chunk = found
                    worker.start(taken, chunk)
                    taken += 1
            busy = {worker.pipe: worker for worker in workers if worker.task is not None}
            for pipe in wait(list(busy)) if busy else ():
                worker = busy[pipe]
                number, chunk = worker.take()
                results = worker.results()
                done[number] = _one_by_one(worker, chunk, crashed) if results is None else results
            while given in done if in_order else done:
                number = given if in_order else next(iter(done))
                yield from done.pop(number)
                del sizes[number]
                given += 1
            if not busy and given == taken:
                return
    finally:
        for worker in workers:
            worker.end()


def _chunks(items: Iterable[Item], size: Callable[[Item], int] | None) -> Iterator[tuple[int, list[Item]]]:
    """The items in lists, each with what the sizes in it add up to."""
    stream = iter(items)
    if size is None:
        while chunk := list(islice(stream, CHUNK)):
            yield 0, chunk
        return
    total, chunk = 0, []
    for item in stream:
        own = size(item)
        if chunk and (total + own > CHUNK_SIZE or len(chunk) == CHUNK):
            yield total, chunk
            total, chunk = 0, []
        total += own
        chunk.append(item)
    if chunk:
        yield total, chunk


def _one_by_one(
    worker: _Worker[Item, Result], chunk: list[Item], crashed: Callable[[Item], Result]
) -> list[Result]:
    """The results of a chunk that killed its process: alone, each item speaks for itself."""
    found: list[Result] = []
    for item in chunk:
        worker.start(0, [item])
        worker.take()
        results = worker.results()
        found += [crashed(item)] if results is None else results
    return found


class _Worker(Generic[Item, Result]):
    """A process that works on one chunk at a time, and its pipe; restarts when it was killed."""

    def __init__(self, function: Callable[[Item], Result]) -> None:
        self._function = function
        self.task: tuple[int, list[Item]] | None = None
        self._launch()

    def _launch(self) -> None:
        context = process_context()
        for left in range(_TRIES, 0, -1):
            self.pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._function), daemon=True)
            try:
                start(self._process)
                return
            except (EOFError, OSError) as error:  # the server that forks was killed; it is started anew
                self.pipe.close()
                if left == 1:
                    raise FileError(f"cannot start a process: {error}") from error
                time.sleep(_PAUSE)  # until the system has buried it, it refuses connections
            finally:
                theirs.close()  # so that the pipe ends when the process does

    def start(self, number: int, chunk: list[Item]) -> None:
        """Give the process a chunk; if it has been killed while idle, a new one."""
        self.task = number, chunk
        try:
            self.pipe.send(chunk)
        except (BrokenPipeError, ConnectionResetError):
            self._relaunch()
            self.pipe.send(chunk)

    def take(self) -> tuple[int, list[Item]]:
        """The chunk that the process is at; it is not the worker's any more."""
        assert self.task is not None
        task, self.task = self.task, None
        return task

    def results(self) -> list[Result] | None:
        """What the process made of its chunk, or ``None`` if it was killed."""
        try:
            results: list[Result] = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._relaunch()
            return None
        return results

    def _relaunch(self) -> None:
        self.pipe.close()
        self._process.kill()  # its pipe has ended, and so has it, or it is about to
        self._process.join()
        self._launch()

    def end(self) -> None:
        """Stop the process, at once if it does not listen."""
        self.pipe.close()
        if self._process.pid is None:
            return
        self._process.terminate()
        self._process.join(GRACE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(pipe: Connection, function: Callable[[Item], Result]) -> None:
    """The life of a worker: chunks come in, results go out, until the pipe ends."""
    leave_signals()
    entry.still_wanted = partial(_leave_if_alone, pipe)
    try:
        while True:
            results = []
            for item in pipe.recv():
                _leave_if_alone(pipe)
                results.append(function(item))
            pipe.send(results)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass


def _leave_if_alone(pipe: Connection) -> None:
    """Leave if the parent is gone: while a worker is busy it sends nothing, so what there is is the end."""
    if pipe.poll():
        sys.exit(1)


def process_context() -> Any:
    """How processes are started: without a copy of what this one has in memory."""
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def start(process: Any) -> None:
    """Start a process. Interrupts are held back meanwhile, and for good in the process and its server: while
    these load Python, one would make them print a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    resource_tracker.ensure_running()  # otherwise it is started on the way, and lets interrupts through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGHUP))
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_signals() -> None:
    """In a worker: leave interrupts to the parent, and end on SIGTERM with all that is open closed."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(1)  # an exception, so that a temporary file that is being written goes
