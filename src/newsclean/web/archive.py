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
    warc = archives()
    wanted = warc.response | warc.conversion | warc.resource
    number = offset = 0
    place: int | None = 0  # where it is read from
    damage: FileError | None = None
    for _ in range(_MOST_DAMAGED):
        assert place is not None
        try:
            records = warc.ArchiveIterator(_Forward(stream, place), record_types=wanted, strict_mode=False)
            for record in records:
                offset = record.stream_pos
                if damage is not None:
                    number += 1
                    yield LeftOutError.behind(damage, number, offset)
                    damage = None
                number += 1
                found = _response(record, number, name, warc, min(most, MOST))
                if isinstance(found, FileError) and found.message.startswith(_CUT):
                    damage = found
                    break
                if found is not None:
                    yield found
            else:
                break
        except BaseException as error:
            if not isinstance(error, (OSError, ValueError, EOFError)) and type(error).__name__ != _PANIC:
                raise
            at = offset if number else None
            damage = damage or FileError(
                f"{_after(number)} the archive is damaged: {error}", path=name, offset=at
            )
        place = next_record(stream, max(offset, place) + 1)
        if place is None:
            break
    if damage is not None:
        yield damage
    elif not number:
        yield FileError("is not a web archive, or has no response in it", path=name)


# So many times reading is tried again: what has more damage is no archive, or one that is made to be slow.
_MOST_DAMAGED = 1000
# What fastwarc, which is written in Rust, raises where it did not expect what it reads.
_PANIC = "PanicException"
_CUT = "the archive is cut off"


def _after(number: int) -> str:
    return f"after response {number}" if number else "at the beginning"


def _response(record: Any, number: int, name: str, warc: Any, most: int) -> Response | NewscleanError | None:
    headers = record.headers
    url = headers.get("WARC-Target-URI") or ""
    declared = headers.get("Content-Length")
    text = record.record_type == warc.conversion
    if declared is None or not declared.strip().isdigit():
        return FileError(f"{_CUT} in response {number}", path=name, offset=record.stream_pos)
    size = record.content_length
    if size > most:
        return LeftOutError.of(record, number, name, f"it has {size:,} bytes, more than {most:,}")
    data = record.reader.read(size) if size else b""
    if len(data) < size:
        return FileError(f"{_CUT} in response {number} ({url})", path=name, offset=record.stream_pos)
    date, identity = headers.get("WARC-Date") or "", headers.get("WARC-Record-ID") or ""
    if text or not record.is_http_parsed:
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
