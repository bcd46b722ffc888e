"""The errors newsclean raises: one line each, naming the input and the place in it.

Every error that a user can cause is a :class:`NewscleanError`. Its ``str()`` is the one line
that the command line prints behind ``newsclean: ``.
"""

from __future__ import annotations


class NewscleanError(Exception):
    """Base of all errors: a message and, where known, the place it speaks of.

    :param message: what went wrong, without the place; lower case, no full stop.
    :param path: the input as the user named it, or ``None`` for data without a name.
    :param line: line number from 1, or ``None``.
    :param column: column in code points from 1 (in bytes where the line could not be decoded).
    :param offset: byte offset from 0 in the input, or ``None``.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
        offset: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.offset = offset

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        if self.offset is not None:
            text += f" (byte offset {self.offset})"
        # A file name may hold a newline; an error is one line all the same.
        return text.replace("\r", "\\r").replace("\n", "\\n")

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions pickle by their positional arguments; ours are keywords.
        place = (self.path, self.line, self.column, self.offset)
        return _rebuild, (type(self), self.message, place)


def why(error: OSError | ValueError) -> str:
    """The system's words for an error, without the path; a NUL or a lone surrogate in one is a ValueError."""
    return getattr(error, "strerror", None) or str(error)


def _rebuild(
    kind: type[NewscleanError], message: str, place: tuple[str | None, int | None, int | None, int | None]
) -> NewscleanError:
    path, line, column, offset = place
    return kind(message, path=path, line=line, column=column, offset=offset)


class DecodeError(NewscleanError):
    """The bytes are not text in the encoding that was given or found."""


class BinaryError(DecodeError):
    """The bytes are a file of a known kind that is not text: an image, an archive …"""


class EncodeError(NewscleanError):
    """The text holds characters that the output encoding cannot hold."""


class OptionsError(NewscleanError, ValueError):
    """An option, a configuration key or a rule is unknown or has a value it cannot have."""


class FileError(NewscleanError):
    """A file could not be found, read or written."""


class ExtraError(NewscleanError):
    """A package that newsclean does not install by itself is needed; the message says which."""
