"""Many texts, in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Literal, TypeAlias, overload

from newsclean.cleaner import Cleaned, Cleaner, attempt, failed
from newsclean.errors import OptionsError
from newsclean.options import Options

Text: TypeAlias = "bytes | str | None"

#: Code points, or bytes, that wait to be worked on or given out: it bounds the memory.
MOST = 16 << 20


@overload
def clean_many(
    texts: Iterable[Text],
    options: Options | None = ...,
    *,
    jobs: int = ...,
    ordered: Literal[True] = ...,
    **values: Any,
) -> Iterator[Cleaned | None]: ...


@overload
def clean_many(
    texts: Iterable[Text],
    options: Options | None = ...,
    *,
    jobs: int = ...,
    ordered: Literal[False],
    **values: Any,
) -> Iterator[tuple[int, Cleaned | None]]: ...


def clean_many(
    texts: Iterable[Text],
    options: Options | None = None,
    *,
    jobs: int = 1,
    ordered: bool = True,
    **values: Any,
) -> Iterator[Any]:
    """Clean many texts; they are taken from the iterable as results are consumed.

    Nothing that a text holds ends the run: what cannot be cleaned, is no text, or kills the process that
    works on it has a result with the reason ``failed`` and an ``error``. ``None`` stays ``None``.
    With ``jobs`` above 1 the script that calls this needs ``if __name__ == "__main__":``, because
    processes import it again.

    :param options: how; or as keywords, with the names of :class:`newsclean.Options`.
    :param jobs: how many processes work at once.
    :param ordered: whether results come in the order of the texts; else each comes as soon as it is there,
        as a pair with the number of its text, from 0.
    :raises OptionsError: an option has a value it cannot have.
    """
    if isinstance(texts, (str, bytes)) or not isinstance(texts, Iterable):
        raise OptionsError(f"texts: expected an iterable of texts, got {type(texts).__name__}")
    if not isinstance(jobs, int) or jobs < 1:
        raise OptionsError(f"jobs: expected a number of at least 1, got {jobs!r}")
    work = partial(_work, Cleaner(options, **values))
    return _run(work, enumerate(texts), jobs, in_order=ordered)


def _run(
    work: Callable[[tuple[int, Text]], tuple[int, Cleaned | None]],
    items: Iterable[tuple[int, Text]],
    jobs: int,
    *,
    in_order: bool,
) -> Iterator[Any]:
    results: Iterator[tuple[int, Cleaned | None]]
    if jobs == 1:
        results = map(work, items)
    else:
        from newsclean import parallel

        results = parallel.ordered(work, items, jobs, _crashed, size=_size, most=MOST, in_order=in_order)
    for number, result in results:
        yield result if in_order else (number, result)


def _work(cleaner: Cleaner, item: tuple[int, Text]) -> tuple[int, Cleaned | None]:
    return item[0], attempt(cleaner, item[1])


def _crashed(item: tuple[int, Text]) -> tuple[int, Cleaned | None]:
    return item[0], failed("the process working on it was killed")


def _size(item: tuple[int, Text]) -> int:
    return len(item[1]) if isinstance(item[1], (str, bytes, bytearray)) else 0
