"""Values that are kept from one process to the next, and the patterns among them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
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


def test_what_other_versions_stored_goes_after_a_month(folder: Path) -> None:
    day = 24 * 3600
    ages = {
        "s2tw-0001": 0,
        "s2tw-0002": 29,
        "s2tw-0003": 31,
        "s2tw-words-0004": 31,
        "s2twp-0005": 31,
        "t": 31,
    }
    for name, age in ages.items():
        stored.write(name, "this", VALUE)
        os.utime(folder / name, (time.time() - age * day,) * 2)
    stored.forget("s2tw-0001", 4)
    assert {file.name for file in folder.iterdir()} == ages.keys() - {"s2tw-0003"}


def test_what_is_too_long_is_not_stored(folder: Path) -> None:
    assert not stored.write("name", "this", b"0" * (stored.MOST // 2))
    assert not folder.exists()
    assert stored.write("name", "this", b"0" * (stored.MOST // 2 - 100))
    assert folder.exists()


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


@pytest.mark.parametrize("body", [b"", b"\xff\xff\xff\x7f[", b"\x01\0\0\0N", b"\x01\0\0\0?"])
def test_codes_that_are_none_are_not_used(body: bytes) -> None:
    stored.write_bytes(patterns._name(), patterns._identity(), body)
    assert patterns._read() == {}


def test_a_full_file_begins_anew(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Patterns of users' rules would fill it for good."""
    assert patterns._write(dict.fromkeys(range(39), b"0" * 50_000))
    size = (folder / patterns._name()).stat().st_size

    def one_process(*sources: str) -> bool:
        monkeypatch.setattr(patterns, "_known", {})
        store = patterns._Store()
        monkeypatch.setattr(patterns, "_store", store)
        for source in sources:
            patterns._pattern((source, 0))
        if store._new:
            store.write()
        return store._new

    assert one_process("a pattern")  # there is room for it
    assert (folder / patterns._name()).stat().st_size > size
    long = "|".join(f"{n:04d}" for n in range(3000))
    assert one_process("a pattern", long)
    assert (folder / patterns._name()).stat().st_size < size
    assert not one_process("a pattern", long)


#: Texts that ask for many patterns: a page, damage of several kinds, notes, escapes, a conversion.
TEXTS = (
    "<!DOCTYPE html><html><head><title>渡口</title></head><body><p>渡船停了三天。</p></body></html>",
    "来源：本地网 2024-05-06 10:00\n\n\u6e21口的早市开了，鏂伴椈里写着&#26032;闻。\n责任编辑：甲乙",
    "產業(yè)園區(qū)的規(guī)劃，ÐÂÎÅ，å¤§å®¶ã€‚关于头发，乾净的皇后。",
)


def test_a_pattern_has_the_same_source_in_each_process(tmp_path: Path) -> None:
    # Sets of words have another order in each process: patterns made of them were compiled in each, and the
    # file grew until nothing could be stored any more.
    code = (
        "from newsclean import clean; from newsclean.patterns import _store\n"
        f"for text in {TEXTS!r}:\n"
        "    clean(text); clean(text, to='zh-TW'); clean(text, to='zh-CN', only=['convert'])\n"
        "print(_store._new)"
    )
    # Compiled tables are the same.
    compiled = Path(os.environ["XDG_CACHE_HOME"], "newsclean")
    if compiled.exists():
        shutil.copytree(compiled, tmp_path / "newsclean", ignore=shutil.ignore_patterns("patterns-*"))
    said = []
    for seed in ("1", "2"):
        environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path), "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        said.append(done.stdout.strip())
    assert said == ["True", "False"]
