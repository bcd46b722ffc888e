"""A cache folder of the tests' own, kept for the whole run: tables are built once."""

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def _cache_folder(tmp_path_factory):
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before
