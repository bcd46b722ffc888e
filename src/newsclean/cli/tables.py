"""Tables for a terminal. What they hold is never cut off: a terminal that is too narrow wraps the rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from newsclean.language import said

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

# Columns: in fewer, most of what a table holds would be left out.
_LEAST = 80


def table(headings: Iterable[str]) -> Table:
    """A table without rules."""
    from rich.table import Table

    return Table(*map(said, headings), box=None, header_style="bold", pad_edge=False, title_justify="left")


def console(**options: Any) -> Console:
    """Where tables are printed.

    :param options: rich's.
    """
    from rich.console import Console

    made = Console(highlight=False, **options)
    made.width = max(made.width, _LEAST)
    return made
