"""Disks that are full, forbidden or limited: the old file stays whole, and the error is one line."""

import os
import re
import resource
import subprocess
import sys

import pytest

from tests.conftest import DIRTY

LONG = DIRTY.replace("馆方还将增加", "馆方还将增加很多很多" * 400)


def limited():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))


@pytest.mark.parametrize("arguments", [["-i"], ["-o", "out.txt"], ["-i", "--backup", ".orig"]])
def test_a_file_that_may_not_grow(tmp_path, arguments):
    file = tmp_path / "page.txt"
    file.write_text(LONG, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "-m", "newsclean", "clean", "page.txt", *arguments],
        cwd=tmp_path,
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert re.search(r"(page|out)\.txt: cannot write: File too large", done.stderr)
    assert file.read_text(encoding="utf-8") == LONG
    assert sorted(os.listdir(tmp_path)) == ["page.txt"]


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk(newsclean, small_disk):
    names = [small_disk / f"{number}.txt" for number in range(3)]
    for name in names:
        name.write_text(LONG, encoding="utf-8")
    left = os.statvfs(small_disk)
    (small_disk / "filler").write_bytes(bytes(left.f_bavail * left.f_bsize - 4096))
    before = {name: name.read_bytes() for name in names}
    done = newsclean("clean", "-i", *names)
    assert done.code == 2
    assert "No space left on device" in done.err
    for name in names:
        content = name.read_bytes()
        assert content == before[name] or b"\xe2\x80\x8b" not in content
    assert sorted(os.listdir(small_disk)) == ["0.txt", "1.txt", "2.txt", "filler"]


def test_a_directory_that_may_not_be_written(newsclean, tmp_path):
    (tmp_path / "page.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "out").write_text("a file, not a directory")
    done = newsclean("clean", "page.txt", "-o", "out/")
    assert done.code == 2
    assert done.err.startswith("newsclean: out/")
    assert done.err.count("newsclean: ") == 1


def test_a_disk_that_may_only_be_read(newsclean, small_disk):
    page = small_disk / "page.txt"
    page.write_text(DIRTY, encoding="utf-8")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = newsclean("clean", "-i", "--backup", ".old", page)
    assert done.code == 2
    assert done.err.startswith(f"newsclean: {page}: cannot write: Read-only file system\n")
    assert page.read_text(encoding="utf-8") == DIRTY
    assert os.listdir(small_disk) == ["page.txt"]
    assert newsclean("clean", page, "-o", small_disk / "out.txt").code == 2
    assert newsclean("clean", "--check", page).code == 1
