"""The program in a shell: completion, odd locales and consoles, closed streams."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import CLEAN, DIRTY


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(newsclean, shell):
    done = newsclean(env={"_NEWSCLEAN_COMPLETE": f"{shell}_source"})
    assert done.code == 0
    assert "newsclean" in done.text
    if shutil.which(shell):
        check = subprocess.run([shell, "-n"], input=done.out, capture_output=True, check=False)
        assert check.returncode == 0, check.stderr


@pytest.mark.parametrize(
    ("words", "position", "expected"),
    [
        ("newsclean cl", "1", "clean"),
        ("newsclean clean --out", "2", "--output"),
        ("newsclean clean --format j", "3", "jsonl"),
        ("newsclean clean --keep edi", "3", "editor"),
    ],
)
def test_bash_completes(newsclean, words, position, expected):
    environment = {"_NEWSCLEAN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": position}
    assert f"plain,{expected}" in newsclean(env=environment).text.splitlines()


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp936"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_locales_and_consoles(newsclean, tmp_path, env):
    (tmp_path / "新闻 😀.txt").write_text(DIRTY, encoding="utf-8")
    done = newsclean("clean", ".", "-o", "out", "-v", env=env)
    assert done.code == 0
    assert (tmp_path / "out" / "新闻 😀.txt").read_text(encoding="utf-8") == CLEAN
    assert newsclean("clean", stdin=DIRTY, env=env).text == CLEAN
    assert newsclean("detect", ".", env=env).code == 0
    assert newsclean("clean", "没有.txt", env=env).err.count("\n") == 1


def test_file_names_that_are_not_utf8(newsclean, tmp_path):
    name = os.fsdecode(b"\xd0\xc2\xce\xc5.txt")
    try:
        (tmp_path / name).write_text(DIRTY, encoding="utf-8")
    except OSError:
        pytest.skip("the file system wants UTF-8 names")
    assert newsclean("clean", ".", "-o", "out").code == 0
    assert (tmp_path / "out" / name).read_text(encoding="utf-8") == CLEAN
    assert newsclean("clean", ".", "--format", "jsonl", "--exclude", "out/").code == 0
    assert b"\xd0\xc2\xce\xc5.txt" in newsclean("detect", ".", "--exclude", "out/").out


def test_unreadable_and_vanishing(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    done = newsclean("clean", "gone.txt", "a.txt", "--format", "jsonl")
    assert done.code == 2
    assert done.err == "newsclean: gone.txt: no such file or directory\n"
    assert done.text.count("\n") == 1


def test_closed_streams(tmp_path):
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    command = f"{sys.executable} -m newsclean clean a.txt >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"newsclean: ")


def test_full_disk_on_standard_output(tmp_path):
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "newsclean", "clean", "a.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"No space left" in done.stderr
