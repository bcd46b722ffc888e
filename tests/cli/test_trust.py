"""Settings, ignore files and rules that came with the data: read with care, never believed blindly."""

import os
import subprocess
import sys

import pytest

from tests.conftest import CLEAN, DIRTY

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
EMPTYING = '[tool.newsclean]\ndrop = ["title", "body", "kicker"]\n'


@pytest.fixture
def crawl(tmp_path):
    """A tree that was downloaded, in a working directory."""
    (tmp_path / "crawl" / "site").mkdir(parents=True)
    (tmp_path / "crawl" / "site" / "a.txt").write_text(DIRTY, encoding="utf-8")
    return tmp_path / "crawl"


def content(directory):
    return (directory / "site" / "a.txt").read_text(encoding="utf-8")


# --- settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [".", "site"])
def test_settings_in_a_walked_tree_do_not_count(newsclean, crawl, place):
    (crawl / place / "pyproject.toml").write_text('[tool.newsclean]\nkeep = ["editor"]\n')
    done = newsclean("clean", "-i", "crawl", "--include", "*.txt")
    assert done.code == 0
    assert content(crawl) == CLEAN
    assert ("is not used: settings inside a walked directory" in done.err) == (place == ".")


def test_the_working_directory_has_settings(newsclean, crawl):
    (crawl / "pyproject.toml").write_text('[tool.newsclean]\nkeep = ["editor"]\n')
    assert newsclean("clean", "-i", ".", "--include", "*.txt", cwd=crawl).code == 0
    assert "责任编辑" in content(crawl)


@root_only
@pytest.mark.parametrize("arguments", [["-i", "site/a.txt"], ["-i", "."]])
def test_settings_of_another_user_are_passed_over(newsclean, crawl, arguments):
    settings = crawl / "pyproject.toml"
    settings.write_text('[tool.newsclean]\nkeep = ["editor"]\n')
    os.chown(settings, 1234, 1234)
    done = newsclean("clean", *arguments, cwd=crawl)
    assert content(crawl) == CLEAN
    assert done.err.count("pyproject.toml is ignored: it belongs to another user (1234)") == 1
    assert "is ignored" in newsclean("config", cwd=crawl).err
    assert "责任编辑" in newsclean("clean", "--config", settings, "-", stdin=DIRTY).text
    env = {"SUDO_UID": "1234"}
    assert "责任编辑" in newsclean("clean", stdin=DIRTY, cwd=crawl, env=env).text


def test_no_settings_file_can_take_the_body(newsclean, crawl):
    (crawl / "pyproject.toml").write_text(EMPTYING)
    done = newsclean("clean", "-i", "site/a.txt", cwd=crawl)
    assert done.code == 2
    assert "drop: 'body' must be asked for with --drop" in done.err
    assert content(crawl) == DIRTY


def test_a_file_is_never_emptied_in_place(newsclean, crawl):
    drop = ("--drop", "title", "--drop", "body", "--drop", "kicker")
    done = newsclean("clean", "-i", *drop, "crawl")
    assert done.code == 2
    assert "crawl/site/a.txt: not replaced: the result would be empty" in done.err
    assert content(crawl) == DIRTY
    assert newsclean("clean", *drop, "crawl/site/a.txt").text == ""
    (crawl / "blank.txt").write_text(" \n\n")
    assert newsclean("clean", "-i", "crawl/blank.txt").code == 0


def test_the_settings_in_use_are_named(newsclean, crawl):
    settings = crawl / "pyproject.toml"
    settings.write_text("[tool.newsclean]\n")
    assert f"settings: {settings}\n" in newsclean("clean", "--check", "-v", ".", cwd=crawl).err
    assert "settings" not in newsclean("clean", "--check", ".", cwd=crawl).err
    assert newsclean("config", cwd=crawl).err == f"settings: {settings}\n"
    assert newsclean("config").err == "settings: no file\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.toml", b"[tool.newsclean]\nx = " + b"[" * 100_000),
        ("large.toml", b"[tool.newsclean]\n" + b"#\n" * 3_000_000),
        ("bytes.toml", b"[tool.newsclean]\n\xff"),
    ],
)
@pytest.mark.parametrize("option", ["--config", "--rules"])
def test_files_of_settings_and_rules_are_bounded(newsclean, tmp_path, option, name, data):
    (tmp_path / name).write_bytes(data)
    done = newsclean("clean", option, name, stdin=CLEAN)
    assert (done.code, done.out) == (2, b"")
    assert done.err.startswith(f"newsclean: {name}: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("option", ["--config", "--rules", "--dict"])
@pytest.mark.parametrize("name", ["fifo", "/dev/zero"])
def test_nothing_waits_for_what_is_no_file(newsclean, tmp_path, option, name):
    os.mkfifo(tmp_path / "fifo")
    done = newsclean("clean", "--to", "zh-Hant", option, name, stdin=CLEAN, timeout=20)
    assert done.code == 2
    assert "not a regular file" in done.err


def test_words_are_bounded(newsclean, tmp_path):
    (tmp_path / "words.txt").write_text("馆长\t" + "长" * 2_000_000 + "\n", encoding="utf-8")
    done = newsclean("clean", "--to", "zh-Hant", "--dict", "words.txt", stdin=CLEAN)
    assert done.code == 2
    assert "words.txt:1: a word of more than 1000 characters" in done.err


HANGING = """
import sys
from newsclean import processor_time
processor_time.SECONDS = 3.0
from newsclean.cli import run
sys.exit(run(sys.argv[1:]))
"""


def test_an_expression_that_hangs_is_ended(newsclean, tmp_path):
    """It is the alarm that ends it: the limit is lowered, and the next file is done."""
    assert newsclean("convert", "--to", "zh-Hant", stdin="图书馆\n").code == 0  # the tables are compiled
    (tmp_path / "a.txt").write_text("临江图书馆" + "x" * 40 + "\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("临江图书馆\n", encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        HANGING,
        "convert",
        "--to",
        "zh-Hant",
        "--protect",
        "(([^x]|x)*)*y",
        "-i",
    ]
    done = subprocess.run(
        [*command, "a.txt", "b.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 2
    assert "newsclean: a.txt: left as it is: it takes too much processor time\n" in done.stderr
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "臨江圖書館\n"


# --- ignore files ---------------------------------------------------------------------------------


def test_a_bad_pattern_is_a_warning(newsclean, crawl):
    (crawl / ".gitignore").write_text("[z\n[z-a]\nsite/b*\n[[:nothing:]]\nx\\\n")
    (crawl / "site" / "b.txt").write_text(DIRTY, encoding="utf-8")
    done = newsclean("clean", "--check", "crawl")
    assert (done.code, done.text) == (1, "crawl/site/a.txt\n")
    warned = [line for line in done.err.splitlines() if "is not a pattern" in line]
    assert [line.split(":")[3] for line in warned] == ["1", "4", "5"]
    assert (
        f"newsclean: warning: {crawl / '.gitignore'}:1: '[z' is not a pattern and matches nothing" in done.err
    )


def test_a_bad_pattern_of_an_option_is_a_mistake(newsclean, crawl):
    for option in ("--include", "--exclude"):
        done = newsclean("clean", "--check", option, "[z", "crawl")
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert f"{option[2:]}: '[z' is not a pattern: a bracket is not closed" in done.err


def test_patterns_take_linear_time(newsclean, crawl):
    (crawl / ".gitignore").write_text("*a" * 60 + "b\n" + "**/a/" * 200 + "\n")
    (crawl / ("a" * 200)).write_text(CLEAN, encoding="utf-8")
    assert newsclean("clean", "--check", "crawl", timeout=20).code == 1


def test_any_depth_of_directories(newsclean, tmp_path):
    """Deeper than recursion goes, and longer than a path may be."""
    depth = 1100
    assert depth > sys.getrecursionlimit()
    assert depth * len("/dir") > os.pathconf(tmp_path, "PC_PATH_MAX")
    here = os.open(tmp_path, os.O_RDONLY)
    (tmp_path / "src").mkdir()
    inner = os.open("src", os.O_RDONLY, dir_fd=here)
    for _ in range(depth):
        os.mkdir("dir", dir_fd=inner)
        deeper = os.open("dir", os.O_RDONLY, dir_fd=inner)
        os.close(inner)
        inner = deeper
    with open(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=inner), "w", encoding="utf-8") as file:
        file.write(DIRTY)
    try:
        done = newsclean("clean", "-i", "-q", "src", timeout=120)
        assert (done.code, done.err) == (0, "")
        with open(os.open("a.txt", os.O_RDONLY, dir_fd=inner), encoding="utf-8") as file:
            assert file.read() == CLEAN
    finally:
        os.close(inner)
        os.close(here)
        subprocess.run(["rm", "-rf", tmp_path / "src"], check=True)  # too deep for shutil


@pytest.mark.parametrize("kind", ["fifo", "link", "large"])
def test_ignore_files_that_are_none(newsclean, crawl, kind):
    path = crawl / ".newscleanignore"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("/dev/zero")
    else:
        path.write_text("a.txt\n" * 200_000)
    done = newsclean("clean", "--check", "crawl", timeout=20)
    assert done.code == 1
    assert done.err.count(".newscleanignore: ") == 1


# --- named files ----------------------------------------------------------------------------------


def test_what_is_excluded_is_done_when_it_is_named(newsclean, crawl):
    (crawl.parent / ".newscleanignore").write_text("site/\n")
    assert newsclean("clean", "--check", "crawl/site/a.txt", "--exclude", "crawl/").code == 1


@pytest.mark.parametrize("ignored", ["site/", "*.txt", "/crawl/site/a.txt", "crawl", "!*\n*.txt"])
def test_exclusions_hold_for_named_files_on_request(newsclean, crawl, ignored):
    (crawl.parent / ".git").mkdir()
    for arguments, settings, own in (
        (("--exclude", ignored), "", ""),
        ((), f"[tool.newsclean]\nexclude = {ignored.split()!r}\n", ""),
        ((), "", f"{ignored}\n"),
    ):
        if "\n" in ignored and arguments:
            continue
        (crawl.parent / "pyproject.toml").write_text(settings)
        (crawl.parent / ".newscleanignore").write_text(own)
        for name in ("crawl/site/a.txt", crawl / "site" / "a.txt", "crawl"):
            done = newsclean("clean", "--check", "--force-exclude", *arguments, name)
            assert (done.code, done.out) == (0, b"")
    (crawl.parent / ".newscleanignore").write_text("other/\n!a.txt\n")
    assert newsclean("clean", "--check", "--force-exclude", "crawl/site/a.txt").code == 1


def test_tracked_files_are_done_whatever_git_ignores(newsclean, crawl):
    (crawl.parent / ".git").mkdir()
    (crawl.parent / ".gitignore").write_text("*.txt\n")
    assert newsclean("clean", "--check", "--force-exclude", "crawl/site/a.txt").code == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"%!PS-Adobe-3.0\n72 72 moveto (\xe9t\xe9) show\n", "is a PostScript", id="no text"),
        pytest.param(b"\xe3\x8d\x0c" * 3 + b"\xe9\xbd\x08" * 3, "is not text in any known", id="no encoding"),
        pytest.param("今天有雨。\n".encode() * 40 + b"\xe4\xbb\xff\n" + b"abc\n", "", id="damaged"),
    ],
)
def test_what_is_no_text_breaks_no_commit(newsclean, tmp_path, data, said):
    (tmp_path / "a.txt").write_bytes(data)
    hook = ("repair", "--in-place", "--output-encoding", "keep", "--force-exclude")
    assert newsclean(*hook[:-1], "a.txt").code == 2
    done = newsclean(*hook, "a.txt")
    assert (done.code, done.err.startswith("skipped a.txt: " + said)) == ((0, True) if said else (2, False))
    assert (tmp_path / "a.txt").read_bytes() == data


@pytest.mark.parametrize(("flags", "separator"), [((), "\n"), (("-0",), "\0")])
def test_names_from_a_list(newsclean, crawl, flags, separator):
    (crawl / "site" / "b c.txt").write_text(CLEAN, encoding="utf-8")
    names = separator.join(["crawl/site/a.txt", "crawl/site/b c.txt", ""])
    (crawl.parent / "list").write_text(names)
    done = newsclean("clean", "--check", "-v", "--files-from", "list", *flags)
    assert (done.code, done.text) == (1, "crawl/site/a.txt\n")
    assert "unchanged crawl/site/b c.txt" in done.err
    assert newsclean("clean", "--check", "--files-from", "-", *flags, stdin=names).code == 1
    assert newsclean("detect", "--files-from", "list", *flags).text.count("\n") == 2


def test_lists_of_nothing(newsclean, crawl):
    done = newsclean("clean", "--check", "--files-from", "-", stdin="")
    assert (done.code, done.out) == (0, b"")
    assert newsclean("clean", "--check", "--files-from", "none").code == 2
    assert newsclean("clean", "--check", "-0", "crawl").code == 2
    twice = newsclean("clean", "--format", "jsonl", "-", "-", stdin=CLEAN)
    assert (twice.code, twice.out) == (2, b"")
    assert "standard input cannot be read twice." in twice.err
    nuls = newsclean("clean", "--check", "--files-from", "-", stdin="crawl/site/a.txt\0")
    assert (nuls.code, nuls.err) == (2, "newsclean: -: its names end with NULs: use -0\n")
