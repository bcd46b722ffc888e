"""Web archives (WARC, WET; plain, gzip, zstd): one document for each response, in their order."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from newsclean.document import Archived
from newsclean.errors import FileError, NewscleanError
from newsclean.web.extra import archives

#: A response is not unpacked beyond so many bytes: no page is as long, and what claims to be may be a bomb.
MOST = 32 << 20


class Response(NamedTuple):
    """A response of an archive.

    :param number: of all in the archive, from 1.
    :param offset: of its record in the archive, in bytes.
    :param charset: what the HTTP header declares, or ``None``.
    :param kind: the media type that the header declares, or ``None``.
    """

    number: int
    offset: int
    archived: Archived
    data: bytes
    charset: str | None = None
    kind: str | None = None


class _Forward:
    """A stream that is only read on: a pipe can do no more, and fastwarc aborts where it tries."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place


def responses(stream: BinaryIO, name: str) -> Iterator[Response | NewscleanError]:
    """The responses of an archive, and an error for each that cannot be had.

    The archive is read as it is asked for; at most one response is in memory.

    :param name: of the archive, for errors.
    :raises ExtraError: fastwarc is not installed.
    """
    warc = archives()
    wanted = warc.response | warc.conversion | warc.resource
    number = offset = 0
    try:
        for record in warc.ArchiveIterator(_Forward(stream), record_types=wanted, strict_mode=False):
            number, offset = number + 1, record.stream_pos
            found = _response(record, number, name, warc)
            if found is not None:
                yield found
                if isinstance(found, FileError) and found.message.startswith(_CUT):
                    return
    except BaseException as error:
        if not isinstance(error, (OSError, ValueError, EOFError)) and type(error).__name__ != _PANIC:
            raise
        place = offset if number else None
        yield FileError(f"{_after(number)} the archive is damaged: {error}", path=name, offset=place)
        return
    if not number:
        yield FileError("is no web archive, or has no response in it", path=name)


# What fastwarc, which is written in Rust, raises where it did not expect what it reads.
_PANIC = "PanicException"
_CUT = "the archive is cut off"


def _after(number: int) -> str:
    return f"after response {number}" if number else "at the beginning"


def _response(record: Any, number: int, name: str, warc: Any) -> Response | NewscleanError | None:
    headers = record.headers
    url = headers.get("WARC-Target-URI") or ""
    declared = headers.get("Content-Length")
    text = record.record_type == warc.conversion
    if declared is None or not declared.strip().isdigit():
        return FileError(f"{_CUT} in response {number}", path=name, offset=record.stream_pos)
    size = record.content_length
    if size > MOST:
        return FileError(
            f"response {number} ({url}) left out: it has {size:,} bytes, more than {MOST:,}",
            path=name,
            offset=record.stream_pos,
        )
    data = record.reader.read(size) if size else b""
    if len(data) < size:
        return FileError(f"{_CUT} in response {number} ({url})", path=name, offset=record.stream_pos)
    date = headers.get("WARC-Date") or ""
    if text or not record.is_http_parsed:
        return Response(
            number, record.stream_pos, Archived(url, date), data, kind=headers.get("Content-Type")
        )
    http = record.http_headers
    if not data:
        return None  # a redirection, or nothing
    try:
        data = _unpacked(data, http.get("Transfer-Encoding"), http.get("Content-Encoding"))
    except (OSError, ValueError, zlib.error) as error:
        return FileError(f"response {number} ({url}) left out: {error}", path=name, offset=record.stream_pos)
    archived = Archived(url, date, http.status_code)
    kind = record.http_content_type or None
    return Response(number, record.stream_pos, archived, data, record.http_charset or None, kind)


def _unpacked(data: bytes, transfer: str | None, content: str | None) -> bytes:
    """The body of a response without its transfer and content encodings.

    Crawlers often store the body unpacked and leave the header: what does not look packed is not.

    :raises ValueError: it is longer than a page can be.
    """
    from fastwarc import stream_io

    if transfer and "chunked" in transfer.lower() and _is_chunked(data):
        data = _read(stream_io.ChunkedReader(io.BytesIO(data)))
    for coding in reversed((content or "").lower().replace(" ", "").split(",")):
        if coding in ("gzip", "x-gzip") and data.startswith(b"\x1f\x8b"):
            data = _inflated(data, 31)
        elif coding == "deflate":
            try:
                data = _inflated(data, 15)
            except zlib.error:
                data = _inflated(data, -15)
        elif coding == "br" and data.lstrip()[:1] != b"<":
            data = _read(stream_io.BrotliReader(io.BytesIO(data)))
        elif coding == "zstd" and data.startswith(b"\x28\xb5\x2f\xfd"):
            data = _read(stream_io.ZstdReader(io.BytesIO(data)))
    return data


def _is_chunked(data: bytes) -> bool:
    first = data[:16].split(b"\r\n", 1)[0].split(b";")[0].strip()
    return bool(first) and all(byte in b"0123456789abcdefABCDEF" for byte in first)


def _read(reader: Any) -> bytes:
    data: bytes = reader.read(MOST + 1)
    return _within(data)


def _inflated(data: bytes, window: int) -> bytes:
    return _within(zlib.decompressobj(window).decompress(data, MOST + 1))


def _within(data: bytes) -> bytes:
    if len(data) > MOST:
        raise ValueError(f"unpacked it has more than {MOST:,} bytes")
    return data
