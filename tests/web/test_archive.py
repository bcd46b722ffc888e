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


def _scribbled(data: bytes) -> bytes:
    """A record with a wrong byte near its beginning: of its header, or of what is packed."""
    return data[:2] + bytes((data[2] ^ 0x55,)) + data[3:]


# The last is larger than what is looked at at a time.
FAR = record("http://a.example/far", bytes(range(256)) * 9000)


@pytest.mark.parametrize("packing", [lambda data: data, gzip.compress], ids=["plain", "gzip, each record"])
@pytest.mark.parametrize(
    ("damaged", "left", "places"),
    [
        ((1,), (1, 3, 4), (2,)),
        ((0,), (2, 3, 4), (1,)),
        ((1, 2), (1, 3), (2,)),
        ((0, 2), (2, 4), (1, 3)),
        ((3,), (1, 2, 3), None),
    ],
)
def test_damage_is_told_with_its_place_and_it_is_read_on_behind_it(packing, damaged, left, places) -> None:
    whole = [packing(data) for data in (THREE[0], FAR, THREE[1], THREE[2])]
    parts = [_scribbled(data) if n in damaged else data for n, data in enumerate(whole)]
    found, errors = read(b"".join(parts))
    assert [item.number for item in found] == list(left)
    assert [item.offset for item in found] == [sum(map(len, parts[:n])) for n in range(4) if n not in damaged]
    names = [name for n, name in enumerate(("1", "far", "2", "3")) if n not in damaged]
    assert [item.archived.url for item in found] == [f"http://a.example/{name}" for name in names]
    if places is None:
        assert len(errors) == 1
        assert "it is read on" not in errors[0]
    else:
        assert len(errors) == len(places)
        assert all("the archive is damaged: " in error for error in errors)
        assert all("; it is read on at byte offset " in error for error in errors)


def test_a_record_that_is_cut_off_before_others_is_told_and_they_are_read() -> None:
    """As where an archive that was cut off and another one were joined."""
    found, errors = read(gzip.compress(THREE[0])[:-30] + gzip.compress(THREE[1]))
    assert [item.archived.url for item in found] == ["http://a.example/2"]
    assert len(errors) == 1


@pytest.mark.parametrize("data", [b"WARC/1.0\r\nno\r\n\r\n" * 5000, b"\x1f\x8b\x08" * 200_000])
def test_much_that_looks_like_records_is_no_archive(data: bytes) -> None:
    found, errors = read(data)
    assert (found, len(errors)) == ([], 1)


@pytest.mark.parametrize(("cut", "left"), [(999, [2]), (1000, [])])
def test_it_is_read_on_behind_damage_a_thousand_times(cut: int, left: list[int]) -> None:
    packed = gzip.compress(THREE[0])
    found, errors = read(packed[:30] * cut + packed)
    assert [item.number for item in found] == left
    assert len(errors) == 1


def test_a_pipe_and_an_archive_packed_as_a_whole_end_at_damage() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    damaged = THREE[0] + _scribbled(THREE[1]) + THREE[2]
    found = list(responses(Pipe(damaged), "a.warc"))
    assert str(found[-1]).startswith("a.warc: after response 1 the archive is damaged")
    assert len(found) == 2
    found, errors = read(gzip.compress(damaged))
    assert ([item.number for item in found], len(errors)) == ([1], 1)


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
