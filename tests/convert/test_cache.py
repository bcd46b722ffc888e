"""Compiled tables on disk: used when they can be trusted, done without when they cannot."""

import marshal
import os
import subprocess
import sys

import pytest

from newsclean.caches import folder
from newsclean.convert import convert
from newsclean.convert.engine import tables
from newsclean.convert.engine.rewriter import Rewriter
from newsclean.convert.engine.tables import rewriter
from newsclean.convert.engine.told import told
from newsclean.stored import read_bytes, write_bytes

SMALL = "t2tw"


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """An empty cache folder, and tables forgotten by the process."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rewriter.cache_clear()
    tables._distrusted.clear()
    yield tmp_path / "newsclean"
    rewriter.cache_clear()
    tables._distrusted.clear()
    told.clear()


def works():
    return rewriter(SMALL)("裏面") == "裡面"


def all_stored(folder):
    """The tables; a process keeps other values beside them, whose names have no digest."""
    return [file for file in folder.iterdir() if "-" in file.name]


def stored(folder):
    (file,) = all_stored(folder)
    return file


def test_built_once_then_loaded(fresh, monkeypatch):
    assert works()
    rewriter.cache_clear()
    monkeypatch.setattr(tables, "_build", None)
    assert works()


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_private(fresh):
    assert works()
    assert fresh.stat().st_mode & 0o777 == 0o700
    assert stored(fresh).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:100],
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: content[:-50] + bytes([content[-50] ^ 1]) + content[-49:],
        lambda content: content.replace(b"newsclean", b"oldsclean", 1),
        lambda content: os.urandom(len(content)),
    ],
)
def test_damaged(fresh, damage):
    assert works()
    file = stored(fresh)
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    assert read_bytes(file.name, tables._identity(SMALL)) is None
    rewriter.cache_clear()
    assert works()
    assert read_bytes(file.name, tables._identity(SMALL)) is not None


def test_made_from_something_else(fresh, monkeypatch):
    assert works()
    monkeypatch.setattr(tables, "_VERSION", -1)
    rewriter.cache_clear()
    assert works()
    assert len(all_stored(fresh)) == 2


def test_folder_is_a_file(fresh):
    fresh.parent.mkdir(exist_ok=True)
    fresh.write_bytes(b"")
    assert works()
    assert fresh.read_bytes() == b""


def test_table_is_a_folder(fresh):
    assert works()
    file = stored(fresh)
    file.unlink()
    file.mkdir()
    rewriter.cache_clear()
    assert works()


def test_cannot_be_written(fresh, monkeypatch):
    def full(*arguments):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", full)
    assert works()
    assert list(fresh.iterdir()) == []


def test_no_home(monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.setattr(sys, "platform", "linux")
    assert folder() is None
    rewriter.cache_clear()
    assert works()
    rewriter.cache_clear()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="POSIX owners")
def test_file_of_another_user_is_not_trusted(fresh, monkeypatch):
    assert works()
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert read_bytes(stored(fresh).name, tables._identity(SMALL)) is None


def test_many_processes_at_once(fresh):
    code = "from newsclean.convert import rewrite; print(ascii(rewrite('裏面', 't2tw')))"
    runs = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(6)]
    assert {run.communicate()[0].strip() for run in runs} == {ascii("裡面").encode()}
    assert stored(fresh).name.startswith(SMALL)


def test_nothing_on_standard_error(fresh):
    code = "from newsclean.convert import rewrite; rewrite('裏面', 't2tw')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""


def forged(folder, change):
    """The stored table with other bytes under a checksum that is right for them."""
    name, identity = stored(folder).name, tables._identity(SMALL)
    write_bytes(name, identity, change(bytes(read_bytes(name, identity))))


WRONG_BYTES = {
    "noise": lambda body: os.urandom(2) + body[2:],
    "cut": lambda body: body[: len(body) // 2],
    "empty": lambda body: b"",
    "something else": lambda body: marshal.dumps([1, 2]),
    "other kinds of values": lambda body: marshal.dumps((("", ""), ("", ""), 1, 2, 3, 4)),
    "too few values": lambda body: marshal.dumps(marshal.loads(body)[:-1]),
}


@pytest.mark.parametrize("kind", WRONG_BYTES)
def test_wrong_bytes_under_a_right_checksum(fresh, kind):
    text = "裏面的純喫茶"
    right = convert(text, to=SMALL)
    rewriter.cache_clear()
    forged(fresh, WRONG_BYTES[kind])
    done = convert(text, to=SMALL)
    assert done.text == right.text == "裡面的純喫茶"
    assert done.warnings == (f"the cached table of {SMALL} was damaged and has been rebuilt",)
    rewriter.cache_clear()  # the next process
    tables._distrusted.clear()
    assert convert(text, to=SMALL) == right


def test_a_mistake_of_ours_is_no_damaged_table(fresh, monkeypatch):
    assert works()
    monkeypatch.setattr(Rewriter, "aligned", lambda self, text: {}[text])
    with pytest.raises(KeyError):
        convert("裏面", to=SMALL)
