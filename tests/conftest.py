"""Fixtures that several areas share."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from hypothesis import settings

from tests import fork_server as fork_server_module

# The same examples in each run, so that a change is to blame for what fails; HYPOTHESIS_PROFILE=random gives
# others.
settings.register_profile("fixed", derandomize=True)
settings.register_profile("random", print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

# The tests read messages in English, whoever runs them.
os.environ["LANGUAGE"] = "en"

#: A short article of our own, clean, and the same as a page brings it.
CLEAN = (
    "临江图书馆延长开放时间\n"
    "\n"
    "临江图书馆昨天宣布，从下月起每晚开放到十点。馆长周明说，读者的来信让他们下了决心。\n"
    "\n"
    "馆方还将增加两百个座位，并在一楼设立儿童阅览区。市民可以在网上预约。\n"
)
DIRTY = (
    "当前位置：首页 > 新闻 > 城事 > 正文\n"
    "\n"
    "临江图书馆延长开放时间\n"
    "\n"
    "临江图书馆昨天宣布，从下月起每晚开放到十点。馆长周\u200b明说，读者的来信让他们下了决心。\n"
    "\n"
    "馆方还将增加两百个座位，并在一楼设立儿童阅览区。市民可以在网上预约。\n"
    "\n"
    "（责任编辑：林晓）\n"
    "\n"
    "【版权声明】未经授权，不得转载本网作品。\n"
)


def pytest_collection_modifyitems(items):
    """What waits for git and pip comes first: the other process does the rest meanwhile."""
    items.sort(key=lambda item: item.path.stem != "test_precommit")


@dataclass
class Finished:
    """A process that has ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


@pytest.fixture(scope="session", autouse=True)
def caches(tmp_path_factory):
    """Caches of the tests' own, shared by all processes: conversion tables take seconds to compile."""
    old = os.environ.get("XDG_CACHE_HOME")
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    (folder / "caches").mkdir(exist_ok=True)
    os.environ["XDG_CACHE_HOME"] = str(folder / "caches")
    yield
    if old is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = old


@pytest.fixture(scope="session")
def fork_server(caches):
    """Where processes of the command line come from, loaded once."""
    if not fork_server_module.AVAILABLE:
        yield None
        return
    with fork_server_module.ForkServer() as server:
        yield server


@pytest.fixture
def newsclean(tmp_path, fork_server):
    """Run the command line as a process, in a directory of its own."""

    def run(*arguments, stdin=b"", cwd=tmp_path, env=None, timeout=60):
        environment = {**os.environ, **(env or {})}
        environment.pop("NO_COLOR", None) if env is None else None
        asked = [os.fspath(argument) for argument in arguments]
        given = stdin.encode() if isinstance(stdin, str) else stdin
        if fork_server and fork_server_module.can_run(environment):
            code, out, err = fork_server.run(asked, stdin=given, cwd=cwd, env=environment, timeout=timeout)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "newsclean", *asked],
                input=given,
                capture_output=True,
                cwd=cwd,
                env=environment,
                timeout=timeout,
                check=False,
            )
            code, out, err = done.returncode, done.stdout, done.stderr
        return Finished(code, out, err.decode("utf-8", "replace"))

    return run


@pytest.fixture
def page(tmp_path):
    """A dirty page in a file."""
    file = tmp_path / "page.txt"
    file.write_text(DIRTY, encoding="utf-8")
    return file


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "src" / "deep").mkdir(parents=True)
    (tmp_path / "src" / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "src" / "deep" / "文 b.txt").write_text(CLEAN, encoding="utf-8")
    return tmp_path / "src"
