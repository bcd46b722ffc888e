"""Web archives (WARC, WET; plain, gzip, zstd): one document for each response, in their order."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from newsclean.document import Archived
from newsclean.errors import BinaryError, FileError, NewscleanError
from newsclean.extras import load
from newsclean.web.resync import next_record

#: A response is not unpacked beyond so many bytes: no page is as long, and what claims to be may be a bomb.
MOST = 32 << 20


class Response(NamedTuple):
    """A response of an archive.

    :param number: of all in the archive, from 1.
    :param offset: of its record in the archive, in bytes.
    :param charset: what the HTTP header declares, or ``None``.
    :param kind: the media type that the header declares, or ``None``.
    :param identity: what the archive calls its record: ``WARC-Record-ID``.
    """

    number: int
    offset: int
    archived: Archived
    data: bytes
    charset: str | None = None
    kind: str | None = None
    identity: str = ""

    @property
    def read_as(self) -> str:
        """What its header says it is: ``html``, ``text``, or ``auto`` where it does not say.

        :raises BinaryError: neither a page nor text.
        """
        kind = (self.kind or "").partition(";")[0].strip().lower()
        if kind in _PAGES:
            return "html"
        if kind and not kind.startswith("text/"):
            raise BinaryError(f"is {kind}, not text")
        return "text" if kind == "text/plain" else "auto"


_PAGES = ("text/html", "application/xhtml+xml")


class LeftOutError(FileError):
    """A response that cannot be had; those behind it can.

    :ivar number: of the response.
    :ivar url: its address.
    """

    number = 0
    url = ""

    @classmethod
    def of(cls, record: Any, number: int, name: str, why: str) -> LeftOutError:
        """The error for a record of an archive."""
        url = record.headers.get("WARC-Target-URI") or ""
        error = cls(f"response {number} ({url}) left out: {why}", path=name, offset=record.stream_pos)
        error.number, error.url = number, url
        return error

    @classmethod
    def behind(cls, damage: FileError, number: int, offset: int) -> LeftOutError:
        """The error for damage, where a record was found behind it.

        :param number: that damage counts as.
        """
        message = f"{damage.message}; it is read on at byte offset {offset}"
        error = cls(message, path=damage.path, offset=damage.offset)
        error.number = number
        return error


class _Forward:
    """A stream that is only read on: a pipe can do no more, and fastwarc aborts where it tries."""

    def __init__(self, stream: BinaryIO, place: int) -> None:
        self._stream = stream
        self._place = place

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place


def archives() -> Any:
    """The reader of archives: fastwarc.

    :raises ExtraError: it is not installed.
    """
    return load("fastwarc.warc", "web", "a web archive")


def responses(stream: BinaryIO, name: str, most: int = MOST) -> Iterator[Response | NewscleanError]:
    """The responses of an archive, and an error for each that cannot be had; it is read on behind damage.

    The archive is read as it is asked for; at most one response is in memory.

    :param name: of the archive, for errors.
    :param most: bytes that a response may have, packed or unpacked.
    :raises ExtraError: fastwarc is not installed.
    """
    archive = _Archive(stream, name, min(most, MOST))
    place = 0
    for _ in range(_MOST_DAMAGED):
        yield from archive.read_from(place)
        found = None if archive.is_at_end else next_record(stream, max(archive.offset, place) + 1)
        if found is None:
            break
        place = found
    if archive.damage is not None:
        yield archive.damage
    elif not archive.number:
        yield FileError("is not a web archive, or has no response in it", path=name)


# So many times reading is tried again: what has more damage is no archive, or one that is made to be slow.
_MOST_DAMAGED = 1000
# What fastwarc, which is written in Rust, raises where it did not expect what it reads.
_PANIC = "PanicException"


class _CutOffError(FileError):
    """A response that is not there to its end."""


class _Archive:
    """An archive as far as it was read.

    :ivar number: how many responses there were, damage included.
    :ivar offset: of the last one.
    :ivar damage: what was met, as long as nothing was found behind it.
    :ivar is_at_end: whether there is no more.
    """

    def __init__(self, stream: BinaryIO, name: str, most: int) -> None:
        self._stream, self._name, self._most = stream, name, most
        self._warc = archives()
        self.number = self.offset = 0
        self.damage: FileError | None = None
        self.is_at_end = False

    def read_from(self, place: int) -> Iterator[Response | NewscleanError]:
        """The responses from a place on, to the end or up to damage."""
        warc, name = self._warc, self._name
        wanted = warc.response | warc.conversion | warc.resource
        try:
            for record in warc.ArchiveIterator(
                _Forward(self._stream, place), record_types=wanted, strict_mode=False
            ):
                self.offset = record.stream_pos
                if self.damage is not None:
                    self.number += 1
                    yield LeftOutError.behind(self.damage, self.number, self.offset)
                    self.damage = None
                self.number += 1
                found = _response(record, self.number, name, warc, self._most)
                if isinstance(found, _CutOffError):
                    self.damage = found
                    return
                if found is not None:
                    yield found
        except BaseException as error:
            if not isinstance(error, (OSError, ValueError, EOFError)) and type(error).__name__ != _PANIC:
                raise
            after = f"after response {self.number}" if self.number else "at the beginning"
            self.damage = self.damage or FileError(
                f"{after} the archive is damaged: {error}",
                path=name,
                offset=self.offset if self.number else None,
            )
        else:
            self.is_at_end = True


def _response(record: Any, number: int, name: str, warc: Any, most: int) -> Response | NewscleanError | None:
    headers = record.headers
    url = headers.get("WARC-Target-URI") or ""
    declared = headers.get("Content-Length")
    cut_off = f"the archive is cut off in response {number}"
    if declared is None or not declared.strip().isdigit():
        return _CutOffError(cut_off, path=name, offset=record.stream_pos)
    size = record.content_length
    if size > most:
        return LeftOutError.of(record, number, name, f"it has {size:,} bytes, more than {most:,}")
    data = record.reader.read(size) if size else b""
    if len(data) < size:
        return _CutOffError(f"{cut_off} ({url})", path=name, offset=record.stream_pos)
    date, identity = headers.get("WARC-Date") or "", headers.get("WARC-Record-ID") or ""
    if record.record_type == warc.conversion or not record.is_http_parsed:
        kind = headers.get("Content-Type")
        return Response(number, record.stream_pos, Archived(url, date), data, None, kind, identity)
    http = record.http_headers
    if not data:
        return None  # a redirection, or nothing
    try:
        data = _unpacked(data, http.get("Transfer-Encoding"), http.get("Content-Encoding"), most)
    except (OSError, ValueError, zlib.error) as error:
        return LeftOutError.of(record, number, name, str(error))
    archived = Archived(url, date, http.status_code)
    kind = record.http_content_type or None
    return Response(number, record.stream_pos, archived, data, record.http_charset or None, kind, identity)


def _unpacked(data: bytes, transfer: str | None, content: str | None, most: int) -> bytes:
    """The body of a response without its transfer and content encodings.

    Crawlers often store the body unpacked and leave the header: what does not look packed is not.

    :raises ValueError: it is longer than a page can be.
    """
    from fastwarc import stream_io

    if transfer and "chunked" in transfer.lower() and _is_chunked(data):
        data = _read(stream_io.ChunkedReader(io.BytesIO(data)), most)
    for coding in reversed((content or "").lower().replace(" ", "").split(",")):
        if coding in ("gzip", "x-gzip") and data.startswith(b"\x1f\x8b"):
            data = _inflated(data, 31, most)
        elif coding == "deflate":
            try:
                data = _inflated(data, 15, most)
            except zlib.error:
                data = _inflated(data, -15, most)
        elif coding == "br" and data.lstrip()[:1] != b"<":
            data = _read(stream_io.BrotliReader(io.BytesIO(data)), most)
        elif coding == "zstd" and data.startswith(b"\x28\xb5\x2f\xfd"):
            data = _read(stream_io.ZstdReader(io.BytesIO(data)), most)
    return data


def _is_chunked(data: bytes) -> bool:
    first = data[:16].split(b"\r\n", 1)[0].split(b";")[0].strip()
    return bool(first) and all(byte in b"0123456789abcdefABCDEF" for byte in first)


def _read(reader: Any, most: int) -> bytes:
    data: bytes = reader.read(most + 1)
    return _within(data, most)


def _inflated(data: bytes, window: int, most: int) -> bytes:
    unpacking = zlib.decompressobj(window)
    made = _within(unpacking.decompress(data, most + 1), most)
    if not unpacking.eof:  # half an article would look like a whole one
        raise ValueError("its compressed body is cut off")
    return made


def _within(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise ValueError(f"uncompressed, it has more than {most:,} bytes")
    return data
