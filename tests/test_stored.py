"""Values that are kept from one process to the next, and the patterns among them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean import patterns, stored


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "newsclean"


VALUE = {"a": [1, 2, (3, b"4")], "字": {5: "六"}}


def test_a_value_comes_back() -> None:
    assert stored.read("name", "this") is None
    stored.write("name", "this", VALUE)
    assert stored.read("name", "this") == VALUE
    assert stored.read("name", "that") is None


@pytest.mark.parametrize("kind", ["cut", "longer", "one bit", "empty", "not a file"])
def test_a_file_that_is_not_whole_is_not_used(kind: str, folder: Path) -> None:
    stored.write("name", "this", VALUE)
    file = folder / "name"
    data = file.read_bytes()
    file.unlink()
    if kind == "not a file":
        file.mkdir()
    else:
        damaged = {"cut": data[:-1], "longer": data + b"0", "one bit": data[:-1] + bytes([data[-1] ^ 1])}
        file.write_bytes(damaged.get(kind, b""))
    assert stored.read("name", "this") is None


def test_nothing_is_said_where_nothing_can_be_stored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    stored.write("name", "this", VALUE)
    assert stored.read("name", "this") is None


def test_what_is_too_long_is_not_stored(folder: Path) -> None:
    stored.write("name", "this", b"0" * stored.MOST)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("source", "flags", "text"),
    [
        ("[\u3400-\u9fff]+(?P<sign>[，。])(x)?", 0, "abc 中文，x。"),
        ("(?m)^(?P<a>a+)(?P<b>b*)$", re.IGNORECASE, "Aab\nb\naaB"),
        (rb"\xe4[\x80-\xbf]{2}|(\d)\1", 0, "中11".encode()),
        (r"\b\w+\b", re.ASCII, "中 ab"),
    ],
)
def test_a_pattern_of_stored_code_is_the_pattern(source: str, flags: int, text: str) -> None:
    flags = int(flags)
    code = patterns._stored((source, flags))
    assert code is not None
    stored.write("patterns", "this", {(source, flags): code})
    known = stored.read("patterns", "this")
    assert isinstance(known, dict)
    made, usual = patterns._made(source, known[source, flags]), re.compile(source, flags)
    assert made == usual
    assert made.groupindex == usual.groupindex
    assert [match.groups() for match in made.finditer(text)] == [m.groups() for m in usual.finditer(text)]
    assert [match.groupdict() for match in made.finditer(text)] == [
        m.groupdict() for m in usual.finditer(text)
    ]


def test_a_wrong_pattern_is_told() -> None:
    with pytest.raises(re.error):
        patterns.compiled("(")


def test_a_lazy_pattern_does_what_a_pattern_does() -> None:
    pattern = patterns.lazy("(字)+", re.MULTILINE)
    assert pattern.pattern == "(字)+"
    assert pattern.search("一字字")
    assert pattern.sub("x", "字一字字") == "x一x"
    assert pattern.flags & re.MULTILINE


def test_the_next_process_compiles_nothing(folder: Path, tmp_path: Path) -> None:
    code = (
        "import re, sys; from newsclean.patterns import compiled, _store\n"
        "assert compiled('[㐀-鿿]+').findall('a中b文') == ['中', '文']; print(_store._new)"
    )
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    said = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
        ).stdout.strip()
        for _ in range(2)
    ]
    assert said == ["True", "False"]
    assert [file.stat().st_mode & 0o077 for file in folder.iterdir()] == [0]
