"""File names are data: none is lost, none forges a row, none is obeyed by a terminal."""

import json
import os
import pty
import subprocess
import sys

import pytest

from tests.conftest import CLEAN, DIRTY

EVIL = "evil\x1b]0;PWNED\x07\x1b[2J\u202e\u009b.txt"
ESCAPED = "evil\\x1b]0;PWNED\\x07\\x1b[2J\\u202e\\u009b.txt"


@pytest.fixture
def terminal(tmp_path):
    """Run the command line on a terminal; what was shown, and the exit code."""

    def run(*arguments, columns=200):
        parent, child = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "newsclean", *map(os.fspath, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=child,
            stderr=child,
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm", "NO_COLOR": "1"},
        )
        os.close(child)
        shown = b""
        try:
            while piece := os.read(parent, 65536):
                shown += piece
        except OSError:
            pass  # the end
        os.close(parent)
        return shown.decode("utf-8", "surrogateescape").replace("\r\n", "\n"), process.wait(timeout=60)

    return run


VIEWS = [
    ("detect", "."),
    ("repair", "--check", "."),
    ("repair", "--diff", "."),
    ("repair", "--explain", "."),
    ("repair", "-v", "-i", EVIL),
    ("clean", "-e", "ascii", "--check", "."),
    ("clean", "-e", "ascii", EVIL),
    ("clean", EVIL + "x"),
    ("clean", EVIL, "-o", EVIL),
    ("clean", "--format", EVIL),
    ("config", "--config", EVIL),
]


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_no_name_and_no_content_is_obeyed(terminal, tmp_path, view):
    text = "馆长周\u200b明说\u202e，读者\x1b[31m的来信\u009b。\n"
    (tmp_path / EVIL).write_text(text, encoding="utf-8")
    (tmp_path / "a\n1:1 b.txt").write_text(text, encoding="utf-8")
    shown, _ = terminal(*view)
    bare = shown.replace("\x1b[0m", "")  # what rich ends a row with
    assert not [char for char in bare if char < " " and char not in "\n\t"]
    assert not {"\u202e", "\u009b", "\u200b"} & set(bare)
    assert "evil" in shown
    assert "Traceback" not in shown
    assert not [line for line in bare.split("\n") if line.startswith("1:1 b.txt")]


def test_what_is_invisible_is_shown(terminal, tmp_path):
    (tmp_path / "a.txt").write_text("馆长周\u200b明说，\u00a0好。\n", encoding="utf-8")
    shown, _ = terminal("repair", "--diff", "a.txt")
    assert "-馆长周<U+200B>明说，<U+00A0>好。\n" in shown
    shown, _ = terminal("repair", "--explain", "a.txt")
    rows = [line.split() for line in shown.splitlines()]
    assert ["place", "stage", "rule", "weight", "before", "after"] in rows
    assert ["1:4", "repair", "zero-width", "<U+200B>"] in rows
    shown, _ = terminal("clean", "a.txt")
    assert "\u200b" not in shown


@pytest.mark.parametrize("columns", [1, 40])
def test_a_narrow_terminal_shows_all(terminal, tmp_path, columns):
    (tmp_path / "page.txt").write_text("读\u200b者的来信。\n", encoding="utf-8")
    shown, code = terminal("detect", "page.txt", columns=columns)
    assert code == 0
    assert "page.txt  utf-8     1.00        utf-8" in shown
    assert "zero-width" in terminal("clean", "--explain", "page.txt", columns=columns)[0]


def test_the_text_itself_is_printed_as_it_is(newsclean, terminal, tmp_path):
    (tmp_path / "a.txt").write_text("一\x1b[1m二\n", encoding="utf-8")
    assert newsclean("repair", "--diff", "--skip-rule", "control-character", "a.txt").text == ""
    assert terminal("strip", "a.txt")[0] == "一\x1b[1m二\n"


@pytest.mark.parametrize("name", ["sub[/b]", "[b]x[news].txt", "[link=http:/evil.example]click[", ":smile:"])
def test_names_are_no_markup(terminal, tmp_path, name):
    path = tmp_path / name.replace("/", "∕") / "a.txt"
    path = tmp_path.joinpath(*name.split("/"), "a.txt")
    path.parent.mkdir(parents=True)
    path.write_text(CLEAN, encoding="utf-8")
    shown, code = terminal("detect", ".")
    assert code == 0
    assert f"{name}/a.txt " in shown
    assert "\x1b]8" not in shown


def test_json_has_names_that_can_be_opened(newsclean, tmp_path):
    names = {b"\xd0\xc2\xce\xc5.txt", b"a\nb\x1b.txt", b'q"\\.txt', "文\u202e.txt".encode()}
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text(CLEAN, encoding="utf-8")
    for command in (("detect", "--format", "jsonl", "."), ("clean", "--format", "jsonl", ".")):
        rows = [json.loads(line) for line in newsclean(*command).out.split(b"\n") if line]
        assert {os.fsencode(row["path"]) for row in rows} == names
    newsclean("clean", "--check", "--report", "r.json", "-e", "ascii", ".")
    reasons = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["reasons"]["failed"]
    assert len(reasons) == 4


def test_lists_keep_names_that_programs_can_open(newsclean, tmp_path):
    name = os.fsdecode(b"\xd0\xc2.txt")
    (tmp_path / name).write_text(DIRTY, encoding="utf-8")
    assert newsclean("clean", "--check", ".").out == b"\xd0\xc2.txt\n"
    assert newsclean("clean", "--check", ".").err.startswith("\\xd0\\xc2.txt would change: ")


@pytest.mark.parametrize("output", ["pipe", "file"])
def test_progress_gets_in_between_no_results(tmp_path, output):
    """Whoever reads the pipe may write to the same terminal."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(DIRTY, encoding="utf-8")
    parent, child = pty.openpty()
    with open(tmp_path / "out.jsonl", "wb") as file:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "newsclean",
                "clean",
                "--format",
                "jsonl",
                *sorted(tmp_path.glob("*.txt")),
            ],
            stdout=subprocess.PIPE if output == "pipe" else file,
            stderr=child,
            env={**os.environ, "TERM": "xterm"},
        )
        os.close(child)
        process.communicate(timeout=60)
    try:
        shown = os.read(parent, 65536)
    except OSError:
        shown = b""  # nothing was written
    os.close(parent)
    assert (b"\x1b[?25l" in shown) == (output == "file")  # the cursor goes while a bar is shown
