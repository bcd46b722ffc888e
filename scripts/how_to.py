"""Run the commands of the pages "how do I …" and put in what they print; with --check, only compare.

usage: python scripts/how_to.py [--check] [PAGE...]

A block with a title is a file of that name. In a block ``console`` each line behind ``$`` is run by bash, and
what follows is what it prints; in a block ``pycon`` the same for Python. A page has a folder of its own.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
#: Where the pages are, and the locale in which their commands are run.
FOLDERS = {"how-to": "en_US.UTF-8", "zh-CN/how-to": "zh_CN.UTF-8", "zh-TW/how-to": "zh_TW.UTF-8"}

_BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def pages(folder: str) -> list[Path]:
    """The pages of a folder; its index has no commands."""
    return sorted(path for path in (DOCS / folder).glob("*.md") if path.name != "index.md")


def refreshed(page: Path) -> str:
    """The page with what its commands print today."""
    locale = FOLDERS[str(page.parent.relative_to(DOCS))]
    names: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:

        def block(match: re.Match[str]) -> str:
            language, title, text = match.groups()
            if title:
                file = Path(folder) / title
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            if language == "console":
                text = "".join(f"$ {command}\n{_run(command, folder, locale)}" for command in commands(text))
            elif language == "pycon":
                text = "".join(f">>> {line}\n{_value(line, names)}" for line in _statements(text))
            opened = match[0].partition("\n")[0]
            return f"{opened}\n{text}```"

        return _BLOCK.sub(block, page.read_text(encoding="utf-8"))


def commands(text: str) -> list[str]:
    """The commands of a block."""
    return re.findall(r"^\$ (.*)$", text, re.MULTILINE)


def _statements(text: str) -> list[str]:
    return re.findall(r"^>>> (.*)$", text, re.MULTILINE)


def _run(command: str, folder: str, locale: str) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
        "LANG": locale,
        "LC_ALL": "",
        "LC_MESSAGES": "",
        "LANGUAGE": "",
        "COLUMNS": "80",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    printed = done.stdout.decode("utf-8")
    return printed if not printed or printed.endswith("\n") else printed + "\n"


def _value(line: str, names: dict[str, Any]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(line, "<page>", "single"), names)
        except Exception:
            return traceback.format_exc(limit=0)
    return out.getvalue()


def main(arguments: list[str]) -> None:
    """Run the command line."""
    check = "--check" in arguments
    named = [Path(name).resolve() for name in arguments if name != "--check"]
    stale = []
    for page in named or [page for folder in FOLDERS for page in pages(folder)]:
        text = refreshed(page)
        if text != page.read_text(encoding="utf-8"):
            stale.append(str(page.relative_to(DOCS)))
            if not check:
                page.write_text(text, encoding="utf-8")
    if check and stale:
        sys.exit(f"out of date, run python scripts/how_to.py: {', '.join(stale)}")


if __name__ == "__main__":
    main(sys.argv[1:])
