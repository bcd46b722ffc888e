"""The program in a shell: completion, odd locales and consoles, closed streams."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import CLEAN, DIRTY


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(newsclean, shell):
    done = newsclean(env={"_NEWSCLEAN_COMPLETE": f"{shell}_source"})
    assert done.code == 0
    assert "newsclean" in done.text
    if shutil.which(shell):
        check = subprocess.run([shell, "-n"], input=done.out, capture_output=True, check=False)
        assert check.returncode == 0, check.stderr


@pytest.mark.parametrize(
    ("words", "position", "expected"),
    [
        ("newsclean cl", "1", "clean"),
        ("newsclean clean --out", "2", "--output"),
        ("newsclean clean --format j", "3", "jsonl"),
        ("newsclean clean --keep edi", "3", "editor"),
        ("newsclean clean --to zh-T", "3", "zh-TW"),
        ("newsclean clean --to s2tw", "3", "s2twp"),
        ("newsclean detect -e gb1", "3", "gb18030"),
        ("newsclean clean --output-encoding ke", "3", "keep"),
        ("newsclean repair --skip-rule zero", "3", "zero-width"),
        ("newsclean rules show editor-l", "3", "editor-label"),
    ],
)
def test_bash_completes(newsclean, words, position, expected):
    environment = {"_NEWSCLEAN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": position}
    assert f"plain,{expected}" in newsclean(env=environment).text.splitlines()


#: Scripts that load the completion as its users do, and print what is offered for $1 …
COMPLETING = {
    "bash": """
        eval "$(_NEWSCLEAN_COMPLETE=bash_source newsclean)"
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _newsclean_completion newsclean
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    # What talks to the line editor prints instead: there is no editor without a terminal.
    "zsh": """
        compdef() { : }
        compadd() { print -rl -- $completions }
        _describe() { print -rl -- $completions_with_descriptions }
        eval "$(_NEWSCLEAN_COMPLETE=zsh_source newsclean)"
        words=("$@"); CURRENT=$#; _newsclean_completion
    """,
    "fish": """
        _NEWSCLEAN_COMPLETE=fish_source newsclean | source
        complete -C "$argv"
    """,
}


@pytest.mark.parametrize("shell", list(COMPLETING))
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["newsclean", "cl"], "clean"),
        (["newsclean", "clean", "--output-e"], "--output-encoding"),
        (["newsclean", "clean", "--format", "jsonl"], "jsonl"),
        (["newsclean", "rules", "sh"], "show"),
    ],
)
def test_completion_in_the_shell_itself(tmp_path, shell, words, expected):
    if not shutil.which(shell):
        pytest.skip(f"no {shell} on this machine")
    path = os.pathsep.join((os.path.dirname(sys.executable), os.environ["PATH"]))
    script = [shell, "-c", COMPLETING[shell], *([] if shell == "fish" else [shell]), *words]
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path)}
    done = subprocess.run(script, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert done.stderr == ""
    offered = [line.replace("\t", ":").split(":")[0] for line in done.stdout.splitlines()]
    assert expected in offered


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp936"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_locales_and_consoles(newsclean, tmp_path, env):
    (tmp_path / "新闻 😀.txt").write_text(DIRTY, encoding="utf-8")
    done = newsclean("clean", ".", "-o", "out", "-v", env=env)
    assert done.code == 0
    assert (tmp_path / "out" / "新闻 😀.txt").read_text(encoding="utf-8") == CLEAN
    assert newsclean("clean", stdin=DIRTY, env=env).text == CLEAN
    (tmp_path / "damaged.txt").write_text("鍩庡競鏂伴椈的读者来信仍可投递。\n", encoding="utf-8")
    assert newsclean("detect", ".", env=env).code == 0
    assert "编辑" in newsclean("rules", "show", "editor-label", env=env).text
    assert newsclean("clean", "没有.txt", env=env).err.count("\n") == 1


def test_help_has_signs_that_a_locale_has_not(newsclean):
    done = newsclean("clean", "--help", env={"PYTHONIOENCODING": "latin-1"})
    assert (done.code, done.err) == (0, "")
    assert b"zh-\\u2026: also use" in done.out


def test_file_names_that_are_not_utf8(newsclean, tmp_path):
    name = os.fsdecode(b"\xd0\xc2\xce\xc5.txt")
    try:
        (tmp_path / name).write_text(DIRTY, encoding="utf-8")
    except OSError:
        pytest.skip("the file system wants UTF-8 names")
    assert newsclean("clean", ".", "-o", "out").code == 0
    assert (tmp_path / "out" / name).read_text(encoding="utf-8") == CLEAN
    assert newsclean("clean", ".", "--format", "jsonl", "--exclude", "out/").code == 0
    assert b"\xd0\xc2\xce\xc5.txt" in newsclean("detect", ".", "--exclude", "out/").out


def test_unreadable_and_vanishing(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    done = newsclean("clean", "gone.txt", "a.txt", "--format", "jsonl")
    assert done.code == 2
    assert done.err == "newsclean: gone.txt: no such file or directory\n"
    assert done.text.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="needs users")
def test_what_lies_in_a_closed_directory_is_named_and_the_others_are_done(tmp_path):
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut" / "b.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "c.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "c.txt").chmod(0)
    (tmp_path / "shut").chmod(0)
    plain = "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"
    drop = ["setpriv", *plain] if os.getuid() == 0 else []
    if drop and not shutil.which("setpriv"):
        pytest.skip("root reads everything")
    command = [*drop, sys.executable, "-m", "newsclean", "clean", "--format", "jsonl"]
    command += ["a.txt", "shut/b.txt", "c.txt", "shut"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    (tmp_path / "shut").chmod(0o700)
    assert done.returncode == 2
    assert done.stdout.count("\n") == 1
    assert done.stderr.splitlines() == [
        "newsclean: shut/b.txt: cannot read: Permission denied",
        "newsclean: c.txt: cannot read: Permission denied",
        "newsclean: shut: cannot read: Permission denied",
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.jsonl.gz", b"\x1f\x8b\x08\0"), ("A.Parquet", b"PAR1"), ("a.csv.zst", b"\x28\xb5\x2f\xfd")],
)
@pytest.mark.parametrize("verb", ["clean", "repair", "detect"])
def test_packed_records_are_for_another_command(newsclean, tmp_path, verb, name, data):
    (tmp_path / name).write_bytes(data + bytes(40))
    done = newsclean(verb, name)
    assert done.code == 2
    assert f"{name}: is " in done.err
    assert "not text: newsclean records cleans the texts in it" in done.err


def test_what_is_packed_otherwise_is_to_be_unpacked(newsclean, tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(b"\x1f\x8b\x08\0" + bytes(40))
    assert (
        "a.txt.gz: is gzip-compressed data, not text: decompress it first"
        in newsclean("clean", "a.txt.gz").err
    )


def test_a_diff_says_what_cannot_be_seen_in_it(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("新\u200b闻。\n", encoding="utf-8")
    done = newsclean("repair", "--check", "--diff", "a.txt")
    assert done.code == 1
    assert "a.txt would change: repairs zero-width 1\n" in done.err


def test_closed_streams(tmp_path):
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    command = f"{sys.executable} -m newsclean clean a.txt >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(b"newsclean: ")


@pytest.mark.parametrize("arguments", ["clean -", "detect - a.txt", "clean --files-from -"])
def test_closed_standard_input(tmp_path, arguments):
    command = f"{sys.executable} -m newsclean {arguments} <&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert b"newsclean: -: standard input is closed\n" in done.stderr


def test_full_disk_on_standard_output(tmp_path):
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "newsclean", "clean", "a.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"No space left" in done.stderr


def test_encodings_lists_names_that_are_taken(newsclean, page):
    rows = [line.split("\t") for line in newsclean("encodings").text.splitlines()]
    assert {"utf-8", "gb18030", "cp950", "big5-hkscs", "utf-16"} <= {name for name, _, _ in rows}
    for name, _, labels in rows[:6]:
        for label in (name, labels.split()[-1]):
            assert "unknown encoding" not in newsclean("detect", "-e", label, page).err


@pytest.mark.parametrize(
    ("words", "position", "expected"),
    [
        ("newsclean clean -o ", "3", "file,"),
        ("newsclean clean --rules ", "3", "file,"),
        ("newsclean clean --base ", "3", "dir,"),
        ("newsclean report -o ", "3", "file,"),
        ("newsclean rules test ", "3", "file,"),
        ("newsclean --lang zh-H", "2", "plain,zh-Hans"),
        ("newsclean rules show zero", "3", "plain,zero-width"),
        ("newsclean records --format jsonl.", "3", "plain,jsonl.zst"),
    ],
)
def test_bash_completes_names_of_files_and_what_else_is_known(newsclean, words, position, expected):
    environment = {"_NEWSCLEAN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": position}
    assert expected in newsclean(env=environment).text.splitlines()


def test_help_is_a_verb_too(newsclean):
    assert newsclean("help", "clean").out == newsclean("clean", "--help").out
    assert newsclean("help").out == newsclean("--help").out
