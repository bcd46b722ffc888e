"""The documents are true: generated pages are current, and what is public is documented."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean
from newsclean.cli import VERBS

ROOT = Path(__file__).parent.parent


def test_command_reference_is_current():
    done = subprocess.run(
        [sys.executable, "scripts/write_cli_docs.py", "--check"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_api_page_has_every_public_name():
    named = re.findall(
        r"^::: newsclean\.(\w+)$", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.M
    )
    assert sorted(named) == sorted(set(newsclean.__all__) - {"__version__"})


def test_readme_and_continuous_integration_run_the_same_tests():
    command = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && .venv/bin/pytest -q"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", newsclean.__all__)
def test_public_names_are_documented(name):
    thing = getattr(newsclean, name)
    if inspect.isclass(thing) or inspect.isfunction(thing):
        assert inspect.getdoc(thing), name


@pytest.mark.parametrize("verb", VERBS)
def test_help_fits_80_columns(newsclean, verb):
    for line in newsclean(verb, "--help", env={"COLUMNS": "80"}).text.splitlines():
        assert len(line) <= 80


def test_doctests():
    import doctest

    assert doctest.testmod(newsclean).failed == 0
