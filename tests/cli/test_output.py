"""Where results go: standard output, files, directories, in place; exit codes."""

import json
import os
import stat

import pytest

from tests.conftest import CLEAN, DIRTY


def test_prints_the_article(newsclean, page):
    done = newsclean("clean", page)
    assert (done.code, done.text, done.err) == (0, CLEAN, "")


@pytest.mark.parametrize("paths", [(), ("-",)])
def test_reads_standard_input(newsclean, paths):
    done = newsclean("clean", *paths, stdin=DIRTY)
    assert (done.code, done.text) == (0, CLEAN)


def test_module_and_command_are_the_same_program(newsclean):
    assert newsclean("--version").text.startswith("newsclean ")


def test_version_names_the_data_that_decide(newsclean):
    line = newsclean("--version").text
    assert "OpenCC data" in line
    assert "chardet" in line
    assert line.count("\n") == 1


def test_output_file(newsclean, page, tmp_path):
    done = newsclean("clean", page, "-o", "out.txt")
    assert (done.code, done.out) == (0, b"")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == CLEAN


def test_in_place(newsclean, page):
    os.chmod(page, 0o640)
    done = newsclean("clean", "-i", page)
    assert (done.code, done.out) == (0, b"")
    assert "1 file cleaned" in done.err
    assert page.read_text(encoding="utf-8") == CLEAN
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert set(os.listdir(page.parent)) <= {"page.txt", ".cache"}


def test_in_place_does_not_touch_clean_files(newsclean, tmp_path):
    file = tmp_path / "clean.txt"
    file.write_text(CLEAN, encoding="utf-8")
    os.utime(file, ns=(1, 1))
    before = file.stat()
    assert newsclean("clean", "-i", file).code == 0
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_backup(newsclean, page):
    assert newsclean("clean", "-i", "--backup", ".orig", page).code == 0
    assert page.with_name("page.txt.orig").read_text(encoding="utf-8") == DIRTY
    assert page.read_text(encoding="utf-8") == CLEAN


def test_in_place_follows_a_link_and_keeps_it(newsclean, page, tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(page)
    assert newsclean("clean", "-i", link).code == 0
    assert link.is_symlink()
    assert page.read_text(encoding="utf-8") == CLEAN


def test_a_tree_is_mirrored(newsclean, tree, tmp_path):
    done = newsclean("clean", tree, "-o", "dst")
    assert done.code == 0
    assert (tmp_path / "dst" / "a.txt").read_text(encoding="utf-8") == CLEAN
    assert (tmp_path / "dst" / "deep" / "文 b.txt").read_text(encoding="utf-8") == CLEAN
    assert (tree / "a.txt").read_text(encoding="utf-8") == DIRTY


def test_a_tree_in_json(newsclean, tree, tmp_path):
    assert newsclean("clean", tree, "-o", "dst", "--format", "json").code == 0
    record = json.loads((tmp_path / "dst" / "a.txt.json").read_text(encoding="utf-8"))
    assert record["text"] == CLEAN


def test_several_processes_keep_the_order(newsclean, tmp_path):
    for number in range(70):
        (tmp_path / f"{number:03}.txt").write_text(
            f"第{number}号公告今天发布，请大家周知。\n", encoding="utf-8"
        )
    files = sorted(tmp_path.glob("*.txt"))
    done = newsclean("clean", "-j", "2", "--format", "jsonl", *files)
    assert done.code == 0
    records = [json.loads(line) for line in done.text.splitlines()]
    assert [record["path"] for record in records] == [str(file) for file in files]


def test_a_dash_is_standard_output(newsclean, page, tmp_path):
    assert newsclean("clean", page, "-o", "-").text == CLEAN
    assert not (tmp_path / "-").exists()


def test_a_named_directory_is_walked_though_it_is_ignored(newsclean, tree, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("src/\n")
    assert newsclean("clean", "--check", "src").code == 1
    done = newsclean("clean", "--check", ".")
    assert (done.code, done.out) == (0, b"")
    assert done.err.startswith("no files found; ")


def test_a_bad_input_does_not_stop_the_others(newsclean, tree, tmp_path):
    (tree / "b.txt").write_bytes(b"\xff\xfe\xff")
    done = newsclean("clean", tree, "missing", "-o", "dst", "-e", "utf-8")
    assert done.code == 2
    assert (tmp_path / "dst" / "deep" / "文 b.txt").exists()
    lines = [line for line in done.err.splitlines() if line.startswith("newsclean: ")]
    assert len(lines) == 2
    assert "b.txt:1:1: " in lines[0]
    assert "missing: no such file" in lines[1]


def test_check(newsclean, tree):
    done = newsclean("clean", "--check", "src")
    assert done.code == 1
    assert done.text == os.path.join("src", "a.txt") + "\n"
    assert newsclean("clean", "--check", "src/deep").code == 0


def test_check_of_another_encoding(newsclean, tmp_path):
    (tmp_path / "gbk.txt").write_bytes(CLEAN.encode("gbk"))
    assert newsclean("clean", "--check", "gbk.txt").code == 1
    assert newsclean("clean", "--check", "--output-encoding", "keep", "gbk.txt").code == 0


def test_diff_can_be_applied(newsclean, page, tmp_path):
    done = newsclean("clean", "--diff", "page.txt")
    assert done.code == 1
    assert done.text.startswith("--- a/page.txt\tutf-8\n+++ b/page.txt\tutf-8\n@@ ")
    assert "-（责任编辑：林晓）\n" in done.text
    assert "+临江图书馆昨天宣布" in done.text


def test_diff_of_clean_text_is_empty(newsclean, tmp_path):
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    done = newsclean("clean", "--diff", "clean.txt")
    assert (done.code, done.out) == (0, b"")


def test_colour_on_request(newsclean, page):
    assert b"\x1b[31m-" in newsclean("clean", "--diff", "--color", "always", page).out
    assert b"\x1b[" not in newsclean("clean", "--diff", page).out


def test_quiet_and_verbose_never_change_the_exit_code(newsclean, tree):
    for flag in ("-q", "-v"):
        assert newsclean("clean", "--check", flag, tree).code == 1
    assert newsclean("clean", "--check", "-q", tree).err == ""
    assert "unchanged" in newsclean("clean", "--check", "-v", tree).err


def test_closed_pipe_ends_quietly(tmp_path, page):
    import subprocess
    import sys

    for _ in range(3):
        command = (
            f"{sys.executable} -m newsclean clean {' '.join(['page.txt'] * 200)} --format jsonl | head -c 10"
        )
        done = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, check=False)
        assert done.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("clean", "a", "b"), "several inputs"),
        (("clean", "src"), "a directory needs"),
        (("clean", "-i", "-o", "x", "src"), "cannot be used together"),
        (("clean", "-i", "--check", "src"), "cannot be used together"),
        (("clean", "-i"), "cannot be replaced"),
        (("clean", "--backup", ".x", "src"), "--backup needs -i"),
        (("clean", "-i", "--backup", "", "src"), "suffix"),
        (("clean", "-i", "--format", "json", "src"), "standard output or with -o"),
        (("clean", "--to", "zh-XX", "src/a.txt"), "to: unknown value 'zh-XX'"),
        (("clean", "--keep", "body,editor", "src/a.txt"), "--keep"),
        (("clean", "--no-such", "src"), "--no-such"),
        (("claen", "src"), "Did you mean 'clean'"),
        (("clean", "-e", "utf-9", "src/a.txt"), "utf-9"),
        (("clean", "--output-encoding", "gkb", "src/a.txt"), "gkb"),
        (("clean", "--config", "none.toml", "src/a.txt"), "none.toml"),
        (("clean", "-j", "0", "src"), "-j"),
        (("clean", "--hard-links", "src/a.txt"), "--hard-links needs -i"),
        (("clean", "--phrases", "src/a.txt"), "--phrases needs --to"),
        (("clean", "--keep-word", "图书", "src/a.txt"), "--keep-word needs --to"),
        (("clean", "--to", "zh-Hant", "--keep-word", "", "src/a.txt"), "keep-word: the word is empty"),
        (("clean", "--only", "repair", "--skip", "repair", "src/a.txt"), "both chosen and left out"),
        (("clean", "--skip-rule", "zero-with", "src/a.txt"), "did you mean 'zero-width'"),
        # Variables of the shell that are not set.
        (("clean", "-o", "", "src/a.txt"), "'-o' / '--output': the name is empty."),
        (("clean", "--check", "--baseline", "", "src"), "'--baseline': the name is empty."),
        (("clean", "--rules", "", "src/a.txt"), "'--rules': the name is empty."),
        (("clean", "--report", "", "src/a.txt"), "'--report': the name is empty."),
        (("records", "", "-o", "x.jsonl"), "newsclean: '': no such file"),
    ],
)
def test_wrong_usage(newsclean, tree, arguments, message):
    done = newsclean(*arguments)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == b""


def test_an_editor_may_have_no_name_yet(newsclean):
    assert newsclean("clean", "--stdin-filename", "", stdin=DIRTY).text == CLEAN


def test_terminal_without_a_path_is_a_usage_error(tmp_path):
    import pty
    import subprocess
    import sys

    parent, child = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "newsclean", "clean"], stdin=child, capture_output=True, check=False
    )
    os.close(parent)
    os.close(child)
    assert done.returncode == 2
    assert b"nothing is piped in" in done.stderr


def test_output_encodings(newsclean):
    text = "图书馆开门了。\n"
    assert newsclean("repair", "--output-encoding", "gbk", stdin=text).out == text.encode("gbk")
    gbk = newsclean("repair", "--output-encoding", "keep", stdin=text.encode("gbk"))
    assert gbk.out == text.encode("gbk")
    marked = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert newsclean("repair", "--output-encoding", "keep", stdin=marked).out == marked


def test_characters_that_the_output_encoding_lacks(newsclean):
    done = newsclean("repair", "--output-encoding", "big5", stdin="圖書館\n开门了\n")
    assert done.code == 2
    assert done.out == b""
    assert done.err.startswith("newsclean: -:2:1: ")
    assert "U+5F00" in done.err
    done = newsclean("repair", "--output-encoding", "big5", "--references", stdin="圖書館\n开\n")
    assert (done.code, done.out) == (0, "圖書館\n&#24320;\n".encode("big5"))


def test_lines_in_two_encodings(newsclean):
    first, second = "图书馆昨天宣布，从下月起每晚开放到十点。\n", "馆长周明说，读者的来信让他们下了决心。\n"
    mixed = first.encode() + second.encode("gbk") + first.encode() + second.encode("gbk")
    assert newsclean("repair", stdin=mixed).text == (first + second) * 2
    assert newsclean("repair", "--output-encoding", "keep", stdin=mixed).out == mixed
    assert newsclean("repair", "-e", "utf-8+gbk", stdin=mixed).text == (first + second) * 2
    # As one encoding it is damaged text: what comes back of it is reported.
    single = newsclean("repair", "--no-mixed", stdin=mixed)
    assert single.text == (first + second) * 2
    assert "warning" in single.err


def test_an_empty_path_is_no_directory(newsclean, page):
    done = newsclean("clean", "-i", "")
    assert done.code == 2
    assert "no such file" in done.err
    assert page.read_text(encoding="utf-8") == DIRTY


def test_a_diff_of_bytes_alone_names_them(newsclean, tmp_path):
    (tmp_path / "a.txt").write_bytes(CLEAN.encode("utf-8-sig"))
    (tmp_path / "b.txt").write_bytes(CLEAN.encode("gb18030"))
    done = newsclean("clean", "--diff", "a.txt", "b.txt")
    assert done.code == 1
    assert done.text.split("\n") == [
        "--- a/a.txt\tutf-8 with BOM",
        "+++ b/a.txt\tutf-8",
        "--- a/b.txt\tgb18030",
        "+++ b/b.txt\tutf-8",
        "",
    ]


def test_names_with_control_characters_are_quoted(newsclean, tmp_path):
    (tmp_path / "a\nb.txt").write_text(DIRTY, encoding="utf-8")
    assert newsclean("clean", "--check", ".").text == '"a\\nb.txt"\n'
    assert newsclean("clean", "--diff", ".").text.startswith('--- "a/a\\nb.txt"\tutf-8\n')


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize(
    ("arguments", "after"),
    [
        pytest.param("clean -i page.txt missing.txt", CLEAN, id="a file that is missing"),
        pytest.param("clean -i --nothing page.txt", DIRTY, id="no such option"),
        pytest.param("clean -i --to xx page.txt", DIRTY, id="no such target"),
    ],
)
def test_nobody_listens_to_messages(tmp_path, page, arguments, after, buffered, redirection):  # noqa: PLR0917
    import subprocess
    import sys

    environment = {**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"}
    command = f"{sys.executable} -m newsclean {arguments} {redirection}"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, cwd=tmp_path, env=environment, check=False
    )
    assert done.returncode == 2
    assert page.read_text(encoding="utf-8") == after


def test_a_closed_pipe_is_no_failure(tmp_path, page):
    import subprocess
    import sys

    command = (
        f"({sys.executable} -m newsclean clean {'page.txt ' * 300} --format jsonl; echo $? >code) | head -c 9"
    )
    subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, check=False)
    assert (tmp_path / "code").read_text() == "0\n"
