"""Progress of a long run on a terminal: files or records per second, and bytes; the time that is left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from newsclean.language import say
from newsclean.outcome import Outcome

Item = TypeVar("Item")


@contextmanager
def shown(outcomes: Iterable[Outcome], total: int, *, colour: bool) -> Iterator[Iterator[Outcome]]:
    """Pass outcomes on and show a bar on standard error while they come.

    :param total: how many there will be.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr, no_color=not colour)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total, rate="")

        def passed() -> Iterator[Outcome]:
            size = count = 0
            for outcome in outcomes:
                size, count = size + outcome.size, count + 1
                elapsed = progress.tasks[0].elapsed or 0
                rate = ""
                if elapsed:
                    files, megabytes = f"{count / elapsed:.0f}", f"{size / elapsed / 1e6:.1f}"
                    rate = say("{files} files/s, {megabytes} MB/s", files=files, megabytes=megabytes)
                progress.update(task, advance=1, rate=rate)
                yield outcome

        yield passed()


class _Counts(Protocol):
    records: int
    bytes_in: int
    rejected: int


@contextmanager
def counted(*, colour: bool) -> Iterator[Callable[[_Counts], None]]:
    """A line on standard error with the records so far; its function is given the counts as they grow."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(file=sys.stderr, no_color=not colour)
    columns = (SpinnerColumn(), TextColumn("{task.fields[said]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, said="")

        def tell(counts: _Counts) -> None:
            elapsed = progress.tasks[0].elapsed or 1e-9
            parts = [say("{count} records", count=f"{counts.records:,}")]
            if counts.rejected:
                parts.append(say("{count} {done}", count=f"{counts.rejected:,}", done=say("rejected")))
            parts.append(say("{count} records/s", count=f"{counts.records / elapsed:,.0f}"))
            parts.append(f"{counts.bytes_in / elapsed / 1e6:.1f} MB/s")
            progress.update(task, said=say(", ").join(parts))

        yield tell
