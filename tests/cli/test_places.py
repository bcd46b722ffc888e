"""Nothing that has a place of its own is written over: inputs, results, backups, other files."""

import os
import stat
import subprocess
import sys
import threading

import pytest

from tests.conftest import CLEAN, DIRTY


@pytest.mark.parametrize("name", ["page.txt", "./page.txt", "link.txt"])
def test_an_input_is_never_the_output(newsclean, page, tmp_path, name):
    (tmp_path / "link.txt").symlink_to(page)
    done = newsclean("clean", "page.txt", "-o", name)
    assert done.code == 2
    assert "is one of the inputs: use -i" in done.err
    assert page.read_text(encoding="utf-8") == DIRTY


def test_an_input_in_a_directory_is_never_the_output(newsclean, tree):
    done = newsclean("clean", "src", "--format", "jsonl", "-o", "src/a.txt")
    assert done.code == 2
    assert (tree / "a.txt").read_text(encoding="utf-8") == DIRTY
    assert newsclean("clean", "src", "--format", "jsonl", "-o", "src/new.jsonl").code == 0


def test_failed_input_leaves_output_file_alone(newsclean, tmp_path):
    (tmp_path / "out.txt").write_text("old")
    done = newsclean("clean", "missing.txt", "-o", "out.txt")
    assert done.code == 2
    assert (tmp_path / "out.txt").read_text() == "old"


def test_hard_links_are_refused(newsclean, page, tmp_path):
    os.link(page, tmp_path / "other.txt")
    done = newsclean("clean", "-i", page)
    assert done.code == 2
    assert "hard links" in done.err
    assert page.read_text(encoding="utf-8") == DIRTY


def test_two_inputs_are_never_written_to_one_place(newsclean, tree, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text("另一篇。\n", encoding="utf-8")
    done = newsclean("clean", "src", "other", "-o", "dst/")
    assert done.code == 2
    assert "would be written over the output of src/a.txt; --base DIR keeps them apart" in done.err
    assert (tmp_path / "dst" / "a.txt").read_text(encoding="utf-8") == CLEAN
    assert newsclean("clean", "src", "other", "-o", "dst2/", "--base", ".").code == 0
    assert (tmp_path / "dst2" / "src" / "a.txt").read_text(encoding="utf-8") == CLEAN
    assert (tmp_path / "dst2" / "other" / "a.txt").read_text(encoding="utf-8") == "另一篇。\n"


def test_named_inputs_keep_their_folders(newsclean, tree, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text("另一篇。\n", encoding="utf-8")
    named = ("src/a.txt", str(tmp_path / "other" / "a.txt"))
    assert newsclean("clean", *named, "-o", "dst/").code == 0
    assert (tmp_path / "dst" / "src" / "a.txt").read_text(encoding="utf-8") == CLEAN
    assert (tmp_path / "dst" / "other" / "a.txt").read_text(encoding="utf-8") == "另一篇。\n"
    for name in named:  # as `xargs -n 1` does
        assert newsclean("clean", name, "-o", "one/").code == 0
    assert (tmp_path / "one" / "other" / "a.txt").read_text(encoding="utf-8") == "另一篇。\n"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert newsclean("clean", *named[1:], "-o", "out/", cwd=elsewhere).code == 0
    assert (elsewhere / "out" / tmp_path.relative_to("/") / "other" / "a.txt").exists()


def test_the_base_says_from_where(newsclean, tree, tmp_path):
    assert newsclean("clean", "src/deep/文 b.txt", "-o", "dst/", "--base", "src").code == 0
    assert (tmp_path / "dst" / "deep" / "文 b.txt").exists()
    done = newsclean("clean", "src/a.txt", "-o", "dst/", "--base", "src/deep")
    assert done.code == 2
    assert "src/a.txt: is not below --base src/deep" in done.err
    assert "--base needs -o DIR" in newsclean("clean", "src/a.txt", "--base", "src").err


def test_two_spellings_of_one_input_are_one(newsclean, page, tmp_path):
    assert newsclean("clean", "page.txt", "./page.txt", page, "-o", "dst").code == 0


def test_no_link_leads_out_of_the_output_directory(newsclean, tree, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("precious")
    (tmp_path / "dst").mkdir()
    (tmp_path / "dst" / "a.txt").symlink_to(outside)
    (tmp_path / "dst" / "deep").symlink_to(tmp_path)
    done = newsclean("clean", "src", "-o", "dst")
    assert done.code == 2
    assert done.err.count("a symbolic link leads out of the output directory") == 2
    assert outside.read_text() == "precious"
    assert not (tmp_path / "文 b.txt").exists()


def test_links_to_one_output_are_seen(newsclean, tree, tmp_path):
    (tree / "b.txt").write_text("另一篇。\n", encoding="utf-8")
    (tmp_path / "dst").mkdir()
    (tmp_path / "dst" / "b.txt").symlink_to("a.txt")
    done = newsclean("clean", "src", "-o", "dst")
    assert done.code == 2
    assert "src/b.txt: would be written over the output of src/a.txt" in done.err
    assert (tmp_path / "dst" / "a.txt").read_text(encoding="utf-8") == CLEAN


def test_output_below_the_input_is_not_read_again(newsclean, tree):
    assert newsclean("clean", tree, "-o", tree / "out").code == 0
    done = newsclean("clean", tree, "-o", tree / "out")
    assert done.code == 2
    assert "lies in the output directory" in done.err
    assert newsclean("clean", tree, "-o", tree / "out", "--exclude", "out/").code == 0
    assert not (tree / "out" / "out").exists()


def test_inputs_in_the_output_directory_are_not_written_over(newsclean, tree):
    other = tree / "deep" / "a.txt"
    other.write_text(DIRTY + "另一篇。\n", encoding="utf-8")
    for paths in (["src"], ["src/a.txt", "src/deep/a.txt"]):
        done = newsclean("clean", *paths, "-o", "src/deep")
        assert done.code == 2
        assert "src/deep/a.txt lies in the output directory" in done.err
        assert other.read_text(encoding="utf-8") == DIRTY + "另一篇。\n"


def test_one_of_several_inputs_is_not_the_output(newsclean, tree):
    done = newsclean("clean", "--format", "jsonl", "src/a.txt", "src/deep/文 b.txt", "-o", "src/a.txt")
    assert done.code == 2
    assert (tree / "a.txt").read_text(encoding="utf-8") == DIRTY


def test_backups_are_no_input(newsclean, tree):
    for suffix in (".orig", ".kept"):
        assert newsclean("clean", "-i", "--backup", suffix, "src").code == 0
        (tree / "a.txt").write_text(DIRTY, encoding="utf-8")
        assert newsclean("clean", "-i", "--backup", suffix, "src").code == 0
        assert newsclean("clean", "-i", "--exclude", "*.kept", "src").code == 0
        assert (tree / f"a.txt{suffix}").read_text(encoding="utf-8") == DIRTY
        assert not (tree / f"a.txt{suffix}{suffix}").exists()
        (tree / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tree / "alone.orig").write_text(DIRTY, encoding="utf-8")
    assert "alone.orig" in newsclean("clean", "--check", "src").text


def test_files_that_are_read_only_stay(newsclean, page):
    page.chmod(0o444)
    done = newsclean("clean", "-i", page)
    assert done.code == 2
    assert "read-only" in done.err
    assert page.read_text(encoding="utf-8") == DIRTY


def test_a_guess_replaces_no_file(newsclean, tmp_path):
    data = "© 2004 ACME, Inc.\n".encode("latin-1")
    (tmp_path / "a.txt").write_bytes(data)
    done = newsclean("clean", "-i", "a.txt")
    assert done.code == 2
    assert "the encoding is a guess" in done.err
    assert (tmp_path / "a.txt").read_bytes() == data
    assert newsclean("clean", "-i", "-e", "latin-1", "a.txt").code == 0


def test_read_only_directory(newsclean, page, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    os.chmod(tmp_path, 0o500)
    try:
        done = newsclean("clean", "-i", page)
    finally:
        os.chmod(tmp_path, 0o700)
    assert done.code == 2
    assert page.read_text(encoding="utf-8") == DIRTY


def test_a_file_that_cannot_be_read_stops_no_other(newsclean, page, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("题目", encoding="utf-8")
    os.chmod(secret, 0)
    if os.access(secret, os.R_OK):
        pytest.skip("root may read everything")
    done = newsclean("clean", "-i", secret, page)
    assert done.code == 2
    assert "secret.txt: cannot read" in done.err
    assert page.read_text(encoding="utf-8") != DIRTY


def test_a_backup_is_never_overwritten(newsclean, page):
    page.with_name("page.txt.orig").write_text("precious")
    done = newsclean("clean", "-i", "--backup", ".orig", page)
    assert done.code == 2
    assert "exists and differs" in done.err
    assert page.with_name("page.txt.orig").read_text() == "precious"
    assert page.read_text(encoding="utf-8") == DIRTY


def test_the_output_directory_is_not_the_input(newsclean, tree):
    done = newsclean("clean", "src", "-o", "src")
    assert done.code == 2
    assert "use -i" in done.err


def test_an_input_named_twice_is_written_once(newsclean, tree, tmp_path):
    assert newsclean("clean", "src", "src", "-o", "dst").code == 0


def test_a_report_never_replaces_another_file(newsclean, page):
    done = newsclean("clean", "--check", "--report", page, page)
    assert done.code == 2
    assert page.read_text(encoding="utf-8") == DIRTY
    assert newsclean("clean", "--check", "--report", "r.json", page).code == 1
    assert newsclean("clean", "--check", "--report", "r.json", page).code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("page.txt", "-o", "out.json", "--report", "out.json"),
        ("page.txt", "-o", "out/", "--report", "out/page.txt"),
        ("-i", "--backup", ".orig", "page.txt", "--report", "page.txt.orig"),
    ],
)
def test_a_report_never_replaces_a_result(newsclean, page, tmp_path, arguments):
    done = newsclean("clean", *arguments)
    assert done.code == 2
    assert "cannot write the report" in done.err
    file = tmp_path / arguments[-1]
    assert not file.exists() or b"newsclean/report" not in file.read_bytes()


def test_learned_rules_never_replace_another_file(newsclean, page):
    assert newsclean("learn", page, "-o", page).code == 2
    assert page.read_text(encoding="utf-8") == DIRTY
    assert newsclean("learn", page, "-o", "site.toml").code == 0
    assert newsclean("learn", page, "-o", "site.toml").code == 0


# --- what is not a regular file, or may not be replaced ------------------------------------------

WRITERS = [
    ("clean", "page.txt", "-o"),
    ("clean", "page.txt", "--format", "jsonl", "-o"),
    ("clean", "page.txt", "--explain", "-o"),
    ("clean", "page.txt", "--check", "--report"),
    ("learn", "page.txt", "-o"),
]


@pytest.mark.parametrize("writer", WRITERS, ids=" ".join)
def test_devices_and_fifos_are_written_into(newsclean, page, tmp_path, writer):
    os.mkfifo(tmp_path / "fifo")
    got = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "fifo").read_bytes()))
    reader.start()
    done = newsclean(*writer, "fifo")
    reader.join(10)
    assert done.code in (0, 1)
    assert stat.S_ISFIFO((tmp_path / "fifo").stat().st_mode)
    assert len(got[0]) > 20
    assert newsclean(*writer, "/dev/null").code in (0, 1)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    full = newsclean(*writer, "/dev/full")
    assert full.code == 2
    assert "newsclean: /dev/full: cannot write: No space left on device\n" in full.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_a_device_stays_a_device(newsclean, page, tmp_path):
    try:
        os.mknod(tmp_path / "null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except OSError:
        pytest.skip("no devices here")
    newsclean("clean", page, "-o", "null")
    assert stat.S_ISCHR((tmp_path / "null").stat().st_mode)


def test_standard_output_has_a_name(newsclean, page, tmp_path):
    assert newsclean("clean", page, "-o", "/dev/stdout").text == CLEAN


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/dev/fd/7"])
@pytest.mark.parametrize("how", [">", ">>"])
def test_what_is_open_already_is_shared(page, tmp_path, name, how):
    run = f"{sys.executable} -m newsclean clean page.txt -o {name} 7>&1"
    command = f"echo first >out; (echo second; {run}; echo last) {how}out"
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    before = "first\nsecond\n" if how == ">>" else "second\n"
    assert (tmp_path / "out").read_text(encoding="utf-8") == f"{before}{CLEAN}last\n"


def test_what_is_not_open_is_one_line(newsclean, page):
    run = newsclean("clean", page, "-o", "/dev/fd/97")
    assert run.code == 2
    assert run.err == "newsclean: /dev/fd/97: cannot write: Bad file descriptor\n"


@pytest.mark.parametrize("writer", WRITERS, ids=" ".join)
@pytest.mark.parametrize("kind", ["read-only", "hard links"])
def test_no_writer_replaces_what_may_not_be_replaced(newsclean, page, tmp_path, writer, kind):
    assert newsclean(*writer, "out").code in (0, 1)  # so that it is a file of its kind
    out = tmp_path / "out"
    before = out.read_bytes()
    page.write_text(DIRTY.replace("十点", "九点"), encoding="utf-8")
    if kind == "read-only":
        out.chmod(0o444)
    else:
        os.link(out, tmp_path / "other")
    done = newsclean(*writer, "out")
    assert done.code == 2
    assert (
        f"out: cannot write: the file {'is read-only' if kind == 'read-only' else 'has 2 hard links'}"
        in done.err
    )
    assert out.read_bytes() == before


def test_a_page_about_a_file_does_not_replace_it(newsclean, page):
    done = newsclean("report", "page.txt", "-o", "page.txt")
    assert done.code == 2
    assert done.err.endswith("Error: page.txt is one of the inputs: choose another name.\n")
    assert page.read_text(encoding="utf-8") == DIRTY


def test_a_baseline_that_is_not_there_is_named_once(newsclean, page):
    done = newsclean("clean", "--check", "--baseline", "old.json", "page.txt")
    assert (done.code, done.err) == (2, "newsclean: old.json: cannot read: No such file or directory\n")
