"""Progress of a long run on a terminal: files and bytes per second, the time that is left."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from newsclean.report import Outcome

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
                rate = f"{count / elapsed:.0f} files/s, {size / elapsed / 1e6:.1f} MB/s" if elapsed else ""
                progress.update(task, advance=1, rate=rate)
                yield outcome

        yield passed()
