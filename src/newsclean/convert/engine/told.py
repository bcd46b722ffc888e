"""What is to be told with the next text that is converted, where the tables themselves need not be loaded."""

from __future__ import annotations

#: Stored tables that could not be read although their checksum held: only these are worth a line.
told: list[str] = []
