"""Parquet in processes of its own: Arrow alone takes 50 MiB, and unpacks a page as a whole, however large.

The parent never loads it where several processes work. What such a process took is given back when it ends,
and one that is killed, as a page needs more memory than there is, is told as an error of its file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from newsclean.errors import FileError, NewscleanError
from newsclean.parallel import GRACE, leave_signals, process_context, start

_KILLED = "the process that {} it was killed: it may need more memory than there is"


def given(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What a function returns, in a process of its own.

    :raises NewscleanError: it raises one, or its process was killed.
    """
    with _process(_returns, function, arguments, named) as pipe:
        return _received(pipe, "looked at")


def streamed(function: Callable[..., Iterator[Any]], *arguments: Any) -> Iterator[Any]:
    """What a function yields, in a process of its own that is at most one item ahead.

    :raises NewscleanError: it raises one, or its process was killed.
    """
    with _process(_yields, function, arguments) as pipe:
        while (found := _received(pipe, "read")) is not None:
            yield found


@contextmanager
def taking(
    function: Callable[..., AbstractContextManager[Callable[[Any], None]]], *arguments: Any
) -> Iterator[Callable[[Any], None]]:
    """Give items to what a context manager gives, which is entered and left in a process of its own; it is
    left with an error where the block is, or where this process ends.

    :raises NewscleanError: it raises one, or its process was killed.
    """
    with _process(_takes, function, arguments) as pipe:

        def take(item: Any) -> None:
            try:
                pipe.send(item)
            except (BrokenPipeError, ConnectionResetError):
                _received(pipe, "wrote")  # says why
                raise

        yield take
        take(None)
        _received(pipe, "wrote")


@contextmanager
def _process(main: Callable[..., None], *arguments: Any) -> Iterator[Connection]:
    context = process_context()
    pipe, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, main, *arguments), daemon=True)
    try:
        start(process)
        theirs.close()
        yield pipe
    finally:
        pipe.close()
        if process.pid is not None:
            process.join(GRACE)
            process.kill()
            process.join()


def _received(pipe: Connection, what: str) -> Any:
    try:
        found, error = pipe.recv()
    except (EOFError, ConnectionResetError):
        raise FileError(_KILLED.format(what)) from None
    if error is not None:
        raise error
    return found


def _run(pipe: Connection, main: Callable[..., None], *arguments: Any) -> None:
    leave_signals()
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # which gives memory back
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # the parent wants no more
        try:
            main(pipe, *arguments)
        except NewscleanError as error:
            pipe.send((None, error))
        except MemoryError:
            pipe.send((None, FileError("there is not enough memory")))


def _returns(
    pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
) -> None:
    pipe.send((function(*arguments, **named), None))


def _yields(pipe: Connection, function: Callable[..., Iterator[Any]], arguments: tuple[Any, ...]) -> None:
    for found in function(*arguments):
        pipe.send((found, None))
    pipe.send((None, None))


def _takes(
    pipe: Connection,
    function: Callable[..., AbstractContextManager[Callable[[Any], None]]],
    arguments: tuple[Any, ...],
) -> None:
    with function(*arguments) as take:
        while (item := pipe.recv()) is not None:
            take(item)
    pipe.send((None, None))
