"""The hooks, run by the real pre-commit on a real repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
DIRTY = "馆长周\u200b明说，读者的来信让他们下了决心。\n"
CLEAN = "馆长周明说，读者的来信让他们下了决心。\n"

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or not (PROJECT / ".git").exists(), reason="needs git and a checkout"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Where pre-commit keeps the hooks it has installed: once for all tests."""
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.fixture
def repository(tmp_path, home):
    """A repository with two files that need repair, one of them GBK, and a clean one."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
        "PRE_COMMIT_HOME": str(home),
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }

    def run(*command, check=True):
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    run("git", "init", "-q")
    (tmp_path / "新闻 一.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "gbk.txt").write_bytes(CLEAN.encode("gbk"))
    (tmp_path / "code.py").write_text("x = '发后里'\n", encoding="utf-8")
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(CLEAN, encoding="utf-8")
    run("git", "add", ".")
    return tmp_path, run


def configure(directory, hook):
    revision = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.strip()
    (directory / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {PROJECT}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n", encoding="utf-8"
    )


def test_the_hook_fixes_and_then_passes(repository):
    directory, run = repository
    configure(directory, "newsclean")
    run("git", "add", ".")
    run(sys.executable, "-m", "pre_commit", "install")
    first = run("git", "commit", "-qm", "one", check=False)
    assert first.returncode != 0
    assert "files were modified by this hook" in first.stdout + first.stderr
    assert (directory / "新闻 一.txt").read_text(encoding="utf-8") == CLEAN
    assert (directory / "gbk.txt").read_bytes() == CLEAN.encode("gbk")
    assert (directory / "code.py").read_text(encoding="utf-8") == "x = '发后里'\n"
    run("git", "add", ".")
    run("git", "commit", "-qm", "two")


def test_the_check_fails_and_changes_nothing(repository):
    directory, run = repository
    configure(directory, "newsclean-check")
    run("git", "add", ".")
    done = run(sys.executable, "-m", "pre_commit", "run", "--all-files", check=False)
    assert done.returncode != 0
    assert "新闻 一.txt" in done.stdout
    assert (directory / "新闻 一.txt").read_text(encoding="utf-8") == DIRTY
    (directory / "新闻 一.txt").write_text(CLEAN, encoding="utf-8")
    run("git", "add", ".")
    run(sys.executable, "-m", "pre_commit", "run", "--all-files")


def test_files_are_kept_as_they_are_but_for_the_repair(repository):
    """Line ends, encodings, cookies, links and what is excluded."""
    directory, run = repository
    configure(directory, "newsclean")
    cookie = "# -*- coding: gbk -*-\nx = '馆长周明说，读者的来信让他们下了决心。'\n"
    (directory / "cookie.py").write_bytes(cookie.encode("gbk"))
    torn = "# -*- coding: gb18030 -*-\nx = '馆长周\u200b明说，读者的来信让他们下了决心。'\n"
    (directory / "torn.py").write_bytes(torn.encode("gb18030"))
    (directory / "crlf.txt").write_bytes(DIRTY.replace("\n", "\r\n").encode())
    (directory / "link.txt").symlink_to("excluded.txt")
    (directory / "wide.txt").write_bytes(DIRTY.encode("utf-16"))
    (directory / ".gitattributes").write_text("wide.txt working-tree-encoding=UTF-16\n")
    for name in ("excluded.txt", "other.txt"):
        (directory / name).write_text(DIRTY, encoding="utf-8")
    (directory / ".newscleanignore").write_text("excluded.txt\n")
    (directory / "pyproject.toml").write_text('[tool.newsclean]\nexclude = ["other.txt"]\n')
    run("git", "add", ".")
    done = run(sys.executable, "-m", "pre_commit", "run", "--all-files", check=False)
    assert done.returncode != 0
    assert (directory / "cookie.py").read_bytes() == cookie.encode("gbk")
    assert (directory / "torn.py").read_bytes() == torn.replace("\u200b", "").encode("gb18030")
    assert (directory / "crlf.txt").read_bytes() == CLEAN.replace("\n", "\r\n").encode()
    assert (directory / "link.txt").is_symlink()
    for name in ("excluded.txt", "other.txt"):
        assert (directory / name).read_text(encoding="utf-8") == DIRTY
    assert "excluded.txt" not in done.stdout
    run("git", "add", ".")
    again = run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert "files were modified" not in again.stdout


def test_what_is_not_staged_is_not_lost(repository):
    directory, run = repository
    configure(directory, "newsclean")
    run("git", "add", ".")
    run("git", "commit", "-qm", "one", "--no-verify")
    run(sys.executable, "-m", "pre_commit", "install")
    file = directory / "0.txt"
    staged = CLEAN * 5 + DIRTY
    file.write_text(staged, encoding="utf-8")
    run("git", "add", "0.txt")
    file.write_text("还没有暂存的一行。\n" + staged, encoding="utf-8")
    done = run("git", "commit", "-qm", "two", check=False)
    assert done.returncode != 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith("还没有暂存的一行。\n")  # whether pre-commit kept its repair or took it back
    assert text.replace("\u200b", "") == "还没有暂存的一行。\n" + staged.replace("\u200b", "")


def test_two_runs_at_once_leave_whole_files(repository):
    directory, _ = repository
    for number in range(30):
        (directory / f"{number}.txt").write_text(DIRTY * 20, encoding="utf-8")
    command = [sys.executable, "-m", "newsclean", "repair", "--in-place", "--output-encoding", "keep"]
    names = [f"{number}.txt" for number in range(30)]
    runs = [subprocess.Popen([*command, *names], cwd=directory, stderr=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate(timeout=60)[1].decode() for process in runs]
    for number in range(30):
        assert (directory / f"{number}.txt").read_text(encoding="utf-8") == CLEAN * 20
    for process, text in zip(runs, told, strict=True):
        assert "Traceback" not in text
        assert process.returncode == 0  # what the other run has written is what this one would
    assert not list(directory.glob(".*.tmp"))


def test_submodules_are_left_alone(repository, tmp_path_factory):
    directory, run = repository
    configure(directory, "newsclean")
    other = tmp_path_factory.mktemp("other")
    (other / "dirty.txt").write_text(DIRTY, encoding="utf-8")
    commands = (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"),
    )
    for command in commands:
        run("git", "-C", str(other), *command)
    run("git", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "sub")
    run("git", "add", ".")
    run(sys.executable, "-m", "pre_commit", "run", "--all-files", check=False)
    assert (directory / "sub" / "dirty.txt").read_text(encoding="utf-8") == DIRTY
    assert (directory / "新闻 一.txt").read_text(encoding="utf-8") == CLEAN
