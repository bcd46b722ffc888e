"""Web archives: every response once, and what is cut off, damaged or a bomb is told and bounded."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zlib
from collections.abc import Callable

import pytest
import zstandard

from newsclean.errors import NewscleanError
from newsclean.web import archive
from newsclean.web.archive import Response, responses

BODY = "<p>河堤加固工程昨天完工。</p>".encode()


def record(
    url: str,
    body: bytes,
    *,
    fields: tuple[str, ...] = ("Content-Type: text/html; charset=utf-8",),
    kind: str = "response",
    length: int | None = None,
    status: str = "200 OK",
) -> bytes:
    """A record of WARC; one of text (``conversion``) has no header of HTTP."""
    block = body
    if kind == "response":
        block = "\r\n".join((f"HTTP/1.1 {status}", *fields, "", "")).encode() + body
    head = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        "WARC-Date: 2024-03-01T08:00:00Z",
        f"WARC-Target-URI: {url}",
        f"Content-Type: {'text/plain' if kind == 'conversion' else 'application/http; msgtype=response'}",
        f"Content-Length: {len(block) if length is None else length}",
    )
    return "\r\n".join((*head, "", "")).encode() + block + b"\r\n\r\n"


def read(data: bytes) -> tuple[list[Response], list[str]]:
    found = list(responses(io.BytesIO(data), "a.warc"))
    errors = [str(item) for item in found if isinstance(item, NewscleanError)]
    return [item for item in found if isinstance(item, Response)], errors


THREE = [record(f"http://a.example/{n}", BODY * n) for n in (1, 2, 3)]
PACKINGS: dict[str, Callable[[list[bytes]], bytes]] = {
    "plain": b"".join,
    "gzip, each record": lambda records: b"".join(map(gzip.compress, records)),
    "gzip, the whole": lambda records: gzip.compress(b"".join(records)),
    "zstd": lambda records: b"".join(map(zstandard.compress, records)),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_each_response_once_and_in_order(packing: str) -> None:
    found, errors = read(PACKINGS[packing](THREE))
    assert errors == []
    assert [item.data for item in found] == [BODY, 2 * BODY, 3 * BODY]
    assert [item.number for item in found] == [1, 2, 3]
    assert found[1].archived == ("http://a.example/2", "2024-03-01T08:00:00Z", 200)
    assert (found[1].charset, found[1].kind) == ("utf-8", "text/html")


@pytest.mark.parametrize("packing", PACKINGS)
def test_what_stands_before_a_cut_is_done(packing: str) -> None:
    whole = PACKINGS[packing](THREE)
    shorter = PACKINGS[packing]([*THREE[:2], THREE[2][:-60]])
    cut = whole[: -len(whole) // 8] if packing == "gzip, the whole" else shorter
    found, errors = read(cut)
    assert [item.data for item in found] == [BODY, 2 * BODY][: len(found)]
    assert len(found) == 2 or packing == "gzip, the whole"
    (error,) = errors
    assert "cut off" in error or "damaged" in error
    assert error.startswith("a.warc: ")
    assert "byte offset" in error


def test_a_cut_of_the_last_line_end_loses_nothing() -> None:
    assert read(b"".join(THREE)[:-4]) == read(b"".join(THREE))


@pytest.mark.parametrize("data", [b"", b"no archive at all\n" * 9, b"\x1f\x8b\x08\0broken", b"WARC/1.0\r\n"])
def test_what_is_no_archive(data: bytes) -> None:
    found, errors = read(data)
    assert found == []
    assert len(errors) == 1


def test_damage_in_the_middle_is_told_with_its_place() -> None:
    found, errors = read(THREE[0] + b"scribble\r\n" * 20 + THREE[1])
    assert [item.number for item in found] == [1]
    assert errors[0].startswith("a.warc: after response 1 the archive is damaged")


def test_other_records_are_passed_over() -> None:
    request = record("http://a.example/", b"", kind="request")
    found, errors = read(record("http://a.example/", b"x", kind="warcinfo") + request + THREE[0])
    assert [item.data for item in found] == [BODY]
    assert errors == []


def test_archives_of_text() -> None:
    (item,), errors = read(record("http://a.example/1", "河堤加固。\n".encode(), kind="conversion"))
    assert item.archived == ("http://a.example/1", "2024-03-01T08:00:00Z", None)
    assert (item.data.decode(), item.kind, errors) == ("河堤加固。\n", "text/plain", [])


def chunked(data: bytes) -> bytes:
    return b"5\r\n" + data[:5] + b"\r\n%x\r\n" % (len(data) - 5) + data[5:] + b"\r\n0\r\n\r\n"


RAW = zlib.compressobj(wbits=-15)
CODINGS = {
    "gzip": ("Content-Encoding: gzip", gzip.compress(BODY)),
    "deflate": ("Content-Encoding: deflate", zlib.compress(BODY)),
    "deflate without a head": ("Content-Encoding: deflate", RAW.compress(BODY) + RAW.flush()),
    "zstd": ("Content-Encoding: zstd", zstandard.compress(BODY)),
    "none, although one is named": ("Content-Encoding: gzip", BODY),
    "br is named, and the body is not packed": ("Content-Encoding: br", BODY),
    "chunks": ("Transfer-Encoding: chunked", chunked(BODY)),
    "chunks are named, and there are none": ("Transfer-Encoding: chunked", BODY),
}


@pytest.mark.parametrize("coding", CODINGS)
def test_bodies_are_unpacked(coding: str) -> None:
    field, body = CODINGS[coding]
    (item,), errors = read(record("http://a.example/1", body, fields=(field,)))
    assert (item.data, errors) == (BODY, [])


def test_a_body_that_cannot_be_unpacked_is_told_and_the_next_is_done() -> None:
    broken = record("http://a.example/1", b"\x1f\x8b\x08\0 nothing", fields=("Content-Encoding: gzip",))
    found, errors = read(broken + THREE[0])
    assert [item.number for item in found] == [2]
    assert "response 1 (http://a.example/1) left out" in errors[0]


@pytest.mark.parametrize("cut", [1, 8, 20])
def test_half_of_a_packed_body_is_no_page(cut: int) -> None:
    body = gzip.compress(BODY * 9)
    whole = record("http://a.example/1", body, fields=("Content-Encoding: gzip",))
    assert read(whole)[1] == []
    found, errors = read(
        record("http://a.example/1", body[:-cut], fields=("Content-Encoding: gzip",)) + THREE[0]
    )
    assert [item.number for item in found] == [2]
    assert "response 1 (http://a.example/1) left out: its compressed body is cut off" in errors[0]


def test_a_body_that_unpacks_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST", 10_000)
    for size, kept in ((10_000, 2), (10_001, 1)):
        body = gzip.compress(b"\0" * size)
        found, errors = read(record("http://a.example/", body, fields=("Content-Encoding: gzip",)) + THREE[0])
        assert len(found) == kept
        assert len(errors) == 2 - kept


def test_a_record_that_claims_too_much_is_left_out_and_the_next_is_done() -> None:
    claim = record("http://a.example/1", b"x" * (archive.MOST + 1))
    found, errors = read(PACKINGS["gzip, each record"]([claim, THREE[0]]))
    assert [item.number for item in found] == [2]
    assert "left out: it has 33,554,4" in errors[0]


@pytest.mark.slow
def test_a_bomb_takes_no_memory() -> None:
    """In a process of its own: 2 GB of zeros in an archive of 2 MB."""
    program = """if True:
        import io, resource, sys, zlib
        from newsclean.web.archive import responses
        head = sys.stdin.buffer.read()
        made = zlib.compressobj(9, wbits=31)
        parts = [made.compress(head)]
        parts += [made.compress(bytes(1 << 20)) for _ in range(2000)]
        data = b"".join(parts) + made.flush()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        error, *_ = responses(io.BytesIO(data), "a")
        print(error)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    head = record("http://a.example/", b"", length=2000 << 20)[:-4]
    done = subprocess.run(
        [sys.executable, "-c", program], input=head, capture_output=True, timeout=120, check=True
    )
    message, grown = done.stdout.decode().splitlines()
    assert "left out" in message or "cut off" in message
    assert int(grown) * (1 if sys.platform != "darwin" else 1 / 1024) < 64 << 10  # kilobytes
