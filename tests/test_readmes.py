"""The READMEs say the same in each language: commands, figures, links; and they pass the own hook."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ENGLISH = "README.md"
CHINESE = ("README.zh-CN.md", "README.zh-TW.md")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def code(text):
    """The blocks without their comments."""
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(r"[ ]*#[^\n]*", "", block) for block in blocks]


def signs(text):
    """The rows of the gallery without the words."""
    return re.findall(r"^\| (`[^|]+`) \|[^|]*\| (.) \| (.) \| (.) \|$", text, re.MULTILINE)


@pytest.mark.parametrize("name", CHINESE)
def test_commands_and_figures_are_those_of_the_english_one(name):
    english, chinese = read(ENGLISH), read(name)
    assert len(code(english)) >= 9
    assert code(chinese) == code(english)
    assert len(signs(english)) == 10
    assert signs(chinese) == signs(english)
    for expression in (
        r"\]\((?!README)([^)]+)\)",
        r"\d+\.\d+(?:\.\d+)?",
        r"`(--?[a-z][^`]*|[^`]*\.[a-z]{2,})`",
    ):
        assert sorted(re.findall(expression, chinese)) == sorted(re.findall(expression, english))
    headings = [
        re.findall(r"^#+", re.sub("(?s)```.*?```", "", text), re.MULTILINE) for text in (english, chinese)
    ]
    assert headings[0] == headings[1]


@pytest.mark.parametrize("name", [ENGLISH, *CHINESE])
def test_each_names_the_others(name):
    assert {other for other in (ENGLISH, *CHINESE) if f"]({other})" in read(name)} == {ENGLISH, *CHINESE} - {
        name
    }


def test_the_gallery_is_what_is_measured():
    done = subprocess.run(
        [sys.executable, "scripts/gallery.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_they_pass_the_hook(newsclean):
    names = [ROOT / name for name in (ENGLISH, *CHINESE)]
    done = newsclean("repair", "--check", "--output-encoding", "keep", "--force-exclude", *names)
    assert (done.code, done.text) == (0, "")
