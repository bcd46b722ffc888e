"""A record as the work on it sees it, whatever form it has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any


class BadRecordError(Exception):
    """A record that cannot be read, or has no text; says why in one line."""


class NoRecordError(Exception):
    """What turns out to be no record, and is passed over: an image in a web archive."""


class Row(ABC):
    """One record.

    :ivar value: its text, or ``None``.
    """

    value: str | bytes | None

    @abstractmethod
    def written(self, text: str | bytes | None, labels: Mapping[str, Any]) -> bytes:
        """The record with another text and with what is added; every other byte is the same.

        :param text: ``None`` where the text stays.
        """

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """All values by name, for another form.

        :raises BadRecordError: another form cannot hold one of them.
        """

    def cells(self) -> dict[str, Any]:
        """The same for cells of CSV, where a form can say more exactly what stands in them.

        :raises BadRecordError: another form cannot hold one of them.
        """
        return self.values()
