"""The pages "how do I …": a command prints what stands below it, and each language has the same commands."""

import re
import shutil
from pathlib import Path

import pytest

from tests.scripts import load_script

ROOT = Path(__file__).parent.parent
how_to = load_script("how_to")

PAGES = [page for folder in how_to.FOLDERS for page in how_to.pages(folder)]
TOOLS = ("bash", "git", "iconv", "jq")


def name(page):
    return str(page.relative_to(ROOT / "docs"))


def asked(page):
    """The blocks of a page without what is printed."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+.*?)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [
        (head, re.findall(r"^(?:\$|>>>) .*$", body, re.MULTILINE) if head in ("console", "pycon") else body)
        for head, body in blocks
    ]


def checked(page):
    assert how_to.refreshed(page) == page.read_text(encoding="utf-8"), "run python scripts/how_to.py"


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem == "python"], ids=name)
def test_python_gives_what_the_page_says(page):
    checked(page)


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "python"], ids=name)
def test_commands_print_what_the_page_says(page):
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    pytest.importorskip("pyarrow")
    pytest.importorskip("selectolax")
    checked(page)


@pytest.mark.parametrize("folder", [folder for folder in how_to.FOLDERS if folder != "how-to"])
def test_pages_in_chinese_have_the_same_commands(folder):
    english = how_to.pages("how-to")
    assert len(english) == 12
    assert [page.name for page in how_to.pages(folder)] == [page.name for page in english]
    for page in english:
        assert asked(ROOT / "docs" / folder / page.name) == asked(page), page.name


@pytest.mark.parametrize("folder", how_to.FOLDERS)
def test_the_index_names_each_page_by_its_title(folder):
    rows = re.findall(r"^- \[(.+)\]\((.+)\)$", (ROOT / "docs" / folder / "index.md").read_text("utf-8"), re.M)
    titles = {
        page.name: page.read_text(encoding="utf-8").partition("\n")[0][2:] for page in how_to.pages(folder)
    }
    assert {place: title for title, place in rows} == titles
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert all(f"- {folder}/{page}\n" in navigation for page in (*titles, "index.md"))
