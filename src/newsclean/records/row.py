"""A record as the work on it sees it, whatever form it has."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from typing import Any


class BadRecordError(Exception):
    """A record that cannot be read, or has no text; says why in one line."""


class NoRecordError(Exception):
    """What turns out to be no record, and is passed over: an image in a web archive."""


def text_of(raw: bytes) -> str:
    """The text of a record.

    :raises BadRecordError: it is not UTF-8.
    """
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise BadRecordError(f"not UTF-8 (byte {error.start} of the record)") from None


def bytes_of(text: str) -> bytes:
    """A text as UTF-8.

    :raises BadRecordError: it has half of a surrogate pair.
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise BadRecordError("the text has a surrogate, which UTF-8 cannot hold") from None


def check_columns(values: Iterable[str], names: Collection[str]) -> None:
    """Check that a record fits columns that were decided before.

    :raises BadRecordError: one of its fields has none.
    """
    for name in values:
        if name not in names:
            raise BadRecordError(f"the field {name!r} is not among the columns of the output")


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
