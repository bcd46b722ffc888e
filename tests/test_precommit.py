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
