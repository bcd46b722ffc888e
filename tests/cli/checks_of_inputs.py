"""Checks of the options that say what is read, how it is run and what is told: see ``test_every_option``."""

import json
import os
import sys

from tests.cli.option_checks import BAD, PAGE, covers
from tests.report.pages import unpacked


def seen(verb, *arguments, stdin):
    """What a verb has read, whatever it does with it; ``learn`` shows lines that recur."""
    if verb.name == "learn":
        (verb.place / "one").write_bytes(b"one\n\n" + stdin)
        (verb.place / "two").write_bytes(b"two\n\n" + stdin)
        return verb("--least", "2", *arguments, "one", "two")
    return verb(*arguments, stdin=stdin)


@covers("--encoding")
def _(verb):
    data = "讀者的來信。\n".encode("big5")
    done = seen(verb, "-e", "big5", stdin=data)
    assert done.code == 0
    assert ("cp950\t1.00\tgiven" if verb.name == "detect" else "讀者的來信。") in done.text
    assert seen(verb, "-e", "no-such", stdin=data).code == 2


def turns_on(verb, switch, holds):
    """A switch that the settings turn off is turned on again by its option."""
    (verb.place / "own.toml").write_text(f"[tool.newsclean]\n{switch} = false\n")
    assert not holds(verb, "--config", "own.toml")
    assert holds(verb, "--config", "own.toml", f"--{switch}")


def turns_off(verb, switch, holds):
    """A switch is on, and turned off by its option."""
    assert holds(verb)
    assert not holds(verb, f"--no-{switch}")


MIXED = ("图书馆昨天宣布，从下月起每晚开放到十点。\n".encode() + "馆长说，来信很多。\n".encode("gbk")) * 3


def is_mixed(verb, *arguments):
    """Whether a verb reads lines in two encodings as such."""
    done = seen(verb, *arguments, stdin=MIXED)
    return "utf-8+gb18030" in done.text if verb.name == "detect" else done.code == 0


@covers("--mixed")
def _(verb):
    turns_on(verb, "mixed", is_mixed)


@covers("--no-mixed")
def _(verb):
    turns_off(verb, "mixed", is_mixed)


def is_left(verb, *arguments):
    """Whether a verb leaves what a text says is to be left."""
    text = "# newsclean: off\n" + PAGE
    if verb.name == "detect":
        return json.loads(verb("--format", "json", *arguments, stdin=text).text)["repairs"] == 0
    if verb.name == "learn":
        line = "滨江周\u200b明地图"
        return line in seen(verb, *arguments, stdin=f"# newsclean: off\n{line}\n".encode()).text
    return seen(verb, *arguments, stdin=text.encode()).text == text


@covers("--pragmas")
def _(verb):
    turns_on(verb, "pragmas", is_left)


@covers("--no-pragmas")
def _(verb):
    turns_off(verb, "pragmas", is_left)


@covers("--errors")
def _(verb):
    assert seen(verb, "-e", "utf-8", "--errors", "strict", stdin=BAD).code == 2
    done = seen(verb, "-e", "utf-8", "--errors", "replace", stdin=BAD)
    assert done.code == 0
    if verb.transforms:
        assert "\ufffd" in done.text


@covers("--stdin-filename")
def _(verb):
    if verb.name == "learn":
        done = verb("-e", "utf-8", "--stdin-filename", "来信/甲.txt", stdin=BAD)
        assert done.err.startswith("newsclean: 来信/甲.txt:2:1: ")
    elif verb.name == "report":
        verb("--stdin-filename", "甲.txt", "-o", "out", stdin=PAGE)
        assert unpacked((verb.place / "out").read_bytes(), "index")["documents"][0]["name"] == "甲.txt"
    else:
        record = json.loads(verb("--format", "json", "--stdin-filename", "甲.txt", stdin=PAGE).text)
        assert record["path"] == "甲.txt"


# Files


def names(verb, *arguments):
    """The files that a verb reads below ``tree``."""
    tree = verb.place / "tree"
    (tree / "deep").mkdir(parents=True, exist_ok=True)
    for name in ("a.txt", "b.md", "deep/c.txt"):
        (tree / name).write_text(PAGE, encoding="utf-8")
    if verb.transforms:
        done = verb("--check", *arguments, "tree")
        lines = done.text.splitlines()
    else:
        done = verb("-v", *arguments, "tree")
        lines = [line[5:] for line in done.err.splitlines() if line.startswith("read ")]
    return [line.replace(os.sep, "/") for line in lines]


@covers("--include")
def _(verb):
    assert names(verb, "--include", "*.md") == ["tree/b.md"]


@covers("--files-from")
def _(verb):
    (verb.place / "文 b.txt").write_text(PAGE, encoding="utf-8")
    (verb.place / "list").write_text("page.txt\n文 b.txt\n", encoding="utf-8")
    assert listed(verb, "--files-from", "list") == ["page.txt", "文 b.txt"]
    assert listed(verb, "--files-from", "-", stdin="page.txt\n") == ["page.txt"]
    assert verb("--files-from", "none").code == 2


@covers("--null")
def _(verb):
    (verb.place / "a\nb.txt").write_text(PAGE, encoding="utf-8")
    assert listed(verb, "--files-from", "-", "-0", stdin="page.txt\0a\nb.txt\0") == ["page.txt", "a\\nb.txt"]
    assert verb("--null", "page.txt").code == 2


def listed(verb, *arguments, **keywords):
    """The files that a verb says it has read."""
    looking = ("--check",) if verb.transforms else ()
    done = verb(*looking, "-v", *arguments, **keywords)
    assert done.code == (1 if verb.transforms else 0)
    word = " would change: " if verb.transforms else "read "
    return [
        line.split(": ")[0].replace("read ", "").replace(" would change", "")
        for line in done.err.splitlines()
        if word in line
    ]


@covers("--base")
def _(verb):
    (verb.place / "a" / "b").mkdir(parents=True)
    (verb.place / "a" / "b" / "c.txt").write_text(PAGE, encoding="utf-8")
    assert verb("a/b/c.txt", "-o", "out/", "--base", "a").code == 0
    assert (verb.place / "out" / "b" / "c.txt").read_text(encoding="utf-8") == verb.result
    assert verb("page.txt", "-o", "out/", "--base", "a").code == 2


@covers("--force-exclude")
def _(verb):
    (verb.place / ".newscleanignore").write_text("page.txt\n")
    looking = ("--check",) if verb.transforms else ()
    for excluded in ("--exclude", "*.txt"), ():
        done = verb(*looking, "-v", "--force-exclude", *excluded, "page.txt")
        assert "page.txt" not in done.text + done.err
        assert "page.txt" in (done := verb(*looking, "-v", *excluded, "page.txt")).text + done.err


@covers("--exclude")
def _(verb):
    assert names(verb, "--exclude", "*.md", "--exclude", "deep/") == ["tree/a.txt"]


@covers("--config")
def _(verb):
    what = "." if verb.name == "config" else "page.txt"
    (verb.place / "own.toml").write_text('[tool.newsclean]\nencoding = "ascii"\n')
    done = verb("--config", "own.toml", what)
    if verb.name == "config":
        assert 'encoding\t"ascii"\town.toml\n' in done.text
    elif verb.name == "detect":
        assert done.text.startswith("page.txt\tascii\t1.00\tgiven")
    else:
        assert "page.txt:1:1: undecodable ascii" in done.err
    assert verb("--config", "none.toml", what).code == 2


@covers("--isolated")
def _(verb):
    what = "." if verb.name == "config" else "page.txt"
    (verb.place / "pyproject.toml").write_text("[tool.newsclean]\nno-such-key = 1\n")
    done = verb(what)
    assert done.code == 2
    assert "pyproject.toml: unknown key 'no-such-key'" in done.err
    assert verb("--isolated", what).code == 0


@covers("--jobs")
def _(verb):
    form = () if verb.name == "report" else ("--format", "jsonl")
    one, two = (verb("-j", jobs, *form, *["page.txt"] * 3) for jobs in "12")
    assert (two.code, two.text) == (0, one.text)


@covers("--resume")
def _(verb):
    command = ("-o", "out/", "--resume", "page.txt")
    assert "1 file cleaned" in verb(*command).err
    assert "1 file unchanged" in verb(*command).err
    (verb.place / "out" / "page.txt").write_text("tampered")
    assert verb(*command).code == 0
    assert (verb.place / "out" / "page.txt").read_text(encoding="utf-8") == verb.result


@covers("--report")
def _(verb):
    assert verb("--check", "--report", "report.json", "page.txt").code == 1
    report = json.loads((verb.place / "report.json").read_text(encoding="utf-8"))
    assert (report["files"], report["changed"], report["exit_code"]) == (1, 1, 1)


@covers("--least")
def _(verb):
    for name, title in {"a": "临江图书馆延长开放时间", "b": "临江图书馆换了新灯"}.items():
        page = PAGE.replace("临江图书馆延长开放时间", title)
        (verb.place / name).write_text(page, encoding="utf-8")
    assert "周明" not in verb("--least", "3", "a", "b").text
    assert "周明" in verb("--least", "2", "a", "b").text


# Messages


@covers("--quiet")
def _(verb):
    (verb.place / "tree").mkdir()
    (verb.place / "tree" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    command = ("tree", *["--check"] * verb.transforms)
    assert "skipped tree" in verb(*command).err
    done = verb("-q", *command)
    assert (done.code, done.err) == (0, "")
    assert verb("-q", "none.txt").err == "newsclean: none.txt: no such file or directory\n"


@covers("--verbose")
def _(verb):
    if verb.transforms:
        verb.page.write_text(verb.result, encoding="utf-8")
        assert "unchanged page.txt\n" in verb("-v", "--check", "page.txt").err
        assert "unchanged page.txt\n" not in verb("--check", "page.txt").err
    else:
        assert "read page.txt\n" in verb("-v", "page.txt").err
        assert "read page.txt\n" not in verb("page.txt").err


@covers("--color")
def _(verb):
    if verb.transforms:
        assert b"\x1b[31m-" in verb("--diff", "--color", "always", "page.txt").out
        assert b"\x1b" not in verb("--diff", "--color", "never", "page.txt").out
        return
    import pty

    for color in ("always", "never"):  # the table is for terminals
        parent, child = pty.openpty()
        command = [sys.executable, "-m", "newsclean", verb.name, "--color", color, "page.txt"]
        pid = os.fork()
        if pid == 0:
            os.chdir(verb.place)
            os.dup2(child, 1)
            os.execvp(command[0], command)
        os.close(child)
        _, status = os.waitpid(pid, 0)
        shown = os.read(parent, 65536)
        os.close(parent)
        assert status == 0
        assert b"page.txt" in shown
        assert (b"\x1b[" in shown) == (color == "always")
