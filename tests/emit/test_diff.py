"""The diff that git applies, and the one for eyes."""

import shutil
import subprocess

import pytest

from newsclean import clean
from newsclean.emit.diff import Style, unified_diff
from tests.conftest import DIRTY

LONG = "临江图书馆昨天宣布，从下月起每晚开放到十点。" * 3


def shown(text, **options):
    document = clean(text, only=["repair"])
    return list(unified_diff(document, before="a", after="b", style=Style(**options)))[3:]


def test_what_changed_inside_a_line_is_marked():
    gone, come = shown(f"{LONG}&#26032;闻{LONG}\u200b完。\n", colour=True, visible=True)
    assert gone == f"\x1b[31m-{LONG}\x1b[7m&#26032;\x1b[27m闻{LONG}\x1b[7m<U+200B>\x1b[27m完。\x1b[0m\n"
    assert come == f"\x1b[32m+{LONG}\x1b[7m新\x1b[27m闻{LONG}完。\x1b[0m\n"


def test_marks_stay_inside_their_lines():
    lines = shown("读\u200b者\n馆\u200b长\n读者\n", colour=True, visible=True)
    assert [line.count("\x1b[7m") for line in lines] == [1, 0, 1, 0, 0]
    assert all(line.count("\x1b[7m") == line.count("\x1b[27m") for line in lines)


def test_without_colour_the_text_is_as_it_is():
    assert shown("读\u200b者\n") == ["-读\u200b者\n", "+读者\n"]


def test_what_is_only_spelled_is_not_painted():
    assert shown("读\u200b者\xa0好\n", visible=True)[0] == "-读<U+200B>者<U+00A0>好\n"


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
@pytest.mark.parametrize("text", [DIRTY, DIRTY.replace("\n", "\r\n"), DIRTY.rstrip("\n"), "读\u200b者"])
@pytest.mark.parametrize("name", ["page.txt", "a b/文.txt"])
def test_git_applies_it(newsclean, tmp_path, text, name):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode())
    done = newsclean("clean", "--diff", name)
    assert done.code == 1
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, input=done.out, cwd=tmp_path, check=True)
    assert file.read_bytes() == clean(text.encode()).text.encode()


def test_colours_are_for_eyes(newsclean, page):
    done = newsclean("repair", "--diff", "--color", "always", "page.txt")
    assert b"\x1b[7m<U+200B>\x1b[27m" in done.out
    assert "\u200b".encode() in newsclean("repair", "--diff", "page.txt").out


@pytest.mark.parametrize(("between", "hunks"), [(6, 1), (7, 2)])
def test_three_lines_stand_around_a_change(between, hunks):
    lines = shown("馆长\n" * 5 + "读\u200b者\n" + "馆长\n" * between + "读\u200b者\n" + "馆长\n" * 5)
    assert sum(line.startswith("@@") for line in lines) == hunks - 1  # the first is not among them
    assert [line[0] for line in lines[:5]] == [" ", " ", " ", "-", "+"]
    assert [line[0] for line in lines[-5:]] == ["-", "+", " ", " ", " "]
